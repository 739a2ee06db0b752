"""Are included reports on a list of retractions? The table, the sentence and the next step about it."""

from collections.abc import Iterable

from identification.vocabulary import Found
from identification.wording import many
from reporting.cells import Sheet
from reporting.contents import ReviewTables

NO_LIST = (
    "No list of retractions was supplied (review/retractions.csv), so included reports were not checked against one."
)


def retraction_sheet(tables: ReviewTables) -> Sheet:
    """Every record that the list names or may name, included reports first."""
    header = (
        "Included",
        "State",
        "Recognised by",
        "Title",
        "DOI",
        "What became of it",
        "Date",
        "Reason",
        "Notice",
        "Row",
        "What a person found",
    )
    listed = sorted(tables.retractions, key=lambda one: (not one.included, one.state != Found.FOUND, one.title))
    rows = tuple(
        ("yes" if one.included else "no", str(one.state), one.how, one.title, one.doi)
        + (one.nature, one.date, one.reason.strip("+;"), one.notice_doi, one.row, one.checked)
        for one in listed
    )
    empty = "No record is on the list." if tables.retraction_lists else "Not checked."
    return Sheet("Retractions", "Records on the list of retractions", retraction_sentence(tables), header, rows, empty)


def retraction_sentence(tables: ReviewTables) -> str:
    """What the check found, with what it was checked against."""
    if not tables.retraction_lists:
        return NO_LIST
    size = many(sum(one.rows for one in tables.retraction_lists), "row")
    found = on_list(tables)
    named = f": {'; '.join(found)}" if found else ""
    verb = "is" if len(found) == 1 else "are"
    return f"{many(len(found), 'included report')} {verb} on the list of retractions ({size}){named}."


def on_list(tables: ReviewTables) -> list[str]:
    """The included reports on the list, each with what became of it."""
    found: dict[str, str] = {}
    for one in tables.retractions:
        if one.included and one.state == Found.FOUND:
            found.setdefault(
                one.group_id, f"{one.title or one.doi} ({one.nature}{f', {one.date}' if one.date else ''})"
            )
    return list(found.values())


def retraction_steps(tables: ReviewTables) -> Iterable[tuple[str, str]]:
    """What people have to look at: included reports on the list, and those that may be."""
    table = "see results/reporting/retractions.csv, then decide anew, or write into review/retractions_checked.csv "
    table += "(record_id, note) what you found"
    open_ = [one for one in tables.retractions if one.included and not one.checked]
    sure = {one.group_id for one in open_ if one.state == Found.FOUND}
    if sure:
        yield retraction_sentence(tables).rstrip("."), table
    maybe = {one.group_id for one in open_ if one.state == Found.TO_CHECK} - sure
    if maybe:
        yield f"{many(len(maybe), 'included report')} may be on the list of retractions, by title", table
