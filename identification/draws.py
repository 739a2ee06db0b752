"""What does a random draw of unread records say of itself? Two numbers, what was drawn, and what it was drawn from."""

from collections.abc import Mapping
from typing import Any

# The decision of the event that holds a draw.
AUDIT = "audit"


def check_draw(content: Mapping[str, Any]) -> None:
    """Nothing where this is what a command wrote; else a `ValueError` that says what is wrong with it."""
    numbers = [content.get(key) for key in ("number", "includes")]
    ids = [content.get(key) for key in ("drawn", "unread")]
    if not all(type(one) is int and one >= 0 for one in numbers):
        raise ValueError("an audit needs 'number' and 'includes' in its content, as whole numbers")
    if not all(isinstance(some, list) and all(isinstance(one, str) for one in some) for some in ids):
        raise ValueError("an audit needs 'drawn' and 'unread' in its content, as lists of ids")
    if not set(ids[0] or ()) <= set(ids[1] or ()):
        raise ValueError("an audit names in 'drawn' a record that is not in 'unread'")
