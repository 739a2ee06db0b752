"""Where do themes hold, what do they leave out, and what would change the results? Sheets beside that of the themes."""

from collections.abc import Iterable

from extraction.documents import Extract
from identification.wording import many
from reporting.cells import Cell, Link, Share, Sheet
from reporting.confidence_sheets import confidence_sheets
from reporting.contents import Cover, ReviewTables
from reporting.labels import Labels
from synthesis.saturation import RULE
from synthesis.theme_tables import Contradiction, Proposal, Sensitivity

NOT_KNOWN = "not known"
# Beside it stands the rule with what was looked at.
NONE_FOUND = "none was found to leave out"
CHANGES = "What rests on what"


def theme_sheets(tables: ReviewTables, labels: Labels, cover: Cover) -> list[Sheet]:
    """The sheets on themes and on what was tested, then those on findings and confidence."""
    return [
        theme_contexts(tables, labels),
        themes_together(tables, labels),
        outside_themes(tables, labels),
        theme_proposals(tables, labels),
        saturation(tables, labels),
        saturation_curve(tables),
        sensitivity(tables, labels),
        contradictions(tables, labels),
        *confidence_sheets(tables, labels, cover),
    ]


def theme_contexts(tables: ReviewTables, labels: Labels) -> Sheet:
    """The countries, designs and settings of the studies of each theme."""
    names = _names(tables)
    rows = tuple(
        (
            names.get(one.theme_id, one.theme_id),
            one.name,
            one.value or NOT_KNOWN,
            one.studies,
            one.of,
            labels.study_links(one.study_ids),
        )
        for one in tables.theme_contexts
    )
    header = ("Theme", "Characteristic", "Value", "Studies", "Of", "Which studies")
    note = (
        "A study of two countries stands under each. Not known: nobody extracted it, or the study only quotes a source "
        "outside the review, whose context its own does not tell."
    )
    empty = "No theme has been named, or no characteristic extracted yet."
    return Sheet("Theme contexts", "Where each theme holds", note, header, rows, empty)


