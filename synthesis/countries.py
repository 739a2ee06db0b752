"""Which country does a value name? Parts of a country and its several names are one."""

import re

from extraction.facts import SAME_COUNTRY

UNITED_KINGDOM = "United Kingdom"
# Parts of a country that studies give as their country, with how its health service is known; whoever needs more of
# other countries adds them here, by whole value, so that New South Wales is no part of the United Kingdom.
PART_OF = dict.fromkeys(("England", "Scotland", "Wales", "Northern Ireland", "UK", "NHS"), UNITED_KINGDOM)
NAMES = {name.casefold(): country for name, country in {**PART_OF, **SAME_COUNTRY}.items()}


PARTS = {name.casefold() for name in PART_OF}


def whole_of(value: str) -> str:
    """The country of which a value names a part, or which it calls otherwise; empty for all others.

    >>> whole_of("Wales"), whole_of("Sweden"), whole_of("survey (postal)")
    ('United Kingdom', '', '')
    """
    return country_of(value) if value.strip().casefold() in PARTS else ""


def country_of(value: str) -> str:
    """The country of one value, whatever follows in brackets; what is no known name or part stays as it is.

    >>> country_of("Wales"), country_of("the USA"), country_of("Peru (Lima)")
    ('United Kingdom', 'United States', 'Peru')
    """
    plain = re.sub(r"\s*\(.*\)$", "", value.strip())
    named = NAMES.get(plain.casefold()) or NAMES.get(re.sub(r"^the ", "", plain.casefold())) or plain
    return PART_OF.get(named, named)
