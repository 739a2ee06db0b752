"""What does each study say of each code? Present, absent because a person looked, or not known."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extraction.codebook import Codebook
from extraction.documents import Extract, Report, StudyCode, Suggestion
from identification.vocabulary import (
    Attribution,
    CellState,
    CodeStatus,
    DocumentStatus,
    Outcome,
    Perspective,
    SuggestedBy,
)

EVIDENCE = (CodeStatus.AFFIRMED, CodeStatus.CONTESTED)
# Leaders are part of the workforce and patients of the community; neither is a cell of its own.
SEEN_AS: Mapping[Perspective, Perspective] = {
    Perspective.LEADER: Perspective.WORKFORCE,
    Perspective.PATIENT: Perspective.COMMUNITY,
}
# What counts as "the machine found something": words of the codebook, or a rule for facts. A passage merely like
# others would else make every report unknown that nobody has looked through.
FIRED = (SuggestedBy.CUES, SuggestedBy.FACT_RULE)
# From which share on the review no longer says "almost none" of a gap, where the protocol declares no other.
RARE_SHARE = 0.05
WHY_NOT: Mapping[CodeStatus, str] = {
    CodeStatus.ABSENCE_STATED: "states that such research is absent, which is no evidence",
    CodeStatus.RECOMMENDATION: "recommends, and reports nothing",
    CodeStatus.QUESTION: "asks, and reports nothing",
    CodeStatus.DESCRIPTIVE: "describes the sample only",
    CodeStatus.LOOKED_NOT_FOUND: "was looked for and not found",
}


@dataclass(frozen=True)
class Coded:
    """The included studies with everything that is known of them: the ground that all counts stand on.

    `beside` are the extracts of reviews that cite studies counted here: shown, and in no count.
    """

    studies: tuple[str, ...]
    reports: tuple[Report, ...]
    extracts: tuple[Extract, ...]
    codes: frozenset[str]
    beside: tuple[Extract, ...] = ()

    def of_study(self, study_id: str) -> list[Extract]:
        """The extracts of the reports of one study."""
        return self._by_study.get(study_id, [])

    def of_report(self, report_id: str) -> list[Extract]:
        """The extracts of one report."""
        return self._by_report.get(report_id, [])

    def quoting(self, study_id: str) -> list[Extract]:
        """What reports quote from one study."""
        return self._by_origin.get(study_id, [])

    @cached_property
    def _by_study(self) -> dict[str, list[Extract]]:
        return _grouped(self.extracts, lambda extract: extract.study_id)

    @cached_property
    def _by_report(self) -> dict[str, list[Extract]]:
        return _grouped(self.extracts, lambda extract: extract.report_id)

    @cached_property
    def _by_origin(self) -> dict[str, list[Extract]]:
        return _grouped(self.extracts, lambda extract: extract.origin)


def _grouped(extracts: Iterable[Extract], key: Callable[[Extract], str]) -> dict[str, list[Extract]]:
    found: dict[str, list[Extract]] = defaultdict(list)
    for extract in extracts:
        found[key(extract)].append(extract)
    return found


@dataclass(frozen=True)
class DeclaredGap:
    """A gap as the protocol declares it before coding: a family, its codes and the perspectives.

    Below `rare_share` the review may say "almost none".
    """

    id: str
    family: str
    name: str
    codes: tuple[str, ...]
    perspectives: tuple[str, ...]
    rare_share: float = RARE_SHARE


def declared_gaps(entries: Iterable[Mapping[str, Any]]) -> list[DeclaredGap]:
    """The gaps of the protocol's `gaps` section."""
    return [
        DeclaredGap(
            id=entry["id"],
            family=entry["family"],
            name=entry["name"],
            codes=tuple(entry["codes"]),
            perspectives=tuple(entry["perspectives"]),
            rare_share=float(entry.get("rare_share", RARE_SHARE)),
        )
        for entry in entries
    ]


