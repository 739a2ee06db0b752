"""A real review through the whole spine: every record is accounted for, and each box can be counted again."""

import json
import re
from collections import Counter
from pathlib import Path

from extraction.codebook import read_codebook
from identification.tables import read_rows
from workflow.real import grey_reading, records_reading
from workflow.real.grey_codebook import NOTES
from workflow.real.running import write_page


def rows(review: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table below results/."""
    return read_rows(review / "results" / table)


def test_every_one_of_the_2272_records_is_accounted_for(real_reviews: dict[str, Path]) -> None:
    replay = real_reviews["social-norms-suicide"]
    records = {row["record_id"] for row in rows(replay, "identification/records.csv")}
    membership = {row["record_id"]: row["group_id"] for row in rows(replay, "identification/membership.csv")}
    screened = {row["group_id"] for row in rows(replay, "screening/title_abstract.csv")}

    assert len(records) == sum(int(row["read"]) for row in rows(replay, "identification/sources.csv")) == 2272
    assert set(membership) == records
    assert set(membership.values()) == screened


def test_each_box_of_the_flow_is_counted_again_from_its_file(real_reviews: dict[str, Path]) -> None:
    replay = real_reviews["social-norms-suicide"]
    boxes = {row["box"].removeprefix("databases."): row["count"] for row in rows(replay, "reporting/flow.csv")}
    unique = len(rows(replay, "identification/unique.csv"))
    screened = Counter(row["outcome"] for row in rows(replay, "screening/title_abstract.csv"))
    assessed = Counter(row["outcome"] for row in rows(replay, "screening/full_text.csv"))
    reasons = Counter(row["reason"] for row in rows(replay, "screening/full_text.csv") if row["outcome"] == "excluded")

    assert int(boxes["identified"]) - int(boxes["duplicates"]) == unique
    assert int(boxes["screened"]) == unique - screened["awaiting"]
    assert int(boxes["awaiting_screening"]) == screened["awaiting"]
    assert (int(boxes["excluded"]), int(boxes["sought"])) == (screened["excluded"], screened["included"])
    assert int(boxes["excluded_full_text"]) == assessed["excluded"] == sum(reasons.values())
    assert {name: int(boxes[f"excluded_full_text.{name}"]) for name in reasons} == reasons
    assert int(boxes["included.studies"]) == assessed["included"]
    assert boxes["previous.studies"] == ""


def test_no_decision_of_the_people_is_dropped_without_a_word(real_reviews: dict[str, Path], data_folder: Path) -> None:
    replay, human = real_reviews["social-norms-suicide"], data_folder / "reviews" / "social_norms_suicide" / "human"
    for name, kind in (("title_abstract_decisions", "title_abstract"), ("full_text_decisions", "full_text")):
        events = (replay / "review" / "events" / kind / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        listed = read_rows(replay / "review" / "imports" / f"{name}_not_imported.csv")

        assert len(events) + len(listed) == len(read_rows(human / f"{name}.csv"))


def test_what_nobody_decided_waits_in_the_queue(real_reviews: dict[str, Path]) -> None:
    replay = real_reviews["social-norms-suicide"]
    waiting = {row["group_id"] for row in rows(replay, "screening/title_abstract.csv") if row["outcome"] == "awaiting"}

    assert {row["group_id"] for row in rows(replay, "screening/queue.csv")} == waiting


def test_every_coded_quote_of_the_grey_documents_stands_at_its_place(real_reviews: dict[str, Path]) -> None:
    grey = real_reviews["grey-literature"]

    assert rows(grey, "reporting/set_aside.csv") == []
    for extract in rows(grey, "extraction/extracts.csv"):
        text = (grey / "review" / "fulltexts" / extract["document_id"]).read_text(encoding="utf-8")
        assert text[int(extract["start"]) : int(extract["end"])] == extract["quote"]


def test_no_mention_in_the_grey_documents_is_taken_for_edi_evidence(real_reviews: dict[str, Path]) -> None:
    grey = real_reviews["grey-literature"]

    assert {row["counts_as_evidence"] for row in rows(grey, "synthesis/evidence.csv")} == {"false"}


def test_both_reports_say_interim_and_why(real_reviews: dict[str, Path]) -> None:
    for review in real_reviews.values():
        assert "Interim: the numbers will change." in (review / "results/reporting/report.html").read_text(
            encoding="utf-8"
        )


def test_what_two_documents_take_from_one_study_counts_once_and_the_rest_stays_their_own(
    real_reviews: dict[str, Path],
) -> None:
    grey = real_reviews["grey-literature"]
    studies = {row["study_id"]: row["document_id"][:3] for row in rows(grey, "extraction/extracts.csv")}
    counted = {
        row["code_id"]: {studies[study] for study in json.loads(row["study_ids"])}
        for row in rows(grey, "synthesis/skills.csv")
    }
    origins = {row["document_id"][:3]: row["origin"] for row in rows(grey, "synthesis/definitions.csv")}

    # 004 takes these from the study that 000 reports, ...
    assert [counted[code] for code in ("SK.STABLE_TEAM", "SK.PATIENTS_COMMUNITIES")] == [{"000"}, {"000"}]
    assert counted["SK.LONG_TERM"] == {"000", "002"}
    # ... this from elsewhere, where 000 says it of its own, ...
    assert counted["SK.EVIDENCE"] == {"000", "004"}
    # ... and this it says itself, whatever it quotes besides.
    assert counted["SK.BOUNDARY_WORK"] == {"000", "002", "004"}
    assert [studies.get(origins[name], origins[name]) for name in ("000", "002")] == ["000", "002"]
    assert origins["004"].startswith("NHS Leadership Academy")


def test_suggestions_meet_what_either_person_coded_as_often_as_the_other_person_does(
    real_reviews: dict[str, Path], data_folder: Path
) -> None:
    section = grey_reading.read(data_folder, real_reviews["grey-literature"])
    found, precise, traps, *_ = section.tables
    _, _, machine_on_first, second_on_first, _, machine_on_second, first_on_second = found.rows[-1]

    assert same_code(machine_on_first) >= same_code(second_on_first)
    assert same_code(machine_on_second) >= same_code(first_on_second)
    assert int(precise.rows[-1][4]) / int(precise.rows[-1][1]) > 0.9
    assert [row[2] for row in traps.rows] == ["0"] * 7


def same_code(cell: str) -> int:
    """The first of two numbers in a cell: those of the same code."""
    return int(cell.partition(" / ")[0])


def test_every_code_that_answers_a_note_on_the_draft_is_in_the_codebook(root: Path) -> None:
    codebook = read_codebook(root / "config/codebook.yaml", root / "workflow/schemas/codebook.schema.yaml")
    named = re.findall(r"\b[A-Z]{2,4}\.[A-Z_]+\b", " ".join(answer for _, answer in NOTES))

    assert [code for code in named if code not in codebook] == []
    assert len(named) > len(NOTES) / 2


def test_records_in_four_formats_are_grouped_as_their_known_overlap_says(
    real_reviews: dict[str, Path], data_folder: Path
) -> None:
    review = real_reviews["systems-leadership-records"]
    works = records_reading.works_of_records(data_folder, review)
    groups = {row["record_id"]: row["group_id"] for row in rows(review, "identification/membership.csv")}
    in_group = {group: {works[one] for one in groups if groups[one] == group} for group in groups.values()}

    assert len(works) == len(groups) == 97
    assert [group for group, found in in_group.items() if len(found) > 1] == []
    assert len(in_group) - len(set(works.values())) <= 1
    assert {row["group_id"] for row in rows(review, "screening/queue.csv")} == set(in_group)


def test_the_page_in_the_documentation_is_what_the_reviews_show(
    real_reviews: dict[str, Path], data_folder: Path, root: Path
) -> None:
    folder = real_reviews["articles"].parent

    written = write_page(data_folder, folder).with_suffix(".md").read_text(encoding="utf-8")

    assert (root / "docs/real-review.md").read_text(encoding="utf-8") == written, (
        "run `make real` and copy results/real/real-review.md over docs/real-review.md"
    )
