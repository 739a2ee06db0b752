"""Where did every record go? Small reviews whose flow can be counted by hand."""

from dataclasses import replace

import pytest

from extraction.documents import Report
from identification.errors import InputError
from identification.records import Record, SourceCount, UniqueRecord
from identification.vocabulary import Outcome, Retrieval
from reporting.contents import Cover, Entry, Previous, ReviewTables, Source
from reporting.flow import check_flow, count_flow, refuse_broken_flow
from reporting.flow_boxes import in_flow_order
from reporting.stages import FlowBox
from screening.outcomes import Screened

PUBMED = Source("pubmed", "PubMed", "NLM", "database", "")
WEB = Source("web", "Think tanks", "", "website", "")
COVER = Cover("A review", sources=(PUBMED, WEB), exclude=(Entry("E1", "Not about leadership"),))


def screened(group: str, outcome: Outcome, reason: str = "") -> Screened:
    return Screened(group, outcome, (), (), (), "", reason, 0, "")


def report(group: str, outcome: Outcome, retrieval: Retrieval = Retrieval.OBTAINED, study: str = "") -> Report:
    return Report(
        group, study or group, (group,), "T", "A", "2020", "V", "", retrieval, "", "", "", "", None, "", outcome
    )


def review(
    outcomes: dict[str, Outcome],
    reports: list[Report] | None = None,
    *,
    source: str = "pubmed",
    reasons: dict[str, str] | None = None,
) -> ReviewTables:
    """A review without duplicates: one record per group of `outcomes`."""
    listed, given = reports or [], reasons or {}
    return ReviewTables(
        sources=(SourceCount("a.ris", source, "RIS", "2022-01-01", None, len(outcomes), len(outcomes), 0, "utf-8"),),
        records=tuple(Record(group, source, f"a.ris, record {group}") for group in outcomes),
        unique=tuple(UniqueRecord(group, (group,), (source,)) for group in outcomes),
        title_abstract=tuple(screened(group, outcome) for group, outcome in outcomes.items()),
        full_text=tuple(screened(one.report_id, one.outcome, given.get(one.report_id, "")) for one in listed),
        reports=tuple(listed),
    )


def counts(boxes: list[FlowBox]) -> dict[str, int | None]:
    return {box.box: box.count for box in boxes}


def test_every_equation_holds_while_people_are_still_at_work() -> None:
    tables = review(
        {
            "R1": Outcome.INCLUDED,
            "R2": Outcome.INCLUDED,
            "R3": Outcome.INCLUDED,
            "R4": Outcome.INCLUDED,
            "R5": Outcome.AWAITING,
            "R6": Outcome.CONFLICT,
            "R7": Outcome.NOT_SCREENED,
            "R8": Outcome.EXCLUDED,
        },
        [
            report("R1", Outcome.INCLUDED),
            report("R2", Outcome.AWAITING, Retrieval.SOUGHT),
            report("R3", Outcome.CONFLICT),
            report("R4", Outcome.AWAITING),
        ],
    )

    boxes = count_flow(tables, COVER)

    found = counts(boxes)
    assert (found["databases.screened"], found["databases.sought"], found["databases.assessed"]) == (6, 4, 1)
    for waiting in ("awaiting_screening", "screening_conflicts", "not_screened", "awaiting_retrieval"):
        assert found[f"databases.{waiting}"] == 1
    assert found["databases.full_text_conflicts"] == found["databases.awaiting_full_text"] == 1
    assert all(equation.holds for equation in check_flow(boxes))


def test_awaiting_boxes_are_gone_when_nobody_is_awaited() -> None:
    boxes = count_flow(review({"R1": Outcome.EXCLUDED}), COVER)

    assert not [box for box in boxes if "awaiting" in box.box or "conflicts" in box.box]
    assert "databases.not_screened" not in counts(boxes)


def test_duplicates_are_those_met_in_a_later_export_and_those_merged() -> None:
    tables = ReviewTables(
        sources=(
            SourceCount("a.ris", "pubmed", "RIS", "2022-01-01", None, 3, 3, 0, "utf-8"),
            SourceCount("b.ris", "pubmed", "RIS", "2022-06-01", None, 2, 2, 1, "utf-8"),
        ),
        records=tuple(Record(one, "pubmed", "") for one in ("R1", "R2", "R3", "R4")),
        unique=(
            UniqueRecord("R1", ("R1", "R2"), ("pubmed",)),
            UniqueRecord("R3", ("R3",), ("pubmed",)),
            UniqueRecord("R4", ("R4",), ("pubmed",)),
        ),
        title_abstract=tuple(screened(one, Outcome.EXCLUDED) for one in ("R1", "R3", "R4")),
    )

    boxes = count_flow(tables, COVER)

    found = counts(boxes)
    assert (found["databases.identified"], found["databases.duplicates"], found["databases.screened"]) == (5, 2, 3)
    detail = next(box.detail for box in boxes if box.box == "databases.duplicates")
    assert detail == "1 met again in a later export, 1 merged; none removed by automation"
    refuse_broken_flow(check_flow(boxes))


def test_a_record_found_by_a_database_and_on_a_website_goes_on_with_the_databases() -> None:
    tables = ReviewTables(
        sources=(
            SourceCount("a.ris", "pubmed", "RIS", "", None, 1, 1, 0, "utf-8"),
            SourceCount("w.csv", "web", "CSV", "", None, 2, 2, 0, "utf-8"),
        ),
        records=(Record("R1", "pubmed", ""), Record("R2", "web", ""), Record("R3", "web", "")),
        unique=(UniqueRecord("R1", ("R1", "R2"), ("pubmed", "web")), UniqueRecord("R3", ("R3",), ("web",))),
        title_abstract=(screened("R1", Outcome.EXCLUDED), screened("R3", Outcome.EXCLUDED)),
    )

    found = counts(count_flow(tables, COVER))

    assert (found["databases.identified"], found["databases.screened"]) == (1, 1)
    assert (found["other.identified"], found["other.duplicates"], found["other.screened"]) == (2, 1, 1)


