"""What a second person's look makes of an extract: it holds, is disputed, is agreed or leaves the table."""

from dataclasses import replace
from typing import Any

import pytest

from extraction.checks import check_extracts
from extraction.documents import Extract, RefusedExtract, SetAside
from extraction.extracts import CHANGED_CODE
from extraction.work import not_looked_for, work_done
from identification.events import Event
from identification.vocabulary import Check, EventKind
from tests.unit.synthesis.making_extracts import CODEBOOK, extract, looked

ONE = replace(extract("S1", "SK.TRUST"), extract_id="X1")
CODED = Event("X1", "t", "ak", EventKind.CODING, "S1.pdf", "affirmed", content={"code_id": "SK.TRUST"})


def judged(event_id: str, decision: str, who: str = "bm", sitting: str = "verification", **more: Any) -> Event:
    """One judgement on the extract; `content` may name another one."""
    content = {"extract_id": "X1", "sitting": sitting, **more.pop("content", {})}
    subject = more.pop("document", "S1.pdf")
    return Event(event_id, "t", who, EventKind.VERIFICATION, subject, decision, content=content, **more)


def after(*events: Event, one: Extract = ONE) -> tuple[list[Extract], list[RefusedExtract], list[SetAside]]:
    return check_extracts([one], [CODED, *events], CODEBOOK)


def test_an_extract_at_which_nobody_looked_stands_unchecked() -> None:
    assert after() == ([ONE], [], [])


def test_an_extract_that_holds_for_a_second_person_is_checked() -> None:
    [one], refused, aside = after(judged("v1", "holds"))

    assert (one.check, one.checked_by, refused, aside) == (Check.CHECKED, ("bm",), [], [])


def test_one_who_says_that_it_does_not_hold_disputes_it_whatever_others_say() -> None:
    [one], _, _ = after(judged("v1", "holds"), judged("v2", "does not hold", "cd"))

    assert one.check == Check.DISPUTED


def test_a_reconciliation_overrules_what_was_verified() -> None:
    disputed = judged("v1", "does not hold")

    [one], _, _ = after(disputed, judged("r1", "holds", "cd", "reconciliation"))

    assert (one.check, one.checked_by) == (Check.AGREED, ("cd",))


def test_an_extract_that_was_reconciled_as_not_holding_is_kept_beside_with_who_and_why() -> None:
    kept, [refused], _ = after(judged("r1", "does not hold", "cd", "reconciliation", note="It is about managers."))

    assert kept == []
    assert (refused.extract_id, refused.who, refused.quote) == ("X1", "ak", "words")
    assert (refused.checked_by, refused.why) == (("cd",), "It is about managers.")


def test_people_who_reconciled_differently_leave_it_disputed() -> None:
    both = judged("r1", "holds", "ak", "reconciliation"), judged("r2", "does not hold", "bm", "reconciliation")

    [one], refused, _ = after(*both)

    assert (one.check, refused) == (Check.DISPUTED, [])


def test_a_judgement_that_was_replaced_or_withdrawn_no_longer_counts() -> None:
    first = judged("v1", "does not hold")

    [replaced], _, _ = after(first, judged("v2", "holds", replaces="v1"))
    [withdrawn], _, _ = after(first, judged("v3", "withdrawn", replaces="v1"))

    assert (replaced.check, withdrawn.check) == (Check.CHECKED, None)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (judged("v1", "holds", "ak"), "nobody verifies what she coded herself"),
        (judged("v1", "holds", content={"extract_id": "X9"}), "'X9' is no coding of the review"),
        (judged("v1", "holds", document="S2.pdf"), "the extract is of S1.pdf, not of S2.pdf"),
    ],
)
def test_a_judgement_that_cannot_count_is_set_aside_with_its_reason(event: Event, why: str) -> None:
    [one], _, aside = after(event)

    assert one.check is None
    assert [(each.subject, why in each.why) for each in aside] == [("v1", True)]


def test_a_judgement_on_a_coding_that_was_replaced_since_is_nothing_to_mend() -> None:
    again = Event("X2", "t", "ak", EventKind.CODING, "S1.pdf", "affirmed", content=CODED.content, replaces="X1")

    [one], _, aside = check_extracts(
        [replace(ONE, extract_id="X2")], [CODED, again, judged("v1", "does not hold")], CODEBOOK
    )

    assert (one.check, aside) == (None, [])


def test_a_changed_code_is_looked_at_again_by_one_who_saw_its_present_meaning() -> None:
    changed = replace(ONE, changed=(CHANGED_CODE, "another file"))
    present = {"meaning": CODEBOOK.code("SK.TRUST").meaning}

    [seen], _, _ = after(judged("v1", "holds", content=present), one=changed)
    [before], _, _ = after(judged("v1", "holds", content={"meaning": "0ld"}), one=changed)
    [denied], _, _ = after(judged("v1", "does not hold", content=present), one=changed)

    assert seen.changed == ("another file",)
    assert before.changed == denied.changed == changed.changed


def test_a_coder_is_done_when_every_family_and_required_code_has_an_extract_or_a_look() -> None:
    families = [replace(one, codes=(replace(one.codes[0], required=True), *one.codes[1:])) for one in CODEBOOK.families]
    asking = replace(CODEBOOK, families=tuple(families))

    assert not_looked_for([extract("S1", "DEF.NONE"), looked("S1", "SK")], asking) == ["EDI", "DEF.EXPLICIT", "EDI.SEX"]
    assert not_looked_for([looked("S1", one) for one in ("DEF", "SK", "EDI")], asking) == []


def test_a_check_is_done_when_all_that_others_coded_is_judged() -> None:
    own = replace(extract("S1", "SK.HUMILITY", who="bm"), extract_id="B1")
    two = replace(extract("S1", "SK.HUMILITY"), extract_id="X2")

    def checked(*events: Event) -> tuple[bool, bool]:
        work = work_done([ONE, two, own], [], events, [], [], CODEBOOK)
        return ("R-S1.pdf", "bm") in work.checking, ("R-S1.pdf", "bm") in work.checked

    assert ("R-S1.pdf", "ak") not in work_done([ONE], [], [judged("v1", "holds", "ak")], [], [], CODEBOOK).checking
    first, second = judged("v1", "holds"), judged("v2", "holds", content={"extract_id": "X2"})
    assert (checked(), checked(first), checked(first, second)) == ((False, False), (True, False), (True, True))
