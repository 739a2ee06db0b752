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
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np

from benchmarks.ranking import sets_among
from identification.records import UniqueRecord
from identification.vocabulary import Outcome
from screening.outcomes import Screened
from screening.ranking import rank_records, read_records
from screening.simulation import Labelled, read_labelled

FITS = 40


def _record(at: int, record: Labelled, copy: int) -> UniqueRecord:
    abstract = f"{record.abstract} copy{copy}" if copy else record.abstract
    group_id = f"R{at:07}"
    return UniqueRecord(group_id, (group_id,), ("set",), title=record.title, abstract=abstract)


def main() -> None:
    """Print the seconds and the memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--decided", type=int, default=1_000)
    asked = parser.parse_args()
    known = [record for path in sets_among(asked.sets) for record in read_labelled(path)]
    random.Random(1).shuffle(known)
    again = ((record, copy) for copy in count() for record in known)
    chosen = list(islice(again, asked.records))
    records = [_record(at, record, copy) for at, (record, copy) in enumerate(chosen)]
    truth = [Outcome.INCLUDED if record.included else Outcome.EXCLUDED for record, _ in chosen]
    began = time.process_time()
    features = read_records(records, semantic=False)
    print(f"{len(records):,} records, {features.terms.shape[1]:,} terms: read in {time.process_time() - began:.1f} s")
    rows = [Screened(one.group_id, Outcome.AWAITING, (), (), (), "", "", 0, "") for one in records]
    rows = [replace(row, outcome=truth[at]) if at < asked.decided else row for at, row in enumerate(rows)]
    seconds = []
    for at in range(asked.decided, asked.decided + FITS):
        rows[at] = replace(rows[at], outcome=truth[at])
        began = time.process_time()
        rank_records(records, rows, question="leadership in health systems", seed=1, features=features)
        seconds.append(time.process_time() - began)
    print(f"the first ranking took {seconds[0]:.3f} s, for it looks at every text's language")
    middle, late = np.quantile(seconds[1:], [0.5, 0.95])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"fitted and ranked in {middle:.3f} s in the middle, {late:.3f} s at the 95th percentile; {memory:,.0f} MB")


if __name__ == "__main__":
    main()
