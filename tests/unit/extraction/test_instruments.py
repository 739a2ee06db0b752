"""An appraisal instrument is a YAML file; what is wrong with it, or with an answer to it, is one sentence."""

from pathlib import Path

import pytest

from extraction.appraisal import answers_of, appraised_by, list_appraisals
from extraction.documents import Appraisal
from extraction.instruments import Instrument, load_instruments, read_instrument, read_instruments
from identification.errors import InputError
from identification.events import Event
from identification.tables import write_lines
from identification.vocabulary import EventKind
from tests.unit.extraction.test_extracts import MATCHED
from tests.unit.synthesis.making_extracts import report

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "config" / "instruments"
SCHEMA = ROOT / "workflow" / "schemas" / "instrument.schema.yaml"
SMALL = """
id: tea
name: Tea appraisal
source: Nobody 2020
answers: ["yes", "no"]
sections:
  - id: S
    name: Every report
    items:
      - {id: S1, question: "Is it about tea?"}
  - id: "1"
    name: Green tea
    applies_when: The tea is green.
    items:
      - {id: "1.1", question: "Was the water below 80 degrees?"}
      - {id: "1.2", question: "Was the pot warm?"}
"""


@pytest.fixture
def tea(tmp_path: Path) -> Instrument:
    return instrument(SMALL, tmp_path)


def instrument(text: str, folder: Path) -> Instrument:
    path = folder / "tea.yaml"
    path.write_text(text, encoding="utf-8")
    return read_instrument(path, SCHEMA)


def fault_of(text: str, folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        instrument(text, folder)
    return str(caught.value).replace(f"{folder}/", "")


def answer(event_id: str, decision: str, item: str, who: str = "ak", named: str = "tea") -> Event:
    content = {"instrument": named, "item": item}
    return Event(event_id, "t", who, EventKind.APPRAISAL, "S1.pdf", decision, content=content)


def test_the_shipped_instruments_have_their_items_and_say_what_they_are_cited_by() -> None:
    aacods, mmat = read_instruments(SHIPPED.glob("*.yaml"), SCHEMA)

    assert [one.id for one in mmat.items[:3]] == ["S1", "S2", "1.1"]
    assert [len(section.items) for section in mmat.sections] == [2, 5, 5, 5, 5, 5]
    assert len(aacods.items) == 6
    assert "10.3233/EFI-180221" in mmat.source


def test_a_reviews_instruments_come_back_as_they_were_checked(tea: Instrument, tmp_path: Path) -> None:
    write_lines([tea], tmp_path / "instruments.jsonl")

    assert load_instruments(tmp_path / "instruments.jsonl") == [tea]


def test_a_mistyped_key_of_an_instrument_is_named_with_its_line(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace("applies_when", "aplies_when"), tmp_path)

    assert fault.startswith("tea.yaml, line 13: 'aplies_when' is not a key of")
    assert fault.endswith("Did you mean 'applies_when'?")


def test_an_item_id_given_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace('"1.2"', '"S1"'), tmp_path)

    assert fault == "tea.yaml, line 16: the item 'S1' is given twice (first in line 10). Give each its own id."


def test_two_files_of_one_instrument_are_named(tea: Instrument, tmp_path: Path) -> None:
    (tmp_path / "again.yaml").write_text(SMALL, encoding="utf-8")

    with pytest.raises(InputError, match=r"the instrument 'tea' is also in again.yaml"):
        read_instruments(tmp_path.glob("*.yaml"), SCHEMA)


def test_an_appraisal_waits_for_the_section_that_was_begun(tea: Instrument) -> None:
    assert tea.missing({}) == ("S1",)
    assert tea.missing({"S1": "yes"}) == ("1",), "which section applies, a person says by answering it"
    assert tea.missing({"S1": "yes", "1.1": "no"}) == ("1.2",)
    assert tea.missing({"S1": "yes", "1.1": "no", "1.2": "no"}) == ()


def test_where_a_question_of_every_report_is_answered_no_the_others_may_be_left_out(tea: Instrument) -> None:
    assert tea.missing({"S1": "no"}) == ()


@pytest.mark.parametrize(
    ("event", "why", "remedy"),
    [
        (answer("a", "maybe", "1.1"), "the answer 'maybe' to 1.1 is not one of yes, no", "Answer it again."),
        (answer("a", "yes", "1.11"), "'1.11' is not an item of tea", "Did you mean '1.1'?"),
        (answer("a", "yes", "S1", named="teas"), "the instrument 'teas' is not in config/instr", "Did you mean 'tea'?"),
    ],
)
def test_an_answer_that_its_instrument_does_not_know_is_set_aside(
    event: Event, why: str, remedy: str, tea: Instrument
) -> None:
    found, aside = list_appraisals([event], [report("S1")], MATCHED, [tea])

    assert (found, [one.subject for one in aside]) == ([], ["a"])
    assert why in aside[0].why
    assert aside[0].remedy == remedy


def test_a_report_is_appraised_by_whoever_answered_all_that_the_instrument_asks(tea: Instrument) -> None:
    of_ak = [answer("a1", "yes", "S1"), answer("a2", "yes", "1.1"), answer("a3", "no", "1.2")]
    of_bm = [answer("b1", "yes", "S1", "bm"), answer("b2", "yes", "1.1", "bm")]

    appraisals, _ = list_appraisals([*of_ak, *of_bm], [report("S1")], MATCHED, [tea])

    assert appraised_by(appraisals, [tea]) == {"R-S1.pdf": {"ak"}}
    assert answers_of(appraisals, "S1.pdf", "bm", "tea") == {"S1": "yes", "1.1": "yes"}
    assert all(isinstance(one, Appraisal) for one in appraisals)


def test_no_is_negative_unless_an_instrument_says_which_words_are(tmp_path: Path) -> None:
    said = SMALL.replace('answers: ["yes", "no"]', 'answers: ["yes", "hardly"]\nnegative: ["hardly"]')

    assert (instrument(SMALL, tmp_path).negative, instrument(said, tmp_path).negative) == (("no",), ("hardly",))


def test_a_negative_word_that_is_no_answer_is_an_error_with_its_line(tmp_path: Path) -> None:
    said = SMALL.replace('answers: ["yes", "no"]', 'answers: ["yes", "no"]\nnegative: ["nay"]')

    assert fault_of(said, tmp_path) == (
        "tea.yaml, line 6: 'nay' is listed as negative and is none of the answers. Use words of yes, no."
    )
