"""What does a real extraction of equity fields carry, as gap cells? Stated by the functions that state any review's."""

from collections.abc import Sequence

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Extract, Report
from identification.vocabulary import (
    Attribution,
    CodeStatus,
    DocumentStatus,
    Outcome,
    Perspective,
    Retrieval,
    Role,
)
from synthesis.gaps import state_gaps
from synthesis.statements import GapCell
from synthesis.states import DeclaredGap, included_studies, study_codes
from workflow.real.extractions import Extraction, fields_of

FAMILY, SEEN = "EQ", Perspective.COMMUNITY


def equity_cells(rows: Sequence[Extraction]) -> list[GapCell]:
    """The cell of the family and of each field: a row is a study, "yes" a finding and "no" a look in vain.

    An answer that is neither says nothing: nobody recorded a look there.
    """
    fields = fields_of(rows)
    codes = {field: f"{FAMILY}.{number:02}" for number, field in enumerate(fields, start=1)}
    family = Family(FAMILY, "equity", Role.GAP, "", tuple(Code(codes[f], f, "", "", "", "", "", ()) for f in fields))
    codebook = Codebook("1", "melanoma", (), (family,))
    gap = DeclaredGap("equity", FAMILY, "equity", tuple(codes.values()), (SEEN.value,))
    reports = [_report(row) for row in rows]
    coded = included_studies(reports, [one for row in rows for one in _extracts(row, codes)], codebook)
    return state_gaps([gap], study_codes(coded, codebook, (), [gap]), coded, codebook)


def _report(row: Extraction) -> Report:
    name = f"row {row.line}"
    return Report(
        report_id=name,
        study_id=name,
        record_ids=(name,),
        title=row.title,
        authors="",
        year="",
        venue="",
        doi="",
        retrieval=Retrieval.OBTAINED,
        retrieval_note="",
        accepted="",
        licence="",
        document_id=name,
        document_status=DocumentStatus.READ,
        matched_by="",
        outcome=Outcome.INCLUDED,
    )


def _extracts(row: Extraction, codes: dict[str, str]) -> list[Extract]:
    """One extract for each answer; a study whose every field is answered was looked through for each of them."""
    said = {"yes": CodeStatus.AFFIRMED, "no": CodeStatus.LOOKED_NOT_FOUND}
    name = f"row {row.line}"
    return [
        Extract(
            extract_id=f"{name} {code}",
            document_id=name,
            report_id=name,
            study_id=name,
            code_id=code,
            status=said[row.answers[field].casefold()],
            attribution=Attribution.OWN,
            origin="",
            perspective=SEEN,
            page=1,
            start=0,
            end=1,
            quote="",
            value="",
            note="",
            who=row.who,
            found="exact",
        )
        for field, code in codes.items()
        if row.answers[field].casefold() in said
    ]
