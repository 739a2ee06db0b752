"""Is this export what the team believes it to be, before anything is built on it?

What the doctor remarks changes nothing: a reader decides what to do about it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from statistics import mode

from identification.errors import InputError
from identification.exports import Entry, Export
from identification.fields import Names
from identification.merging import FIELDS
from identification.readers import names_in, open_export, values_in
from identification.records import Search
from identification.repair import BROKEN, DAY_MONTH, MONTH_DAY, MONTHS, plain
from identification.values import Values
from identification.wording import many, percent

# Where platforms end an export, and where programs cut a text.
EXPORT_LIMITS = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
TEXT_LIMITS = (255, 256, 500, 1_000, 2_000, 3_000, 4_000, 5_000, 8_000, 10_000, 32_767, 65_535)
FIRST_YEAR = 1900
SHORT_TITLE = 10
EXAMPLES = 3
SHOWN_LETTERS = 60
HALF = 0.5
REPEATED = 0.1
DATE = re.compile(r"\d{4}-\d\d-\d\d(?: 00:00:00)?|\d{1,2}/\d{1,2}/(?:19|20)\d\d")


@dataclass(frozen=True)
class Examination:
    """What one export is and what in it looks wrong; `suspicious` and `advice` belong together one by one."""

    file: str
    format: str = ""
    dialect: str = ""
    encoding: str = ""
    counted: int = 0
    read: int = 0
    declared: int | None = None
    filled: dict[str, int] = field(default_factory=dict)
    suspicious: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Patient:
    """One entry with its values, and what its file is."""

    entry: Entry
    values: Values
    names: Names
    last_year: int

    def raw(self, name: str) -> list[str]:
        """What stands in the tags of a field, unmended."""
        return [value for tag in self.names.get(name, ()) for value in self.entry.fields.get(tag, ()) if value]


def examine_export(path: Path, search: Search) -> Examination:
    """What is in one export; one that cannot be read is described with its sentence."""
    search = replace(search, file=path.name)
    try:
        export = open_export(path, search)
        names = names_in(export, search)
    except InputError as fault:
        return Examination(path.name, declared=search.hits, suspicious=(str(fault),), advice=("",))
    last = int(search.date[:4] if search.date[:4].isdecimal() else date.today().year) + 1
    patients = [Patient(entry, values, names, last) for entry, values in values_in(export, names)]
    found = [*_of_file(export, search, patients), *_of_entries(patients)]
    return Examination(
        file=path.name,
        format=export.format,
        dialect=export.dialect,
        encoding=export.encoding,
        counted=export.counted,
        read=len(export.entries),
        declared=search.hits,
        filled={name: sum(bool(one.values.fields.get(name)) for one in patients) for name in FIELDS},
        suspicious=tuple(words for words, _ in found),
        advice=tuple(advice for _, advice in found),
    )


def describe(examinations: Iterable[Examination]) -> str:
    """The examinations as a person reads them, one export after the other."""
    return "\n\n".join("\n".join(_lines(one)) for one in examinations)


def _lines(one: Examination) -> Iterator[str]:
    yield one.file
    if one.format:
        written = f"{one.format}, written by {one.dialect}" if one.dialect else f"{one.format}, writer not recognised"
        declared = "nothing" if one.declared is None else f"{one.declared:,}"
        yield f"  {written}; {one.encoding or 'no encoding of its own'}"
        yield f"  {many(one.counted, 'record')} counted, {one.read:,} read, {declared} declared in searches.csv"
        shares = [f"{name} {count:,} ({percent(count / one.read)})" for name, count in one.filled.items() if one.read]
        yield f"  filled: {', '.join(shares)}"
    for words, advice in zip(one.suspicious, one.advice, strict=True):
        yield f"  - {words}"
        if advice:
            yield f"    {advice}"
    if not one.suspicious:
        yield "  Nothing looks wrong."


# ---------------------------------------------------------------------------------------------- what looks wrong


def _of_file(export: Export, search: Search, patients: Sequence[Patient]) -> Iterator[tuple[str, str]]:
    read = len(patients)
    if search.hits is not None and search.hits != read:
        yield f"{read:,} records were read and {search.hits:,} hits are declared.", "Export again, or correct the hits."
    if read in EXPORT_LIMITS:
        advice = "Look whether the platform found more than it exports at once, and export the rest."
        yield f"There are exactly {read:,} records, as if an export limit had cut the file.", advice
    if " and " in export.encoding:
        yield "Some bytes are not in the encoding of the others.", "Export again, or save the file in one encoding."
    for name in ("abstract", "authors", "year"):
        missing = sum(not one.values.fields[name] for one in patients)
        if missing > HALF * read:
            advice = (
                "Export again with all fields; where a column has another name, say so in `columns` of searches.csv."
            )
            yield f"{missing:,} of {many(read, 'record')} without {name}.", advice
    titles = [title for one in patients if (title := plain(one.values.fields["title"]))]
    again = len(titles) - len(set(titles))
    if again > max(1, REPEATED * read):
        advice = f"Look whether the file was put together twice; the most frequent is '{mode(titles)[:SHOWN_LETTERS]}'."
        yield f"{many(again, 'record')} repeat the title of another one.", advice


def _of_entries(patients: Sequence[Patient]) -> Iterator[tuple[str, str]]:
    for what, look, advice in CHECKS:
        found = [(one.entry.line, value) for one in patients if (value := look(one)) is not None]
        if found:
            shown = "; ".join(f"line {line} '{value[:SHOWN_LETTERS]}'" for line, value in found[:EXAMPLES])
            yield f"{what}: {many(len(found), 'record')} ({shown}{'; ...' * (len(found) > EXAMPLES)}).", advice


def _odd_year(one: Patient) -> str | None:
    year = one.values.fields["year"]
    return year if year and not FIRST_YEAR <= int(year) <= one.last_year else None


def _capitals(one: Patient) -> str | None:
    title = one.values.fields["title"]
    return title if title.isupper() and " " in title and len(title) > SHORT_TITLE else None


def _short_title(one: Patient) -> str | None:
    title = one.values.fields["title"]
    return title if len(plain(title).replace(" ", "")) < SHORT_TITLE and title.isascii() else None


def _broken(one: Patient) -> str | None:
    found = BROKEN.search(one.entry.raw) or re.search("\ufffd", one.entry.raw)
    around = slice(max(0, found.start() - SHORT_TITLE), found.end() + SHORT_TITLE) if found else slice(0)
    return " ".join(one.entry.raw[around].split()) or None


def _unusable(name: str) -> Callable[[Patient], str | None]:
    return lambda one: next(iter(one.values.unusable.get(name, ())), None)


def _cut_off(one: Patient) -> str | None:
    texts = one.raw("abstract")
    found = (text for text in texts if text.endswith(("...", "…")) or (len(text) in TEXT_LIMITS and text[-1].isalnum()))
    return next((f"{len(text):,} letters, ending in {text[-20:]}" for text in found), None)


def _date_for_pages(one: Patient) -> str | None:
    for text in (*one.raw("pages"), *one.raw("first_page"), *one.raw("last_page")):
        found = DAY_MONTH.fullmatch(text) or MONTH_DAY.fullmatch(text)
        if DATE.fullmatch(text) or (found and any(part.lower() in MONTHS for part in found.groups())):
            return text
    return None


CHECKS: tuple[tuple[str, Callable[[Patient], str | None], str], ...] = (
    ("A year in the future or before 1900", _odd_year, "Look the record up; a wrong year keeps duplicates apart."),
    ("A year without a year in it", _unusable("year"), "Nothing, where the record is in press; else look it up."),
    ("A title in capitals", _capitals, "Nothing: titles are compared without regard to capitals."),
    ("A title that is empty or very short", _short_title, "Look the record up; it can hardly be screened."),
    (
        "Letters that a wrong encoding broke",
        _broken,
        "What can be read is mended, a lost letter cannot be: export again as UTF-8.",
    ),
    ("A DOI that is none", _unusable("doi"), "Nothing: it is kept in raw_fields.jsonl and not used."),
    ("A PMID that is none", _unusable("pmid"), "Nothing: it is kept in raw_fields.jsonl and not used."),
    ("An abstract that is cut off", _cut_off, "Export the abstracts again, in a format without a limit (RIS or XML)."),
    ("Pages that a spreadsheet made a day of", _date_for_pages, "01-Jun is read as 1-6; export again without Excel."),
)
