"""Is a file the text of a report, or material beside it? By its name, and by how it begins."""

import os
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from extraction.documents import DocumentMatch
from identification.vocabulary import FileRole, MatchVerdict

BY_MAIN = "main text"

# How publishers name files of this kind: mmc1 (Elsevier), MOESM1_ESM (Springer), s001 or S1 (PLOS, ubiquity), supp,
# supplement, supinfo (Wiley), sup-0001, "Additional file 1" (BMC), appendix.
SUPPLEMENT_NAME = re.compile(
    r"(?:^|[-_. ()])"
    r"(?:(?:supp(?:l(?:ement(?:ary|al)?)?)?|supinfo|additional[-_ ]?files?|append(?:ix|ices))[-_ ]?\w{0,3}|"
    r"sup-?\d+|mmc\d+|moesm\d+|\d*esm|sm?\d{1,3})(?=$|[-_. ()])",
    re.IGNORECASE,
)
# How such a file begins; an article may name its appendix anywhere, but not at the head of its first lines.
SUPPLEMENT_START = re.compile(
    r"^\W*(?:online |web |electronic )?"
    r"(?:supplement(?:ary|al)? (?:material|data|information|appendix|file|table|methods)|supporting information|"
    r"additional file|appendix [a-z0-9]\b|supplement(?:ary|al)? to\b)",
    re.IGNORECASE | re.MULTILINE,
)
# Letters ahead of those words, for a running head.
START_LETTERS = 80
# A common beginning of two names below this says nothing: "smith" is many files'.
SHARED_NAME = 6


def names_supplement(name: str, opening: str) -> bool:
    """Whether a file says, by its name or first words, that it is material beside a report.

    >>> names_supplement("ijic-23-3-7516-s1.pdf", ""), names_supplement("1-s2.0-S0140673620-mmc1.pdf", "")
    (True, True)
    >>> names_supplement("smith 2020.pdf", "Supplementary material for Smith et al."), names_supplement("s2020.pdf", "")
    (True, False)
    """
    found = SUPPLEMENT_START.search(opening)
    return bool(SUPPLEMENT_NAME.search(PurePosixPath(name).stem)) or bool(found and found.start() <= START_LETTERS)


def main_text_of(name: str, mains: Iterable[str]) -> str:
    """The one file after which a supplement is named: the name of both is the same up to the mark; nothing if unsure.

    >>> main_text_of("ijic-23-3-7516-s1.pdf", ["ijic-23-3-7516.pdf", "ijic-23-3-7517.pdf"])
    'ijic-23-3-7516.pdf'
    >>> main_text_of("supplement.pdf", ["smith_2020.pdf"])
    ''
    """
    stem = SUPPLEMENT_NAME.split(_stem(name))[0].rstrip("-_. (")
    if len(stem) < SHARED_NAME:
        return ""
    found = [main for main in mains if _stem(main).rstrip("-_. ") == stem or _begins(_stem(main), stem)]
    return found[0] if len(found) == 1 else ""


def _begins(longer: str, stem: str) -> bool:
    return os.path.commonprefix([longer, stem]) == stem and not longer[len(stem) : len(stem) + 1].isalnum()


def _stem(name: str) -> str:
    return PurePosixPath(name).stem.casefold()


def lead_supplements(found: Mapping[str, DocumentMatch], said: Container[str]) -> dict[str, DocumentMatch]:
    """A supplement belongs to the one report that it names, or to that of the file after which it is named itself."""
    led, mains = dict(found), [name for name, one in found.items() if one.report_id and one.role is FileRole.MAIN]
    for name, one in found.items():
        if one.role is FileRole.SUPPLEMENT and not one.report_id and name not in said:
            main = main_text_of(name, mains)
            group = found[main].report_id if main else ""
            if len(one.candidates) == 1 and group in ("", *one.candidates):
                group = one.candidates[0]
            if group and group in (one.candidates or (group,)):
                led[name] = replace(one, verdict=MatchVerdict.CERTAIN, report_id=group, matched_by=BY_MAIN, why="")
    return led