def included_studies(reports: Iterable[Report], extracts: Iterable[Extract], codebook: Codebook) -> Coded:
    """The studies of which at least one report is included, and their extracts; excluded reports count nowhere.

    A review that cites an included primary study is no study of its own: its findings may be that study's, told again.
    What it quotes from a study that is counted is that study's.
    """
    kept = [report for report in reports if report.outcome == Outcome.INCLUDED]
    counted = [report for report in kept if not report.covers]
    studies, of_review = {report.study_id for report in counted}, {one.report_id for one in kept if one.covers}
    included = {report.report_id for report in kept}
    found = [extract for extract in extracts if extract.report_id in included]
    beside = [one for one in found if one.report_id in of_review and not _quotes_from(one, studies)]
    return Coded(
        studies=tuple(sorted(studies)),
        reports=tuple(counted),
        extracts=tuple(one for one in found if one not in beside),
        codes=frozenset(code.id for code in codebook.codes if code.marks is None),
        beside=tuple(beside),
    )


def _quotes_from(extract: Extract, studies: Collection[str]) -> bool:
    return extract.attribution == Attribution.QUOTED and extract.origin in studies


def counts_as_evidence(extract: Extract, coded: Coded) -> tuple[bool, str]:
    """Whether an extract is a finding of its own study, and the reason in words."""
    if extract.status not in EVIDENCE:
        return False, WHY_NOT[extract.status]
    if extract in coded.beside:
        return False, "is a review's that cites included studies and is not counted beside them"
    if extract.attribution == Attribution.QUOTED and extract.origin != extract.study_id:
        return False, f"is quoted from {extract.origin or 'a source that is not named'} and counts there only"
    return True, "is the study's own finding"


def study_codes(
    coded: Coded, codebook: Codebook, suggestions: Iterable[Suggestion], declared: Iterable[DeclaredGap]
) -> list[StudyCode]:
    """The state of every included study for every code; in gap families per perspective, and for the family too."""
    perspectives: dict[str, tuple[str, ...]] = {}
    for gap in declared:
        known = perspectives.get(gap.family, ())
        perspectives[gap.family] = (*known, *(one for one in gap.perspectives if one not in known))
    suggested = {(one.document_id, one.code_id) for one in suggestions if one.by in FIRED}
    return [
        _study_code(coded, suggested, study_id, code_id, perspective)
        for study_id in coded.studies
        for family in codebook.families
        for perspective in perspectives.get(family.id, ("",))
        for code_id in ([family.id] * (family.id in perspectives)) + [code.id for code in family.codes]
    ]


def _study_code(
    coded: Coded, suggested: set[tuple[str, str]], study_id: str, code_id: str, perspective: str
) -> StudyCode:
    extracts = coded.of_study(study_id)
    evidence = [e for e in on_code(extracts, code_id) if counts_as_evidence(e, coded)[0]]
    evidence += _quoted_elsewhere(coded, study_id, code_id)
    here = [e for e in evidence if not perspective or seen_from(e) == perspective]
    if here:
        state = CellState.PRESENT
    elif here := [e for e in evidence if seen_from(e) == Perspective.UNSPECIFIED]:
        state = CellState.NOT_ASSESSABLE
    else:
        state = _state_without_evidence(coded, suggested, study_id, code_id, perspective)
    return StudyCode(
        study_id=study_id,
        code_id=code_id,
        perspective=perspective,
        state=state,
        searched=was_searched(coded, study_id, code_id, perspective),
        extract_ids=tuple(sorted(e.extract_id for e in here)),
    )


def _state_without_evidence(
    coded: Coded, suggested: set[tuple[str, str]], study_id: str, code_id: str, perspective: str
) -> CellState:
    """Absent only when people looked in every report of the study; a report without text can hold anything."""
    reports = [report for report in coded.reports if report.study_id == study_id]
    if any(report.document_status != DocumentStatus.READ for report in reports):
        return CellState.NOT_ASSESSABLE
    unread = [report for report in reports if not _looked_in(coded, report.report_id, code_id, perspective)]
    if not unread:
        return CellState.ABSENT
    found = {document for document, code in suggested if code == code_id or code.startswith(f"{code_id}.")}
    return CellState.NOT_ASSESSABLE if found & {one.document_id for one in unread} else CellState.MACHINE_NOTHING


