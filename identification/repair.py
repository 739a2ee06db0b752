"""What an export's values mean: the one DOI, the year, the plain title. Repair never touches a record's id."""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, unquote

# Older DOIs hold pages in angle brackets, "<1661::aid-sim968>"; no markup begins with a digit.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/(?:[^\s\"<>]|<\d[^\s\"<>]*:[^\s\"<>]*>)+")
DOI_WITH_BLANKS = re.compile(r"\b(10\.)\s*(\d{4,9}(?:\.\d+)*)\s*/\s*(?=\S)")
DOI_AGAIN = re.compile(
    r"(?:(?<=\w)|[;,|]+|\band\b|(?:https?://)?(?:dx\.)?doi\.org/|doi:)+(?=10\.\d{4,9}/)", re.IGNORECASE
)
# What an address puts behind a DOI: the view of the text, the query, the place on the page.
BEHIND_DOI = re.compile(
    r"(?:/(?:full(?:text)?(?:/(?:html|pdf))?|abstract|epdf|pdf|meta|summary|references|html)|\.pdf|\[(?:doi|pii)\]"
    r"|[?&](?:[a-z_]\w*=|needaccess\b)[^\s]*|#[a-z][\w:-]*)/?$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
PMID = re.compile(r"(?:https?://\S*(?:pubmed|pmid)\S*/|PMID:?\s*)?(\d{1,9})(?:\.0)?/?(?:\s*\[PMID\])?", re.IGNORECASE)
NO_LETTERS = re.compile(r"[\W_]+")
ASCII_NO_LETTERS = {number: " " for number in range(128) if not chr(number).isalnum()}
MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|p|jats:\w+)\b[^>]*>", re.IGNORECASE)
# What UTF-8 looks like when it was read as Windows-1252 or Latin-1: two signs for one letter, three for a mark.
BROKEN = re.compile("[ÂÃÅÄÎÏÐÑØÙ][\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â[€\x80][\x80-\xbf™œ\x9d˜“”¢¦]|ï»¿|Ã\u00a0")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY_MONTH = re.compile(r"(\d{1,2})[-/ ]([A-Za-z]{3})")
MONTH_DAY = re.compile(r"([A-Za-z]{3})[-/ ](\d{1,2})")
PAGES_WORD = re.compile(r"^(?:pages?|pp?|pgs?)(?:\.\s*|\s+)(?=\w*\d)", re.IGNORECASE)


def repair_doi(text: str) -> str:
    """The DOI in lower case, whatever it was wrapped in; nothing when there is none.

    >>> repair_doi("http://dx.doi.org/10.1016/0376-8716%2876%2990010-7")
    '10.1016/0376-8716(76)90010-7'

    >>> repair_doi("https://doi.org/10.1/X "), repair_doi("10.1000/ab and http://dx.doi.org/10.1000/ab.")
    ('', '10.1000/ab')

    >>> repair_doi("10.1000/ab10.1000/ab"), repair_doi("doi: 10. 1000 / ab"), repair_doi("10.1000/ab [doi]")
    ('10.1000/ab', '10.1000/ab', '10.1000/ab')

    >>> repair_doi("https://journal.example/doi/10.1000/ab/full?utm_source=x#s2"), repair_doi("10.1000/a#b")
    ('10.1000/ab', '10.1000/a#b')
    """
    text = DOI_WITH_BLANKS.sub(r"\1\2/", _unescape(unquote(text)))
    found = DOI.search(text)
    if not found:
        return ""
    doi = _once(found[0])
    is_address = bool(re.search(r"(?:https?:|www\.)\S*$", text[: found.start()])) or "?" in doi
    while True:
        shorter = _balance(doi.rstrip(".,;:|'"))
        shorter = BEHIND_DOI.sub("", shorter) if is_address or shorter.endswith("]") else shorter
        if shorter == doi or not DOI.fullmatch(shorter):
            return doi.lower()
        doi = shorter


def _once(doi: str) -> str:
    """One DOI where the same one, or another, was written behind it without a blank."""
    cut = next((found.start() for found in DOI_AGAIN.finditer(doi) if DOI.fullmatch(doi[: found.start()])), len(doi))
    first, rest = doi[:cut], doi[cut:]
    return first if rest and first.casefold().rstrip(".,;") in rest.casefold() else doi


def link_to(doi: str, url: str | None = "") -> str:
    """Where a reader begins to look for a text: the DOI as an address, else the record's own address.

    >>> link_to("10.5555/one", "https://journal.example/one"), link_to("", None)
    ('https://doi.org/10.5555/one', '')
    """
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else url or ""


def repair_pmid(text: str) -> str:
    """The number of a record in PubMed, or nothing.

    >>> repair_pmid("31000001"), repair_pmid("35957633 [PMID]"), repair_pmid("PMC9359172 [PMCID]")
    ('31000001', '35957633', '')
    """
    found = PMID.fullmatch(text.strip())
    return found[1] if found else ""


def repair_year(text: str) -> str:
    """The first year between 1800 and 2099 in a date.

    >>> repair_year("2018//"), repair_year("2022.0"), repair_year("20220101"), repair_year("in press")
    ('2018', '2022', '2022', '')

    >>> repair_year("c2019"), repair_year("2019 Mar"), repair_year("1. Juni 2019"), repair_year("2019-2020")
    ('2019', '2019', '2019', '2019')
    """
    text = re.sub(r"^(\d{4})(0[1-9]|1[0-2])([0-3]\d)$", r"\1", text.strip())
    found = YEAR.search(text)
    return found[0] if found else ""


