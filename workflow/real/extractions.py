"""Which rows of a double extraction are of one study? Paired with care, and every row that has no partner is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from identification.repair import plain, repair_doi
from identification.tables import read_rows

# Of 100: one title within the other under one number; on the real rows 99 and above, of two studies 44 and below.
TITLE_SAME_NUMBER = 80
# Of 100, the whole title, under two numbers: as for duplicates; the nearest titles of two studies have 79.
TITLE_ALONE = 97
EXAMINED = "Examined?"
DOUBTFUL = "the other extractor has this number with another title: a slip in one of the two rows"


@dataclass(frozen=True)
class Extraction:
    """One row: who said what of a study; `number` is a PMID, or a DOI where there is none."""

    line: int
    number: str
    title: str
    who: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Unpaired:
    """A row without a partner, and why."""

    row: Extraction
    why: str


def read_extractions(path: Path) -> list[Extraction]:
    """The rows of an extraction form; a field is a column that asks whether something was examined."""
    return [_extraction(line, row) for line, row in enumerate(read_rows(path), start=1)]


def fields_of(rows: Sequence[Extraction]) -> list[str]:
    """The fields that the form asks for, in its order."""
    return list(rows[0].answers) if rows else []


def studies_of(rows: Iterable[Extraction]) -> list[list[Extraction]]:
    """The rows of each study: one number and titles that hold each other, or one title under two numbers.

    One number with two titles is a slip in one of them: such rows are not put together, since nothing says which.
    """
    studies: list[list[Extraction]] = []
    for row in rows:
        home = next((study for study in studies if any(_same_study(row, other) for other in study)), None)
        if home is None:
            studies.append([row])
        else:
            home.append(row)
    return studies


def pairs_of(
    studies: Iterable[Sequence[Extraction]], people: Sequence[str], field: str
) -> tuple[list[tuple[bool, bool]], int]:
    """The answers of two people on one field, study by study, and how many studies of both are left out.

    Left out is a study on which one of them gave no answer, one that is neither yes nor no, or in two rows both.
    """
    said = [[_said(study, who, field) for who in people] for study in studies if _has_all(study, people)]
    pairs = [(min(a), min(b)) for a, b in said if len(a) == len(b) == 1]
    return pairs, len(said) - len(pairs)


def by_number_alone(rows: Iterable[Extraction], people: Sequence[str], field: str) -> list[tuple[bool, bool]]:
    """The pairs that joining on the number gives, first row of each person: what pairing without care would count."""
    first: dict[str, dict[str, Extraction]] = {}
    for row in rows:
        first.setdefault(row.number, {}).setdefault(row.who, row)
    return pairs_of([list(of_number.values()) for of_number in first.values()], people, field)[0]


def unpaired_rows(
    rows: Iterable[Extraction], studies: Iterable[Sequence[Extraction]], people: Sequence[str]
) -> list[Unpaired]:
    """Every row of a study that only one person extracted, in the order of the form."""
    alone = [row for study in studies if not _has_all(study, people) for row in study]
    numbers: dict[str, set[str]] = {}
    for row in rows:
        numbers.setdefault(row.number, set()).add(row.who)
    return [Unpaired(row, _why(row, numbers[row.number])) for row in sorted(alone, key=lambda row: row.line)]


def extracted_twice(studies: Iterable[Sequence[Extraction]]) -> int:
    """How many studies have two rows of one person."""
    return sum(len(study) > len({row.who for row in study}) for study in studies)


def _extraction(line: int, row: Mapping[str, str]) -> Extraction:
    given = next(value for name, value in row.items() if name.startswith("PMID")).strip()
    answers = {name.partition(EXAMINED)[0].strip(): value.strip() for name, value in row.items() if EXAMINED in name}
    title = " ".join(row["Study Title"].split())
    return Extraction(line, repair_doi(given) or given, title, row["Investigator"].strip(), answers)


def _same_study(row: Extraction, other: Extraction) -> bool:
    a, b = plain(row.title), plain(other.title)
    if row.number == other.number:
        return fuzz.partial_ratio(a, b) >= TITLE_SAME_NUMBER
    return fuzz.ratio(a, b) >= TITLE_ALONE


def _said(study: Iterable[Extraction], who: str, field: str) -> set[bool]:
    words = {row.answers[field].casefold() for row in study if row.who == who}
    return {word == "yes" for word in words} if words <= {"yes", "no"} else set()


def _has_all(study: Iterable[Extraction], people: Iterable[str]) -> bool:
    return set(people) <= {row.who for row in study}


def _why(row: Extraction, with_number: set[str]) -> str:
    if with_number == {row.who}:
        return f"only {row.who} extracted it"
    return DOUBTFUL
