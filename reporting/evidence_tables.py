"""What do the included studies say? The evidence tables, each readable alone, from the tables of a review."""

from collections.abc import Iterable, Sequence

from extraction.documents import Extract
from identification.vocabulary import CodeStatus
from reporting.cells import Cell, Link, Share, Sheet
from reporting.checklist_filling import checklist_sheets
from reporting.contents import Cover, ReviewTables, of_included
from reporting.findings_sheets import included_studies, study_findings
from reporting.gap_sheets import gap_sheets
from reporting.ground_sheets import (
    core_skills,
    definition_groups,
    definition_matrix,
    definition_overlap,
    differences,
    skill_stability,
    skills_matrix,
)
from reporting.labels import Labels
from reporting.process_tables import process_sheets
from reporting.theme_sheets import theme_sheets
from reporting.workbook import EXTRACTS
from synthesis.definitions import OneDefinition, read_once
from synthesis.statements import CodeCount, ThemeRow

COUNTED = (
    "Counted on independent studies in which a person looked for the whole family; what several take from one source "
    "counts once. Without full look: studies that have it although nobody recorded such a look; they enter no share. "
    "Against it: studies that contest it or report that they found nothing of it, which is not naming it."
)
COUNT_HEADER = ("Studies", "Of", "Share", "95 % from", "95 % to", "Without full look", "Against it", "Which studies")


def evidence_sheets(tables: ReviewTables, cover: Cover) -> list[Sheet]:
    """Every evidence table of a review, always the same ones in the same order, so that an empty one is seen."""
    tables = of_included(tables)
    labels = Labels.of(tables, cover)
    return [
        included_studies(tables, cover, labels),
        definitions(tables, labels),
        definition_elements(tables, labels),
        definition_matrix(tables, labels),
        definition_overlap(tables),
        definition_groups(tables, labels),
        skills(tables, labels),
        skills_matrix(tables, labels, COUNTED),
        core_skills(tables, labels),
        skill_stability(tables, labels),
        differences(tables, labels),
        conditions(tables, labels),
        *gap_sheets(tables, labels),
        study_findings(tables, labels),
        themes(tables, labels),
        *theme_sheets(tables, labels, cover),
        *process_sheets(tables, cover, labels),
        did_not_fit(tables, labels),
        *checklist_sheets(tables),
        extracts(tables, labels),
    ]


