"""What of a review is known well enough to answer an item of a reporting checklist? The words that checklists may use.

Each condition looks at what was logged and at nothing else. It holds where a reader who follows the link of its item
sees the thing itself, and not where something was only begun.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from extraction.documents import Extract
from identification.vocabulary import CellState, ItemStatus, Outcome, SearchMethod
from reporting.coding_sheets import coding_sentences
from reporting.contents import Cover, Entry, ReviewTables
from reporting.flow_boxes import AWAITING, step_of
from reporting.labels import included_reports
from reporting.next_steps import ProtocolState
from synthesis.statements import GapCell

TEMPLATE = "TEMPLATE"  # what config.yaml begins with where the team has still to decide
REVIEW_KINDS = r"\b(review|synthesis|meta-analysis|evidence map)\b"
EQUITY = r"\b(health |in)?(equit|equalit)(y|ies)\b|\bdisparit(y|ies)\b|\bdisadvantaged?\b"
CHARACTERISTICS, ANALYTICAL = "characteristics", "analytical"


@dataclass(frozen=True)
class Facts:
    """All that conditions look at. `tables` hold included reports only; `texts` are the team's texts with words."""

    tables: ReviewTables
    cover: Cover
    protocol: ProtocolState
    texts: frozenset[str] = frozenset()

    @property
    def studies(self) -> set[str]:
        """The included studies."""
        return {report.study_id for report in included_reports(self.tables)}

    @property
    def quotes(self) -> tuple[Extract, ...]:
        """The extracts that have a quote."""
        return tuple(one for one in self.tables.extracts if one.quote)

    @property
    def equity_cells(self) -> tuple[GapCell, ...]:
        """The cells of declared gaps that are about equity, by their own name or that of their family."""
        names = {code.code_id: code.name for code in self.cover.codes}
        return tuple(
            one for one in self.tables.gaps if _says(EQUITY, f"{one.label} {names.get(_family(one.code_id), '')}")
        )


