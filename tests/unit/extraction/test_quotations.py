import pytest

from extraction.quotations import LONGEST_QUOTATION, Said, attributions, function_of, perspective_of, said_in
from identification.vocabulary import Attribution, CodeStatus, Function, Perspective

OWN, QUOTED, PARTICIPANT = Attribution.OWN, Attribution.QUOTED, Attribution.PARTICIPANT


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Leaders who wait are trusted.", Said(OWN)),
        ("Leaders who wait are trusted (Timmins, 2015).", Said(QUOTED, "Timmins 2015")),
        ("Leaders wait (see van der Berg et al. 2012; Lee 2014).", Said(QUOTED, "van der Berg et al. 2012")),
        ("Timmins (2015) argues that leaders wait.", Said(QUOTED, "Timmins 2015")),
        ("In Hartley and Benington (2010) leaders wait.", Said(QUOTED, "Hartley and Benington 2010")),
        ("A study by Mary Moss and colleagues found that leaders wait.", Said(QUOTED, "Mary Moss")),
        (
            "Mary Moss and her colleagues from the University of Leeds found that leaders wait.",
            Said(QUOTED, "Mary Moss and her colleagues"),
        ),
        ("According to the King's Fund, leaders wait.", Said(QUOTED, "the King's Fund")),
        ("Leaders wait [12].", Said(QUOTED, "reference 12")),
        ("Earlier research has shown that leaders wait.", Said(QUOTED)),
        ("We found that leaders wait, in line with Timmins (2015).", Said(OWN)),
        ("Our findings agree with earlier research [12].", Said(OWN)),
        ("As one chief executive put it, nobody waits for a leader.", Said(PARTICIPANT)),
        ("“Nobody waits for a leader any longer” (Participant 12).", Said(PARTICIPANT)),
        ("Interviewees described long waits.", Said(PARTICIPANT)),
        ("“Nobody waits for a leader any longer, and rightly so.”", Said(QUOTED)),
        ("The term “system” is used loosely by everybody who writes on it here.", Said(OWN)),
        ("The year was 2015 (see Table 3).", Said(OWN)),
    ],
)
def test_whose_statement_a_sentence_is_follows_from_its_words(sentence: str, said: Said) -> None:
    assert said_in(sentence) == said


def test_every_sentence_of_a_quotation_is_quoted_and_has_the_source_named_behind_it() -> None:
    texts = ["It rained.", "“Nobody waits.", "Nobody ever did.", "We lead.”", "(Timmins, 2015)", "It rained."]

    found = attributions(texts, range(6))

    assert [found[at].attribution for at in range(6)] == [OWN, QUOTED, QUOTED, QUOTED, QUOTED, OWN]
    assert found[3].origin == "Timmins 2015"


def test_a_quotation_of_several_paragraphs_ends_with_its_last_plain_mark() -> None:
    texts = ['Dr Moss said: "Nobody waits.', '"We lead."', "It rained.", 'He added: "Nobody ever did.', 'We led."']

    found = attributions(texts, range(5))

    assert [found[at].attribution for at in range(5)] == [QUOTED, QUOTED, OWN, QUOTED, QUOTED]


def test_a_lost_quotation_mark_does_not_claim_the_rest_of_the_document() -> None:
    texts = ["“Nobody waits.", *["It rained."] * 30]

    found = attributions(texts, range(31))

    assert [at for at in range(31) if found[at].attribution == QUOTED] == list(range(LONGEST_QUOTATION + 1))


@pytest.mark.parametrize(
    ("sentence", "cue", "perspective"),
    [
        ("Women nurses were promoted later.", "Women", Perspective.WORKFORCE),
        ("Women chief executives were appointed later.", "Women", Perspective.LEADER),
        ("Women patients waited longer for the clinic.", "Women", Perspective.PATIENT),
        ("Women in the villages waited longer.", "Women", Perspective.COMMUNITY),
        ("Staff said that women on boards are few.", "women", Perspective.LEADER),
        ("Women waited longer.", "Women", None),
    ],
)
def test_whose_matter_it_is_follows_from_the_people_named_nearest(
    sentence: str, cue: str, perspective: Perspective | None
) -> None:
    start = sentence.index(cue)

    assert perspective_of(sentence, start, start + len(cue)) == perspective


@pytest.mark.parametrize(
    ("sentence", "function"),
    [
        ("Age did not predict how leaders voted.", Function.NULL_FINDING),
        ("Our sample held few women, a limitation.", Function.LIMITATION),
        ("The trust launched a mentoring scheme for Black nurses.", Function.INTERVENTION),
        ("Women were excluded from the shortlists.", Function.LACK),
        ("Black nurses reported later promotion.", Function.FINDING),
        ("Women lead.", None),
    ],
)
def test_what_a_statement_is_to_its_report_follows_from_its_words(sentence: str, function: Function | None) -> None:
    assert function_of(sentence, CodeStatus.AFFIRMED) == function
    assert function_of(sentence, CodeStatus.RECOMMENDATION) is None