def definitions(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every explicit definition, verbatim, with the elements that it holds."""
    header = ("Study", "Definition", "Elements", "Page", "Whose statement", "Origin", "Extracts")
    rows = [_definition(one, labels) for one in read_once(tables.definitions)]
    note = (
        "One row for each passage, whoever coded it: the longest of the quotes that stand, with the elements that "
        "anyone coded in it. Counts run on origins: a definition that many quote is one."
    )
    empty = "No explicit definition has been coded yet."
    return Sheet("Definitions", "Definitions, word for word", note, header, _by_name(rows), empty)


def definition_elements(tables: ReviewTables, labels: Labels) -> Sheet:
    """How many of the studies with a definition name each element."""
    note = "The denominator is the definitions of independent origin: a definition that many quote is one definition."
    rows = tuple((_name(one, labels), *_shares(one), labels.study_links(one.origins)) for one in tables.elements)
    header = ("Element", "Definitions", *COUNT_HEADER[1:5], "Whose definitions")
    empty = "No element of a definition has been counted yet."
    return Sheet("Definition elements", "What definitions have in common", note, header, rows, empty)


def skills(tables: ReviewTables, labels: Labels) -> Sheet:
    """How many studies name each skill, and which are core by the share that was declared in advance."""
    rows = tuple((_name(one, labels), "core" if one.core else "", *_counted(one, labels)) for one in tables.skills)
    header = ("Skill", "Core", *COUNT_HEADER)
    empty = "No skill has been counted yet."
    return Sheet("Skills", "Skills that studies name", COUNTED, header, rows, empty)


def conditions(tables: ReviewTables, labels: Labels) -> Sheet:
    """Barriers, enablers, context, technology and development: how many studies name each."""
    rows = tuple((labels.family(one.code_id), _name(one, labels), *_counted(one, labels)) for one in tables.matrices)
    header = ("Family", "Code", *COUNT_HEADER)
    title = "Barriers, enablers, context, technology and development"
    return Sheet("Barriers and enablers", title, COUNTED, header, rows, "None of these has been counted yet.")


def themes(tables: ReviewTables, labels: Labels) -> Sheet:
    """Themes that people named, one row a quote."""
    quotes = {one.extract_id: one for one in tables.extracts}
    rows = [row for theme in tables.themes for row in _theme(theme, quotes, labels)]
    header = (
        *("Theme", "Level", "Statement", "Studies", "Quote", "Study", "Page", "Speaks", "Extract"),
        *("Quotes", "More that quote these", "From the frame", "New"),
    )
    note = (
        "Themes are named by people, in review/themes.yaml; no program names one. From the frame: the families of the "
        "codebook that its quotes are coded in, with how many. New: quotes that fit no code (best-fit framework "
        "synthesis, Carroll 2011)."
    )
    return Sheet("Themes", "Themes with their quotes", note, header, tuple(rows), "No theme has been named yet.")


def did_not_fit(tables: ReviewTables, labels: Labels) -> Sheet:
    """Extracts that no code of the codebook fits: the material for new codes."""
    header = ("Family", "Quote", "What it does", "Study", "Page", "Extract")
    rows = [
        (
            labels.family(one.code_id),
            one.quote,
            one.status,
            labels.study_links([one.study_id]),
            one.page,
            _link(one.extract_id),
        )
        for one in tables.did_not_fit
    ]
    note = "Kept and coded inductively (best-fit framework synthesis, Carroll 2011)."
    return Sheet(
        "Did not fit", "What fits no code", note, header, tuple(rows), "No extract outside the codebook is recorded."
    )


def extracts(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every verified extract with its place, so that any claim can be followed to the page."""
    header = (
        *("Extract", "Study", "Document", "Page", "Quote", "Family", "Code", "What it does", "Value"),
        *(
            "Whose statement",
            "Origin",
            "Perspective",
            "Coded by",
            "Suggested by",
            "Second person",
            "How the quote was found",
        ),
        "Changed since",
    )
    rows = tuple(_extract(one, labels) for one in sort_extracts(tables.extracts, labels))
    note = "Each quote was found again at its place. 'Looked for, not found' has no quote and no page."
    return Sheet(EXTRACTS, "Every extract", note, header, rows, "Nothing has been coded yet.")


def sort_extracts(listed: Iterable[Extract], labels: Labels) -> list[Extract]:
    """Extracts by study, document and place, as they are read."""
    return sorted(
        listed, key=lambda one: (labels.study(one.study_id), one.document_id, one.page, one.start, one.extract_id)
    )


def _by_name(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(sorted(rows, key=lambda row: row[0][0].text if isinstance(row[0], tuple) and row[0] else ""))


def _link(extract_id: str) -> tuple[Link, ...]:
    return (Link(extract_id, "extract", extract_id),)


def _name(one: CodeCount, labels: Labels) -> str:
    return one.name or labels.code(one.code_id)


def _counted(one: CodeCount, labels: Labels) -> tuple[Cell, ...]:
    return (*_shares(one), one.elsewhere, one.against, labels.study_links(one.study_ids))


def _shares(one: CodeCount) -> tuple[Cell, ...]:
    shares = [None if value is None else Share(value) for value in (one.share, one.low, one.high)]
    return (one.present, one.assessed, *shares)


def _definition(read: OneDefinition, labels: Labels) -> tuple[Cell, ...]:
    one, links = read.definition, tuple(Link(extract, "extract", extract) for extract in read.extract_ids)
    elements = "; ".join(labels.code(code) for code in one.elements) or "none of the declared elements"
    study = labels.study_links([one.study_id])
    return (study, one.quote, elements, one.page, one.attribution, labels.study(one.origin), links)


def _theme(theme: ThemeRow, quotes: dict[str, Extract], labels: Labels) -> Sequence[tuple[Cell, ...]]:
    head = (theme.name, theme.level, theme.statement, theme.studies)
    frame = (theme.quotes, theme.quoting, "; ".join(theme.frame), theme.new)
    found = [("for", quotes[one]) for one in theme.extract_ids if one in quotes]
    found += [("against", quotes[one]) for one in theme.negative if one in quotes]
    found += [("against one of its parts", quotes[one]) for one in theme.negative_of_parts if one in quotes]
    rows = [(*head, *_said(one, labels), side, _link(one.extract_id), *frame) for side, one in found]
    return rows or [(*head, "no extract carries it yet", None, None, None, None, *frame)]


def _said(one: Extract, labels: Labels) -> tuple[Cell, ...]:
    return (one.quote, labels.study_links([one.study_id]), one.page)


def _extract(one: Extract, labels: Labels) -> tuple[Cell, ...]:
    sought = one.status == CodeStatus.LOOKED_NOT_FOUND
    place = (labels.study_links([one.study_id]), one.document_id, None if sought else one.page, one.quote)
    meaning = (labels.family(one.code_id), labels.code(one.code_id), one.status, one.value, one.attribution)
    return (
        _link(one.extract_id),
        *place,
        *meaning,
        one.origin,
        one.perspective or "",
        labels.person(one.who),
        one.suggested_by or "nobody",
        one.check or "not checked",
        one.found,
        "; ".join(one.changed),
    )
