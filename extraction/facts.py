"""What is the value of a characteristic in a passage? A number, a country, years, one of the codebook's own words.

A codebook says by a code's fields what is looked for: `values` are found by their words, a `field` of numbers by the
number at the cue, `fact` names an extractor for what no list of words can hold, and a cue may mark the value itself as
`(?P<value>...)`. A person accepts or mends what is proposed.
"""

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale

from extraction.codebook import Code
from extraction.cues import Hit
from identification.vocabulary import Fact

# Names that reports use beside those of CLDR, and names that are something else in front of or behind these words.
FURTHER_COUNTRIES = (
    *("England", "Wales", "Scotland", "Northern Ireland", "UK", "U.K.", "USA", "U.S.A.", "US", "U.S.", "Britain"),
    *(
        "Great Britain",
        "United States of America",
        "the Netherlands",
        "Republic of Ireland",
        "South Korea",
        "Korea",
        "Taiwan",
    ),
    *(
        "Hong Kong",
        "Palestine",
        "Ivory Coast",
        "Czech Republic",
        "Turkey",
        "Burma",
        "Myanmar",
        "Congo",
        "Swaziland",
        "Macau",
    ),
)
SAME_COUNTRY = {
    **dict.fromkeys(("U.K.", "United Kingdom", "Great Britain", "Britain"), "UK"),
    **dict.fromkeys(("USA", "U.S.A.", "US", "U.S.", "United States of America"), "United States"),
    "the Netherlands": "Netherlands",
    "Republic of Ireland": "Ireland",
}
# A people's name in front of a place or a study ("two Dutch hospitals"); "American" alone says too little.
PEOPLES = {
    **{"Australian": "Australia", "Austrian": "Austria", "Belgian": "Belgium", "Brazilian": "Brazil", "British": "UK"},
    **{"Canadian": "Canada", "Chinese": "China", "Danish": "Denmark", "Dutch": "Netherlands", "Finnish": "Finland"},
    **{"French": "France", "German": "Germany", "Ghanaian": "Ghana", "Greek": "Greece", "Iranian": "Iran"},
    **{"Irish": "Ireland", "Israeli": "Israel", "Italian": "Italy", "Japanese": "Japan", "Kenyan": "Kenya"},
    **{
        "Nigerian": "Nigeria",
        "Norwegian": "Norway",
        "Polish": "Poland",
        "Portuguese": "Portugal",
        "Scottish": "Scotland",
    },
    **{
        "South African": "South Africa",
        "Spanish": "Spain",
        "Swedish": "Sweden",
        "Swiss": "Switzerland",
        "Welsh": "Wales",
    },
}
OF_PEOPLE = re.compile(
    rf"\b({'|'.join(PEOPLES)}) (?:[\w-]+ ){{0,3}}(?:hospitals?|trials?|populations?|settings?|schools?|practices?|"
    rf"stud(?:y|ies)|"
    r"universit(?:y|ies)|homes?|regions?|cohorts?|samples?|municipalit(?:y|ies)|health (?:services?|system|care)|"
    r"healthcare|"
    r"nurses|staff|patients|clinics?|primary care)\b"
)
# Where data come from: words for collecting or taking part, and a preposition ahead of the country.
OF_DATA = re.compile(
    r"\b(?:conducted|collected|recruited|undertaken|carried out|took place|interview\w*|survey\w*|stud(?:y|ies)|"
    r"trial|sample|"
    r"sampled|participants?|respondents?|patients?|residents|data|sites?|hospitals?|schools?|trusts?|clinics?|centers?|"
    r"centres?|cohort|fieldwork|focus groups?|questionnaires?|population|enrolled|located)\b",
    re.IGNORECASE,
)
NO_DATA = re.compile(r"\b(?:Department|Institute|Faculty|School) of\b|@|\b(?:published|funded|licensed) (?:in|by)\b")
YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?![\d/])")
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[,  ]\d{3})+(?![\d])|(?<![\d.])\d+(?:\.\d+)?(?!\d)")
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELT_OUT = {word: at for at, word in enumerate((*ONES, *TEENS))} | {
    word: 10 * at for at, word in enumerate(TENS, start=2)
}
WORD = rf"(?:{'|'.join(sorted(SPELT_OUT, key=len, reverse=True))}|hundred|thousand)"
SPELT = re.compile(rf"\b{WORD}(?:[ -](?:and )?{WORD})*\b", re.IGNORECASE)
# Words of a value that carry no meaning of their own.
SMALL = frozenset({"a", "an", "and", "of", "or", "the", "in", "on", "with", "other", "study", "paper"})


