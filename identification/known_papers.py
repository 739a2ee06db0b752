"""Would the searches have found what they should? Papers that the team knew before, sought among the records.

A search that misses papers which are known to be eligible misses others like them: the share that it brought is its
relative recall (Sampson 2006, 10.1186/1472-6947-6-33). No record and no group is changed by what is found here.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from identification.conditions import TITLE_ALIKE
from identification.duplicates import find_duplicates
from identification.errors import InputError
from identification.intervals import two_sided
from identification.merging import group_of
from identification.records import (
    DuplicatePair,
    KnownPaper,
    KnownPaperFound,
    Membership,
    Record,
    SearchRecall,
    SourceCount,
)
from identification.repair import plain, repair_doi, repair_pmid, repair_text, repair_year
from identification.tables import read_table
from identification.vocabulary import Found, Verdict

NO_RECORD = "none"  # what a person writes into record_id of a paper that is none of the records


def read_known_papers(paths: Iterable[Path | str]) -> list[KnownPaper]:
    """The papers of the team's lists; a row without title and DOI, or one that stands there twice, is an error."""
    return [paper for path in paths for paper in _checked(path)]


def find_known_papers(
    papers: Sequence[KnownPaper],
    records: Sequence[Record],
    members: Iterable[Membership],
    *,
    no_search: Collection[str] = (),
) -> list[KnownPaperFound]:
    """Whether each paper is among the records, in the order of the list.

    A person's word comes first, then DOI and PMID, then the rules that find duplicates, with their caution: what they
    would ask about is to check. A DOI or PMID whose record has quite another title is to check too. What only sources
    in `no_search` brought (experts, who often named the known papers) was found by no search.
    """
    place = _Places.of(records, members, no_search)
    pairs = _compare(papers, records)
    return [_find(number, paper, place, pairs.get(number, [])) for number, paper in enumerate(papers, start=1)]


def count_recall(
    found: Sequence[KnownPaperFound], counts: Iterable[SourceCount], *, no_search: Collection[str] = ()
) -> list[SearchRecall]:
    """The relative recall of all searches and of each source that left an export, over all papers and per cell.

    Nothing without a known paper, and nothing before a search: none of none is no recall.
    """
    sources = sorted({count.source for count in counts if count.file} - set(no_search))
    if not sources:
        return []
    cells = ["", *sorted({cell for one in found for cell in one.cells})]
    return [
        _recall(cell, source, of_cell, sources)
        for cell in cells
        if (of_cell := [one for one in found if not cell or cell in one.cells])
        for source in ("", *sources)
    ]


@dataclass(frozen=True)
class _Places:
    """The records in the order seen, the group of each, and the sources of each group that are searches."""

    records: tuple[Record, ...]
    group: Mapping[str, str]
    sources: Mapping[str, tuple[str, ...]]
    no_search: frozenset[str]

    @classmethod
    def of(cls, records: Sequence[Record], members: Iterable[Membership], no_search: Collection[str]) -> "_Places":
        group = group_of(members)
        sources: dict[str, dict[str, None]] = {}
        for record in records:
            sources.setdefault(group[record.record_id], {})[record.source] = None
        named = {name: tuple(sorted(found)) for name, found in sources.items()}
        return cls(tuple(sorted(records, key=lambda one: one.seen)), group, named, frozenset(no_search))


def _checked(path: Path | str) -> list[KnownPaper]:
    papers, seen = read_table(path, KnownPaper), dict[tuple[str, str], int]()
    for line, paper in enumerate(papers, start=2):
        if not paper.title.strip() and not repair_doi(paper.doi):
            remedy = "Give one of the two: by a DOI like 10.1000/xyz or by its title a paper can be recognised."
            raise InputError("this known paper has neither title nor DOI.", file=path, line=line, remedy=remedy)
        for key in filter(lambda key: key[1], _names(paper)):
            if seen.setdefault(key, line) != line:
                fault = f"this known paper is already in line {seen[key]} (the same {key[0]})."
                raise InputError(fault, file=path, line=line, remedy="Keep one of the two rows.")
    return papers


def _names(paper: KnownPaper) -> list[tuple[str, str]]:
    title = "" if paper.doi or paper.pmid else f"{plain(paper.title)} {repair_year(paper.year)}".strip()
    return [("DOI", repair_doi(paper.doi)), ("PMID", repair_pmid(paper.pmid)), ("title and year", title)]


def _compare(papers: Sequence[KnownPaper], records: Sequence[Record]) -> dict[int, list[tuple[str, DuplicatePair]]]:
    """What the rules for duplicates say of each paper, by its number, with the record that they compared it with."""
    last = max((record.seen for record in records), default=0)
    as_records = {
        f"known paper {number}": (number, _as_record(f"known paper {number}", paper, last + number))
        for number, paper in enumerate(papers, start=1)
        if paper.title.strip()
    }
    found: dict[int, list[tuple[str, DuplicatePair]]] = {}
    if as_records:
        for pair in find_duplicates([*records, *(record for _, record in as_records.values())]):
            if pair.record_b in as_records and pair.record_a not in as_records:
                found.setdefault(as_records[pair.record_b][0], []).append((pair.record_a, pair))
    return found


