"""Why is it a gap, and which research would close it? People's word in review/findings.yaml, checked.

The reasons are those of Robinson 2011 (10.1016/j.jclinepi.2011.06.009); what would close a gap is a recommendation.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from extraction.documents import SetAside
from identification.protocol import check_schema
from identification.vocabulary import WhyGap
from identification.yaml_files import YamlFile, read_yaml
from synthesis.cell_names import covers, names_of
from synthesis.gap_tables import Recommendation
from synthesis.states import DeclaredGap

FINDINGS = "review/findings.yaml"


def read_judgements(
    paths: Iterable[Path | str], schema_path: Path, declared: Sequence[DeclaredGap], people: Collection[str]
) -> tuple[list[Recommendation], list[SetAside]]:
    """The recommendations for research, each with the cells that it would close, and what names nothing of this review.

    A name covers cells as in review/reach.csv: the narrowest that covers a cell holds, and of one width all do.
    """
    kept: list[Recommendation] = []
    aside: list[SetAside] = []
    known = names_of(declared)
    for file in (read_yaml(Path(path)) for path in paths):
        check_schema(file, read_yaml(schema_path).values)
        entries = file.values.get("gaps", [])
        for place, entry in enumerate(entries):
            aside += _faults(file, place, entry, known, people)
        kept += _recommendations(entries, declared, known)
    return kept, aside


def _faults(
    file: YamlFile, place: int, entry: dict[str, Any], known: Collection[str], people: Collection[str]
) -> Iterable[SetAside]:
    for position, cell in enumerate(entry["cells"]):
        if cell not in known:
            line = file.line_of(("gaps", place, "cells", position))
            remedy = "Correct it: cells are written edi, edi:EDI.AGE or edi:EDI.AGE:workforce."
            yield SetAside(f"line {line}", FINDINGS, f"no gap cell is called '{cell}'", remedy)
    if entry["by"] not in people:
        line = file.line_of(("gaps", place, "by"))
        yield SetAside(f"line {line}", FINDINGS, f"'{entry['by']}' is nobody in config.yaml", "Write the person's id.")


def _recommendations(
    entries: Sequence[dict[str, Any]], declared: Sequence[DeclaredGap], known: Collection[str]
) -> list[Recommendation]:
    cells = [f"{g.id}:{code}:{one}" for g in declared for code in (g.family, *g.codes) for one in g.perspectives]
    width = {cell: max(map(_width, _covering(entries, cell)), default=0) for cell in cells}
    return [
        _recommendation(f"G{number:02d}", entry, [one for one in cells if _holds(entry, one, width[one])])
        for number, entry in enumerate(entries, start=1)
        if any(name in known for name in entry["cells"])
    ]


def _recommendation(research_id: str, entry: dict[str, Any], cells: Sequence[str]) -> Recommendation:
    return Recommendation(
        research_id=research_id,
        population=entry["research"]["population"],
        question=entry["research"]["question"],
        design=entry["research"]["design"],
        reason=WhyGap(entry["reason"]),
        note=entry.get("note", ""),
        by=entry["by"],
        cells=tuple(cells),
        inherited=tuple(one for one in cells if one not in entry["cells"]),
    )


def _holds(entry: dict[str, Any], cell: str, width: int) -> bool:
    return any(_width(name) == width for name in _covering([entry], cell))


def _covering(entries: Iterable[dict[str, Any]], cell: str) -> list[str]:
    return [name for entry in entries for name in entry["cells"] if covers(name, cell)]


def _width(name: str) -> int:
    return 1 + name.count(":")
