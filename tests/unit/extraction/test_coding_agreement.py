"""How coders agree per code and per family, on what each coded at first."""

from dataclasses import replace
from pathlib import Path

from extraction.assignment import CodingPolicy
from extraction.coding_agreement import agree_on_codes, check_coding, count_families, first_codings
from extraction.coding_tables import CodingAgreement
from extraction.documents import Extract, RefusedExtract
from identification.events import Event
from identification.tables import columns
from identification.vocabulary import AppraisalPolicyName, Check, CodingPolicyName, EventKind, Sitting, SuggestedBy
from screening.agreement import agreement_of
from tests.unit.synthesis.making_extracts import CODEBOOK, extract, looked
from workflow.real.extractions import fields_of, pairs_of, read_extractions, studies_of


def agreement(*first: Extract) -> dict[str, CodingAgreement]:
    return {one.code_id: one for one in agree_on_codes(first, CODEBOOK, seed=1)}


def test_each_report_with_each_code_is_one_answer() -> None:
    said = [extract("S1", "SK.TRUST"), extract("S1", "SK.TRUST", who="bm", start=5), extract("S1", "SK.HUMILITY")]
    said += [extract("S2", "SK.TRUST"), extract("S2", "SK.TRUST", who="bm", start=50)]

    rows = agreement(*said)

    skills = rows["SK"]
    assert (skills.reports, skills.n, skills.both, skills.only_a, skills.only_b, skills.neither) == (2, 6, 2, 1, 0, 3)
    assert (skills.passages, skills.met, skills.passage) == (5, 2, 0.4)
    assert rows["SK.TRUST"].raw == 1.0
    assert rows["SK.TRUST"].kappa is None, "everybody said the same: 0/0, and no perfect kappa"


def test_a_family_of_which_neither_said_anything_gives_no_answer() -> None:
    rows = agreement(extract("S1", "SK.TRUST"), extract("S1", "SK.TRUST", who="bm"), looked("S1", "EDI"))

    assert (rows["EDI"].n, rows["EDI"].neither, rows["DEF"].n, rows["DEF"].raw) == (3, 3, 0, None)
    assert rows[""].n == 6


def test_an_interval_is_as_wide_as_drawing_answers_or_drawing_reports_makes_it() -> None:
    twice = [extract(study, "SK.TRUST", who=who) for study in ("S1", "S2", "S3") for who in ("ak", "bm")]
    once = [extract("S2", "SK.HUMILITY"), extract("S3", "EDI.SEX", who="bm")]

    many, one = agreement(*twice, *once)[""], agreement(*twice[:2], extract("S1", "SK.HUMILITY"))[""]

    assert (many.raw_low or 1) < (many.raw or 0) < (many.raw_high or 0)
    assert (one.raw_low or 1) < (one.raw or 0) < (one.raw_high or 0), "one report has answers to draw"
    skills = [code.id for code in CODEBOOK.family("SK").codes]
    said = [extract(f"S{n}", code, who="ak") for n in range(12) for code in skills]
    said += [extract(f"S{n}", code, who="bm") for n in range(0, 12, 2) for code in skills]
    whole = agreement(*said, *(replace(looked(f"S{n}", "SK"), who="bm") for n in range(1, 12, 2)))["SK"]
    assert (whole.n, whole.raw) == (36, 0.5)
    assert (whole.raw_low or 1) <= 0.25, "drawn answer by answer it would be above a third"


def test_a_report_that_one_person_coded_says_nothing_of_agreement() -> None:
    added = replace(extract("S1", "SK.HUMILITY", who="bm"), sitting=Sitting.VERIFICATION)

    assert agreement(extract("S1", "SK.TRUST"), extract("S2", "SK.TRUST", who="bm"), added) == {}


def test_looking_in_vain_is_an_answer_and_no_passage() -> None:
    rows = agreement(extract("S1", "SK.TRUST"), replace(looked("S1", "SK"), who="bm"))

    assert (rows["SK"].reports, rows["SK"].only_a, rows["SK"].passages) == (1, 1, 1)


def test_of_several_coders_a_draw_says_which_two_count() -> None:
    said = [extract("S1", "SK.TRUST", who=who) for who in ("ak", "bm", "cd")]

    assert agreement(*said)["SK.TRUST"].passages == 2


