"""What may leave the team? The one place that decides it, for the data package, the trace and the report.

Five things are asked: may a page be shown or only a quote (the licence of the report says), may anything of a text be
shown (`trace.withheld`), may a publisher's text leave (`leaves_team.source_texts`), may people be named
(`leaves_team.names`), and may it be seen when and how fast they worked (`leaves_team.timings`). Nothing leaves that
nobody decided about: the lists here are closed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extraction.documents import MatchedDocument, Report

# Words of a quote from a text without an open licence: two long sentences, enough to judge a code by. It is a limit of
# this house: UK law (CDPA 1988, s. 30(1ZA)) lets a quotation be no longer than its purpose asks for and has no number.
QUOTED_WORDS = 40
CUT = "\N{HORIZONTAL ELLIPSIS}"


class Showing(StrEnum):
    """What of a report may be shown outside the team."""

    PAGE = "its pages"
    QUOTE = "a quote and its page number"


ATTRIBUTION = "anybody may copy it for any purpose who names its author"
ALIKE = "as CC BY, and what is made from it carries the same licence"
GIVEN_UP = "its author has given up all rights in it"
CROWN = "UK public bodies let anybody copy it for any purpose who names the source"
# What a licence may say for pages to be shown, in small letters and without version, port and the word licence; each
# with the reason. CC BY-NC and BY-ND are missing on purpose: a commissioner may use a package for money, and a crop of
# a page is a change.
OPEN_LICENCES: Mapping[str, str] = {
    **dict.fromkeys(("cc by", "creative commons attribution"), ATTRIBUTION),
    **dict.fromkeys(("cc by sa", "creative commons attribution sharealike"), ALIKE),
    "creative commons attribution share alike": ALIKE,
    **dict.fromkeys(("cc0", "cc zero", "creative commons zero", "cc pdm", "public domain mark"), GIVEN_UP),
    **dict.fromkeys(("public domain", "public domain dedication", "cc0 public domain dedication"), GIVEN_UP),
    **dict.fromkeys(("ogl", "ogl uk", "open government", "open parliament"), CROWN),
    "open government licence for public sector information": CROWN,
}
OPEN_ADDRESSES: Mapping[str, str] = {
    "creativecommons.org/licenses/by/": ATTRIBUTION,
    "creativecommons.org/licenses/by-sa/": ALIKE,
    "creativecommons.org/publicdomain/zero/": GIVEN_UP,
    "creativecommons.org/publicdomain/mark/": GIVEN_UP,
    "nationalarchives.gov.uk/doc/open-government-licence/": CROWN,
}
VERSION = re.compile(r"\bv?(ersion)? ?\d(\.\d)?\b")
PORTS = re.compile(r"\b(international|unported|generic|igo)\b")


def showing(licence: str) -> Showing:
    """Whether the pages of a report may be shown, by what retrieval.csv says of its licence; silence is no licence.

    >>> [str(showing(words)) for words in ("CC-BY 4.0", "CC BY-NC 4.0", "open access", "")]
    ['its pages', 'a quote and its page number', 'a quote and its page number', 'a quote and its page number']
    """
    return Showing.PAGE if why_open(licence) else Showing.QUOTE


def why_open(licence: str) -> str:
    """The reason why pages under this licence may be shown; empty when they may not.

    The whole of the words has to be on the list: "CC BY or all rights reserved" is none.
    """
    words = licence.casefold().strip()
    bare = re.sub(r"^https?://(www\.)?", "", words)
    if bare != words or "/" in bare:
        return next((why for address, why in OPEN_ADDRESSES.items() if f"{bare}/".startswith(address)), "")
    plain = re.sub(r"[\s_()-]+", " ", words.replace("license", "licence").replace("cc0-1.0", "cc0"))
    bare = " ".join(PORTS.sub(" ", VERSION.sub(" ", plain)).split()).removesuffix(" licence")
    return OPEN_LICENCES.get(bare, "")


def shown_quote(quote: str, licence: str) -> str:
    """The quote as it may be shown: whole under an open licence, else its first 40 words and a note that it is cut.

    >>> shown_quote("word " * 41, "all rights reserved")[-23:]
    'word … [40 of 41 words]'
    """
    words = quote.split()
    if len(words) <= QUOTED_WORDS or showing(licence) == Showing.PAGE:
        return quote
    return f"{' '.join(words[:QUOTED_WORDS])} {CUT} [{QUOTED_WORDS} of {len(words):,} words]"


def hash_of(text: str) -> str:
    """What stands for a text that stays in the team: who has the text can see that it is the same. Empty for none."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" if text else ""


