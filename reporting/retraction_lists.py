"""The lists of retractions that the team supplied, compared with the records of the review."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from extraction.documents import Report
from identification.records import UniqueRecord
from identification.retractions import Retracted, RetractionChecked, RetractionList, find_retracted, read_retractions
from identification.vocabulary import Outcome


def check_lists(
    paths: Iterable[Path | str],
    unique: Sequence[UniqueRecord],
    reports: Iterable[Report],
    checked: Iterable[RetractionChecked] = (),
) -> tuple[list[Retracted], list[RetractionList]]:
    """The records on the lists, and what each list holds; both empty where the team supplied none."""
    included = {report.report_id for report in reports if report.outcome == Outcome.INCLUDED}
    notes = {one.record_id: one.note.strip() for one in checked}
    found, lists = [], []
    for path in paths:
        listed = read_retractions(path)
        found += [
            replace(one, checked=notes.get(one.group_id, ""))
            for one in find_retracted(listed, unique, included=included)
        ]
        with_id = sum(bool(one.doi or one.pmid) for one in listed)
        lists.append(RetractionList(Path(path).name, len(listed), with_id, len(unique)))
    return found, lists
