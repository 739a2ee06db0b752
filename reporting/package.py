"""What goes into the data package, file by file? A copy of the review without what has to stay in the team."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from extraction.documents import Suggestion
from identification.events import Event, event_line
from identification.tables import read_lines, read_table, write_lines, write_table
from identification.vocabulary import ClaimKind
from identification.yaml_files import read_yaml
from reporting.claims import Claim
from reporting.conduct import file_hash
from reporting.flow_boxes import is_row, step_of
from reporting.leaving_package import MayLeave, hash_of, why_staying
from reporting.package_sources import Packing, cut_quotes, licences_of, pseudonyms_of
from reporting.package_tables import (
    COLUMNS,
    EVENTS,
    FILES,
    IN_EFFECT,
    PEOPLE,
    SHORTENED,
    DescribedColumn,
    PackagedEvent,
    PackagedFile,
    ShortenedQuote,
)
from reporting.pseudonyms import Leaving, Person, Pseudonyms, protocol_out
from reporting.stages import FlowBox

# The earliest moment that a zip can hold: it says nothing, and the same package has the same bytes whenever it is made.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
RAW = "results/identification/raw_fields.jsonl"
PICTURES = "results/reporting/page_images.jsonl"
FLOW = "results/reporting/flow.csv"
SUGGESTED = "results/extraction/suggestions.csv"
CLAIMS = "results/reporting/claims.csv"


def pack(packing: Packing, target: Path) -> list[PackagedFile]:
    """Write the package's files below `target` and return all files of the review, those that stay as well.

    The metadata and the list of files itself are still missing then: `seal` adds them.
    """
    events, licensed = packing.events(), licences_of(packing)
    cut = cut_quotes(packing, events, licensed)
    leaving = Leaving(packing.may, pseudonyms_of(packing, events), {full: one.shown for full, one in cut.items()})
    packed = [_table(packing, path, leaving, licensed, target) for path in packing.tables]
    packed += [_page(packing, path, licensed, target) for path in packing.pages]
    kept = [path for path in packing.kept if not path.startswith("review/events/")]
    packed += [_kept(packing, path, leaving, target) for path in kept]
    packed += _event_files(packing, events, leaving, target)
    packed += [_copied(path, name, target) for name, path in packing.software.items()]
    packed += _own_tables(packing, leaving, cut.values(), target)
    return sorted(packed, key=lambda one: one.path)


def seal(files: Iterable[PackagedFile], metadata: str, name: str, target: Path) -> None:
    """Put the metadata and, last, the list of all files with their hashes into the package."""
    (target / name).write_text(metadata, encoding="utf-8")
    write_table([*files, packed_file(target, name)], PackagedFile, target / FILES)


def zip_folder(folder: Path, target: Path) -> None:
    """The folder as a zip: entries in the order of their names and without times, so that the same is the same."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), NO_TIME)
            entry.external_attr, entry.compress_type = READABLE, zipfile.ZIP_DEFLATED
            file.writestr(entry, path.read_bytes())


def _table(packing: Packing, path: str, leaving: Leaving, licensed: Mapping[str, str], target: Path) -> PackagedFile:
    """A table of the results; a suggestion that nobody took up shows no words of a text that has to stay."""
    if path == PICTURES or (path == RAW and not packing.may.source_texts):
        return _staying(packing, path, why_staying(path, packing.may, codebook=""))
    kind = packing.kind(path)
    if kind is None:
        return _copied(packing.folder / path, path, target)
    lines = path.endswith(".jsonl")
    rows: list[Any] = read_lines(packing.folder / path, kind) if lines else read_table(packing.folder / path, kind)
    left = [leaving.row(row) for row in rows]
    if path == FLOW:
        left = [_flow_box(row, leaving.pseudonyms) for row in left]
    if path == CLAIMS:
        left = [_claim(row, leaving.pseudonyms) for row in left]
    if path == SUGGESTED:
        left = [_suggested(row, licensed.get(row.document_id, ""), packing.may) for row in left]
    if left == rows:
        return _copied(packing.folder / path, path, target)
    return _written(left, kind, path, target, packing.folder / path)


def _flow_box(box: FlowBox, pseudonyms: Pseudonyms) -> FlowBox:
    """A row of the flow for a reason that another tool brought may say who gave it."""
    if not (is_row(box) and step_of(box) == "excluded_full_text"):
        return box
    return replace(box, box=pseudonyms.told(box.box), label=pseudonyms.told(box.label))


def _claim(claim: Claim, pseudonyms: Pseudonyms) -> Claim:
    """A claim of which people chose the words; in one of values and citations, UK is a country and Moore an author."""
    if claim.kind == ClaimKind.DEFINITION:
        return replace(claim, claim_id=f"{claim.kind}:{pseudonyms.event(claim.claim_id.partition(':')[2])}")
    if claim.kind not in (ClaimKind.HEADLINE, ClaimKind.FINDING, ClaimKind.THEME, ClaimKind.GAP):
        return claim
    return replace(claim, name=pseudonyms.told(claim.name), sentence=pseudonyms.told(claim.sentence))


def _suggested(row: Suggestion, licence: str, may: MayLeave) -> Suggestion:
    """A suggestion whose quote nobody has read yet is a sentence of the publisher's, and no quote of this review's."""
    if may.surroundings(row.document_id, licence):
        return row
    return replace(row, quote=hash_of(row.quote), value=hash_of(row.value), reason="", cue="")


def _page(packing: Packing, path: str, licensed: Mapping[str, str], target: Path) -> PackagedFile:
    document = path.removeprefix("results/extraction/").removesuffix("/pages.jsonl")
    if packing.may.pages(document, licensed.get(document, "")):
        return _copied(packing.folder / path, path, target)
    return _staying(packing, path, why_staying(path, packing.may, codebook=""))


