"""What does the package hold? One page that leads each reader to the files that answer her questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting.contents import Cover, ReviewTables
from reporting.document_material import facts, marks
from reporting.document_words import TEXTS
from reporting.html_report import environment
from reporting.stages import DocumentMade, LoggedSearch

COMMISSIONER, REVIEWER, LIBRARIAN = "I commissioned this", "I review this", "I check the searches"
# Reader, what it is, what it answers, and its files; a file that is not built is not shown.
ENTRIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        COMMISSIONER,
        "Main messages",
        "What was found, and what follows from it?",
        ("documents/main_messages.html", "documents/main_messages.docx", "documents/main_messages.pdf"),
    ),
    (
        COMMISSIONER,
        "Summary",
        "What does the evidence say to each question, and what does it not say?",
        ("documents/summary.html", "documents/summary.docx", "documents/summary.pdf"),
    ),
    (
        COMMISSIONER,
        "Report",
        "How was it done, what was found, and how sure is it?",
        ("documents/report.html", "documents/report.docx", "documents/report.pdf"),
    ),
    (
        COMMISSIONER,
        "Evidence map",
        "Where are studies, and where are none?",
        ("evidence_map.html", "evidence_map.svg", "evidence_map.csv"),
    ),
    (COMMISSIONER, "Every claim with its quotes", "Which sentence of which page says so?", ("report.html",)),
    (
        REVIEWER,
        "Trace",
        "Where does this number come from?",
        ("trace.html", "claims.csv"),
    ),
    (
        REVIEWER,
        "Evidence tables",
        "Which studies, codes, quotes and judgements are behind it?",
        ("evidence_tables.xlsx",),
    ),
    (REVIEWER, "Checklists", "Which items of the reporting guidelines are met, and where?", ("checklists.csv",)),
    (REVIEWER, "Data package", "Can I recount everything from the files alone?", ("package.zip",)),
    (
        LIBRARIAN,
        "Search appendix",
        "What was searched, when, and with which words?",
        ("search_appendix.md",),
    ),
    (LIBRARIAN, "PRISMA flow", "How many records went where?", ("flow.svg", "flow.png", "flow.pdf")),
    (LIBRARIAN, "What sources share", "What did each source bring that no other did?", ("overlap.svg",)),
)
KILO = 1024  # bytes, as file managers count


@dataclass(frozen=True)
class Listed:
    """One thing of the package with the files that hold it, each with its format and size."""

    reader: str
    name: str
    answers: str
    files: tuple[tuple[str, str, str], ...]
    remark: str = ""


def render_index(
    cover: Cover,
    searches: Iterable[LoggedSearch],
    documents: Iterable[DocumentMade],
    package: Iterable[Path],
    *,
    folder: Path,
) -> str:
    """The index page as HTML text; `package` are the files that are built, `folder` that of the page."""
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in package}
    listed = list_package(sizes, list(documents))
    groups = [(reader, [one for one in listed if one.reader == reader]) for reader in dict.fromkeys(_readers(listed))]
    said = facts(cover, ReviewTables(search_log=tuple(searches)))
    template = environment().get_template("index.html.j2")
    return template.render(
        cover=cover, marks=marks(cover), facts=[one for one in said if one[0] != EVENT], groups=groups
    )


EVENT = "Last decision or coding"  # the page knows no events; the documents say it


def list_package(sizes: dict[str, int], documents: Sequence[DocumentMade]) -> list[Listed]:
    """What the package holds of all that it may hold, in the order of the readers; other files come last."""
    found = []
    for reader, name, answers, files in ENTRIES:
        built = tuple((file, _ending(file), size_words(sizes[file])) for file in files if file in sizes)
        if built:
            found.append(Listed(reader, name, answers, built, _remark(files[0], documents)))
    known = {file for *_, files in ENTRIES for file in files}
    rest = sorted(set(sizes) - known)
    return found + [Listed("Other files", one, "", ((one, _ending(one), size_words(sizes[one])),)) for one in rest]


def size_words(size: int) -> str:
    """A size as readers know it.

    >>> size_words(800), size_words(20_480), size_words(3_500_000)
    ('1 KB', '20 KB', '3.3 MB')
    """
    return f"{size / KILO**2:.1f} MB" if size >= KILO**2 else f"{max(1, round(size / KILO)):,} KB"


def _remark(file: str, documents: Iterable[DocumentMade]) -> str:
    """The pages of a document, and what of it nobody has written."""
    for one in documents:
        if Path(file).stem == one.document and file.startswith("documents/"):
            pages = f"{one.pages:,} {'page' if one.pages == 1 else 'pages'}"
            more = f" where {one.budget:,} are meant" if one.pages > one.budget else ""
            missing = (
                f"; not written yet: {', '.join(TEXTS[name].lower() for name in one.missing)}" if one.missing else ""
            )
            return f"{pages}{more}{missing}"
    return ""


def _ending(file: str) -> str:
    return {"docx": "Word", "xlsx": "Excel", "md": "text"}.get(Path(file).suffix[1:], Path(file).suffix[1:].upper())


def _readers(listed: Iterable[Listed]) -> list[str]:
    return [one.reader for one in listed]
