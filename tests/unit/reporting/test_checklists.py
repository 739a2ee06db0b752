"""Is an item linked only where whoever follows the link sees the thing, and partly or the team's to write elsewhere?"""

import dataclasses
import re
import typing
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import pytest

from extraction.coding_tables import CodingCheck, FamilyCoding
from extraction.documents import Appraisal, Extract, Report
from identification.errors import InputError
from identification.vocabulary import CellState, Confidence, ItemStatus, Outcome, SearchMethod
from reporting.amendments import Amendment
from reporting.checklist_conditions import CONDITIONS, Facts
from reporting.checklist_filling import NAMES, checklist_sheets, fill_checklists, texts_with_words
from reporting.checklist_items import Checklist, ChecklistPoint, Part, read_checklists
from reporting.contents import CodeName, Cover, Entry, ReviewTables, Source
from reporting.html_report import render_report
from reporting.next_steps import ProtocolState
from reporting.stages import ChecklistItem, ChecklistRow, Equation, FlowBox, LoggedSearch, Shortcut
from screening.outcomes import Agreement, PolicyCheck, Progress, Screened
from synthesis.shared_ground import Difference
from synthesis.statements import CodeCount, Definition, Evidence, GapCell, Headline, StudyFinding, ThemeRow
from synthesis.theme_tables import Finding, Sensitivity
from tests.conftest import ROOT

FILES = sorted((ROOT / "reporting/checklists").glob("*.yaml"))
SCHEMA = ROOT / "workflow/schemas/checklist.schema.yaml"
LISTS = {one.id: one for one in read_checklists(FILES, SCHEMA, CONDITIONS)}
NOTHING = Facts(ReviewTables(), Cover(title=""), ProtocolState(False, (), ()))
LINKED, PARTLY, TEAM = ItemStatus.LINKED, ItemStatus.PARTLY, ItemStatus.TEAM

Row = TypeVar("Row")


