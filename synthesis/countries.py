"""Which country does a value name? Parts of a country and its several names are one."""

import re

from extraction.facts import SAME_COUNTRY

UNITED_KINGDOM = "United Kingdom"
# Parts of a country that studies give as their country, with how its health service is known; whoever needs more of
# other countries adds them here, by whole value, so that New South Wales is no part of the United Kingdom.
PART_OF = dict.fromkeys(("England", "Scotland", "Wales", "Northern Ireland", "UK", "NHS"), UNITED_KINGDOM)
NAMES = {name.casefold(): country for name, country in {**PART_OF, **SAME_COUNTRY}.items()}


def country_of(value: str) -> str:
    """The country of one value, whatever follows in brackets; what is no known name or part stays as it is.

    >>> country_of("Wales"), country_of("the USA"), country_of("Peru (Lima)")
    ('United Kingdom', 'United States', 'Peru')
    """
    plain = re.sub(r"\s*\(.*\)$", "", value.strip())
    named = NAMES.get(plain.casefold()) or NAMES.get(re.sub(r"^the ", "", plain.casefold())) or plain
    return PART_OF.get(named, named)
