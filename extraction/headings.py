"""What a line is by its own words: a list item by its bullet, a heading by a section's usual name."""

import re
from functools import lru_cache

from identification.vocabulary import Section

BULLET = re.compile(r"^(?:[•●▪◦‣·∙■□➢✓–—*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])(?=\s|$)")
NUMBER = re.compile(r"^(?:#+\s*)?(?:(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Z]\.)\s*[|:]?\s+)?")
REFERENCES = frozenset(
    {"references", "listofreferences", "referencelist", "bibliography", "literaturecited", "workscited"}
    | {"referencesandnotes", "notesandreferences", "referencesandfurtherreading", "endnotes"}
)
# Names that are headings in whatever type they are set. "Setting" or "Participants" are not: they start table rows.
SECTIONS = REFERENCES | {
    *("abstract", "summary", "executivesummary", "plainlanguagesummary", "keywords", "introduction", "background"),
    *("method", "methods", "methodology", "materialsandmethods", "materialandmethods", "patientsandmethods"),
    *("results", "findings", "discussion", "conclusion", "conclusions", "recommendations", "limitations"),
    *("acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "competinginterests"),
    *("conflictofinterest", "conflictsofinterest", "funding", "authorcontributions", "appendix", "appendices", "annex"),
}
PARTS = {
    Section.ABSTRACT: ("abstract", "summary", "executivesummary", "plainlanguage"),
    Section.INTRODUCTION: ("introduction", "background"),
    Section.METHODS: ("method", "materialsandmethod", "materialandmethod", "materialmethod", "patientsandmethod"),
    Section.RESULTS: ("result", "finding", "keyfinding"),
    Section.DISCUSSION: ("discussion", "conclusion", "limitation", "strengthsandlimitation", "recommendation"),
}
# "References and further reading", spaced out letter by letter and numbered.
LONGEST = 70


def is_item(text: str) -> bool:
    """Whether a line starts a list item.

    >>> is_item("• trust"), is_item("(a) trust"), is_item("A trust"), is_item("3.2 per cent")
    (True, True, False, False)
    """
    return bool(BULLET.match(text))


@lru_cache(maxsize=4096)
def is_section(text: str) -> bool:
    """Whether a line is the usual name of a section.

    >>> is_section("2 | METHODS"), is_section("Appendix B:"), is_section("Methods are rare")
    (True, True, False)
    """
    return len(text) <= LONGEST and section_name(text) in SECTIONS


def section_of(text: str) -> Section:
    """The part of a report that a heading opens.

    >>> section_of("2. Materials and Methods"), section_of("Results and discussion"), section_of("Trust")
    (<Section.METHODS: 'methods'>, <Section.RESULTS: 'results'>, <Section.OTHER: 'other'>)
    """
    name = section_name(text)
    if name in REFERENCES:
        return Section.REFERENCES
    return next((part for part, names in PARTS.items() if name.startswith(names)), Section.OTHER)


def section_name(text: str) -> str:
    """The letters of a heading without its number: kerned type can read as "Ref erences" or "R E S U L T S".

    >>> section_name("5. R EFERENCES:")
    'references'
    """
    name = NUMBER.sub("", text, count=1).casefold().strip()
    name = re.sub(r"\b(appendix|annex)\s+\w{1,2}\W*$", r"\1", name)
    return re.sub(r"[\W\d_]+", "", name)
