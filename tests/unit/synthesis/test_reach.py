"""Could a source have found it? What the words of a strategy propose, and that only a person's word counts."""

from pathlib import Path

import pytest

from extraction.codebook import Code, Codebook, Family
from identification.errors import InputError
from identification.vocabulary import Reach, Role
from synthesis.gap_tables import ReachNoted, SourceReach
from synthesis.reach import Searched, read_reach, rows_to_propose, state_reach
from synthesis.states import DeclaredGap

GAP = DeclaredGap("edi", "EDI", "inclusion", ("EDI.RACE", "EDI.SEX"), ("workforce", "community"))
TOPIC = '1 "systems leader*".ti,ab.\n2 health*.ti,ab.\n3 1 and 2\n'


def code(code_id: str, words: str, *cues: str) -> Code:
    return Code(code_id, words, words, "", "", "", "", cues)


CODEBOOK = Codebook(
    "1",
    "systems leadership",
    (),
    (
        Family(
            "EDI",
            "EDI",
            Role.GAP,
            "",
            (
                code("EDI.GENERAL", "diversity", r"\bdiversity\b"),
                code("EDI.RACE", "ethnic groups, racism", r"\bethnic(ity)?\b", r"\bracism\b"),
                code("EDI.SEX", "women and men, gender", r"\bwom[ae]n\b", r"\bgender\b"),
            ),
        ),
    ),
)


def searched(strategy: str = TOPIC, **more: object) -> Searched:
    values = {"kind": "database", "searches": 1, "limits": (), "strategies": (strategy,) if strategy else ()}
    return Searched(source="pubmed", name="PubMed", **(values | more))  # type: ignore[arg-type]


def reach(
    code_id: str, *noted: ReachNoted, exclude: str = "", perspective: str = "workforce", **source: object
) -> SourceReach:
    """What is said of one cell of one source."""
    rows = state_reach([GAP], [searched(**source)], {"E1": exclude}, noted, CODEBOOK)  # type: ignore[arg-type]
    return next(one for one in rows if one.cell_id == f"edi:{code_id}:{perspective}")


def test_a_search_of_the_topic_alone_reaches_what_it_does_not_name() -> None:
    assert reach("EDI.RACE").proposed == Reach.REACHED


def test_terms_of_its_own_are_named_with_these_terms() -> None:
    found = reach("EDI.RACE", strategy='("systems leader*") OR (leader* AND ethnic*)')

    assert (found.proposed, found.words) == (Reach.NAMED, ("ethnic*",))


def test_a_truncated_term_stands_for_the_words_of_the_codebook() -> None:
    assert reach("EDI.RACE", strategy="leader*[ti] OR racis*[ti]").proposed == Reach.NAMED
    assert reach("EDI.RACE", strategy="leader*[ti] OR race*[ti]").proposed == Reach.REACHED


@pytest.mark.parametrize(
    "strategy",
    [
        '"systems leader*" NOT (women OR child*)',
        "1 leader*.ti.\n2 (women or child*).ti.\n3 1 not 2",
        '#1 leader*[tiab]\n#2 "women"[tiab]\n#3 #1 NOT #2',
        "TITLE-ABS-KEY ( leader* AND NOT ( gender OR child* ) )",
        'S1 TI "systems leader*"\nS2 (MH "Women+")\nS3 S1 NOT S2',
        'TS=("systems leader*") NOT TS=(women)',
        "1. exp Leadership/\n2. exp Women/\n3. 1 not 2\n4. limit 3 to yr=2009-2025",
        "#1 MeSH descriptor: [Leadership] this term only\n#2 MeSH descriptor: [Women]\n#3 #1 not #2",
    ],
)
def test_what_stands_behind_a_not_is_cut_off_and_nothing_else(strategy: str) -> None:
    assert reach("EDI.SEX", strategy=strategy).proposed == Reach.CUT_OFF
    assert reach("EDI.RACE", strategy=strategy).proposed == Reach.REACHED


@pytest.mark.parametrize("strategy", ['"systems leader*" NOT women', "1 leader*.ti.\n2 women.ti.\n3 1 not 2"])
def test_the_family_is_reached_where_a_not_takes_one_code_and_says_so(strategy: str) -> None:
    found = reach("EDI", strategy=strategy)

    assert found.proposed == Reach.REACHED
    assert "EDI.SEX" in found.proposed_why
    assert found.words == ("women",)
    assert reach("EDI.RACE", strategy=strategy).words == ()


def test_what_a_not_takes_out_of_a_not_is_not_left_out() -> None:
    assert reach("EDI.SEX", strategy="leader* NOT (animals NOT (animals AND women))").proposed == Reach.REACHED


def test_a_block_that_only_other_terms_of_the_family_meet_cuts_off_the_rest() -> None:
    strategy = "1 leader*.ti.\n2 (women or gender).ti.\n3 1 and 2"

    assert reach("EDI.RACE", strategy=strategy).proposed == Reach.CUT_OFF
    assert reach("EDI.SEX", strategy=strategy).proposed == Reach.NAMED


