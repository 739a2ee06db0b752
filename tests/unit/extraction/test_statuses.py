import csv
import hashlib
from pathlib import Path

import pytest

from extraction.absences import ABSENCES, absences_in
from extraction.statuses import propose_status, states_aim
from identification.vocabulary import CodeStatus

AFFIRMED, ABSENCE, ADVICE = CodeStatus.AFFIRMED, CodeStatus.ABSENCE_STATED, CodeStatus.RECOMMENDATION
SAMPLE, QUESTION = CodeStatus.DESCRIPTIVE, CodeStatus.QUESTION


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("We advocate for more women on boards.", ADVICE),
        ("Further studies of women on boards are needed.", ADVICE),
        ("The role of women requires further research.", ADVICE),
        ("It is important to ask women first.", ADVICE),
        ("- Invite women as well as men.", ADVICE),
        ("You might ask women first.", ADVICE),
        ("Women feel they should wait.", AFFIRMED),
        ("The tool is short, so it should help women.", AFFIRMED),
        ("Research of women on boards grew.", AFFIRMED),
        ("A literature gap exists as to women on boards.", ABSENCE),
        ("Though boards are well known, data on women are lacking.", ABSENCE),
        ("Women lead; however, the literature is scant on how.", ABSENCE),
        ("How women fare is not sufficiently understood.", ABSENCE),
        ("A quarter of ministers are women (Mehr, unpublished).", AFFIRMED),
        ("Thirty-nine women from four towns participated.", SAMPLE),
        ("We held focus groups with women at four centres.", SAMPLE),
        ("512 female nurses with diabetes.", SAMPLE),
        ("The patients were seen by 84 providers, 60 of them female.", SAMPLE),
        ("Women (n = 104) were promoted later than men (p < .001).", AFFIRMED),
        ("Who asks women?", QUESTION),
    ],
)
def test_a_sentence_without_a_cue_is_looked_at_as_a_whole(sentence: str, status: CodeStatus) -> None:
    assert propose_status(sentence, 0, 0) == status


@pytest.mark.parametrize(
    ("sentence", "aim"),
    [
        ("This study explored how women lead.", True),
        ("The aim of this review was to map women's careers.", True),
        ("To determine whether women lead.", True),
        ("Women lead differently.", False),
        ("This study found that women lead.", False),
    ],
)
def test_an_aim_is_told_from_a_finding(sentence: str, aim: bool) -> None:
    assert states_aim(sentence) == aim


def test_the_letters_looked_for_first_lose_no_absence(data_folder: Path) -> None:
    rows = csv.DictReader((data_folder / "coding" / "edi_sentences.csv").read_text(encoding="utf-8-sig").splitlines())
    texts = [row["text"] for row in rows]

    lost = [text for text in texts if any(frame.search(text) for _, frame in ABSENCES) and not absences_in(text)]

    assert lost == []


def test_the_further_texts_are_places_and_codes_and_no_text() -> None:
    folder = Path(__file__).parents[3] / "benchmarks" / "further_texts"
    header, *_ = (folder / "codings.csv").read_text(encoding="utf-8").splitlines()
    texts = list(csv.DictReader((folder / "texts.csv").read_text(encoding="utf-8").splitlines()))

    assert header == "text,page,start,end,codes,status,attribution,origin"
    assert all(len(text["sha256"]) == hashlib.sha256().digest_size * 2 for text in texts)
