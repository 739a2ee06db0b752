"""Reports that may tell of one study are proposed with what speaks for it; nothing is grouped by itself."""

from dataclasses import replace

import pytest

from extraction.documents import Report, StudyOf
from extraction.studies import StudyProposal, propose_studies
from extraction.study_signs import projects_of, registrations_of, samples_of
from extraction.text_layer import Page
from identification.merge_log import LinkedRecords
from identification.records import DuplicatePair, UniqueRecord
from identification.vocabulary import LinkKind, Outcome, ReportKind, SameStudy, Verdict
from tests.unit.synthesis.making_extracts import report

TEAM, OTHERS = "Okonjo, T.; Ferris, P.; Marsh, A.", "Adeyemi, B.; Whitcombe, L."


def proposed(
    one: str, other: str, *, authors: tuple[str, str] = (TEAM, TEAM), texts: tuple[str, str] = ("", ""), **said: object
) -> list[StudyProposal]:
    """What is proposed of two included reports with these abstracts, authors and texts."""
    reports = [_report("R1", authors[0], **said), _report("R2", authors[1])]
    unique = [UniqueRecord("R1", ("R1",), (), abstract=one), UniqueRecord("R2", ("R2",), (), abstract=other)]
    pages = {
        f"{group}.pdf": [Page(f"{group}.pdf", 1, 0, 0, text)] for group, text in zip(("R1", "R2"), texts, strict=True)
    }
    return propose_studies(reports, unique, pages)


def _report(group: str, authors: str, **said: object) -> Report:
    own = replace(report(f"S-{group}", document=f"{group}.pdf"), report_id=group, record_ids=(group,), authors=authors)
    return replace(own, **said)  # type: ignore[arg-type]


def test_one_registration_is_proposed_whoever_wrote_it() -> None:
    [found] = proposed("Trial NCT01234567.", "NCT 01234567 was stopped.", authors=(TEAM, OTHERS))

    assert (found.said, found.reasons) == (SameStudy.OPEN, ("one registration: NCT01234567",))


def test_a_registration_that_a_text_only_mentions_is_not_its_own() -> None:
    texts = ("We are registered as ISRCTN12345678.", "A trial of others (ISRCTN12345678) " + "failed. " * 40)

    assert len(proposed("", "", texts=texts)) == 1  # the registry's name stands in the number itself
    assert proposed("", "", texts=("registered: NCT01234567", "x " * 80 + "(NCT01234567)" + " x" * 80)) == []


def test_a_registration_in_the_references_is_not_the_reports_own() -> None:
    texts = ("Registered as NCT01234567.", "We led.\nReferences\n1. Trial registered as NCT01234567. 2019.")

    assert proposed("", "", texts=texts) == []


def test_who_names_many_registrations_reviews_other_peoples_trials() -> None:
    many = " ".join(f"registered NCT0000000{number}" for number in range(5))

    assert registrations_of("", many) == frozenset()


def test_one_project_of_the_same_people_is_proposed() -> None:
    [found] = proposed("The SHARED study asked.", "Within the SHARED study we", authors=(TEAM, "Ferris P; Lund Q"))

    assert found.reasons == ("one project: shared; authors in common: ferris p",)


def test_one_project_of_other_people_is_not() -> None:
    assert proposed("The SHARED study asked.", "Like the SHARED study we", authors=(TEAM, OTHERS)) == []


def test_a_funder_is_no_project() -> None:
    assert projects_of("", "An NHS programme, a UK study and the ESRC project.") == frozenset()


def test_one_sample_of_one_team_is_proposed() -> None:
    [found] = proposed("We held 24 interviews.", "From 24 semi-structured interviews we learn")

    assert found.reasons == ("one sample: 24 people; authors in common: ferris p, marsh a, okonjo t",)


def test_people_and_their_interviews_are_one_sample() -> None:
    assert len(proposed("Of 24 leaders, 14 were women.", "This paper analyses 24 interviews.")) == 1


def test_a_report_that_says_that_its_data_were_reported_before_is_proposed_with_those_of_its_authors() -> None:
    [found] = proposed("A secondary analysis of interviews.", "We asked leaders.")

    assert found.reasons == ("one says: secondary analysis of; authors in common: ferris p, marsh a, okonjo t",)
    assert proposed("A secondary analysis of interviews.", "We asked.", authors=(TEAM, OTHERS)) == []


def test_one_sample_and_one_author_do_not_suffice() -> None:
    assert proposed("We held 24 interviews.", "We held 24 interviews.", authors=(TEAM, "Ferris, P.; Lund, Q.")) == []


def test_years_and_small_numbers_are_no_samples() -> None:
    assert samples_of("In 2019 nurses and 5 patients met 8 leaders.") == frozenset()


def test_authors_alone_are_no_sign() -> None:
    assert proposed("We asked leaders.", "We asked followers.") == []


def test_a_citation_alone_never_groups() -> None:
    cites = (
        "As we showed before (Okonjo et al., 2021; https://doi.org/10.5555/line.1), lines matter.\nReferences\nOkonjo"
    )

    assert proposed("", "", texts=("Leading without a line. doi:10.5555/line.1", cites)) == []


@pytest.mark.parametrize(("link", "reasons"), [(LinkKind.PREPRINT, 1), (LinkKind.REPLY, 0), (LinkKind.UPDATE, 0)])
def test_a_link_among_the_records_is_proposed_where_it_is_one_body_of_data(link: LinkKind, reasons: int) -> None:
    reports = [_report("R1", TEAM), _report("R2", OTHERS)]
    unique = [UniqueRecord(one, (one,), ()) for one in ("R1", "R2")]

    found = propose_studies(reports, unique, {}, linked=[LinkedRecords("R1", "R2", link, "r", "", *[""] * 6)])

    assert [one.reasons for one in found] == [(f"linked records: {link}",)] * reasons


def test_peoples_word_closes_a_proposal() -> None:
    reports = [_report("R1", TEAM), _report("R2", TEAM)]
    unique = [UniqueRecord(one, (one,), (), abstract="NCT01234567") for one in ("R1", "R2")]
    apart = [StudyOf("R1", "valley"), StudyOf("R2", "hill")]
    different = [DuplicatePair("R1", "R2", Verdict.DIFFERENT, "people", 1, who="ak")]

    one = propose_studies([replace(each, study_id="valley") for each in reports], unique, {})
    two = propose_studies(reports, unique, {}, studies=apart)
    by_event = propose_studies(reports, unique, {}, pairs=different)
    half = propose_studies(reports, unique, {}, studies=apart[:1])

    assert [found[0].said for found in (one, two, by_event, half)] == [
        "one study",
        "two studies",
        "two studies",
        "for a person to say",
    ]


def test_reviews_and_excluded_reports_are_never_proposed() -> None:
    assert proposed("NCT01234567", "NCT01234567", kind=ReportKind.REVIEW) == []
    assert proposed("NCT01234567", "NCT01234567", outcome=Outcome.EXCLUDED) == []


def test_a_name_that_many_reports_carry_tells_nothing() -> None:
    reports = [_report(f"R{number}", TEAM) for number in range(6)]
    unique = [
        UniqueRecord(f"R{number}", (f"R{number}",), (), abstract="The VANGUARD2 programme.") for number in range(6)
    ]

    assert propose_studies(reports, unique, {}) == []
