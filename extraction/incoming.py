"""What does another program say of a passage, and where does that stand in our documents? Found, or listed.

A quote is taken where it stands word for word, once; where it stands several times, the words around it or the page
decide, and else nobody guesses. What has no quote cannot become an extract and waits for a person to find it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extraction.anchors import NEAR, Anchor, find_quote, letters_of
from extraction.codebook import Codebook
from extraction.leaving import guid, one_unit, unbroken
from extraction.refi_qda import code_name
from extraction.text_layer import Page
from identification.vocabulary import Attribution, CodeStatus, Function, Perspective, SuggestedBy

NO_QUOTE = "no quote: a person has to find the value in the text and code it there"
# Values that may say that a study has nothing of a code: with a quote beside they are no finding and no absence.
NOTHING = ("no", "none", "absent", "not reported", "not stated", "not applicable", "nr", "n/a", "na", "unclear", "nil")
NO_CODE = "no code of the codebook is meant by this word"
LISTS = {"attribution": Attribution, "perspective": Perspective, "function": Function, "suggested_by": SuggestedBy}


@dataclass(frozen=True)
class Told:
    """One coding as another program tells it, in its words; `document_id` and `code_id` where it is sure which.

    `page`, `start` and `end` are a place in our text where the file says one. `item` is the program's own number,
    `event_id` ours, where the coding was exported from here. `why` says what makes it no coding at all.
    """

    row: int
    document: str
    code: str
    document_id: str = ""
    code_id: str = ""
    who: str = ""
    quote: str = ""
    page: int = 0
    start: int = 0
    end: int = 0
    prefix: str = ""
    suffix: str = ""
    note: str = ""
    at: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    item: str = ""
    event_id: str = ""
    why: str = ""

    @property
    def status(self) -> str:
        """What it says of its code; affirmed where nothing is said."""
        return self.fields.get("status") or CodeStatus.AFFIRMED


@dataclass(frozen=True)
class CodingNotImported:
    """A coding of another program that became no event, and why; everything that it says is kept."""

    row: int
    title: str
    why: str
    code: str = ""
    value: str = ""
    quote: str = ""
    page: str = ""
    coder: str = ""
    note: str = ""


@dataclass(frozen=True)
class ToldFile:
    """All that one file tells, by which tool, of which documents and people; `unused` are columns that are no code."""

    tool: str
    codings: tuple[Told, ...]
    document_ids: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


class KnownCodes:
    """The codes of a codebook by all that another program may call them."""

    def __init__(self, codebook: Codebook, said: Mapping[str, str]) -> None:
        """`said` is what a team says that words of the file mean."""
        codes = [(code.id, code.name) for code in codebook.codes]
        families = [(family.id, family.name) for family in codebook.families]
        self.families = {key for key, _ in families}
        self._by_guid = {guid("code", key): key for key, _ in (*families, *codes)}
        self._said = {unbroken(word).strip().casefold(): key for word, key in said.items()}
        names: dict[str, set[str]] = {}
        for key, name in (*families, *codes):
            for way in {key, code_name(key, name)}:
                names.setdefault(way.casefold(), set()).add(key)
        for some in (families, codes):  # a code's own name, where no other code has it
            for key, name in some:
                names.setdefault(name.casefold(), set()).add(key)
        self._by_name = names

    def find(self, word: str, key: str = "") -> tuple[str, str]:
        """The code that is meant, or nothing and why not."""
        word = unbroken(word).strip()
        if found := self._by_guid.get(key.strip("{}").casefold()) or self._said.get(word.casefold()):
            return found, ""
        named = self._by_name.get(word.casefold(), set())
        if len(named) > 1:
            return "", f"{len(named)} codes have this name ({', '.join(sorted(named))}): say which with CODES"
        return (min(named), "") if named else ("", NO_CODE)


def in_our_words(told: Told, words: Mapping[str, str]) -> Told:
    """A coding with the words of its fields as this review says them; `words` is what a team says of a file's."""
    said = {key: words.get(value.strip().casefold(), value) for key, value in told.fields.items() if key in WORDED}
    return replace(told, fields={**told.fields, **said})


