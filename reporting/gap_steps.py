"""What of the gap sentences waits for a person? Reach that nobody confirmed, and reasons too wide or not there."""

from collections.abc import Iterable

from identification.vocabulary import GapClaim, Reach
from identification.wording import many
from reporting.contents import ReviewTables
from synthesis.gap_tables import SourceReach

LIKE = "(workflow/schemas/findings.schema.yaml says how)"


def gap_steps(tables: ReviewTables) -> Iterable[tuple[str, str]]:
    """A text and the command or place for each, in the order in which it is best done; nothing without a gap."""
    if not tables.gaps:
        return
    blind = [cell for cell in tables.gaps if cell.is_family and not cell.assessed]
    if blind:
        where = "record in the coding what was looked for and not found"
        yield f"{many(len(blind), 'gap statement')} without a single assessed study", where
    unsaid = {one.source for one in tables.reach if not one.who}
    if missing := unsaid - {one.source for one in tables.reach if not one.who and one.row}:
        text = f"Nobody has said whether {many(len(missing), 'source')} could have found work on the gaps"
        yield text, "`make reach` writes proposals into review/reach.csv; correct each and put your id into who"
    if proposed := unsaid - missing:
        text = f"The reach of {many(len(proposed), 'source')} is proposed and not confirmed"
        yield text, "correct each row of review/reach.csv without who, and put your id there"
    if doubtful := {(one.source, one.cell_id.split(":")[1]) for one in tables.reach if _is_doubtful(one)}:
        named = "; ".join(f"{source} cuts off {code}" for source, code in sorted(doubtful))
        text = f"review/reach.csv says reached of a whole gap where a strategy leaves a code out ({named})"
        yield text, "write a row for the code itself, which then holds"
    claimed = [one for one in tables.gaps if one.claim in (GapClaim.NONE_FOUND, GapClaim.PARTLY) and not one.reasons]
    if claimed:
        text = f"{many(len(claimed), 'gap cell')} with a count of none, without why and which research would close it"
        yield text, f"write it below gaps in review/findings.yaml {LIKE}"
    reported = {one.cell_id for one in tables.gaps if one.present or one.elsewhere}
    for one in tables.research:
        if inherited := [cell for cell in one.inherited if cell in reported]:
            many_cells = f"{many(len(inherited), 'gap cell')} on which studies report ({', '.join(inherited)})"
            text = f"The reason of {one.research_id} is given for a wider name than {many_cells}"
            yield text, "say in review/findings.yaml what holds of these cells, or name each beside the wider name"


def _is_doubtful(one: SourceReach) -> bool:
    """Whether a row on a whole gap speaks against what the strategy's words say of one code; a row on the code may."""
    said = bool(one.who) and one.reach in (Reach.REACHED, Reach.NAMED)
    return said and one.proposed == Reach.CUT_OFF and ":" not in one.row
