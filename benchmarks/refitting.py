"""What does it cost to read many records once, and to fit and rank them anew after a decision?

    python benchmarks/refitting.py SET.csv... [--records 10000] [--decided 1000]

The records are those of the labelled sets, shuffled, and again until there are as many as asked for (copies differ in
one word of the abstract). Seconds are those of one processor.
"""

import argparse
import random
import resource
import sys
import time
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np

from screening.features import make_features, text_of
from screening.relevance import Relevance
from screening.simulation import UNDECIDED, read_labelled

FITS = 40


def main() -> None:
    """Print the seconds and the memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--decided", type=int, default=1_000)
    asked = parser.parse_args()
    known = [record for path in asked.sets if path.stem != "SETS" for record in read_labelled(path)]
    random.Random(1).shuffle(known)
    again = ((record, copy) for copy in count() for record in known)
    chosen = list(islice(again, asked.records))
    texts = [
        text_of(record.title, f"{record.abstract} copy{copy}" if copy else record.abstract) for record, copy in chosen
    ]
    truth = np.asarray([record.included for record, _ in chosen], dtype=np.int8)
    began = time.process_time()
    features = make_features(texts)
    print(f"{len(texts):,} records, {features.terms.shape[1]:,} terms: read in {time.process_time() - began:.1f} s")
    relevance = Relevance(features, ["leadership in health systems"], seed=1)
    labels = np.full(len(texts), UNDECIDED, dtype=np.int8)
    labels[: asked.decided] = truth[: asked.decided]
    seconds = []
    for at in range(asked.decided, asked.decided + FITS):
        labels[at] = truth[at]
        began = time.process_time()
        relevance(labels)
        seconds.append(time.process_time() - began)
    middle, late = np.quantile(seconds, [0.5, 0.95])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"fitted and ranked in {middle:.3f} s in the middle, {late:.3f} s at the 95th percentile; {memory:,.0f} MB")


if __name__ == "__main__":
    main()
