"""Opens a person's card at the themes of a review's folder, as its last run left it; else a card that says why."""

from pathlib import Path

from extraction.codebook import read_codebook
from extraction.documents import Extract, Report
from identification.errors import InputError
from identification.people import roles_of
from identification.protocol import read_protocol
from identification.tables import read_table
from screening.opening import check_reviewer, check_run
from synthesis.states import included_studies
from synthesis.theme_card import Group, ThemeCard, ThemePlace
from synthesis.theme_desk import ThemeDesk
from synthesis.theme_file import ThemeFile
from synthesis.theme_tables import Proposal

NEEDED = ("reports", "extracts")


def open_theme_card(review: Path, who: str, schemas: Path) -> ThemeCard:
    """The card of one person at the themes of a review folder; a card that says why where that cannot be."""
    try:
        return ThemeCard(open_theme_place(review, who, schemas))
    except InputError as fault:
        return ThemeCard(None, refusal=str(fault))


def open_theme_place(review: Path, who: str, schemas: Path) -> ThemePlace:
    """What one person works with at the themes of a review folder, as its last run left it."""
    protocol = read_protocol(review / "config/config.yaml", schemas / "config.schema.yaml")
    results = review / "results/extraction"
    check_reviewer(who, list(roles_of(protocol["reviewers"])))
    check_run(review, (results / f"{name}.csv" for name in NEEDED), "there is no extract to put into a theme")
    codebook = read_codebook(review / protocol["codebook"], schemas / "codebook.schema.yaml")
    reports = read_table(results / "reports.csv", Report)
    coded = included_studies(reports, read_table(results / "extracts.csv", Extract), codebook)
    file = ThemeFile(review / "review/themes.yaml", schemas / "themes.schema.yaml")
    return ThemePlace(
        who,
        ThemeDesk(file, coded, codebook),
        codebook,
        tuple(reports),
        frozenset(one.extract_id for one in coded.beside),
        tuple(proposed_groups(review / "results/synthesis/proposals.csv")),
        protocol["synthetic"],
    )


def proposed_groups(table: Path) -> list[Group]:
    """The groups of quotes that a run proposed to look at together; none where it has made no such table."""
    rows = read_table(table, Proposal) if table.is_file() else []
    return [Group(row.proposal_id, row.words, row.extract_ids) for row in rows if row.proposal_id]