def value_of(code: Code, text: str, hit: Hit | None) -> str:
    """The value that a sentence gives for a code, several parted by semicolons; empty where it gives none."""
    if code.fact == Fact.COUNTRY:
        return "; ".join(countries_in(text))
    if code.fact == Fact.YEARS:
        return "; ".join(dict.fromkeys(YEAR.findall(text)))
    if code.field == "number" and hit is not None and hit.values:
        return _number_at(hit.values[0], (0, len(hit.values[0])))
    if hit is not None and hit.values:
        return "; ".join(hit.values)
    if code.values:
        return "; ".join(value for value in code.values if _says(text, value))
    if code.field == "number":
        return _number_at(text, (hit.start, hit.end) if hit else (0, len(text)))
    if code.field == "list" and hit is not None:
        places = sorted([(hit.start, hit.end), *hit.further])
        return "; ".join(dict.fromkeys(text[start:end].lower() for start, end in places))
    return ""


def states(code: Code, text: str) -> bool:
    """Whether a sentence gives the value although no cue fires: only of extractors that know where data come from."""
    return code.fact == Fact.COUNTRY and bool(_of_data(text) and countries_in(text))


def countries_in(text: str) -> list[str]:
    """The countries that a sentence names behind a preposition, or in a row with one, in its order.

    >>> countries_in("We interviewed nurses in Haiti, Tanzania, and the USA.")
    ['Haiti', 'Tanzania', 'United States']
    """
    found = [SAME_COUNTRY.get(name, name) for row in _rows().findall(text) for name in _names().findall(row)]
    found += [PEOPLES[name] for name in OF_PEOPLE.findall(text)]
    return list(dict.fromkeys(found))


def _of_data(text: str) -> bool:
    return OF_DATA.search(text) is not None and NO_DATA.search(text) is None


@cache
def _names() -> re.Pattern[str]:
    # The user-assigned and grouping codes of CLDR (world regions have digits) are no countries.
    territories = [
        name for key, name in Locale("en").territories.items() if key.isalpha() and key not in ("ZZ", "EU", "UN")
    ]
    plain = {part for name in territories for part in (name, name.split(" (")[0], name.replace("&", "and"))}
    names = sorted({*plain, *FURTHER_COUNTRIES}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!New )(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])(?! pigs?\b)")


@cache
def _rows() -> re.Pattern[str]:
    name = _names().pattern
    return re.compile(
        r"\b(?:in|from|across|throughout|within|of|between|at|and|to)\b (?:the )?(?:[\w-]+,? ){0,5}?(?:[\w-]+ \()?"
        rf"(?:{name})(?:(?:,? and (?:the )?|,? or |, (?:and )?(?:the )?|/)(?:{name}))*|^(?:{name})\b"
    )


def _says(text: str, value: str) -> bool:
    """Whether all telling words of a value stand in a sentence next to each other, in any form of theirs."""
    words = [word for word in re.findall(r"\w+", _one_spelling(value)) if word not in SMALL]
    if not words:
        return False
    stems = r"\w*[\s-]+(?:\w+[\s-]+)?".join(re.escape(_stem(word)) for word in words)
    return re.search(rf"\b{stems}\w*", _one_spelling(text)) is not None


def _one_spelling(text: str) -> str:
    """Lower case, and "randomized" as "randomised"."""
    return re.sub(r"iz(?=e|ing|ation)", "is", text.lower())


def _stem(word: str) -> str:
    for end in ("ies", "es", "s", "y"):
        if word.endswith(end) and len(word) > len(end) + 3:
            return word[: -len(end)]
    return word


def _number_at(text: str, place: Sequence[int]) -> str:
    """The number within the words of the cue, else the nearest one; spelt ones as digits."""
    numbers = [(found.start(), re.sub(r"[,  ]", "", found[0])) for found in NUMBER.finditer(text)]
    numbers += [(found.start(), str(_spelt(found[0]))) for found in SPELT.finditer(text) if found[0].lower() != "one"]
    start, end = place
    away = [(max(start - at, at - end + 1, 0), at, value) for at, value in numbers]
    return min(away)[2] if away else ""


def _spelt(words: str) -> int:
    """
    >>> _spelt("two hundred and thirty-one"), _spelt("Thirty-nine")
    (231, 39)
    """
    total, part = 0, 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        else:
            part += SPELT_OUT.get(word, 0)
    return total + part
