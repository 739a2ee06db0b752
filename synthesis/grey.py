"""Which studies are grey literature? Known by where their records come from and by what databases call them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extraction.documents import Report
from identification.vocabulary import Outcome

# Sources whose records are grey literature when no other source brought them; what a reference list or an expert
# brings may be an article.
GREY = ("website", "organisation")
# What exports call a report, thesis, web page or government document, in their words and as types of RIS and BibTeX.
# The type ELEC is not among them: RIS means a web page, and Ovid writes it for the trials of CENTRAL. Brief and
# registered reports are articles.
GREY_KIND = re.compile(
    r"(?<!case )(?<!brief )(?<!short )(?<!registered )\breports?\b|\btechreport\b|\b(?:phd|masters?)?thes[ie]s\b|"
    r"\bdissertations?\b|\bweb ?(?:page|site)s?\b|\bgovernment (?:document|publication)s?\b|"
    r"\b(?:working|discussion|policy) papers?\b|\bgr[ea]y literature\b|"
    r"^(?:RPRT|THES|BLOG|GOVDOC|UNPB|PAMP)$|^(?:online|www)$",
    re.IGNORECASE,
)
# An export that gives several types names the journal article among them.
ARTICLE = re.compile(r"\bjournal article\b|\bjour\b", re.IGNORECASE)


@dataclass(frozen=True)
class Grey:
    """The studies that are grey literature, and what was looked at to know it, in words."""

    studies: frozenset[str]
    looked_at: str


def grey_studies(
    reports: Iterable[Report],
    sources: Mapping[str, Sequence[str]],
    kinds: Mapping[str, str],
    called: Mapping[str, str],
) -> Grey:
    """The studies all of whose included reports are grey.

    `sources` are those that brought each record, with their `kinds`, and `called` is what an export says that a record
    is. A report is grey by either. One of which no source is known and nothing is said is not taken for grey.
    """
    by_study: dict[str, list[bool]] = {}
    brought: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for report in reports:
        if report.outcome == Outcome.INCLUDED:
            from_kinds = {kinds.get(source, "") for one in report.record_ids for source in sources.get(one, [])}
            said = {called[one] for one in report.record_ids if called.get(one)}
            by_study.setdefault(report.study_id, []).append(_from_grey(from_kinds) or _called_grey(said))
            brought.update(from_kinds or {""})
            types.update(said or {""})
    looked_at = (
        f"Looked at, of {sum(map(len, by_study.values())):,} included reports: their sources ({_listed(brought)}) and "
        f"what these call them ({_listed(types)})."
    )
    return Grey(frozenset(study for study, grey in by_study.items() if all(grey)), looked_at)


def _from_grey(kinds: Iterable[str]) -> bool:
    found = list(kinds)
    return bool(found) and all(one in GREY for one in found)


def _called_grey(said: Iterable[str]) -> bool:
    found = list(said)
    return any(GREY_KIND.search(one) for one in found) and not any(ARTICLE.search(one) for one in found)


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name or 'not told'} {number}" for name, number in sorted(counted.items(), key=_told_first))


def _told_first(one: tuple[str, int]) -> tuple[bool, str]:
    return not one[0], one[0]
