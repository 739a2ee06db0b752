"""Where did every record go? The boxes of the PRISMA 2020 flow, counted from the tables, and the sums between them.

Prioritised screening leaves records that nobody reads, and an unfinished review leaves records that nobody has read
yet: both have boxes of their own, so that nothing vanishes and the equations hold on every day of the review.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.documents import Report
from identification.errors import InputError
from identification.records import SourceCount
from identification.vocabulary import Outcome, Retrieval
from reporting.contents import Cover, Entry, ReviewTables, Source
from reporting.flow_boxes import COLUMN_NAMES, DATABASES, INCLUDED, ONLY_WHEN_FILLED, OTHER, PREVIOUS, STEPS, TOTALS
from reporting.stages import Equation, FlowBox

# PRISMA 2020 (Page 2021, 10.1136/bmj.n71) counts databases and registers in one column and everything else in another.
SEARCHED_BY_RECORD = ("database", "register")
NO_REASON = "reason not recorded"

SOURCES = "identification/sources.csv"
GROUPS = "identification/sources.csv, records.csv and unique.csv"
TITLE_ABSTRACT = "screening/title_abstract.csv"
FULL_TEXT = "screening/full_text.csv"
REPORTS = "extraction/reports.csv"
PREVIOUS_REVIEW = "config/config.yaml, previous_review"
COUNTED_FROM = {
    "identified": SOURCES,
    "duplicates": GROUPS,
    "not_screened": TITLE_ABSTRACT,
    "awaiting_screening": TITLE_ABSTRACT,
    "screened": f"identification/unique.csv less what {TITLE_ABSTRACT} leaves unread",
    "excluded": TITLE_ABSTRACT,
    "screening_conflicts": TITLE_ABSTRACT,
    "sought": TITLE_ABSTRACT,
    "excluded_full_text": FULL_TEXT,
}

# One line of the sums that each column must keep: the left box is the sum of the right ones.
SUMS = {
    "identified": ("duplicates", "not_screened", "awaiting_screening", "screened"),
    "screened": ("excluded", "screening_conflicts", "sought"),
    "sought": ("not_retrieved", "awaiting_retrieval", "awaiting_full_text", "full_text_conflicts", "assessed"),
}


def count_flow(tables: ReviewTables, cover: Cover) -> list[FlowBox]:
    """The boxes of the flow in reading order, each with the file (below results/) from which it can be recounted.

    A record stands in the column of its source, a group of duplicates under databases if any of its members does, a
    report in the column of its group. Needs the tables sources, records, unique, title_abstract, full_text, reports.
    """
    columns = [_Column.of(name, tables, cover) for name in (DATABASES, OTHER)]
    used = [column for column in columns if column.name == DATABASES or column.exports]
    boxes = [box for column in used for box in _column_boxes(column, cover)]
    return [*_previous_boxes(cover), *boxes, *_included_boxes(used, cover)]


def check_flow(boxes: Sequence[FlowBox]) -> list[Equation]:
    """Every equation between the boxes; the awaiting boxes make them hold at every moment of a review."""
    counts = {box.box: box.count or 0 for box in boxes}
    columns = [name for name in (DATABASES, OTHER) if counts.get(f"{name}.identified") or f"{name}.screened" in counts]
    found = [_sum(counts, f"{name}.{left}", right) for name in columns for left, right in SUMS.items()]
    found += [_row_sum(counts, f"{name}.{step}") for name in columns for step in ("identified", "excluded_full_text")]
    found.append(_included_sum(counts, columns))
    return found + _total_sums(boxes, counts)


def refuse_broken_flow(equations: Iterable[Equation]) -> None:
    """Nothing when every equation holds; else an `InputError` that names the first one that does not."""
    for equation in equations:
        if not equation.holds:
            fault = f"the flow does not add up: {equation.name}: expected {equation.left:,}, found {equation.right:,}."
            raise InputError(fault, remedy="Recount both sides from the files that flow.csv names for these boxes.")


@dataclass(frozen=True)
class _Column:
    """What one column of the flow is counted from. `unsettled` reports stand on records that are not included."""

    name: str
    exports: tuple[SourceCount, ...]
    records: int
    groups: int
    outcomes: Counter[Outcome]
    reports: tuple[Report, ...]
    unsettled: int
    reasons: Counter[str]

    @classmethod
    def of(cls, name: str, tables: ReviewTables, cover: Cover) -> "_Column":
        """The part of the tables that belongs to one column."""
        groups = {one.group_id for one in tables.unique if _column_of(one.sources, cover) == name}
        screened = [row for row in tables.title_abstract if row.group_id in groups]
        sought = {row.group_id for row in screened if row.outcome == Outcome.INCLUDED}
        reports = tuple(one for one in tables.reports if one.report_id in sought)
        stray = groups - sought | (_without_record(tables) if name == DATABASES else set())
        assessed = {one.report_id for one in reports if _report_step(one) == "assessed"}
        decided = [row for row in tables.full_text if row.group_id in assessed and row.outcome == Outcome.EXCLUDED]
        return cls(
            name=name,
            exports=tuple(one for one in tables.sources if _column_of([one.source], cover) == name),
            records=len({one.record_id for one in tables.records if _column_of([one.source], cover) == name}),
            groups=len(groups),
            outcomes=Counter(row.outcome for row in screened),
            reports=reports,
            unsettled=sum(one.report_id in stray for one in tables.reports),
            reasons=Counter(row.reason or NO_REASON for row in decided),
        )

    def count(self, step: str) -> int:
        """How many records or reports stand at a step of this column."""
        unread = self.outcomes[Outcome.AWAITING] + self.outcomes[Outcome.NOT_SCREENED]
        counted = {
            "identified": sum(one.read for one in self.exports),
            "duplicates": self.seen_before() + self.records - self.groups,
            "not_screened": self.outcomes[Outcome.NOT_SCREENED],
            "awaiting_screening": self.outcomes[Outcome.AWAITING],
            "screened": self.groups - unread,
            "excluded": self.outcomes[Outcome.EXCLUDED],
            "screening_conflicts": self.outcomes[Outcome.CONFLICT],
            "sought": self.outcomes[Outcome.INCLUDED],
            "excluded_full_text": sum(self.reasons.values()),
        }
        return counted[step] if step in counted else sum(_report_step(one) == step for one in self.reports)

    def detail(self, step: str) -> str:
        """What a reader must know to take a count as it is meant."""
        if step == "duplicates":
            merged = self.records - self.groups
            return f"{self.seen_before():,} met again in a later export, {merged:,} merged; none removed by automation"
        if step == "sought" and self.unsettled:
            return f"not counted: {self.unsettled:,} reports on records that are not included here, or on no record"
        if step == "assessed" and (odd := _decided_without_text(self.reports)):
            return f"for {odd:,} of them retrieval.csv and the folder of full texts do not say that a text was obtained"
        return ""

    def seen_before(self) -> int:
        """Records that a later export of the same source brought again."""
        return sum(one.seen_before for one in self.exports)

    def included(self) -> list[Report]:
        """Reports of included studies."""
        return [one for one in self.reports if one.outcome == Outcome.INCLUDED]


def _report_step(report: Report) -> str:
    # An inclusion without a recorded text stays assessed, or its study would vanish here and stand in the synthesis.
    if report.outcome == Outcome.INCLUDED:
        return "assessed"
    if report.retrieval == Retrieval.NOT_OBTAINED:
        return "not_retrieved"
    if report.outcome == Outcome.EXCLUDED:
        return "assessed"
    if report.outcome == Outcome.CONFLICT:
        return "full_text_conflicts"
    return "awaiting_retrieval" if report.retrieval == Retrieval.SOUGHT else "awaiting_full_text"


def _without_record(tables: ReviewTables) -> set[str]:
    return {one.report_id for one in tables.reports} - {one.group_id for one in tables.unique}


def _decided_without_text(reports: Iterable[Report]) -> int:
    return sum(_report_step(one) == "assessed" and one.retrieval != Retrieval.OBTAINED for one in reports)


def _column_of(sources: Iterable[str], cover: Cover) -> str:
    kinds = {one.source_id: one.kind for one in cover.sources}
    searched = any(kinds.get(source, "database") in SEARCHED_BY_RECORD for source in sources)
    return DATABASES if searched else OTHER


def _column_boxes(column: _Column, cover: Cover) -> Iterator[FlowBox]:
    empty = column.name == OTHER and not column.groups and not column.count("identified")
    for step, label in list(STEPS.items())[: 1 if empty else None]:
        count = column.count(step)
        if count or step not in ONLY_WHEN_FILLED:
            place = COUNTED_FROM.get(step, REPORTS)
            yield FlowBox(f"{column.name}.{step}", column.name, label, count, place, column.detail(step))
        if step == "identified":
            yield from _source_rows(column, cover)
        if step == "excluded_full_text":
            yield from _reason_rows(column, [*cover.exclude, *cover.include])


def _source_rows(column: _Column, cover: Cover) -> Iterator[FlowBox]:
    known = {one.source_id: one for one in cover.sources}
    for source in sorted({one.source for one in column.exports}):
        exports = [one for one in column.exports if one.source == source]
        without_file = sum(one.declared_hits or 0 for one in exports if not one.file)
        detail = (
            f"{without_file:,} more hits looked through where they stand, without an export" if without_file else ""
        )
        box, read = f"{column.name}.identified.{source}", sum(one.read for one in exports)
        yield FlowBox(box, column.name, _source_label(known.get(source), source), read, SOURCES, detail)


def _source_label(source: Source | None, source_id: str) -> str:
    return f"{source.name} ({source.kind.replace('_', ' ')})" if source else f"{source_id} (not among the sources)"


def _reason_rows(column: _Column, criteria: list[Entry]) -> Iterator[FlowBox]:
    texts = {one.name: f"{one.name}: {one.text}" for one in criteria}
    for reason, count in sorted(column.reasons.items()):
        box = f"{column.name}.excluded_full_text.{reason}"
        yield FlowBox(box, column.name, texts.get(reason, reason), count, FULL_TEXT)


def _previous_boxes(cover: Cover) -> list[FlowBox]:
    if cover.previous is None:
        return []
    counts = {"studies": cover.previous.studies, "reports": cover.previous.reports}
    return [_total_box(f"{PREVIOUS}.{part}", PREVIOUS, count, PREVIOUS_REVIEW) for part, count in counts.items()]


def _included_boxes(columns: Iterable[_Column], cover: Cover) -> list[FlowBox]:
    reports = [one for column in columns for one in column.included()]
    new = {"studies": len({one.study_id for one in reports}), "reports": len(reports)}
    boxes = [_total_box(f"{INCLUDED}.{part}", INCLUDED, count, REPORTS) for part, count in new.items()]
    if uncounted := {one.study_id for one in reports} - {one.study_id for one in reports if not one.covers}:
        said = f"{len(uncounted):,} of them reviews of others of them: in no count of the synthesis"
        boxes[0] = replace(boxes[0], detail=said)
    if cover.previous is not None:
        before = {"studies": cover.previous.studies, "reports": cover.previous.reports}
        totals = {part: None if before[part] is None else (before[part] or 0) + count for part, count in new.items()}
        place = f"{REPORTS} and {PREVIOUS_REVIEW}"
        boxes += [_total_box(f"{INCLUDED}.total_{part}", INCLUDED, count, place) for part, count in totals.items()]
    return boxes


def _total_box(name: str, column: str, count: int | None, place: str) -> FlowBox:
    return FlowBox(name, column, TOTALS[name], count, place, "unknown" if count is None else "")


def _sum(counts: dict[str, int], left: str, steps: Sequence[str]) -> Equation:
    column = left.split(".")[0]
    right = [f"{column}.{step}" for step in steps if f"{column}.{step}" in counts]
    name = f"{COLUMN_NAMES[column]}: {_words(left)} = {' + '.join(_words(step) for step in right)}"
    return _equation(name, counts.get(left, 0), sum(counts[step] for step in right))


def _row_sum(counts: dict[str, int], left: str) -> Equation:
    total = sum(count for name, count in counts.items() if name.startswith(f"{left}."))
    name = f"{COLUMN_NAMES[left.split('.')[0]]}: {_words(left)} = the sum of its rows"
    return _equation(name, counts.get(left, 0), total)


def _included_sum(counts: dict[str, int], columns: Sequence[str]) -> Equation:
    assessed = sum(counts.get(f"{name}.assessed", 0) for name in columns)
    excluded = sum(counts.get(f"{name}.excluded_full_text", 0) for name in columns)
    name = "Included: reports of included studies = reports assessed for eligibility - reports excluded at full text"
    return _equation(name, counts.get(f"{INCLUDED}.reports", 0), assessed - excluded)


def _total_sums(boxes: Sequence[FlowBox], counts: dict[str, int]) -> list[Equation]:
    known = {box.box for box in boxes if box.count is not None}
    found = []
    for part in ("studies", "reports"):
        total, parts = f"{INCLUDED}.total_{part}", (f"{PREVIOUS}.{part}", f"{INCLUDED}.{part}")
        if known >= {total, *parts}:
            name = f"Included: total {part} = {part} of the previous version + {part} included now"
            found.append(_equation(name, counts[total], sum(counts[one] for one in parts)))
    return found


def _equation(name: str, left: int, right: int) -> Equation:
    return Equation(name, left, right, left == right)


def _words(box: str) -> str:
    label = STEPS[box.split(".")[1]]
    return label[0].lower() + label[1:]
