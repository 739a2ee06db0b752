"""The types of shared ground: how alike definitions are, how firm a core of skills is, and what differs where."""

from dataclasses import dataclass

from identification.vocabulary import Naming, OverlapLevel


@dataclass(frozen=True)
class Overlap:
    """How much definitions of independent origin share: the mean Jaccard index over all pairs of them, at one level.

    `undefined` are the pairs of which neither has an element (0/0): they are in no mean. `low` and `high` are the
    jackknife's 95 % interval, leaving out one origin at a time; empty below three definitions or where leaving out any
    one changes nothing. `by_chance` is the mean overlap of `permutations` reviews in which each definition has as many
    elements and each element is as common as here, dealt out at random; `p_value` the share that overlap as much.
    `things` are the declared elements or groups of them, and `most_shared` how many definitions hold the commonest.
    """

    level: OverlapLevel
    definitions: int
    things: int
    pairs: int
    undefined: int
    mean: float | None
    low: float | None
    high: float | None
    by_chance: float | None
    p_value: float | None
    permutations: int
    most_shared: int
    origins: tuple[str, ...]


@dataclass(frozen=True)
class DefinitionGroup:
    """Definitions of independent origin that are alike, with the elements that all or only some of them have.

    Average linkage on the Jaccard distance; a definition that is like no other is a group of one.
    """

    group_id: str
    definitions: int
    shared: tuple[str, ...]
    others: tuple[str, ...]
    mean_overlap: float | None
    origins: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class CodeNaming:
    """Whether one study names one skill or other counted code, and how that enters the count.

    `counted` says that the study is in the denominator; `counts_as` names the independent study that its naming counts
    as, the same for all that only take it over from one source, and is empty where it does not name the code.
    """

    code_id: str
    study_id: str
    named: Naming
    counted: bool
    counts_as: str
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class SkillStability:
    """How firmly one skill is in the core, or out of it, at the share that the protocol declares.

    `core_resamples` is the share of `resamples` bootstrap samples of the studies in which the skill is core, empty with
    too few studies. `changes_without` are the studies of which leaving out any one moves the skill out of the core, or
    into it.
    """

    code_id: str
    name: str
    present: int
    assessed: int
    core: bool
    core_resamples: float | None
    resamples: int
    changes_without: tuple[str, ...]


@dataclass(frozen=True)
class CoreSet:
    """The core set at one threshold: its skills, and in which share of resamples of the studies none is core.

    `studies` are those in a denominator of any skill; `changing` of them change the set when one is left out.
    """

    threshold: float
    declared: bool
    size: int
    skills: tuple[str, ...]
    studies: int
    empty_resamples: float | None
    same_resamples: float | None
    resamples: int
    changing: tuple[str, ...]
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Whether studies with one value of a characteristic name a code more often than the studies with another.

    Exact (Fisher) where both groups hold enough studies and some of these name the code and some do not; else
    `compared` is false and there is no p value.
    `p_corrected` is Holm's over all `comparisons` of the table. Studies of which the value is not known are in neither
    group.
    """

    code_id: str
    name: str
    characteristic: str
    value: str
    present: int
    assessed: int
    others_present: int
    others_assessed: int
    compared: bool
    p_value: float | None
    p_corrected: float | None
    comparisons: int
    study_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]
