"""The types of themes and of confidence: where a theme holds, what is outside, what would change it, how sure it is.

In every table `study_ids` and `extract_ids` are the trace of its row: the studies counted and what they rest on.
"""

from dataclasses import dataclass

from identification.vocabulary import Concern, Confidence, Contradicts, LeftOut


@dataclass(frozen=True)
class ThemeContext:
    """How many independent studies of a theme have one value of a characteristic (country, design, setting).

    An empty value counts the studies whose context is not known: none was extracted, or they only quote a source
    outside the review. `extract_ids` are those of the values.
    """

    theme_id: str
    code_id: str
    name: str
    value: str
    studies: int
    of: int
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class ThemePair:
    """In how many independent studies two themes are found together; `nested` where one rests on the other."""

    theme_a: str
    theme_b: str
    studies_a: int
    studies_b: int
    both: int
    nested: bool
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class OutsideThemes:
    """The quotes of one code that no theme takes up, neither for nor against it; `extract_ids` are the first of each.

    A quote that two people coded is one. `studies` are independent studies whose quotes of this code are all outside.
    """

    code_id: str
    name: str
    family: str
    quotes: int
    outside: int
    studies: int
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A group of quotes that fit no code, for people to name, merge, split or refuse; or why there is none.

    `stability` is the mean Jaccard likeness of the group over resamples, from 0 to 1, and `by_chance` what groups of
    quotes reach whose words were dealt out anew. `typical` are the extracts nearest to the middle of the group;
    `taken_up` names themes that use one of its quotes.
    """

    proposal_id: str
    quotes: int
    studies: int
    words: tuple[str, ...]
    stability: float | None
    by_chance: float | None
    typical: tuple[str, ...]
    taken_up: tuple[str, ...]
    sentence: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class SaturationPoint:
    """How many codes of a family are known after so many studies: the mean over random orders, with the middle 95 %.

    `fresh` is the mean number of codes that the study in this place adds.
    """

    order: int
    family: str
    studies: int
    codes: float
    low: float
    high: float
    fresh: float


@dataclass(frozen=True)
class Saturation:
    """Whether new studies still bring new codes of a family, by the stopping rule of Guest 2020 over random orders.

    `reached` is the share of orders in which the rule is met before the studies end, `after` the median number of
    studies that it takes in those. `outside` counts quotes that fit no code of the family.
    """

    order: int
    family: str
    studies: int
    codes: int
    reached: float | None
    after: float | None
    outside: int
    sentence: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class Sensitivity:
    """One number of the synthesis before and after some studies or extracts are left out; nobody is left out for good.

    `studies` are those that are left out and `remain` those that remain; `statement` is empty where nothing could be
    left out, and `note` says by which rule and why. `study_ids` and `extract_ids` are what was left out.
    """

    order: int
    left_out: LeftOut
    which: str
    studies: int
    remain: int
    table: str
    statement: str
    before: str
    after: str
    changed: bool
    note: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Two quotes that speak against each other, side by side, with the independent studies on each side.

    `subject` is a code or a theme. Each quote against has one row; beside it stands a quote for it from another study,
    where there is one, each study in its turn.
    """

    order: int
    kind: Contradicts
    subject: str
    name: str
    perspective: str
    studies_for: int
    studies_against: int
    extract_for: str
    study_for: str
    page_for: int | None
    quote_for: str
    extract_against: str
    study_against: str
    page_against: int
    quote_against: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceProfile:
    """What the data say of a finding beside what a person judged, by the four components of GRADE-CERQual.

    `quotes` counts passages once, however many people coded them, and `quoting` those that only quote a source of one
    of them; `words` is the median length of a quote. `appraisals` are the answers by item with the number of studies,
    never a sum: one of which people or reports differ stands under both words at once; `not_appraised` studies
    have none. A `level` that is empty was not judged: nothing is computed in its place.
    """

    finding_id: str
    studies: int
    quotes: int
    quoting: int
    words: float | None
    contexts: tuple[str, ...]
    negative_quotes: int
    negative_studies: int
    appraisals: tuple[str, ...]
    not_appraised: int
    methodological_limitations: Concern | None
    methodological_limitations_reason: str
    coherence: Concern | None
    coherence_reason: str
    adequacy: Concern | None
    adequacy_reason: str
    relevance: Concern | None
    relevance_reason: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A qualitative finding as people wrote it, with its confidence and the studies that contribute.

    `missing` names what a person has still to judge or to say why; `asks` what a judgement leaves unexplained.
    """

    finding_id: str
    question: str
    statement: str
    confidence: Confidence | None
    explanation: str
    by: str
    studies: int
    references: tuple[str, ...]
    themes: tuple[str, ...]
    missing: tuple[str, ...]
    asks: str
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]
