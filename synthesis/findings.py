"""How confident are people in each qualitative finding? GRADE-CERQual, with what the data say filled in beforehand.

Levels and reasons come from review/findings.yaml and from nowhere else: none is computed, proposed or averaged.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from extraction.codebook import Codebook
from extraction.documents import Appraisal, Extract, SetAside
from extraction.instruments import Instrument
from identification.vocabulary import Attribution, Concern, Confidence
from synthesis.quotes import by_origin
from synthesis.statements import ThemeRow
from synthesis.states import Coded, independent_studies
from synthesis.theme_ground import theme_contexts
from synthesis.theme_tables import EvidenceProfile, Finding
from synthesis.themes import holding, read_listed, unusable

COMPONENTS = ("methodological_limitations", "coherence", "adequacy", "relevance")
WHERE = "findings.yaml"

Stated = Mapping[str, Any]


@dataclass(frozen=True)
class Ground:
    """What findings are held against: themes, extracts, appraisals with their instruments, and questions."""

    themes: tuple[ThemeRow, ...]
    coded: Coded
    codebook: Codebook
    appraisals: tuple[Appraisal, ...]
    questions: frozenset[str]
    instruments: tuple[Instrument, ...] = ()


def read_findings(paths: Iterable[Path | str], schema_path: Path) -> list[dict[str, Any]]:
    """The findings that people wrote in findings.yaml, checked against its schema; none where there is no file yet."""
    return read_listed(paths, schema_path, "findings")


def profile_findings(
    stated: Sequence[Stated], ground: Ground
) -> tuple[list[Finding], list[EvidenceProfile], list[SetAside]]:
    """The summary of qualitative findings, the evidence profile, and what of the findings could not be used.

    A finding rests on its extracts and on those of its themes; the negative cases of its themes are its own.
    """
    by_id = {one.extract_id: one for one in (*ground.coded.extracts, *ground.coded.beside)}
    supports = [_support(one, ground, by_id) for one in stated]
    findings = [_finding(one, support, ground) for one, support in zip(stated, supports, strict=True)]
    profiles = [_profile(one, support, ground) for one, support in zip(stated, supports, strict=True)]
    faults = [
        fault for one, support in zip(stated, supports, strict=True) for fault in _faults(one, support, ground, by_id)
    ]
    return findings, profiles, faults


@dataclass(frozen=True)
class _Support:
    """The extracts that carry a finding, counted or not, its negative cases, and the studies of both."""

    ids: tuple[str, ...]
    negative: tuple[str, ...]
    counted: tuple[Extract, ...]
    own: frozenset[str]
    shared: tuple[frozenset[str], ...]

    @property
    def studies(self) -> int:
        return len(self.own) + len(self.shared)

    @property
    def study_ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.own.union(*self.shared)))


def _support(stated: Stated, ground: Ground, by_id: Mapping[str, Extract]) -> _Support:
    themes = [theme for theme in ground.themes if theme.theme_id in stated.get("themes", [])]
    carrying = [*stated.get("extracts", []), *(one for theme in themes for one in theme.extract_ids)]
    ids = holding(carrying, by_id)
    counted = tuple(by_id[one] for one in ids if by_id[one] not in ground.coded.beside)
    own, shared = independent_studies(ground.coded, counted)
    negative = tuple(dict.fromkeys(one for theme in themes for one in theme.negative))
    return _Support(tuple(ids), negative, counted, frozenset(own), tuple(map(frozenset, shared)))


def _finding(stated: Stated, support: _Support, ground: Ground) -> Finding:
    overall = stated.get("overall", {})
    known = {theme.theme_id for theme in ground.themes}
    question = str(stated.get("question", ""))
    return Finding(
        finding_id=str(stated["id"]),
        question=question if question in ground.questions else "",
        statement=str(stated["statement"]).strip(),
        confidence=Confidence(overall["level"]) if overall.get("level") else None,
        explanation=str(overall.get("reason", "")).strip(),
        by=str(stated.get("by", "")),
        studies=support.studies,
        references=_references(support, ground.coded),
        themes=tuple(theme for theme in stated.get("themes", []) if theme in known),
        missing=tuple(_missing(stated)),
        asks=_asks(stated),
        study_ids=support.study_ids,
        extract_ids=support.ids,
    )


def _profile(stated: Stated, support: _Support, ground: Ground) -> EvidenceProfile:
    against = [one for one in ground.coded.extracts if one.extract_id in support.negative]
    own, shared = independent_studies(ground.coded, against)
    passages, quoting = by_origin(support.counted, ground.coded)
    lengths = [max(len(one.quote.split()) for one in passage) for passage in passages]
    appraised = {one.study_id for one in ground.appraisals}
    given: dict[str, Any] = {}
    for name in COMPONENTS:
        said = stated.get(name, {})
        given[name] = Concern(said["level"]) if said.get("level") else None
        given[f"{name}_reason"] = str(said.get("reason", "")).strip()
    return EvidenceProfile(
        finding_id=str(stated["id"]),
        studies=support.studies,
        quotes=len(passages),
        quoting=len(quoting),
        words=float(median(lengths)) if lengths else None,
        contexts=_contexts(support, ground),
        negative_quotes=len(by_origin(against, ground.coded)[0]),
        negative_studies=len(own) + len(shared),
        appraisals=_answers(support, ground),
        not_appraised=sum(study not in appraised for study in support.study_ids),
        study_ids=support.study_ids,
        extract_ids=support.ids,
        negative=support.negative,
        **given,
    )


def _contexts(support: _Support, ground: Ground) -> tuple[str, ...]:
    """The contexts of the contributing studies, as those of a theme that has their extracts: "Country: England 2"."""
    as_theme = ThemeRow("", "", "", "", support.studies, support.ids, support.study_ids, (), ())
    rows = theme_contexts([as_theme], ground.codebook, ground.coded)
    return tuple(f"{row.name}: {row.value or 'not known'} {row.studies}" for row in rows)


def _answers(support: _Support, ground: Ground) -> tuple[str, ...]:
    """The answers by item with the number of contributing studies that have each: a grid in words and no sum."""
    asked = {(one.id, item.id): f" ({item.question})" for one in ground.instruments for item in one.items}
    given: dict[tuple[str, str], dict[str, set[str]]] = {}
    for one in ground.appraisals:
        if one.study_id in support.study_ids:
            given.setdefault((one.instrument, one.item), {}).setdefault(one.study_id, set()).add(one.answer)
    return tuple(
        f"{' '.join(item)}{asked.get(item, '')}: {_counted(' and '.join(sorted(said)) for said in studies.values())}"
        for item, studies in sorted(given.items())
    )


def _counted(answers: Iterable[str]) -> str:
    return ", ".join(f"{answer} {studies}" for answer, studies in sorted(Counter(answers).items()))


def _missing(stated: Stated) -> Iterable[str]:
    for name in (*COMPONENTS, "overall"):
        said, spoken = stated.get(name, {}), name.replace("_", " ")
        if not said.get("level"):
            yield spoken
        elif not str(said.get("reason", "")).strip():
            yield f"the reason for {spoken}"
    if not str(stated.get("by", "")).strip():
        yield "who judged"


def _asks(stated: Stated) -> str:
    """What a high confidence leaves unexplained: components of serious concern that its reason never names."""
    overall = stated.get("overall", {})
    if overall.get("level") != Confidence.HIGH:
        return ""
    reason = str(overall.get("reason", "")).casefold()
    serious = [name for name in COMPONENTS if stated.get(name, {}).get("level") == Concern.SERIOUS]
    unsaid = [name.replace("_", " ") for name in serious if name.replace("_", " ") not in reason]
    return (
        f"high in spite of serious concerns about {' and '.join(unsaid)}: the reason does not say why" if unsaid else ""
    )


def _faults(stated: Stated, support: _Support, ground: Ground, by_id: Mapping[str, Extract]) -> Iterable[SetAside]:
    subject = f"finding {stated['id']}"
    yield from unusable(stated.get("extracts", []), by_id, subject, WHERE)
    yield from _unknown(stated.get("themes", []), {one.theme_id for one in ground.themes}, "theme", subject)
    yield from _unknown([stated["question"]] if "question" in stated else [], ground.questions, "question", subject)
    if not support.ids:
        yield SetAside(subject, WHERE, "the finding rests on no extract that stands", "Name its themes or extracts.")


def _unknown(named: Iterable[str], known: Collection[str], what: str, subject: str) -> Iterable[SetAside]:
    for one in named:
        if one not in known:
            yield SetAside(subject, WHERE, f"the {what} '{one}' does not exist", "Correct the id.")


def _references(support: _Support, coded: Coded) -> tuple[str, ...]:
    """Every report that holds one of the counted quotes, by author and year; one that only quotes a study says so."""
    holding_one = {one.report_id for one in support.counted}
    saying = {one.report_id for one in support.counted if one.attribution != Attribution.QUOTED}
    kept = [report for report in coded.reports if report.report_id in holding_one]
    return tuple(
        _reference(one.authors, one.year, one.title) + (" (only quotes)" if one.report_id not in saying else "")
        for one in sorted(kept, key=lambda one: (one.authors.casefold(), one.year, one.title, one.report_id))
    )


def _reference(authors: str, year: str, title: str) -> str:
    return ". ".join(part.strip(". ") for part in (authors, f"({year})" if year else "", title) if part.strip())
