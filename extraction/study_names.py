"""What is a study called? Author and year of its first report, as citations have it."""

from collections import Counter
from collections.abc import Iterable
from string import ascii_lowercase

from extraction.documents import Report


def name_studies(reports: Iterable[Report]) -> dict[str, str]:
    """Author and year of each study's first report; studies that would share a name get letters, as in citations."""
    first: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: (report.year, report.report_id)):
        first.setdefault(report.study_id, report)
    plain = {study_id: _citation(report) for study_id, report in first.items()}
    shared = Counter(plain.values())
    used: Counter[str] = Counter()
    names = {}
    for study_id in sorted(plain):
        name = plain[study_id]
        names[study_id] = name + (_letter(used[name]) if shared[name] > 1 else "")
        used[name] += 1
    return names


def _citation(report: Report) -> str:
    authors = [one.strip() for one in report.authors.split(";") if one.strip()]
    if not authors:
        words = report.title.split()[:TITLE_WORDS]
        return f"{' '.join(words)} {report.year}".strip() or report.report_id
    others = " et al." if len(authors) > 1 else ""
    return f"{_surname(authors[0])}{others} {report.year}".strip()


def _surname(author: str) -> str:
    """The family name: before the comma, or before trailing initials (PubMed); organisations stay whole."""
    before = author.split(",")[0].split()
    while len(before) > 1 and before[-1].isupper() and len(before[-1]) <= INITIALS:
        before.pop()
    return " ".join(before)


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else f"-{place + 1}"


TITLE_WORDS = 5  # enough to know a title without an author again, and still a name
INITIALS = 3  # PubMed writes "Marsh TJR": more capitals than three are an acronym, as in "King's Fund NHSE"