def repair_pages(text: str) -> str:
    """Pages as an article gives them: without words and marks around them, and no day that Excel made of them.

    >>> repair_pages("01-Jun"), repair_pages("2-May"), repair_pages("Jun-15"), repair_pages("2001-06-01 00:00:00")
    ('1-6', '2-5', '6-15', '2001-06-01 00:00:00')

    >>> repair_pages("pp. 12–19."), repair_pages("12--19"), repair_pages("S251-S261"), repair_pages("1-12, 14")
    ('12-19', '12-19', 'S251-S261', '1-12, 14')
    """
    kept = PAGES_WORD.sub("", re.sub(r"\s*(?:[‐‑‒–—−]|--+)\s*", "-", text.strip())).rstrip(".,;: ")
    for pattern, day, month in ((DAY_MONTH, 1, 2), (MONTH_DAY, 2, 1)):
        found = pattern.fullmatch(kept)
        if found and found[month].lower() in MONTHS and 1 <= int(found[day]) <= DAYS:
            numbers = {day: int(found[day]), month: MONTHS.index(found[month].lower()) + 1}
            return f"{numbers[1]}-{numbers[2]}"
    return kept


# Days of the longest month: "45-May" is no day that Excel wrote.
DAYS = 31


def repair_text(text: str) -> str:
    """Text without markup, entities and double blanks, and with the letters that a wrong encoding broke.

    >>> repair_text("Caf&amp;eacute; <i>talk</i>"), repair_text("leadersâ€™ rÃ´le"), repair_text("[Übung macht]")
    ('Café talk', 'leaders’ rôle', '[Übung macht]')
    """
    if BROKEN.search(text):
        from ftfy import fix_encoding  # here, because few exports are broken

        text = fix_encoding(text)
    return " ".join(MARKUP.sub("", _unescape(text)).split())


def _unescape(text: str) -> str:
    """Entities as letters, also where they were escaped twice."""
    return html.unescape(html.unescape(text)) if "&" in text else text


PARTICLE = r"(?:[dD][aeiu]|[dD]el|[vV][ao]n|[dD]e[rn]|[lL][ae]|[tT]e[nr]|[eEaA]l|[sS]t\.?)"
ONE_SURNAME = rf"(?:{PARTICLE}\s+)*[^\W\d_][\w'’‐-]*"
SURNAME = rf"{ONE_SURNAME}(?: {ONE_SURNAME})?"
INITIALS = r"(?:[^\W\d_a-zà-ÿ]\.?[ -]?){1,4}"
# "Ash K", "van der Berg, K.-L.", "Ash, K": a name and initials, by which a list in one value can be taken apart.
NAME_INITIALS = re.compile(rf"{SURNAME} {INITIALS}(?: (?:Jr|Sr|2nd|3rd|I{{2,3}}|IV)\.?)?")
COMMA_LIST = re.compile(rf"({SURNAME}, ?{INITIALS})(?:,? (?:and|&) |, |$)")
INITIALS_NAME = re.compile(rf"{INITIALS} {SURNAME}")
PLAIN_NAME = re.compile(rf"{INITIALS} ?{SURNAME}|[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){{1,3}}")
AND = re.compile(r",?\s+(?:and|&)\s+")


def repair_authors(values: Sequence[str]) -> str:
    """The authors joined by "; ": a list that came in one value is taken apart where nothing else can be meant.

    >>> repair_authors(["Ash, Kim", "Birch, L."]), repair_authors(["Ash K, Birch L."]), repair_authors(["Ash, Kim"])
    ('Ash, Kim; Birch, L.', 'Ash K; Birch L', 'Ash, Kim')

    >>> repair_authors(["K. Ash and L. Birch"]), repair_authors(["Ash, K., Birch, L."]), repair_authors(["Ash;Birch"])
    ('K. Ash; L. Birch', 'Ash, K.; Birch, L.', 'Ash; Birch')

    >>> repair_authors(["Ash, Kim and Birch, Lee"]), repair_authors(["Department of Health and Social Care"])
    ('Ash, Kim; Birch, Lee', 'Department of Health and Social Care')
    """
    names = [name for value in values for name in (_names(value) if len(values) == 1 else [value])]
    return "; ".join(filter(None, (repair_text(name).strip(" ;,") for name in names)))


def _names(value: str) -> list[str]:
    value = " ".join(_unescape(value).split())
    for sign in (";", "|", "\n"):
        if sign in value:
            return [one for part in value.split(sign) for one in [part.strip()] if one]
    ending = "." if value.count(".") == 1 else ""
    listed = re.split(r", (?:and |& )?|\s+(?:and|&)\s+", value.removesuffix(ending))
    if len(listed) > 1 and any(all(order.fullmatch(one) for one in listed) for order in (NAME_INITIALS, INITIALS_NAME)):
        return listed
    apart = COMMA_LIST.findall(value)
    if len(apart) > 1 and COMMA_LIST.sub("", value).strip(" ,") == "":
        return [one.strip() for one in apart]
    both = AND.split(value)
    if len(both) > 1 and all(one.count(",") == 1 for one in both):
        return both
    if len(both) > 1 and "," not in both[-1]:
        first = both[0].split(", ") + both[1:]
        if all(PLAIN_NAME.fullmatch(one.strip()) for one in first) and any("." in one for one in first):
            return first
    return [value]


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
