"""Which quotes are one passage? What two people coded at one place, or under two codes, is one quote."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extraction.documents import Extract
from identification.vocabulary import Attribution, CodeStatus
from synthesis.states import Coded, origin_of


def quoted(extracts: Iterable[Extract]) -> list[Extract]:
    """The extracts that hold a quote: "looked for, not found" has none."""
    return [one for one in extracts if one.status != CodeStatus.LOOKED_NOT_FOUND]


def distinct_quotes(extracts: Iterable[Extract]) -> list[list[Extract]]:
    """The extracts of each passage, in reading order; those that share a letter of one page are one passage."""
    by_page: dict[tuple[str, int], list[Extract]] = defaultdict(list)
    for one in quoted(extracts):
        by_page[one.document_id, one.page].append(one)
    return [passage for _, found in sorted(by_page.items()) for passage in _passages(found)]


def by_origin(extracts: Iterable[Extract], coded: Coded) -> tuple[list[list[Extract]], list[list[Extract]]]:
    """The passages that count, and those that only quote a source which others of them already bring.

    A source is there in its own study's words, else in those of the study that quotes it most, the first of several.
    Where people differ on whether one passage is quoted, whoever saw a source is followed.
    """
    passages = [(_source(passage, coded), passage) for passage in distinct_quotes(extracts)]
    brought = [(origin, passage[0].study_id, _is_quoted(passage)) for origin, passage in passages]
    bringing: dict[str, tuple[str, bool]] = {}
    for origin, study, is_quoted in sorted(brought, key=lambda one: (one[2], -brought.count(one), one[1])):
        bringing.setdefault(origin, (study, is_quoted))
    counted: list[list[Extract]] = []
    further: list[list[Extract]] = []
    for (origin, passage), (_, study, is_quoted) in zip(passages, brought, strict=True):
        (counted if bringing[origin] == (study, is_quoted) else further).append(passage)
    return counted, further


def _source(passage: Sequence[Extract], coded: Coded) -> str:
    return min((origin_of(one, coded) for one in passage if _is_quoted([one])), default=passage[0].study_id)


def _is_quoted(passage: Iterable[Extract]) -> bool:
    return any(one.attribution == Attribution.QUOTED for one in passage)


def _passages(found: Sequence[Extract]) -> list[list[Extract]]:
    passages: list[list[Extract]] = []
    reach = -1
    for one in sorted(found, key=lambda extract: (extract.start, extract.end, extract.extract_id)):
        if one.start >= reach:
            passages.append([])
        passages[-1].append(one)
        reach = max(reach, one.end)
    return passages
