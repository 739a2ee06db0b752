"""What every rules file uses: the protocol, and the files that people made."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(workflow.basedir)))

from identification.errors import InputError
from workflow.review import Review
from workflow.sources import sources_of

CONFIG = "config/config.yaml"

try:
    made = Review.open(Path(), Path(workflow.basedir) / "workflow" / "schemas")
except InputError as fault:
    sys.exit(str(fault))

protocol = made.protocol
CODEBOOK = protocol["codebook"]
source = sources_of
events = made.events
present = made.present


wildcard_constraints:
    document=made.document_pattern,
