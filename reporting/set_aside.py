"""What did people write that is no event? Named with its file and line, so that nothing is lost without a word."""

from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from extraction.documents import SetAside
from identification.events import idle_replacements, read_events
from identification.tables import read_rows
from identification.vocabulary import EventKind


def set_aside_events(
    paths: Iterable[Path], people: Mapping[str, str], criteria: Container[str] | None = None
) -> list[SetAside]:
    """The lines that are no events of this team, each with its file and its fault."""
    events, unread = read_events(paths, people, criteria)
    remedy = "Mend the line, or make the decision again."
    aside = [SetAside(f"line {line.line}", f"review/events/{line.file}", line.why, remedy) for line in unread]
    why = "what it names in 'replaces' is no event of this person on this subject, so it replaces nothing"
    own = "Correct the id; only its author can replace an event."
    return aside + [SetAside(one.event_id, f"review/events/{one.kind}/", why, own) for one in idle_replacements(events)]


def set_aside_imports(paths: Iterable[Path | str]) -> list[SetAside]:
    """Decisions and codings of other tools that fit nothing here; rows without a title are headings and totals."""
    return [
        SetAside(f"row {row['row']}: {row['title']}", f"imports/{Path(path).name}", row["why"], _remedy(Path(path)))
        for path in paths
        for row in read_rows(path)
        if row["title"]
    ]


REMEDY = (
    "Add the DOI to the row or the record to the searches, or say whether the records that it fits are duplicates; "
    "then import it again, or decide on the record."
)


def _remedy(path: Path) -> str:
    return CODING_REMEDY if path.name.startswith("coding_") else REMEDY


CODING_REMEDY = (
    "Say which document or code it is (matches.csv, MAPPING or CODES) and import it again, or code the passage here."
)


def set_aside_strays(paths: Iterable[str]) -> list[SetAside]:
    """The files below review/events where no rule looks."""
    remedy = f"Move it into the folder of its kind ({', '.join(EventKind)}) and let it end in .jsonl."
    return [SetAside(Path(path).name, path, "no rule reads this file", remedy) for path in paths]
