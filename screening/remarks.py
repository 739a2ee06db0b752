"""What a reviewer says of a record beside her decision: it is a copy of another, its abstract is missing, it is odd."""

from collections.abc import Mapping

from identification.errors import InputError
from identification.events import Event
from identification.vocabulary import AmendedField, Edit, EventKind, LinkKind, Verdict
from screening.desk import Desk
from screening.pen import Pen, withdrawal_of

PAIRS = {Verdict.SAME: "the same as", Verdict.DIFFERENT: "different from", Verdict.LINKED: "{link}, linked with"}


def mark_duplicate(desk: Desk, other: str, link: str = "") -> Event:
    """The event that says that the current record and another are the same or, with `link`, belong together."""
    if desk.current is None or desk.group_of.get(other) in (None, desk.current.group_id):
        raise InputError("a record cannot be a duplicate of itself.", remedy="Choose the other record.")
    verdict = Verdict.LINKED if link else Verdict.SAME
    said = {"link": str(LinkKind(link))} if link else {}
    return say_of_pair(desk.pen, (desk.current.group_id, other), verdict, said)


def say_of_pair(pen: Pen, records: tuple[str, str], verdict: Verdict, said: Mapping[str, str], note: str = "") -> Event:
    """The event of a verdict on two records; what the same person said of them before is replaced."""
    pen.look(EventKind.DUPLICATE)
    before = [one for one in pen.standing(EventKind.DUPLICATE) if ends_of(one) == frozenset(records)]
    subject, other = (before[0].subject_id, before[0].content["other"]) if before else records
    fields = {
        "subject_id": subject,
        "decision": str(verdict),
        "note": note,
        "content": {"other": other, **said},
        "replaces": before[0].event_id if before else "",
    }
    return pen.write_all(EventKind.DUPLICATE, [fields, *map(withdrawal_of, before[1:])])[0]


def ends_of(event: Event) -> frozenset[str]:
    """The two records that an event on a pair is about."""
    return frozenset((event.subject_id, str(event.content.get("other"))))


def amend_abstract(desk: Desk, text: str, origin: str) -> Event:
    """The event that gives a record without an abstract the one that stands at `origin`; hers before is replaced."""
    before = given_abstract(desk)
    if desk.current is None or (desk.current.abstract.strip() and not before):
        raise InputError("this record has an abstract, which is kept as its source gave it.")
    if not text.strip() or not origin.strip():
        raise InputError("an abstract needs its text and where it comes from.", remedy="Give both, then save.")
    content = {"field": str(AmendedField.ABSTRACT), "value": text.strip(), "origin": origin.strip()}
    event = desk.pen.write(
        EventKind.EDIT,
        subject_id=before.subject_id if before else desk.current.group_id,
        decision=Edit.AMEND,
        content=content,
        replaces=before.event_id if before else "",
    )
    desk.amend(desk.current.group_id, text.strip())
    return event


def given_abstract(desk: Desk) -> Event | None:
    """What this reviewer gave the current record as its abstract, where that is what it shows."""
    own = [one for one in of_current(desk, EventKind.EDIT) if one.content.get("field") == AmendedField.ABSTRACT]
    shown = desk.current.abstract if desk.current else ""
    return next((one for one in own if one.content["value"] == shown), None)


def said_beside(desk: Desk) -> list[str]:
    """What this reviewer said of the current record beside her decision, in sentences."""
    given, current = given_abstract(desk), desk.current.group_id if desk.current else ""
    told = [f"Abstract given by you, from {given.content['origin']}"] if given else []
    told += [f"Flagged by you: {one.note}" for one in of_current(desk, EventKind.EDIT) if one.decision == Edit.FLAG]
    for one in of_current(desk, EventKind.DUPLICATE):
        others = [desk.group_of.get(end, end) for end in sorted(ends_of(one))]
        names = [desk.records[end].title for end in others if end in desk.records and end != current]
        verdict = PAIRS.get(Verdict(one.decision), one.decision).format(link=one.content.get("link", ""))
        told += [f"You said: {verdict} “{name}”" for name in names]
    return told


def of_current(desk: Desk, kind: EventKind) -> list[Event]:
    """What this reviewer said of the current record beside her decision, and stands."""
    group = desk.current.group_id if desk.current else ""
    return [
        one
        for one in desk.pen.standing(kind)
        if group and group in (desk.group_of.get(one.subject_id), desk.group_of.get(str(one.content.get("other"))))
    ]


def flag_record(desk: Desk, note: str) -> Event:
    """The event that asks the librarian to look at a record, and why."""
    if desk.current is None or not note.strip():
        raise InputError("a flag needs a word on what is wrong with the record.", remedy="Write it, then save.")
    return desk.pen.write(EventKind.EDIT, subject_id=desk.current.group_id, decision=Edit.FLAG, note=note.strip())
