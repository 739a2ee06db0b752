"""The picture of what sources share reads aloud, is the same twice, and holds whatever teams call their sources."""

import xml.etree.ElementTree as ElementTree

from identification.records import SharedRecords, SourceOverlap
from reporting.overlap_drawing import draw_overlap

NAMES = {"b": "PubMed", "a": "HMIC & <more>"}
OVERLAP = (SourceOverlap("a", 20, 18, 12, 6), SourceOverlap("b", 25, 22, 16, 6))
SHARED = (SharedRecords("a", "b", 6),)


def texts(svg: str) -> list[str]:
    """The words of a picture that is well-formed, in their order."""
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("}text")]


def test_the_picture_is_the_same_twice_and_says_each_number_in_words() -> None:
    first, second = (draw_overlap(OVERLAP, SHARED, NAMES) for _ in range(2))

    assert first == second
    assert {"16 of 22 only here", "12 of 18 only here", "6", "PubMed", "HMIC & <more>"} <= set(texts(first))
    assert "PubMed: 22 unique records, 16 only here" in first
    assert "HMIC &amp; &lt;more&gt; and PubMed share 6" in first
    assert "http" not in first.replace("http://www.w3.org/", "")


def test_sources_stand_in_the_order_of_the_protocol() -> None:
    said = texts(draw_overlap(OVERLAP, SHARED, NAMES))

    assert said.index("PubMed") < said.index("HMIC & <more>")


def test_an_unfinished_and_a_made_up_review_say_so_on_the_picture() -> None:
    svg = draw_overlap(OVERLAP, SHARED, NAMES, interim=["9 records undecided"], synthetic=True)

    assert any("SYNTHETIC" in one for one in texts(svg))
    assert any("INTERIM: 9 records undecided" in one for one in texts(svg))


def test_one_source_shares_with_nobody_and_none_is_said_in_words() -> None:
    alone = draw_overlap(OVERLAP[:1], (), NAMES)

    assert "Shared by two sources" not in texts(alone)
    assert "No export has been read yet" in texts(draw_overlap((), (), NAMES))


def test_two_sources_of_one_name_are_two_bars() -> None:
    said = texts(draw_overlap(OVERLAP, SHARED, {"a": "PubMed", "b": "PubMed"}))

    assert {"PubMed (a)", "PubMed (b)", "12 of 18 only here", "16 of 22 only here"} <= set(said)
