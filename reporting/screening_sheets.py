"""How did people screen? Shortcuts, agreement of pairs and of all, drift, and the criteria on which they differ."""

from extraction.coding_tables import CodingAgreement
from reporting.cells import Cell, Share, Sheet
from reporting.contents import ReviewTables
from reporting.labels import Labels, in_words
from reporting.stages import in_order
from screening.outcomes import Agreement, Stopping

NOT_DEFINED, NO_INTERVAL = "not defined (0/0)", "no interval"
STATISTICS = ("Raw", "Kappa", "PABAK", "AC1", "Positive", "Negative")
LOG_NOTE = (
    "One row a stage. Records are after the duplicates, at full text those that titles and abstracts let through. The "
    "boxes from Included to Not screened add up to Records."
)
NOTHING_SAID, NO_TIMES = "nothing can be said", "the times of decisions are not recorded"
STOPPING_NOTE = "Nothing stops by itself: the team records a stop, and what nobody read stays visible as not screened."
AGREEMENT_NOTE = (
    "Before any adjudication; 95 % intervals in brackets. One number misleads, so all stand together. "
    f"'{NOT_DEFINED}': as where nobody chose one of the two answers. '{NO_INTERVAL}': without one disagreement a "
    "statistic does not vary when records are drawn again, which is no certainty; the interval of the raw agreement "
    "says what is known. The last column is the largest share of records to include that fits what was seen."
)
JOINT_NOTE = (
    "Krippendorff's alpha, before any adjudication, with its 95 % interval: for more than two people, and where not "
    "everybody decided on every record. Records that one person decided can be compared with nothing."
)
DRIFT_NOTE = (
    "Blocks of equal size, the records that were decided first in block 1; any two people. Where a later block is "
    "lower, people have moved apart or met harder records."
)
CRITERIA_NOTE = (
    "As decided at first. Each record that anybody excluded for a criterion stands in one of the last columns."
)


def screening_log(tables: ReviewTables) -> Sheet:
    """How many records stand where at each stage, and how many people read them."""
    header = (
        *("Stage", "Policy", "Records", "Included", "Excluded", "Conflicts", "Awaiting", "Not screened"),
        *("Read by two or more", "In the pilot", "In the random share", "Exclusions", "Drawn for a check", "Checked"),
        *("Not excluded by the check", "Included after it"),
    )
    rows = tuple(
        (
            *(in_words(one.stage), in_words(check.policy), one.records),
            *(one.included, one.excluded, one.conflicts, one.awaiting, one.not_screened),
            *(check.twice, check.pilot_records, check.share_records),
            *(check.exclusions, check.to_check, check.checked, check.disputed, check.overturned),
        )
        for one in in_order(tables.progress)
        for check in tables.policies
        if check.stage == one.stage
    )
    return Sheet("Screening log", "Screening in numbers", LOG_NOTE, header, rows, "Nothing has been screened yet.")


def shortcuts(tables: ReviewTables) -> Sheet:
    """The shortcuts register."""
    header = (
        "Shortcut",
        "Stage",
        "What was shortened",
        "What that may bring",
        "Source",
        "What the decisions show",
        "Key",
    )
    rows = tuple(
        (one.shortcut, in_words(one.stage), one.shortened, one.bias, one.source, one.shown, one.key)
        for one in in_order(tables.shortcuts)
    )
    note = "The keys are those of config.yaml."
    empty = "No shortcut has been recorded."
    return Sheet("Shortcuts", "Shortcuts register", note, header, rows, empty)


def stopping(tables: ReviewTables) -> Sheet:
    """The stopping statement with its numbers, and the one with which the team stopped."""
    header = ("What", "Value")
    rows = tuple(row for one in tables.stopping for row in _statement(one))
    empty = "No stopping statement has been made yet."
    return Sheet("Stopping", "When screening may stop", STOPPING_NOTE, header, rows, empty)


def _statement(one: Stopping) -> tuple[tuple[Cell, ...], ...]:
    bound, recall = one.missed_at_most, one.recall_at_least
    return (
        ("Statement of this moment", one.sentence),
        ("Statement with which the team stopped", one.recorded or "The team has not stopped."),
        ("Rule", in_words(one.rule)),
        ("Target recall", Share(one.target)),
        ("Confidence", Share(one.confidence)),
        ("Records", one.records),
        ("Decided", one.screened),
        ("Included", one.included),
        ("Undecided or not screened", one.not_screened),
        ("Includes left, at most", NOTHING_SAID if bound is None else bound),
        ("Recall, at least", NOTHING_SAID if recall is None else Share(recall)),
        ("Recall of one person who reads everything", Share(one.single_screener)),
        ("p-value of the rule", NOTHING_SAID if one.doubt is None else f"{one.doubt:.4f}"),
        ("Drawn at random and read", one.audited),
        ("Decisions that reading the rest takes", one.decisions_left),
        ("Hours that it takes", NO_TIMES if one.hours_left is None else f"{one.hours_left:,}"),
        ("Assumed", one.assumes),
        ("Measured", one.measured or "See docs/benchmarks.md."),
    )


