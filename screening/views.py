"""Which records does a reviewer look at, and in which order? A desk's filters, its search, and its lists as files."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from identification.events import Event
from identification.records import UniqueRecord
from identification.tables import as_csv_cell
from identification.vocabulary import Decision

# So many finds of a search are told: who sees more than these types another word.
FINDS = 50
# Letters around the first word found in an abstract, that tell why a record is among the finds.
AROUND = 60
COLUMNS = ("record_id", "title", "authors", "year", "venue", "doi", "url", "sources", "language", "abstract")
SAID = ("decision", "reason", "note", "decided_at")


class Which(StrEnum):
    """Whose decision a record of a view has or lacks."""

    UNDECIDED = "undecided"
    ALL = "all"
    MINE = "decided by me"
    INCLUDE = "included by me"
    EXCLUDE = "excluded by me"
    MAYBE = "maybe"
    CONFLICTS = "conflicts"


@dataclass(frozen=True)
class View:
    """What a reviewer wants to see; empty values leave nothing out. Years are taken as they are written."""

    which: Which = Which.UNDECIDED
    language: str = ""
    source: str = ""
    first_year: str = ""
    last_year: str = ""
    no_abstract: bool = False

    def shows(self, record: UniqueRecord) -> bool:
        """Whether a record is in it, whatever was decided on it."""
        return (
            (not self.language or record.language == self.language)
            and (not self.source or self.source in record.sources)
            and (not self.first_year or record.year[:4] >= self.first_year)
            and (not self.last_year or "" < record.year[:4] <= self.last_year)
            and not (self.no_abstract and record.abstract.strip())
        )

    def filters(self, source_names: Mapping[str, str]) -> list[str]:
        """What narrows it, in words: nobody may take a part for the whole."""
        years = f"{self.first_year or '…'} to {self.last_year or '…'}" if self.first_year or self.last_year else ""
        source = source_names.get(self.source, self.source)
        return list(filter(None, (source, self.language, years, "no abstract" * self.no_abstract)))


WANTED: Mapping[Which, Callable[[str], bool]] = {
    Which.UNDECIDED: lambda said: not said,
    Which.ALL: lambda said: True,
    Which.CONFLICTS: lambda said: not said,
    Which.MINE: bool,
    Which.INCLUDE: lambda said: said == Decision.INCLUDE,
    Which.EXCLUDE: lambda said: said == Decision.EXCLUDE,
    Which.MAYBE: lambda said: said == Decision.MAYBE,
}

# Views to work through: from one record that is not decided to the next.
TO_DECIDE = (Which.UNDECIDED, Which.CONFLICTS)
OF_DECIDED = (Which.MINE, Which.INCLUDE, Which.EXCLUDE, Which.MAYBE)


def in_view(view: View, records: Iterable[UniqueRecord], decided: Mapping[str, Event]) -> list[UniqueRecord]:
    """The records of a view in their order, decided ones newest first; `decided` is what she said, by group."""
    wanted = WANTED[view.which]
    said = {group: event.decision for group, event in decided.items()}
    found = [record for record in records if wanted(said.get(record.group_id, "")) and view.shows(record)]
    if view.which in OF_DECIDED:
        found.sort(key=lambda record: decided[record.group_id].at, reverse=True)
    return found


def choices(records: Iterable[UniqueRecord]) -> dict[str, list[str]]:
    """The languages and sources that records have, the most frequent first."""
    languages, sources = Counter[str](), Counter[str]()
    for record in records:
        languages[record.language] += bool(record.language)
        sources.update(record.sources)
    return {
        "languages": [name for name, count in languages.most_common() if count],
        "sources": [name for name, _ in sources.most_common()],
    }


def find(records: Iterable[UniqueRecord], words: str) -> list[tuple[UniqueRecord, str]]:
    """Records in which every word stands, those with all in the title or as their id first; each with where it was."""
    wanted = words.casefold().split()
    first: list[tuple[UniqueRecord, str]] = []
    others: list[tuple[UniqueRecord, str]] = []
    for record in records if wanted else ():
        head = f"{record.title} {record.group_id} {record.doi}".casefold()
        if all(word in head for word in wanted):
            first.append((record, ""))
            if len(first) == FINDS:
                break
        elif len(others) < FINDS:
            rest = f"{record.authors} {record.year} {record.venue} {record.abstract}"
            folded = f"{head} {rest.casefold()}"
            if all(word in folded for word in wanted):
                missing = next(word for word in wanted if word not in head)
                others.append((record, _around(rest, missing)))
    return [*first, *others][:FINDS]


def view_table(records: Sequence[UniqueRecord], decided: Mapping[str, Event], source_names: Mapping[str, str]) -> str:
    """A view as CSV: the records in their order, each with what this reviewer said of it and nobody else."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*COLUMNS, *SAID))
    for record in records:
        said = decided.get(record.group_id)
        sources = "; ".join(source_names.get(one, one) for one in record.sources)
        told = (record.group_id, record.title, record.authors, record.year, record.venue, record.doi, record.url)
        own = (said.decision, said.reason, said.note, said.at) if said else ("",) * len(SAID)
        writer.writerow(map(as_csv_cell, (*told, sources, record.language, record.abstract, *own)))
    return file.getvalue()


def _around(text: str, word: str) -> str:
    at = max(text.casefold().find(word), 0)
    start, stop = max(0, at - AROUND), at + len(word) + AROUND
    return f"{'… ' * (start > 0)}{text[start:stop]}{' …' * (stop < len(text))}"
