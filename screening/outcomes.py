"""The types of screening: where each record stands, how far the reviewers are, and how well they agree."""

from dataclasses import dataclass

from identification.vocabulary import Batch, EventKind, Outcome, PolicyName, RankFlag, StopRule, Task


@dataclass(frozen=True)
class Screened:
    """Where one group of records stands at one stage, and who said so.

    `include`, `exclude` and `maybe` are the reviewers who decided so, and `reasons` the primary reasons of those who
    excluded, in their order. `reason` is the adjudicator's, else the first of these by reviewer id, or "reasons differ"
    at full text. `needs` says how many more people have to decide, and `batch` which draw of the policy it is in.
    """

    group_id: str
    outcome: Outcome
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    maybe: tuple[str, ...]
    adjudicated_by: str
    reason: str
    needs: int
    title: str
    reasons: tuple[str, ...] = ()
    batch: Batch = Batch.REST

    @property
    def people(self) -> set[str]:
        """Everybody who decided on it."""
        return {*self.include, *self.exclude, *self.maybe}


@dataclass(frozen=True)
class Conflict:
    """A group of records on which people disagree, and what each of them said.

    Where they agree to exclude and not why (`kind` "same decision, other reasons") the exclusion counts, and an
    adjudicator says which reason is reported.
    """

    group_id: str
    stage: EventKind
    title: str
    decisions: str
    kind: str


@dataclass(frozen=True)
class Unmatched:
    """A decision whose record is in no export: listed so that nothing is lost, and counted nowhere."""

    event_id: str
    stage: EventKind
    who: str
    subject_id: str
    decision: str
    note: str


@dataclass(frozen=True)
class Progress:
    """How far one stage is: the boxes add up to `records`."""

    stage: EventKind
    records: int
    included: int
    excluded: int
    conflicts: int
    awaiting: int
    not_screened: int


@dataclass(frozen=True)
class Queued:
    """An undecided record in the order in which it should be read; score 1 is most like what was included so far.

    `link` is where its text may be had: the DOI as an address, else the record's own. `flags` say why its place tells
    less than that of others: there is no abstract, or its words are not those of the others' language.
    """

    rank: int
    group_id: str
    score: float
    title: str
    year: str
    doi: str
    link: str = ""
    flags: tuple[RankFlag, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """How two reviewers agreed on the records that both decided, before any adjudication, in one batch or in all.

    The row of "any two" puts all pairs together, with two people a record; a pair stands in the order of ids.
    One number misleads (at 1 % prevalence AC1 is .98 where positive agreement is .2), so all stand together. A
    statistic that is 0/0 is empty. `..._low` and `..._high` bound it: Wilson's interval for the raw agreement, for the
    others a bootstrap over records, empty where there was nothing to vary; all 95 %. `either_at_most` is the exact
    one-sided 95 % upper limit of the share of records that either of them includes: where nobody included any it says
    how large that share could be, as positive agreement cannot.
    """

    stage: EventKind
    reviewer_a: str
    reviewer_b: str
    n: int
    both_include: int
    both_exclude: int
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
    either_at_most: float | None
    batch: Batch = Batch.ALL


@dataclass(frozen=True)
class JointAgreement:
    """How all reviewers of one stage agreed at once, whoever decided which record: Krippendorff's alpha.

    `n` counts the records that two or more people decided, with `decisions` in all; the `decided_once` can be compared
    with nothing. Alpha is empty where it is 0/0; `low` and `high` bound it (bootstrap over records, 95 %).
    """

    stage: EventKind
    reviewers: tuple[str, ...]
    n: int
    decided_once: int
    decisions: int
    alpha: float | None
    low: float | None
    high: float | None
    batch: Batch = Batch.ALL


@dataclass(frozen=True)
class Stopping:
    """What can be said of the records that nobody has read, by the rule that the protocol named.

    `missed_at_most` bounds the includes among the undecided at `confidence`, under what `assumes` says; it is no
    estimate, and `recall_at_least` follows from it. `doubt` is the rule's p-value that the target is missed. `audited`
    records were drawn at random and read; `audit_needed` further ones, none an include, would reach the target.
    Going on costs `decisions_left` decisions, `hours_left` at the median time of a decision where times are recorded.
    `single_screener` is the recall of one person who reads everything. `recorded` is the statement with which the team
    stopped, if it did.
    """

    rule: StopRule
    target: float
    confidence: float
    records: int
    screened: int
    included: int
    not_screened: int
    missed_at_most: int | None
    recall_at_least: float | None
    doubt: float | None
    may_stop: bool
    audited: int
    audit_needed: int | None
    decisions_left: int
    hours_left: float | None
    single_screener: float
    assumes: str
    measured: str
    sentence: str
    recorded: str = ""


@dataclass(frozen=True)
class PolicyCheck:
    """What the decisions show of the policy of one stage, and in `waits_for` what it still asks for, in plain words.

    `twice` records carry decisions of two or more people. Of the `share_records` of the random share `share_twice` do;
    `value` is their agreement by the `statistic` of the protocol, on `compared` of them. Of `to_check` exclusions
    `checked` were read by a second person, who did not exclude `disputed` of them; `overturned` ended as included, and
    `overturned_at_most` is the one-sided 95 % upper limit of the share of wrong exclusions, unsettled ones counted as
    wrong.
    """

    stage: EventKind
    policy: PolicyName
    records: int
    decided: int
    twice: int
    pilot_records: int
    pilot_awaiting: int
    share_records: int
    share_twice: int
    statistic: str
    at_least: float
    compared: int
    value: float | None
    low: float | None
    high: float | None
    exclusions: int
    to_check: int
    checked: int
    disputed: int
    overturned: int
    overturned_at_most: float | None
    waits_for: str


@dataclass(frozen=True)
class Assignment:
    """A record that one reviewer is to read. For the team's lead: the desk shows the order and never `why`."""

    rank: int
    group_id: str
    stage: EventKind
    reviewer: str
    why: Task


@dataclass(frozen=True)
class Drift:
    """Agreement of any two reviewers in one block of records, in the order in which people decided them.

    Blocks have the same size; the first is the earliest. A statistic that is 0/0 is empty.
    """

    stage: EventKind
    block: int
    n: int
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    ac1: float | None
    ac1_low: float | None
    ac1_high: float | None
    positive: float | None
    positive_low: float | None
    positive_high: float | None


@dataclass(frozen=True)
class CriterionDisagreement:
    """How far people who decided the same records agree on one criterion as a reason for exclusion.

    Of the `records` that two or more people decided, at least one excluded `named` for this criterion, as first or
    further reason. Each of these is counted once, in the first of the last five columns that fits: somebody else
    included it, was not sure, excluded it for other reasons, excluded it without a reason, or all named the criterion.
    """

    stage: EventKind
    criterion: str
    records: int
    named: int
    other_included: int
    other_unsure: int
    other_reason: int
    other_gave_none: int
    agreed: int
