"""What do definitions share, how firm is the core of skills, and what differs between studies?"""

from collections.abc import Iterable, Sequence

from extraction.documents import Extract
from identification.vocabulary import CellState, Naming
from reporting.cells import Cell, Link, Share, Sheet
from reporting.contents import ReviewTables
from reporting.labels import Labels, included_reports
from synthesis.shared_ground import CodeNaming, CoreSet, DefinitionGroup, Difference, Overlap
from synthesis.statements import CodeCount, Definition

OWN, QUOTED, AGAINST, NOT_NAMED, UNKNOWN = "x", "(x)", "-", "o", "?"
MARKS = {
    Naming.OWN: OWN,
    Naming.QUOTED: QUOTED,
    Naming.AGAINST: AGAINST,
    Naming.NOT_NAMED: NOT_NAMED,
    Naming.UNKNOWN: "",
}


def definition_matrix(tables: ReviewTables, labels: Labels) -> Sheet:
    """Definition of independent origin by element, with the counts in the headings."""
    codes = {one.extract_id: one.code_id for one in tables.extracts}
    by_origin: dict[str, list[Definition]] = {}
    for one in tables.definitions:
        by_origin.setdefault(one.origin, []).append(one)
    rows = []
    for origin, definitions in by_origin.items():
        found = {code for one in definitions for code in one.elements}
        ids = {codes.get(one, ""): one for d in reversed(definitions) for one in reversed(d.element_ids)}
        marks = [_element(one.code_id, found, ids) for one in tables.elements]
        rows.append((labels.study_links([origin]), *marks, len(found), _extracts(d.extract_id for d in definitions)))
    counts = (f"{one.name} ({one.present} of {one.assessed})" for one in tables.elements)
    note = (
        f"{OWN}: the definition holds the element. Empty: nobody coded it there. One row for each origin: a definition "
        "that many quote is one, and so are all of a study's own."
    )
    return Sheet(
        "Definition matrix",
        "Which definition holds which element",
        note,
        ("Whose definition", *counts, "Elements", "Where it stands"),
        _by_name(rows),
        "No explicit definition has been coded yet.",
    )


def definition_overlap(tables: ReviewTables) -> Sheet:
    """The mean overlap of definitions at each level, with its interval and what chance would give."""
    header = (
        *("Level", "Definitions", "Elements or groups", "Pairs", "Pairs without any", "Mean overlap"),
        *("95 % from", "95 % to", "By chance", "p", "Reviews drawn by chance", "In so many at most"),
    )
    note = (
        "Overlap of two definitions: elements of both, divided by elements of either (Jaccard). Limits: jackknife, "
        "leaving out one definition at a time; empty where that changes nothing. By chance: the same elements, each as "
        "often, dealt out at random to definitions with as many. p: how often these overlap as much or more. Pairs of "
        "which neither has an element are in no mean. What fits no code is left out, so overlap is rather too high."
    )
    rows = tuple(_overlap(one) for one in tables.definition_overlap)
    return Sheet("Definition overlap", "How alike definitions are", note, header, rows, "No definition to compare yet.")


def definition_groups(tables: ReviewTables, labels: Labels) -> Sheet:
    """Definitions that are alike, with what they share."""
    header = ("Group", "Definitions", "Elements of all", "Elements of some", "Mean overlap", "Whose", "Extracts")
    note = (
        "Average linkage on the overlap of elements: a group's members overlap by half on average. For reading; the "
        "groups depend on the codebook and are no finding. Definitions without a coded element are in none."
    )
    rows = tuple(_group(one, labels) for one in tables.definition_groups)
    empty = "Fewer than four definitions with an element: too few to group."
    return Sheet("Definition groups", "Definitions that are alike", note, header, rows, empty)


def skills_matrix(tables: ReviewTables, labels: Labels, counted: str) -> Sheet:
    """Study by skill, with the counts in the headings so that sorting and filtering leave them alone."""
    naming = {(one.study_id, one.code_id): one for one in tables.naming}
    states = {(one.study_id, one.code_id): one.state for one in tables.study_codes}
    quotes = {one.extract_id: one for one in tables.extracts if one.quote}
    rows = []
    for study in dict.fromkeys(report.study_id for report in included_reports(tables)):
        found = [naming.get((study, one.code_id)) for one in tables.skills]
        marks = [
            _mark(one, states.get((study, skill.code_id)), quotes)
            for one, skill in zip(found, tables.skills, strict=True)
        ]
        names = sum(one is not None and bool(one.counts_as) for one in found)
        rows.append((labels.study_links([study]), *marks, names))
    header = ("Study", *(f"{_name(one, labels)} ({one.present} of {one.assessed})" for one in tables.skills), "Skills")
    note = (
        f"{OWN}: of its own. {QUOTED}: only taken over from elsewhere; all that take it over from one source count "
        f"once, and from an included study there. {AGAINST}: contested, or nothing of it found. "
        f"{NOT_NAMED}: a person looked and found nothing. {UNKNOWN}: not assessable. Empty: nothing "
        f"coded, which is not absence. {counted}"
    )
    empty = "No study is included yet."
    return Sheet("Skills matrix", "Which study names which skill", note, header, _by_name(rows), empty)


