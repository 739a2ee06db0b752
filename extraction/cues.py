"""Where do the cues of a codebook fire? Patterns on plain text, near the concept where a family asks for that."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.codebook import Code, Codebook, Family
from extraction.text_layer import Passage
from identification.vocabulary import Zone

# What a cue writes plainly stands for all the forms that typesetting gives it, one character for one; the one capital
# that grows to two characters in lower case is taken out too, so that places in both agree.
PLAIN = str.maketrans("‘’‛ʼ“”„«»‐‑‒–—\u00a0\u0130", '\'\'\'\'"""""----- I')


# Where nothing is proposed: what other authors' titles say is no evidence of this report.
UNCODED = frozenset({Zone.REFERENCES, Zone.RUNNING})
# A cue that says by a group of this name what the value of a characteristic is: '(?P<value>...)'.
VALUE = "(?P<value>"


@dataclass(frozen=True)
class Cue:
    """The patterns of one code, ready to search with: `finds` is all of them in one, `each` one by one."""

    code: Code
    family: Family
    finds: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]
    spoils: re.Pattern[str] | None


@dataclass(frozen=True)
class Hit:
    """A cue found in a sentence: the characters from `start` to `end` of its plain text.

    `fired` is how many of the code's patterns found something, and `times` how often all together; `values` are the
    words that a pattern marks as the value. `further` are the other places where the code's patterns fire.
    """

    cue: Cue
    start: int
    end: int
    fired: int = 1
    times: int = 1
    values: tuple[str, ...] = ()
    further: tuple[tuple[int, int], ...] = ()


def hits_in(passages: Sequence[Passage], texts: Sequence[str], codebook: Codebook) -> list[list[Hit]]:
    """For each sentence of a document its hits, a code at most once, for the first words that fire.

    Families with `needs_concept` count near the concept only, and codes with `only_beside` in or beside a sentence that
    has the other code. `texts` are the plain texts of the passages.
    """
    near = near_concept(passages, texts, codebook)
    cues = compiled_cues(codebook)
    free = [
        _hits(text, [cue for cue in cues if not cue.code.only_beside and (concept or not cue.family.needs_concept)])
        for text, concept in zip(texts, near, strict=True)
    ]
    found = []
    for at, text in enumerate(texts):
        around = {hit.cue.code.id for sentence in free[max(at - 1, 0) : at + 2] for hit in sentence}
        found.append([*free[at], *_hits(text, [cue for cue in cues if cue.code.only_beside in around])])
    return found


def codes_in(text: str, codebook: Codebook, family: str) -> dict[str, str]:
    """The codes of one family whose cues fire in a text that stands alone, such as an abstract, with the words.

    Nothing is asked of what stands around: neither the concept nor a code beside.
    """
    hits = _hits(plain(text), [cue for cue in compiled_cues(codebook) if cue.family.id == family])
    return {hit.cue.code.id: plain(text)[hit.start : hit.end] for hit in hits}


def plain(text: str) -> str:
    """A sentence on one line with plain quotation marks and hyphens, as cues are written.

    >>> plain("the  leaders’ “whole–system”\\nview")
    'the leaders\\' "whole-system" view'
    """
    return " ".join(text.translate(PLAIN).split())


@cache
def compiled_cues(codebook: Codebook) -> tuple[Cue, ...]:
    """The cues of every code that has any, compiled once for a codebook."""
    return tuple(
        Cue(
            code=code,
            family=family,
            finds=_starting_words(cue.replace(VALUE, "(?:") for cue in code.cues),
            each=tuple(_starting_words([cue]) for cue in code.cues),
            spoils=_any_of(spoils) if (spoils := (*code.not_cues, *family.not_cues)) else None,
        )
        for family in codebook.families
        for code in family.codes
        if code.cues
    )


def near_concept(body: Sequence[Passage], texts: Sequence[str], codebook: Codebook) -> list[bool]:
    """For each sentence whether it, its heading or list lead-in, or the sentence before names the concept.

    An item's heading is the lead-in of its list ("They need to:"), so the heading above the list counts too. Where no
    heading stands above (news, a letter, an abstract) the opening of the document is one. Without headings and
    lead-ins such a gate dropped 17 % of a second coder's codings.
    """
    if not any(family.needs_concept for family in codebook.families):
        return [True] * len(body)
    terms = _any_of(codebook.terms)
    names = [bool(terms.search(text)) for text in texts]
    opening = texts[0] if texts else ""
    near, above = [], ""
    for at, passage in enumerate(body):
        if not passage.heading.endswith(":"):
            above = passage.heading
        headings = {above, passage.heading or opening}
        near.append(names[at] or (at > 0 and names[at - 1]) or any(terms.search(plain(one)) for one in headings))
    return near


def _hits(text: str, cues: Iterable[Cue]) -> list[Hit]:
    lower = text.lower()
    return [hit for hit in (_hit(text, lower, cue) for cue in cues) if hit]


def _hit(text: str, lower: str, cue: Cue) -> Hit | None:
    """What fires of a cue and shares no word with a look-alike, the first words of it ahead."""
    first = cue.finds.search(lower)
    if first is None:
        return None
    spoilt = [found.span() for found in cue.spoils.finditer(text)] if cue.spoils else []
    if spoilt and _touches(first, spoilt):
        first = next((found for found in cue.finds.finditer(lower) if not _touches(found, spoilt)), None)
        if first is None:
            return None
    by_pattern = [[one for one in each.finditer(lower) if not _touches(one, spoilt)] for each in cue.each]
    values = [text[slice(*one.span("value"))] for found in by_pattern for one in found if one.groupdict().get("value")]
    fired = sum(bool(found) for found in by_pattern)
    places = sorted({found.span() for pattern in by_pattern for found in pattern} - {first.span()})
    return Hit(cue, *first.span(), max(fired, 1), len(places) + 1, tuple(dict.fromkeys(values)), tuple(places))


def _touches(found: re.Match[str], spoilt: Iterable[tuple[int, int]]) -> bool:
    return any(start < found.end() and end > found.start() for start, end in spoilt)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all; for none, one that never fires."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


def _starting_words(patterns: Iterable[str]) -> re.Pattern[str]:
    r"""One pattern for all, to search lower-case text with: twice as fast as ignoring case.

    A capital behind a backslash stays, since \W and \w are not the same, and so does that of a named group.
    """
    lower = (re.sub(r"(?<!\\)(?<!\(\?)[A-Z]", lambda letter: letter[0].lower(), pattern) for pattern in patterns)
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{pattern})' for pattern in lower)})")
