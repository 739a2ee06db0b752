"""Are the policies kept? What the decisions show of each, and what a policy still asks for, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from identification.intervals import upper_bound
from identification.vocabulary import Batch, EventKind, Outcome, PolicyName
from screening.agreement import Said, any_two, within
from screening.outcomes import PolicyCheck, Screened
from screening.policies import Plan, Policy

NAMES = {"kappa": "kappa", "ac1": "AC1", "pabak": "PABAK", "raw": "raw agreement", "positive": "positive agreement"}


def check_policy(rows: Sequence[Screened], said: Mapping[str, Said], policy: Policy) -> PolicyCheck:
    """What the decisions of one stage show of its policy.

    `said` is what people said at first. The agreement that lets a team go on singly is that of the random share without
    the pilot, which was screened in training; nobody's decision outside the draw counts, since people choose what they
    look at twice.
    """
    stage, plan = EventKind(policy.stage), Plan(policy)
    pilot = [row for row in rows if row.batch == Batch.PILOT]
    share = [row for row in rows if plan.in_share(row.group_id) and row.outcome != Outcome.NOT_SCREENED]
    excluded = [row for row in rows if row.exclude]
    to_check = [row for row in excluded if plan.is_checked(row.group_id)]
    checked = [row for row in to_check if len(row.people) > 1]
    disputed = [row for row in checked if row.include or row.maybe]
    wrong = [row for row in disputed if row.outcome != Outcome.EXCLUDED]
    drawn = {row.group_id for row in share if row.batch == Batch.SHARE}
    agreed = any_two(within(said, drawn), stage, seed=policy.seed)
    found = PolicyCheck(
        stage=stage,
        policy=PolicyName(policy.name),
        records=len(rows),
        decided=sum(row.outcome in (Outcome.INCLUDED, Outcome.EXCLUDED) for row in rows),
        twice=sum(len(row.people) > 1 for row in rows),
        pilot_records=len(pilot),
        pilot_awaiting=sum(row.outcome == Outcome.AWAITING for row in pilot),
        share_records=len(share),
        share_twice=sum(len(row.people) > 1 for row in share),
        statistic=policy.statistic,
        at_least=policy.at_least,
        compared=agreed.n,
        value=getattr(agreed, policy.statistic, None),
        low=getattr(agreed, f"{policy.statistic}_low", None),
        high=getattr(agreed, f"{policy.statistic}_high", None),
        exclusions=len(excluded),
        to_check=len(to_check),
        checked=len(checked),
        disputed=len(disputed),
        overturned=sum(row.outcome == Outcome.INCLUDED for row in disputed),
        overturned_at_most=upper_bound(len(wrong), len(checked)),
        waits_for="",
    )
    return found if policy.name != PolicyName.DUAL_SHARE else _asked(found)


def batches_of(rows: Sequence[Screened]) -> dict[str, Batch]:
    """The draw that each record of a stage is in."""
    return {row.group_id: row.batch for row in rows}


def agreement_words(check: PolicyCheck) -> str:
    """The agreement on the random share as sentences print it.

    >>> two_digits(0.523), two_digits(1.0), two_digits(-0.1)
    ('.52', '1.00', '-.10')
    """
    name = NAMES.get(check.statistic, check.statistic)
    value = "not defined (0/0)" if check.value is None else two_digits(check.value)
    limits = [two_digits(limit) for limit in (check.low, check.high) if limit is not None]
    return ", ".join([f"{name} {value}", *([f"95 % {' to '.join(limits)}"] * bool(limits)), f"n {check.compared:,}"])


def two_digits(value: float) -> str:
    """A statistic with two digits and without the nought that it cannot exceed."""
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"


def _asked(check: PolicyCheck) -> PolicyCheck:
    """The check with what a screened share still asks for; nothing before anybody has decided."""
    return replace(check, waits_for=_waits_for(check)) if check.twice or check.decided else check


def _waits_for(check: PolicyCheck) -> str:
    if missing := check.share_records - check.share_twice:
        return f"{missing:,} of the {check.share_records:,} records of the random share wait for a second decision"
    if check.value is not None and check.value >= check.at_least:
        return ""
    below = f"is below the {two_digits(check.at_least)} of the protocol"
    judged = "says nothing yet" if check.value is None else below
    return f"agreement on the random share ({agreement_words(check)}) {judged}"
