"""What does an event about stopping hold: a stop, its end, or a random draw of unread records?"""

from collections.abc import Mapping
from typing import Any

from identification.vocabulary import EventKind

# The decision of an event that holds a random draw.
AUDIT = "audit"


def check_stop(stage: str, decision: str, replaces: str, content: Mapping[str, Any]) -> None:
    """Nothing where this is what a command wrote; else a `ValueError` that says what is wrong with it."""
    if stage != EventKind.TITLE_ABSTRACT:
        raise ValueError(f"only '{EventKind.TITLE_ABSTRACT}' can be stopped, not '{stage}'")
    if decision == "resume" and not replaces:
        raise ValueError("a 'resume' names in 'replaces' the stop that it takes back")
    if decision == AUDIT:
        _check_draw(content)


def _check_draw(content: Mapping[str, Any]) -> None:
    """Two numbers, the records that nobody had read, and those of them that were drawn."""
    numbers = [content.get(key) for key in ("number", "includes")]
    ids = [content.get(key) for key in ("drawn", "unread")]
    if not all(type(one) is int and one >= 0 for one in numbers):
        raise ValueError("an audit needs 'number' and 'includes' in its content, as whole numbers")
    if not all(isinstance(some, list) and all(isinstance(one, str) for one in some) for some in ids):
        raise ValueError("an audit needs 'drawn' and 'unread' in its content, as lists of ids")
    if not set(ids[0] or ()) <= set(ids[1] or ()):
        raise ValueError("an audit names in 'drawn' a record that is not in 'unread'")
