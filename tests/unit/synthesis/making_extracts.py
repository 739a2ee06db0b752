"""Small reviews for the tests of synthesis: studies, reports and extracts with just what a test is about."""

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Extract, Report
from identification.vocabulary import (
    Attribution,
    CodeStatus,
    DocumentStatus,
    Mark,
    Outcome,
    Perspective,
    Retrieval,
    Role,
)
from synthesis.states import Coded, DeclaredGap, included_studies

GAP = DeclaredGap(
    "edi", "EDI", "equality, diversity and inclusion", ("EDI.SEX", "EDI.SEXUAL"), ("workforce", "community")
)


def code(code_id: str, only_beside: str = "", marks: Mark | None = None) -> Code:
    """A code whose name is its id."""
    return Code(code_id, code_id, "", "", "", "", "", (), only_beside=only_beside, marks=marks)


CODEBOOK = Codebook(
    "1",
    "systems leadership",
    (),
    (
        Family(
            "DEF",
            "Definitions",
            Role.DEFINITIONS,
            "",
            (
                code("DEF.EXPLICIT"),
                code("DEF.NONE", marks=Mark.NONE_AGREED),
                code("DEF.EL_A", "DEF.EXPLICIT"),
                code("DEF.EL_B", "DEF.EXPLICIT"),
            ),
        ),
        Family(
            "SK",
            "Skills",
            Role.SKILLS,
            "",
            (code("SK.TRUST"), code("SK.HUMILITY"), code("SK.NONE", marks=Mark.NONE_AGREED)),
        ),
        Family("EDI", "EDI", Role.GAP, "", (code("EDI.SEX"), code("EDI.SEXUAL"), code("EDI.GENERAL"))),
    ),
)


def report(study: str, document: str = "", status: DocumentStatus | None = DocumentStatus.READ) -> Report:
    """An included report of one study; its document is named after it."""
    name = document or f"{study}.pdf"
    return Report(
        report_id=f"R-{name}",
        study_id=study,
        record_ids=(f"R-{name}",),
        title=name,
        authors="",
        year="",
        venue="",
        doi="",
        retrieval=Retrieval.OBTAINED,
        retrieval_note="",
        accepted="",
        licence="",
        document_id=name,
        document_status=status,
        matched_by="people",
        outcome=Outcome.INCLUDED,
    )


def extract(
    study: str,
    code_id: str,
    status: CodeStatus = CodeStatus.AFFIRMED,
    *,
    origin: str = "",
    seen: Perspective | None = None,
    document: str = "",
    start: int = 0,
    who: str = "ak",
) -> Extract:
    """One extract of a study; with an `origin` it is quoted from there."""
    name = document or f"{study}.pdf"
    return Extract(
        extract_id=f"{who}-{name}-{code_id}-{status}-{seen}-{start}",
        document_id=name,
        report_id=f"R-{name}",
        study_id=study,
        code_id=code_id,
        status=status,
        attribution=Attribution.QUOTED if origin else Attribution.OWN,
        origin=origin,
        perspective=seen,
        page=1,
        start=start,
        end=start + 10,
        quote="words",
        value="",
        note="",
        who=who,
        found="exact",
    )


def looked(study: str, code_id: str, seen: Perspective | None = None, document: str = "") -> Extract:
    """A person looked for a code or a whole family and found nothing."""
    return extract(study, code_id, CodeStatus.LOOKED_NOT_FOUND, seen=seen, document=document)


def review(*extracts: Extract, reports: list[Report] | None = None) -> Coded:
    """The included studies; without `reports` every study that an extract names has one that was read."""
    studies = sorted({one.study_id for one in extracts})
    return included_studies(reports or [report(study) for study in studies], extracts, CODEBOOK)
