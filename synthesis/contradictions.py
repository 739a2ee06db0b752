"""Where do studies contradict each other? Both quotes side by side, with the independent studies on each side."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from extraction.codebook import Codebook
from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Contradicts, Function, Role
from synthesis.quotes import distinct_quotes
from synthesis.statements import ThemeRow
from synthesis.states import EVIDENCE, Coded, independent_studies, origin_of, seen_from
from synthesis.theme_ground import extracts_of
from synthesis.theme_tables import Contradiction

Side = Callable[[Extract], bool]


def list_contradictions(themes: Iterable[ThemeRow], codebook: Codebook, coded: Coded) -> list[Contradiction]:
    """Codes that one study affirms and another contests, findings beside null findings, and negative cases of themes.

    Two studies contradict each other only on one code from one perspective. What a study says against itself is a
    shade of its own finding and no contradiction between studies; what several take from one source is said once.
    """
    by_cell: dict[tuple[str, str], list[Extract]] = defaultdict(list)
    framed = {code.id for f in codebook.families if f.role != Role.CHARACTERISTICS for code in f.codes}
    for one in coded.extracts:
        if one.status in EVIDENCE and one.code_id in framed:
            by_cell[one.code_id, seen_from(one) if one.perspective else ""].append(one)
    rows = [row for cell, found in sorted(by_cell.items()) for row in _of_code(*cell, found, codebook, coded)]
    rows += [row for theme in themes for row in _of_theme(theme, coded)]
    return [replace(row, order=order) for order, row in enumerate(rows, start=1)]


def _of_code(
    code: str, perspective: str, found: Sequence[Extract], codebook: Codebook, coded: Coded
) -> Iterator[Contradiction]:
    name = codebook.code(code).name
    for kind, says, against in SIDES:
        pro, contra = [one for one in found if says(one)], [one for one in found if against(one)]
        if any(origin_of(a, coded) != origin_of(b, coded) for a in pro for b in contra):
            yield from _rows(kind, code, name, perspective, pro, contra, coded)


def _of_theme(theme: ThemeRow, coded: Coded) -> Iterator[Contradiction]:
    pro, contra = extracts_of(theme.extract_ids, coded), extracts_of(theme.negative, coded)
    yield from _rows(Contradicts.NEGATIVE_CASE, theme.theme_id, theme.name, "", pro, contra, coded)


def _rows(
    kind: Contradicts,
    subject: str,
    name: str,
    perspective: str,
    pro: Sequence[Extract],
    contra: Sequence[Extract],
    coded: Coded,
) -> Iterator[Contradiction]:
    own_for, shared_for = independent_studies(coded, pro)
    own_against, shared_against = independent_studies(coded, contra)
    beside = _in_turn(pro, coded)
    for place, one in enumerate(passage[0] for passage in distinct_quotes(contra)):
        others = [other for other in beside if origin_of(other, coded) != origin_of(one, coded)] or beside
        other = others[place % len(others)] if others else None
        yield Contradiction(
            order=0,
            kind=kind,
            subject=subject,
            name=name,
            perspective=perspective,
            studies_for=len(own_for) + len(shared_for),
            studies_against=len(own_against) + len(shared_against),
            extract_for=other.extract_id if other else "",
            study_for=other.study_id if other else "",
            page_for=other.page if other else None,
            quote_for=other.quote if other else "",
            extract_against=one.extract_id,
            study_against=one.study_id,
            page_against=one.page,
            quote_against=one.quote,
            study_ids=tuple(sorted(own_for.union(own_against, *shared_for, *shared_against))),
            extract_ids=tuple(sorted({extract.extract_id for extract in (*pro, *contra)})),
        )


def _in_turn(extracts: Sequence[Extract], coded: Coded) -> list[Extract]:
    """The first quote of every source, then the second of each, so that no one study speaks for all."""
    turns: dict[str, list[Extract]] = defaultdict(list)
    for passage in distinct_quotes(extracts):
        turns[origin_of(passage[0], coded)].append(passage[0])
    longest = max(map(len, turns.values()), default=0)
    return [turns[source][turn] for turn in range(longest) for source in sorted(turns) if turn < len(turns[source])]


def _is_null(extract: Extract) -> bool:
    return extract.function == Function.NULL_FINDING


SIDES: tuple[tuple[Contradicts, Side, Side], ...] = (
    (
        Contradicts.CONTESTED,
        lambda one: one.status == CodeStatus.AFFIRMED and not _is_null(one),
        lambda one: one.status == CodeStatus.CONTESTED,
    ),
    (
        Contradicts.NULL_FINDING,
        lambda one: one.status == CodeStatus.AFFIRMED and one.function == Function.FINDING,
        lambda one: one.status == CodeStatus.AFFIRMED and _is_null(one),
    ),
)
