"""What a person is told when the input is wrong."""

from pathlib import Path


class InputError(Exception):
    """Something a person wrote or downloaded cannot be used: one sentence with the place, the fault and the remedy.

    >>> print(InputError("'inlcude' is not a decision.", file="events/ak.jsonl", line=14, remedy="Write include."))
    events/ak.jsonl, line 14: 'inlcude' is not a decision. Write include.
    """

    def __init__(self, fault: str, *, file: Path | str = "", line: int = 0, remedy: str = "") -> None:
        place = ", line ".join(str(part) for part in (file, line) if part)
        super().__init__(": ".join(part for part in (place, " ".join(filter(None, (fault, remedy)))) if part))


def nearest(word: str, known: list[str]) -> str:
    """The known word most like a mistyped one, or nothing when none is like it.

    >>> nearest("titel", ["title", "seed"])
    'title'
    >>> nearest("xyz", ["title", "seed"])
    ''
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAREST_CUTOFF)
    return found[0] if found else ""


# Below 60 of 100 a suggestion confuses more than it helps: 'seed' for 'search' scores 40, 'titel' for 'title' 80.
NEAREST_CUTOFF = 60
