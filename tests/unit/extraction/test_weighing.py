import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from extraction.weighing import Weights

TEXTS = st.lists(st.text(alphabet="aàbB cé.İß'_1-", max_size=30), min_size=1, max_size=8)


@given(TEXTS, TEXTS)
@example(["trust trust time", "trust"], ["trust and time"])
def test_texts_weigh_as_in_scikit_learn(fitted: list[str], others: list[str]) -> None:
    peer = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode")
    texts = [*fitted, "at least some words"]

    expected = peer.fit_transform(texts).toarray(), peer.transform(others).toarray()
    weights = Weights.of(texts)

    assert list(weights.columns) == list(peer.get_feature_names_out())
    np.testing.assert_allclose(weights.rows(texts).toarray(), expected[0])
    np.testing.assert_allclose(weights.rows(others).toarray(), expected[1])
