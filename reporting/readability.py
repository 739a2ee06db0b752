"""How easily is a text read? The Flesch scores, which are made for English."""

import re
from dataclasses import dataclass

# Flesch 1948, A new readability yardstick, Journal of Applied Psychology 32: 221-233, 10.1037/h0057532.
EASE, EASE_SENTENCE, EASE_WORD = 206.835, 1.015, 84.6
# Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75, Naval Technical Training Command.
GRADE, GRADE_SENTENCE, GRADE_WORD = 15.59, 0.39, 11.8


@dataclass(frozen=True)
class Readability:
    """Words, sentences and syllables of a text, with both scores; the scores are None where there is no word."""

    words: int
    sentences: int
    syllables: int
    ease: float | None
    grade: float | None


def readability(text: str) -> Readability:
    """The scores of a text: Flesch Reading Ease (higher is easier) and the Flesch-Kincaid grade (lower is easier)."""
    words = re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text)
    if not words:
        return Readability(0, 0, 0, None, None)
    sentences = max(1, len(re.findall(r"[.!?:]+(?=\s|$)|\n{2,}", text.strip() + "\n")))
    spoken = sum(map(syllables, words))
    length, weight = len(words) / sentences, spoken / len(words)
    return Readability(
        words=len(words),
        sentences=sentences,
        syllables=spoken,
        ease=EASE - EASE_SENTENCE * length - EASE_WORD * weight,
        grade=GRADE_SENTENCE * length + GRADE_WORD * weight - GRADE,
    )


def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels less a silent e; a numeral counts as one.

    >>> [syllables(word) for word in ("leader", "made", "table", "created", "review", "13")]
    [2, 1, 2, 2, 2, 1]
    """
    parts = [part for part in re.split(r"['\u2019-]", word.lower()) if part]
    return max(1, sum(_syllables(part) for part in parts))


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy\u00e0-\u00ff]+", word))
    silent = re.search(r"(?<![aeiouyl])(?:e|es)$|[^aeioutd]le?d$|[^aeioutdy]ed$", word)
    whole = re.search(r"(?:[cgsxz]|sh|ch)es$", word)
    return max(1, groups - bool(silent and not whole))
