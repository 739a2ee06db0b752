"""What has a person to do next, stage by stage? Unfinished human work is not an error: it is a list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.reviews import UNREADABLE
from identification.vocabulary import DocumentStatus, Found, Outcome, Retrieval, SameStudy, Stage
from identification.wording import many, percent
from reporting.amendments import Amendment
from reporting.coding_steps import coding_steps
from reporting.contents import ReviewTables
from reporting.gap_steps import gap_steps
from reporting.retraction_check import retraction_steps
from reporting.stages import NextStep, spoken
from reporting.theme_steps import theme_steps
from screening.decisions import REASONS_DIFFER
from screening.outcomes import PolicyCheck, Screened

Step = tuple[Stage, str, str]


@dataclass(frozen=True)
class ProtocolState:
    """What of the protocol and its searches is still open.

    Whether it was ever frozen, changes without a reason, its sources and instruments, and exports that are not logged.
    """

    frozen: bool
    unexplained: tuple[Amendment, ...]
    sources: tuple[str, ...]
    instruments: tuple[str, ...] = ()
    unlogged: tuple[str, ...] = ()


def next_steps(tables: ReviewTables, protocol: ProtocolState) -> list[NextStep]:
    """Everything that keeps a stage open, in the order of the review, each with the exact command or place."""
    found = [
        *_protocol(tables, protocol),
        *_identification(tables),
        *_known_papers(tables),
        *_screening(Stage.TITLE_ABSTRACT, tables.title_abstract),
        *_stopping(tables),
        *_policy(Stage.TITLE_ABSTRACT, tables.policies),
        *_full_text(tables),
        *_policy(Stage.FULL_TEXT, tables.policies),
        *((Stage.FULL_TEXT, *step) for step in retraction_steps(tables)),
        *_extraction(tables),
        *_studies(tables),
        *_appraisals(tables, protocol),
        *_set_aside(tables),
        *_synthesis(tables),
    ]
    return [NextStep(stage, order, text, command) for order, (stage, text, command) in enumerate(found, start=1)]


def _protocol(tables: ReviewTables, protocol: ProtocolState) -> Iterable[Step]:
    if not protocol.frozen:
        text = "The protocol is not frozen, so changes cannot be told apart"
        yield Stage.IDENTIFICATION, text, "`make freeze WHO=your-id`"
    for change in protocol.unexplained:
        text = f"{change.key} changed since the protocol was frozen, without a reason"
        yield Stage.IDENTIFICATION, text, f"`make amend KEY='{change.key}' REASON='...' WHO=your-id`"
    searched = {one.source for one in tables.sources}
    for source in protocol.sources:
        if source not in searched:
            command = f"`make import FILE=export.ris SOURCE={source} DATE=YYYY-MM-DD`"
            yield Stage.IDENTIFICATION, f"No search of {source} has been logged", command
    for file in protocol.unlogged:
        yield Stage.IDENTIFICATION, f"{file} is in no row of searches.csv", "add the row, or take the file out"


def _identification(tables: ReviewTables) -> Iterable[Step]:
    if doubtful := len(tables.doubtful):
        text = f"{many(doubtful, 'pair')} of records may be duplicates"
        where = "`make duplicates REVIEWER=your-id` shows those of results/identification/doubtful.csv side by side"
        yield Stage.IDENTIFICATION, text, where
    if flagged := len({one.record_id for one in tables.flagged}):
        command = "`make event KIND=edits SUBJECT=R... DECISION=settled OTHER=event_id WHO=your-id`"
        text = f"{many(flagged, 'record')} {'is' if flagged == 1 else 'are'} flagged for the librarian"
        yield Stage.IDENTIFICATION, text, f"see results/identification/flagged.csv, mend what it says, then {command}"
    if tables.unmatched:
        text = f"{many(len(tables.unmatched), 'decision')} on records that are in no export or not at this stage"
        yield Stage.IDENTIFICATION, text, "see results/screening/unmatched.csv"


def _known_papers(tables: ReviewTables) -> Iterable[Step]:
    """Nothing before the first search; a paper whose `why_missed` is written is accounted for."""
    if not tables.recall:
        return
    known = len(tables.known_papers)
    missed = [one for one in tables.known_papers if one.state == Found.NOT_FOUND and not one.why_missed.strip()]
    doubtful = sum(one.state == Found.TO_CHECK for one in tables.known_papers)
    kept = "review/searches/known_papers.csv"
    if missed:
        where = "look at results/identification/known_papers.csv, mend the search, or say in why_missed of"
        text = f"{len(missed):,} of {many(known, 'known paper')} were not found by any search"
        yield Stage.IDENTIFICATION, text, f"{where} {kept} why it could not find them"
    if doubtful:
        text = f"{doubtful:,} of {many(known, 'known paper')} may be among the records"
        where = "look at 'to check' in results/identification/known_papers.csv, then write its record_id, or none, into"
        yield Stage.IDENTIFICATION, text, f"{where} {kept}"


def _screening(stage: Stage, rows: Sequence[Screened]) -> Iterable[Step]:
    awaiting = sum(row.outcome == Outcome.AWAITING for row in rows)
    conflicts = sum(row.outcome == Outcome.CONFLICT for row in rows)
    settling = f"`make conflicts REVIEWER=your-id STAGE={stage}`, for an adjudicator"
    noun = "records" if stage == Stage.TITLE_ABSTRACT else "reports"
    if awaiting:
        command = "screen" if stage == Stage.TITLE_ABSTRACT else "fulltext"
        text = f"{awaiting:,} of {len(rows):,} {noun} undecided at {spoken(stage).lower()}"
        yield stage, text, f"`make {command} REVIEWER=your-id`"
    if conflicts:
        yield stage, f"{many(conflicts, 'conflict')} at {spoken(stage).lower()}", settling
    if differ := sum(row.reason == REASONS_DIFFER for row in rows):
        text = f"{many(differ, 'exclusion')} at {spoken(stage).lower()} with other reasons by each reviewer"
        yield stage, text, settling


def _stopping(tables: ReviewTables) -> Iterable[Step]:
    """While people still screen: that the team may stop by its rule, or what random draw would tell."""
    waiting = any(row.outcome == Outcome.AWAITING for row in tables.title_abstract)
    for one in tables.stopping:
        if waiting and one.may_stop and not one.recorded:
            command = "`make event KIND=stops SUBJECT=title_abstract DECISION=stop WHO=your-id`"
            text = (
                f"By the rule '{one.rule}' the team may stop: at least {percent(one.recall_at_least or 1)} were found"
            )
            yield Stage.TITLE_ABSTRACT, text, f"read results/screening/stopping.csv, then go on or {command}"
        elif waiting and one.audit_needed and not one.recorded:
            text = f"{many(one.audit_needed, 'record')} drawn at random, none an include, would reach the target"
            yield Stage.TITLE_ABSTRACT, text, f"once includes are rare, `make audit N={one.audit_needed} WHO=your-id`"


def _policy(stage: Stage, checks: Iterable[PolicyCheck]) -> Iterable[Step]:
    """What a screened share still asks for, although one person has decided on everything else."""
    for check in checks:
        if check.stage == stage.value and check.waits_for:
            where = f"screening.{stage}.share in config.yaml, or set its policy to dual and screen the rest twice"
            yield stage, f"{spoken(stage)}: {check.waits_for}", f"discuss, re-train and raise {where}"


def _full_text(tables: ReviewTables) -> Iterable[Step]:
    sought = sum(one.retrieval == Retrieval.SOUGHT and one.outcome == Outcome.AWAITING for one in tables.reports)
    if sought:
        where = (
            "results/extraction/to_retrieve.csv lists them with links; put the file into review/fulltexts, or say in "
            "retrieval.csv why there is none"
        )
        yield Stage.FULL_TEXT, f"{many(sought, 'report')} without a full text", where
    unsaid = sum(one.retrieval == Retrieval.NOT_OBTAINED and not one.not_obtained for one in tables.reports)
    if unsaid:
        where = "say why in the reason column of review/fulltexts/retrieval.csv"
        yield Stage.FULL_TEXT, f"{many(unsaid, 'report')} not obtained, without a word on why", where
    obtained = {one.report_id for one in tables.reports if one.retrieval == Retrieval.OBTAINED}
    yield from _screening(
        Stage.FULL_TEXT,
        [row for row in tables.full_text if row.outcome != Outcome.AWAITING or row.group_id in obtained],
    )


def _extraction(tables: ReviewTables) -> Iterable[Step]:
    included = [one for one in tables.reports if one.outcome == Outcome.INCLUDED]
    textless = [one for one in included if one.document_status != DocumentStatus.READ and not one.accepted]
    if textless:
        where = (
            "see results/extraction/documents.csv for what to do about each, or write into the reason column of "
            "review/fulltexts/retrieval.csv why the review goes on without it"
        )
        yield Stage.EXTRACTION, f"{many(len(textless), 'included report')} without a text that can be read", where
    yield from ((Stage.EXTRACTION, *step) for step in coding_steps(tables))


def _studies(tables: ReviewTables) -> Iterable[Step]:
    """Included reports that may tell of one study and count as two, and reviews that may cover any included study."""
    if waiting := [one for one in tables.proposals if one.said == SameStudy.OPEN]:
        where = (
            "results/extraction/study_proposals.csv says what speaks for it; give both one study_id in "
            "review/studies.csv where they tell of one study, and two where they do not"
        )
        yield Stage.EXTRACTION, f"{many(len(waiting), 'pair')} of reports may tell of one study", where
    if unknown := sum(UNREADABLE in one.covers for one in tables.reports):
        where = (
            "write 'counted review' as its kind in review/studies.csv where it covers no included study; it is in no "
            "count until then"
        )
        yield Stage.EXTRACTION, f"{many(unknown, 'included review')} whose references could not be read", where


def _set_aside(tables: ReviewTables) -> Iterable[Step]:
    """What could not be used keeps the stage open to which it belongs: a torn decision is no coding."""
    idle = [one for one in tables.set_aside if one.where == f"review/fulltexts/{one.subject}"]
    if idle:
        textless = {one.document_id for one in tables.documents if one.status != DocumentStatus.READ}
        without = sum(one.subject in textless for one in idle)
        text = f"{many(len(idle), 'file')} in review/fulltexts that no report is read from"
        text += f", {without:,} of them without text that can be read" if without else ""
        where = (
            "results/reporting/set_aside.csv lists them; name the record of each in review/fulltexts/matches.csv, with "
            "an empty record_id where it belongs to none"
        )
        where += "; results/extraction/documents.csv says what to do about those without text" if without else ""
        yield Stage.EXTRACTION, text, where
    stages = Counter(_stage_of(one.where) for one in tables.set_aside if one not in idle)
    for stage, count in stages.items():
        text = f"{many(count, 'thing')} that people wrote for {spoken(stage).lower()} could not be used"
        yield stage, text, "see results/reporting/set_aside.csv"


def _stage_of(where: str) -> Stage:
    return next((stage for word, stage in BELONGS.items() if word in where), Stage.EXTRACTION)


# A word in the place of something set aside, and the stage that it belongs to; everything else belongs to extraction.
BELONGS = {
    "events/duplicates": Stage.IDENTIFICATION,
    "events/edits": Stage.IDENTIFICATION,
    "events/full_text": Stage.FULL_TEXT,
    "imports/full_text": Stage.FULL_TEXT,
    "imports/coding_": Stage.EXTRACTION,
    "events/title_abstract": Stage.TITLE_ABSTRACT,
    "events/adjudication": Stage.TITLE_ABSTRACT,
    "events/stops": Stage.TITLE_ABSTRACT,
    "imports/": Stage.TITLE_ABSTRACT,
    "themes.yaml": Stage.SYNTHESIS,
    "findings.yaml": Stage.SYNTHESIS,
    "reach.csv": Stage.SYNTHESIS,
}


def _appraisals(tables: ReviewTables, protocol: ProtocolState) -> Iterable[Step]:
    stray = sorted({one.document_id for one in tables.appraisals if not one.report_id})
    if stray:
        text = f"Appraisals of documents that belong to no report: {', '.join(stray)}"
        yield Stage.EXTRACTION, text, "correct the document's name in review/events/appraisal"
    unknown = sorted({one.instrument for one in tables.appraisals} - set(protocol.instruments))
    if unknown:
        text = f"Appraisals name instruments that the protocol does not: {', '.join(unknown)}"
        yield Stage.EXTRACTION, text, "add them below 'appraisal' in config.yaml, or correct the events"


def _synthesis(tables: ReviewTables) -> Iterable[Step]:
    yield from ((Stage.SYNTHESIS, *step) for step in theme_steps(tables))
    yield from ((Stage.SYNTHESIS, *step) for step in gap_steps(tables))