def _as_record(name: str, paper: KnownPaper, seen: int) -> Record:
    return Record(
        record_id=name,
        source=name,
        source_ref=name,
        title=repair_text(paper.title),
        authors=paper.authors,
        year=repair_year(paper.year),
        venue=paper.venue,
        doi=repair_doi(paper.doi),
        pmid=repair_pmid(paper.pmid),
        seen=seen,
    )


def _find(number: int, paper: KnownPaper, place: _Places, pairs: list[tuple[str, DuplicatePair]]) -> KnownPaperFound:
    state, how, record_id = _recognise(paper, place, pairs)
    group = place.group.get(record_id, "")
    sources = place.sources.get(group, ())
    if state == Found.FOUND and not set(sources) - place.no_search:
        state, how = Found.NOT_FOUND, f"{how}, but no search brought it: only {', '.join(sources)}"
    return KnownPaperFound(
        number=number,
        title=paper.title,
        authors=paper.authors,
        year=paper.year,
        doi=repair_doi(paper.doi),
        known_from=paper.known_from,
        cells=tuple(dict.fromkeys(re.findall(r"[^;,\s]+", paper.cell))),
        state=state,
        how=how,
        record_id=record_id if group else "",
        group_id=group,
        sources=sources,
        why_missed=paper.why_missed,
        note=paper.note,
    )


def _recognise(paper: KnownPaper, place: _Places, pairs: list[tuple[str, DuplicatePair]]) -> tuple[Found, str, str]:
    """The state of a paper, how it was recognised, and the record: the one seen first where there are several."""
    if paper.record_id:
        return _as_a_person_says(paper.record_id.strip(), place)
    said = dict(pairs)
    doi, pmid = repair_doi(paper.doi), repair_pmid(paper.pmid)
    with_doi = [one for one in place.records if doi and one.doi == doi]
    with_pmid = [one for one in place.records if pmid and one.pmid == pmid]
    doubted = {one.record_id for one in (*with_doi, *with_pmid) if _is_doubted(paper, one, said.get(one.record_id))}
    by_doi, by_pmid = ([one.record_id for one in found] for found in (with_doi, with_pmid))
    doi_groups, pmid_groups = ({place.group[one] for one in found} for found in (by_doi, by_pmid))
    if doi_groups and pmid_groups and not doi_groups & pmid_groups:
        return Found.TO_CHECK, f"its DOI and its PMID are those of two records (the other is {by_pmid[0]})", by_doi[0]
    for how, found in (("DOI", by_doi), ("PMID", by_pmid)):
        if sure := [one for one in found if one not in doubted]:
            return Found.FOUND, how, sure[0]
    in_order = [one.record_id for one in place.records if one.record_id in said]
    if same := [one for one in in_order if said[one].verdict == Verdict.SAME]:
        return Found.FOUND, said[same[0]].rule, same[0]
    if doubted:
        first = next(one.record_id for one in place.records if one.record_id in doubted)
        return Found.TO_CHECK, "its DOI or PMID is that of a record with another title", first
    if asked := [one for one in in_order if said[one].verdict != Verdict.DIFFERENT]:
        return Found.TO_CHECK, said[asked[0]].rule, asked[0]
    return Found.NOT_FOUND, "no record is like it", ""


def _is_doubted(paper: KnownPaper, record: Record, pair: DuplicatePair | None) -> bool:
    """Whether a shared DOI or PMID proves nothing: the record is a notice on the paper, or has quite another title."""
    if pair and pair.verdict in (Verdict.SAME, Verdict.LINKED):
        return pair.verdict == Verdict.LINKED
    ours, theirs = plain(paper.title), plain(record.title)
    return bool(ours and theirs) and fuzz.partial_ratio(ours, theirs) < TITLE_ALIKE


def _as_a_person_says(record_id: str, place: _Places) -> tuple[Found, str, str]:
    if record_id.casefold() == NO_RECORD:
        return Found.NOT_FOUND, "a person found it to be none of the records", ""
    if record_id in place.group:
        return Found.FOUND, "a person named the record", record_id
    return Found.TO_CHECK, f"the list names the record {record_id}, which is in no export", ""


def _recall(cell: str, source: str, papers: Sequence[KnownPaperFound], sources: Sequence[str]) -> SearchRecall:
    searched = [tuple(one for one in paper.sources if one in sources) for paper in papers]
    brought = [paper.state == Found.FOUND and (not source or source in paper.sources) for paper in papers]
    low, high = two_sided(sum(brought), len(papers))
    alone = sum(found and where == (source,) for found, where in zip(brought, searched, strict=True))
    missed = [paper for paper, found in zip(papers, brought, strict=True) if not found]
    return SearchRecall(
        cell=cell,
        source=source,
        known=len(papers),
        found=sum(brought),
        to_check=sum(paper.state == Found.TO_CHECK for paper in papers),
        share=sum(brought) / len(papers),
        low=low,
        high=high,
        only_here=alone if source else None,
        not_found=tuple(one.title or one.doi for one in missed if one.state != Found.TO_CHECK),
    )
