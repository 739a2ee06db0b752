"""What an export's values mean: the one DOI, the year, the plain title. Repair never touches a record's id."""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
NO_LETTERS = re.compile(r"[\W_]+")
ASCII_NO_LETTERS = {number: " " for number in range(128) if not chr(number).isalnum()}
MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|p|jats:\w+)\b[^>]*>", re.IGNORECASE)


def repair_doi(text: str) -> str:
    """The DOI in lower case, whatever it was wrapped in; nothing when there is none.

    >>> repair_doi("http://dx.doi.org/10.1016/0376-8716%2876%2990010-7")
    '10.1016/0376-8716(76)90010-7'

    >>> repair_doi("https://doi.org/10.1/X "), repair_doi("10.1000/ab and http://dx.doi.org/10.1000/ab.")
    ('', '10.1000/ab')
    """
    found = DOI.search(unquote(html.unescape(text)))
    return _balance(found[0].rstrip(".,;")).lower() if found else ""


def link_to(doi: str, url: str | None = "") -> str:
    """Where a reader begins to look for a text: the DOI as an address, else the record's own address.

    >>> link_to("10.5555/one", "https://journal.example/one"), link_to("", None)
    ('https://doi.org/10.5555/one', '')
    """
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else url or ""


def repair_year(text: str) -> str:
    """The first year between 1800 and 2099 in a date.

    >>> repair_year("2018//"), repair_year("2022.0"), repair_year("20220101"), repair_year("in press")
    ('2018', '2022', '2022', '')
    """
    text = re.sub(r"^(\d{4})(0[1-9]|1[0-2])([0-3]\d)$", r"\1", text.strip())
    found = YEAR.search(text)
    return found[0] if found else ""


def repair_text(text: str) -> str:
    """Text without markup, entities and double blanks."""
    return " ".join(MARKUP.sub("", html.unescape(text)).split())


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Letters and digits only, in lower case and without accents, one blank between words: for comparing, not showing.

    >>> plain("Système-wide  LEADERSHIP: what’s new?")
    'systeme wide leadership what s new'
    """
    kept = text.casefold()
    if kept.isascii():
        return " ".join(kept.translate(ASCII_NO_LETTERS).split())
    letters = unicodedata.normalize("NFKD", kept)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NO_LETTERS.sub(" ", kept).strip()


def _balance(doi: str) -> str:
    """A DOI may hold brackets; one that only closes belongs to the sentence around it."""
    return doi.rstrip(")]") if doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]") else doi
