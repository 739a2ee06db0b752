"""How long is it from the last coding to the commissioner's package? The synthesis and all deliverables of a review.

    python benchmarks/package.py REVIEW... [--json FILE]

REVIEW is a folder with a finished run, such as one of those that `make real` leaves in results/real. Each is copied,
everything that the rules make after extraction is deleted, and the workflow runs on two cores until all of it is there
again. There is no peer: no other tool writes such a package.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extraction.documents import Report
from identification.tables import read_table
from identification.vocabulary import Outcome

AFTER_EXTRACTION = ("results/synthesis", "results/reporting")
CORES = "2"


def measure(review: Path) -> dict[str, object]:
    """How many studies a review includes, and the seconds from its extracts to the package."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / review.name
        shutil.copytree(review, copy, symlinks=True)
        for folder in AFTER_EXTRACTION:
            shutil.rmtree(copy / folder)
        command = [sys.executable, "-m", "snakemake", "-s", str(ROOT / "Snakefile"), "--directory", str(copy)]
        begun = time.perf_counter()
        subprocess.run([*command, "--cores", CORES], check=True, capture_output=True)
        seconds = time.perf_counter() - begun
        reports = read_table(copy / "results/extraction/reports.csv", Report)
        included = {one.study_id for one in reports if one.outcome == Outcome.INCLUDED}
        made = sum(path.stat().st_size for path in (copy / "results/reporting").rglob("*") if path.is_file())
    return {
        "review": review.name,
        "studies": len(included),
        "seconds": round(seconds, 1),
        "megabytes": round(made / 1e6, 1),
    }


def main() -> None:
    """Measure each review and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reviews", nargs="+", type=Path, metavar="REVIEW")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    lines = [json.dumps(measure(review.resolve())) for review in options.reviews]
    print("\n".join(lines))
    if options.json:
        options.json.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
