"""What does a report say by which its study can be told? Registrations, projects, samples, authors, earlier reports."""

import re
from dataclasses import dataclass

from identification.repair import plain

# The numbers of the primary registries of the WHO's network and of ClinicalTrials.gov, and of OSF registrations.
# PROSPERO registers reviews and is left out: a review is no study of its primary studies.
REGISTRATION = re.compile(
    r"\b(?:NCT\s?\d{8}|ISRCTN\s?\d{8}|ACTRN\s?\d{14}|DRKS\s?\d{8}|ChiCTR[- ]?(?:[A-Z]{2,3}-?)*\d{8,10}|"
    r"CTRI/\d{4}/\d{2,3}/\d{6}|EudraCT(?: number)?:? ?\d{4}-\d{6}-\d{2}|IRCT\d{12,16}N\d{1,2}|KCT\d{7}|"
    r"(?:UMIN|JPRN-UMIN)\d{9}|jRCTs?\d{9,10}|PACTR\d{15,16}|SLCTR/\d{4}/\d{3}|TCTR\d{11}|RBR-\w{6,8}|NTR\s?\d{2,5}|"
    r"NL\d{4,5}\.\d{3}\.\d{2}|osf\.io/[a-z0-9]{5})\b",
    re.IGNORECASE,
)
# A number stands as a report's own beside these words or in its abstract; elsewhere it may be another trial's.
REGISTERED = re.compile(
    r"regist|trial number|identifier|identified as|clinicaltrials\.gov|isrctn|osf\.io", re.IGNORECASE
)
NEAR_NUMBER = 120  # letters on either side of a number
OWN_NUMBERS = 3  # a report with more registrations than this reviews other people's trials
# "the SHARED study", "FLOURISH programme", "PRISM-2 trial", "the Four Valleys project".
PROJECT = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z]*(?:[A-Z]|\d)[A-Za-z0-9]*(?:-[A-Z0-9][A-Za-z0-9]*)?|[A-Z]{3,}(?:-[A-Z0-9]+)?|"
    r"(?:[A-Z][a-z]+[ -]){1,4}(?:[A-Z][a-z]+))\s(?:study|trial|project|programme|program|cohort|initiative|evaluation|"
    r"collaborative|pilot|Study|Trial|Project|Programme|Program|Cohort|Initiative|Collaborative)\b"
)
# "SHARED: a qualitative study" names its project ahead of the colon.
TITLE_PROJECT = re.compile(r"^(?:The )?(?P<name>[A-Z][A-Za-z]*(?:[A-Z]|\d)[A-Za-z0-9-]*)\b[^:]{0,15}:")
# What many reports of unrelated studies carry before "study" or "programme".
NO_PROJECT = frozenset(
    {
        "nhs",
        "uk",
        "us",
        "usa",
        "eu",
        "who",
        "covid",
        "covid-19",
        "covid19",
        "nihr",
        "esrc",
        "mrc",
        "epsrc",
        "phd",
        "mba",
        "hiv",
    }
    | {
        "rct",
        "sars-cov-2",
        "icu",
        "gp",
        "nih",
        "cdc",
        "oecd",
        "un",
        "ngo",
        "it",
        "hr",
        "cpd",
        "edi",
        "lgbt",
        "lgbtq",
        "mmat",
    }
    | {
        "clinicaltrials",
        "horizon 2020",
        "erasmus",
        "cochrane",
        "qualitative",
        "mixed methods",
        "case",
        "delphi",
        "stata",
    }
)
# "24 interviews", "312 of the participants", "1,204 nurses". Who is interviewed, answers and takes part are one number
# under several names, so that people and interviews are one kind and places another. Below ten it is everybody's.
SAMPLE = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,6})\s+(?:of the\s|[a-z-]+\s){0,2}?"
    r"(?:(?P<people>participants?|patients?|interviews?|respondents?|leaders?|managers?|nurses?|physicians?|doctors?|"
    r"clinicians?|staff|students?|people|adults?|children|interviewees?|informants?|professionals?|employees?|teachers?|"
    r"residents?|surveys?|questionnaires?)|"
    r"(?P<places>hospitals?|organi[sz]ations?|sites?|practices?|teams?|households?|schools?|focus groups?|wards?))\b"
)
# A report that says that its data were reported before is another report of their study.
SAME_AS_BEFORE = re.compile(
    r"\b(?:secondary|further|additional|re-?) ?analys[ie]s of|"
    r"\bthe same \d* ?(?:interviews|sample|participants|data ?set|cohort|respondents|survey|focus groups)\b|"
    r"\b(?:described|reported|published|presented) (?:elsewhere|previously)\b|"
    r"\bin an earlier (?:paper|article|report) we\b|"
    r"\b(?:sub-?study|companion paper|part of a larger study|follow-up of our)\b",
    re.IGNORECASE,
)
LEAST_SAMPLE = 10


