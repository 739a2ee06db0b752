"""What every rules file uses: the protocol, and the files that people made."""

import shlex
import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir)))

from extraction.assignment import coding_settings
from identification.errors import InputError
from screening.policies import policy_settings, screeners
from workflow.review import Review
from workflow.sources import sources_of, text_layer_of

# Snakemake 9 puts the path of Python into a shell command as it is, which fails in "OneDrive - Our Trust".
sys.executable = shlex.quote(sys.executable)

CONFIG = "config/config.yaml"

try:
    made = Review.open(Path(), Path(workflow.basedir) / "workflow" / "schemas")
except InputError as fault:
    sys.exit(str(fault))

protocol = made.protocol
CODEBOOK = protocol["codebook"]
source = sources_of
text_layer = text_layer_of
events = made.events
present = made.present


def written_tables(_):
    """Every table that a rule writes under one name, so that the data package misses none; `_` are no wildcards."""
    written = (str(path) for rule in workflow.rules for path in rule.output)
    return sorted(
        path
        for path in written
        if path.endswith((".csv", ".jsonl")) and "{" not in path
    )


wildcard_constraints:
    document=made.document_pattern,