def drift(tables: ReviewTables) -> Sheet:
    """Whether people agree later as they did at first."""
    header = ("Stage", "Block", "Records", "Raw", "AC1", "Positive")
    rows = tuple(
        (
            *(in_words(one.stage), one.block, one.n),
            with_interval(one.raw, one.raw_low, one.raw_high),
            with_interval(one.ac1, one.ac1_low, one.ac1_high),
            with_interval(one.positive, one.positive_low, one.positive_high),
        )
        for one in in_order(tables.drift)
    )
    empty = "No record has been screened by two people yet."
    return Sheet("Drift", "Agreement in the order of decisions", DRIFT_NOTE, header, rows, empty)


def criteria(tables: ReviewTables, labels: Labels) -> Sheet:
    """On which criteria people differ."""
    header = (
        *("Criterion", "Stage", "Records that two or more decided", "Excluded for it by anybody", "Agreed"),
        *("Others included", "Others were not sure", "Others gave other reasons", "Others gave no reason"),
    )
    rows = tuple(
        (
            *(labels.reason(one.criterion), in_words(one.stage), one.records, one.named, one.agreed),
            *(one.other_included, one.other_unsure, one.other_reason, one.other_gave_none),
        )
        for one in in_order(tables.criteria)
    )
    empty = "No record has been screened by two people yet."
    return Sheet("Criteria disagreements", "Criteria on which people differ", CRITERIA_NOTE, header, rows, empty)


def agreement(tables: ReviewTables, labels: Labels) -> Sheet:
    """How pairs of reviewers agreed, with every statistic and its interval beside the others."""
    header = (
        *("Stage", "Batch", "Reviewer A", "Reviewer B", "Both decided", "Both include", "Both exclude"),
        *("Only A includes", "Only B includes", *STATISTICS, "Prevalence", "Either includes, at most"),
    )
    rows = tuple(_agreement(one, labels) for one in in_order(tables.agreement))
    empty = "No record carries decisions of two people."
    return Sheet("Agreement", "Agreement between reviewers", AGREEMENT_NOTE, header, rows, empty)


def joint_agreement(tables: ReviewTables, labels: Labels) -> Sheet:
    """How all reviewers of a stage agreed at once."""
    header = (
        "Stage",
        "Batch",
        "Reviewers",
        "Records that two or more decided",
        "Decisions on them",
        "Decided by one",
        "Alpha",
    )
    rows = tuple(
        (
            in_words(one.stage),
            one.batch.value,
            "; ".join(map(labels.person, one.reviewers)),
            *(one.n, one.decisions, one.decided_once),
            with_interval(one.alpha, one.low, one.high),
        )
        for one in in_order(tables.joint_agreement)
    )
    empty = "No record has been screened by two people yet."
    return Sheet("Joint agreement", "Agreement of all reviewers at once", JOINT_NOTE, header, rows, empty)


def with_interval(value: float | None, low: float | None, high: float | None) -> str:
    """A statistic as readers see it, with its interval or a word on why there is none.

    >>> with_interval(0.639, 0.514, 0.746), with_interval(None, None, None), with_interval(1.0, None, None)
    ('0.64 (0.51 to 0.75)', 'not defined (0/0)', '1.00 (no interval)')
    >>> with_interval(-0.009, -0.024, -0.0001)
    '−0.01 (−0.02 to 0.00)'
    """
    if value is None:
        return NOT_DEFINED
    limits = NO_INTERVAL if low is None or high is None else f"{_two_digits(low)} to {_two_digits(high)}"
    return f"{_two_digits(value)} ({limits})"


def statistics_with_intervals(one: Agreement | CodingAgreement) -> tuple[str, ...]:
    """The statistics under `STATISTICS`, with their 95 % intervals."""
    return (
        with_interval(one.raw, one.raw_low, one.raw_high),
        with_interval(one.kappa, one.kappa_low, one.kappa_high),
        with_interval(one.pabak, one.pabak_low, one.pabak_high),
        with_interval(one.ac1, one.ac1_low, one.ac1_high),
        with_interval(one.positive, one.positive_low, one.positive_high),
        with_interval(one.negative, one.negative_low, one.negative_high),
    )


def _agreement(one: Agreement, labels: Labels) -> tuple[Cell, ...]:
    pair = (in_words(one.stage), one.batch.value, labels.person(one.reviewer_a), labels.person(one.reviewer_b))
    cells = (one.n, one.both_include, one.both_exclude, one.only_a, one.only_b)
    return (
        *(*pair, *cells),
        *statistics_with_intervals(one),
        *(_share(one.prevalence), _share(one.either_at_most)),
    )


def _share(value: float | None) -> Cell:
    return NOT_DEFINED if value is None else Share(value)


def _two_digits(value: float) -> str:
    """With a minus sign that no spreadsheet takes for the beginning of a formula, and none before nought."""
    return f"{round(value, 2) + 0:.2f}".replace("-", "\u2212")
