"""The types behind a gap sentence: reach, double coding, coverage, the funnel, and what people say would close it."""

from dataclasses import dataclass

from identification.vocabulary import FunnelStage, PolicyName, Reach, WhyGap


@dataclass(frozen=True)
class ReachNoted:
    """One row of review/reach.csv: whether a source could have found work on a gap, in a person's word.

    `cell` is a gap (`edi`), a code of it (`edi:EDI.AGE`) or one cell (`edi:EDI.AGE:workforce`); the narrowest row that
    covers a cell holds. A row without `who` is a proposal that nobody has confirmed, and counts as unknown.
    """

    cell: str
    source: str
    reach: Reach
    why: str = ""
    who: str = ""
    date: str = ""


@dataclass(frozen=True)
class SourceReach:
    """Whether one source could have found work on one gap cell: what the strategy proposes and what a person says.

    `proposed` follows from the words of the strategy and the protocol, `words` are those words. `reach` is what counts:
    unknown until a person confirmed it. `row` is the cell of the row of review/reach.csv that holds, `noted` what
    it says.
    """

    cell_id: str
    source: str
    name: str
    kind: str
    proposed: Reach
    proposed_why: str
    words: tuple[str, ...]
    reach: Reach
    row: str
    noted: Reach | None
    why: str
    who: str
    date: str


@dataclass(frozen=True)
class DoubleCoding:
    """What two coders of one full text both found of a gap's family, as each coded at first.

    A positive is a study, a code and a perspective on which at least one of the two had evidence that stands. Of the
    `positives` both found `both`; `sensitivity` is that of one coder, `at_least` its one-sided 97.5 % lower limit, both
    empty with too few positives. `twice` are the studies of which two people coded the family in every report.
    `extract_ids` are the first codings that it rests on.
    """

    gap_id: str
    family: str
    positives: int
    both: int
    sensitivity: float | None
    at_least: float | None
    twice: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """What of the search's yield nobody has seen: one row for the whole review.

    `undecided` records have no decision by title and abstract; they hold `left_at_most` includes (one-sided bound of
    the stopping statement; empty where nothing can be said). Of the reports sought `not_retrieved` could not be had,
    `awaiting` are still sought and `undecided_reports` wait for a decision. One person decided `by_one` of the records.
    """

    records: int
    undecided: int
    left_at_most: int | None
    not_retrieved: int
    awaiting: int
    undecided_reports: int
    policy: PolicyName
    by_one: int


@dataclass(frozen=True)
class FunnelStep:
    """Carriers of one code, or of a whole family, at one step of the review: a 2 x 2 table with its exact p.

    A carrier is a unique record whose title or abstract fires the cues; only records decided at the step count.
    `without_abstract` are those of all of them that have no abstract. `p` is that of Fisher's exact test, two-sided;
    empty where either side is empty. `carrier_ids` are the groups of the carriers.
    """

    gap_id: str
    code_id: str
    step: FunnelStage
    carriers: int
    carriers_passed: int
    others: int
    others_passed: int
    without_abstract: int
    p: float | None
    carrier_ids: tuple[str, ...]


@dataclass(frozen=True)
class Recommendation:
    """Research that would close gaps, in people's words, and the gap cells that it would close.

    `inherited` are those of the cells that people did not name themselves: a wider name, of a code or of a whole gap,
    covers them.
    """

    research_id: str
    population: str
    question: str
    design: str
    reason: WhyGap
    note: str
    by: str
    cells: tuple[str, ...]
    inherited: tuple[str, ...] = ()
