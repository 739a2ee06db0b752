"""Do the limits of gap statements hold? Reviews with a known truth, drawn, coded and stated thousands of times.

    python benchmarks/gaps.py [--runs N] [--seed N] [--processes N] [--only WORDS] [--json FILE]

A world says what share of the studies reports on a cell and what goes wrong on the way: coders who miss, full texts
that are not to be had, screening that loses, several reports of a study, findings that are only quoted, looks that
nobody recorded. Each run draws a review of it as reports, codings and looks, and states its gaps with the functions
that the workflow uses. For the family's cell and for one code's (one perspective of two) the table says how often the
printed limit was at or above the true share (`covered`; the limit corrected for what coders miss where there is one),
its mean, the same for the mid-p limit, how often a review claimed an absence with a limit below the true share
(`wrong_absence`, of all reviews), and how often all cells of a review held at once by the Bonferroni limit
(`all_cells`).
Where less is covered than 95 % (less two Monte-Carlo errors), `explained` says why; a shortfall without such a word
ends the program with an error.

Peers in the same run: mid-p; a two-sided exact interval that becomes one-sided when the count is zero (`switched`); and
counting documents that mention it instead of studies that report on it (`mentions`), with the same exact limit.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Extract, Report
from identification.intervals import CONFIDENCE, two_sided, upper_bound
from identification.vocabulary import (
    Attribution,
    CodeStatus,
    DocumentStatus,
    Outcome,
    Perspective,
    Retrieval,
    Role,
)
from synthesis.double_coding import measure_detection
from synthesis.gaps import Grounds, state_gaps
from synthesis.statements import GapCell
from synthesis.states import DeclaredGap, included_studies, study_codes

CODES = ("EDI.A", "EDI.B", "EDI.C")
SEEN = (Perspective.WORKFORCE, Perspective.COMMUNITY)
GAP = DeclaredGap("edi", "EDI", "equality", CODES, tuple(SEEN))
CODEBOOK = Codebook(
    "1",
    "leadership",
    (),
    (Family("EDI", "EDI", Role.GAP, "", tuple(Code(one, one, "", "", "", "", "", ()) for one in CODES)),),
)
# The two cells that are followed: the family from one perspective, and one of its codes.
FOLLOWED = ("EDI", "EDI.A")
PERCENT = 100


@dataclass(frozen=True)
class World:
    """What is true and what goes wrong. Shares are of studies unless a name says otherwise; `_if` is for carriers.

    `share` is that of each cell in the literature. A carrier is a study that has any cell of the followed perspective.
    """

    name: str
    share: float
    studies: int = 45
    sensitivity: float = 1.0
    double_coded: float = 0.0
    hard_to_see: float = 0.0
    not_found: float = 0.0
    not_found_if: float = 0.0
    screened_out: float = 0.0
    screened_out_if: float = 0.0
    no_text: float = 0.0
    no_text_if: float = 0.0
    two_reports: float = 0.0
    quoting: float = 0.0
    no_look: float = 0.0
    looks_in_vain_only: bool = False
    perspective_unsaid: float = 0.0
    explained: str = ""

    def true_share(self, cell: str) -> float:
        """The share of studies in the literature that report on a followed cell."""
        return 1 - (1 - self.share) ** len(CODES) if cell == "EDI" else self.share


MISSED = "coders miss, and with so few positives nothing says how much: the sentence tells that no share is corrected"
SELECTED = "carriers are lost more often, which no count of the included shows: the sentence tells how many are unseen"
WORLDS = (
    *(World(f"nothing goes wrong, {share:.0%} a cell", share) for share in (0.005, 0.01, 0.02, 0.05, 0.1, 0.3)),
    World("ten studies", 0.05, studies=10),
    World("105 studies", 0.02, studies=105),
    World("reports without text, at random", 0.03, no_text=0.2, no_text_if=0.2),
    World("screening loses 19 %, at random", 0.03, screened_out=0.19, screened_out_if=0.19),
    World("several reports of a study", 0.03, two_reports=0.5),
    World("findings that are only quoted", 0.03, quoting=0.4),
    World(
        "several reports, quoted findings, texts and records lost",
        0.03,
        screened_out=0.19,
        screened_out_if=0.19,
        no_text=0.1,
        no_text_if=0.1,
        two_reports=0.5,
        quoting=0.3,
    ),
    World("looks that nobody recorded, at random", 0.03, no_look=0.3),
    World("looks recorded only where nothing was found", 0.03, looks_in_vain_only=True),
    World("evidence whose perspective is not said", 0.05, perspective_unsaid=0.5),
    World("coders find 80 %, all coded twice", 0.3, sensitivity=0.8, double_coded=1.0),
    World("coders find 80 %, a third coded twice", 0.3, 105, 0.8, 0.33),
    World("coders find 60 %, a third coded twice", 0.3, 105, 0.6, 0.33),
    World("coders find 80 %, a fifth coded twice, rare", 0.03, sensitivity=0.8, double_coded=0.2, explained=MISSED),
    World("coders find 60 %, coded once, rare", 0.03, sensitivity=0.6, explained=MISSED),
    World(
        "both coders miss the same passages",
        0.3,
        105,
        0.8,
        0.5,
        hard_to_see=0.15,
        explained="what both coders cannot see leaves no trace: two coders tell of misses that are independent",
    ),
    World("texts of carriers are lost more often", 0.05, no_text=0.1, no_text_if=0.5, explained=SELECTED),
    World("screening loses carriers more often", 0.05, screened_out=0.1, screened_out_if=0.5, explained=SELECTED),
    World(
        "searches miss half of what reports on it",
        0.05,
        not_found_if=0.5,
        explained="the limit is for the studies that such searches reach; known papers that were missed tell of others",
    ),
)


# ------------------------------------------------------------------------------------------------ one review of a world


@dataclass(frozen=True)
class Drawn:
    """A review: what was found and coded, and how many of its documents mention the followed cells."""

    reports: list[Report]
    extracts: list[Extract]
    mentioning: dict[str, int]


def draw(world: World, rng: np.random.Generator) -> Drawn:
    """Studies with what they hold, less what is lost on the way, as people would have coded them."""
    reports: list[Report] = []
    extracts: list[Extract] = []
    mentions: dict[str, set[str]] = {cell: set() for cell in FOLLOWED}
    for number in range(world.studies):
        held = rng.random((len(CODES), len(SEEN))) < world.share
        carries = bool(held[:, 0].any())
        lost = ("not_found", "screened_out", "no_text")
        misses = [rng.random() < getattr(world, f"{one}_if" if carries else one) for one in lost]
        if misses[0] or misses[1]:
            continue
        study = f"S{number:03}"
        names = [f"{study}.{part}" for part in range(1 + (rng.random() < world.two_reports))]
        status = DocumentStatus.NO_TEXT if misses[2] else DocumentStatus.READ
        reports += [_report(name, study, status) for name in names]
        if misses[2]:
            continue
        coders = ("a", "b")[: 1 + (rng.random() < world.double_coded)]
        hard = rng.random(held.shape) < world.hard_to_see
        where = rng.integers(len(names), size=held.shape)
        unsaid = rng.random(held.shape) < world.perspective_unsaid
        found = []
        for who in coders:
            sees = held & ~hard & (rng.random(held.shape) < world.sensitivity)
            for code, side in zip(*np.nonzero(sees), strict=True):
                seen = Perspective.UNSPECIFIED if unsaid[code, side] else SEEN[side]
                found.append(_extract(names[where[code, side]], study, CODES[code], who, seen=seen))
            if not (rng.random() < world.no_look or (world.looks_in_vain_only and sees.any())):
                extracts += [_extract(name, study, "EDI", who, CodeStatus.LOOKED_NOT_FOUND) for name in names]
        extracts += found
        if rng.random() < world.quoting:
            told = _extract(names[0], study, "EDI.A", "a", seen=SEEN[0], origin="a study elsewhere")
            extracts.append(told)
            found.append(told)
        for cell in FOLLOWED:
            told_here = [one for one in found if one.code_id.startswith(cell) and one.perspective != SEEN[1]]
            # Every report of a study tells what the study found, and whoever counts documents counts each.
            mentions[cell] |= set(names) if told_here and carries else {one.document_id for one in told_here}
    return Drawn(reports, extracts, {cell: len(of_cell) for cell, of_cell in mentions.items()})


def _report(name: str, study: str, status: DocumentStatus) -> Report:
    return Report(
        name, study, (name,), name, "", "", "", "", Retrieval.OBTAINED, "", "", "", name, status, "", Outcome.INCLUDED
    )


@cache
def _template() -> Extract:
    return Extract(
        "", "", "", "", "", CodeStatus.AFFIRMED, Attribution.OWN, "", None, 1, 0, 5, "words", "", "", "", "exact"
    )


def _extract(
    name: str,
    study: str,
    code: str,
    who: str,
    status: CodeStatus = CodeStatus.AFFIRMED,
    *,
    seen: Perspective | None = None,
    origin: str = "",
) -> Extract:
    return replace(
        _template(),
        extract_id=f"{name}-{code}-{seen}-{who}-{status}-{origin}",
        document_id=name,
        report_id=name,
        study_id=study,
        code_id=code,
        status=status,
        attribution=Attribution.QUOTED if origin else Attribution.OWN,
        origin=origin,
        perspective=seen,
        who=who,
    )


# --------------------------------------------------------------------------------------------------- what is said of it


@dataclass(frozen=True)
class Said:
    """What one review printed on a cell, and what its peers would have."""

    assessed: int
    limit: float
    corrected: bool
    claims_absence: bool
    mid_p: float
    switched: float
    mentions: float
    all_cells: bool


def state(drawn: Drawn, world: World) -> dict[str, Said]:
    """The followed cells of one review as the workflow states them."""
    coded = included_studies(drawn.reports, drawn.extracts, CODEBOOK)
    grounds = Grounds(double=tuple(measure_detection([GAP], drawn.extracts, coded, seed=0)))
    cells = state_gaps([GAP], study_codes(coded, CODEBOOK, (), [GAP]), coded, CODEBOOK, grounds)
    all_cells = all(_first(one.corrected_bonferroni, one.bonferroni) >= world.true_share(one.code_id) for one in cells)
    followed = {one.code_id: one for one in cells if one.perspective == SEEN[0]}
    return {name: _said(followed[name], drawn, all_cells) for name in FOLLOWED}


def _said(cell: GapCell, drawn: Drawn, all_cells: bool) -> Said:
    x, n = cell.present, cell.assessed
    readable = sum(one.document_status == DocumentStatus.READ for one in drawn.reports)
    return Said(
        assessed=n,
        limit=_first(cell.corrected_bound, cell.bound),
        corrected=cell.corrected_bound is not None,
        claims_absence=not cell.present + cell.elsewhere + cell.unclear and n > 0,
        mid_p=mid_p(x, n),
        switched=switched(x, n),
        mentions=upper_bound(drawn.mentioning[cell.code_id], readable) or 1.0 if readable else 1.0,
        all_cells=all_cells,
    )


def _first(*limits: float | None) -> float:
    """The first limit that there is; without one the share can be anything."""
    return next((one for one in limits if one is not None), 1.0)


@cache
def mid_p(present: int, assessed: int) -> float:
    """The one-sided mid-p upper limit: the share at which less than x, and half of x, have 5 % together."""
    if not assessed or present == assessed:
        return 1.0

    def excess(share: float) -> float:
        below = binom.cdf(present, assessed, share) - 0.5 * binom.pmf(present, assessed, share)
        return float(below - (1 - CONFIDENCE))

    return float(brentq(excess, 1e-12, 1 - 1e-12))


@cache
def switched(present: int, assessed: int) -> float:
    """The upper end of a two-sided exact interval, but the one-sided limit where nothing was found."""
    if not assessed:
        return 1.0
    return (upper_bound(0, assessed) if present == 0 else two_sided(present, assessed)[1]) or 1.0


# ------------------------------------------------------------------------------------------------------- many reviews


def measure(world: World, runs: int, seed: int) -> list[dict[str, Any]]:
    """Coverage and mean limits of the followed cells over many reviews of one world."""
    rng = np.random.default_rng([seed, *world.name.encode()])
    said = [state(draw(world, rng), world) for _ in range(runs)]
    return [_row(world, cell, [one[cell] for one in said]) for cell in FOLLOWED]


def _row(world: World, cell: str, said: Sequence[Said]) -> dict[str, Any]:
    true, runs = world.true_share(cell), len(said)
    covered = _share(one.limit >= true for one in said)
    return {
        "world": world.name,
        "cell": "family" if cell == "EDI" else "code",
        "true_share": round(true, 4),
        "runs": runs,
        "assessed": round(float(np.mean([one.assessed for one in said])), 1),
        "corrected": _share(one.corrected for one in said),
        "covered": covered,
        "mean_limit": _mean(one.limit for one in said),
        "mid_p_covered": _share(one.mid_p >= true for one in said),
        "mid_p_mean_limit": _mean(one.mid_p for one in said),
        "switched_covered": _share(one.switched >= true for one in said),
        "mentions_covered": _share(one.mentions >= true for one in said),
        "mentions_mean_limit": _mean(one.mentions for one in said),
        "wrong_absence": _share(one.claims_absence and one.limit < true for one in said),
        "all_cells": _share(one.all_cells for one in said),
        "explained": world.explained,
        "short": covered < CONFIDENCE - 2 * math.sqrt(CONFIDENCE * (1 - CONFIDENCE) / runs),
    }


def _share(given: Iterator[bool]) -> float:
    found = list(given)
    return round(sum(found) / len(found), 4)


def _mean(given: Iterator[float]) -> float:
    return round(float(np.mean(list(given))), 4)


def print_table(rows: Sequence[dict[str, Any]]) -> None:
    """One row a world and cell; what is short of 95 % carries its reason below."""
    columns = ("world", "cell", "true share", "assessed", "covered", "mean limit", "mid-p covered", "mid-p mean")
    columns += ("switched", "mentions", "wrong absence", "all cells")
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    for one in rows:
        numbers = (
            f"{one['assessed']:.0f}",
            f"{PERCENT * one['covered']:.1f}{'*' if one['short'] else ''}",
            f"{PERCENT * one['mean_limit']:.1f}",
            f"{PERCENT * one['mid_p_covered']:.1f}",
            f"{PERCENT * one['mid_p_mean_limit']:.1f}",
            f"{PERCENT * one['switched_covered']:.1f}",
            f"{PERCENT * one['mentions_covered']:.1f}",
            f"{PERCENT * one['wrong_absence']:.1f}",
            f"{PERCENT * one['all_cells']:.1f}",
        )
        print(f"| {one['world']} | {one['cell']} | {PERCENT * one['true_share']:.1f} | {' | '.join(numbers)} |")
    for why in dict.fromkeys((one["world"], one["explained"]) for one in rows if one["short"]):
        print(f"\n* {why[0]}: {why[1] or 'NOT EXPLAINED'}.")


def main(words: Sequence[str]) -> int:
    """Draw every world, print the table, write the rows; 1 where a limit falls short and nothing explains it."""
    parser = argparse.ArgumentParser(description="Coverage of the limits of gap statements by simulation.")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(words)
    worlds = [world for world in WORLDS if given.only in world.name]
    with Pool(given.processes) as pool:
        rows = [row for found in pool.imap(partial(measure, runs=given.runs, seed=given.seed), worlds) for row in found]
    print_table(rows)
    if given.json:
        text = json.dumps({"worlds": [asdict(world) for world in worlds], "rows": rows}, indent=1)
        given.json.write_text(f"{text}\n", encoding="utf-8")
    return int(any(one["short"] and not one["explained"] for one in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
