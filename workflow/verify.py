"""Does a data package hold what it says? Every hash and every number again, from the package alone."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extraction.documents import Extract
from extraction.selectors import AnchoredQuote
from extraction.text_layer import Page
from identification.errors import InputError
from identification.tables import read_lines, read_rows, read_table
from identification.wording import many
from reporting.conduct import file_hash
from reporting.crate import METADATA
from reporting.leaving_package import hash_of
from reporting.package_differences import Difference, check_quotes, compare_rows
from reporting.package_ground import Ground
from reporting.package_tables import EVENTS, FILES, PackagedEvent, PackagedFile
from reporting.recounting import not_recounted, recount
from workflow.asking import ROOT, Values, path_of, wanted

SCHEMAS = ROOT / "workflow/schemas"
# What Snakemake leaves in a folder that it watches; the zip has none.
COUNTED_FROM = ("identification", "screening", "extraction")
SNAKEMAKES = ".snakemake_timestamp"
Check = Callable[[Path], tuple[str, list[Difference]]]


def verify(values: Values) -> str:
    """Compute every hash and number of a data package again, and say what holds; what differs is an `InputError`."""
    with _opened(path_of(wanted(values, "PACKAGE", "the data package, a folder or a zip"))) as folder:
        said, differences = verified(folder)
    if differences:
        listed = "\n".join(f"  {one}" for one in differences)
        verb = "differs" if len(differences) == 1 else "differ"
        raise InputError(f"{listed}\n{many(len(differences), 'thing')} in this package {verb} from what it says.")
    return "\n".join([*said, "Nothing differs."])


def verified(folder: Path) -> tuple[list[str], list[Difference]]:
    """What holds in a package, in sentences, and everything that differs, by file, row and column."""
    said, differences = [], []
    for check in (_files, _crate, _events, _quotes, _numbers):
        try:
            sentence, found = check(folder)
        except (InputError, OSError, KeyError, TypeError, ValueError) as fault:
            sentence, found = "", [Difference(_subject(check), why=f"cannot be read ({str(fault).rstrip('.')})")]
        differences += found
        said += [] if found else [sentence]
    return said, differences


@contextmanager
def _opened(package: Path) -> Iterator[Path]:
    """The folder of a package, which a zip is unpacked into for as long as it is looked at."""
    if package.is_dir():
        yield _root(package)
        return
    if not zipfile.is_zipfile(package):
        raise InputError(f"{package} is no folder and no zip.", remedy="Name the package: PACKAGE=package.zip")
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(package) as archive:
        archive.extractall(place)
        yield _root(Path(place))


def _root(folder: Path) -> Path:
    if not (folder / FILES).is_file():
        raise InputError(f"there is no {FILES} in {folder}.", remedy="Name a data package that this software wrote.")
    return folder


def _subject(check: Check) -> str:
    subjects: dict[Check, str] = {_files: FILES, _crate: METADATA, _events: EVENTS}
    return subjects.get(check, "results")


def _files(folder: Path) -> tuple[str, list[Difference]]:
    """Every file against its hash, and no file beside them."""
    listed = [one for one in read_table(folder / FILES, PackagedFile) if not one.stays]
    paths = {one.path for one in listed} | {FILES}
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != SNAKEMAKES)
    there = sorted(path.relative_to(folder).as_posix() for path in files)
    found = [Difference(path, why=f"{FILES} does not name this file") for path in there if path not in paths]
    found += [Difference(one.path, why="this file is missing") for one in listed if one.path not in there]
    for one in listed:
        if one.path in there and (hashed := file_hash(folder / one.path)) != one.sha256:
            found.append(Difference(one.path, f"row of {FILES}", "sha256", one.sha256, hashed))
    seal = f"{FILES} itself has sha256 {file_hash(folder / FILES)}: compare it with the one that the team gives you."
    return f"{many(len(listed), 'file')} have the hash that {FILES} states. {seal}", found


def _crate(folder: Path) -> tuple[str, list[Difference]]:
    """The hashes and files that the metadata name."""
    graph = json.loads((folder / METADATA).read_text(encoding="utf-8"))["@graph"]
    hashed = {one["name"]: one["sha256"] for one in _named(graph)}
    listed = {one.path: one.sha256 for one in read_table(folder / FILES, PackagedFile) if not one.stays}
    wrong = [path for path in hashed if hashed[path] != listed.get(path)]
    found = [Difference(METADATA, path, "sha256", listed.get(path, ""), hashed[path]) for path in wrong]
    lacking = [path for path in listed if path not in hashed and path != METADATA]
    found += [Difference(METADATA, why=f"does not name {path}") for path in lacking]
    return f"{METADATA} names {many(len(hashed), 'file')} with the same hashes.", found


def _named(graph: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"name": unquote(one["@id"]), "sha256": one["sha256"]} for one in graph if "sha256" in one]


def _events(folder: Path) -> tuple[str, list[Difference]]:
    """Every line of every event file against the hash of its event."""
    listed = read_table(folder / EVENTS, PackagedEvent)
    lines: dict[str, list[str]] = {}
    for path in sorted((folder / "review/events").glob("*/*.jsonl")):
        lines[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8").splitlines()
    found = []
    for one in listed:
        here = lines.get(one.path, [])
        hashed = hash_of(here[one.line - 1]) if one.line <= len(here) else ""
        if hashed != one.sha256:
            found.append(Difference(one.path, f"line {one.line}, event {one.event_id}", "sha256", one.sha256, hashed))
    counted = {path: sum(one.path == path for one in listed) for path in lines}
    more = {path: len(here) - counted[path] for path, here in lines.items() if len(here) > counted[path]}
    found += [Difference(path, why=f"{many(n, 'line')} that {EVENTS} does not name") for path, n in more.items()]
    return f"{many(len(listed), 'event')} are as {EVENTS} states.", found


def _quotes(folder: Path) -> tuple[str, list[Difference]]:
    """Every quote against its place."""
    extracts = read_table(folder / "results/extraction/extracts.csv", Extract)
    anchors = read_lines(folder / "results/extraction/anchors.jsonl", AnchoredQuote)
    texts = sorted((folder / "results/extraction").rglob("pages.jsonl"))
    pages = [page for path in texts for page in read_lines(path, Page)]
    open_ones = {page.document_id for page in pages}
    quoted = [one for one in extracts if one.quote]
    refound = sum(one.document_id in open_ones for one in quoted)
    said = f"{many(len(quoted), 'quote')} are those of their places, and {refound:,} stand on a page that is in here."
    return said, check_quotes(extracts, anchors, pages)


def _numbers(folder: Path) -> tuple[str, list[Difference]]:
    """Every table that the package's ground gives, counted again from it."""
    ground = Ground(folder, SCHEMAS)
    with tempfile.TemporaryDirectory() as place:
        counted = recount(ground, Path(place))
        tables = [(path, read_rows(Path(place) / path), read_rows(folder / path)) for path in counted]
    found = [one for path, expected, there in tables for one in compare_rows(path, expected, there)]
    left = [f"  {one.path}: {one.why}" for one in not_recounted(ground)]
    results = {path.relative_to(folder).as_posix() for path in (folder / "results").glob("*/*.csv")}
    ground_tables = [path for path in results if path.split("/")[1] in COUNTED_FROM and path not in counted]
    said = [
        f"{many(len(counted), 'table')} come out the same when they are counted again from what people coded, decided "
        f"and wrote: {', '.join(Path(path).stem for path in counted)}.",
        f"{many(len(left), 'table')} have no ground in this package, so only their hashes are compared:",
        *left,
        f"{many(len(ground_tables), 'table')} of {', '.join(COUNTED_FROM)} are what is counted from: only their hashes "
        "are compared.",
    ]
    return "\n".join(said), found