@dataclass(frozen=True)
class MayLeave:
    """What the protocol lets leave the team; without a word of it nothing of this does.

    `page_images` only ever takes pictures away, of pages that an open licence lets be shown, and `withheld` are the
    documents of which not even a quote may be shown, whatever their licence is.
    """

    names: bool = False
    timings: bool = False
    source_texts: bool = False
    page_images: bool = True
    withheld: frozenset[str] = frozenset()

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "MayLeave":
        """What `leaves_team` and `trace` in config.yaml say."""
        said, trace = config.get("leaves_team") or {}, config.get("trace") or {}
        return cls(
            **{name: said.get(name) is True for name in ("names", "timings", "source_texts")},
            page_images=trace.get("page_images", True) is True,
            withheld=frozenset(trace.get("withheld") or ()),
        )

    def pages(self, document_id: str, licence: str) -> bool:
        """Whether the pages of a document may be shown, as text or as pictures."""
        return showing(licence) == Showing.PAGE and document_id not in self.withheld

    def surroundings(self, document_id: str, licence: str) -> bool:
        """Whether whole quotes of a document and the sentences around them may be shown."""
        return (self.source_texts or showing(licence) == Showing.PAGE) and document_id not in self.withheld

    def quote(self, quote: str, document_id: str, licence: str) -> str:
        """A quote of a document as it may be shown: whole, its beginning, or nothing."""
        if document_id in self.withheld:
            return ""
        return quote if self.source_texts else shown_quote(quote, licence)

    def value(self, value: str, document_id: str, licence: str) -> str:
        """What people noted of a document, such as a country, as it may be shown: it may be as long as a quote."""
        return value if self.surroundings(document_id, licence) else shown_quote(value, "")

    def source_text(self, text: str) -> str:
        """A publisher's text that nobody quoted, such as an abstract; its hash where it has to stay."""
        return text if self.source_texts else hash_of(text)

    def time(self, at: str) -> str:
        """A moment of somebody's work; the day alone where timings stay in the team."""
        return at if self.timings else at[:10]


Said = tuple[str, str]  # a document and words of it


def cut_texts(
    may: MayLeave, quotes: Sequence[Said], values: Iterable[Said], licensed: Mapping[str, str]
) -> dict[str, str]:
    """What is left of the texts that may not be shown whole, by their full text; one that may anywhere is not cut.

    `values` are what people noted of a document; `licensed` are the licences by document. Nothing is left of what a
    document holds that the team withholds; what people noted of it in words of their own is no part of it.
    """
    withheld = {text for document, text in quotes if document in may.withheld}
    noted = [(document, text) for document, text in values if not (document in may.withheld and text in withheld)]
    shown = [(text, may.quote(text, document, licensed.get(document, ""))) for document, text in quotes]
    shown += [(text, may.value(text, document, licensed.get(document, ""))) for document, text in noted]
    whole = {text for text, left in shown if left == text}
    return {text: left for text, left in shown if text not in whole}


def licences(reports: Iterable[Report], matched: Iterable[MatchedDocument] = ()) -> dict[str, str]:
    """The licence of every full text, by document: that of the report that it belongs to."""
    listed = list(reports)
    by_report = {one.report_id: one.licence for one in listed}
    found = {one.document_id: by_report.get(one.report_id, "") for one in matched}
    return found | {one.document_id: one.licence for one in listed if one.document_id}


# What people keep, by its path in the review's folder; everything else that they keep stays, and only its hash leaves.
LEAVING_FILES = (
    r"config/config\.yaml",
    r"config/instruments/[^/]+\.yaml",
    r"review/protocol/\d+/(config\.yaml|codebook\.yaml|protocol\.json)",
    r"review/protocol/amendments\.jsonl",
    r"review/searches/(searches|known_papers)\.csv",
    r"review/searches/strategies/.+\.(txt|md)",
    r"review/events/[^/]+/.+\.jsonl",
    r"review/fulltexts/(retrieval|matches)\.csv",
    r"review/(studies|signoff|retractions_checked|reach)\.csv",
    r"review/(themes|findings)\.yaml",
    r"review/report/.+\.md",
)
WHY_STAYING: Mapping[str, str] = {
    r"review/searches/": "an export belongs to its database; leaves_team.source_texts is off",
    r"review/fulltexts/": "a full text belongs to its publisher",
    r"review/imports/": "the file of another tool, which names its people and holds publishers' texts",
    r"review/batches/": "a workbook of one reviewer",
    r"results/identification/": "raw entries of exports; leaves_team.source_texts is off",
    r"results/extraction/": "the text of a report whose licence in retrieval.csv is not an open one, or withheld",
    r"results/reporting/page_images.jsonl": "pictures of pages: trace.html shows those that may be shown",
}
NOT_LISTED = "not among the files that are known to hold nothing private"


def why_staying(path: str, may: MayLeave, *, codebook: str, exports: Iterable[str] = ()) -> str:
    """Why a file that people keep does not leave; empty when it does."""
    if path == codebook or any(re.fullmatch(pattern, path) for pattern in LEAVING_FILES):
        return ""
    if may.source_texts and path in set(exports):
        return ""
    return next((why for place, why in WHY_STAYING.items() if path.startswith(place)), NOT_LISTED)
