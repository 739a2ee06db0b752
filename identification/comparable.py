"""A record in the form in which it is compared: letters and digits, first numbers, and what kind of report it is."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from identification.records import Record, UniqueRecord
from identification.repair import plain
from identification.titles import PROTOCOL, SUMMARY, notice_kind, without_remark

if TYPE_CHECKING:
    import pandas as pd


def comparable(records: Iterable[Record]) -> "pd.DataFrame":
    """The fields of records in the form in which they are compared, a row a record in the order given."""
    import pandas as pd  # here: importing it takes longer than most jobs, which compare nothing

    rows = [tuple(_comparable(record).values()) for record in records]
    return pd.DataFrame(rows, columns=list(_comparable(Record("", "", "")))).astype({"year": "Float32"})


def _comparable(record: Record) -> dict[str, object]:
    title, said = plain(without_remark(record.title)), plain(record.title)
    words = title.split()
    numbers = [word for word in words if word.isdecimal() or word in ROMAN]
    venue, volume = record.venue, f"{record.volume} {record.issue}"
    return {
        "title": "".join(words),
        "longest": " ".join(sorted(sorted(set(words)), key=len, reverse=True)[:2]),
        "numbers": " ".join(numbers),
        "years": " ".join(word for word in numbers if YEAR.fullmatch(word)),
        "authors": plain(record.authors[: 2 * AUTHORS_LENGTH])[:AUTHORS_LENGTH],
        "surnames": _first_author(record.authors),
        "year": int(record.year) if record.year else None,
        "said": record.title,
        "venue": comparable_venue(venue),
        "volume": _digits(record.volume),
        "issue": _digits(record.issue),
        "page": _page_range(record.pages),
        "doi": "" if venue and record.doi.startswith(DEPOSITED) else record.doi,
        "pmid": record.pmid,
        "abstract": plain(record.abstract[: 2 * ABSTRACT_LENGTH])[:ABSTRACT_LENGTH],
        "notice": notice_kind(record.title),
        "translated": record.title.startswith("["),
        "preprint": is_preprint(record),
        "thesis": _says(THESIS, venue) or _says(THESIS, record.kind),
        "meeting": any(_says(MEETING, said) for said in (venue, volume, record.kind)) or _lettered(record.pages),
        "protocol": bool(PROTOCOL.search(said)),
        "summary": bool(SUMMARY.search(said)),
    }


# What EBSCO adds to a journal's name to tell it from others of that name: "Intervention (15718883)".
ISSN = re.compile(r"\(\d{4}-?\d{3}[\dX]\)")
# DOIs of what is deposited at OSF, Zenodo, figshare or Dryad (a registration, data): a record that has a venue is none
# of these, so such a DOI says neither that two articles are one nor that they are two.
DEPOSITED = ("10.17605/", "10.5281/", "10.6084/", "10.5061/")
# Servers of preprints, by their names and by the prefixes of their DOIs (medRxiv and bioRxiv, SSRN, Research Square,
# OSF Preprints, Preprints.org, arXiv, Authorea, JMIR Preprints).
PREPRINT_DOIS = (
    *("10.1101/20", "10.1101/0", "10.64898/", "10.2139/ssrn", "10.21203/rs", "10.31234/", "10.31235/", "10.31219/"),
    *("10.20944/preprints", "10.48550/", "10.22541/", "10.2196/preprints"),
)
PREPRINT = re.compile(r"\b(?:medrxiv|biorxiv|arxiv|psyarxiv|socarxiv|ssrn|preprints?|research square)\b", re.IGNORECASE)
THESIS = re.compile(r"\b(?:dissertations?|thesis|theses|thes)\b|^(?:the )?university of\b|\buniversity$", re.IGNORECASE)
MEETING = re.compile(
    r"\b(?:conference|congress|meetings?|symposium|abstracts?|suppl(?:ement)?s?|cpaper|conf)(?:\b|_)", re.IGNORECASE
)
# Numbers of parts, as titles write them beside digits.
ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
YEAR = re.compile(r"(?:19|20)\d\d")
# Long author lists and abstracts are compared by their beginning: enough to tell records apart, and four times faster.
AUTHORS_LENGTH = 120
ABSTRACT_LENGTH = 400


@lru_cache(maxsize=100_000)
def comparable_venue(venue: str) -> str:
    """A journal's name in the form in which it is compared: letters and digits, without its ISSN."""
    return plain(ISSN.sub("", venue))


def _first_author(authors: str) -> tuple[str, ...]:
    """The words of the first author that may be the surname, longest first: names come in every order."""
    first = re.split(r";| and |, (?=\S+ [A-Z]{1,3}\b)", authors, maxsplit=1)[0]
    before_comma = first.split(",")[0] if "," in first else first
    words = [word for word in plain(before_comma).split() if len(word) > 1] or plain(first).split()
    return tuple(sorted(sorted(words), key=len, reverse=True)[:3])


def is_preprint(record: Record | UniqueRecord) -> bool:
    """Whether a record is that of a preprint server, by its DOI or by what stands for its journal."""
    return record.doi.startswith(PREPRINT_DOIS) or _says(PREPRINT, record.venue)


@lru_cache(maxsize=100_000)
def _says(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text))


@lru_cache(maxsize=100_000)
def _lettered(pages: str) -> bool:
    """Whether pages begin with the letter that a supplement of a meeting's abstracts gives them."""
    return bool(re.match(r"\s*[sap]\d", pages, re.IGNORECASE))


@lru_cache(maxsize=100_000)
def _digits(text: str) -> str:
    """The first number of a volume or issue; nothing of a torn one such as "1)", the rest of "63(Suppl. 1)".

    A sentence in place of a volume, such as the name and year of a conference, says nothing.
    """
    if text.count("(") != text.count(")") or len(text) > LONGEST_VOLUME:
        return ""
    found = re.search(r"\d+", text)
    return found[0].lstrip("0") or "0" if found else ""


LONGEST_VOLUME = 40


@lru_cache(maxsize=100_000)
def _page_range(pages: str) -> tuple[str, int, int]:
    """Letter, first and last page: ("s", 251, 261) for "S251-61"; a torn first page ("t-8") has the number 0.

    A single page is its own last one; a last page before the first is an error and counts as none.
    """
    found = re.match(r"\W*([a-z]?)\W?0*(\d+)(?:\W+[a-z]?0*(\d+))?", pages.strip().casefold())
    if not found:
        torn = re.search(r"(\d+)\W*$", pages)
        return "", 0, int(torn[1]) if torn else 0
    letter, first, last = found[1].replace("p", ""), found[2], found[3] or found[2]
    whole = int(first[: max(len(first) - len(last), 0)] + last)
    return letter, int(first), max(whole, int(first))