def was_searched(coded: Coded, study_id: str, code_id: str, perspective: str) -> bool:
    """Whether people recorded, for every report of a study, that they looked for the code.

    They say so of the code, of its whole family, or of every other code of the family that the report does not have.
    Without that, a study that has the code shows that it occurs and is in no denominator: one would find it there only
    because it is there.
    """
    return all(
        _looked_in(coded, report.report_id, code_id, perspective)
        for report in coded.reports
        if report.study_id == study_id
    )


def _looked_in(coded: Coded, report_id: str, code_id: str, perspective: str) -> bool:
    extracts = coded.of_report(report_id)
    looks = looks_for(extracts, code_id.split(".")[0], perspective)
    if any(_covers(look, code_id) for look in looks):
        return True
    family = code_id.split(".")[0]
    named = {look.code_id for look in looks} | {e.code_id for e in extracts if e.status in EVIDENCE}
    return bool(looks) and {one for one in coded.codes if one.split(".")[0] == family} <= named


def looks_for(extracts: Iterable[Extract], family: str, perspective: str) -> list[Extract]:
    """What people looked for in a family and did not find, from this perspective or from any."""
    return [
        extract
        for extract in extracts
        if extract.status == CodeStatus.LOOKED_NOT_FOUND
        and extract.code_id.split(".")[0] == family
        and seen_from(extract) in (Perspective.UNSPECIFIED, perspective)
    ]


def _covers(look: Extract, code_id: str) -> bool:
    return look.code_id in (code_id, code_id.split(".")[0])


def on_code(extracts: Iterable[Extract], code_id: str) -> list[Extract]:
    """The extracts of one code, or of a whole family."""
    return [e for e in extracts if e.code_id == code_id or e.code_id.startswith(f"{code_id}.")]


def _quoted_elsewhere(coded: Coded, study_id: str, code_id: str) -> list[Extract]:
    """What another report quotes from this study is this study's: it counts here, once."""
    return [
        extract
        for extract in on_code(coded.quoting(study_id), code_id)
        if extract.status in EVIDENCE and extract.attribution == Attribution.QUOTED and extract.study_id != study_id
    ]


def seen_from(extract: Extract) -> Perspective:
    """The perspective of a cell that an extract belongs to."""
    stated = extract.perspective or Perspective.UNSPECIFIED
    return SEEN_AS.get(stated, stated)


def origin_of(extract: Extract, coded: Coded) -> str:
    """The study or outside source that a statement comes from, which is where it counts."""
    if extract.attribution != Attribution.QUOTED:
        return extract.study_id
    return extract.origin or f"source not named in {extract.study_id}"


def independent_studies(coded: Coded, extracts: Iterable[Extract]) -> tuple[set[str], list[set[str]]]:
    """The studies that say it of their own, and the groups of studies that only take it over from one source.

    Each group counts as one study. What is quoted from an included study counts there and nowhere else.
    """
    own: set[str] = set()
    quoted: dict[str, set[str]] = defaultdict(set)
    for extract in extracts:
        origin = origin_of(extract, coded)
        if origin in coded.studies:
            own.add(origin)
        else:
            quoted[extract.study_id].add(origin)
    return own, _sharing_a_source({study: origins for study, origins in quoted.items() if study not in own})


def _sharing_a_source(quoting: Mapping[str, set[str]]) -> list[set[str]]:
    groups: list[tuple[set[str], set[str]]] = []
    for study, origins in sorted(quoting.items()):
        joined = [group for group in groups if group[1] & origins]
        studies = {study}.union(*(group[0] for group in joined))
        groups = [group for group in groups if group not in joined]
        groups.append((studies, origins.union(*(group[1] for group in joined))))
    return [studies for studies, _ in groups]
