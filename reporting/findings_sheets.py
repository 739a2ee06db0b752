"""What does each study look like, and what does it say of each code? Silence is told from absence in every cell."""

from identification.vocabulary import CellState
from reporting.cells import Cell, Link, Sheet
from reporting.contents import Cover, ReviewTables
from reporting.labels import Labels, included_reports
from synthesis.statements import StudyFinding

NOT_EXTRACTED = "not extracted"
# What stands in a cell without a value.
WITHOUT = {
    CellState.PRESENT: NOT_EXTRACTED,
    CellState.ABSENT: "looked for, not found",
    CellState.MACHINE_NOTHING: NOT_EXTRACTED,
    CellState.NOT_ASSESSABLE: "not assessable",
}


def included_studies(tables: ReviewTables, cover: Cover, labels: Labels) -> Sheet:
    """Study by characteristic; each value leads to the quote that it was taken from."""
    fields = [code for code in cover.codes if code.role == "characteristics" and code.code_id != code.family]
    studies: dict[str, list[str]] = {}
    for report in included_reports(tables):
        studies.setdefault(report.study_id, []).append(report.title)
    states = {(one.study_id, one.code_id): one.state for one in tables.study_findings}
    values: dict[tuple[str, str], dict[str, str]] = {}
    for one in reversed(tables.characteristics):
        values.setdefault((one.study_id, one.code_id), {})[one.value or one.quote] = one.extract_id

    def cell(study: str, code: str) -> Cell:
        found = values.get((study, code), {})
        without = WITHOUT[states.get((study, code), CellState.MACHINE_NOTHING)]
        return tuple(Link(value, "extract", found[value]) for value in sorted(found)) or without

    rows = [
        (labels.study_links([study]), "; ".join(titles), *(cell(study, one.code_id) for one in fields))
        for study, titles in studies.items()
    ]
    note = (
        f"'{NOT_EXTRACTED}' means that nobody has extracted a value; it does not mean that the report gives none. "
        "'looked for, not found': a person looked in every report of the study. 'not assessable': a report has no "
        "text, or a suggestion waits for a person."
    )
    header = ("Study", "Reports", *(field.name for field in fields))
    empty = "No study is included yet."
    return Sheet("Included studies", "Characteristics of included studies", note, header, _by_name(rows), empty)


def study_findings(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every study with every code, one row each: what is present, what is absent and what nobody knows."""
    rows = [_finding(one, labels) for one in tables.study_findings]
    header = ("Study", "Family", "Code", "Perspective", "State", "Looked for", "Value", "Extracts")
    note = (
        "Filter by family or state. 'absent': a person looked in every report of the study. 'machine found nothing': "
        "nobody recorded a look and nothing was suggested, which is no absence."
    )
    empty = "No study is included yet."
    return Sheet("Study by code", "What each study says of each code", note, header, _by_name(rows), empty)


def _finding(one: StudyFinding, labels: Labels) -> tuple[Cell, ...]:
    links = tuple(Link(extract, "extract", extract) for extract in one.extract_ids)
    said = (labels.family(one.code_id), one.name, one.perspective, one.state, "yes" if one.searched else "")
    return (labels.study_links([one.study_id]), *said, "; ".join(one.values), links or None)


def _by_name(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(sorted(rows, key=lambda row: row[0][0].text if isinstance(row[0], tuple) and row[0] else ""))
