"""What does the evidence say to each question of the protocol? Generated sentences with counts, findings and tables."""

import re
from collections.abc import Iterable, Sequence

from identification.wording import many
from reporting.cells import Cell, anchor
from reporting.document_material import Material, Question
from reporting.document_parts import Grid, Heading, Listing, Look, Paragraph, Part, Run, Words, plain
from reporting.gap_sheets import cell_name
from reporting.labels import Labels
from synthesis.statements import CodeCount, GapCell
from synthesis.theme_tables import Finding

ROLE_SHEETS = {
    "definitions": ("Definition elements", ("Element", "Definitions", "Of", "Share", "Whose definitions")),
    "skills": ("Skills", ("Skill", "Core", "Studies", "Of", "Share", "Which studies")),
    "matrix": ("Barriers and enablers", ("Family", "Code", "Studies", "Of", "Share", "Which studies")),
}
HEADLINE_SHEETS = {
    "definitions": ("Definition elements", "Definition overlap", "Definitions", "Included studies"),
    "skills": ("Skills", "Core skills", "Skill stability"),
}
GAP_SHEETS = ("Gap statements", "Gap statement parts")
JUDGED_NOT = "confidence not judged yet"


def messages(known: Material, question: Question, *, sentences: int) -> list[Part]:
    """The answer to one question as a list: generated sentences, then the findings that people wrote."""
    items: list[Words] = []
    sheets: list[str] = []
    said = (*_said(known, question, sentences), *_findings(known, question, whole=sentences > SHORT))
    for words, named in (*said, *_families(known, question)):
        items.append(words)
        sheets += named
    if not items:
        return [plain("Nothing has been counted on this question yet.", look=Look.NOTE)]
    return [Listing(tuple(items), sheets=tuple(dict.fromkeys(sheets)))]


def answer(known: Material, question: Question) -> list[Part]:
    """The answer to one question at full length, with its tables and the statements of gaps cell by cell."""
    parts = messages(known, question, sentences=WHOLE)
    parts += [one for role in ROLE_SHEETS for one in _table(known, question, role)]
    gaps = [cell for cell in known.tables.gaps if _family(cell.code_id) in question.families]
    if gaps:
        parts += [Heading(4, "What is missing, cell by cell"), *_cells(known, gaps)]
    themes = _themes_of(known, question)
    return parts + themes


def beside(known: Material) -> Question | None:
    """What no question of the protocol claims, under a heading of its own; None when everything is claimed."""
    claimed = {one for question in known.questions for one in question.families}
    named = {question.name for question in known.questions}
    coded = {code.family: code.role for code in known.cover.codes}
    left = tuple(one for one, role in coded.items() if one not in claimed and role not in ("characteristics", ""))
    loose = any(one.question not in named for one in known.tables.findings)
    title = "Answers to all questions" if not claimed else "Beside the questions"
    return Question("", title, left) if left or loose else None


def first_sentences(text: str, count: int) -> str:
    """The first sentences of a text that this program wrote.

    >>> first_sentences("3 of 4 do. No more than 1.5 %. It ends.", 2)
    '3 of 4 do. No more than 1.5 %.'
    """
    return " ".join(re.split(r"(?<=[.!?]) (?=[A-Z0-9])", text)[:count])


SHORT, WHOLE = 2, 99  # sentences of a headline on one page, and as many as there are


def _said(known: Material, question: Question, sentences: int) -> Iterable[tuple[Words, tuple[str, ...]]]:
    roles = {code.role for code in known.cover.codes if code.family in question.families}
    cells = {cell.cell_id: cell for cell in known.tables.gaps}
    for one in known.tables.headlines:
        cell = cells.get(one.headline_id)
        if cell and _family(cell.code_id) in question.families:
            yield _gap_words(known, cell, sentences), GAP_SHEETS
        elif one.headline_id in roles:
            words = (Run(first_sentences(one.sentence, sentences)), *_shown(known, "headline", one.headline_id))
            yield words, HEADLINE_SHEETS[one.headline_id]
        elif not cell and one.headline_id not in HEADLINE_SHEETS and not question.name:
            yield (Run(first_sentences(one.sentence, sentences)),), ()


def _families(known: Material, question: Question) -> Iterable[tuple[Words, tuple[str, ...]]]:
    """How often the codes of barriers, enablers and the like were named, family by family."""
    for family in question.families:
        if found := [one for one in known.tables.matrices if one.family == family]:
            yield (Run(_counted(found, known.labels)),), ("Barriers and enablers",)


def _gap_words(known: Material, cell: GapCell, sentences: int) -> Words:
    """What was found, word for word; how sure one can be; and, at length, what could have hidden it."""
    parts = [(str(cell.claim).capitalize(), cell.says_counted), ("How sure", cell.says_bound)]
    if sentences > SHORT:
        parts += [("Could the searches have found it", cell.says_reach)]
        parts += [("What nobody has seen", cell.says_coverage), ("What would change it", cell.says_tipping)] * bool(
            cell.assessed
        )
    words: list[Run] = []
    for name, text in parts:
        if text:
            words += [Run(f"{' ' if words else ''}{name}: ", Look.STRONG), Run(text)]
            words += _found(known, cell) if text == cell.says_counted else ()
    return (*words, *_shown(known, "gap", cell.cell_id))


def _shown(known: Material, kind: str, subject: str) -> Words:
    """The link to the place where the quotes of a sentence stand, where that is built."""
    place = known.places.get(anchor(kind, subject), "")
    return (Run(" "), Run("Show me", link=place), Run(".")) if place else ()