def test_real_double_extraction_gives_the_statistics_that_screening_gives(data_folder: Path) -> None:
    rows = read_extractions(data_folder / "agreement/melanoma_disparities_EDI/double_extraction_original.csv")
    people = sorted({row.who for row in rows})[:2]

    for field in fields_of(rows):
        pairs, _ = pairs_of(studies_of(rows), people, field)
        said = [
            replace(extract(f"S{n}", "SK.TRUST") if yes else looked(f"S{n}", "SK"), who=who)
            for n, answers in enumerate(pairs)
            for who, yes in zip(("ak", "bm"), answers, strict=True)
        ]
        ours, known = agreement(*said)["SK.TRUST"], agreement_of(EventKind.CODING, "", "", pairs, seed=1)
        names = ("n", "raw", "kappa", "pabak", "ac1", "positive", "negative", "prevalence", "only_a", "only_b")
        assert [getattr(ours, name) for name in names] == [getattr(known, name) for name in names], field


def test_what_was_changed_later_counts_as_it_was_coded_at_first() -> None:
    content = {"code_id": "SK.TRUST"}
    first = Event("e1", "t", "ak", EventKind.CODING, "S1.pdf", "affirmed", content=content)
    later = replace(first, event_id="e2", decision="contested", replaces="e1")
    slip = replace(first, event_id="e3")
    undone = replace(first, event_id="e4", decision="withdrawn", replaces="e3", content={})
    rejected = replace(first, event_id="e5", decision="not this code")

    assert first_codings([first, later, slip, undone, rejected]) == [first]


def test_where_extracts_came_from_is_counted_by_family_with_what_people_did_not_accept() -> None:
    extracts = [
        replace(extract("S1", "SK.TRUST"), suggested_by=SuggestedBy.CUES, check=Check.CHECKED),
        replace(extract("S1", "SK.HUMILITY"), suggested_by=SuggestedBy.DECISIONS, check=Check.DISPUTED),
        replace(extract("S1", "EDI.SEX"), check=Check.AGREED),
        looked("S1", "DEF"),
    ]
    gone = extract("S1", "SK.TRUST", start=90)
    refused = RefusedExtract(**{name: getattr(gone, name) for name in columns(Extract)}, why="No.")
    no = Event("e", "t", "ak", EventKind.CODING, "S1.pdf", "not this code", content={"code_id": "SK.TRUST"})

    everything, _, skills, edi = count_families(extracts, [refused], [no], CODEBOOK)

    assert (skills.extracts, skills.cues, skills.decisions, skills.people, skills.rejected) == (2, 1, 1, 0, 1)
    assert (skills.checked, skills.holds, skills.disputed, skills.refused) == (3, 1, 1, 1)
    assert (edi.extracts, edi.people, edi.holds) == (1, 1, 1)
    assert (everything.family, everything.extracts, everything.checked) == ("", 3, 4)


def test_what_a_policy_asks_for_is_counted_on_included_reports() -> None:
    extracts = [
        replace(extract("S1", "SK.TRUST"), check=Check.CHECKED),
        extract("S1", "SK.HUMILITY"),
        extract("S9", "SK.TRUST"),
        replace(extract("S1", "EDI.SEX", who="bm"), sitting=Sitting.VERIFICATION),
    ]
    dual = CodingPolicy(name=CodingPolicyName.DUAL, appraisal=AppraisalPolicyName.DUAL, instruments=("mmat_2018",))

    reports, appraised = ["R-S1.pdf", "R-S2.pdf"], {"R-S1.pdf": {"ak"}}
    single, double = (check_coding(reports, extracts, [], appraised, policy) for policy in (CodingPolicy(), dual))

    assert (single.reports, single.coded, single.twice, single.to_check, single.unchecked) == (2, 1, 0, 2, 1)
    both = [*extracts, extract("S1", "EDI.SEX", who="bm")]
    assert check_coding(reports, both, [], appraised, CodingPolicy()).to_check == 0, "two codings are compared instead"
    assert (double.share_reports, double.share_twice, double.to_check) == (2, 0, 0)
    assert (single.to_appraise, double.to_appraise, double.appraised) == (0, 4, 1)
