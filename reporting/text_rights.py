"""What of a text of others may stand in what commissioners receive? An open licence or the team's word decides."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from extraction.documents import Report

# Licences under which an excerpt may be passed on with its source. No-derivatives (ND) is not among them: an excerpt
# with a drawn box is no verbatim copy. What is not named here counts as not open.
OPEN = re.compile(
    r"\bcc[- ]?(0|zero|by)\b|creative commons (zero|attribution)|public domain|\bopen government licence|\bogl\b", re.I
)
NOT_OPEN = re.compile(r"\bnd\b|no[- ]?deriv", re.I)
# Words of a quotation where the text may not leave (method.md, section 6): a sentence or two.
MOST_WORDS = 40
CUT = " [...]"


def is_open(report: Report) -> bool:
    """Whether the licence that people wrote into retrieval.csv lets an excerpt be passed on."""
    return bool(OPEN.search(report.licence)) and not NOT_OPEN.search(report.licence)


def image_may_leave(report: Report, config: Mapping[str, Any]) -> bool:
    """Whether a picture of the page may be shown: the licence is open, and the team has not switched pictures off."""
    trace = config.get("trace") or {}
    return is_open(report) and trace.get("page_images", True) and not is_withheld(report.document_id, config)


def is_withheld(document_id: str, config: Mapping[str, Any]) -> bool:
    """Whether the team said that nothing of this text may be shown, not even a quote."""
    return document_id in ((config.get("trace") or {}).get("withheld") or ())


def text_may_leave(report: Report, config: Mapping[str, Any]) -> bool:
    """Whether whole quotes and the sentences around them may be shown."""
    may = is_open(report) or (config.get("leaves_team") or {}).get("source_texts", False)
    return bool(may) and not is_withheld(report.document_id, config)


def shortened(quote: str, *, whole: bool) -> str:
    """A quote as it may be shown: whole, or its first 40 words with a mark where it is cut.

    >>> shortened("one two", whole=False), shortened("word " * 41, whole=False).count("word")
    ('one two', 40)
    """
    words = quote.split()
    return quote if whole or len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS]) + CUT


def fingerprint(text: str) -> str:
    """What stands in the place of a text that may not leave, so that whoever has it can check that it is the same."""
    return f"sha256 {hashlib.sha256(text.encode()).hexdigest()}"
