"""Where is evidence and where is none, to click through? Map and figures as one page that leads into the trace."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from identification.vocabulary import ClaimKind
from reporting.cells import anchor, cell_text
from reporting.claims import claim_id
from reporting.contents import Cover, ReviewTables, of_included
from reporting.evidence_drawing import EMPTY
from reporting.evidence_map import EvidenceCell, study_splits
from reporting.figure_drawing import Figure
from reporting.labels import Labels
from reporting.trace import TEMPLATES, as_script

PERSPECTIVE = "Perspective"


def render_evidence(
    tables: ReviewTables,
    cover: Cover,
    cells: Sequence[EvidenceCell],
    figures: Sequence[Figure],
    config: Mapping[str, Any],
) -> str:
    """The evidence map and the figures as one HTML file without network; its quotes stand in trace.html beside it."""
    found = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    found.globals.update(anchor=anchor, cell_text=cell_text, markup=Markup)
    columns = list(dict.fromkeys((one.column_id, one.column) for one in cells))
    rows = list(dict.fromkeys((one.row_id, one.row) for one in cells))
    places = {(one.row_id, one.column_id): (place, one) for place, one in enumerate(cells)}
    data = evidence_data(tables, cover, cells, config)
    return found.get_template("evidence.html.j2").render(
        cover=cover, rows=rows, columns=columns, places=places, figures=figures, data=as_script(data), empty=EMPTY
    )


def evidence_data(
    tables: ReviewTables, cover: Cover, cells: Sequence[EvidenceCell], config: Mapping[str, Any]
) -> dict[str, Any]:
    """What the page needs to count again under a filter: the cells, the studies, and by which words each is split."""
    included = of_included(tables)
    labels = Labels.of(included, cover)
    of_study = {one.extract_id: one.study_id for one in included.extracts}
    said = {
        one.extract_id: (labels.code(one.code_id), one.page, one.perspective or "", one.quote)
        for one in included.extracts
    }
    claims = {
        (one.code_id, one.perspective): (anchor("claim", claim_id(ClaimKind.GAP, one.cell_id)), str(one.claim))
        for one in included.gaps
    }
    splits = study_splits(included, cover, config)
    shown = {extract for one in cells for extract in one.extract_ids if extract in said}
    return {
        "cells": [
            {
                "name": f"{one.row}, {one.column}",
                "a": anchor("cell", f"{one.row_id}.{one.column_id}"),
                "statement": one.statement,
                "claim": claims.get((one.row_id, one.column_id)),
                "included": one.included,
                "assessed": one.assessed_ids,
                "studies": {study: [e for e in one.extract_ids if of_study.get(e) == study] for study in one.study_ids},
            }
            for one in cells
        ],
        "extracts": {one: (anchor("extract", one), *said[one]) for one in sorted(shown)},
        "studies": {one: (labels.study(one), anchor("study", one)) for one in sorted(labels.studies)},
        "splits": dict(sorted(splits.items())),
        "perspective": PERSPECTIVE,
    }
