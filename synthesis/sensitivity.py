"""What changes when weak studies, grey literature, one country or quoted findings are left out?

Nothing is counted in another way: the very functions that made the tables are called once more on what remains.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extraction.codebook import Codebook
from extraction.documents import Appraisal, Extract, Report, StudyCode, Suggestion
from extraction.instruments import Instrument
from identification.vocabulary import Attribution, Fact, LeftOut, Role
from identification.wording import percent
from synthesis.countries import country_of
from synthesis.counts import count_codes
from synthesis.definitions import count_elements, list_definitions
from synthesis.gaps import state_gaps
from synthesis.grey import Grey
from synthesis.states import Coded, DeclaredGap, included_studies, study_codes
from synthesis.theme_ground import context_values, single_values
from synthesis.theme_tables import Sensitivity
from synthesis.themes import support_themes

# The smallest share of the included studies that a country needs to be left out on trial: below a fifth no result of
# the review rests on that country, and every country of a long list would bring a row of nothing.
COUNTRY_SHARE = 0.2


@dataclass(frozen=True)
class Ground:
    """Everything that the key counts are made from, so that they can be made once more from less of it."""

    reports: tuple[Report, ...]
    extracts: tuple[Extract, ...]
    suggestions: tuple[Suggestion, ...]
    codebook: Codebook
    declared: tuple[DeclaredGap, ...]
    themes: tuple[Mapping[str, Any], ...]
    core_share: float

    @property
    def coded(self) -> Coded:
        """The included studies with what is known of them."""
        return included_studies(self.reports, self.extracts, self.codebook)

    def without_studies(self, left: Iterable[str]) -> "Ground":
        """The ground without some studies: their reports, and what other reports quote from them."""
        gone = set(left)
        reports = tuple(one for one in self.reports if one.study_id not in gone)
        kept = (one for one in self.extracts if one.study_id not in gone)
        extracts = tuple(one for one in kept if not (one.attribution == Attribution.QUOTED and one.origin in gone))
        return replace(self, reports=reports, extracts=extracts)

    def without_quoted(self) -> "Ground":
        """The ground without anything that one report takes over from another source."""
        return replace(self, extracts=tuple(one for one in self.extracts if one.attribution != Attribution.QUOTED))


@dataclass(frozen=True)
class Trial:
    """One thing left out: what remains of the ground, or None where there is nothing of the kind, and the rule."""

    left_out: LeftOut
    which: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]
    rest: Ground | None
    note: str


def sensitivity(ground: Ground, trials: Iterable[Trial]) -> list[Sensitivity]:
    """Each key count before and after each trial; a trial that leaves nothing out has one row that says so."""
    before = key_counts(ground)
    rows = [row for trial in trials for row in _rows(trial, before, ground)]
    return [replace(row, order=order) for order, row in enumerate(rows, start=1)]


def key_counts(ground: Ground) -> dict[tuple[str, str], str]:
    """The numbers that the review's sentences stand on, by table and statement, in words.

    The one place where a test of sensitivity calls the synthesis.
    """
    coded = ground.coded
    states = study_codes(coded, ground.codebook, ground.suggestions, ground.declared)
    definitions = list_definitions(coded, ground.codebook)
    elements = count_elements(definitions, ground.codebook)
    skills = count_codes(ground.codebook, Role.SKILLS, states, coded, core_share=ground.core_share)
    shared = "; ".join(one.name for one in elements if one.core)
    found = {
        ("definitions", "definitions of independent origin"): str(len({one.origin for one in definitions})),
        ("elements", "elements that all definitions share"): shared or "none",
        **{("elements", f"definitions with: {one.name}"): _of(one.present, one.assessed) for one in elements},
        ("skills", "core skills"): "; ".join(sorted(one.name for one in skills if one.core)) or "none",
        ("skills", "skills that any study names"): str(sum(bool(one.study_ids) for one in skills)),
    }
    return found | dict(_gaps(ground, states, coded)) | dict(_themes(ground, coded))


def trials(
    ground: Ground,
    *,
    weak: Mapping[str, int],
    weak_from: int,
    grey: Grey,
) -> list[Trial]:
    """What is left out in turn: weak studies, grey literature, each large country (largest first), quoted findings."""
    studies = set(ground.coded.studies)
    low = [study for study, items in weak.items() if items >= weak_from and study in studies]
    appraised = len(studies & weak.keys())
    rule = (
        f"Weak for this trial: at least {weak_from} items of one report answered with a word that its instrument lists "
        f"as negative, by any person. {appraised} of {len(studies)} studies are appraised; the others stay. This is no "
        f"score of quality."
    )
    rule_grey = (
        "Grey: all records of each report of the study come from websites or organisations, or a source calls them a "
        f"report, thesis, web page or government document. {grey.looked_at}".strip()
    )
    return [
        _without(ground, LeftOut.WEAK, "", low, rule),
        _without(ground, LeftOut.GREY, "", studies.intersection(grey.studies), rule_grey),
        *_countries(ground),
        _quoted(ground),
    ]


def negative_answers(appraisals: Iterable[Appraisal], instruments: Iterable[Instrument]) -> dict[str, int]:
    """The items with a negative answer in the worst-answered report of each appraised study.

    Two people who appraise one report make no item count twice; where they differ the negative answer counts, which
    leaves out rather more.
    """
    negative = {one.id: one.negative for one in instruments}
    items: dict[str, dict[tuple[str, str], set[str]]] = {}
    for one in appraisals:
        if one.study_id:
            found = items.setdefault(one.study_id, {}).setdefault((one.report_id, one.instrument), set())
            if one.answer in negative.get(one.instrument, ()):
                found.add(one.item)
    return {study: max(len(found) for found in reports.values()) for study, reports in items.items()}


def _rows(trial: Trial, before: Mapping[tuple[str, str], str], ground: Ground) -> Iterator[Sensitivity]:
    included = len(ground.coded.studies)
    row = Sensitivity(
        order=0,
        left_out=trial.left_out,
        which=trial.which,
        studies=len(trial.study_ids),
        remain=included - len(trial.study_ids),
        table="",
        statement="",
        before="",
        after="",
        changed=False,
        note=trial.note,
        study_ids=trial.study_ids,
        extract_ids=trial.extract_ids,
    )
    if trial.rest is None:
        yield row
        return
    after = key_counts(trial.rest)
    for (table, statement), was in before.items():
        now = after.get((table, statement), "not stated")
        yield replace(row, table=table, statement=statement, before=was, after=now, changed=was != now)


def _without(ground: Ground, left_out: LeftOut, which: str, studies: Iterable[str], note: str) -> Trial:
    left = tuple(sorted(studies))
    gone = {one.extract_id for one in ground.extracts} - {o.extract_id for o in ground.without_studies(left).extracts}
    return Trial(left_out, which, left, tuple(sorted(gone)), ground.without_studies(left) if left else None, note)


def _countries(ground: Ground) -> Iterator[Trial]:
    coded = ground.coded
    country = next((code for code in ground.codebook.codes if code.fact == Fact.COUNTRY), None)
    if country is None:
        note = "No characteristic of the codebook is the country."
        yield Trial(LeftOut.COUNTRY, "", (), (), None, note)
        return
    spelt: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    words: dict[str, dict[str, str]] = {}
    for one in context_values(ground.codebook, coded).get(country.id, []):
        for value in single_values(one):
            if one.study_id in coded.studies:
                name = spelt.setdefault(country_of(value).casefold(), country_of(value))
                found.setdefault(name, set()).add(one.study_id)
                words.setdefault(name, {}).setdefault(value.casefold(), value)
    rule = f"Left out on trial: countries of at least {COUNTRY_SHARE:.0%} of the included studies".replace("%", " %")
    ordered = sorted(found, key=lambda one: (-len(found[one]), one))
    large = [name for name in ordered if len(found[name]) >= COUNTRY_SHARE * len(coded.studies)]
    for name in large:
        said = "; ".join(sorted(words[name].values(), key=str.casefold))
        note = f"{rule}; a study of several countries goes too. Extracted as: {said}."
        yield _without(ground, LeftOut.COUNTRY, name, found[name], note)
    if not large:
        nearest = (
            f"the nearest is {ordered[0]} with {_of(len(found[ordered[0]]), len(coded.studies))}" if ordered else ""
        )
        why = f"none has so many: {nearest}" if ordered else "no country is extracted"
        yield Trial(LeftOut.COUNTRY, "", (), (), None, f"{rule}; {why}.")


def _quoted(ground: Ground) -> Trial:
    rest = ground.without_quoted()
    gone = {one.extract_id for one in ground.extracts} - {one.extract_id for one in rest.extracts}
    note = "Left out: every extract that is quoted from another source. The studies stay."
    return Trial(LeftOut.QUOTED, "", (), tuple(sorted(gone)), rest if gone else None, note)


def _gaps(ground: Ground, states: Sequence[StudyCode], coded: Coded) -> Iterator[tuple[tuple[str, str], str]]:
    for cell in state_gaps(ground.declared, states, coded, ground.codebook):
        if cell.is_family:
            bound = "no bound" if cell.bound is None else f"at most {percent(cell.bound)}"
            yield ("gaps", f"studies on {cell.label}"), f"{_of(cell.present, cell.assessed)}, {bound}"


def _themes(ground: Ground, coded: Coded) -> Iterator[tuple[tuple[str, str], str]]:
    for theme in support_themes(ground.themes, coded)[0]:
        yield ("themes", f"studies that carry {theme.theme_id}: {theme.name}"), str(theme.studies)


def _of(present: int, assessed: int) -> str:
    return f"{present} of {assessed}"
