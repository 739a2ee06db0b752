"""Does a gap open at one of our own steps? Who mentions it in title or abstract, and who passed each step.

The text layer is the same at every step, so that carriers and others can be compared (method.md, point 7).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from extraction.codebook import Codebook
from extraction.cues import codes_in
from extraction.documents import Report
from identification.records import UniqueRecord
from identification.vocabulary import FunnelStage, Outcome, Retrieval
from screening.outcomes import Screened
from synthesis.gap_tables import FunnelStep
from synthesis.states import DeclaredGap

PASSED: Mapping[Outcome | Retrieval, bool] = {
    Outcome.INCLUDED: True,
    Outcome.EXCLUDED: False,
    Retrieval.OBTAINED: True,
    Retrieval.NOT_OBTAINED: False,
}


def count_funnel(
    declared: Iterable[DeclaredGap],
    unique: Sequence[UniqueRecord],
    title_abstract: Iterable[Screened],
    full_text: Iterable[Screened],
    reports: Iterable[Report],
    codebook: Codebook,
) -> list[FunnelStep]:
    """Carriers of each family and each of its declared codes at each step; only what was decided there counts."""
    steps = {
        FunnelStage.TITLE_ABSTRACT: _decided((one.group_id, one.outcome) for one in title_abstract),
        FunnelStage.RETRIEVAL: _decided((one.report_id, one.retrieval) for one in reports),
        FunnelStage.FULL_TEXT: _decided((one.group_id, one.outcome) for one in full_text),
    }
    rows = []
    for gap in declared:
        fired = {one.group_id: set(codes_in(text_of(one), codebook, gap.family)) for one in unique}
        for code in (gap.family, *gap.codes):
            carriers = {group for group, codes in fired.items() if code in codes or (code == gap.family and codes)}
            rows += [_step(gap.id, code, step, passed, carriers, unique) for step, passed in steps.items()]
    return rows


def text_of(record: UniqueRecord) -> str:
    """What of a record is asked: its title and its abstract."""
    return f"{record.title}.\n{record.abstract}"


def _decided(said: Iterable[tuple[str, Outcome | Retrieval]]) -> dict[str, bool]:
    return {group: PASSED[word] for group, word in said if word in PASSED}


def _step(
    gap_id: str,
    code: str,
    step: FunnelStage,
    passed: Mapping[str, bool],
    carriers: set[str],
    unique: Iterable[UniqueRecord],
) -> FunnelStep:
    from scipy.stats import fisher_exact  # here: importing scipy.stats takes longer than most jobs

    here = [one for one in unique if one.group_id in passed]
    of_carriers = [passed[one.group_id] for one in here if one.group_id in carriers]
    of_others = [passed[one.group_id] for one in here if one.group_id not in carriers]
    table = np.array([[sum(side), len(side) - sum(side)] for side in (of_carriers, of_others)])
    return FunnelStep(
        gap_id=gap_id,
        code_id=code,
        step=step,
        carriers=len(of_carriers),
        carriers_passed=sum(of_carriers),
        others=len(of_others),
        others_passed=sum(of_others),
        without_abstract=sum(not one.abstract.strip() for one in here),
        p=float(fisher_exact(table).pvalue) if of_carriers and of_others else None,
        carrier_ids=tuple(sorted(one.group_id for one in here if one.group_id in carriers)),
    )
