"""What does an extract say on the themes card, and what does it add to a theme that others have not added already?

The count is that of `independent_studies`; here each extract gets the reason why it moves that count or does not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.documents import Extract, Report
from identification.vocabulary import CodeStatus, Outcome
from synthesis.quotes import distinct_quotes
from synthesis.states import Coded, independent_studies, origin_of

# What an extract that adds no study is, in the sentence under a theme.
SAME_STUDY, TAKEN_OVER, OF_REVIEW = "of a study counted already", "taken over from what is counted", "of a review"


@dataclass(frozen=True)
class Member:
    """An extract of a theme; `kind` and `why` say why it adds no study, and are empty where it adds one."""

    extract_id: str
    kind: str = ""
    why: str = ""


def first_of_passage(extracts: Iterable[Extract]) -> dict[str, str]:
    """For each extract the first one of its passage: what two people gave one code at one place is one quote."""
    by_code: dict[str, list[Extract]] = defaultdict(list)
    for one in extracts:
        by_code[one.code_id].append(one)
    passages = [passage for found in by_code.values() for passage in distinct_quotes(found)]
    return {one.extract_id: passage[0].extract_id for passage in passages for one in passage}


def short_name(report: Report) -> str:
    """A report as people call it: first author and year, else its title."""
    return " ".join(filter(None, (report.authors.split(",")[0].split(";")[0], report.year))) or report.title


def study_names(reports: Iterable[Report]) -> dict[str, str]:
    """Each study by the names of all its included reports."""
    names: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.outcome == Outcome.INCLUDED:
            names[report.study_id].append(short_name(report))
    return {study: " and ".join(dict.fromkeys(sorted(found))) for study, found in names.items()}


def members_of(extract_ids: Sequence[str], coded: Coded, names: dict[str, str]) -> list[Member]:
    """The extracts of a theme by the study that they count for, each with the reason where it adds none."""
    by_id = {one.extract_id: one for one in (*coded.extracts, *coded.beside)}
    beside = {one.extract_id for one in coded.beside}
    standing = [by_id[one] for one in extract_ids if one in by_id and by_id[one].status != CodeStatus.LOOKED_NOT_FOUND]
    own, shared = independent_studies(coded, [one for one in standing if one.extract_id not in beside])
    by_unit: dict[str, list[Extract]] = defaultdict(list)
    for one in standing:
        by_unit["" if one.extract_id in beside else _unit(one, own, shared, coded)].append(one)
    reviews = [Member(one.extract_id, OF_REVIEW, f"{OF_REVIEW}: in no count") for one in by_unit.pop("", [])]
    known = {one.extract_id for one in standing}
    gone = [Member(one) for one in extract_ids if one not in known]
    counted = [member for found in by_unit.values() for member in _of_unit(found, coded, names)]
    return [*counted, *reviews, *gone]


def why_fewer(members: Iterable[Member], studies: int, standing: int) -> str:
    """One sentence on why so many extracts are so few studies; none where each is a study of its own."""
    kinds = Counter(one.kind for one in members if one.kind)
    if not kinds:
        return ""
    told = [f"{kinds[kind]} {kind}" for kind in (SAME_STUDY, TAKEN_OVER, OF_REVIEW) if kinds[kind]]
    extracts = f"{standing} extract{'' if standing == 1 else 's'}"
    return f"{extracts}, {studies} of which add a study; {', '.join(told)}"


def _unit(one: Extract, own: set[str], shared: Iterable[set[str]], coded: Coded) -> str:
    origin = origin_of(one, coded)
    if origin in own:
        return origin
    return one.study_id if one.study_id in own else min(next(group for group in shared if one.study_id in group))


def _of_unit(found: Sequence[Extract], coded: Coded, names: dict[str, str]) -> list[Member]:
    # What a study says of its own stands for it, before what others quote from it.
    first, *others = sorted(found, key=lambda one: origin_of(one, coded) != one.study_id)
    return [Member(first.extract_id), *(_again(one, first, coded, names) for one in others)]


def _again(one: Extract, first: Extract, coded: Coded, names: dict[str, str]) -> Member:
    origin = origin_of(one, coded)
    if one.study_id == first.study_id:
        return Member(one.extract_id, SAME_STUDY, f"same study as {names.get(first.study_id, '')}, p. {first.page}")
    source = names.get(origin, origin)
    return Member(one.extract_id, TAKEN_OVER, f"quoted from {source}, which is counted already")
