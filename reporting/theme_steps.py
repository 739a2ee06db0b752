"""What of themes and findings is still to be done by people? Judgements are asked for and never made."""

from collections.abc import Iterable

from identification.wording import many
from reporting.contents import ReviewTables
from synthesis.statements import ThemeRow

THEMES = "review/themes.yaml"
FINDINGS = "review/findings.yaml"


def theme_steps(tables: ReviewTables) -> Iterable[tuple[str, str]]:
    """What keeps themes and findings open: a text and where to write, in the order in which it is best done."""
    if not tables.themes:
        yield "No theme has been named", f"write {THEMES} (workflow/schemas/themes.schema.yaml says how)"
        return
    if unsaid := [one.theme_id for one in tables.themes if not _says_what_is_against(one)]:
        where = f"list them as 'negative' in {THEMES}, or say in 'no_negative_case' where you looked"
        yield f"{many(len(unsaid), 'theme')} without a word on negative cases ({', '.join(unsaid)})", where
    if aloft := _without_descriptive(tables.themes):
        where = f"name the descriptive themes that it is made of as 'parts' in {THEMES}"
        yield f"{many(len(aloft), 'analytical theme')} on no descriptive theme ({', '.join(aloft)})", where
    if not tables.findings:
        where = f"write {FINDINGS} (workflow/schemas/findings.schema.yaml says how)"
        yield "No qualitative finding has been written and judged by GRADE-CERQual", where
    for one in tables.findings:
        if one.missing:
            yield f"Finding {one.finding_id} waits for {', '.join(one.missing)}", f"write it in {FINDINGS}"
        if one.asks:
            yield f"Finding {one.finding_id} is {one.asks}", f"say why in its overall reason in {FINDINGS}, or lower it"


def _says_what_is_against(one: ThemeRow) -> bool:
    return bool(one.negative or one.negative_of_parts or one.no_negative_case)


def _without_descriptive(themes: Iterable[ThemeRow]) -> list[str]:
    """The analytical themes below which there is no descriptive one, over any number of steps."""
    rows = {one.theme_id: one for one in themes}
    return [one.theme_id for one in rows.values() if one.level == "analytical" and not _rests(one, rows, set())]


def _rests(theme: ThemeRow, rows: dict[str, ThemeRow], seen: set[str]) -> bool:
    parts = [rows[part] for part in theme.parts if part in rows and part not in seen]
    seen.update(part.theme_id for part in parts)
    return any(part.level == "descriptive" or _rests(part, rows, seen) for part in parts)