def core_skills(tables: ReviewTables, labels: Labels) -> Sheet:
    """The core set at the declared threshold and beside it, and how firm it is."""
    header = (
        *("Threshold", "Declared", "Core skills", "Which", "Studies", "Changed by leaving out one"),
        *("Which study", "Same in resamples", "Empty in resamples", "Resamples"),
    )
    note = (
        "The declared threshold is the protocol's; the others show whether the set hangs on it. Resamples of the "
        "studies with replacement; none with fewer than five studies."
    )
    ordered = sorted(tables.core_sets, key=lambda one: one.threshold)
    rows = tuple(_core_set(one, labels) for one in ordered)
    return Sheet(
        "Core skills", "The core set of skills and its firmness", note, header, rows, "No skill is counted yet."
    )


def skill_stability(tables: ReviewTables, labels: Labels) -> Sheet:
    """Each skill with how often it is core in resamples, and the studies on which that hangs."""
    header = ("Skill", "Studies", "Of", "Core", "Core in resamples", "Changes without one of")
    note = "The last column: leaving out any one of these studies moves the skill into the core, or out of it."
    rows = tuple(
        (
            *(one.name or labels.code(one.code_id), one.present, one.assessed, "core" if one.core else ""),
            *(_share(one.core_resamples), labels.study_links(one.changes_without) or None),
        )
        for one in tables.skill_stability
    )
    return Sheet("Skill stability", "How firmly a skill is core", note, header, rows, "No skill is counted yet.")


def differences(tables: ReviewTables, labels: Labels) -> Sheet:
    """What studies with one value of a characteristic name more or less often than the others."""
    header = ("Characteristic", "Value", "Code", "With it", "Of", "Without it", "Of the others", "p", "p corrected")
    made = [one for one in tables.compared if one.compared]
    few: dict[tuple[str, str], int] = {}
    for one in tables.compared:
        if not one.compared:
            few[one.characteristic, one.value] = few.get((one.characteristic, one.value), 0) + 1
    rows = [_difference(one, labels) for one in sorted(made, key=lambda one: (one.p_value or 0, one.code_id))]
    rows += [
        (labels.code(field), value, f"{count:,} codes: too few studies, or all of them alike", *[None] * 6)
        for (field, value), count in sorted(few.items())
    ]
    note = (
        f"{len(made):,} comparisons were made, each exact (Fisher), where either group holds five studies or more and "
        "some but not all name the code; corrected for their number (Holm). A p value above .05 does not say that "
        "there is no difference."
    )
    empty = "The protocol names no characteristic to compare by (compare_by), or nothing is counted yet."
    return Sheet("Differences", "Who names what: studies compared", note, header, tuple(rows), empty)


def _element(code: str, found: set[str], ids: dict[str, str]) -> Cell:
    if code not in found:
        return ""
    return (Link(OWN, "extract", ids[code]),) if code in ids else OWN


def _overlap(one: Overlap) -> tuple[Cell, ...]:
    counted = (one.level.value, one.definitions, one.things, one.pairs, one.undefined)
    return (*counted, one.mean, one.low, one.high, one.by_chance, one.p_value, one.permutations, one.most_shared)


def _group(one: DefinitionGroup, labels: Labels) -> tuple[Cell, ...]:
    names = ["; ".join(labels.code(code) for code in codes) for codes in (one.shared, one.others)]
    whose = labels.study_links(one.origins)
    return (one.group_id, one.definitions, *names, one.mean_overlap, whose, _extracts(one.extract_ids))


def _mark(one: CodeNaming | None, state: CellState | None, quotes: dict[str, Extract]) -> Cell:
    if one is None:
        return ""
    if one.named == Naming.UNKNOWN:
        return UNKNOWN if state == CellState.NOT_ASSESSABLE else ""
    mark = MARKS[one.named]
    found = [quotes[name] for name in one.extract_ids if name in quotes]
    found.sort(key=lambda extract: extract.study_id != one.study_id)
    return (Link(mark, "extract", found[0].extract_id),) if found and one.named != Naming.NOT_NAMED else mark


def _core_set(one: CoreSet, labels: Labels) -> tuple[Cell, ...]:
    skills = "; ".join(labels.code(code) for code in one.skills)
    left = (one.studies, len(one.changing), labels.study_links(one.changing) or None)
    resampled = (_share(one.same_resamples), _share(one.empty_resamples), one.resamples)
    return (Share(one.threshold), "declared" if one.declared else "", one.size, skills, *left, *resampled)


def _difference(one: Difference, labels: Labels) -> tuple[Cell, ...]:
    names = (labels.code(one.characteristic), one.value, one.name)
    counts = (one.present, one.assessed, one.others_present, one.others_assessed)
    return (*names, *counts, one.p_value, one.p_corrected)


def _share(value: float | None) -> Cell:
    return None if value is None else Share(value)


def _extracts(ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(one, "extract", one) for one in sorted(set(ids)))


def _name(one: CodeCount, labels: Labels) -> str:
    return one.name or labels.code(one.code_id)


def _by_name(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(sorted(rows, key=lambda row: row[0][0].text if isinstance(row[0], tuple) and row[0] else ""))
