"""Do the numbers of a data package follow from the tables that they stand on? The same functions, asked again.

Ground are the tables of identification, screening and extraction and what people wrote below review/ and config/.
Every other table of the package is counted again here or says in `NOT_RECOUNTED` why it is not.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from extraction.documents import SetAside
from identification.tables import read_all
from reporting.claims import Claim, list_claims
from reporting.evidence_map import EvidenceCell, map_evidence
from reporting.flow import check_flow, count_flow
from reporting.package_ground import Ground
from reporting.prisma_s import check_prisma_s
from reporting.recounted_synthesis import Recounted, recount_synthesis
from reporting.search_log import log_searches, source_yields
from reporting.shortcuts import list_shortcuts
from reporting.stages import ChecklistItem, Equation, FlowBox, LoggedSearch, Shortcut, SourceYield

REPORTING = "results/reporting"


@dataclass(frozen=True)
class NotRecounted:
    """A table that cannot be counted again from a package, and why; `but_for` what it can all the same.

    `but_for` is the name of a property of `Ground`: where it holds, the package has what the table is counted from.
    """

    path: str
    why: str
    but_for: str = ""


TEAMS_LINES = "it names lines of the team's own file"
TEAMS_FILES = "it stands on files that stay in the team, and on their hashes"
NOT_RECOUNTED: tuple[NotRecounted, ...] = (
    NotRecounted("results/synthesis/funnel.csv", "it reads abstracts, which stay in the team", "has_abstracts"),
    NotRecounted("results/synthesis/proposals.csv", "it reads whole quotes, and some are cut", "has_whole_quotes"),
    NotRecounted("results/synthesis/evidence_profile.csv", "it measures quotes, and some are cut", "has_whole_quotes"),
    NotRecounted("results/synthesis/set_aside_reach.csv", TEAMS_LINES),
    NotRecounted("results/synthesis/set_aside_judgements.csv", TEAMS_LINES),
    NotRecounted("results/reporting/set_aside_events.csv", TEAMS_LINES),
    NotRecounted("results/reporting/retractions.csv", "the list of retractions is of others and stays in the team"),
    NotRecounted("results/reporting/retraction_lists.csv", "the list of retractions stays in the team"),
    NotRecounted("results/reporting/stages.csv", TEAMS_FILES),
    NotRecounted("results/reporting/steps.csv", TEAMS_FILES),
    NotRecounted("results/reporting/checklists.csv", "it asks whether the protocol is frozen, of files that stay"),
    NotRecounted("results/reporting/documents.csv", "it measures documents that are not in the package"),
    NotRecounted("results/reporting/page_images.jsonl", "pictures are made from full texts, which stay in the team"),
)


SET_ASIDE = (
    "results/extraction/set_aside_reports.csv",
    "results/extraction/set_aside_codings.csv",
    "results/extraction/set_aside_appraisals.csv",
    "results/synthesis/set_aside_themes.csv",
    "results/synthesis/set_aside_reach.csv",
    "results/synthesis/set_aside_judgements.csv",
    "results/synthesis/set_aside_findings.csv",
    "results/reporting/set_aside_events.csv",
)


def recount(ground: Ground, folder: Path) -> list[str]:
    """Count every table that the package's ground gives again into a folder, at its path in the package; all paths."""
    out, left_out = Recounted(folder), {one.path for one in not_recounted(ground)}
    counts = recount_synthesis(ground, out)
    _searches(ground, out)
    config, tables = ground.config, replace(ground.tables, **{key: tuple(rows) for key, rows in vars(counts).items()})
    boxes = out.keep(f"{REPORTING}/flow.csv", FlowBox, count_flow(tables, ground.cover))
    out.keep(f"{REPORTING}/equations.csv", Equation, check_flow(boxes))
    out.keep(f"{REPORTING}/shortcuts.csv", Shortcut, list_shortcuts(config, tables))
    out.keep(f"{REPORTING}/claims.csv", Claim, list_claims(tables, ground.cover))
    out.keep(f"{REPORTING}/evidence_map.csv", EvidenceCell, map_evidence(tables, ground.cover, config))
    out.keep(f"{REPORTING}/set_aside.csv", SetAside, read_all([ground.folder / one for one in SET_ASIDE], SetAside))
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.csv"))
    return [path for path in found if path not in left_out]


def not_recounted(ground: Ground) -> list[NotRecounted]:
    """The tables for which this package does not hold what they are counted from."""
    return [one for one in NOT_RECOUNTED if not (one.but_for and getattr(ground, one.but_for))]


def _searches(ground: Ground, out: Recounted) -> None:
    tables = ground.tables
    log = log_searches(ground.searches, list(tables.sources), ground.cover.sources, ground.searches_folder)
    log = out.keep(f"{REPORTING}/search_log.csv", LoggedSearch, log)
    brought = source_yields(log, list(tables.overlap), list(tables.records), list(tables.reports))
    out.keep(f"{REPORTING}/source_yield.csv", SourceYield, brought)
    asked = check_prisma_s(log, records=len(tables.records))
    out.keep(f"{REPORTING}/prisma_s.csv", ChecklistItem, asked)
