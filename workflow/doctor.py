"""What the doctor looks at: exports, one file that is not logged yet, what git keeps, and copies of event files."""

import subprocess
from pathlib import Path

from identification.doctor import describe, examine_export
from identification.errors import InputError
from identification.event_copies import describe_copies, find_copies
from identification.records import Search
from identification.tables import read_table
from identification.vocabulary import EventKind
from workflow.asking import Values, path_of, review_of
from workflow.review import LISTS, OWN

# What of these folders belongs in a repository: tables about the texts, and strategies.
KEPT = {*(name.strip("/") for name in OWN), *LISTS, ".gitkeep", ".gitignore", "README.md"}
TEXTS = ("review/searches", "review/fulltexts", "review/imports")
OWN_ENDINGS = ("_not_imported.csv", "_no_longer_in_tool.csv", "manifest.jsonl")


def doctor(values: Values) -> str:
    """Every export of a review, or the one of FILE, described; a file that cannot be read does not stop the others."""
    if values.get("FILE"):
        path = path_of(values["FILE"])
        if not path.is_file():
            raise InputError(f"there is no file {path}.", remedy="Check FILE.")
        return describe([examine_export(path, Search(path.name, "", columns=values.get("COLUMNS", "")))])
    review = review_of(values)
    folder = review / TEXTS[0]
    log = folder / "searches.csv"
    searches = [one for one in (read_table(log, Search) if log.exists() else []) if one.file]
    found = describe(examine_export(folder / search.file, search) for search in searches)
    events = (file for kind in EventKind for file in (review / "review/events" / kind).rglob("*.jsonl"))
    copies = [f"{one}." for one in describe_copies(find_copies(events))]
    said = (found or "No export is logged in searches.csv yet.", _tracked(review), "\n".join(copies))
    return "\n\n".join(filter(None, said))


def _tracked(review: Path) -> str:
    """What git keeps of publishers' texts, as a warning; nothing where there is no git or none of them."""
    words = ["git", "-C", str(review), "ls-files", "-z", "--", *TEXTS]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    held = [file for file in done.stdout.split("\0") if file and "/strategies/" not in file]
    files = [file for file in held if Path(file).name not in KEPT and not file.endswith(OWN_ENDINGS)]
    if not files:
        return ""
    return (
        f"Git keeps publishers' texts, which must not be shared: {', '.join(files[:5])}{', ...' * (len(files) > 5)}.\n"
        "Take them out with: git rm --cached FILE. Leave them out with the .gitignore that `make new` writes."
    )
