"""What changes when an extract, its code or a study changes: the sentences whose trace names it, and no other."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as some

from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Perspective, Role
from synthesis.counts import count_codes
from synthesis.definitions import count_elements, list_definitions
from synthesis.double_coding import measure_detection
from synthesis.gaps import Grounds, state_gaps
from synthesis.headlines import state_headlines
from synthesis.naming import name_codes
from synthesis.overlap import measure_overlap
from synthesis.stability import core_sets
from synthesis.states import study_codes
from tests.unit.synthesis.making_extracts import CODEBOOK, GAP, extract, looked, report, review

STUDIES = "ABCD"
CODES = ("DEF.EXPLICIT", "DEF.NONE", "DEF.EL_A", "SK.TRUST", "SK.HUMILITY", "SK.NONE", "EDI.SEX", "EDI.SEXUAL")
STATUSES = (CodeStatus.AFFIRMED, CodeStatus.ABSENCE_STATED, CodeStatus.QUESTION, CodeStatus.RECOMMENDATION)
SEEN = (None, Perspective.WORKFORCE, Perspective.COMMUNITY)


class Said:
    """A sentence, the extracts that it names, and the studies that it is counted on."""

    def __init__(self, sentence: str, extracts: Sequence[str], studies: Sequence[str]) -> None:
        self.sentence, self.extracts, self.studies = sentence, set(extracts), set(studies)


def sentences(extracts: Sequence[Extract], studies: str) -> dict[str, Said]:
    """Every headline and gap sentence of a review of these studies; a gap names how many of them are included."""
    reports = [report(study) for study in studies]
    coded = review(*extracts, reports=reports)
    definitions = list_definitions(coded, CODEBOOK)
    states = study_codes(coded, CODEBOOK, [], [GAP])
    skills = count_codes(CODEBOOK, Role.SKILLS, states, coded, core_share=0.5)
    grounds = Grounds(double=tuple(measure_detection([GAP], extracts, coded, seed=1)))
    gaps = state_gaps([GAP], states, coded, CODEBOOK, grounds)
    headlines = state_headlines(
        gaps,
        coded,
        CODEBOOK,
        definitions=definitions,
        elements=count_elements(definitions, CODEBOOK),
        overlap=measure_overlap(definitions, CODEBOOK, seed=1),
        skills=skills,
        core_sets=core_sets(skills, name_codes(CODEBOOK, states, coded), core_share=0.5, seed=1),
    )
    said = {f"headline {one.headline_id}": Said(one.sentence, one.extract_ids, one.study_ids) for one in headlines[:2]}
    for cell in gaps:
        trace = (*cell.extract_ids, *cell.look_ids, *cell.detection_ids)
        said[cell.cell_id] = Said(cell.sentence, trace, studies)
    return said


@some.composite
def coded_reviews(draw: some.DrawFn) -> list[Extract]:
    """Extracts of up to four studies by two coders, and their looks in vain, each once."""
    one = some.builds(
        extract,
        some.sampled_from(STUDIES),
        some.sampled_from(CODES),
        some.sampled_from(STATUSES),
        origin=some.sampled_from(("", "", "A", "Timmins")),
        seen=some.sampled_from(SEEN),
        start=some.sampled_from((0, 40)),
        who=some.sampled_from(("ak", "bm")),
    )
    look = some.builds(looked, some.sampled_from(STUDIES), some.sampled_from(("EDI", "SK", "EDI.SEX")))
    found = draw(some.lists(some.one_of(one, one, look), min_size=1, max_size=14))
    return list({each.extract_id: each for each in found}.values())


def changed(before: dict[str, Said], after: dict[str, Said]) -> set[str]:
    """The sentences that read otherwise."""
    return {name for name in before if before[name].sentence != after[name].sentence}


def named(said: dict[str, Said], extract_id: str) -> set[str]:
    """The sentences that name an extract."""
    return {name for name, one in said.items() if extract_id in one.extracts}


@settings(max_examples=60, deadline=None)
@given(coded_reviews(), some.data())
def test_an_extract_that_goes_changes_only_sentences_that_name_it(
    extracts: list[Extract], data: some.DataObject
) -> None:
    gone = data.draw(some.sampled_from(extracts))

    before, after = (sentences(kept, STUDIES) for kept in (extracts, [one for one in extracts if one is not gone]))

    assert changed(before, after) <= named(before, gone.extract_id)


@settings(max_examples=60, deadline=None)
@given(coded_reviews(), some.data())
def test_another_code_changes_only_sentences_that_name_the_extract_before_or_after(
    extracts: list[Extract], data: some.DataObject
) -> None:
    place = data.draw(some.integers(0, len(extracts) - 1))
    other = replace(extracts[place], code_id=data.draw(some.sampled_from(CODES)))
    moved = [*extracts[:place], other, *extracts[place + 1 :]]

    before, after = sentences(extracts, STUDIES), sentences(moved, STUDIES)

    assert changed(before, after) <= named(before, other.extract_id) | named(after, other.extract_id)


# What B takes from A counts at A, in which nobody looked.
TAKEN_FROM_A = [extract("A", "DEF.EXPLICIT"), extract("B", "SK.TRUST", origin="A"), looked("B", "SK")]


@settings(max_examples=60, deadline=None)
@given(coded_reviews(), some.sampled_from(STUDIES))
@example(TAKEN_FROM_A, "A")
def test_a_study_that_comes_or_goes_changes_only_sentences_that_count_it_or_name_its_extracts(
    extracts: list[Extract], study: str
) -> None:
    rest = [one for one in extracts if one.study_id != study]

    with_it, without = sentences(extracts, STUDIES), sentences(rest, STUDIES.replace(study, ""))

    own = {one.extract_id for one in extracts if one.study_id == study}
    counting = {name for name, one in with_it.items() if study in one.studies or one.extracts & own}
    assert changed(with_it, without) <= counting
    assert {name for name in counting if ":" in name} <= changed(with_it, without), "every gap says how many it counts"
