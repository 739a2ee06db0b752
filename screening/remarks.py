"""What a reviewer says of a record beside her decision: it is a copy of another, its abstract is missing, it is odd."""

from identification.errors import InputError
from identification.events import Event
from identification.vocabulary import AmendedField, Edit, EventKind, LinkKind, Verdict
from screening.desk import Desk


def mark_duplicate(desk: Desk, other: str, link: str = "") -> Event:
    """The event that says that the current record and another are the same or, with `link`, belong together."""
    if desk.current is None or other == desk.current.group_id:
        raise InputError("a record cannot be a duplicate of itself.", remedy="Choose the other record.")
    verdict = Verdict.LINKED if link else Verdict.SAME
    content = {"other": other} | ({"link": str(LinkKind(link))} if link else {})
    return desk.pen.write(EventKind.DUPLICATE, subject_id=desk.current.group_id, decision=str(verdict), content=content)


def amend_abstract(desk: Desk, text: str, origin: str) -> Event:
    """The event that gives a record without an abstract the one that stands at `origin`."""
    if desk.current is None or desk.current.abstract.strip():
        raise InputError("this record has an abstract, which is kept as its source gave it.")
    if not text.strip() or not origin.strip():
        raise InputError("an abstract needs its text and where it comes from.", remedy="Give both, then save.")
    content = {"field": str(AmendedField.ABSTRACT), "value": text.strip(), "origin": origin.strip()}
    event = desk.pen.write(EventKind.EDIT, subject_id=desk.current.group_id, decision=Edit.AMEND, content=content)
    desk.amend(desk.current.group_id, text.strip())
    return event


def flag_record(desk: Desk, note: str) -> Event:
    """The event that asks the librarian to look at a record, and why."""
    if desk.current is None or not note.strip():
        raise InputError("a flag needs a word on what is wrong with the record.", remedy="Write it, then save.")
    return desk.pen.write(EventKind.EDIT, subject_id=desk.current.group_id, decision=Edit.FLAG, note=note.strip())