def _kept(packing: Packing, path: str, leaving: Leaving, target: Path) -> PackagedFile:
    """A file that people keep: as it is, without the people in it, or only its hash."""
    source, kind = packing.folder / path, packing.kind(path)
    if why := why_staying(path, packing.may, codebook=packing.config["codebook"], exports=packing.exports):
        return _staying(packing, path, why)
    if path.endswith(".csv") and kind is not None:
        rows: list[Any] = read_table(source, kind)
        left = [leaving.row(row) for row in rows]
        return _copied(source, path, target) if left == rows else _written(left, kind, path, target, source)
    text = source.read_text(encoding="utf-8-sig", errors="replace")
    without = _without_people(path, source, text, leaving)
    if without == text or path in packing.exports:
        return _copied(source, path, target)
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    (target / path).write_text(without, encoding="utf-8")
    return packed_file(target, path, source)


def _without_people(path: str, source: Path, text: str, leaving: Leaving) -> str:
    """The text of a file that people keep; the comments of a YAML file go where somebody is named in it."""
    if path.endswith((".json", ".jsonl")):
        return _json(path, text, leaving)
    if leaving.pseudonyms.told(text) == text:
        return text
    if path.endswith(".yaml"):
        values = read_yaml(source).values
        of_people = path.startswith("review/") or path.endswith("/config.yaml")
        left = protocol_out(values, leaving.pseudonyms) if of_people and not path.endswith("/codebook.yaml") else values
        return yaml.safe_dump(left, sort_keys=False, allow_unicode=True)
    return leaving.pseudonyms.unnamed(text) if "/strategies/" in path else leaving.pseudonyms.told(text)


def _json(path: str, text: str, leaving: Leaving) -> str:
    """JSON without its people: one object, or one in each line; a torn line stays in the team."""
    if path.endswith(".json"):
        return json.dumps(leaving.cell("content", json.loads(text)), indent=2, ensure_ascii=False) + "\n"
    found = []
    for line in text.splitlines():
        try:
            found.append(json.dumps(leaving.cell("content", json.loads(line)), ensure_ascii=False) + "\n")
        except ValueError:
            continue
    return "".join(found)


def _event_files(packing: Packing, events: Sequence[Event], leaving: Leaving, target: Path) -> list[PackagedFile]:
    """The events of one person and kind in one file, by their ids: a file's name may be that of a person."""
    by_file: dict[str, list[str]] = {}
    listed = []
    for event in sorted(map(leaving.row, events), key=lambda one: one.event_id):
        path = f"review/events/{event.kind}/{event.who.replace(' ', '-')}.jsonl"
        lines = by_file.setdefault(path, [])
        lines.append(event_line(event))
        listed.append(PackagedEvent(event.event_id, path, len(lines), hash_of(lines[-1])))
    for path, lines in by_file.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    write_table(listed, PackagedEvent, target / EVENTS)
    originals = [path for path in packing.kept if path.startswith("review/events/") and path not in by_file]
    why = "its events are in the package by kind and role; lines that are no events are not"
    return [packed_file(target, path) for path in (*by_file, EVENTS)] + [
        _staying(packing, one, why) for one in originals
    ]


def _own_tables(packing: Packing, leaving: Leaving, cut: Iterable[ShortenedQuote], target: Path) -> list[PackagedFile]:
    """What the package says of itself: its people, its columns, the quotes that are cut, the protocol in effect."""
    pseudonyms, team = leaving.pseudonyms, packing.config["reviewers"]
    people = [
        Person(pseudonyms.person(one["id"]), one["role"], one.get("name") or "" if pseudonyms.named else "")
        for one in team
    ]
    write_table(people, Person, target / PEOPLE)
    write_table(set(cut), ShortenedQuote, target / SHORTENED)
    write_table(packing.columns, DescribedColumn, target / COLUMNS)
    in_effect = json.dumps(protocol_out(packing.config, leaving.pseudonyms), indent=2, ensure_ascii=False) + "\n"
    (target / IN_EFFECT).write_text(in_effect, encoding="utf-8")
    return [packed_file(target, name) for name in (PEOPLE, SHORTENED, COLUMNS, IN_EFFECT)]


def _written(rows: list[Any], kind: type, path: str, target: Path, source: Path) -> PackagedFile:
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    write_lines(rows, target / path) if path.endswith(".jsonl") else write_table(rows, kind, target / path)
    return packed_file(target, path, source)


def _copied(source: Path, path: str, target: Path) -> PackagedFile:
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target / path)
    return packed_file(target, path)


def packed_file(target: Path, path: str, source: Path | None = None) -> PackagedFile:
    """The row of a file in the package; `source` is the team's own where the two are not the same."""
    original = file_hash(source) if source else ""
    return PackagedFile(path, False, (target / path).stat().st_size, file_hash(target / path), original)


def _staying(packing: Packing, path: str, why: str) -> PackagedFile:
    own = packing.folder / path
    return PackagedFile(_called(packing, path), True, own.stat().st_size, file_hash(own), why=why)


def _called(packing: Packing, path: str) -> str:
    """The path of a file that stays; the names of files that people chose for each other may be those of people."""
    if packing.may.names or path not in packing.kept or path.startswith(("review/fulltexts/", "review/searches/")):
        return path
    place = Path(path)
    beside = [one for one in packing.kept if Path(one).parent == place.parent]
    return (place.parent / f"file-{beside.index(path) + 1}{place.suffix}").as_posix()
