"""Who may propose passages for codes: ours, or any other that keeps one promise: what it quotes stands there.

A language model could stand here as a second suggester; none is built. Whatever stands here, a suggestion whose quote
is not word for word at its place in the page is refused with a reason, and a person decides on the rest.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from extraction.anchors import EXACT, find_quote
from extraction.codebook import Codebook
from extraction.documents import SetAside, Suggestion
from extraction.suggestions import in_order, suggestions_of
from extraction.text_layer import Page, Passage


class Suggester(Protocol):
    """Anything that proposes passages of one document for the codes of a codebook."""

    def __call__(self, passages: Sequence[Passage], codebook: Codebook) -> Iterable[Suggestion]:
        """The passages that it proposes; page, start, end and quote as they stand in the pages."""


# Those that run by default.
OURS: tuple[Suggester, ...] = (suggestions_of,)


def suggested_by(
    suggesters: Iterable[Suggester], passages: Sequence[Passage], pages: Sequence[Page], codebook: Codebook
) -> tuple[list[Suggestion], list[SetAside]]:
    """What these suggesters propose for one document and what of it is refused, each with its reason.

    Of two that propose one passage for one code the first one's stands.
    """
    kept: dict[tuple[int, int, int, str], Suggestion] = {}
    refused = []
    for suggester in suggesters:
        for one in suggester(passages, codebook):
            if why := why_refused(one, pages, codebook):
                remedy = "Look at the page, and code by hand what is there."
                refused.append(SetAside(one.code_id, f"{one.document_id}, page {one.page}", why, remedy))
            else:
                kept.setdefault((one.page, one.start, one.end, one.code_id), one)
    return in_order(list(kept.values())), refused


def why_refused(suggestion: Suggestion, pages: Sequence[Page], codebook: Codebook) -> str:
    """Why a suggestion must not be shown; empty when its quote stands word for word at its place."""
    if suggestion.code_id not in codebook:
        return f"the code '{suggestion.code_id}' is not in the codebook"
    if not 0 <= suggestion.score <= 1:
        return f"its score {suggestion.score} is not between 0 and 1"
    quote = suggestion.quote
    own = [page for page in pages if page.document_id == suggestion.document_id]
    place = find_quote(quote, suggestion.page, suggestion.start, suggestion.end, own) if quote.strip() else None
    if place is None:
        return f"the quote '{quote}' is not in the document"
    if place.found != EXACT:
        return f"the quote '{quote}' is not word for word in the document, which says '{place.text}'"
    if (place.page, place.start, place.end) != (suggestion.page, suggestion.start, suggestion.end):
        return f"the quote '{quote}' stands on page {place.page} at {place.start}, not where the suggestion says"
    return ""
