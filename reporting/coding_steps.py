"""What of coding, checking and appraising is still to be done? Each with the command that opens the notebook."""

from collections.abc import Iterable

from extraction.coding_tables import CodingCheck
from extraction.extracts import CHANGED_CODE
from identification.vocabulary import Check, DocumentStatus, Outcome, Settled
from identification.wording import many
from reporting.contents import ReviewTables, of_included

NOTEBOOK = "`make code REVIEWER=your-id`"
SHOWN = 3  # codes that a step names before it says how many more there are


def coding_steps(tables: ReviewTables) -> Iterable[tuple[str, str]]:
    """What keeps extraction open: a text and the command or place, in the order in which it is best done."""
    included = of_included(tables)
    coded = {extract.report_id for extract in (*included.extracts, *included.refused)}
    with_text = [
        one for one in tables.reports if one.outcome == Outcome.INCLUDED and one.document_status == DocumentStatus.READ
    ]
    if uncoded := sum(one.report_id not in coded for one in with_text):
        yield f"{many(uncoded, 'included report')} that nobody has coded", NOTEBOOK
    studies = {one.study_id for one in with_text if one.report_id in coded}
    if missing := required_missing(included, studies):
        codes = list(dict.fromkeys(code for _, code in missing))
        more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
        text = f"{many(len(missing), 'required code')} neither coded nor looked for in a study"
        yield f"{text} ({', '.join(codes[:SHOWN])}{more})", f"code it or note that it was looked for: {NOTEBOOK}"
    if changed := sum(CHANGED_CODE in one.changed for one in included.extracts):
        text = f"{many(changed, 'extract')} whose code means something else now"
        yield text, f"look at each again, as 'changed' in results/extraction/extracts.csv names them: {NOTEBOOK}"
    for check in tables.coding_check:
        yield from _policy(check)
    if disputed := sum(one.check == Check.DISPUTED for one in included.extracts):
        yield f"{many(disputed, 'extract')} that a second person disputes", f"settle each together: {NOTEBOOK}"
    kept = {one.report_id for one in with_text}
    if differ := sum(one.settled == Settled.OPEN and one.report_id in kept for one in tables.differences):
        where = f"settle each together, see results/extraction/coding_differences.csv: {NOTEBOOK}"
        yield f"{many(differ, 'difference')} between two coders", where


def required_missing(tables: ReviewTables, studies: Iterable[str]) -> list[tuple[str, str]]:
    """The required codes, by study, that no extract of the study names and nobody noted as looked for in vain."""
    named: dict[str, set[str]] = {}
    for one in tables.extracts:
        named.setdefault(one.study_id, set()).add(one.code_id)
    asked = {(one.study_id, one.code_id, one.family) for one in tables.study_findings if one.required}
    wanted = set(studies)
    return sorted(
        (study, code)
        for study, code, family in asked
        if study in wanted and not named.get(study, set()) & {code, family}
    )


def _policy(check: CodingCheck) -> Iterable[tuple[str, str]]:
    if waiting := check.share_reports - check.share_twice:
        yield f"{many(waiting, 'included report')} that a second person has to code", NOTEBOOK
    if check.unchecked:
        text = f"{check.unchecked:,} of {many(check.to_check, 'extract')} that no second person has checked"
        yield text, f"check each against its page, or state another policy below 'coding' in config.yaml: {NOTEBOOK}"
    if waiting := check.to_appraise - check.appraised:
        yield f"{waiting:,} of {many(check.to_appraise, 'appraisal')} of included reports missing", NOTEBOOK