def test_a_second_search_without_such_a_block_reaches_it() -> None:
    strategy = "1 leader*.ti.\n2 (women or gender).ti.\n3 1 and 2\n4 systems adj2 leader*"

    assert reach("EDI.RACE", strategy=strategy).proposed == Reach.REACHED


def test_a_criterion_of_exclusion_cuts_off_in_every_source_and_a_demand_does_not() -> None:
    assert reach("EDI.SEX", exclude="Is about women only.", strategy="").proposed == Reach.CUT_OFF
    assert reach("EDI.SEX", exclude="Does not report on women.").proposed == Reach.REACHED


def test_a_limit_that_names_it_cuts_it_off() -> None:
    assert reach("EDI.SEX", limits=("2009 to 2025, women",)).proposed == Reach.CUT_OFF


def test_prose_around_a_query_names_nothing() -> None:
    prose = (
        "A strategy to run, not one on gender: PRESS review first.\n\n" + TOPIC + "\n"
        "Terms of gender and of ethnicity are not joined with AND: they stand inside the topic.\n"
    )

    assert {reach(one, strategy=prose).proposed for one in ("EDI.RACE", "EDI.SEX")} == {Reach.REACHED}


@pytest.mark.parametrize(
    "source",
    [{"searches": 0}, {"strategy": ""}, {"kind": "citation_searching"}, {"kind": "expert"}],
)
def test_without_a_strategy_or_without_words_nobody_can_say(source: dict[str, object]) -> None:
    found = reach("EDI.SEX", **source)  # type: ignore[arg-type]

    assert found.proposed == Reach.UNKNOWN
    assert found.proposed_why


def test_prose_in_place_of_a_strategy_is_none_for_a_database_and_all_that_a_website_has() -> None:
    prose = "Searched for systems leadership in the box of the site, and read what came."

    assert reach("EDI.SEX", strategy=prose).proposed == Reach.UNKNOWN
    assert reach("EDI.SEX", strategy=prose, kind="website").proposed == Reach.REACHED


def test_a_proposal_counts_as_unknown_until_a_person_signs_it() -> None:
    row = ReachNoted("edi", "pubmed", Reach.REACHED)

    assert reach("EDI.SEX").reach == Reach.UNKNOWN
    assert reach("EDI.SEX", row).reach == Reach.UNKNOWN
    assert reach("EDI.SEX", ReachNoted("edi", "pubmed", Reach.REACHED, who="ak")).reach == Reach.REACHED


def test_the_narrowest_row_holds_even_where_nobody_confirmed_it() -> None:
    wide = ReachNoted("edi", "pubmed", Reach.REACHED, who="ak")
    of_code = ReachNoted("edi:EDI.SEX", "pubmed", Reach.CUT_OFF)
    of_cell = ReachNoted("edi:EDI.SEX:community", "pubmed", Reach.OUTSIDE, who="bm")
    rows = (of_cell, wide, of_code)

    assert reach("EDI.RACE", *rows).reach == Reach.REACHED
    assert reach("EDI.SEX", *rows).reach == Reach.UNKNOWN
    assert reach("EDI.SEX", *rows, perspective="community").reach == Reach.OUTSIDE


def test_rows_are_proposed_for_each_gap_and_each_code_that_is_cut_off_and_never_again() -> None:
    rows = state_reach([GAP], [searched('"systems leader*" NOT women')], {}, [], CODEBOOK)

    proposed = rows_to_propose([GAP], rows, [])

    assert [(one.cell, one.reach, one.who) for one in proposed] == [
        ("edi", Reach.REACHED, ""),
        ("edi:EDI.SEX", Reach.CUT_OFF, ""),
    ]
    assert "women" in proposed[1].why
    assert rows_to_propose([GAP], rows, [ReachNoted("edi", "pubmed", Reach.OUTSIDE, who="ak"), proposed[1]]) == []


def write(folder: Path, *rows: str) -> Path:
    path = folder / "reach.csv"
    path.write_text("\n".join(["cell,source,reach,why,who,date", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "row", ["edi:EDI.SEKS,pubmed,cut off,,ak,", "edi,pubmet,reached,,ak,", "edi:EDI,pubmed,named,,xy,"]
)
def test_a_row_that_names_nothing_of_this_review_is_set_aside_with_its_line(tmp_path: Path, row: str) -> None:
    path = write(tmp_path, "edi,pubmed,reached,,ak,", row)

    kept, aside = read_reach([path], [GAP], ["pubmed"], ["ak"])

    assert [one.cell for one in kept] == ["edi"]
    assert [one.subject for one in aside] == ["line 3"]
    assert "is not in config.yaml" in aside[0].why


def test_two_rows_on_one_source_and_cell_stop_with_both_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "edi,pubmed,reached,,ak,", "edi,pubmed,cut off,,bm,")

    with pytest.raises(InputError, match=r"line 3: the reach of 'pubmed' for 'edi' is already in line 2"):
        read_reach([path], [GAP], ["pubmed"], ["ak", "bm"])
