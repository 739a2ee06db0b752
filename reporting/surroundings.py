"""What stands around a quote on its page? For readers who judge whether the quote says what its code says."""

from collections.abc import Iterable

from extraction.documents import Extract
from extraction.text_layer import Passage
from identification.vocabulary import Zone
from reporting.contents import Context


def surroundings(extracts: Iterable[Extract], passages: Iterable[Passage]) -> tuple[Context, ...]:
    """What stands before and after each quote on its page: the rest of its own sentences and one sentence either side.

    Whoever asks gives the extracts around whose quotes the text may be shown; every other quote stands alone.

    >>> from identification.vocabulary import Attribution, CodeStatus
    >>> said = [(0, 5, "No."), (6, 18, "Power moves."), (19, 24, "Yes.")]
    >>> passages = [Passage("d.txt", 1, start, end, text, "", Zone.BODY) for start, end, text in said]
    >>> who = (CodeStatus.AFFIRMED, Attribution.OWN, "", None)
    >>> extract = Extract("X1", "d.txt", "R1", "S1", "SK.OTHER", *who, 1, 6, 11, "Power", "", "", "ak", "exact")
    >>> surroundings([extract], passages)
    (Context(extract_id='X1', before='No.', after='moves. Yes.'),)
    """
    by_page: dict[tuple[str, int], list[Passage]] = {}
    for passage in passages:
        if passage.zone != Zone.RUNNING:
            by_page.setdefault((passage.document_id, passage.page), []).append(passage)
    quoted = [extract for extract in extracts if extract.quote]
    return tuple(_context(extract, by_page.get((extract.document_id, extract.page), [])) for extract in quoted)


def _context(extract: Extract, passages: list[Passage]) -> Context:
    before = [passage for passage in passages if passage.end <= extract.start]
    after = [passage for passage in passages if passage.start >= extract.end]
    around = [passage for passage in passages if passage.start < extract.end and extract.start < passage.end]
    ahead = [passage.text[: max(0, extract.start - passage.start)] for passage in around]
    behind = [passage.text[max(0, extract.end - passage.start) :] for passage in around]
    nearest_before = [max(before, key=lambda passage: passage.end).text] if before else []
    nearest_after = [min(after, key=lambda passage: passage.start).text] if after else []
    return Context(extract.extract_id, _joined(nearest_before + ahead), _joined(behind + nearest_after))


def _joined(parts: list[str]) -> str:
    return " ".join(" ".join(parts).split())
