"""How well did coders agree, where extracts came from, and how far checking is: counted per code and per family."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from extraction.assignment import CodingPolicy
from extraction.codebook import Codebook
from extraction.coding_tables import CodingAgreement, CodingCheck, FamilyCoding
from extraction.comparison import is_found, meets
from extraction.documents import Extract, RefusedExtract
from identification.events import REJECTED, Event, current_events
from identification.vocabulary import Check, EventKind, SuggestedBy
from screening.agreement import first_decisions, statistics
from screening.policies import place_of
from screening.resampling import Numbers, intervals_of

PAIR = "pair"
ALL_CODES = "all codes"
Pair = tuple[list[Extract], list[Extract]]


def first_codings(events: Iterable[Event]) -> list[Event]:
    """The codings as each person made them at first: before anything was reconciled, and without slips."""
    return [event for event in first_decisions(events, EventKind.CODING) if event.decision != REJECTED]


def agree_on_codes(first: Iterable[Extract], codebook: Codebook, *, seed: int) -> list[CodingAgreement]:
    """Agreement per code, per family and over all codes, on the reports that two people coded.

    `first` are the extracts of `first_codings`. Where more than two people coded a report a draw says which two count.
    Nothing where no report was coded twice.
    """
    pairs = _pairs(first, seed)
    if not pairs:
        return []
    rows = [("", ALL_CODES, [code.id for code in codebook.codes])]
    for family in codebook.families:
        rows.append((family.id, family.name, [code.id for code in family.codes]))
        rows += [(code.id, code.name, [code.id]) for code in family.codes]
    return [_agreement(code_id, name, codes, pairs, seed) for code_id, name, codes in rows]


def count_families(
    extracts: Iterable[Extract], refused: Iterable[RefusedExtract], codings: Iterable[Event], codebook: Codebook
) -> list[FamilyCoding]:
    """Where the extracts of each family came from and what second persons made of them, and the same of all."""
    listed = [one for one in (*extracts, *refused) if is_found(one)]
    rejected = Counter(
        codebook.family_of(code).id
        for code in (str(event.content["code_id"]) for event in current_events(codings) if event.decision == REJECTED)
        if code in codebook
    )
    found = [
        _family(
            family.id,
            family.name,
            [one for one in listed if codebook.family_of(one.code_id).id == family.id],
            rejected[family.id],
        )
        for family in codebook.families
    ]
    return [_family("", "all families", listed, rejected.total()), *found]


def check_coding(
    reports: Iterable[str],
    extracts: Iterable[Extract],
    refused: Iterable[RefusedExtract],
    appraised: Mapping[str, set[str]],
    policy: CodingPolicy,
) -> CodingCheck:
    """What the policy asks for and how far that is; `reports` are the included ones with text."""
    wanted, listed = sorted(reports), list(extracts)
    coders: dict[str, set[str]] = {}
    for one in (*listed, *refused):
        if one.sitting is None:
            coders.setdefault(one.report_id, set()).add(one.who)
    share = [one for one in wanted if policy.coders(one) == 2]
    twice = {one for one in wanted if len(coders.get(one, ())) > 1}
    to_check = [
        one for one in listed if one.report_id in wanted and one.sitting is None and policy.is_checked(one.report_id)
    ]
    return CodingCheck(
        policy=policy.name,
        share=policy.check_share if policy.is_verified else policy.share,
        reports=len(wanted),
        coded=sum(one in coders for one in wanted),
        twice=len(twice),
        share_reports=len(share),
        share_twice=sum(one in twice for one in share),
        to_check=len(to_check),
        unchecked=sum(one.check is None for one in to_check),
        appraisal=policy.appraisal,
        to_appraise=policy.appraisers() * len(wanted),
        appraised=sum(min(policy.appraisers(), len(appraised.get(one, ()))) for one in wanted),
    )


def _pairs(first: Iterable[Extract], seed: int) -> list[Pair]:
    """The codings of two people of each report that two or more coded."""
    by_report: dict[str, dict[str, list[Extract]]] = {}
    for one in first:
        if one.sitting is None:
            by_report.setdefault(one.report_id, {}).setdefault(one.who, []).append(one)
    found = []
    for report_id, by_coder in sorted(by_report.items()):
        if len(by_coder) > 1:
            drawn = sorted(
                by_coder,
                key=lambda who: place_of(f"{report_id} {who}", seed=seed, stage=EventKind.CODING, purpose=PAIR),
            )
            a, b = sorted(drawn[:2])
            found.append(([one for one in by_coder[a] if is_found(one)], [one for one in by_coder[b] if is_found(one)]))
    return found


def _agreement(code_id: str, name: str, codes: Sequence[str], pairs: Sequence[Pair], seed: int) -> CodingAgreement:
    cells = np.array([_cells(pair, codes) for pair in pairs], dtype=float)
    known = {key: _number(value[0]) for key, value in _statistics(cells.sum(axis=0)[np.newaxis]).items()}
    limits = intervals_of(lambda drawn: _statistics(drawn @ cells), np.ones(len(pairs)), seed=seed)
    bounds = {
        f"{key}_{end}": limit
        for key in known.keys() - {"prevalence"}
        for end, limit in zip(("low", "high"), limits[key], strict=True)
    }
    both, neither, only_a, only_b, met, passages = (int(one) for one in cells.sum(axis=0))
    return CodingAgreement(
        code_id=code_id,
        name=name,
        reports=len(pairs),
        n=both + neither + only_a + only_b,
        both=both,
        neither=neither,
        only_a=only_a,
        only_b=only_b,
        passages=passages,
        met=met,
        **known,
        **bounds,
    )


def _cells(pair: Pair, codes: Sequence[str]) -> tuple[int, ...]:
    """Of one report: codes that both have, neither, only the first, only the second; passages that meet, and all."""
    a, b = ([one for one in side if one.code_id in codes] for side in pair)
    of_a, of_b = {one.code_id for one in a}, {one.code_id for one in b}
    both = len(of_a & of_b)
    met = sum(meets(one, b) for one in a) + sum(meets(one, a) for one in b)
    return both, len(codes) - len(of_a | of_b), len(of_a) - both, len(of_b) - both, met, len(a) + len(b)


def _statistics(cells: Numbers) -> dict[str, Numbers]:
    met, passages = cells[:, 4], cells[:, 5]
    share = np.divide(met, passages, out=np.full(len(cells), np.nan), where=passages > 0)
    return {**statistics(cells[:, :4]), "passage": share}


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _family(family: str, name: str, extracts: Sequence[Extract], rejected: int) -> FamilyCoding:
    standing = [one for one in extracts if not isinstance(one, RefusedExtract)]
    by, refused = Counter(one.suggested_by for one in standing), len(extracts) - len(standing)
    check = Counter(one.check for one in standing)
    holds = check[Check.CHECKED] + check[Check.AGREED]
    return FamilyCoding(
        family=family,
        name=name,
        extracts=len(standing),
        cues=by[SuggestedBy.CUES],
        likeness=by[SuggestedBy.LIKENESS],
        decisions=by[SuggestedBy.DECISIONS],
        fact_rule=by[SuggestedBy.FACT_RULE],
        people=by[None],
        rejected=rejected,
        checked=holds + check[Check.DISPUTED] + refused,
        holds=holds,
        disputed=check[Check.DISPUTED],
        refused=refused,
    )
