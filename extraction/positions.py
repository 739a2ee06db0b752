"""Which sign does another program mean by a position in a text? Programs count line breaks and rare signs differently.

The specification of REFI-QDA counts code points, with a line break of Windows as two signs. ATLAS.ti and MAXQDA count
it as one (so QualCoder reads the one and writes for the other), and NVivo counts a sign beyond the basic plane (an
emoji, a rare ideograph) as two. A program counts in one way throughout a project.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from extraction.leaving import same_length

# Signs of a selection's name from which on it says where the selection is, and how many of them are compared.
NAME_SAYS, NAME_COMPARED = 4, 40
LAST_OF_PLANE = 0xFFFF


@dataclass(frozen=True)
class Counting:
    """A way to count positions: a line break of Windows as one sign, a sign beyond the basic plane as two."""

    breaks_are_one: bool = False
    wide: bool = False

    def places(self, text: str) -> list[int]:
        """The place in `one_break(text)` of each position in a text, that of its end last.

        >>> Counting().places("a\\r\\nb"), Counting(breaks_are_one=True).places("a\\r\\nb")
        ([0, 1, 1, 2, 3], [0, 1, 2, 3])
        """
        found, at = [], 0
        for place, sign in enumerate(text):
            if sign == "\r" and text[place + 1 : place + 2] == "\n":
                found += [] if self.breaks_are_one else [at]
                continue
            found += [at, at] if self.wide and ord(sign) > LAST_OF_PLANE else [at]
            at += 1
        return [*found, at]


WAYS = tuple(Counting(one, wide) for wide in (False, True) for one in (False, True))


def one_break(text: str) -> str:
    """The text with line breaks of one sign, as `Counting.places` counts it."""
    return same_length(text.replace("\r\n", "\n"))


def counting_of(selections: Iterable[tuple[str, list[tuple[int, str]]]], origin: str) -> Counting:
    """How a program counts: by the names of its selections where they repeat the selected words, else by its habit.

    `selections` holds the starts and names of each text.
    """
    habit = Counting("atlas" in origin or "maxqda" in origin, "nvivo" in origin)
    agree = dict.fromkeys((habit, *WAYS), 0)
    for text, named in selections:
        plain = one_break(text)
        said = [(start, " ".join(name.split())[:NAME_COMPARED]) for start, name in named]
        said = [(start, name) for start, name in said if len(name) >= NAME_SAYS]
        for way in agree if said else ():
            places = way.places(text)
            starts = [(places[min(start, len(places) - 1)], name) for start, name in said]
            agree[way] += sum(_stands(plain, at, name) for at, name in starts)
    return max(agree, key=lambda way: agree[way])


def _stands(text: str, at: int, name: str) -> bool:
    """Whether a name begins with the words from a place on, wherever the lines break."""
    there = text[at : at + 2 * NAME_COMPARED]
    return there[:1] == name[:1] and " ".join(there.split()).startswith(name)
