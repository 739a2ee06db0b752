"""What still has to be had: nothing that is there, excluded or explained, and each with an address to begin at."""

import pytest

from extraction.documents import Report
from extraction.retrieval import reports_to_retrieve
from identification.records import UniqueRecord
from identification.vocabulary import Outcome, Retrieval


def wanted(retrieval: Retrieval, outcome: Outcome = Outcome.AWAITING, doi: str = "") -> Report:
    """A report whose search ended, or has not ended, in this way."""
    return Report("R1", "S1", ("R1",), "A title", "Ash", "2019", "J", doi, retrieval, "", "", "", "", None, "", outcome)


UNIQUE = [UniqueRecord("R1", ("R1",), ("s",), "A title", url="https://journal.example/one")]


@pytest.mark.parametrize("retrieval", [one for one in Retrieval if one != Retrieval.SOUGHT])
def test_what_is_there_or_explained_is_not_listed(retrieval: Retrieval) -> None:
    assert reports_to_retrieve([wanted(retrieval)], UNIQUE) == []


def test_what_was_excluded_without_a_text_is_not_asked_for() -> None:
    assert reports_to_retrieve([wanted(Retrieval.SOUGHT, Outcome.EXCLUDED)], UNIQUE) == []


@pytest.mark.parametrize(("doi", "link"), [("10.5555/one", "https://doi.org/10.5555/one"), ("", UNIQUE[0].url)])
def test_a_wanted_text_has_its_doi_for_a_link_else_its_address(doi: str, link: str) -> None:
    assert [one.link for one in reports_to_retrieve([wanted(Retrieval.SOUGHT, doi=doi)], UNIQUE)] == [link]
