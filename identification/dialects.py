"""Who wrote a file, and where does this writer put what others put elsewhere?

A writer is known by what it puts into its entries; the first that at least half of them show is the one. Screening
tools and reference managers come before platforms, whose links and numbers they hand on.
"""

import re
from collections.abc import Mapping

from identification.exports import Entry
from identification.fields import FIELDS, Names


def _line(tags: str, text: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{tags}) {{1,2}}- ?{text}", re.MULTILINE)


RIS = (
    ("Rayyan", _line("ID|M1|N1|AN|U1", r".*(?:RAYYAN-INCLUSION|rayyan-\d)")),
    ("Covidence", _line("ID|M1|N1|AN|C[1-8]|U[1-5]|DB|DP|L1", ".*[Cc]ovidence")),
    ("EPPI-Reviewer", _line("KW", "eppi-reviewer")),
    ("Ovid", re.compile(r"^L2 {1,2}- .*\bovidsp\b|^DB {1,2}- Ovid|^\d+\. *\nTY {1,2}-", re.MULTILINE)),
    ("Zotero", re.compile(r"^DA {1,2}- \d{4}/[^\n]*\nPY {1,2}- \d{4}$", re.MULTILINE)),
    ("Mendeley", _line("UR|L1|N1|DB", r".*mendeley")),
    ("EndNote", re.compile(r"^ID {1,2}- \d+ *\n *ER {1,2}-|^L1 {1,2}- internal-pdf:", re.MULTILINE)),
    ("Ovid", _line("UR|L[134K]", r".*\bovidsp\b")),
    ("EBSCO", re.compile(r"^DP {1,2}- EBSCO|^UR {1,2}- \S*\.ebsco(?:host)?\.com", re.MULTILINE)),
    ("ProQuest", _line("UR|L2|LK", r".*\bproquest\.com")),
    ("Scopus", re.compile(r"^DB {1,2}- Scopus|^UR {1,2}- \S*\bscopus\.com/", re.MULTILINE)),
    ("Embase", re.compile(r"^(?:UR|L2|LK) {1,2}- \S*\bembase\.com|^DB {1,2}- Embase", re.MULTILINE)),
    (
        "APA PsycNet",
        re.compile(r"^UR {1,2}- \S*psycnet\.apa\.org|^DB {1,2}- (?:APA )?Psyc(?:INFO|Info|NET|Net)", re.MULTILINE),
    ),
    ("Web of Science", _line("AN|UT|N1", r"(?:WOS:|Times Cited in Web of Science)")),
    ("Lens", _line("UR", r"https?://(?:www\.)?lens\.org")),
    ("Dimensions", _line("AN", r"pub\.\d")),
    ("Cochrane", re.compile(r"^AN {1,2}- CN-\d|^UR {1,2}- \S*cochranelibrary\.com", re.MULTILINE)),
)
BIBTEX = (
    ("Scopus", re.compile(r"^\s*(?:source|note)\s*=\s*\{(?:Scopus|Cited By)", re.MULTILINE | re.IGNORECASE)),
    ("Web of Science", re.compile(r"^\s*unique-id\s*=\s*\{+(?:WOS|ISI|MEDLINE)", re.MULTILINE | re.IGNORECASE)),
    ("Zotero", re.compile(r"^@\w+\{[^\s,]+_[^\s,_]*_[^\s,]*,\n\t\w+ = ", re.MULTILINE)),
    ("Mendeley", re.compile(r"^\s*mendeley-", re.MULTILINE)),
    ("Dimensions", re.compile(r"^@\w+\{pub\.\d", re.MULTILINE)),
)
NBIB = (("PubMed", re.compile(r"^(?:OWN|STAT) ?- ", re.MULTILINE)),)
XML = (
    ("Zotero", re.compile(r"<source-app [^>]*name=.Zotero")),
    ("EndNote", re.compile(r"<source-app [^>]*name=.EndNote")),
    ("Mendeley", re.compile(r"<database [^>]*name=.[^>]*mendeley", re.IGNORECASE)),
)
WOS = (("Web of Science", re.compile(r"^UT (?:WOS|ISI|MEDLINE|BCI|CCC|KJD|CSCD|BIOSIS|CABI|FSTA)", re.MULTILINE)),)
OVID = (("Ovid", re.compile(r"^<\d+>", re.MULTILINE)),)
IN_TEXT = {"RIS": RIS, "BibTeX": BIBTEX, "NBIB": NBIB, "EndNote XML": XML, "Web of Science": WOS, "Ovid MEDLINE": OVID}
# A table is known by columns that only one writer has beside each other.
TABLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("Covidence", frozenset({"covidence #"})),
    ("Rayyan", frozenset({"key", "notes", "issn", "abstract", "title", "journal", "location"})),
    ("EPPI-Reviewer", frozenset({"eppi id"})),
    ("Zotero", frozenset({"item type", "abstract note", "date added"})),
    ("Scopus", frozenset({"eid", "source title"})),
    ("Web of Science", frozenset({"ut (unique wos id)"})),
    ("Web of Science", frozenset({"pt", "au", "ti", "so"})),
    ("PubMed", frozenset({"pmid", "journal/book"})),
    ("Dimensions", frozenset({"publication id", "pubyear"})),
    ("Lens", frozenset({"lens id"})),
    ("OpenAlex", frozenset({"id", "publication_year", "cited_by_count"})),
    ("OpenAlex", frozenset({"id", "display_name", "publication_year"})),
    ("ProQuest", frozenset({"storeid"})),
    ("Embase", frozenset({"author names", "medline pmid"})),
    ("Embase", frozenset({"pui", "source title"})),
    ("Cochrane", frozenset({"crg name"})),
    ("Cochrane", frozenset({"cochrane id"})),
    ("EBSCO", frozenset({"plink"})),
    ("IEEE Xplore", frozenset({"document title", "date added to xplore"})),
)
SHARE = 0.5

_DOCUMENT = {"kind": ("M3", "TY"), "doi": ("DO", "DI", "UR", "LK")}
DIALECT_FIELDS: Mapping[tuple[str, str], Names] = {
    ("RIS", "Scopus"): {**_DOCUMENT, "pmid": ("C2", "PMID")},
    ("RIS", "Web of Science"): {**_DOCUMENT, "pmid": ("PMID",)},
    ("RIS", "Embase"): {**_DOCUMENT, "pmid": ("PMID",)},
    ("RIS", "Ovid"): {"doi": ("DO", "DI", "UR", "LK"), "url": ("UR", "LK", "L2")},
    ("RIS", "Dimensions"): {"pmid": ("U1", "PMID")},
    ("RIS", "ProQuest"): {"doi": ("DO", "DI", "M3", "L3", "UR", "LK")},
    ("RIS", "EPPI-Reviewer"): {"doi": ("DO", "DI", "M3", "L3", "UR", "LK")},
}


def recognise(form: str, text: str, entries: list[Entry]) -> str:
    """The writer of a file, or nothing: then the general tables are right."""
    for name, pattern in IN_TEXT.get(form, ()):
        if len(pattern.findall(text)) >= SHARE * len(entries):
            return name
    columns = set(entries[0].fields) if entries and form in ("CSV", "TSV", "XLSX") else set()
    return next((name for name, wanted in TABLES if wanted <= columns), "")


def names_of(form: str, dialect: str) -> Names:
    """Which tags or columns hold which field in this format, as this writer uses it."""
    return {**FIELDS[form], **DIALECT_FIELDS.get((form, dialect), {})}
