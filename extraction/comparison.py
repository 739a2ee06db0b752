"""What did two coders of one full text code differently? Matched by code and by passages that overlap."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from extraction.codebook import Codebook
from extraction.coding_tables import CodingDifference
from extraction.documents import Extract, RefusedExtract
from identification.vocabulary import Check, CodeStatus, Differs, Settled

# What is compared of two extracts that match. A value is compared by code: two coders take it from two places.
COMPARED: Mapping[Differs, str] = {
    Differs.STATUS: "status",
    Differs.ATTRIBUTION: "attribution",
    Differs.ORIGIN: "origin",
    Differs.PERSPECTIVE: "perspective",
    Differs.FUNCTION: "function",
}
Side = Sequence[Extract]


def compare_codings(
    extracts: Iterable[Extract], codebook: Codebook, refused: Iterable[RefusedExtract] = ()
) -> list[CodingDifference]:
    """The differences of every two coders of a full text, on its extracts as they stand and those refused.

    Two extracts match when they have one code and share a character of one page; of several the longest overlap counts,
    and each matches once. A difference is settled when a reconciliation has judged every extract that it rests on, or
    has refused one side of it. Both codings are kept whatever was settled.
    """
    by_document: dict[str, dict[str, list[Extract]]] = {}
    for one in (*extracts, *refused):
        if one.sitting is None:
            by_document.setdefault(one.document_id, {}).setdefault(one.who, []).append(one)
    return [
        difference
        for _, by_coder in sorted(by_document.items())
        for a, b in combinations(sorted(by_coder), 2)
        for difference in _of_two(by_coder[a], by_coder[b], codebook)
    ]


def overlap(one: Extract, other: Extract) -> int:
    """How many characters of a page two extracts share."""
    if (one.document_id, one.page) != (other.document_id, other.page):
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def meets(one: Extract, others: Iterable[Extract]) -> bool:
    """Whether one of the others has the same code in a place that overlaps."""
    return any(one.code_id == other.code_id and overlap(one, other) for other in others)


def is_found(extract: Extract) -> bool:
    """Whether an extract is a passage, and no "looked for, not found"."""
    return extract.status != CodeStatus.LOOKED_NOT_FOUND


def _of_two(of_a: Side, of_b: Side, codebook: Codebook) -> Iterator[CodingDifference]:
    for code_id in sorted({one.code_id for one in (*of_a, *of_b) if is_found(one)}):
        a, b = ([one for one in side if is_found(one) and one.code_id == code_id] for side in (of_a, of_b))
        if a and b:
            yield from _of_code(a, b, has_value=bool(codebook.code(code_id).field))
        else:
            yield _only_one(a, b, of_a, of_b, codebook)


def _only_one(a: Side, b: Side, of_a: Side, of_b: Side, codebook: Codebook) -> CodingDifference:
    """One coder has the code; the other said that she looked for it, or said nothing."""
    found, others = (a, of_b) if a else (b, of_a)
    covers = {found[0].code_id, codebook.family_of(found[0].code_id).id}
    looks = [one for one in others if not is_found(one) and one.code_id in covers]
    settled = Settled.SETTLED if all(_judged(one) for one in found) else Settled.OPEN
    left, right = (found, looks) if a else (looks, found)
    coders = of_a[0].who, of_b[0].who
    return _difference(Differs.LOOKED if looks else Differs.CODE, left, right, settled, coders=coders)


def _of_code(a: Side, b: Side, *, has_value: bool) -> Iterator[CodingDifference]:
    pairs = _matched(a, b)
    for one, other in pairs:
        for differs, name in COMPARED.items():
            said = [str(getattr(each, name) or "") for each in (one, other)]
            if said[0] != said[1]:
                yield _difference(differs, [one], [other], _settled([one], [other]), said=(said[0], said[1]))
    if has_value:
        values = _values(a), _values(b)
        if values[0] != values[1]:
            yield _difference(Differs.VALUE, a, b, _settled(a, b), said=("; ".join(values[0]), "; ".join(values[1])))
        return
    left, right = ([one for one in side if not meets(one, other)] for side, other in ((a, b), (b, a)))
    if left or right:
        coders = a[0].who, b[0].who
        yield _difference(Differs.PASSAGE, left, right, Settled.NOT_ASKED, coders=coders)


def _matched(a: Side, b: Side) -> list[tuple[Extract, Extract]]:
    """Pairs that overlap, the longest overlap first, each extract in one pair."""
    possible = sorted(
        ((one, other) for one in a for other in b if overlap(one, other)),
        key=lambda pair: (-overlap(*pair), pair[0].start, pair[0].extract_id, pair[1].extract_id),
    )
    taken: set[str] = set()
    pairs = []
    for one, other in possible:
        if not taken & {one.extract_id, other.extract_id}:
            taken |= {one.extract_id, other.extract_id}
            pairs.append((one, other))
    return pairs


def _values(side: Side) -> list[str]:
    return sorted({" ".join((one.value or one.quote).casefold().split()) for one in side})


def _judged(extract: Extract) -> bool:
    return isinstance(extract, RefusedExtract) or extract.check == Check.AGREED


def _settled(a: Side, b: Side) -> Settled:
    refused = any(all(isinstance(one, RefusedExtract) for one in side) for side in (a, b))
    return Settled.SETTLED if refused or all(map(_judged, (*a, *b))) else Settled.OPEN


def _difference(
    differs: Differs,
    a: Side,
    b: Side,
    settled: Settled,
    *,
    said: tuple[str, str] = ("", ""),
    coders: tuple[str, str] = ("", ""),
) -> CodingDifference:
    first = next(one for one in (*a, *b) if is_found(one))
    words = said if any(said) else tuple("; ".join(dict.fromkeys(one.status for one in side)) for side in (a, b))
    return CodingDifference(
        document_id=first.document_id,
        report_id=first.report_id,
        code_id=first.code_id,
        differs=differs,
        coder_a=coders[0] or a[0].who,
        coder_b=coders[1] or b[0].who,
        said_a=words[0],
        said_b=words[1],
        extracts_a=tuple(sorted(one.extract_id for one in a)),
        extracts_b=tuple(sorted(one.extract_id for one in b)),
        settled=settled,
    )