@dataclass(frozen=True)
class Signs:
    """What one report says by which its study can be told."""

    registrations: frozenset[str]
    projects: frozenset[str]
    samples: frozenset[str]
    authors: frozenset[str]
    before: frozenset[str] = frozenset()


def registrations_of(abstract: str, body: str = "") -> frozenset[str]:
    """The registrations that a report gives as its own: in its abstract, or beside words of registration in its text.

    >>> sorted(registrations_of("", "Trial registration: NCT 01234567. Another trial (NCT07654321) failed."))
    ['NCT01234567', 'NCT07654321']
    """
    own = {_number(found[0]) for found in REGISTRATION.finditer(abstract)}
    for found in REGISTRATION.finditer(body):
        if REGISTERED.search(body[max(0, found.start() - NEAR_NUMBER) : found.end() + NEAR_NUMBER]):
            own.add(_number(found[0]))
    return frozenset(own) if len(own) <= OWN_NUMBERS else frozenset()


def _number(text: str) -> str:
    return re.sub(r"(?i)EUDRACT(NUMBER)?:?", "EUDRACT", re.sub(r"\s", "", text).upper())


def projects_of(title: str, text: str) -> frozenset[str]:
    """The names of studies, trials and projects in a text, in small letters.

    >>> sorted(projects_of("SHARED-2: leading together", "In the Four Valleys project and an NHS programme, we ..."))
    ['four valleys', 'shared-2']
    """
    names = [found["name"] for found in PROJECT.finditer(text)]
    if found := TITLE_PROJECT.search(title):
        names.append(found["name"])
    kept = {re.sub(r"^(?:the|this|our|a|in) ", "", " ".join(name.split()).casefold()) for name in names}
    return frozenset(kept - NO_PROJECT)


def samples_of(text: str) -> frozenset[str]:
    """The samples that a text counts, of people (or interviews) and of places; numbers like years are left out.

    >>> sorted(samples_of("We held 24 semi-structured interviews with 1,204 nurses in 2019 hospitals and 5 patients."))
    ['1204 people', '24 people']
    """
    found = ((int(one["number"].replace(",", "")), bool(one["people"])) for one in SAMPLE.finditer(text))
    return frozenset(
        f"{number} {'people' if of_people else 'places'}"
        for number, of_people in found
        if number >= LEAST_SAMPLE and number not in YEARS
    )


YEARS = range(1900, 2101)


def authors_of(authors: str) -> frozenset[str]:
    """The authors as surname and first initial, which is what every export has.

    >>> sorted(authors_of("Okonjo, Temi; Ferris P; van den Berg, A."))
    ['ferris p', 'okonjo t', 'van den berg a']
    """
    return frozenset(filter(None, map(_author, authors.split(";"))))


def _author(name: str) -> str:
    family, _, given = name.partition(",")
    words = plain(family).split()
    if not given.strip() and len(words) > 1:
        *words, given = words
    initial = plain(given)[:1]
    return f"{' '.join(words)} {initial}".strip()


def said_before(text: str) -> frozenset[str]:
    """The words by which a text says that its data were reported before.

    >>> said_before("A further analysis of 24 interviews.")
    frozenset({'further analysis of'})
    """
    return frozenset(" ".join(found[0].lower().split()) for found in SAME_AS_BEFORE.finditer(text))
