"""What do two extractors show on seven equity fields, field by field, with every row that could not be paired?"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from identification.intervals import upper_bound
from identification.tables import read_rows
from identification.wording import many, percent
from screening.outcomes import Agreement
from synthesis.detection import sensitivity
from synthesis.statements import GapCell
from workflow.real.agreement_cells import STATISTICS, digits, pair, statistics_cells
from workflow.real.equity_gaps import equity_cells
from workflow.real.extractions import (
    DOUBTFUL,
    Extraction,
    Unpaired,
    by_number_alone,
    extracted_twice,
    fields_of,
    pairs_of,
    read_extractions,
    studies_of,
    unpaired_rows,
)
from workflow.real.findings import Fact, Section, Table

FOLDER = "agreement/melanoma_disparities_EDI"
DOUBLE = f"{FOLDER}/double_extraction_original.csv"
FINAL = f"{FOLDER}/final_105.csv"
CHOSEN = f"{FOLDER}/rayyan_decisions.csv"


def read(data: Path) -> Section:
    """The agreement of the two extractors on each field, on the studies that both certainly extracted."""
    rows = read_extractions(data / DOUBLE)
    a, b = people = sorted({row.who for row in rows})[:2]
    fields, studies = fields_of(rows), studies_of(rows)
    found = {field: pairs_of(studies, people, field) for field in fields}
    results = {field: pair(a, b, pairs) for field, (pairs, _) in found.items()}
    naive = {field: pair(a, b, by_number_alone(rows, people, field)) for field in fields}
    left = unpaired_rows(rows, studies, people)
    both = [study for study in studies if set(people) <= {row.who for row in study}]
    mixed = [study for study in both if len({row.number for row in study}) > 1]
    cells = equity_cells(read_extractions(data / FINAL))
    facts = (
        Fact("Rows of two extractors", str(len(rows)), DOUBLE),
        Fact("Studies that both extracted", str(len(both)), DOUBLE, f"{len(mixed)} of them under two numbers"),
        Fact("Rows that could not be paired", str(len(left)), DOUBLE, "each in the table below"),
        Fact("Studies with two rows of one extractor", str(extracted_twice(studies)), DOUBLE),
        Fact(
            "Pairs of answers left out, over all fields",
            str(sum(lost for _, lost in found.values())),
            DOUBLE,
            "blank, neither yes nor no, or both by one person",
        ),
        *_final(data, results),
        _sensitivity([pairs for pairs, _ in found.values()]),
    )
    columns = ("Field", "n", *STATISTICS, "Either says yes, at most", "Kappa if paired by number alone")
    by_field = [
        (field, str(one.n), *statistics_cells(one), percent(one.either_at_most or 0), digits(naive[field].kappa))
        for field, one in results.items()
    ]
    tables = (
        Table(f"Two extractors, {many(len(fields), 'equity field')}", columns, by_field, DOUBLE),
        Table(
            "Rows that could not be paired",
            ("Number", "Extractor", "Title", "Why", "The team's word on that number when it chose studies"),
            _told(left, data),
            f"{DOUBLE} {CHOSEN}",
        ),
        _stated(cells),
    )
    least = min(cells, key=lambda cell: cell.present)
    text = (
        f"**Two extractors.** {len(rows)} rows give {many(len(both), 'study')} that both extracted; {len(left)} rows "
        "could not be paired.",
        f"What one number would have hidden: {' '.join(_hidden(results, naive))}",
        f"The field with the fewest, stated as a gap: {least.says_counted} {least.says_bound}",
    )
    return Section("", text, facts, tables, _mended(left, mixed))


def _hidden(results: Mapping[str, Agreement], naive: Mapping[str, Agreement]) -> Iterable[str]:
    """What the fields show; the one that AC1 flatters most stands for the others that have a kappa."""
    defined = [field for field, one in results.items() if one.kappa is not None]
    for field in sorted(defined, key=lambda field: (results[field].kappa or 0) - (results[field].ac1 or 0))[:1]:
        one = results[field]
        yield (
            f"on {field} raw agreement is {digits(one.raw)} and AC1 {digits(one.ac1)}, kappa {digits(one.kappa)} and "
            f"positive agreement {digits(one.positive)}."
        )
    for field, one in results.items():
        if one.kappa is None:
            yield (
                f"On {field} raw agreement is {digits(one.raw)}, AC1 {digits(one.ac1)}, and kappa {digits(one.kappa)}: "
                f"{one.n - one.both_exclude} of {many(one.n, 'study')} have a yes. Just where the gap is, two of the "
                "numbers look perfect and say nothing of how well such evidence would be found; with that count up to "
                f"{percent(one.either_at_most or 0)} of such studies could have it."
            )
    pairs = {field: (digits(naive[field].kappa), digits(one.kappa)) for field, one in results.items()}
    if moved := [f"{field} from {a} to {b}" for field, (a, b) in pairs.items() if a != b]:
        yield f"Pairing by number and title, not by number alone, moves kappa on {', '.join(moved)}."


def _final(data: Path, results: Mapping[str, Agreement]) -> tuple[Fact, ...]:
    """What the team's final table has, and what it says of fields on which neither extractor varied."""
    rows = read_extractions(data / FINAL)
    numbers = len({row.number for row in rows})
    facts = [Fact("Rows of the team's final table", str(len(rows)), FINAL, f"with {many(numbers, 'number')}")]
    for field in (field for field, one in results.items() if one.kappa is None):
        yes = sum(row.answers[field].casefold() == "yes" for row in rows)
        limit = f"one-sided 95 % limit {percent(upper_bound(yes, len(rows)) or 0)}"
        facts.append(Fact(f"Of these with a yes on {field}", str(yes), FINAL, limit))
    return tuple(facts)


