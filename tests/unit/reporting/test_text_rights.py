"""Does only that leave the team which may?"""

from dataclasses import replace
from typing import Any

import pytest

from reporting.text_rights import MOST_WORDS, fingerprint, image_may_leave, is_open, shortened, text_may_leave
from tests.unit.synthesis.making_extracts import report

OPEN: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("licence", "open_"),
    [
        ("CC BY 4.0", True),
        ("cc-by-sa", True),
        ("CC BY-NC 4.0", True),
        ("CC0", True),
        ("Open Government Licence v3", True),
        ("Creative Commons Attribution 4.0", True),
        ("public domain", True),
        ("CC BY-ND 4.0", False),
        ("CC BY-NC-ND", False),
        ("Creative Commons Attribution-NoDerivatives", False),
        ("all rights reserved", False),
        ("open access", False),
        ("author's copy", False),
        ("accompanied by a letter", False),
        ("", False),
    ],
)
def test_a_licence_is_open_only_when_it_says_so(licence: str, open_: bool) -> None:
    assert is_open(replace(report("S1"), licence=licence)) == open_


@pytest.mark.parametrize(
    ("licence", "config", "image", "text"),
    [
        ("CC BY 4.0", {}, True, True),
        ("CC BY 4.0", {"trace": {"page_images": False}}, False, True),
        ("CC BY 4.0", {"trace": {"withheld": ["S1.pdf"]}}, False, False),
        ("", {}, False, False),
        ("", {"leaves_team": {"source_texts": True}}, False, True),
        ("", {"leaves_team": {"source_texts": True}, "trace": {"withheld": ["S1.pdf"]}}, False, False),
    ],
)
def test_pictures_want_an_open_licence_and_no_switch_opens_what_is_withheld(
    licence: str, config: dict[str, Any], image: bool, text: bool
) -> None:
    one = replace(report("S1"), licence=licence)

    assert (image_may_leave(one, config), text_may_leave(one, config)) == (image, text)


def test_a_quote_that_may_not_leave_is_cut_after_forty_words_and_says_so() -> None:
    quote = " ".join(f"w{number}" for number in range(MOST_WORDS + 1))

    assert shortened(quote, whole=False) == f"{quote.rsplit(' ', 1)[0]} [...]"
    assert shortened(quote, whole=True) == quote
    assert shortened(quote.rsplit(" ", 1)[0], whole=False) == quote.rsplit(" ", 1)[0]


def test_a_text_that_stays_is_known_again_by_its_hash() -> None:
    assert fingerprint("a") == "sha256 ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
