"""The tables of the trace and of the evidence map, for the page that explains every table."""

from reporting.claims import Claim
from reporting.evidence_map import EvidenceCell
from reporting.page_images import PageImage

TRACED: tuple[tuple[str, type], ...] = (
    ("results/reporting/claims.csv", Claim),
    ("results/reporting/page_images.jsonl", PageImage),
    ("results/reporting/evidence_map.csv", EvidenceCell),
)