def _found(known: Material, cell: GapCell) -> Words:
    """The first quotes that report on a cell, each with its study and page; one that states an absence is none."""
    counts = {one.extract_id for one in known.tables.evidence if one.counts_as_evidence} & set(cell.extract_ids)
    carry = [one for one in known.tables.extracts if one.extract_id in counts and one.quote]
    words: list[Run] = []
    for one in carry[:QUOTES_SHOWN]:
        said = f"{known.labels.study(one.study_id)}, page {one.page}"
        place = known.places.get(anchor("extract", one.extract_id), "")
        words += [Run(f" \u201c{one.quote}\u201d (", Look.PLAIN), Run(said, link=place), Run(").")]
    more = len(carry) - QUOTES_SHOWN
    return (*words, Run(f" {many(more, 'more quote')}.")) if more > 0 else tuple(words)


def _counted(found: Sequence[CodeCount], labels: Labels) -> str:
    """How many codes of a family any study names, and the commonest with its count."""
    named = [one for one in found if one.present]
    family = labels.family(found[0].code_id)
    if not any(one.assessed or one.elsewhere for one in found):
        return f"{family}: nobody has recorded a look through any study."
    if not named:
        return f"{family}: none of {many(len(found), 'code')} is named by a study that was looked at."
    if all(one.present == 1 for one in named):
        others = f" and {many(len(named) - MOST_NAMED, 'other')}" if len(named) > MOST_NAMED else ""
        listed = ", ".join(one.name or labels.code(one.code_id) for one in named[:MOST_NAMED])
        each = "each by one study" if len(named) > 1 else "by one study"
        return (
            f"{family}: {len(named):,} of {many(len(found), 'code')} named, {each} of {_of(named)}: {listed}{others}."
        )
    most = max(named, key=lambda one: (one.present, -found.index(one)))
    equal = [one.name or labels.code(one.code_id) for one in named if one.present == most.present]
    others = f" and {many(len(equal) - MOST_NAMED, 'other')}" if len(equal) > MOST_NAMED else ""
    return (
        f"{family}: {len(named):,} of {many(len(found), 'code')} named; most often "
        f"{', '.join(equal[:MOST_NAMED])}{others} ({most.present:,} of {many(most.assessed, 'study')})."
    )


def _of(named: Sequence[CodeCount]) -> str:
    return f"{max(one.assessed for one in named):,}"


QUOTES_SHOWN = 2  # of a gap cell in which something was found
MOST_NAMED = 3  # names that a sentence lists before it counts the rest


def _findings(known: Material, question: Question, *, whole: bool) -> Iterable[tuple[Words, tuple[str, ...]]]:
    named = {one.name for one in known.questions}
    for one in known.tables.findings:
        if one.question == question.name or (not question.name and one.question not in named):
            words = (*_finding_words(one, whole=whole), *_shown(known, "finding", one.finding_id))
            yield words, ("Summary of findings",)


def _finding_words(one: Finding, *, whole: bool) -> Words:
    level = f"{one.confidence} confidence" if one.confidence else JUDGED_NOT
    why = f" {one.explanation}" if whole and one.explanation else ""
    tail = f" ({level}; {many(one.studies, 'study')}.{why})" if why else f" ({level}; {many(one.studies, 'study')})"
    return (Run(f"{one.finding_id}: ", Look.STRONG), Run(one.statement), Run(tail))


def _table(known: Material, question: Question, role: str) -> Iterable[Grid]:
    """The counts of the families of one role, the commonest first; what nobody looked for has no row."""
    families = {code.family for code in known.cover.codes if code.role == role} & set(question.families)
    if families:
        name, columns = ROLE_SHEETS[role]
        names = {known.labels.family(one) for one in families}
        header = known.sheets[name].header
        looked = [header.index(one) for one in ("Of", "Without full look") if one in header]

        def wanted(row: tuple[Cell, ...]) -> bool:
            return any(row[place] for place in looked) and (role != "matrix" or row[0] in names)

        yield known.grid(name, *columns, wanted=wanted, first="Definitions" if role == "definitions" else "Studies")


def _cells(known: Material, gaps: Sequence[GapCell]) -> list[Part]:
    rows = [one for one in gaps if not one.is_family] or list(gaps)
    names = {(cell_name(one, known.labels), one.perspective) for one in rows}
    columns = ("Cell", "Perspective", "May be read as", "Present", "Assessed", "At most (one-sided 95 %)")
    table = known.grid("Gap statements", *columns, wanted=lambda row: (row[1], row[2]) in names)
    none = [one for one in rows if one.assessed and not one.present]
    beside = "" if len(rows) == len(gaps) else ", beside those of the family as a whole,"
    counted = f"In {len(none):,} of {many(len(rows), 'cell')}{beside}"
    return [plain(f"{counted} nothing was found in any study that a person looked through."), table]


def _themes_of(known: Material, question: Question) -> list[Part]:
    """The themes on which the findings of a question stand, each with one quote and its page."""
    wanted = {one for found in known.tables.findings if found.question == question.name for one in found.themes}
    quotes = {one.extract_id: one for one in known.tables.extracts}
    parts: list[Part] = []
    for theme in known.tables.themes:
        if theme.theme_id not in wanted:
            continue
        link = known.places.get(anchor("theme", theme.theme_id), "")
        head = (Run(theme.name, Look.STRONG, link), Run(f" ({many(theme.studies, 'study')}): {theme.statement}"))
        parts.append(Paragraph(head, sheets=("Themes",)))
        for one in [quotes[name] for name in theme.extract_ids if name in quotes][:1]:
            place = known.places.get(anchor("extract", one.extract_id), "")
            source = f"{known.labels.study(one.study_id)}, page {one.page}"
            parts.append(Paragraph((Run(f"\u201c{one.quote}\u201d "), Run(source, link=place)), Look.QUOTE))
    return [Heading(4, "Themes"), *parts] if parts else []


def _family(code_id: str) -> str:
    return code_id.split(".")[0]
