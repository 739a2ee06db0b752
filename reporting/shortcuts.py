"""What was done in a shorter way than a full systematic review would? The shortcuts register of a review."""

from collections.abc import Iterable, Mapping
from typing import Any

from identification.vocabulary import Outcome, PolicyName, Stage, StopRule
from identification.wording import many
from reporting.cells import percent
from reporting.coding_shortcuts import coding_shortcuts
from reporting.contents import ReviewTables
from reporting.stages import Shortcut, in_order
from screening.outcomes import PolicyCheck, Screened
from screening.policy_checks import agreement_words, two_digits

# What each policy leaves out, what that may bring, and who measured or said so. Screening by two has no row.
POLICIES: Mapping[PolicyName, tuple[str, str, str, str]] = {
    PolicyName.SINGLE: (
        "Single screening",
        "One person's decision is enough.",
        "A single screener finds about 81 % of what belongs in a review.",
        "Measured in 16 Campbell reviews with 76 screeners",
    ),
    PolicyName.DUAL_SHARE: (
        "Two people on a random share only",
        "Two people decided on a random share, one on the rest.",
        "What one person misses outside the share stays missed; agreement on a share says how alike people decide, not "
        "how right.",
        "Garritty 2021, 10.1016/j.jclinepi.2020.10.007; Garritty 2024, 10.1136/bmj-2023-076335",
    ),
    PolicyName.CHECKED_EXCLUSIONS: (
        "One person, exclusions checked",
        "One person decided; a second person read exclusions.",
        "An inclusion is checked by nobody at this stage. Exclusions that no second person read may hold "
        "what the first missed.",
        "Garritty 2021, 10.1016/j.jclinepi.2020.10.007",
    ),
}
STOP_SOURCES: Mapping[str, str] = {
    StopRule.GUARANTEED: "Waudby-Smith and Ramdas 2020, arXiv 2006.04347",
    StopRule.RAPID: "After Callaghan and Mueller-Hansen 2020, 10.1186/s13643-020-01521-4",
    StopRule.IN_A_ROW: "A rule of thumb; docs/benchmarks.md has how often it misses the target",
}


def list_shortcuts(config: Mapping[str, Any], tables: ReviewTables) -> list[Shortcut]:
    """The register, in the order of the review; `config` is a checked config.yaml.

    Screening and coding by two people shorten nothing. A pilot is no shortcut either and has its row, since it is what
    stands behind the decisions that one person takes.
    """
    found = []
    for check in in_order(tables.policies):
        rows = tables.title_abstract if check.stage.value == Stage.TITLE_ABSTRACT.value else tables.full_text
        found += [*_policy(check, rows), *_pilot(check)]
    return [*found, *_stop(config, tables), *coding_shortcuts(tables)]


def _policy(check: PolicyCheck, rows: Iterable[Screened]) -> Iterable[Shortcut]:
    if check.policy in POLICIES:
        name, shortened, bias, source = POLICIES[check.policy]
        key = f"screening.{check.stage}.policy"
        yield Shortcut(Stage(check.stage), name, shortened, bias, source, _shown(check, rows), key)


def _shown(check: PolicyCheck, rows: Iterable[Screened]) -> str:
    once = sum(row.outcome in (Outcome.INCLUDED, Outcome.EXCLUDED) and len(row.people) == 1 for row in rows)
    words = [
        f"{check.twice:,} of {many(check.records, 'record')} carry two people's decisions",
        f"{once:,} rest on one person's",
    ]
    if check.policy == PolicyName.DUAL_SHARE:
        words.append(f"of the {check.share_records:,} in the random share {check.share_twice:,} carry two")
        words.append(f"agreement there: {agreement_words(check)}")
        words.append(check.waits_for or f"the {two_digits(check.at_least)} of the protocol is reached")
    if check.policy == PolicyName.CHECKED_EXCLUSIONS:
        words.append(f"{check.to_check:,} of {many(check.exclusions, 'exclusion')} are drawn for a check")
        words.append(f"a second person read {check.checked:,} of these and did not exclude {check.disputed:,}")
        words.append(f"{check.overturned:,} were included in the end")
        words.append(_bound(check))
    return ". ".join(word[0].upper() + word[1:] for word in words) + "."


def _bound(check: PolicyCheck) -> str:
    if check.overturned_at_most is None:
        return "nothing can be said of how many exclusions are wrong"
    bound = f"at most {percent(check.overturned_at_most)} of the exclusions are wrong"
    return f"{bound} (one-sided 95 %; what is not settled counts as wrong)"


def _pilot(check: PolicyCheck) -> Iterable[Shortcut]:
    if check.pilot_records:
        done = check.pilot_records - check.pilot_awaiting
        yield Shortcut(
            Stage(check.stage),
            "Pilot",
            f"Everybody screened {many(check.pilot_records, 'record')} before the others were shared out.",
            "A pilot shows whether people read the criteria alike at the start; it does not show that they still do.",
            "Garritty 2021, 10.1016/j.jclinepi.2020.10.007",
            f"{done:,} of {check.pilot_records:,} carry everybody's decision. Agreement stands under batch pilot.",
            f"screening.{check.stage}.pilot",
        )


def _stop(config: Mapping[str, Any], tables: ReviewTables) -> Iterable[Shortcut]:
    unread = sum(row.outcome == Outcome.NOT_SCREENED for row in tables.title_abstract)
    if unread:
        yield Shortcut(
            Stage.TITLE_ABSTRACT,
            "Screening stopped early",
            f"{unread:,} of {len(tables.title_abstract):,} records were not screened.",
            "What belongs in the review and stands among them is missed, and what ranks low may differ from the rest.",
            STOP_SOURCES.get(config["stopping"]["preset"], "No rule was named before"),
            " ".join(one.sentence for one in tables.stopping),
            "stopping.preset",
        )
