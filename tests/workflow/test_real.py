"""A real review through the whole spine: every record is accounted for, and each box can be counted again."""

from collections import Counter
from pathlib import Path

from identification.tables import read_rows


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