def _sensitivity(fields: Sequence[Sequence[tuple[bool, bool]]]) -> Fact:
    """What one extractor finds of what there is, over all fields, as the gap sentences correct for it."""
    pairs = [pair for of_field in fields for pair in of_field]
    either, both = sum(a or b for a, b in pairs), sum(a and b for a, b in pairs)
    one, at_least = sensitivity(either, both) or (0.0, 0.0)
    note = f"one extractor finds about {percent(one)}, at least {percent(at_least)} (one-sided 97.5 %)"
    return Fact("Findings that both extractors have, of those that either has", f"{both} of {either}", DOUBLE, note)


def _stated(cells: Sequence[GapCell]) -> Table:
    """The team's final table as gap cells: the family, then field by field."""
    columns = ("Cell", "Studies with a finding", "Of", "At most (one-sided 95 %)", f"At most, all {len(cells)} cells")
    rows = [
        (one.label, str(one.present), str(one.assessed), percent(one.bound or 0), percent(one.bonferroni or 0))
        for one in cells
    ]
    return Table("The final table as gap cells", columns, rows, FINAL)


def _told(left: Iterable[Unpaired], data: Path) -> list[tuple[str, ...]]:
    """Each row with what the team recorded of its number when it chose studies; no reason there: it was kept."""
    noted = {row["Pubmed ID"]: next(iter(row.values())).strip() for row in read_rows(data / CHOSEN)}
    return [
        (one.row.number, one.row.who, one.row.title, one.why, noted.get(one.row.number, "not listed") or "kept")
        for one in left
    ]


def _mended(left: Sequence[Unpaired], mixed: Sequence[Sequence[Extraction]]) -> tuple[str, ...]:
    doubtful = sum(one.why == DOUBTFUL for one in left)
    slips = (
        f"A number is no proof of a study: {many(doubtful, 'row')} left unpaired had the number of the other "
        f"extractor's study under another title, and {many(len(mixed), 'study')} stood under two numbers. Rows are "
        "paired where number and title agree or the whole title is the same; where one of the two is in doubt a row "
        "is left out and listed.",
        "Resampled answers without one disagreement would give an AC1 of 1.00 an interval from 1.00 to 1.00, which "
        "claims certainty. Such a statistic has no interval, and the exact limit of the share stands beside.",
    )
    return slips[0 if doubtful or mixed else 1 :]
