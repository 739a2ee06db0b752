"""Reviews for the tests of themes: a codebook with characteristics and a pile for what fits no code."""

from dataclasses import replace
from typing import Any

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Extract, Report
from identification.vocabulary import Fact, Mark, Role
from synthesis.statements import ThemeRow
from synthesis.states import Coded, included_studies
from synthesis.themes import support_themes
from tests.unit.synthesis.making_extracts import CODEBOOK as PLAIN
from tests.unit.synthesis.making_extracts import code, extract, report

STUDIES = Family(
    "STU",
    "Study",
    Role.CHARACTERISTICS,
    "",
    (
        replace(code("STU.COUNTRY"), name="Country", field="list", fact=Fact.COUNTRY),
        replace(code("STU.SIZE"), name="Sample size", field="number"),
        code("STU.OTHER", marks=Mark.DID_NOT_FIT),
    ),
)
PILE = code("BAR.OTHER", marks=Mark.DID_NOT_FIT)
BARRIERS = Family("BAR", "Barriers", Role.MATRIX, "", (code("BAR.MONEY"), code("BAR.SILOS"), PILE))
CODEBOOK = replace(PLAIN, families=(*PLAIN.families, BARRIERS, STUDIES))


def codes(*names: str) -> Codebook:
    """A codebook of barriers alone, with codes of these names."""
    listed: tuple[Code, ...] = tuple(code(f"BAR.{name}") for name in names)
    return replace(PLAIN, families=(replace(BARRIERS, codes=(*listed, PILE)),))


def said(study: str, code_id: str = "BAR.MONEY", start: int = 0, **changed: Any) -> Extract:
    """An affirmed extract whose id is its study, its place and its coder, with whatever a test is about."""
    one = extract(study, code_id, origin=changed.pop("origin", ""), start=start, who=changed.pop("who", "ak"))
    return replace(one, extract_id=f"{study}.{code_id.split('.')[-1]}.{start}.{one.who}", **changed)


def value(study: str, text: str, code_id: str = "STU.COUNTRY") -> Extract:
    """A characteristic of a study."""
    return said(study, code_id, value=text)


def coded_of(*extracts: Extract, codebook: Codebook = CODEBOOK, reports: list[Report] | None = None) -> Coded:
    """The included studies; without `reports` every study that an extract names has one that was read."""
    named = sorted({one.study_id for one in extracts})
    return included_studies(reports or [report(study) for study in named], extracts, codebook)


def theme(theme_id: str, *extracts: Extract, **more: Any) -> dict[str, Any]:
    """A theme as people write it; further keys are those of themes.yaml."""
    listed = {"extracts": [one.extract_id for one in extracts]} if extracts else {}
    return {"id": theme_id, "name": theme_id, "level": "descriptive", "statement": "s", **listed, **more}


def rows_of(coded: Coded, *themes: dict[str, Any]) -> list[ThemeRow]:
    """The themes with their support."""
    return support_themes(themes, coded)[0]
