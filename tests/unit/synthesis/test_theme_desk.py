"""A sitting at the themes: each action is in the file, can be taken back, and is counted as the review counts it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extraction.documents import Extract
from identification.errors import InputError
from identification.tables import write_table
from synthesis.theme_card import Group, ThemeCard, ThemePlace
from synthesis.theme_desk import Standing, ThemeDesk, WrittenMeanwhileError
from synthesis.theme_file import ThemeFile
from synthesis.theme_opening import open_theme_card, proposed_groups
from synthesis.theme_tables import Proposal
from synthesis.themes import read_themes, support_themes
from tests.unit.synthesis.making_extracts import CODEBOOK, extract, looked, report, review

SCHEMAS = Path(__file__).parents[3] / "workflow/schemas"
SCHEMA = SCHEMAS / "themes.schema.yaml"
WRITTEN = """\
# Ours.
themes:
  - {id: T2, name: Home pulls, level: descriptive, statement: It pulls., negative: [one]}
  - id: T3
    name: Borrowed authority
    level: analytical
    statement: ""
    parts: [T2]
"""


def named(extract_id: str, study: str, code_id: str = "SK.TRUST", origin: str = "") -> Extract:
    return replace(extract(study, code_id, origin=origin), extract_id=extract_id, quote=f"The words of {extract_id}.")


EXTRACTS = (
    named("one", "S1"),
    named("two", "S2"),
    named("three", "S3", origin="Ostrom 1990"),
    named("four", "S4", origin="Ostrom 1990"),
    named("five", "S1", "DEF.EXPLICIT"),
    looked("S2", "SK.HUMILITY"),
)


def desk_of(folder: Path, text: str = WRITTEN) -> ThemeDesk:
    (folder / "themes.yaml").write_text(text)
    return ThemeDesk(ThemeFile(folder / "themes.yaml", SCHEMA), review(*EXTRACTS), CODEBOOK)


def written(folder: Path) -> dict[str, dict[str, Any]]:
    return {theme["id"]: theme for theme in read_themes([folder / "themes.yaml"], SCHEMA)}


def theme(desk: ThemeDesk, theme_id: str) -> Standing:
    return next(one for one in desk.standing() if one.written["id"] == theme_id)


def test_extracts_stand_in_the_order_of_the_codebook_and_a_look_in_vain_is_none(tmp_path: Path) -> None:
    assert [one.extract_id for one in desk_of(tmp_path).extracts] == ["five", "one", "two", "three", "four"]


def test_support_is_counted_as_the_review_counts_it_and_one_source_counts_once(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    for one in ("one", "two", "three", "four"):
        desk.put("T2", one)

    rows, _ = support_themes(list(written(tmp_path).values()), review(*EXTRACTS))

    assert [one.support for one in desk.standing()] == rows
    assert (theme(desk, "T2").support.studies, len(theme(desk, "T2").support.study_ids)) == (3, 4)
    assert theme(desk, "T3").support.studies == 3, "an analytical theme rests on its parts"


def test_an_extract_is_for_a_theme_or_against_it_and_not_both(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    assert desk.put("T2", "one") == "Put into Home pulls"
    assert (written(tmp_path)["T2"]["extracts"], written(tmp_path)["T2"]["negative"]) == (["one"], [])
    assert desk.put("T2", "one") == "It is there already: put into Home pulls"
    assert desk.set_against("T2", "one") == "Negative case of Home pulls"
    assert (written(tmp_path)["T2"]["extracts"], written(tmp_path)["T2"]["negative"]) == ([], ["one"])
    assert desk.take_out("T2", "one") == "Taken out of Home pulls"
    assert written(tmp_path)["T2"]["negative"] == []
    with pytest.raises(InputError, match="not in 'Home pulls'"):
        desk.take_out("T2", "one")
    with pytest.raises(InputError, match="'nine' does not stand"):
        desk.put("T2", "nine")


def test_a_new_theme_has_the_name_that_a_person_typed_and_an_id_that_is_free(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    assert desk.begin("  Trust is\nsaved up ", extract_id="two") == "New theme: Trust is saved up"
    assert written(tmp_path)["T4"] == {
        "id": "T4",
        "name": "Trust is saved up",
        "level": "descriptive",
        "statement": "",
        "extracts": ["two"],
    }
    for name, why in (("  ", "needs a name"), ("trust is  saved up", "a theme 'trust is saved up' already")):
        with pytest.raises(InputError, match=why):
            desk.begin(name)
    desk.edit("T4", {"name": ("Trust is saved up", "Trust Is Saved Up")})
    assert written(tmp_path)["T4"]["name"] == "Trust Is Saved Up"


def test_what_a_theme_lacks_is_said_and_never_refused(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.begin("Bare")
    desk.edit("T2", {"level": ("descriptive", "analytical")})
    desk.edit("T3", {"level": ("analytical", "descriptive")})

    assert theme(desk, "T4").unfinished[:2] == ("no statement yet", "no negative case named yet")
    assert "Name its extracts" in theme(desk, "T4").unfinished[2]
    assert theme(desk, "T2").unfinished[0] == "rests on no other theme"
    assert "no study carries it" in theme(desk, "T3").unfinished
    assert "descriptive, and yet it rests on other themes" in theme(desk, "T3").unfinished


def test_a_statement_that_was_left_as_it_is_keeps_its_line_breaks(tmp_path: Path) -> None:
    text = WRITTEN.replace('""', "|\n      One line,\n      and another.")
    desk = desk_of(tmp_path, text)

    desk.edit("T3", {"name": ("Borrowed authority", "Lent authority"), "statement": ("", "One line,\nand another.")})

    assert (tmp_path / "themes.yaml").read_text() == text.replace("Borrowed", "Lent")


def test_only_what_a_person_changed_is_written_and_what_a_colleague_wrote_meanwhile_is_shown(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    theirs = WRITTEN.replace("Home pulls", "Home calls").replace("It pulls.", "It calls.")
    (tmp_path / "themes.yaml").write_text(theirs)
    desk.reload()

    assert desk.edit("T2", {"level": ("descriptive", "analytical")}) == "Written: Home calls"
    assert written(tmp_path)["T2"]["statement"] == "It calls."
    with pytest.raises(WrittenMeanwhileError, match="statement is now “It calls.”, yours is “It tugs.”") as fault:
        desk.edit("T2", {"name": ("Home calls", "Home"), "statement": ("It pulls.", "It tugs.")})

    assert fault.value.theirs == {"statement": "It calls."}
    assert (tmp_path / "themes.yaml").read_text() == theirs.replace(
        "level: descriptive, statement: It", "level: analytical, statement: It"
    )
    assert desk.edit("T2", {"statement": ("It calls.", "It tugs.")}) == "Written: Home calls"


def test_a_theme_lists_negative_cases_or_says_where_people_looked_and_not_both(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    with pytest.raises(InputError, match="lists negative cases, so it cannot say as well that none was found"):
        desk.edit("T2", {"no_negative_case": ("", "We looked.")})
    desk.edit("T3", {"no_negative_case": ("", "We looked.")})
    before = (tmp_path / "themes.yaml").read_text()
    assert "no negative case named yet" not in theme(desk, "T3").unfinished

    with pytest.raises(InputError, match="says that no negative case was found: “We looked.”"):
        desk.set_against("T3", "two")
    assert (tmp_path / "themes.yaml").read_text() == before
    desk.set_against("T3", "two", "We looked.")

    assert (written(tmp_path)["T3"]["negative"], written(tmp_path)["T3"]["no_negative_case"]) == (["two"], "")
    desk.undo()
    assert (tmp_path / "themes.yaml").read_text() == before


def test_a_theme_that_says_both_has_a_way_out_on_the_card(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, WRITTEN.replace("negative: [one]", "negative: [one], no_negative_case: We looked."))

    assert "it lists negative cases and says that there is none" in theme(desk, "T2").unfinished
    desk.edit("T2", {"no_negative_case": ("We looked.", "")})

    assert not any("negative" in sentence for sentence in theme(desk, "T2").unfinished)


def test_an_analytical_theme_rests_on_others_and_never_on_itself(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.begin("Above", level="analytical")

    assert desk.add_part("T4", "T3") == "Above rests on Borrowed authority"
    for whole, part, why in (
        ("T2", "T3", "'Home pulls' is descriptive and has no parts"),
        ("T3", "T4", "'Above' rests on 'Borrowed authority' already"),
        ("T3", "T3", "rests on 'Borrowed authority' already"),
        ("T3", "T2", "'Borrowed authority' rests on 'Home pulls' already"),
        ("T3", "T9", "no theme 'T9'"),
    ):
        with pytest.raises(InputError, match=why):
            desk.add_part(whole, part)
    assert desk.drop_part("T4", "T3") == "Above does not rest on T3 any more"
    assert written(tmp_path)["T4"]["parts"] == []


def test_the_id_of_a_theme_that_went_is_not_given_to_another(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.begin("Fourth")
    desk.remove("T4")

    desk.begin("Fifth")

    assert list(written(tmp_path)) == ["T2", "T3", "T5"]


def test_a_theme_that_goes_leaves_those_that_rest_on_it(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    assert desk.remove("T2") == "Removed: Home pulls"

    assert [(one["id"], one["parts"]) for one in written(tmp_path).values()] == [("T3", [])]


def test_every_step_is_taken_back_byte_by_byte(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.put("T2", "two")
    desk.remove("T2")
    desk.begin("New", extract_id="one")
    desk.put("T4", "one")

    said = [desk.undo() for _ in range(4)]

    assert said == [
        "Taken back: New theme: New",
        "Taken back: Removed: Home pulls",
        "Taken back: Put into Home pulls",
        "Nothing to take back",
    ]
    assert (tmp_path / "themes.yaml").read_text() == WRITTEN


def test_undo_writes_over_nothing_that_a_colleague_wrote(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.put("T2", "two")
    theirs = WRITTEN.replace("Ours", "Theirs")
    (tmp_path / "themes.yaml").write_text(theirs)

    with pytest.raises(InputError, match="has changed it since it was read here"):
        desk.undo()
    assert desk.reload() == "The file was read again"

    assert desk.undo() == "Nothing to take back"
    assert (tmp_path / "themes.yaml").read_text() == theirs


def test_reading_again_what_nobody_changed_keeps_the_way_back(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.put("T2", "two")

    assert desk.reload() == "Nothing has changed in the file"
    assert desk.undo() == "Taken back: Put into Home pulls"


def card_of(folder: Path) -> tuple[ThemeCard, ThemePlace]:
    groups = (Group("P1", ("trust",), ("one", "two")),)
    reports = tuple(replace(report(f"S{n}"), authors=f"Author {n}; Other", year="2021") for n in range(1, 5))
    place = ThemePlace("ak", desk_of(folder), CODEBOOK, reports, frozenset(), groups)
    return ThemeCard(place), place


def test_the_card_tells_what_it_needs_as_json(tmp_path: Path) -> None:
    card, _ = card_of(tmp_path)

    told = json.loads(json.dumps(card.view))

    assert [one["name"] for one in json.loads(json.dumps(card.themes))] == ["Home pulls", "Borrowed authority"]
    assert told["groups"] == [{"id": "P1", "words": ["trust"], "extracts": ["one", "two"]}]
    first = told["extracts"][3]
    assert (first["id"], first["report"], first["quoted"]) == ("three", "Author 3 2021", "quoted from Ostrom 1990")


def test_the_card_does_what_it_is_asked_and_a_fault_is_a_sentence_on_it(tmp_path: Path) -> None:
    card, place = card_of(tmp_path)
    asked: list[dict[str, Any]] = [
        {"do": "put", "theme": "T2", "what": "two"},
        {"do": "against", "theme": "T3", "what": "two"},
        {"do": "take_out", "theme": "T3", "what": "two"},
        {"do": "begin", "name": "New", "level": "analytical", "what": "one"},
        {"do": "edit", "theme": "T4", "changes": {"name": ["New", "Newer"], "statement": ["", "So."]}},
        {"do": "add_part", "theme": "T4", "what": "T2"},
        {"do": "drop_part", "theme": "T4", "what": "T2"},
        {"do": "remove", "theme": "T3"},
        {"do": "undo"},
    ]

    answers = [card.answer(place, message) for message in asked]

    assert [one["kind"] for one in answers] == ["saved"] * len(asked)
    assert [one["name"] for one in answers[-1]["themes"]] == ["Home pulls", "Borrowed authority", "Newer"]
    refused = card.answer(place, {"do": "begin", "name": "", "level": "descriptive", "what": ""})
    assert refused == {"kind": "refused", "problem": refused["problem"], "reload": False, "theirs": {}}
    assert refused["problem"].startswith("A theme needs a name. ")
    (tmp_path / "themes.yaml").write_text("themes: [")
    assert card.answer(place, {"do": "against", "theme": "T2", "what": "two"})["reload"]
    again = card.answer(place, {"do": "reload"})
    assert (again["reload"], "line 1" in again["problem"]) == (True, True)


def test_a_page_that_is_loaded_again_begins_with_what_was_done_since_and_sends_no_extract_again(tmp_path: Path) -> None:
    card, place = card_of(tmp_path)
    before = card.view

    told = card.answer(place, {"do": "put", "theme": "T2", "what": "two"})

    assert card.themes == told["themes"]
    assert [one["extracts"] for one in card.themes] == [["two"], []]
    assert card.view is before


def test_a_review_that_cannot_be_opened_is_a_card_that_says_why(tmp_path: Path) -> None:
    card = open_theme_card(tmp_path, "ak", SCHEMAS)

    assert card.view["state"] == "error"
    assert "config.yaml: there is no such file." in card.view["problem"]


def test_groups_that_a_run_proposed_are_read_and_a_review_without_them_has_none(tmp_path: Path) -> None:
    table = tmp_path / "proposals.csv"
    assert proposed_groups(table) == []
    group = Proposal("P1", 2, 1, ("trust", "time"), 0.9, 0.6, ("one",), (), "", ("A",), ("one", "two"))
    none = replace(group, proposal_id="", words=(), extract_ids=())
    write_table([group, none], Proposal, table)

    assert proposed_groups(table) == [Group("P1", ("trust", "time"), ("one", "two"))]