def row(kind: type[Row], **said: Any) -> Row:
    """A row of a table in which everything that is not said is empty, nought or the first word of its vocabulary."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _empty(hints[name]) for name in names if name not in said}, **said)


def _empty(hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    if typing.get_origin(hint) is None and isinstance(hint, type):
        return hint()
    return () if typing.get_origin(hint) is tuple else None


def tables(**said: Any) -> Facts:
    return replace(NOTHING, tables=ReviewTables(**said))


def cover(title: str = "", **said: Any) -> Facts:
    return replace(NOTHING, cover=Cover(title=title, **said))


def protocol(*unexplained: Amendment, frozen: bool = True) -> Facts:
    return replace(NOTHING, protocol=ProtocolState(frozen, unexplained, ()))


def written(*names: str) -> Facts:
    return replace(NOTHING, texts=frozenset(names))


def entry(text: str) -> tuple[Entry, ...]:
    return (Entry("Q1", text),)


def searched(number: int, status: ItemStatus = LINKED) -> Facts:
    return tables(prisma_s=(ChecklistItem(number, "", status, "", ""),))


def search(**said: Any) -> LoggedSearch:
    return row(LoggedSearch, **{"source": "pubmed", "method": SearchMethod.DATABASE, **said})


def from_pubmed(facts: Facts, source: str = "pubmed") -> Facts:
    """These facts in a review that searched PubMed and whose protocol names one source."""
    sources = (row(Source, source_id=source),)
    return replace(facts, tables=replace(facts.tables, search_log=(search(),)), cover=Cover("", sources=sources))


def cell(**said: Any) -> GapCell:
    return row(GapCell, **{"label": "equality, diversity and inclusion", "code_id": "EDI.AGE", **said})


REPORT = row(Report, report_id="R1", study_id="S1", outcome=Outcome.INCLUDED)
QUOTE = row(Extract, extract_id="X1", study_id="S1", report_id="R1", quote="We share.")
LOOK = replace(QUOTE, extract_id="X2", quote="")
BOX = row(FlowBox, box="databases.identified", count=9)
WAITS = row(FlowBox, box="databases.awaiting_full_text", count=1)
HOLDS = Equation("a = b", 9, 9, True)
IN, OUT = row(Screened, outcome=Outcome.INCLUDED), row(Screened, outcome=Outcome.EXCLUDED, reason="E1")
COUNTRY = row(StudyFinding, study_id="S1", role="characteristics", required=True, state=CellState.PRESENT)
OTHER = replace(COUNTRY, required=False, state=CellState.MACHINE_NOTHING)
APPRAISED = row(Appraisal, report_id="R1")
CHECK = row(CodingCheck, to_appraise=1, appraised=1)
THEME = row(ThemeRow, level="analytical", extract_ids=("X1",))
CODE = CodeName("EDI.AGE", "Age", "EDI", "gap", "What is said of age.")
ASKED = replace(CODE, role="characteristics")
CHANGE = row(Amendment)
CODED = row(FamilyCoding, family="", extracts=3)

# What makes each condition hold, and what falls just short of it.
CASES: dict[str, tuple[Facts, tuple[Facts, ...]]] = {
    "title_says_review": (cover("Trust: a rapid evidence review"), (cover("Reviewers of trust"), cover("Previewed"))),
    "title_says_systematic_review": (cover("A Systematic Review of trust"), (cover("A rapid review, systematic"),)),
    "title_says_scoping_review": (cover("Trust: a scoping review"), (cover("Scoping trust: a rapid review"),)),
    "title_says_equity": (cover("Equity in leadership"), (cover("Equality in leadership"), cover("Inequity"))),
    "questions_written": (cover(questions=entry("Why?")), (cover(questions=entry("TEMPLATE: the question")),)),
    "questions_name_equity": (
        cover(questions=(*entry("Which skills?"), *entry("What is known about health inequities?"))),
        (cover(questions=entry("Which skills are equally used?")),),
    ),
    "framework_written": (cover(elements=entry("leaders")), (cover(elements=entry(" ")),)),
    "criteria_written": (
        cover(include=entry("is on trust"), exclude=entry("is not")),
        (cover(include=entry("is on trust")), cover(include=entry("TEMPLATE: what"), exclude=entry("is not"))),
    ),
    "funding_written": (cover(funding="None"), (cover(funding="TEMPLATE: who pays for it"), cover(funding="  "))),
    "interests_written": (cover(interests="None declared"), (cover(interests="TEMPLATE: the team's"),)),
    "codes_defined": (cover(codes=(CODE,)), (cover(codes=(CODE, replace(CODE, code_id="EDI.SEX", definition=""))),)),
    "characteristics_asked": (
        replace(cover(codes=(ASKED,)), tables=ReviewTables(reports=(REPORT,))),
        (cover(codes=(ASKED,)), replace(cover(codes=(CODE,)), tables=ReviewTables(reports=(REPORT,)))),
    ),
    "protocol_frozen": (protocol(), (protocol(frozen=False),)),
    "changes_explained": (protocol(), (protocol(CHANGE), protocol(frozen=False))),
    "every_source_searched": (
        replace(tables(search_log=(search(),)), cover=Cover("", sources=(row(Source, source_id="pubmed"),))),
        (replace(tables(search_log=(search(),)), cover=Cover("", sources=(row(Source, source_id="hmic"),))),),
    ),
    "every_search_dated": (searched(13), (searched(13, PARTLY), searched(12))),
    "every_strategy_stands": (
        from_pubmed(searched(8)),
        (from_pubmed(searched(8, PARTLY)), from_pubmed(searched(9)), from_pubmed(searched(8), "hmic")),
    ),
    "filters_said": (searched(10), (searched(10, TEAM), searched(11))),
    "limits_said": (
        tables(search_log=(search(limits="none"),)),
        (tables(search_log=(search(limits="none"), search(limits=" "))),),
    ),
    "a_database_can_be_searched_again": (
        tables(search_log=(search(), search(strategy="trust", limits="none"))),
        (
            tables(search_log=(search(strategy="trust"), search(limits="none"))),
            tables(search_log=(search(strategy="trust", limits="none", method=SearchMethod.WEBSITE),)),
        ),
    ),
    "screening_told": (
        tables(policies=(row(PolicyCheck),), progress=(row(Progress, excluded=1),)),
        (tables(policies=(row(PolicyCheck),), progress=(row(Progress, awaiting=1),)),),
    ),
    "agreement_stands": (tables(agreement=(row(Agreement, n=1),)), (tables(agreement=(row(Agreement),)),)),
    "shortcuts_listed": (tables(shortcuts=(row(Shortcut),)), ()),
    "flow_adds_up": (
        tables(flow=(BOX,), equations=(HOLDS,)),
        (
            tables(flow=(BOX,), equations=(HOLDS, replace(HOLDS, holds=False))),
            tables(flow=(replace(BOX, count=0),), equations=(HOLDS,)),
        ),
    ),
    "nothing_awaits": (tables(flow=(BOX, replace(WAITS, count=0))), (tables(flow=(BOX, WAITS)),)),
    "full_text_decided": (tables(flow=(BOX,), full_text=(IN,)), (tables(flow=(BOX, WAITS), full_text=(IN,)),)),
    "exclusions_have_reasons": (
        tables(full_text=(IN, OUT)),
        (tables(full_text=(OUT, replace(OUT, reason=""))), tables(full_text=(row(Screened, outcome="awaiting"),))),
    ),
    "studies_included": (tables(reports=(REPORT,)), (tables(reports=(replace(REPORT, outcome=Outcome.EXCLUDED),)),)),
    "characteristics_complete": (
        tables(
            reports=(REPORT,),
            study_findings=(COUNTRY, OTHER),
        ),
        (
            tables(reports=(REPORT,), study_findings=(replace(COUNTRY, state=CellState.NOT_ASSESSABLE),)),
            tables(reports=(REPORT, replace(REPORT, study_id="S2")), study_findings=(COUNTRY,)),
        ),
    ),
    "coding_told": (tables(coding_sources=(CODED,)), (tables(coding_sources=(replace(CODED, extracts=0),)),)),
    "extracts_stand": (tables(extracts=(QUOTE,)), (tables(extracts=(LOOK,)),)),
    "every_study_coded": (
        tables(reports=(REPORT,), extracts=(QUOTE,)),
        (tables(reports=(REPORT, replace(REPORT, study_id="S2")), extracts=(QUOTE,)),),
    ),
    "appraisals_stand": (tables(appraisals=(APPRAISED,)), ()),
    "appraisals_complete": (
        tables(reports=(REPORT,), appraisals=(APPRAISED,), coding_check=(CHECK,)),
        (
            tables(reports=(REPORT,), appraisals=(APPRAISED,), coding_check=(replace(CHECK, appraised=0),)),
            tables(reports=(REPORT, replace(REPORT, report_id="R2")), appraisals=(APPRAISED,), coding_check=(CHECK,)),
        ),
    ),
    "skills_counted": (tables(skills=(row(CodeCount, assessed=1),)), (tables(skills=(row(CodeCount),)),)),
    "headlines_stand": (
        tables(headlines=(row(Headline),), extracts=(QUOTE,)),
        (tables(headlines=(row(Headline),)),),
    ),
    "themes_carried": (
        tables(themes=(THEME,), extracts=(QUOTE,)),
        (tables(themes=(THEME, replace(THEME, extract_ids=("X9",))), extracts=(QUOTE,)), tables(extracts=(QUOTE,))),
    ),
    "an_analytical_theme_stands": (
        tables(themes=(THEME,), extracts=(QUOTE,)),
        (tables(themes=(replace(THEME, level="descriptive"),), extracts=(QUOTE,)), tables(themes=(THEME,))),
    ),
    "definitions_stand": (tables(definitions=(row(Definition),)), ()),
    "gaps_stated": (tables(gaps=(cell(assessed=1),)), (tables(gaps=(cell(assessed=0),)),)),
    "differences_tested": (tables(compared=(row(Difference, compared=True),)), (tables(compared=(row(Difference),)),)),
    "sensitivity_tested": (
        tables(sensitivity=(row(Sensitivity, statement="The core"),)),
        (tables(sensitivity=(row(Sensitivity),)),),
    ),
    "confidence_stands": (
        tables(findings=(row(Finding, confidence=Confidence.LOW), row(Finding))),
        (tables(findings=(row(Finding),)),),
    ),
    "confidence_judged": (
        tables(findings=(row(Finding),)),
        (tables(findings=(row(Finding), row(Finding, missing=("overall",)))),),
    ),
    "equity_cells_declared": (tables(gaps=(cell(),)), (tables(gaps=(cell(label="technology", code_id="TEC.AI"),)),)),
    "equity_coded": (
        tables(gaps=(cell(),), evidence=(row(Evidence, code_id="EDI.SEX"),)),
        (tables(gaps=(cell(),), evidence=(row(Evidence, code_id="TEC.AI"),)), tables(gaps=(cell(),))),
    ),
    "gap_cells_assessed": (
        tables(gaps=(cell(assessed=5), cell(label="technology", code_id="TEC.AI"))),
        (tables(gaps=(cell(assessed=5), cell(assessed=0))),),
    ),
    "software_listed": (cover(provenance=entry("3.11")), ()),
    "text_summary": (written("summary"), (written("main_messages", "plain_language"),)),
    "text_discussion": (written("discussion"), (written("summary"),)),
    "text_limitations": (written("limitations"), (written("discussion"),)),
    "text_implications": (written("implications"), (written("discussion"),)),
    "text_other_information": (written("other_information"), (written("summary"),)),
}


# ------------------------------------------------------------------------------------------------------ conditions


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_holds_where_the_thing_is_there_and_not_where_a_part_of_it_is_missing(name: str) -> None:
    holding, short = CASES[name]

    assert CONDITIONS[name](holding) is True
    assert [CONDITIONS[name](facts) for facts in (NOTHING, *short)] == [False] * (1 + len(short))


def test_every_condition_is_used_and_has_its_cases_here() -> None:
    used = {part.when for one in LISTS.values() for item in one.items for part in item.parts}

    assert used == set(CONDITIONS) == set(CASES)


def test_every_condition_stands_in_the_method() -> None:
    page = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    told = page[page.index("| condition | holds when |") :].split("\n\n")[0]

    assert set(re.findall(r"`([a-z_]+)`", told)) == set(CONDITIONS)


def test_a_gap_is_about_equity_by_the_name_of_its_family_too() -> None:
    named = replace(
        tables(gaps=(cell(label="age"),)), cover=Cover("", codes=(replace(CODE, code_id="EDI", name="Equality"),))
    )

    assert CONDITIONS["equity_cells_declared"](named)


# ------------------------------------------------------------------------------------------------------ checklists


def numbers(*parts: str) -> list[str]:
    """The numbers of items: "1-9" is nine of them, "10ab" are 10a and 10b, "2AB" are 2, 2A and 2B."""
    found: list[str] = []
    for part in parts:
        if "-" in part:
            first, last = map(int, part.split("-"))
            found += map(str, range(first, last + 1))
        else:
            number, letters = re.fullmatch(r"(\d+)(.*)", part).groups()  # type: ignore[union-attr]
            found += [number] * (letters != letters.lower() or not letters) + [f"{number}{one}" for one in letters]
    return found


@pytest.mark.parametrize(
    ("checklist", "expected"),
    [
        (
            "prisma_2020",
            numbers(
                "1-9",
                "10ab",
                "11-12",
                "13abcdef",
                "14-15",
                "16ab",
                "17-19",
                "20abcd",
                "21-22",
                "23abcd",
                "24abc",
                "25-27",
            ),
        ),
        ("prisma_scr", numbers("1-22")),
        ("prisma_e_2012", numbers("1", "2AB", "3A", "4A", "6A", "7-8", "11", "14", "16", "18", "21", "23", "26A")),
        ("entreq", numbers("1-21")),
        ("prisma_s", numbers("1-16")),
    ],
)
def test_a_checklist_has_the_items_of_its_original_in_their_order(checklist: str, expected: list[str]) -> None:
    assert [item.item for item in LISTS[checklist].items] == expected


def test_prisma_2020_has_42_rows_and_the_equity_extension_20() -> None:
    assert {name: len(one.items) for name, one in LISTS.items()} == {
        "entreq": 21,
        "prisma_2020": 42,
        "prisma_e_2012": 20,
        "prisma_s": 16,
        "prisma_scr": 22,
    }


def test_the_names_in_the_workbook_are_those_of_the_files() -> None:
    named = {key: (one.name, one.source.replace(" et al.", "")) for key, one in LISTS.items()}

    assert {key: one for key, one in named.items() if key != "prisma_s"} == NAMES


def test_a_text_of_the_team_alone_never_makes_an_item_linked() -> None:
    """No program has read it: that a file holds words does not say that it answers the item."""
    items = [item for one in LISTS.values() for item in one.items]

    assert [
        item.item for item in items if not item.judged and any(p.when.startswith("text_") for p in item.parts)
    ] == []


def test_in_a_review_in_which_nothing_has_happened_every_item_is_the_teams() -> None:
    found = fill_checklists(LISTS.values(), NOTHING)

    assert {one.status for one in found} == {TEAM}
    assert {one.found_in for one in found} == {()}
    assert all(one.missing for one in found)


def test_every_anchor_of_the_checklists_stands_in_the_report_even_where_a_table_is_empty() -> None:
    items = [item for one in LISTS.values() for item in one.items]
    links = {part.link for item in items for part in item.parts} | {item.logged for item in items if item.logged}
    wanted = {link.partition("#")[2] for link in links if link.startswith("report.html#")}

    page = render_report(ReviewTables(), Cover(title="A review"))

    names = re.findall(r'\bid="([^"]+)"', page)
    assert wanted - set(names) == set()
    assert len(names) == len(set(names)), "a name of a place stands twice"


def test_a_condition_that_does_not_exist_is_refused_with_its_line_and_the_nearest_word(tmp_path: Path) -> None:
    text = (ROOT / "reporting/checklists/entreq.yaml").read_text(encoding="utf-8")
    file = tmp_path / "entreq.yaml"
    file.write_text(text.replace("when: themes_carried", "when: theme_carried"), encoding="utf-8")

    with pytest.raises(InputError, match="theme_carried.*themes_carried") as fault:
        read_checklists([file], SCHEMA, CONDITIONS)

    assert f"line {text[: text.index('when: themes_carried')].count(chr(10)) + 1}" in str(fault.value)


def test_an_item_that_does_not_say_what_to_write_is_refused(tmp_path: Path) -> None:
    text = (ROOT / "reporting/checklists/entreq.yaml").read_text(encoding="utf-8")
    file = tmp_path / "entreq.yaml"
    file.write_text(text.replace("    judged: nothing that is logged says this; write it\n", "", 1), encoding="utf-8")

    with pytest.raises(InputError, match="item 2 does not say"):
        read_checklists([file], SCHEMA, CONDITIONS)


# --------------------------------------------------------------------------------------------------------- filling

FROZEN = Part("protocol_frozen", "report.html#a", "never frozen")
FUNDED = Part("funding_written", "report.html#b", "nobody says who pays")


def filled(*parts: Part, judged: str = "", facts: Facts = NOTHING) -> ChecklistRow:
    point = ChecklistPoint("1", "Title", "Title", "What it asks for.", parts, judged)
    return fill_checklists([Checklist("entreq", "ENTREQ", "Tong 2012", (point,))], facts)[0]


def test_an_item_is_linked_where_every_part_holds_and_partly_where_one_does() -> None:
    half = protocol()
    whole = replace(half, cover=Cover("", funding="None"))

    assert filled(FROZEN, FUNDED, facts=whole).status == LINKED
    assert filled(FROZEN, FUNDED, facts=half).status == PARTLY
    assert filled(FROZEN, FUNDED).status == TEAM


def test_what_holds_is_linked_and_what_does_not_is_named() -> None:
    found = filled(FROZEN, FUNDED, facts=protocol())

    assert (found.found_in, found.missing) == (("report.html#a",), ("nobody says who pays",))


def test_what_only_a_person_can_judge_keeps_an_item_from_being_linked() -> None:
    found = filled(FROZEN, judged="whether it can be read", facts=protocol())

    assert (found.status, found.missing) == (PARTLY, ("whether it can be read",))


def test_an_item_of_prisma_s_has_the_state_and_the_words_of_the_search_log() -> None:
    said = ChecklistItem(9, "Limits", PARTLY, "Searches", "1 of 3 rows without it")

    found = fill_checklists([LISTS["prisma_s"]], tables(prisma_s=(said,)))[8]

    assert (found.status, found.found_in, found.missing) == (PARTLY, ("report.html#searches",), (said.missing,))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Systems leaders lack a definition.", True),
        ("# Discussion\n\n", False),
        ("<!-- what to write\nover two lines -->\n# Discussion\n", False),
        ("TEMPLATE: what follows for practice", False),
        ("# Implications\n\n- 系统\n", True),
        ("---\n...\n", False),
        ("", False),
    ],
)
def test_a_text_counts_when_it_says_something(text: str, says: bool, tmp_path: Path) -> None:
    (tmp_path / "discussion.md").write_text(text, encoding="utf-8")

    assert texts_with_words([tmp_path / "discussion.md"]) == (frozenset({"discussion"}) if says else frozenset())


def test_a_sheet_has_a_row_an_item_in_the_order_of_the_checklist() -> None:
    rows = tuple(fill_checklists(LISTS.values(), NOTHING))

    sheets = {sheet.name: sheet for sheet in checklist_sheets(ReviewTables(checklists=rows[::-1]))}

    assert [line[0] for line in sheets["PRISMA 2020"].rows] == [item.item for item in LISTS["prisma_2020"].items]
    assert list(sheets) == ["PRISMA 2020", "PRISMA-ScR", "PRISMA-E 2012", "ENTREQ"]
