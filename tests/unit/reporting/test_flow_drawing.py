"""Does the drawing of the flow hold what it is given, inside its boxes?"""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.flow_drawing import draw_flow
from reporting.flow_layout import LEADING, MAIN, PAD, SIDE, SIZE, Placed, lay_out_flow
from reporting.stages import FlowBox
from reporting.svg_text import text_width, wrap_text

SVG = "{http://www.w3.org/2000/svg}"
LONG = "E2: No data whatsoever, such as opinion pieces or https://example.org/" + "a" * 120
BOXES = [
    FlowBox("databases.identified", "databases", "Records identified", 1073, "identification/sources.csv"),
    FlowBox("databases.identified.pubmed", "databases", "PubMed (database)", 1073, "identification/sources.csv"),
    FlowBox("databases.duplicates", "databases", "Duplicate records removed", 73, "identification/unique.csv"),
    FlowBox("databases.awaiting_screening", "databases", "Awaiting: records undecided", 412, "screening/x.csv"),
    FlowBox("databases.screened", "databases", "Records screened", 588, "screening/title_abstract.csv"),
    FlowBox("databases.excluded", "databases", "Records excluded", 500, "screening/title_abstract.csv"),
    FlowBox("databases.sought", "databases", "Reports sought", 88, "screening/title_abstract.csv"),
    FlowBox("databases.assessed", "databases", "Reports assessed", 88, "extraction/reports.csv"),
    FlowBox("databases.excluded_full_text", "databases", "Reports excluded", 47, "screening/full_text.csv"),
    FlowBox("databases.excluded_full_text.E2", "databases", LONG, 47, "screening/full_text.csv"),
    FlowBox("included.studies", "included", "Studies included", 39, "extraction/reports.csv"),
    FlowBox("included.reports", "included", "Reports of included studies", 41, "extraction/reports.csv"),
]
WEB = [
    FlowBox("other.identified", "other", "Records identified", 3, "identification/sources.csv"),
    FlowBox("other.assessed", "other", "Reports assessed", 3, "extraction/reports.csv"),
]
UPDATE = [
    FlowBox("previous.studies", "previous", "Studies in the previous version", None, "config/config.yaml"),
    FlowBox("included.total_studies", "included", "Total studies", None, "extraction/reports.csv"),
]


def overlap(one: Placed, other: Placed) -> bool:
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (apart or one.bottom <= other.y or other.bottom <= one.y)


@pytest.mark.parametrize("boxes", [BOXES, BOXES + WEB, BOXES + WEB + UPDATE, BOXES + WEB[:1], WEB, []])
def test_no_line_leaves_its_box_and_no_box_covers_another(boxes: list[FlowBox]) -> None:
    layout = lay_out_flow(boxes, ["INTERIM: 412 of 1,073 records undecided; " * 6])

    for placed in layout.placed:
        for line in placed.lines if placed.look != "stage" else ():
            assert PAD + line.indent + text_width(line.text, size=SIZE, bold=line.bold) <= placed.width
        assert placed.x + placed.width <= layout.width
        assert placed.bottom <= layout.height
    pairs = [(one, other) for one in layout.placed for other in layout.placed if one is not other]
    assert not [pair for pair in pairs if overlap(*pair)]


WORDS = st.text(alphabet=st.sampled_from("WMmil @\u00fc\u7cfb\u03a9-/."), min_size=1, max_size=400)


@settings(max_examples=40, deadline=None)
@given(reasons=st.lists(WORDS, max_size=25), sources=st.lists(WORDS, max_size=40), note=WORDS)
def test_no_text_leaves_its_box_whatever_reasons_sources_and_notes_are_called(
    reasons: list[str], sources: list[str], note: str
) -> None:
    rows = [("identified", label) for label in sources] + [("excluded_full_text", label) for label in reasons]
    found = [
        FlowBox(f"{column}.{step}.{place}", column, label, 10**place % 99_999, "a table", note)
        for column in ("databases", "other")
        for place, (step, label) in enumerate(rows)
    ]

    layout = lay_out_flow([*BOXES, *WEB, *found], [note])

    for placed in layout.placed:
        for line in placed.lines if placed.look != "stage" else ():
            assert PAD + line.indent + text_width(line.text, size=SIZE, bold=line.bold) <= placed.width - PAD
        assert PAD + LEADING * len(placed.lines) <= placed.height or placed.look == "stage"
        assert placed.bottom <= layout.height
    pairs = combinations(layout.placed, 2)
    assert not [pair for pair in pairs if overlap(*pair)]


def test_what_a_reader_must_know_of_a_count_stands_below_the_drawing() -> None:
    hits = FlowBox("other.identified.web", "other", "A website (website)", 0, "a table", "31 more hits looked through")

    drawn = ElementTree.fromstring(draw_flow([*BOXES, *WEB, hits, *UPDATE], [], False))

    said = [text.text for text in drawn.iter(f"{SVG}text")]
    assert "Other methods, A website (website): 31 more hits looked through." in said
    assert not [text for text in said if text and "unknown." in text]


def test_a_long_reason_is_wrapped_and_none_of_it_is_lost() -> None:
    drawn = ElementTree.fromstring(draw_flow(BOXES, [], False))

    words = "".join(text.text or "" for text in drawn.iter(f"{SVG}text")).replace(" ", "").replace("\u00a0", "")
    assert f"{LONG}(n=47)".replace(" ", "") in words


def test_every_count_is_drawn_with_thousands_and_an_unknown_one_is_said() -> None:
    drawn = draw_flow(BOXES + UPDATE, [], False).replace("\u00a0", " ")

    assert "(n = 1,073)" in drawn
    assert "(n unknown)" in drawn


def test_the_drawing_can_be_read_aloud() -> None:
    drawn = ElementTree.fromstring(draw_flow(BOXES, ["412 of 1,073 records undecided"], False))

    title, description = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
    assert drawn.get("role") == "img"
    assert title is not None
    assert description is not None
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "Records screened, n = 588" in (description.text or "").replace("\u00a0", " ")


def test_interim_and_synthetic_stand_on_the_face_of_the_drawing() -> None:
    marked = draw_flow(BOXES, ["412 of 1,073 records undecided"], True)
    plain = draw_flow(BOXES, [], False)

    assert "INTERIM: 412 of 1,073 records undecided" in marked
    assert "SYNTHETIC EXAMPLE" in marked
    assert "INTERIM" not in plain
    assert "SYNTHETIC" not in plain


def test_only_what_waits_for_people_is_dashed() -> None:
    assert draw_flow(BOXES, [], False).count("stroke-dasharray") == 1


def test_signs_with_a_meaning_in_xml_stay_signs() -> None:
    box = FlowBox("databases.identified", "databases", "Records <script> & \x0c more", 1, "a & b")

    drawn = ElementTree.fromstring(draw_flow([box], ["a < b"], False))

    assert not list(drawn.iter(f"{SVG}script"))


def test_the_same_flow_gives_the_same_bytes_in_any_order() -> None:
    assert draw_flow(BOXES, [], False) == draw_flow(BOXES[::-1], [], False)


@pytest.mark.parametrize("width", [40, MAIN, SIDE])
def test_no_line_is_wider_than_asked_for_in_any_script(width: int) -> None:
    text = "WWWW mmmm Übergröße 系统领导力 \U0001f600\U0001f600 https://example.org/a/very/long/address/without/end"

    lines = wrap_text(text, width, size=SIZE, bold=True)

    assert all(text_width(line, size=SIZE, bold=True) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