def themes_together(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every two themes with the studies in which both are found."""
    names = _names(tables)
    rows = tuple(
        (
            names.get(one.theme_a, one.theme_a),
            names.get(one.theme_b, one.theme_b),
            one.studies_a,
            one.studies_b,
            one.both,
            "one rests on the other" if one.nested else "",
            labels.study_links(one.study_ids),
        )
        for one in tables.theme_pairs
    )
    header = ("Theme", "Other theme", "Studies", "Studies of the other", "Both", "Made of each other", "Which studies")
    note = "Found in one study is not said of each other: it shows where both can be read, and no link between them."
    title = "Which themes are found together"
    return Sheet("Themes together", title, note, header, rows, "There are no two themes yet.")


def outside_themes(tables: ReviewTables, labels: Labels) -> Sheet:
    """The quotes of each code that no theme takes up."""
    rows = tuple(
        (
            labels.family(one.code_id),
            one.name,
            one.quotes,
            one.outside,
            one.studies,
            labels.study_links(one.study_ids),
            _extracts(one.extract_ids),
        )
        for one in tables.outside_themes
        if one.outside
    )
    header = ("Family", "Code", "Quotes", "In no theme", "Studies", "Which studies", "Extracts")
    note = (
        "A quote that two people coded is one. In no theme: neither for nor against one. Studies are those all of "
        "whose quotes of the code are outside."
    )
    empty = "Every quote is in a theme, or none is coded."
    return Sheet("Outside themes", "What is in no theme", note, header, rows, empty)


def theme_proposals(tables: ReviewTables, labels: Labels) -> Sheet:
    """Groups of quotes that fit no code, or why there is none."""
    quotes = {one.extract_id: one for one in tables.extracts}
    names = _names(tables)
    rows = tuple(_proposal(one, quotes, names, labels) for one in tables.theme_proposals)
    header = (
        *("Proposal", "Quotes", "Studies", "Typical words", "Stability", "By chance", "Typical quotes", "Taken up in"),
        *("What it is", "Extracts"),
    )
    note = (
        "Quotes that fit no code, grouped by their words. A person names, merges, splits or refuses a group; no "
        "program names one. Stability: mean Jaccard likeness when quotes are redrawn; by chance: what groups of "
        "shuffled words reach."
    )
    empty = "No quote outside the codebook has been looked at yet."
    return Sheet("Theme proposals", "Groups of what fits no code", note, header, rows, empty)


def saturation(tables: ReviewTables, labels: Labels) -> Sheet:
    """Whether further studies still bring new codes, by family."""
    rows = tuple(
        (
            one.family,
            one.studies,
            one.codes,
            None if one.reached is None else Share(one.reached),
            one.after,
            one.outside,
            one.sentence,
            labels.study_links(one.study_ids),
        )
        for one in tables.saturation
    )
    header = ("Family", "Studies", "Codes", "Rule met", "After", "Fit no code", "Statement", "Which studies")
    note = f"Rule met: the share of orders in which the stopping rule is met before the studies end. {RULE}"
    return Sheet("Saturation", "Do further studies bring new codes?", note, header, rows, "Nothing has been coded yet.")


def saturation_curve(tables: ReviewTables) -> Sheet:
    """How many codes are known after each further study."""
    rows = tuple((one.family, one.studies, one.codes, one.low, one.high, one.fresh) for one in tables.saturation_curve)
    header = ("Family", "After studies", "Codes, mean", "From", "To", "New codes, mean")
    note = "Over random orders of the studies; from and to hold the middle 95 % of orders."
    title = "Codes known after each further study"
    return Sheet("Saturation curve", title, note, header, rows, "Nothing has been coded yet.")


def sensitivity(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every number before and after something is left out on trial, what changes first."""
    tested = sorted(tables.sensitivity, key=lambda one: (not one.changed, one.order))
    rows = tuple(
        (
            *_trial(one),
            one.statement or NONE_FOUND,
            one.before,
            one.after,
            "yes" if one.changed else "no",
            one.note,
            labels.study_links(one.study_ids),
        )
        for one in tested
    )
    header = (
        *("Left out", "Which", "Studies left out", "Remain", "Number", "Before", "After", "Changed", "Rule"),
        "Which studies",
    )
    note = "Left out on trial only: the results of the review are those before."
    empty = "Nothing has been coded yet."
    return Sheet("Sensitivity", "What changes when studies are left out", note, header, rows, empty)


def sensitivity_changes(tables: ReviewTables) -> Sheet:
    """One row for each thing left out on trial, with the numbers that change: what the report prints."""
    found: dict[tuple[Cell, ...], list[Sensitivity]] = {}
    for one in tables.sensitivity:
        found.setdefault(_trial(one), []).append(one)
    rows = tuple((*trial, _changes(tested), tested[0].note) for trial, tested in found.items())
    header = ("Left out", "Which", "Studies left out", "Remain", "What changes", "Rule")
    return Sheet(CHANGES, "What changes when it is left out", "", header, rows, "Nothing has been coded yet.")


def contradictions(tables: ReviewTables, labels: Labels) -> Sheet:
    """Quotes that speak against each other, side by side."""
    rows = tuple(_contradiction(one, labels) for one in tables.contradictions)
    header = (
        *("How", "About", "Perspective", "Studies for", "Quote for", "Study for", "Page for", "Extract for"),
        *("Studies against", "Quote against", "Study against", "Page against", "Extract against"),
    )
    note = "Each quote against has one row, beside a quote of another study where there is one."
    empty = "No contradiction between independent studies is coded, and no negative case of a theme is named."
    return Sheet("Contradictions", "What speaks against each other", note, header, rows, empty)


def _names(tables: ReviewTables) -> dict[str, str]:
    return {theme.theme_id: f"{theme.theme_id}: {theme.name}" for theme in tables.themes}


def _extracts(ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(one, "extract", one) for one in ids)


def _proposal(one: Proposal, quotes: dict[str, Extract], names: dict[str, str], labels: Labels) -> tuple[Cell, ...]:
    typical = " / ".join(quotes[extract].quote for extract in one.typical if extract in quotes)
    scores = [None if score is None else round(score, 2) for score in (one.stability, one.by_chance)]
    taken = "; ".join(names.get(theme, theme) for theme in one.taken_up)
    head = (one.proposal_id or "none", one.quotes, one.studies, ", ".join(one.words))
    return (*head, *scores, typical, taken, one.sentence, _extracts(one.extract_ids))


def _trial(one: Sensitivity) -> tuple[Cell, ...]:
    return (one.left_out.value, one.which, one.studies, one.remain)


def _changes(tested: Iterable[Sensitivity]) -> str:
    listed = [one for one in tested if one.statement]
    if not listed:
        return NONE_FOUND
    moved = [one for one in listed if one.changed and _counted(one.before) != _counted(one.after)]
    said = [f"{one.statement}: {one.before} becomes {one.after}" for one in moved]
    if shares := sum(one.changed for one in listed) - len(moved):
        said.append(f"{many(shares, 'number')} by the denominator alone")
    return "; ".join(said) or f"none of the {len(listed)} numbers"


def _counted(number: str) -> str:
    """What a number counts, without that of which it is a part."""
    return number.split(" of ")[0]


def _contradiction(one: Contradiction, labels: Labels) -> tuple[Cell, ...]:
    pro: tuple[Cell, ...] = (None, None, None, None)
    if one.extract_for:
        pro = (one.quote_for, labels.study_links([one.study_for]), one.page_for, _extracts([one.extract_for]))
    place = (labels.study_links([one.study_against]), one.page_against, _extracts([one.extract_against]))
    head = (one.kind.value, f"{one.subject}: {one.name}", one.perspective, one.studies_for)
    return (*head, *pro, one.studies_against, one.quote_against, *place)
