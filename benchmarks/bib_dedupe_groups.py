"""The groups that bib-dedupe finds: `python bib_dedupe_groups.py records.csv`, with the Python that has bib-dedupe.

Run by benchmarks/deduplication.py in an environment of its own. Prints one JSON object: its groups of record ids, its
CPU seconds (reading left out, as for ours) and its peak memory.
"""

import contextlib
import io
import json
import resource
import sys
import time

import pandas as pd
from bib_dedupe import bib_dedupe

FIELDS = {"record_id": "ID", "authors": "author", "issue": "number"}
KEPT = ("ID", "title", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract", "isbn", "url")


def groups(path: str) -> tuple[list[list[str]], float]:
    """Its groups of two records and more, in one process, with what they took in CPU seconds."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=FIELDS)
    table = table[[name for name in KEPT if name in table]].assign(ENTRYTYPE="article", booktitle="")
    start = time.process_time()
    prepared = bib_dedupe.prep(table, cpu=1)
    matched = bib_dedupe.match(bib_dedupe.block(prepared, cpu=1), cpu=1)
    found = bib_dedupe.cluster(matched)
    return [sorted(group) for group in found], time.process_time() - start


if __name__ == "__main__":
    with contextlib.redirect_stdout(io.StringIO()):
        found, seconds = groups(sys.argv[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"groups": found, "asked": None, "cpu_s": seconds, "peak_mb": peak}))
