"""The three exports of the worked example, each in the dialect of its database: NBIB, Ovid's RIS and Scopus' CSV."""

import csv
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Work = dict[str, Any]
Lines = Iterator[tuple[str, str]]

SYNTHETIC = "Synthetic record written for a worked example"
# Numbers far above those that the databases had given out when this was written.
PMID, HMIC, SCOPUS = "99000{:03d}", "HMIC-SYN-{:04d}", "2-s2.0-99900000{:03d}"
SCOPUS_COLUMNS = (
    *("Authors", "Author full names", "Title", "Year", "Source title", "Volume", "Issue", "Page start", "Page end"),
    *("Cited by", "DOI", "Link", "Abstract", "Document Type", "Publication Stage", "Source", "EID"),
)
NBIB_WIDTH = 88


def write_exports(works: list[Work], folder: Path) -> None:
    """Write pubmed.nbib, hmic.ris and scopus.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    nbib = "\n\n".join("\n".join(_nbib_lines(work)) for work in in_source(works, "pubmed"))
    (folder / "pubmed.nbib").write_text(nbib + "\n", encoding="utf-8")
    ris = "\n\n".join(_ris_entry(number, work) for number, work in enumerate(in_source(works, "hmic"), start=1))
    (folder / "hmic.ris").write_text(ris + "\n", encoding="utf-8")
    with open(folder / "scopus.csv", "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, SCOPUS_COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_scopus_row(work) for work in in_source(works, "scopus"))


def in_source(works: list[Work], source: str) -> list[Work]:
    """The works that a database holds, as that database writes them, in the order of its export."""
    return [{**work, **work["in"][source]} for work in works if source in work["in"]]


def _nbib_lines(work: Work) -> Iterator[str]:
    for tag, value in _nbib_values(work):
        yield from textwrap.wrap(f"{tag:<4}- {value}", NBIB_WIDTH, subsequent_indent="      ", break_on_hyphens=False)


def _nbib_values(work: Work) -> Lines:
    pmid, place = PMID.format(work["nr"]), f"{work['volume']}({work['issue']}):{work['pages']}"
    doi = work["doi"]
    yield from (("PMID", pmid), ("OWN", "SYNTHETIC"), ("STAT", "Worked example"), ("DP", str(work["year"])))
    yield "TI", work["title"]
    yield from (("VI", str(work["volume"])), ("IP", str(work["issue"])), ("PG", work["pages"]))
    if doi:
        yield "LID", f"{doi} [doi]"
    if work["abstract"]:
        yield "AB", work["abstract"]
    for author in work["authors"]:
        yield from (("FAU", author), ("AU", _initials(author).replace(",", "")))
    yield from (("LA", "eng"), ("PT", work.get("kind", "Journal Article")), ("TA", work["abbreviation"]))
    yield "JT", work["journal"]
    yield "OT", SYNTHETIC
    if doi:
        yield "AID", f"{doi} [doi]"
    yield "SO", f"{work['abbreviation']}. {work['year']};{place}." + (f" doi: {doi}." if doi else "")


def _ris_entry(number: int, work: Work) -> str:
    return "\n".join([f"{number}. ", *(f"{tag}  - {value}" for tag, value in _ris_values(work))])


def _ris_values(work: Work) -> Lines:
    yield "TY", work.get("kind", "JOUR")
    yield "DB", "HMIC Health Management Information Consortium"
    if work["nr"]:
        yield "AN", HMIC.format(work["nr"])
    yield "T1", work["title"]
    yield from (("A1", author) for author in work["authors"])
    yield from (("Y1", f"{work['year']}//"), ("N2", work["abstract"]))
    yield "PB" if work.get("kind") == "RPRT" else "JF", work["journal"]
    first, _, last = str(work.get("pages", "")).partition("-")
    optional = {"VL": work.get("volume"), "IS": work.get("issue"), "SP": first, "EP": last, "DO": work.get("doi")}
    yield from ((tag, str(value)) for tag, value in optional.items() if value)
    yield from (("LA", "English"), ("N1", SYNTHETIC), ("ER", ""))


def _scopus_row(work: Work) -> dict[str, Any]:
    first, _, last = work["pages"].partition("-")
    return {
        "Authors": "; ".join(_initials(author, dots=True) for author in work["authors"]),
        "Author full names": "; ".join(work["authors"]),
        "Title": work["title"],
        "Year": work["year"],
        "Source title": work["journal"],
        "Volume": work["volume"],
        "Issue": work["issue"],
        "Page start": first,
        "Page end": last,
        "DOI": work.get("doi", ""),
        "Abstract": f"{work['abstract']} {SYNTHETIC}.",
        "Document Type": work.get("kind", "Article"),
        "Publication Stage": "Final",
        "Source": "Scopus",
        "EID": SCOPUS.format(work["nr"]),
    }


def _initials(author: str, *, dots: bool = False) -> str:
    """A name as databases cut it: "Okonjo, T", or "Okonjo, T." with dots."""
    surname, _, given = author.partition(", ")
    first = "".join(f"{name[0]}." if dots else name[0] for name in given.split())
    return f"{surname}, {first}" if first else surname
