"""The types that say how codings agree, hold and came about."""

from dataclasses import dataclass

from identification.vocabulary import AppraisalPolicyName, CodingPolicyName, Differs, Settled


@dataclass(frozen=True)
class CodingDifference:
    """What two coders of one full text coded differently, and the extracts of each that are about it.

    `said_a` and `said_b` are their words for what differs. A passage that only one of them has, of a code that both
    have, changes nothing that is counted: it is shown, and nobody is asked to settle it.
    """

    document_id: str
    report_id: str
    code_id: str
    differs: Differs
    coder_a: str
    coder_b: str
    said_a: str
    said_b: str
    extracts_a: tuple[str, ...]
    extracts_b: tuple[str, ...]
    settled: Settled


@dataclass(frozen=True)
class CodingAgreement:
    """How far two coders agree on one code, one family or all codes, as they coded at first.

    `code_id` is empty for all codes. Each report with each code is one answer: the coder has the code there, or not. A
    family of which neither said anything in a report gives no answer there. `both`, `neither`, `only_a` and `only_b`
    count the answers; the statistics are those of screening. An interval is the wider of two on each side: drawing
    answers, and drawing reports, since the answers of one hang together. `passages` are the passages of both coders,
    and `met` those that share a character with one of the same code by the other; `passage` is their share. Empty is
    0/0.
    """

    code_id: str
    name: str
    reports: int
    n: int
    both: int
    neither: int
    only_a: int
    only_b: int
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    pabak: float | None
    pabak_low: float | None
    pabak_high: float | None
    ac1: float | None
    ac1_low: float | None
    ac1_high: float | None
    positive: float | None
    positive_low: float | None
    positive_high: float | None
    negative: float | None
    negative_low: float | None
    negative_high: float | None
    prevalence: float | None
    passages: int
    met: int
    passage: float | None
    passage_low: float | None
    passage_high: float | None


@dataclass(frozen=True)
class FamilyCoding:
    """Where the extracts of one family came from, and what second persons made of them; without `family`, of all.

    What somebody looked for in vain is no extract here. Of the `extracts` that stand, `cues` to `fact_rule` were
    suggested by machine and accepted by a person, and `people` found by a person; `rejected` are suggestions that a
    person did not accept. `checked` are the extracts that a second person looked at: of these `holds` hold, `disputed`
    are not settled, and `refused` no longer stand.
    """

    family: str
    name: str
    extracts: int
    cues: int
    likeness: int
    decisions: int
    fact_rule: int
    people: int
    rejected: int
    checked: int
    holds: int
    disputed: int
    refused: int


@dataclass(frozen=True)
class CodingCheck:
    """What the protocol asks of coding and appraisal, and how far that is done, counted on included reports with text.

    `twice` are reports that two people coded, `share_reports` those that the policy wants coded by two and
    `share_twice` those of them that are. `to_check` are the extracts that the policy wants a second person to see, of
    reports that one person coded (two codings are compared instead), and `unchecked` those that nobody has seen.
    `to_appraise` and `appraised` count appraisals in full: as many for each report as the policy asks for.
    """

    policy: CodingPolicyName
    share: float
    reports: int
    coded: int
    twice: int
    share_reports: int
    share_twice: int
    to_check: int
    unchecked: int
    appraisal: AppraisalPolicyName
    to_appraise: int
    appraised: int
