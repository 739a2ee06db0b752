import time
from dataclasses import replace

import pytest

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Suggestion
from extraction.learning import (
    ENOUGH_ACCEPTED,
    MOST_LEARNT,
    Decided,
    decided_in,
    rescored,
    rescored_documents,
)
from extraction.suggestions import suggest_codes
from extraction.text_layer import Passage
from identification.events import REJECTED, new_event
from identification.vocabulary import CodeStatus, EventKind, Mark, Role, SuggestedBy, Zone

TRUST = Code("SK.TRUST", "Trust", "Leaders build trust.", "", "", "", "", (r"\btrust\b",))
OTHER = Code("SK.OTHER", "Other", "Another skill.", "", "", "", "", (r"\bknack\b",), marks=Mark.DID_NOT_FIT)
CODEBOOK = Codebook("1", "leadership", (), (Family("SK", "Skills", Role.SKILLS, "", (TRUST, OTHER)),))
# A hospital is called a trust as well.
GOOD = (
    "Partners came to trust the chair.",
    "Neighbours trust whoever keeps promises.",
    "Old friends trust each other.",
)
BAD = (
    "The acute trust opened a ward.",
    "A trust merged with its neighbour hospital.",
    "The ambulance trust bought beds.",
)


def document(*sentences: str, name: str = "a.pdf") -> list[Passage]:
    return [Passage(name, 1, 100 * at, 100 * at + 1, text, "", Zone.BODY) for at, text in enumerate(sentences)]


def decided(
    text: str, accepted: bool, *, code_id: str = "SK.TRUST", where: str = "other.pdf", who: str = "ak"
) -> Decided:
    return Decided(where, code_id, text, accepted, who)


def scores(found: list[Suggestion]) -> dict[str, float]:
    return {one.quote: one.score for one in found}


LESSONS = [*(decided(text, True) for text in GOOD), *(decided(text, False) for text in BAD)]
BODY = document(
    "Residents trust partners who keep promises.", "The acute trust merged its ambulance beds.", "It rained."
)


def test_a_suggestion_like_the_accepted_ones_rises_above_one_like_the_rejected_ones() -> None:
    before = suggest_codes(BODY, CODEBOOK)
    after = scores(rescored(before, BODY, CODEBOOK, LESSONS))

    assert after[BODY[0].text] > after[BODY[1].text]
    assert after[BODY[1].text] < scores(before)[BODY[1].text]


def test_without_decisions_the_scores_are_those_of_the_cues_in_reading_order() -> None:
    before = suggest_codes(BODY, CODEBOOK)

    assert rescored(list(reversed(before)), BODY, CODEBOOK, []) == before


def test_a_code_that_nobody_decided_on_keeps_its_scores() -> None:
    body = document("It takes a knack to trust.")
    before = suggest_codes(body, CODEBOOK)

    after = rescored(before, body, CODEBOOK, LESSONS)

    assert [one for one in after if one.code_id == "SK.OTHER"] == [one for one in before if one.code_id == "SK.OTHER"]


def test_a_second_coder_learns_nothing_from_what_others_decided_in_the_same_document() -> None:
    before = suggest_codes(BODY, CODEBOOK)
    others = [replace(one, document_id="a.pdf", who="ak") for one in LESSONS]

    assert rescored(before, BODY, CODEBOOK, others, reviewer="bo") == before
    assert rescored(before, BODY, CODEBOOK, others) == before
    assert rescored(before, BODY, CODEBOOK, others, reviewer="ak") != before


def test_the_table_of_all_documents_leaves_out_what_was_decided_in_each() -> None:
    bodies = [BODY, [replace(one, document_id="b.pdf") for one in BODY]]
    before = [suggest_codes(body, CODEBOOK) for body in bodies]
    in_a = [replace(one, document_id="a.pdf") for one in LESSONS]

    found = rescored_documents(before, bodies, CODEBOOK, in_a)

    assert [one for one in found if one.document_id == "a.pdf"] == before[0]
    assert [one for one in found if one.document_id == "b.pdf"] == rescored(before[1], bodies[1], CODEBOOK, in_a)


