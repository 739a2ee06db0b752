"""How numbers stand in sentences."""


def many(count: int, noun: str) -> str:
    """A count with its noun.

    >>> many(1, "study"), many(1200, "study"), many(2, "record")
    ('1 study', '1,200 studies', '2 records')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def percent(share: float) -> str:
    """A share as sentences print it.

    >>> percent(0.0739), percent(1)
    ('7.4 %', '100.0 %')
    """
    return f"{100 * share:.1f} %"
