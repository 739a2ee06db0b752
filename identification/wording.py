"""How numbers stand in sentences."""

import re


def many(count: int, noun: str) -> str:
    """A count with its noun.

    >>> many(1, "study"), many(1200, "study"), many(2, "record")
    ('1 study', '1,200 studies', '2 records')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def inside(name: str) -> str:
    """A name as it stands inside a sentence: small letters, but for abbreviations.

    >>> inside("Race/Ethnicity"), inside("LGBTQ+ Identification")
    ('race/ethnicity', 'LGBTQ+ identification')
    """
    return re.sub(r"\w+", lambda word: word[0] if word[0].isupper() and len(word[0]) > 1 else word[0].lower(), name)


def percent(share: float) -> str:
    """A share as sentences print it.

    >>> percent(0.0739), percent(1)
    ('7.4 %', '100.0 %')
    """
    return f"{100 * share:.1f} %"


def decimal(value: float) -> str:
    """A number between 0 and 1 that is no share of studies, such as an overlap, as sentences print it.

    >>> decimal(0.1834), decimal(1), decimal(0)
    ('.18', '1.00', '.00')
    """
    return f"{value:.2f}".removeprefix("0")


def p_value(value: float) -> str:
    """A p value as sentences print it: never as zero.

    >>> p_value(0.0384), p_value(0.0005), p_value(1)
    ('p = .038', 'p < .001', 'p = 1.000')
    """
    return "p < .001" if value < SMALLEST_P else f"p = {value:.3f}".replace("0.", ".", 1)


SMALLEST_P = 0.001
