"""What does a data package say of itself? The tables in it that no other part of the review has."""

from dataclasses import dataclass

from reporting.pseudonyms import Person


@dataclass(frozen=True)
class PackagedFile:
    """One file of the review: in the data package, or only its hash and why it stays in the team.

    `sha256` is of the bytes in the package, of the team's own where it `stays`; `original_sha256` is of the team's own
    where people's names or publishers' texts were taken out of it, so that the team can show what it was made from.
    """

    path: str
    stays: bool
    bytes: int
    sha256: str
    original_sha256: str = ""
    why: str = ""


@dataclass(frozen=True)
class PackagedEvent:
    """The hash of one event's line in the data package, so that a changed event can be named."""

    event_id: str
    path: str
    line: int
    sha256: str


@dataclass(frozen=True)
class ShortenedQuote:
    """A quote that the data package holds in part: its own length and hash, for who has the text."""

    shown: str
    words: int
    sha256: str


@dataclass(frozen=True)
class DescribedColumn:
    """What stands in one column of a table of the data package; without a column: what a row of the table is."""

    path: str
    column: str
    takes: str
    about: str = ""


FILES, EVENTS, SHORTENED = "files.csv", "events.csv", "shortened_quotes.csv"
PEOPLE, COLUMNS = "people.csv", "columns.csv"
IN_EFFECT = "protocol_in_effect.json"
PACKAGE = "results/reporting/package"
PACKAGE_TABLES: tuple[tuple[str, type], ...] = (
    (f"{PACKAGE}/{FILES}", PackagedFile),
    (f"{PACKAGE}/{EVENTS}", PackagedEvent),
    (f"{PACKAGE}/{SHORTENED}", ShortenedQuote),
    (f"{PACKAGE}/{PEOPLE}", Person),
    (f"{PACKAGE}/{COLUMNS}", DescribedColumn),
)