def _says(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _family(code_id: str) -> str:
    return code_id.split(".")[0]


def _written(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith(TEMPLATE)


def _all_written(entries: Iterable[Entry]) -> bool:
    texts = [one.text for one in entries]
    return bool(texts) and all(map(_written, texts))


def _searched(item: int, facts: Facts) -> bool:
    """Whether the log of the searches answers this item of PRISMA-S."""
    return any(one.item == item and one.status == ItemStatus.LINKED for one in facts.tables.prisma_s)


def _can_be_searched_again(facts: Facts) -> bool:
    log = facts.tables.search_log
    return any(one.method == SearchMethod.DATABASE and one.strategy and one.limits.strip() for one in log)


def _limits_said(facts: Facts) -> bool:
    log = facts.tables.search_log
    return bool(log) and all(one.limits.strip() for one in log)


def _every_source_searched(facts: Facts) -> bool:
    return bool(facts.cover.sources) and {one.source_id for one in facts.cover.sources} <= {
        one.source for one in facts.tables.search_log
    }


def _flow_adds_up(facts: Facts) -> bool:
    counted = any(box.count for box in facts.tables.flow)
    return counted and bool(facts.tables.equations) and all(one.holds for one in facts.tables.equations)


def _nothing_awaits(facts: Facts) -> bool:
    counted = any(box.count for box in facts.tables.flow)
    return counted and not any(step_of(box) in AWAITING and box.count for box in facts.tables.flow)


def _full_text_decided(facts: Facts) -> bool:
    open_boxes = [box for box in facts.tables.flow if step_of(box) in AWAITING and box.count]
    return _decided(facts) and not open_boxes


def _decided(facts: Facts) -> bool:
    return any(one.outcome in (Outcome.INCLUDED, Outcome.EXCLUDED) for one in facts.tables.full_text)


def _exclusions_have_reasons(facts: Facts) -> bool:
    excluded = [one for one in facts.tables.full_text if one.outcome == Outcome.EXCLUDED]
    return _decided(facts) and all(one.reason for one in excluded)


def _characteristics_complete(facts: Facts) -> bool:
    rows = [one for one in facts.tables.study_findings if one.role == CHARACTERISTICS]
    asked = [one for one in rows if one.required] or rows
    known = all(one.state in (CellState.PRESENT, CellState.ABSENT) for one in asked)
    return bool(asked) and known and facts.studies <= {one.study_id for one in asked}


def _appraisals_complete(facts: Facts) -> bool:
    included = {report.report_id for report in included_reports(facts.tables)}
    checks = facts.tables.coding_check
    whole = bool(checks) and all(one.appraised == one.to_appraise for one in checks)
    return bool(included) and whole and included <= {one.report_id for one in facts.tables.appraisals}


def _themes_carried(facts: Facts) -> bool:
    quoted = {one.extract_id for one in facts.quotes}
    return bool(facts.tables.themes) and all(quoted & set(theme.extract_ids) for theme in facts.tables.themes)


def _analytical_theme(facts: Facts) -> bool:
    quoted = {one.extract_id for one in facts.quotes}
    themes = [one for one in facts.tables.themes if one.level == ANALYTICAL]
    return any(quoted & set(theme.extract_ids) for theme in themes)


def _confidence_judged(facts: Facts) -> bool:
    return bool(facts.tables.findings) and not any(one.missing for one in facts.tables.findings)


def _equity_coded(facts: Facts) -> bool:
    families = {_family(one.code_id) for one in facts.equity_cells}
    return any(_family(one.code_id) in families for one in facts.tables.evidence)


def _codes_defined(facts: Facts) -> bool:
    codes = [code for code in facts.cover.codes if code.code_id != code.family]
    return bool(codes) and all(_written(code.definition) for code in codes)


CONDITIONS: Mapping[str, Callable[[Facts], bool]] = {
    "title_says_review": lambda facts: _says(REVIEW_KINDS, facts.cover.title),
    "title_says_systematic_review": lambda facts: _says(r"\bsystematic review\b", facts.cover.title),
    "title_says_scoping_review": lambda facts: _says(r"\bscoping review\b", facts.cover.title),
    "title_says_equity": lambda facts: _says(r"\bequity\b", facts.cover.title),
    "questions_written": lambda facts: _all_written(facts.cover.questions),
    "questions_name_equity": lambda facts: any(_says(EQUITY, one.text) for one in facts.cover.questions),
    "framework_written": lambda facts: _all_written(facts.cover.elements),
    "criteria_written": lambda facts: _all_written(facts.cover.include) and _all_written(facts.cover.exclude),
    "funding_written": lambda facts: _written(facts.cover.funding),
    "interests_written": lambda facts: _written(facts.cover.interests),
    "codes_defined": _codes_defined,
    "characteristics_asked": lambda facts: (
        bool(facts.studies) and any(code.role == CHARACTERISTICS for code in facts.cover.codes)
    ),
    "protocol_frozen": lambda facts: facts.protocol.frozen,
    "changes_explained": lambda facts: facts.protocol.frozen and not facts.protocol.unexplained,
    "every_source_searched": _every_source_searched,
    "every_search_dated": lambda facts: _searched(13, facts),
    "every_strategy_stands": lambda facts: _every_source_searched(facts) and _searched(8, facts),
    "filters_said": lambda facts: _searched(10, facts),
    "limits_said": _limits_said,
    "a_database_can_be_searched_again": _can_be_searched_again,
    "screening_told": lambda facts: (
        bool(facts.tables.policies) and any(one.included + one.excluded for one in facts.tables.progress)
    ),
    "agreement_stands": lambda facts: any(one.n for one in facts.tables.agreement),
    "shortcuts_listed": lambda facts: bool(facts.tables.shortcuts),
    "flow_adds_up": _flow_adds_up,
    "nothing_awaits": _nothing_awaits,
    "full_text_decided": _full_text_decided,
    "exclusions_have_reasons": _exclusions_have_reasons,
    "studies_included": lambda facts: bool(facts.studies),
    "characteristics_complete": _characteristics_complete,
    "coding_told": lambda facts: bool(coding_sentences(facts.tables)),
    "extracts_stand": lambda facts: bool(facts.quotes),
    "every_study_coded": lambda facts: (
        bool(facts.studies) and facts.studies <= {one.study_id for one in facts.tables.extracts}
    ),
    "appraisals_stand": lambda facts: bool(facts.tables.appraisals),
    "appraisals_complete": _appraisals_complete,
    "definitions_stand": lambda facts: bool(facts.tables.definitions),
    "gaps_stated": lambda facts: any(one.assessed for one in facts.tables.gaps),
    "skills_counted": lambda facts: any(one.assessed for one in facts.tables.skills),
    "headlines_stand": lambda facts: bool(facts.quotes) and bool(facts.tables.headlines),
    "themes_carried": _themes_carried,
    "an_analytical_theme_stands": _analytical_theme,
    "differences_tested": lambda facts: any(one.compared for one in facts.tables.compared),
    "sensitivity_tested": lambda facts: any(one.statement for one in facts.tables.sensitivity),
    "confidence_stands": lambda facts: any(one.confidence for one in facts.tables.findings),
    "confidence_judged": _confidence_judged,
    "equity_cells_declared": lambda facts: bool(facts.equity_cells),
    "equity_coded": _equity_coded,
    "gap_cells_assessed": lambda facts: bool(facts.equity_cells) and all(one.assessed for one in facts.equity_cells),
    "software_listed": lambda facts: bool(facts.cover.provenance),
    "text_summary": lambda facts: "summary" in facts.texts,
    "text_discussion": lambda facts: "discussion" in facts.texts,
    "text_limitations": lambda facts: "limitations" in facts.texts,
    "text_implications": lambda facts: "implications" in facts.texts,
    "text_other_information": lambda facts: "other_information" in facts.texts,
}
