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
from screening.agreement import agreement_of, first_decisions, statistics
from screening.policies import place_of
from screening.resampling import Numbers, interval_of, intervals_of

PAIR = "pair"
ALL_CODES = "all codes"
MEASURES = ("raw", "kappa", "pabak", "ac1", "positive", "negative")
Pair = tuple[list[Extract], list[Extract]]
Codes = Mapping[str, Sequence[str]]
Limits = tuple[float | None, float | None]


def first_codings(events: Iterable[Event]) -> list[Event]:
    """The codings as each person made them at first: before anything was reconciled, and without slips."""
    return [event for event in first_decisions(events, EventKind.CODING) if event.decision != REJECTED]


def agree_on_codes(first: Iterable[Extract], codebook: Codebook, *, seed: int) -> list[CodingAgreement]:
    """Agreement per code, per family and over all codes, on the reports that two people coded.

    `first` are the extracts of `first_codings`. Where more than two people coded a report a draw says which two count.
    Nothing where no report was coded twice. An interval goes as far as drawing answers or drawing reports takes it on
    either side: the answers of one report hang together, and few reports vary too little.
    """
    pairs = pairs_of_coders(first, seed)
    if not pairs:
        return []
    every = {family.id: tuple(code.id for code in family.codes) for family in codebook.families}
    rows: list[tuple[str, str, Codes]] = [("", ALL_CODES, every)]
    for family in codebook.families:
        rows.append((family.id, family.name, {family.id: every[family.id]}))
        rows += [(code.id, code.name, {family.id: (code.id,)}) for code in family.codes]
    cells = [np.array([_cells(pair, codes) for pair in pairs], dtype=float) for _, _, codes in rows]
    of_reports = _drawing_reports(cells, seed)
    return [
        _agreement(code_id, name, counted, limits, seed)
        for (code_id, name, _), counted, limits in zip(rows, cells, of_reports, strict=True)
    ]


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
    once = {one for one in wanted if one not in twice and policy.is_checked(one)}
    to_check = [one for one in listed if one.report_id in once and one.sitting is None]
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


def pairs_of_coders(first: Iterable[Extract], seed: int) -> list[Pair]:
    """What two people said of each report that two or more coded; of more than two a draw says who counts."""
    by_report: dict[str, dict[str, list[Extract]]] = {}
    for one in first:
        if one.sitting is None:
            by_report.setdefault(one.report_id, {}).setdefault(one.who, []).append(one)
    found = []
    for report_id, by_coder in sorted(by_report.items()):
        if len(by_coder) > 1:
            places = {
                who: place_of(f"{report_id} {who}", seed=seed, stage=EventKind.CODING, purpose=PAIR) for who in by_coder
            }
            a, b = sorted(sorted(by_coder, key=places.__getitem__)[:2])
            found.append((by_coder[a], by_coder[b]))
    return found


def _drawing_reports(rows: Sequence[Numbers], seed: int) -> list[dict[str, Limits]]:
    """The limits of every statistic of every row; the reports are drawn once for all of them, which takes the time."""

    def resampled(drawn: Numbers) -> dict[str, Numbers]:
        return {
            f"{place} {key}": value
            for place, cells in enumerate(rows)
            for key, value in _statistics(drawn @ cells).items()
        }

    found = intervals_of(resampled, np.ones(len(rows[0])), seed=seed)
    return [{key: found[f"{place} {key}"] for key in (*MEASURES, "passage")} for place in range(len(rows))]


def _agreement(code_id: str, name: str, cells: Numbers, limits: dict[str, Limits], seed: int) -> CodingAgreement:
    both, neither, only_a, only_b, met, passages = (int(one) for one in cells.sum(axis=0))
    answers = [(True, True)] * both + [(False, False)] * neither + [(True, False)] * only_a + [(False, True)] * only_b
    of_answers = agreement_of(EventKind.CODING, "", "", answers, seed=seed)
    share = met / passages if passages else None
    wide = {"passage": interval_of(_share, (met, passages - met), seed=seed)}
    wide |= {key: (getattr(of_answers, f"{key}_low"), getattr(of_answers, f"{key}_high")) for key in MEASURES}
    bounds = {}
    for key, two in wide.items():
        ends = [one for one in (two, limits[key]) if one[0] is not None and one[1] is not None]
        bounds[f"{key}_low"] = min((low for low, _ in ends), default=None)  # type: ignore[type-var]
        bounds[f"{key}_high"] = max((high for _, high in ends), default=None)  # type: ignore[type-var]
    return CodingAgreement(
        code_id=code_id,
        name=name,
        reports=sum(map(any, cells.tolist())),
        n=of_answers.n,
        both=both,
        neither=neither,
        only_a=only_a,
        only_b=only_b,
        prevalence=of_answers.prevalence,
        passages=passages,
        met=met,
        passage=share,
        **{key: getattr(of_answers, key) for key in MEASURES},
        **bounds,
    )


def _cells(pair: Pair, codes: Codes) -> tuple[int, ...]:
    """Of one report: codes that both have, neither, only the first, only the second; passages that meet, and all.

    A family of which neither said anything, not even that she looked for it, gives no answer.
    """
    asked = {code for family, of_family in codes.items() if _named(pair, family) for code in of_family}
    a, b = ([one for one in side if one.code_id in asked and is_found(one)] for side in pair)
    of_a, of_b = {one.code_id for one in a}, {one.code_id for one in b}
    both = len(of_a & of_b)
    met = sum(meets(one, b) for one in a) + sum(meets(one, a) for one in b)
    return both, len(asked) - len(of_a | of_b), len(of_a) - both, len(of_b) - both, met, len(a) + len(b)


def _named(pair: Pair, family: str) -> bool:
    return any(one.code_id.partition(".")[0] == family for side in pair for one in side)


def _statistics(cells: Numbers) -> dict[str, Numbers]:
    return {**statistics(cells[:, :4]), "passage": _share(np.stack([cells[:, 4], cells[:, 5] - cells[:, 4]], axis=1))}


def _share(counts: Numbers) -> Numbers:
    """The first of two counts as a share of both."""
    whole = counts.sum(axis=1)
    found: Numbers = np.divide(counts[:, 0], whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found


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