def test_enough_accepted_passages_propose_a_few_without_a_cue_and_the_cue_stays_what_proposed_the_others() -> None:
    rely = [
        decided(f"Partners rely on the chair who keeps promises, {word}.", True)
        for word in "abcdefghijklmnopqrstuvwxyz"
    ]
    body = document(
        *(f"Neighbours rely on partners who keep promises {at}." for at in range(9)), "They trust.", *["It rained."] * 9
    )

    found = rescored(suggest_codes(body, CODEBOOK), body, CODEBOOK, [*rely, *LESSONS])

    learnt = [one for one in found if one.by == SuggestedBy.DECISIONS]
    assert 0 < len(learnt) <= MOST_LEARNT
    assert all("rely" in one.quote and not one.cue for one in learnt)
    assert [one.quote for one in found if one.by == SuggestedBy.CUES] == ["They trust."]
    few = [*rely[: ENOUGH_ACCEPTED - 1], *(one for one in LESSONS if not one.accepted)]
    assert SuggestedBy.DECISIONS not in {one.by for one in rescored(suggest_codes(body, CODEBOOK), body, CODEBOOK, few)}


def test_only_rejections_lower_what_is_like_them_and_nothing_breaks() -> None:
    before = suggest_codes(BODY, CODEBOOK)
    rejected = [one for one in LESSONS if not one.accepted]

    after = scores(rescored(before, BODY, CODEBOOK, rejected))

    assert after[BODY[0].text] > after[BODY[1].text]


def test_a_document_without_passages_and_a_code_that_is_gone_are_no_fault() -> None:
    assert rescored([], [], CODEBOOK, LESSONS) == []
    before = suggest_codes(BODY, CODEBOOK)
    assert rescored(before, BODY, CODEBOOK, [decided("x", True, code_id="SK.GONE")]) == before


def test_codings_and_rejections_teach_and_a_look_in_vain_does_not() -> None:
    def coding(decision: str, quote: str) -> object:
        return new_event(
            EventKind.CODING,
            who="ak",
            subject_id="a.pdf",
            decision=decision,
            content={"code_id": "SK.TRUST", "quote": quote},
        )

    events = [
        coding(CodeStatus.AFFIRMED, "Partners\ntrust."),
        coding(REJECTED, "The trust."),
        coding(CodeStatus.LOOKED_NOT_FOUND, ""),
    ]

    found = decided_in(events)  # type: ignore[arg-type]

    assert {(one.text, one.accepted, one.who) for one in found} == {
        ("Partners trust.", True, "ak"),
        ("The trust.", False, "ak"),
    }


def test_the_same_decisions_in_any_order_give_the_same_scores() -> None:
    before = suggest_codes(BODY, CODEBOOK)

    one = rescored(before, BODY, CODEBOOK, LESSONS)
    other = rescored(before, BODY, CODEBOOK, list(reversed(LESSONS)))

    assert scores(one) == pytest.approx(scores(other), abs=0.002)
    assert one == rescored(before, BODY, CODEBOOK, LESSONS)


def test_a_further_decision_on_a_long_report_takes_less_than_half_a_second() -> None:
    words = [
        *("partners", "trust", "chair", "ward", "merged", "promises", "bed", "budget"),
        *(f"word{at}" for at in range(8)),
    ]
    body = document(*(" ".join(words[(at * step) % 16] for step in range(1, 12)) + f" {at}." for at in range(6000)))
    before = suggest_codes(body, CODEBOOK)
    rescored(before, body, CODEBOOK, LESSONS)

    began = time.process_time()
    rescored(before, body, CODEBOOK, [*LESSONS, decided("Councils trust the board.", True)])

    assert time.process_time() - began < 0.5
