"""Which quotes are one passage? What two people coded at one place, or under two codes, is one quote."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extraction.documents import Extract
from identification.vocabulary import CodeStatus


def quoted(extracts: Iterable[Extract]) -> list[Extract]:
    """The extracts that hold a quote: "looked for, not found" has none."""
    return [one for one in extracts if one.status != CodeStatus.LOOKED_NOT_FOUND]


def distinct_quotes(extracts: Iterable[Extract]) -> list[list[Extract]]:
    """The extracts of each passage, in reading order; those that share a letter of one page are one passage."""
    by_page: dict[tuple[str, int], list[Extract]] = defaultdict(list)
    for one in quoted(extracts):
        by_page[one.document_id, one.page].append(one)
    return [passage for _, found in sorted(by_page.items()) for passage in _passages(found)]


def _passages(found: Sequence[Extract]) -> list[list[Extract]]:
    passages: list[list[Extract]] = []
    reach = -1
    for one in sorted(found, key=lambda extract: (extract.start, extract.end, extract.extract_id)):
        if one.start >= reach:
            passages.append([])
        passages[-1].append(one)
        reach = max(reach, one.end)
    return passages