def test_two_reports_of_one_study_are_one_study() -> None:
    reports = [report("R1", Outcome.INCLUDED, study="S1"), report("R2", Outcome.INCLUDED, study="S1")]

    found = counts(count_flow(review({"R1": Outcome.INCLUDED, "R2": Outcome.INCLUDED}, reports), COVER))

    assert (found["included.studies"], found["included.reports"]) == (1, 2)


def test_reasons_for_exclusion_are_counted_and_a_missing_reason_is_said() -> None:
    outcomes = {"R1": Outcome.INCLUDED, "R2": Outcome.INCLUDED}
    reports = [report("R1", Outcome.EXCLUDED), report("R2", Outcome.EXCLUDED)]

    boxes = count_flow(review(outcomes, reports, reasons={"R1": "E1"}), COVER)

    rows = {box.label: box.count for box in boxes if box.box.startswith("databases.excluded_full_text.")}
    assert rows == {"E1: Not about leadership": 1, "reason not recorded": 1}


def test_a_report_that_was_not_obtained_is_never_assessed_even_when_somebody_excluded_it() -> None:
    tables = review({"R1": Outcome.INCLUDED}, [report("R1", Outcome.EXCLUDED, Retrieval.NOT_OBTAINED)])

    boxes = count_flow(tables, COVER)

    assert (counts(boxes)["databases.not_retrieved"], counts(boxes)["databases.assessed"]) == (1, 0)
    refuse_broken_flow(check_flow(boxes))


def test_an_imported_decision_without_a_file_counts_as_assessed_and_is_noted() -> None:
    tables = review({"R1": Outcome.INCLUDED}, [report("R1", Outcome.EXCLUDED, Retrieval.SOUGHT)])

    assessed = next(box for box in count_flow(tables, COVER) if box.box == "databases.assessed")

    assert assessed.count == 1
    assert (
        assessed.detail
        == "for 1 of them retrieval.csv and the folder of full texts do not say that a text was obtained"
    )


def test_a_report_on_a_record_that_is_no_longer_included_is_noted_and_not_counted() -> None:
    tables = review({"R1": Outcome.CONFLICT}, [report("R1", Outcome.INCLUDED)])

    boxes = count_flow(tables, COVER)

    sought = next(box for box in boxes if box.box == "databases.sought")
    assert sought.detail.startswith("not counted: 1 reports on records that are not included here")
    assert counts(boxes)["included.reports"] == 0
    refuse_broken_flow(check_flow(boxes))


def test_a_search_without_an_export_says_what_was_looked_through() -> None:
    tables = ReviewTables(sources=(SourceCount("", "web", "no file", "", 40, 0, 0, 0, ""),))

    boxes = count_flow(tables, COVER)

    row = next(box for box in boxes if box.box == "other.identified.web")
    assert (row.label, row.count) == ("Think tanks (website)", 0)
    assert row.detail == "40 more hits looked through where they stand, without an export"
    assert [box.box for box in boxes if box.column == "other"] == ["other.identified", "other.identified.web"]
    refuse_broken_flow(check_flow(boxes))


def test_an_update_adds_the_previous_version_and_an_unknown_number_stays_unknown() -> None:
    cover = replace(COVER, previous=Previous(studies=None, reports=12))
    tables = review({"R1": Outcome.INCLUDED}, [report("R1", Outcome.INCLUDED)])

    boxes = count_flow(tables, cover)

    found = counts(boxes)
    assert (found["included.total_studies"], found["included.total_reports"]) == (None, 13)
    assert next(box.detail for box in boxes if box.box == "previous.studies") == "unknown"
    refuse_broken_flow(check_flow(boxes))


def test_a_flow_that_lost_a_record_is_refused_with_expected_and_found() -> None:
    whole = review({"R1": Outcome.EXCLUDED, "R2": Outcome.EXCLUDED, "R3": Outcome.INCLUDED})
    torn = replace(whole, title_abstract=whole.title_abstract[1:])

    with pytest.raises(InputError) as refusal:
        refuse_broken_flow(check_flow(count_flow(torn, COVER)))

    sentence = str(refusal.value)
    assert "Databases and registers: records screened = records excluded at title and abstract" in sentence
    assert "expected 3, found 2" in sentence


def test_a_sought_report_that_is_in_no_table_is_refused() -> None:
    with pytest.raises(InputError, match=r"reports sought for retrieval .* expected 1, found 0"):
        refuse_broken_flow(check_flow(count_flow(review({"R1": Outcome.INCLUDED}), COVER)))


def test_every_box_names_the_file_that_it_is_counted_from() -> None:
    tables = review({"R1": Outcome.INCLUDED}, [report("R1", Outcome.INCLUDED)])

    assert all(box.counted_from for box in count_flow(tables, COVER))


def test_boxes_are_read_in_the_same_order_whatever_order_a_table_kept_them_in() -> None:
    tables = review({"R1": Outcome.INCLUDED}, [report("R1", Outcome.EXCLUDED)])
    boxes = count_flow(tables, COVER)

    assert in_flow_order(sorted(boxes, key=lambda box: box.box)) == boxes