# Fields whose words are those of a list.
WORDED = ("status", *LISTS)
OUR_WORDS = tuple(word for words in (CodeStatus, *LISTS.values()) for word in words)


def status_fault(told: Told, codes: KnownCodes) -> str:
    """What is wrong with the words of a coding, or nothing."""
    if told.status not in tuple(CodeStatus):
        return f"'{told.status}' is no status: {', '.join(CodeStatus)}"
    for key, words in LISTS.items():
        if told.fields.get(key) and told.fields[key] not in tuple(words):
            return f"'{told.fields[key]}' is no {key}: {', '.join(words)}"
    value = told.fields.get("value", "")
    if not told.fields.get("status") and value.strip().casefold() in NOTHING:
        return f"'{value}' may mean that there is nothing: say its status, or code what was looked for and not found"
    if told.code_id in codes.families and told.status != CodeStatus.LOOKED_NOT_FOUND:
        return "this is a family of codes: only 'looked for, not found' can be said of it"
    return ""


def find_place(told: Told, pages: Sequence[Page]) -> tuple[Anchor | None, str]:
    """Where the words of a coding stand in a document, or nothing and why not."""
    if not letters_of(told.quote):
        return None, NO_QUOTE
    if not pages:
        return None, "the document has no text, so the quote cannot be checked"
    own = next((one for one in pages if one.page == told.page or (told.page == 0 and len(pages) == 1)), None)
    if own and told.end > told.start:
        text = own.text[told.start : told.end]
        if letters_of(told.quote) in (letters_of(text), letters_of(one_unit(text))):
            return Anchor(own.page, told.start, told.end, text, "exact"), ""
    around = {"prefix": told.prefix, "suffix": told.suffix}
    found = [(one, find_quote(told.quote, one.page, told.start, told.start, [one], **around)) for one in pages]
    sure = [(page, anchor) for page, anchor in found if anchor and anchor.found != NEAR]
    if not sure:
        near = next((anchor for _, anchor in found if anchor), None)
        if near:
            return None, f"the quote stands there only nearly: '{near.text}' on page {near.page}"
        return None, "the quote is not found in the document"
    return _the_one(told, sure)


def _the_one(told: Told, found: Sequence[tuple[Page, Anchor]]) -> tuple[Anchor | None, str]:
    """The only place of a quote, or the only one with the words around it, or the only one on its page."""
    quote, before, after = (letters_of(text) for text in (told.quote, told.prefix, told.suffix))
    for wanted in (quote, before + quote + after, before + quote, quote + after):
        times = [(anchor, _count(wanted, letters_of(page.text))) for page, anchor in found]
        there = [anchor for anchor, count in times if count]
        if sum(count for _, count in times) == 1:
            return there[0], ""
    here = [(page, anchor) for page, anchor in found if page.page == told.page]
    if here and _count(quote, letters_of(here[0][0].text)) == 1:
        return here[0][1], ""
    pages = ", ".join(str(page.page) for page, _ in found)
    return None, f"the quote stands several times in the document (page {pages}), and nothing says which is meant"


def _count(wanted: str, text: str) -> int:
    count, at = 0, text.find(wanted)
    while at >= 0:
        count, at = count + 1, text.find(wanted, at + 1)
    return count


def not_imported(told: Told, why: str) -> CodingNotImported:
    """The line of the list of what was not imported, with everything that a person needs to find it."""
    about = f"{told.document or 'no document named'}: {told.code or 'no code named'}"
    page = str(told.page or "")
    value = told.fields.get("value", "")
    return CodingNotImported(told.row, about, why, told.code, value, told.quote, page, told.who, told.note)
