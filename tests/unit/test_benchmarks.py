"""The figures of the benchmarks are counted as others count them."""

import importlib.util
import random
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.anchors import altered, foreign, ours
from benchmarks.deduplication import score
from extraction.text_layer import Page


@pytest.mark.parametrize("seed", range(20))
def test_our_scorer_counts_like_the_scorer_of_the_labelled_sets(seed: int, data_folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", data_folder / "dedup" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    draw = random.Random(seed)
    truth = {f"r{number}": f"g{draw.randrange(30)}" for number in range(60)}
    groups: dict[int, list[str]] = {}
    for record in truth:
        groups.setdefault(draw.randrange(40), []).append(record)

    ours = score(list(groups.values()), truth)
    table = pd.DataFrame(truth.items(), columns=["record_id", "group_id"])
    expected = theirs.metrics(table, list(groups.values()))

    assert (ours["n"], ours["fp"], ours["fn"]) == (expected["n"], expected["rec_FP"], expected["rec_FN"])
    named = {"sensitivity": "rec_sens", "precision": "rec_prec", "f1": "rec_f1"}
    assert {name: ours[name] for name in named} == {
        name: pytest.approx(expected[their], abs=6e-5) for name, their in named.items()
    }


def test_every_alteration_of_a_quote_is_one_and_none_is_taken_for_the_quote() -> None:
    text = "The unable teams were not slow: p < 0.05 in 24 of them, as 12 leaders of the other teams said."
    other = "Understanding grows where people of two sectors meet more than once in every month of the year."
    pages = {"a.pdf": [Page("a.pdf", 1, 0, 0, f"{text} {other}")]}

    made = list(altered(pages, 7))

    assert len(made) == 2  # one of each sentence
    assert all(ours(quote, pages["a.pdf"]) in ("near", "") for _, quote in made)


def test_a_foreign_quote_stands_in_its_own_document_only() -> None:
    pages = {
        name: [
            Page(
                name,
                1,
                0,
                0,
                f"This stands in both of the documents. Only {name[0]} holds these words here.",
            )
        ]
        for name in ("a.pdf", "b.pdf")
    }

    assert {quote.text[:4] for quote in foreign(pages, 9)} == {"Only"}
