"""What stands in each of the three documents: main messages (1 page), summary (3) and report (25 at most)."""

from collections.abc import Callable, Iterable

from identification.wording import many
from reporting.document_answers import SHORT, answer, beside, messages
from reporting.document_material import MAP, REPORT, TRACE, WORKBOOK, Material, Question, entries, facts, marks, states
from reporting.document_methods import in_short, methods
from reporting.document_parts import Figure, Heading, Listing, Look, Paper, Paragraph, Part, Run, plain
from reporting.document_words import KINDS, PAGES
from reporting.readability import readability
from reporting.stages import FlowBox
from reporting.team_words import words_of


def compose(key: str, known: Material) -> Paper:
    """One document from the material, in as much detail as `known.room` leaves."""
    parts = COMPOSERS[key](known)
    return Paper(
        key=key,
        kind=KINDS[key],
        title=known.cover.title,
        marks=marks(known.cover),
        facts=facts(known.cover, known.tables),
        pages=PAGES[key],
        parts=tuple(parts),
        contents=key == "report",
        day=known.cover.last_event,
    )


def _main_messages(known: Material) -> list[Part]:
    parts = [*states(known.cover, whole=False), *known.written("main_messages")]
    parts.append(Heading(2, "What the evidence says"))
    for question in known.questions:
        parts += [
            Heading(3, _named(question)),
            *_at_most(messages(known, question, sentences=SHORT), ITEMS[known.room], "summary"),
        ]
    parts += [Heading(2, "Implications"), *known.written("implications")]
    return [*parts, _further(known)]


def _summary(known: Material) -> list[Part]:
    parts = [*states(known.cover, whole=False), Heading(2, "In brief"), *known.written("main_messages")]
    parts += known.written("summary")
    parts += [Heading(2, "Why and how"), *in_short(known)]
    parts.append(Heading(2, "What the evidence says"))
    for question in asked(known):
        parts += [
            Heading(3, _named(question)),
            *_at_most(messages(known, question, sentences=SHORT + known.room), MORE_ITEMS[known.room], "report"),
        ]
    parts += [Heading(2, "Research that would close gaps"), _research(known)]
    parts += [Heading(2, "Limitations"), *known.written("limitations")]
    parts += [Heading(2, "Implications"), *known.written("implications")]
    return [*parts, _further(known)]


def _report(known: Material) -> list[Part]:
    cover = known.cover
    parts: list[Part] = [*states(cover, whole=True), Heading(2, "Main messages"), *known.written("main_messages")]
    parts += [Heading(2, "Summary in plain language"), *_plain_language(known)]
    parts += known.words.get("summary", ()) and [Heading(2, "Summary"), *known.words["summary"]]
    parts += [Heading(2, "Questions and criteria"), *_questions(known)]
    parts += [Heading(2, "Methods"), *methods(known)]
    parts += [Heading(2, "Results"), Heading(3, "Flow of records and studies"), *in_short(known), *_flow(known)]
    parts += [Heading(3, "Included studies"), known.grid("Included studies", *_characteristics(known))]
    for question in asked(known):
        parts += [Heading(3, _named(question)), *answer(known, question)]
    parts += [Heading(3, "Confidence in the findings"), known.grid("Summary of findings", *FINDING_COLUMNS)]
    parts += [Heading(3, "What speaks against each other"), known.grid("Contradictions", *AGAINST_COLUMNS)]
    parts += [Heading(2, "Discussion"), *known.written("discussion")]
    parts += [Heading(2, "Limitations"), *known.written("limitations"), *_shortfalls(known)]
    parts += [Heading(2, "Implications"), *known.written("implications")]
    parts += [Heading(2, "Research that would close gaps"), known.grid("Recommendations", *RESEARCH_COLUMNS)]
    parts += [Heading(2, "Other information"), *_other(known)]
    return [*parts, Heading(2, "Appendices"), _appendices(known)]


Composer = Callable[[Material], list[Part]]
COMPOSERS: dict[str, Composer] = {"main_messages": _main_messages, "summary": _summary, "report": _report}
FINDING_COLUMNS = (
    *("Finding", "Summary of review finding", "Studies", "Contributing studies", "Confidence in the evidence"),
    "Explanation of CERQual assessment",
)
RESEARCH_COLUMNS = ("Research", "Population", "Question", "Design", "Why it is a gap")
ITEMS, MORE_ITEMS, SHORTFALLS = (2, 3, 6), (4, 8, 16), (5, 10, 20)  # of a list, by the room that a document has
OVERLAP_WIDTH = 0.6  # of the line: a picture beside the flow, not before it
AGAINST_COLUMNS = ("About", "Quote for", "Study for", "Quote against", "Study against")
APPENDICES = (
    (TRACE, "every claim, its quotes on their pages, and the way back to the search"),
    (MAP, "where evidence is and where none is, with the figures and their numbers"),
    (REPORT, "every claim with its studies, quotes and pages, to be read in one go"),
    (WORKBOOK, "every evidence table in full"),
    ("search_appendix.md", "every strategy as it was run, and PRISMA-S"),
    ("flow.svg", "the PRISMA 2020 flow"),
)


