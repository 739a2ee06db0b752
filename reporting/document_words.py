"""What are the documents called, how long may they be, and which texts of the team does each print?"""

from collections.abc import Iterable, Mapping

from reporting.stages import DocumentMade

FOLDER = "review/report"
# Every text that people write, and what it is for; the names are those of the files, less ".md".
TEXTS: Mapping[str, str] = {
    "main_messages": "Main messages",
    "implications": "Implications",
    "summary": "Summary in the team's words",
    "plain_language": "Summary in plain language",
    "discussion": "Discussion",
    "limitations": "Limitations",
    "other_information": "Other information",
}
KINDS: Mapping[str, str] = {"main_messages": "Main messages", "summary": "Summary", "report": "Report"}
# Pages by the 1:3:25 format (Canadian Health Services Research Foundation 2001, Communication Notes: Reader-Friendly
# Writing - 1:3:25).
PAGES: Mapping[str, int] = {"main_messages": 1, "summary": 3, "report": 25}
TEXTS_OF: Mapping[str, tuple[str, ...]] = {
    "main_messages": ("main_messages", "implications"),
    "summary": ("main_messages", "summary", "limitations", "implications"),
    "report": ("main_messages", "plain_language", "discussion", "limitations", "implications", "other_information"),
}


def document_steps(made: Iterable[DocumentMade]) -> list[str]:
    """What the documents still wait for: texts that people write, and pages that are too many."""
    listed = list(made)
    missing = list(dict.fromkeys(name for one in listed for name in one.missing))
    steps = [
        f"The team has not written {FOLDER}/{name}.md, which {_spoken(name, listed)} prints: write it in Markdown"
        for name in missing
    ]
    return steps + [
        f"The {one.document.replace('_', ' ')} has {one.pages:,} pages where {one.budget:,} are meant: shorten the "
        f"team's texts in {FOLDER}"
        for one in listed
        if one.pages > one.budget
    ]


def _spoken(name: str, made: Iterable[DocumentMade]) -> str:
    return " and ".join(f"the {one.document.replace('_', ' ')}" for one in made if name in one.missing)
