"""How well did people agree in three real double codings? Each with every statistic, and what one would have hidden."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from identification.repair import plain
from identification.tables import read_rows
from identification.vocabulary import EventKind
from identification.wording import many, percent
from screening.agreement import joint_agreement_of
from screening.outcomes import Agreement
from workflow.real import extractors
from workflow.real.agreement_cells import SEED, STATISTICS, digits, joint_cells, pair, statistics_cells
from workflow.real.findings import Fact, Section, Table

FOLDER = "agreement"
RATERS = f"{FOLDER}/open_collab_3raters_ccby"
TITLES = f"{RATERS}/titles.csv"
SCREENED = f"{FOLDER}/teachers_soft_skills/screening_two_reviewers.csv"
NO_RATERS = ("titles", "disagreements", "resolved")
LISTED, ALL = "listed", "listed or selected"


def read(data: Path, review: Path) -> Section:
    """What three raters of titles, two screeners and two extractors show; nothing is run, so `review` is not read."""
    parts = [_three_raters(data), _two_screeners(data), extractors.read(data)]
    return Section(
        "Agreement of people in three real double codings",
        tuple(sentence for part in parts for sentence in part.text),
        tuple(fact for part in parts for fact in part.facts),
        tuple(table for part in parts for table in part.tables),
        tuple(sentence for part in parts for sentence in part.mended),
    )


def read_raters(data: Path) -> tuple[list[str], dict[str, set[str]]]:
    """The ids of all listed titles, and of those that each rater selected, by the name of her file."""
    files = sorted(path for path in (data / RATERS).glob("*.csv") if path.stem not in NO_RATERS)
    return _ids(data / TITLES), {path.stem: set(_ids(path)) for path in files}


def read_screeners(data: Path) -> tuple[list[str], list[tuple[str, ...]]]:
    """The names of the two screeners and what stands in their columns, row by row."""
    rows = read_rows(data / SCREENED)
    columns = [name for name in rows[0] if name.startswith("incl_")][:2]
    return [name.removeprefix("incl_") for name in columns], [tuple(row[name] for name in columns) for row in rows]


def _three_raters(data: Path) -> Section:
    listed, selected = read_raters(data)
    anyone, everyone = set().union(*selected.values()), set.intersection(*selected.values())
    beyond = sorted(anyone - set(listed))
    bases = {LISTED: listed, ALL: [*listed, *beyond]}
    results = {base: _pairs(titles, selected) for base, titles in bases.items()}
    joint = {
        base: joint_agreement_of(EventKind.TITLE_ABSTRACT, selected, _answers(titles, selected), seed=SEED)
        for base, titles in bases.items()
    }
    low = min(results[ALL], key=lambda one: one.positive or 0)
    text = (
        f"**Three raters of titles.** {many(len(anyone), 'title')} were selected by at least one of {len(selected)} "
        f"raters and {len(everyone)} by all. {len(anyone) - len(beyond)} of them are in the list of "
        f"{many(len(listed), 'title')} that came with the selections; where it misses some, what the raters rejected "
        "is known in part only. Every figure stands twice: on the listed titles, and on these with all the selected.",
        f"What one number would have hidden: {low.reviewer_a} and {low.reviewer_b} have a raw agreement of "
        f"{digits(low.raw)} and an AC1 of {digits(low.ac1)} at a prevalence of {percent(low.prevalence or 0)}, and a "
        f"positive agreement of {digits(low.positive)}: of {many(low.n - low.both_exclude, 'title')} that either "
        f"selected, both selected {low.both_include}. Positive agreement needs no rejected title: over the pairs it "
        f"is {_range(results[ALL])} on whole selections, {_range(results[LISTED])} if only the listed titles count. "
        f"Alpha of all {len(selected)} is {digits(joint[ALL].alpha)}, and {digits(joint[LISTED].alpha)} on those.",
    )
    by_pair = [
        (f"{one.reviewer_a}, {one.reviewer_b}", base, f"{one.n:,}", *statistics_cells(one))
        for base, found in results.items()
        for one in found
    ]
    tables = (
        Table(
            "Three raters of titles, pair by pair", ("Raters", "Titles", "n", *STATISTICS), by_pair, _files(selected)
        ),
        Table(
            "All raters at once (Krippendorff's alpha)",
            ("Titles", "n", "Decisions", "Alpha"),
            [(base, *joint_cells(one)) for base, one in joint.items()],
            _files(selected),
        ),
    )
    mended = (
        f"The list of titles misses {len(beyond)} of the {len(anyone)} titles that raters selected, so it is not the "
        "list that they read. Nothing can mend that: both counts are printed, and positive agreement, which needs no "
        "list, is read on whole selections.",
    )
    facts = _facts_of_raters(data, listed, selected)
    return Section("", text, facts, tables, mended if beyond else ())


def _facts_of_raters(data: Path, listed: list[str], selected: dict[str, set[str]]) -> tuple[Fact, ...]:
    anyone, everyone = set().union(*selected.values()), set.intersection(*selected.values())
    differ, noted = anyone - everyone, set(_ids(data / RATERS / "disagreements.csv"))
    titles = {row["id"]: plain(row["title"]) for one in selected for row in read_rows(data / RATERS / f"{one}.csv")}
    known = {plain(row["title"]) for row in read_rows(data / TITLES)}
    retitled = sum(titles[one] in known for one in anyone - set(listed))
    return (
        Fact("Titles in the list", f"{len(listed):,}", TITLES),
        Fact("Titles that at least one rater selected", str(len(anyone)), _files(selected)),
        Fact("Of these in the list, by id", str(len(anyone & set(listed))), _files(selected)),
        Fact(
            "Of the others in the list under another id",
            str(retitled),
            _files(selected),
            "the same title, such as a preprint and its article; counted as two titles",
        ),
        Fact(
            "Titles on which the raters differ",
            str(len(differ)),
            _files(selected),
            f"disagreements.csv lists {len(noted)}; {len(noted & differ)} of them are among these",
        ),
    )


def _two_screeners(data: Path) -> Section:
    (first, second), said = read_screeners(data)
    one = pair(first, second, [(a == "1", b == "1") for a, b in said if {a, b} <= {"0", "1"}])
    noted = [row["agreement"] for row in read_rows(data / SCREENED)]
    otherwise = sum(note != str((a == "1") + (b == "1")) for note, (a, b) in zip(noted, said, strict=True))
    text = (
        f"**Two screeners.** On {many(one.n, 'record')} they differ on {one.only_a + one.only_b} "
        f"({first} alone includes {one.only_a}, {second} alone {one.only_b}): raw agreement {digits(one.raw)}, "
        f"kappa {digits(one.kappa)}, positive agreement {digits(one.positive)}. The numbers tell one story; what "
        f"one alone would have hidden: it rests on {many(one.n - one.both_exclude, 'record')} that either included.",
    )
    facts = (
        Fact("Records that both screened", str(one.n), SCREENED),
        Fact("Rows that could not be paired", str(len(said) - one.n), SCREENED, "an answer that is neither 0 nor 1"),
        Fact("Rows on which the team noted another agreement than the two answers have", str(otherwise), SCREENED),
    )
    row = (f"{first}, {second}", str(one.n), *statistics_cells(one))
    return Section("", text, facts, (Table("Two screeners", ("Pair", "n", *STATISTICS), [row], SCREENED),))


def _pairs(titles: list[str], selected: dict[str, set[str]]) -> list[Agreement]:
    return [
        pair(a, b, [(one in selected[a], one in selected[b]) for one in titles]) for a, b in combinations(selected, 2)
    ]


def _answers(titles: Iterable[str], selected: dict[str, set[str]]) -> list[list[bool]]:
    return [[one in of_rater for of_rater in selected.values()] for one in titles]


def _range(found: Iterable[Agreement]) -> str:
    values = [one.positive for one in found if one.positive is not None]
    return f"{digits(min(values, default=None))} to {digits(max(values, default=None))}"


def _ids(path: Path) -> list[str]:
    return [row["id"] for row in read_rows(path)]


def _files(raters: Iterable[str]) -> str:
    return " ".join([TITLES, *(f"{RATERS}/{one}.csv" for one in raters)])
