"""The types of synthesis: what is agreed, what is missing, and how often, counted on studies and their origins."""

from dataclasses import dataclass

from identification.vocabulary import CellState, GapClaim, Role, WhyGap


@dataclass(frozen=True)
class Definition:
    """One verbatim definition; `origin` is the study or source that it comes from, `elements` the codes inside it.

    `element_ids` are the extracts in which people coded these elements. `passage` is the longest of the extracts that
    share its words, which readers see.
    """

    extract_id: str
    study_id: str
    report_id: str
    document_id: str
    page: int
    quote: str
    attribution: str
    origin: str
    elements: tuple[str, ...]
    element_ids: tuple[str, ...] = ()
    passage: str = ""


@dataclass(frozen=True)
class CodeCount:
    """In how many independent studies one code is present; `low` and `high` are the exact two-sided 95 % interval.

    `assessed` are the studies in which a person recorded having looked through the whole family, and `present` those of
    them that have the code. `elsewhere` counts the studies that have it although nobody recorded a full look: they
    show that it occurs, and would make every share too high. `against` are the studies that contest it or report that
    they found nothing of it, whether or not they name it too.
    """

    code_id: str
    name: str
    family: str
    present: int
    assessed: int
    elsewhere: int
    share: float | None
    low: float | None
    high: float | None
    core: bool
    study_ids: tuple[str, ...]
    origins: tuple[str, ...]
    against: int = 0


@dataclass(frozen=True)
class Evidence:
    """One extract of a gap family (EDI and the like) with what it says and whether it counts as evidence."""

    extract_id: str
    study_id: str
    code_id: str
    perspective: str
    status: str
    counts_as_evidence: bool
    why: str
    origin: str
    quote: str
    page: int
    document_id: str


@dataclass(frozen=True)
class GapCell:
    """One declared gap cell: states over studies, bound, and the sentence that a commissioner reads.

    `assessed` are the studies in which a person recorded a look, `present` those of them that report on the cell, and
    `elsewhere` the studies that do although nobody recorded a look. Of those not assessable some are
    `without_text`, `unclear` have such evidence that does not say whose, and in the others words of it stand and nobody
    looked. `bound` is the exact one-sided 95 % upper limit of the share, in which the latter
    two count as reporting on it, since they were not left out by chance; `bonferroni` the same for a statement over all
    `cells` cells at once. Both are None when no study was assessed.

    `claim` says what the cell may be read as. The parts of the sentence stand in the columns `says_...`. `corrected`
    and the `corrected_...` limits allow for what coders miss; None without enough double coding. Up to
    `unseen` studies could still report on it; `ends_none` and `ends_rare` more of them would end "none" and bring the
    share to `rare_share`, from which on it is not "almost none". `reasons` and `research` are people's (research.csv).

    The trace: `study_ids` report on it by `extract_ids`, `assessed_ids` are the denominator and `look_ids` the looks in
    vain that made it, `detection_ids` the first codings on which the sensitivity rests, `known_papers` the numbers of
    the known papers on it.
    """

    order: int
    cell_id: str
    gap_id: str
    label: str
    code_id: str
    perspective: str
    included: int
    present: int
    elsewhere: int
    absent: int
    machine_nothing: int
    not_assessable: int
    without_text: int
    unclear: int
    assessed: int
    bound: float | None
    cells: int
    bonferroni: float | None
    study_ids: tuple[str, ...]
    sentence: str
    claim: GapClaim = GapClaim.NOTHING_ASSESSED
    corrected: float | None = None
    corrected_bound: float | None = None
    corrected_bonferroni: float | None = None
    unseen: int = 0
    rare_share: float | None = None
    ends_none: int | None = None
    ends_rare: int | None = None
    says_counted: str = ""
    says_bound: str = ""
    says_detection: str = ""
    says_reach: str = ""
    says_coverage: str = ""
    says_tipping: str = ""
    says_funnel: str = ""
    says_why: str = ""
    reasons: tuple[WhyGap, ...] = ()
    research: tuple[str, ...] = ()
    extract_ids: tuple[str, ...] = ()
    assessed_ids: tuple[str, ...] = ()
    look_ids: tuple[str, ...] = ()
    detection_ids: tuple[str, ...] = ()
    known_papers: tuple[int, ...] = ()
    basis: str = "study_codes.csv, detection.csv, reach.csv, known_papers.csv, coverage.csv, funnel.csv"

    @property
    def is_family(self) -> bool:
        """Whether the cell is about its whole family: such cells come first and speak for all."""
        return "." not in self.code_id


@dataclass(frozen=True)
class ThemeRow:
    """A theme that a person named, with the extracts that carry it and those that speak against it.

    `studies` counts independent studies: what several take from one source counts once, where it comes from.
    `no_negative_case` is people's word on where they looked for extracts that speak against it and found none, and
    `negative_of_parts` are the negative cases of what it rests on. `quotes` counts passages once, and `quoting` those
    that only quote a source of one of them. `frame` are the families of the codebook that its quotes are coded in, with
    how many; `new` counts quotes that fit no code.
    """

    theme_id: str
    name: str
    level: str
    statement: str
    studies: int
    extract_ids: tuple[str, ...]
    study_ids: tuple[str, ...]
    parts: tuple[str, ...]
    negative: tuple[str, ...]
    no_negative_case: str = ""
    negative_of_parts: tuple[str, ...] = ()
    quotes: int = 0
    quoting: int = 0
    frame: tuple[str, ...] = ()
    new: int = 0


@dataclass(frozen=True)
class Headline:
    """One sentence that answers one of the review's standing questions, with the tables it stands on.

    `extract_ids` are the extracts that it rests on, looks in vain included; `study_ids` the studies of its denominator.
    """

    order: int
    headline_id: str
    sentence: str
    basis: str
    extract_ids: tuple[str, ...] = ()
    study_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudyFinding:
    """What one included study says of one code, a row each: state, and for characteristics the values.

    Absent means that a person looked in every report of the study and found nothing; machine found nothing, that nobody
    recorded a look and nothing was suggested; not assessable, that a report has no text or that a suggestion waits.
    `required` codes are asked of every study.
    """

    study_id: str
    role: Role
    family: str
    code_id: str
    name: str
    perspective: str
    required: bool
    state: CellState
    searched: bool
    values: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class StudyValue:
    """One characteristic of one study (country, design, sample size) as a person extracted it, with its quote."""

    study_id: str
    code_id: str
    name: str
    value: str
    quote: str
    document_id: str
    page: int
    extract_id: str
