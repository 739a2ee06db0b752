"""Could each source have found work on a gap? What its strategy proposes, and what a person says of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from extraction.codebook import Codebook
from extraction.cues import codes_in
from extraction.documents import SetAside
from identification.errors import InputError
from identification.records import Search
from identification.strategies import read_strategy
from identification.tables import read_table
from identification.vocabulary import Reach
from synthesis.cell_names import names_of, narrowest
from synthesis.gap_tables import ReachNoted, SourceReach
from synthesis.states import DeclaredGap
from synthesis.strategy_terms import Query, read_query

REACH = "review/reach.csv"
# Kinds of source that are asked with words of the topic; the others follow references or people.
WITH_QUERIES = ("database", "register")
BY_WORDS = (*WITH_QUERIES, "website", "organisation")
WORD = re.compile(r"[A-Za-z][A-Za-z-]+")
CUT = re.compile(r"(?P<stem>[A-Za-z-]{3,})[*$?]+")
NEGATED = re.compile(r"\b(?:not|no|without|neither|nor|lacks?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Searched:
    """One source of the protocol with what was written of how it was searched: limits and the texts of strategies."""

    source: str
    name: str
    kind: str
    searches: int
    limits: tuple[str, ...]
    strategies: tuple[str, ...]

    @cached_property
    def queries(self) -> list[Query]:
        """The terms of its strategies."""
        return [read_query(one) for one in self.strategies]


@dataclass(frozen=True)
class _Fires:
    """The cues of one family, and the words with which its codes are explained: truncated terms stand for these."""

    codebook: Codebook
    family: str

    @cached_property
    def words(self) -> list[str]:
        """The words of the codes' rules, from which a truncated term takes what it stands for."""
        codes = next(one for one in self.codebook.families if one.id == self.family).codes
        texts = (f"{code.name} {code.definition} {code.include_when} {code.example}" for code in codes)
        return sorted({word.lower() for text in texts for word in WORD.findall(text)})

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """The terms that were asked for already: every code asks for the same ones."""
        return {}

    def of_term(self, term: str) -> frozenset[str]:
        """The codes that a term of a strategy names; `disab*` stands for every word of the rules that begins so."""
        if term not in self.known:
            self.known[term] = frozenset(self._of_term(term))
        return self.known[term]

    def _of_term(self, term: str) -> Iterator[str]:
        cut = CUT.search(term)
        stands = [term]
        if cut:
            ends = [word for word in self.words if word.startswith(cut["stem"].lower())]
            stands = [CUT.sub(word, term, count=1).replace("*", "") for word in (cut["stem"], *ends)]
        return (code for one in stands for code in codes_in(one, self.codebook, self.family))

    def of_terms(self, terms: Iterable[str]) -> dict[str, list[str]]:
        """The codes that terms name, each with the terms that do."""
        found: dict[str, list[str]] = {}
        for term in terms:
            for code in sorted(self.of_term(term)):
                found.setdefault(code, []).append(term)
        return found


def sources_searched(sources: Iterable[Mapping[str, Any]], searches: Sequence[Search], folder: Path) -> list[Searched]:
    """The sources of the protocol with what `searches` log of each; `folder` is that of searches.csv."""
    found = []
    for source in sources:
        rows = [one for one in searches if one.source == source["id"]]
        limits = [one.limits or str(source.get("limits") or "") for one in rows]
        texts = [read_strategy(folder, one.strategy, one.source)[1] for one in rows]
        found.append(
            Searched(
                source=source["id"],
                name=source["name"],
                kind=source["kind"],
                searches=len(rows),
                limits=tuple(one for one in dict.fromkeys(limits) if one and not one.startswith("TEMPLATE")),
                strategies=tuple(one for one in dict.fromkeys(texts) if one),
            )
        )
    return found


Proposal = tuple[Reach, str, tuple[str, ...]]


def read_reach(
    paths: Iterable[Path | str], declared: Sequence[DeclaredGap], sources: Collection[str], people: Collection[str]
) -> tuple[list[ReachNoted], list[SetAside]]:
    """The rows of review/reach.csv, and those that name no cell, source or person of this review.

    Two rows on one source and cell are an `InputError`: which of them holds is for a person to say.
    """
    kept: list[ReachNoted] = []
    aside: list[SetAside] = []
    for path in paths:
        lines: dict[tuple[str, str], int] = {}
        for line, row in enumerate(read_table(path, ReachNoted), start=2):
            if lines.setdefault((row.cell, row.source), line) != line:
                fault = (
                    f"the reach of '{row.source}' for '{row.cell}' is already in line {lines[row.cell, row.source]}."
                )
                raise InputError(fault, file=path, line=line, remedy="Keep one of the two rows.")
            known = {"cell": names_of(declared), "source": set(sources), "who": {"", *people}}
            if wrong := [name for name, words in known.items() if getattr(row, name) not in words]:
                why = f"its {wrong[0]} '{getattr(row, wrong[0])}' is not in config.yaml"
                remedy = "Correct it: cells are written edi, edi:EDI.AGE or edi:EDI.AGE:workforce."
                aside.append(SetAside(f"line {line}", REACH, why, remedy))
            else:
                kept.append(row)
    return kept, aside


def state_reach(
    declared: Iterable[DeclaredGap],
    searched: Sequence[Searched],
    exclusions: Mapping[str, str],
    noted: Sequence[ReachNoted],
    codebook: Codebook,
) -> list[SourceReach]:
    """Every source for every declared cell: what is proposed and why, and what a person said.

    `exclusions` are the criteria of exclusion by id. The narrowest row that covers a cell holds; one without `who` is a
    proposal and counts as unknown, and so does a source without a row.
    """
    return [
        _source_reach(f"{gap.id}:{code}:{perspective}", source, proposed, noted)
        for gap in declared
        for fires in [_Fires(codebook, gap.family)]
        for source in searched
        for code in (gap.family, *gap.codes)
        for proposed in [_propose(source, code, gap, exclusions, fires)]
        for perspective in gap.perspectives
    ]


