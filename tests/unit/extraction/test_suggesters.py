from collections.abc import Sequence
from dataclasses import replace

import pytest

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Suggestion
from extraction.suggesters import OURS, suggested_by
from extraction.text_layer import Page, Passage
from identification.vocabulary import CodeStatus, Role, Zone

CODE = Code("SK.TRUST", "Trust", "Leaders build trust.", "", "", "", "", (r"\btrust\b",))
CODEBOOK = Codebook("1", "leadership", (), (Family("SK", "Skills", Role.SKILLS, "", (CODE,)),))
TEXT = "Leaders need trust. Boards need time, and trust takes 10 years."
PAGES = [Page("a.pdf", 1, 0, 0, TEXT)]
PASSAGES = [Passage("a.pdf", 1, 0, 19, TEXT[:19], "", Zone.BODY), Passage("a.pdf", 1, 20, 63, TEXT[20:], "", Zone.BODY)]
THERE = Suggestion("a.pdf", "SK.TRUST", 1, 0, 19, TEXT[:19], "", CodeStatus.AFFIRMED, score=0.4)


def giving(*suggestions: Suggestion) -> object:
    def suggester(passages: Sequence[Passage], codebook: Codebook) -> list[Suggestion]:
        return list(suggestions)

    return suggester


def test_everything_that_we_propose_stands_where_it_says() -> None:
    kept, refused = suggested_by(OURS, PASSAGES, PAGES, CODEBOOK)

    assert [TEXT[one.start : one.end] for one in kept] == [TEXT[:19], TEXT[20:]]
    assert refused == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"quote": "Leaders need love."}, "not in the document"),
        ({"quote": "Leaders need trust and more of it every year."}, "not in the document"),
        ({"quote": " ", "end": 1}, "not in the document"),
        ({"quote": "Boards need time, and trust takes 100 years.", "start": 20, "end": 63}, "not word for word"),
        ({"quote": "LEADERS NEED TRUST."}, "not word for word"),
        ({"start": 20, "end": 39}, "not where the suggestion says"),
        ({"document_id": "b.pdf"}, "not in the document"),
        ({"code_id": "SK.LOVE"}, "not in the codebook"),
        ({"score": 1.4}, "not between 0 and 1"),
    ],
)
def test_a_suggestion_that_does_not_stand_there_is_refused_with_a_reason(changed: dict[str, str], why: str) -> None:
    kept, refused = suggested_by([giving(replace(THERE, **changed))], PASSAGES, PAGES, CODEBOOK)  # type: ignore[arg-type, list-item]

    assert kept == []
    assert [why in one.why for one in refused] == [True]


def test_of_two_suggesters_that_propose_one_passage_the_first_stands() -> None:
    second = replace(THERE, score=0.9, reason="another")

    kept, _ = suggested_by([giving(THERE), giving(second)], PASSAGES, PAGES, CODEBOOK)  # type: ignore[list-item]

    assert kept == [THERE]
