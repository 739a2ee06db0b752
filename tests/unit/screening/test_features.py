"""Text becomes numbers that hang on nothing but the texts, are kept, and can be named again."""

from pathlib import Path

import numpy as np
import pytest

from screening.features import digest_of, make_features, read_features, text_of, write_features

TEXTS = [text_of(f"Leading systems {number}", "Chief officers lead across organisations.") for number in range(30)]


def test_kept_features_are_the_same_bytes_and_the_same_numbers(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        write_features(make_features(TEXTS), tmp_path / name)

    kept = read_features(tmp_path / "a.npz")

    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert kept is not None
    assert kept.digest == digest_of(TEXTS)
    assert np.array_equal(kept.terms.toarray(), make_features(TEXTS).terms.toarray())


def test_a_torn_file_is_no_features_and_no_crash(tmp_path: Path) -> None:
    write_features(make_features(TEXTS), tmp_path / "a.npz")
    whole = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "torn.npz").write_bytes(whole[: len(whole) // 2])

    assert read_features(tmp_path / "torn.npz") is None
    assert read_features(tmp_path / "absent.npz") is None


def test_other_texts_or_another_order_have_another_digest() -> None:
    assert digest_of(TEXTS) != digest_of(TEXTS[:-1])
    assert digest_of(["a", "b"]) != digest_of(["b", "a"])
    assert digest_of(["a", "b"]) != digest_of(["a\nb"])


def test_a_term_is_found_again_by_its_name() -> None:
    features = make_features(["leading systems", "leading trials"])

    assert {"leading", "systems", "leading systems"} <= features.columns_of("leading systems").keys()
    assert features.columns_of("unheard of") == {}


def test_title_words_of_one_stem_have_pieces_in_common_where_they_are_no_common_term() -> None:
    features = make_features([text_of("Triptans", ""), text_of("Sumatriptan", ""), text_of("Leadership", "")])
    alike = (features.pieces @ features.pieces.T).toarray()

    assert alike[0, 1] > 0.3 > alike[0, 2]
    assert (features.terms @ features.terms.T).toarray()[0, 1] == 0


def test_the_abstract_has_no_pieces() -> None:
    features = make_features([text_of("Triptans", "sumatriptan"), text_of("Triptans", ""), text_of("Leadership", "")])

    assert np.array_equal(features.pieces[:1].toarray(), features.pieces[1:2].toarray())


def test_a_term_that_a_record_repeats_says_ever_less_more() -> None:
    features = make_features([" ".join(["triptans"] * 2**times + ["words"] * (16 - 2**times)) for times in range(5)])
    column = features.columns_of("triptans")["triptans"]
    weights = features.terms[:, column].toarray().ravel()

    assert (np.diff(weights) > 0).all()
    assert weights[4] < 2.2 * weights[0]


def test_a_missing_abstract_is_told_whatever_the_words_and_so_is_its_length() -> None:
    texts = [text_of("Leading", abstract) for abstract in ("", "systems", "systems of care lead on", " \n")]
    missing, lengths = make_features(texts).traits.T

    assert missing.tolist() == pytest.approx([0.5 * 0.1**0.5 * sign for sign in (1, -1, -1, 1)])
    assert lengths.tolist() == pytest.approx([0, -(0.02**0.5), 0.02**0.5, 0])


def test_a_text_of_one_line_is_a_title_without_an_abstract() -> None:
    missing = make_features([text_of("Leading", "systems"), "Who leads systems?"]).traits[:, 0]

    assert missing[1] > 0 > missing[0]


def test_the_neighbours_of_a_record_are_those_that_share_its_rare_terms() -> None:
    features = make_features([*TEXTS, text_of("Triptans", "Migraine"), text_of("Sumatriptan", "Migraine")])

    near = features.near.toarray()

    assert near[-2].argmax() == len(TEXTS) + 1
    assert not near.diagonal().any()
    assert near.sum(axis=1).max() == pytest.approx(1)


def test_no_records_and_records_without_words_have_features_too() -> None:
    assert make_features([]).terms.shape[0] == 0
    assert make_features(["", ""]).terms.nnz == 0


def test_a_term_in_nearly_every_record_of_a_larger_set_is_cut() -> None:
    assert "organisations" not in make_features(TEXTS).columns_of("organisations")


def test_topics_have_length_one_or_none() -> None:
    lengths = np.linalg.norm(make_features([*TEXTS, "unlike"]).topics, axis=1)

    assert set(np.round(lengths, 4).tolist()) <= {0.0, 1.0}
