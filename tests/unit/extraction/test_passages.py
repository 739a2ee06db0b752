"""Sentences, with the place, heading and zone of each."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.layers import TextLayer, boxes_between
from extraction.markup import text_blocks
from extraction.passages import sentences, split_passages
from extraction.reading import read_document
from extraction.text_layer import Document, Page
from identification.vocabulary import DocumentStatus, Zone
from tests.unit.extraction import making_pdfs


def layer_of(text: str) -> TextLayer:
    document = Document("a.txt", "", DocumentStatus.READ, 1, len(text.split()), "text")
    return TextLayer(document, (Page("a.txt", 1, 0, 0, text),), tuple(text_blocks(text)))


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@given(st.text(alphabet=st.sampled_from("Ab1. \n\t#-•?!\"'’()é\u00a0ß²"), max_size=200))
def test_a_passage_is_the_text_of_its_page_between_its_offsets(text: str) -> None:
    for passage in split_passages(layer_of(text)):
        assert text[passage.start : passage.end] == passage.text == passage.text.strip() != ""


@given(st.text(alphabet=st.sampled_from("Ab1. \n#-•?!()é"), max_size=200))
def test_passages_do_not_overlap_and_lose_no_letter_or_digit(text: str) -> None:
    passages = split_passages(layer_of(text))

    assert all(one.end <= other.start for one, other in zip(passages, passages[1:], strict=False))
    together = "".join(passage.text for passage in passages)
    assert [letter for letter in together if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    "sentence",
    [
        "This was shown by Smith et al. In their view it holds.",
        "Some forms, e.g. Boards of trusts, were new.",
        "Dr. Jones and Prof. Lee met J. Smith in St. Helens.",
        "See Fig. 3 and No. 5 on pp. 12-14.",
        "The N.H.S. Confederation and the U.K. Government agreed.",
        "It rose by 5.5 points in 2.3 years.",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They left. We stayed.", 2),
        ("Did they? Yes! 40 did.", 3),
        ("“We left.” They stayed.", 2),
        ("It was shown before.12 We show it again.", 2),
        ("They bought pens, paper, etc. Nobody minded.", 2),
        ("They said no. We left.", 2),
        ("So did I. We left.", 2),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, count: int) -> None:
    assert len(texts(text)) == count


def test_a_passage_names_the_nearest_heading_above_it() -> None:
    passages = split_passages(layer_of("# Findings\n\nTrust came first.\n\n## Money\n\nMoney came last."))

    assert [(one.text, one.heading) for one in passages if not one.text.startswith("#")] == [
        ("Trust came first.", "Findings"),
        ("Money came last.", "Money"),
    ]


@pytest.mark.parametrize("title", ["Why boards fear “the system”", "What do boards fear?", "Boards (and others)"])
def test_a_line_of_plain_text_may_be_a_title_although_it_ends_in_a_mark(title: str) -> None:
    passages = split_passages(layer_of(f"{title}\n\nThey fear it. So do we."))

    assert [one.heading for one in passages] == ["", title, title]


def test_a_short_sentence_or_a_saying_in_quotation_marks_is_no_title() -> None:
    passages = split_passages(layer_of("“They fear it.”\n\nSo do we."))

    assert [one.heading for one in passages] == ["", ""]


def test_an_item_of_a_list_stands_under_the_words_that_lead_into_the_list() -> None:
    passages = split_passages(
        layer_of("# Skills\n\nLeaders need to:\n\n- listen well\n- share power\n\nThen they act.")
    )

    assert [one.heading for one in passages[2:]] == ["Leaders need to:", "Leaders need to:", "Skills"]


def test_a_heading_is_one_passage_however_many_sentences_it_holds() -> None:
    passages = split_passages(layer_of("# What is it? A review of an idea\n\nNobody knows."))

    assert [one.text for one in passages] == ["# What is it? A review of an idea", "Nobody knows."]


def test_the_reference_list_is_a_zone_of_its_own_until_a_heading_of_its_rank() -> None:
    text = "# Findings\n\nTrust.\n\n# References\n\n1. Smith A. 2019.\n\n## Web\n\nJones B.\n\n# Appendix A\n\nForms."

    zones = {one.text: one.zone for one in split_passages(layer_of(text))}

    assert zones["Trust."] is Zone.BODY
    assert zones["Jones B."] is Zone.REFERENCES
    assert zones["Forms."] is Zone.BODY


def test_a_line_that_an_editor_wrapped_goes_on() -> None:
    text = "Leaders who are asked to change services that they do not manage have to persuade\nothers. They do."

    assert [one.text.count("\n") for one in split_passages(layer_of(text))] == [1, 0]


def test_a_passage_of_a_pdf_has_a_box_for_each_of_its_lines(tmp_path: Path) -> None:
    layer = read_document(making_pdfs.two_columns(tmp_path / "a.pdf", pages=2), "a.pdf")

    [passage] = [one for one in split_passages(layer) if one.page == 2 and one.text.startswith("They build")]

    assert [box.x0 < 300 for box in passage.boxes] == [True, True, False]
    assert all(0 <= box.top < box.bottom <= layer.pages[1].height for box in passage.boxes)


def test_a_word_broken_over_two_lines_has_a_box_on_both(tmp_path: Path) -> None:
    layer = read_document(making_pdfs.two_columns(tmp_path / "a.pdf"), "a.pdf")
    text = layer.pages[0].text
    start = text.index("boundaries")

    lines = [line for block in layer.blocks for line in block.lines]
    boxes = boxes_between(text, lines, start, start + 10)

    assert [box.x0 > 100 for box in boxes] == [True, False]
    assert boxes[0].top < boxes[1].top
