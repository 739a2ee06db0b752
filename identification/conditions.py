"""What can be said of two records? Each condition by the words in which the rules for duplicates are written.

What is missing on one side neither agrees nor contradicts: where one record has no volume, neither "one volume" nor
"two volumes" holds.
"""

from collections.abc import Callable, Mapping

import numpy as np

from identification.comparison import Compared, Flags
from identification.rules import Rule

# fuzz.ratio of titles in letters and digits: 97 lets two typing errors pass in a title of usual length, 90 a changed
# word, 80 a changed ending. Measured on the labelled sets (docs/method.md).
TITLE_SAME = 97.0
TITLE_NEAR = 90.0
TITLE_ALIKE = 80.0
# A notice carries the article's title plus a few words: about 70 of 100 for titles of usual length.
TITLE_OF_NOTICE = 70.0
# Titles under 25 letters recur ("Editorial", "In this issue"): they say nothing without a place in a volume.
TITLE_SHORT = 25
# Years between a preprint and its article.
YEARS_TO_PRINT = 3
# Of 100: token sets of one author list in two styles, or with the names of one author exchanged (docs/method.md).
AUTHORS_SAME = 75.0


def _place(c: Compared) -> Flags:
    return c.same_volume & c.same_page


def _alike(c: Compared) -> Flags:
    return (c.title >= TITLE_ALIKE) | c.contained


def _author_list(c: Compared) -> Flags:
    return c.authors >= AUTHORS_SAME


def _one_title(c: Compared) -> Flags:
    return (c.title >= TITLE_SAME) & (c.title_length > 0)


def _elsewhere(c: Compared) -> Flags:
    apart = c.other_volume & c.other_page & (c.year_gap > 0)
    return ((c.other_venue & ~c.same_volume) | apart) & ~c.same_doi


def _contradicting(c: Compared) -> Flags:
    named = c.other_doi & (c.other_issue | c.other_volume | c.other_page)
    return named | (c.other_volume & c.other_page)


def _bridged(c: Compared) -> Flags:
    return _contradicting(c) | (c.other_venue & c.other_page & ~c.same_volume & ~c.same_doi)


CONDITIONS: Mapping[str, Callable[[Compared], Flags]] = {
    "one title": _one_title,
    "nearly one title": lambda c: ((c.title >= TITLE_NEAR) | c.contained) & (c.title_length > 0),
    "like titles": _alike,
    "titles alike to their end": lambda c: c.title >= TITLE_ALIKE,
    "titles but for a number": lambda c: c.numbers_differ & (c.title >= TITLE_NEAR),
    "titles but for a year": lambda c: c.numbers_differ & c.years_differ & (c.title >= TITLE_NEAR),
    "the title of one begins that of the other": lambda c: c.contained,
    "the title and a notice of it": lambda c: (c.title >= TITLE_OF_NOTICE) | c.same_doi | c.contained,
    "short title": lambda c: c.title_length < TITLE_SHORT,
    "a translated title": lambda c: c.translated,
    "titles of one DOI in two languages": lambda c: c.other_language,
    "one first author": lambda c: c.same_author,
    "one author list": _author_list,
    "one first author or list": lambda c: c.same_author | _author_list(c),
    "other authors": lambda c: c.other_author,
    "one year": lambda c: c.year_gap == 0,
    "years at most one apart": lambda c: c.year_gap <= 1,
    "years more than one apart": lambda c: c.year_gap > 1,
    "too long in print": lambda c: c.year_gap > YEARS_TO_PRINT,
    "one venue": lambda c: c.same_venue,
    "two venues": lambda c: c.other_venue,
    "one volume": lambda c: c.same_volume,
    "two volumes": lambda c: c.other_volume,
    "one issue": lambda c: c.same_issue,
    "two issues": lambda c: c.other_issue,
    "one issue or a translated title": lambda c: c.same_issue | c.translated,
    "one first page": lambda c: c.same_page,
    "one range of pages": lambda c: c.same_pages,
    "two pages": lambda c: c.other_page,
    "one place": _place,
    "two places": lambda c: c.other_doi | c.other_volume | c.other_page | c.other_issue,
    "two volumes and pages": lambda c: c.other_volume & c.other_page,
    "published elsewhere": _elsewhere,
    "places that contradict": _contradicting,
    "places or venues that contradict": _bridged,
    "one DOI": lambda c: c.same_doi,
    "two DOIs": lambda c: c.other_doi,
    "one PMID": lambda c: c.same_pmid,
    "one abstract": lambda c: c.same_abstract,
    "two abstracts": lambda c: c.other_abstract,
    "other authors or abstracts": lambda c: c.other_author | c.other_abstract,
    "one is a notice": lambda c: c.notice,
    "one is a preprint": lambda c: c.one_preprint,
    "one is a thesis": lambda c: c.one_thesis,
    "one is of a meeting": lambda c: c.one_meeting,
    "both are of meetings": lambda c: c.two_meetings,
    "one is a protocol": lambda c: c.one_protocol,
    "one is a summary": lambda c: c.one_summary,
}


def fires(rule: Rule, compared: Compared) -> Flags:
    """The pairs on which a rule fires."""
    return np.asarray(~unmet(rule, compared).any(axis=0), dtype=bool)


def unmet(rule: Rule, compared: Compared) -> Flags:
    """Which conditions of a rule pairs do not meet, first of `when`, then of `unless`: a row each, a column a pair."""
    wanted = [~CONDITIONS[name](compared) for name in rule.when]
    return np.stack(wanted + [CONDITIONS[name](compared) for name in rule.unless])
