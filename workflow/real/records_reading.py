"""Real records with known overlap: were the copies found, and what does the queue make of the question alone?"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb
from pathlib import Path

from identification.records import DuplicatePair, Membership, Record, UniqueRecord
from identification.tables import read_rows, read_table
from identification.vocabulary import Verdict
from workflow.real.findings import Fact, Section, Table
from workflow.real.records import FILES, FOLDER, NAMES, WEBSITES

TRUTH = f"{FOLDER}/truth_overlap.csv"
RECORDS = "results/identification/records.csv"
MEMBERSHIP = "results/identification/membership.csv"
PAIRS = "results/identification/pairs.csv"
UNIQUE = "results/identification/unique.csv"
QUEUE = "results/screening/queue.csv"
FIRST = 10
# What the facts say of a work that is listed twice under two spellings of its title.
CALLED_ONE = re.compile(r"TRUE DUPLICATE of previous", re.IGNORECASE)


def read(data: Path, review: Path) -> Section:
    """Groups beside the known overlap, and the ranks that the question alone gives."""
    works = works_of_records(data, review)
    groups = {one.record_id: one.group_id for one in read_table(review / MEMBERSHIP, Membership)}
    unique = read_table(review / UNIQUE, UniqueRecord)
    records = {one.record_id: one for one in read_table(review / RECORDS, Record)}
    verdicts = {frozenset((one.record_a, one.record_b)): one for one in read_table(review / PAIRS, DuplicatePair)}
    together, copies = _pairs(groups), _pairs(works)
    missed, wrong = sorted(map(sorted, copies - together)), sorted(map(sorted, together - copies))
    asked = {pair for pair, one in verdicts.items() if one.verdict == Verdict.ASK}
    doubtful = sorted(map(sorted, asked - copies - together))
    queue, by_group = read_rows(review / QUEUE), {one.group_id: one for one in unique}
    grey = [int(row["rank"]) for row in queue if by_group[row["group_id"]].sources == (WEBSITES,)]
    upper = sum(2 * rank <= len(queue) for rank in grey)
    known, found, compared = len(set(works.values())), len(copies & together), f"{MEMBERSHIP} and {TRUTH}"
    return Section(
        title="Records on systems leadership in four formats",
        text=(
            f"{len(records)} records came in four formats (RIS, NBIB, CSV, BibTeX) and tell of {known} works. {found} "
            f"of {len(copies)} pairs of copies were found and {len(wrong)} pairs of two works were merged. Pairs of "
            f"copies left: {len(missed)}, each in the table below with what the rules say of it. {len(unique)} records "
            "are left to screen.",
            "Nobody has decided anything yet, so the queue is ranked by the question and the criteria alone. The "
            f"records carry no abstracts: only titles speak. The {len(grey)} works that no database brought (reports "
            f"on websites) stand at {', '.join(map(str, sorted(grey)))} of {len(queue)}.",
        ),
        facts=(
            Fact("Records read", str(len(records)), RECORDS),
            Fact("Works by the known overlap", str(known), TRUTH, "two ids that are called one count as one"),
            Fact("Records after deduplication", str(len(unique)), UNIQUE),
            Fact("Pairs of copies found", f"{found} of {len(copies)}", compared),
            Fact("Pairs of two works that were merged", str(len(wrong)), compared),
            Fact("Works from websites alone in the first half of the queue", f"{upper} of {len(grey)}", QUEUE),
            Fact("Pairs that wait for a person", str(len(asked)), PAIRS),
        ),
        tables=(
            _pair_table(copies, together, len(records)),
            _difference_table([*missed, *wrong, *doubtful], records, verdicts, works),
            _overlap_table(unique),
            _queue_table(queue),
        ),
        mended=MENDED,
    )


MENDED = (
    "BibTeX was not read; it is now, with its LaTeX marks as letters, and a per cent sign ends no abstract.",
    "An entry of BibTeX that misses a comma lost a field without a word; it stops the run with its line now.",
    "A record's id held the citation key, so that a new export of the same search lost its decisions; it does not now.",
    "The list of what to retrieve was a table without links; each report has the link of its DOI now, in the workbook "
    "and in the report, and so has the queue.",
    "Reports of websites stood among the records of databases in the flow; they stand under other methods now.",
)


def works_of_records(data: Path, review: Path) -> dict[str, str]:
    """The known work of each record, by what the export itself carries of it; works that are called one are one."""
    facts = read_rows(data / FOLDER / "records.csv")
    same = {row["id"]: facts[at - 1]["id"] for at, row in enumerate(facts) if CALLED_ONE.search(" ".join(row.values()))}
    order: dict[str, list[str]] = {}
    for row in read_rows(data / TRUTH):
        order.setdefault(row["file"], []).append(same.get(row["core_id"], row["core_id"]))
    found = {}
    for record in read_table(review / RECORDS, Record):
        name, position = re.match(r"(.+), record (\d+), line", record.source_ref).groups()  # type: ignore[union-attr]
        found[record.record_id] = order[name][int(position) - 1]
    return found


def _pairs(groups: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(sorted(groups), 2) if groups[pair[0]] == groups[pair[1]]}


def _pair_table(copies: set[frozenset[str]], together: set[frozenset[str]], records: int) -> Table:
    """The 2 x 2 of all pairs of records: what is known of them, and what the groups make of them."""
    rest = comb(records, 2) - len(copies | together)
    rows = (
        ("One group", str(len(copies & together)), str(len(together - copies))),
        ("Two groups", str(len(copies - together)), str(rest)),
    )
    caption = "Every pair of records: our groups beside the known overlap"
    return Table(caption, ("", "Copies of one work", "Two works"), rows, f"{MEMBERSHIP} and {TRUTH}")


def _difference_table(
    pairs: Sequence[Sequence[str]],
    records: Mapping[str, Record],
    verdicts: Mapping[frozenset[str], DuplicatePair],
    works: Mapping[str, str],
) -> Table:
    rows = []
    for a, b in pairs:
        verdict = verdicts.get(frozenset((a, b)))
        copies, asked = works[a] == works[b], verdict is not None and verdict.verdict == Verdict.ASK
        kind = "copies, not merged" if copies else "two works, asked" if asked else "two works, merged"
        said = f"{verdict.verdict}: {verdict.rule}" if verdict else "no rule fires"
        told = ", ".join(dict.fromkeys((works[a], works[b])))
        rows.append(
            (kind, told, _citation(records[a]), _citation(records[b]), said, _right(copies=copies, asked=asked))
        )
    columns = ("What", "Work", "One record", "The other", "What the rules say", "Who is right")
    return Table(
        "Every pair that differs from the known overlap or waits for a person",
        columns,
        rows,
        f"{MEMBERSHIP} and {TRUTH}",
    )


def _right(*, copies: bool, asked: bool) -> str:
    """Whose word holds: the overlap was known when the exports were made, so the rules can only be wrong or careful."""
    truth = "the overlap: they are one work" if copies else "the overlap: they are two works"
    return f"{truth}; the rules do not decide and leave it to a person" if asked else truth


def _citation(record: Record) -> str:
    place = " ".join(filter(None, (record.venue, record.volume, record.pages)))
    return f"{record.source}: {record.authors[:40]} ({record.year or 'no year'}). {record.title}. {place or 'no venue'}"


def _overlap_table(unique: Sequence[UniqueRecord]) -> Table:
    brought = Counter(source for one in unique for source in one.sources)
    alone = Counter(one.sources[0] for one in unique if len(one.sources) == 1)
    files = {source: name for name, source in FILES.items()}
    rows = [(NAMES[one], files[one], str(brought[one]), str(alone[one])) for one in NAMES]
    return Table("What each source brought", ("Source", "File", "Works", "In no other"), rows, UNIQUE)


def _queue_table(queue: Sequence[Mapping[str, str]]) -> Table:
    first = sorted(queue, key=lambda row: int(row["rank"]))[:FIRST]
    rows = [(row["rank"], row["title"], row["year"], row["link"] or "no link") for row in first]
    return Table(f"The first {FIRST} of the queue", ("Rank", "Title", "Year", "Link"), rows, QUEUE)