def asked(known: Material) -> list[Question]:
    """The questions of the protocol, then what none of them claims."""
    more = beside(known)
    return [*known.questions, *([more] if more else [])]


def _named(question: Question) -> str:
    return f"{question.name}: {question.text}" if question.name else question.text


def _at_most(parts: Iterable[Part], most: int, where: str) -> list[Part]:
    """The first items of each list, as many as a page has room for; how many are left out is said."""
    found: list[Part] = []
    for one in parts:
        if isinstance(one, Listing) and len(one.items) > most:
            rest = (Run(f"{len(one.items) - most:,} more in the {where}.", Look.EMPHASIS),)
            one = Listing((*one.items[:most], rest), one.ordered, ())
        found.append(one)
    return found


def _further(known: Material) -> Part:
    named = [(TRACE, " (quotes on their pages)"), (REPORT, " (all claims)"), (WORKBOOK, " (tables)")]
    links = [(Run(file, link=file), Run(what)) for file, what in named if file in known.files]
    words = [run for place, pair in enumerate(links) for run in ((Run(", "),) if place else ()) + pair]
    return Paragraph(
        (Run("Where each number comes from: "), *(words or [Run("the folder tables")]), Run(".")), Look.NOTE
    )


def _plain_language(known: Material) -> list[Part]:
    parts = list(known.written("plain_language"))
    if "plain_language" in known.words:
        parts.append(plain(readability_words(words_of(parts)), look=Look.NOTE))
    return parts


def readability_words(text: str) -> str:
    """How easily a text is read, in a sentence that says what the scores mean."""
    found = readability(text)
    if found.ease is None or found.grade is None:
        return "There is no word whose readability could be measured."
    words = f"{many(found.words, 'word')} in {many(found.sentences, 'sentence')}"
    return (
        f"Readability of this summary: Flesch Reading Ease {found.ease:.0f} (60 or more is plain English), "
        f"Flesch-Kincaid grade {found.grade:.1f} ({words}; made for English)."
    )


def _questions(known: Material) -> list[Part]:
    cover = known.cover
    parts: list[Part] = [entries(cover.questions, "No question has been written into the protocol yet.")]
    if cover.elements:
        parts += [Heading(3, f"Framework: {cover.framework}"), entries(cover.elements, "")]
    parts += [Heading(3, "Included were works that met each of these"), entries(cover.include, "None is written yet.")]
    return [*parts, Heading(3, "Excluded for"), entries(cover.exclude, "None is written yet.")]


def _flow(known: Material) -> list[Part]:
    if not known.flow:
        return [plain("The flow has not been counted yet.", look=Look.NOTE)]
    caption = (
        "PRISMA 2020 flow. Dashed boxes are still to be decided by people; the sheet \u201cFlow\u201d has its numbers."
    )
    parts: list[Part] = [Figure(known.flow, caption, _flow_alt(known.tables.flow))]
    if known.overlap:
        said = "Unique records of each source: dark where no other source brought them, light where another did."
        parts.append(
            Figure(known.overlap, f"{said} The sheet \u201cOverlap\u201d has its numbers.", said, OVERLAP_WIDTH)
        )
    return parts


def _flow_alt(boxes: Iterable[FlowBox]) -> str:
    return "Flow of records: " + "; ".join(
        f"{one.label} {'unknown' if one.count is None else format(one.count, ',')}" for one in boxes
    )


def _characteristics(known: Material) -> tuple[str, ...]:
    """The columns of the table of included studies that fit a page: the study, and the first characteristics."""
    return known.sheets["Included studies"].header[:1] + known.sheets["Included studies"].header[2:7]


def _shortfalls(known: Material) -> list[Part]:
    if not known.cover.shortfalls:
        return []
    lead = plain("What this run could not use, or does not do:")
    most = SHORTFALLS[known.room]
    items = [(Run(one),) for one in known.cover.shortfalls[:most]]
    if len(known.cover.shortfalls) > most:
        items.append((Run(f"{len(known.cover.shortfalls) - most:,} more; all stand on the last page of {REPORT}."),))
    return [lead, Listing(tuple(items))]


def _research(known: Material) -> Part:
    items = tuple(
        (Run(f"{one.research_id}: ", Look.STRONG), Run(f"{one.question} ({one.population} {one.design})"))
        for one in known.tables.research
    )
    return Listing(items) if items else plain("No research has been recommended yet.", look=Look.NOTE)


def _other(known: Material) -> list[Part]:
    cover = known.cover
    parts = list(known.written("other_information"))
    said = [("Funding", cover.funding), ("Interests", cover.interests), ("Commissioned by", cover.commissioner)]
    return [*parts, Listing(tuple((Run(f"{name}: ", Look.STRONG), Run(text or "not recorded")) for name, text in said))]


def _appendices(known: Material) -> Part:
    built = [
        (file, what) for file, what in APPENDICES if file in known.files or file not in (REPORT, WORKBOOK, TRACE, MAP)
    ]
    return Listing(tuple((Run(file, link=file), Run(f": {what}")) for file, what in built))