def rows_to_propose(
    declared: Iterable[DeclaredGap], reach: Sequence[SourceReach], noted: Sequence[ReachNoted]
) -> list[ReachNoted]:
    """Rows for review/reach.csv that are missing in it: each source for each gap, and for each code that it cuts off.

    Their `who` is empty: they count when a person has put her id there.
    """
    there = {(row.cell, row.source) for row in noted}
    found: dict[tuple[str, str], ReachNoted] = {}
    for gap in declared:
        for one in (one for one in reach if one.cell_id.startswith(f"{gap.id}:")):
            cell, code = gap.id, one.cell_id.split(":")[1]
            if code != gap.family and one.proposed == Reach.CUT_OFF:
                cell = f"{gap.id}:{code}"
            elif code != gap.family:
                continue
            why = f"{one.proposed_why}: {', '.join(one.words)}" if one.words else one.proposed_why
            found.setdefault((cell, one.source), ReachNoted(cell, one.source, one.proposed, why))
    return [row for key, row in found.items() if key not in there]


def _source_reach(cell_id: str, source: Searched, proposed: Proposal, noted: Iterable[ReachNoted]) -> SourceReach:
    row = narrowest([(one.cell, one) for one in noted if one.source == source.source], cell_id)
    said = bool(row and row.who)
    return SourceReach(
        cell_id=cell_id,
        source=source.source,
        name=source.name,
        kind=source.kind,
        proposed=proposed[0],
        proposed_why=proposed[1],
        words=proposed[2],
        reach=row.reach if row and said else Reach.UNKNOWN,
        row=row.cell if row else "",
        noted=row.reach if row else None,
        why=row.why if row else "",
        who=row.who if row else "",
        date=row.date if row else "",
    )


def _propose(source: Searched, code: str, gap: DeclaredGap, exclusions: Mapping[str, str], fires: _Fires) -> Proposal:
    """Cut off before named, so that a term that is both asked for and left out is looked at by a person."""
    criteria = {
        code_id: f"criterion {name}: {text}"
        for name, text in exclusions.items()
        if not NEGATED.search(text)
        for code_id in fires.of_term(text)
    }
    if _speaks(code, gap, criteria):
        return Reach.CUT_OFF, "a criterion of exclusion names it", tuple(sorted(set(criteria.values())))
    if not source.searches:
        return Reach.UNKNOWN, "no search of it is logged", ()
    if source.kind not in BY_WORDS:
        return Reach.UNKNOWN, "it is not asked with words: what it finds is what others cite or name", ()
    if not source.strategies:
        return Reach.UNKNOWN, "there is no text of its strategy", ()
    if source.kind in WITH_QUERIES and not any(query.asked for query in source.queries):
        return Reach.UNKNOWN, "no line of its strategy could be read as a query", ()
    return _by_strategy(source, code, gap, fires)


def _by_strategy(source: Searched, code: str, gap: DeclaredGap, fires: _Fires) -> Proposal:
    limits = fires.of_terms(source.limits)
    if _speaks(code, gap, limits):
        return Reach.CUT_OFF, "a limit of the search names it", _words(code, gap, limits)
    found = [_by_query(query, code, gap, fires) for query in source.queries]
    for reach in (Reach.NAMED, Reach.REACHED):
        if one := next((one for one in found if one[0] == reach), None):
            return one
    return found[0]


def _by_query(query: Query, code: str, gap: DeclaredGap, fires: _Fires) -> Proposal:
    left_out, asked = fires.of_terms(query.left_out), fires.of_terms(query.asked)
    if _speaks(code, gap, left_out):
        return Reach.CUT_OFF, "terms of it stand behind a NOT", _words(code, gap, left_out)
    demanded = [_demanded(blocks, fires) for blocks in query.demanded if any(blocks)]
    if demanded and all(demanded) and code != gap.family and not any(code in one for one in demanded):
        terms = tuple(dict.fromkeys(term for one in demanded for listed in one.values() for term in listed))
        return Reach.CUT_OFF, "only work with other terms of this family meets the search", terms
    if code in asked or (code == gap.family and asked):
        return Reach.NAMED, "the strategy has terms of its own for it", _words(code, gap, asked, any_code=True)
    why = "nothing in the strategy cuts it off"
    if code != gap.family or not left_out:
        return Reach.REACHED, why, ()
    behind = tuple(dict.fromkeys(term for listed in left_out.values() for term in listed))
    return Reach.REACHED, f"{why}, but terms behind a NOT name {', '.join(left_out)}", behind


def _demanded(blocks: Iterable[tuple[str, ...]], fires: _Fires) -> dict[str, list[str]]:
    """The codes of the blocks of one search of which every term names the family: nothing else meets them."""
    found: dict[str, list[str]] = {}
    for terms in blocks:
        if terms and all(fires.of_term(term) for term in terms):
            found |= fires.of_terms(terms)
    return found


def _speaks(code: str, gap: DeclaredGap, named: Mapping[str, Any]) -> bool:
    """Whether words that leave something out leave out a code; a family only with all of its declared codes."""
    return code in named or (code == gap.family and bool(gap.codes) and set(gap.codes) <= set(named))


def _words(
    code: str, gap: DeclaredGap, named: Mapping[str, Sequence[str]], *, any_code: bool = False
) -> tuple[str, ...]:
    codes = [code] if code in named else [one for one in named if any_code or one in gap.codes]
    return tuple(dict.fromkeys(term for one in codes for term in named[one]))
