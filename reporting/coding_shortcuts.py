"""What was shortened in coding and appraisal, and what the work shows of it? Rows of the shortcuts register."""

from collections.abc import Iterable, Mapping

from extraction.coding_tables import CodingAgreement, CodingCheck, FamilyCoding
from identification.vocabulary import AppraisalPolicyName, CodingPolicyName, Stage
from identification.wording import many
from reporting.cells import percent
from reporting.contents import ReviewTables
from reporting.screening_sheets import with_interval
from reporting.stages import Shortcut

BUSCEMI = "Buscemi 2006, 10.1016/j.jclinepi.2005.11.010"
GARRITTY = "Garritty 2021, 10.1016/j.jclinepi.2020.10.007; Garritty 2024, 10.1136/bmj-2023-076335"
# What each policy leaves out, what that may bring, and who measured or said so. Coding by two has no row.
POLICIES: Mapping[CodingPolicyName, tuple[str, str, str, str]] = {
    CodingPolicyName.SINGLE: (
        "Single coding",
        "One person coded and nobody checked.",
        "What one person misreads or misses stays so. Even with a check by a second person, one extractor made more "
        "errors than two.",
        BUSCEMI,
    ),
    CodingPolicyName.SINGLE_VERIFIED: (
        "One person codes, a second checks",
        "One person coded; a second person checked extracts against their pages.",
        "A check finds wrong extracts more easily than missing ones. One extractor with a check made a fifth more "
        "errors than two (21.7 %, relative).",
        f"{BUSCEMI}; {GARRITTY}",
    ),
    CodingPolicyName.DUAL_SHARE: (
        "Two coders on a random share only",
        "Two people coded a random share, one the rest.",
        "What one person misreads or misses outside the share stays so; agreement says how alike people code, not how "
        "right.",
        GARRITTY,
    ),
}


def coding_shortcuts(tables: ReviewTables) -> Iterable[Shortcut]:
    """The rows on coding and appraisal; nothing before a report is included."""
    whole = next((one for one in tables.coding_sources if not one.family), None)
    agreed = next((one for one in tables.coding_agreement if not one.code_id), None)
    for check in tables.coding_check:
        if check.policy in POLICIES and check.reports:
            name, shortened, bias, source = POLICIES[check.policy]
            shown = _shown(check, whole, agreed)
            yield Shortcut(Stage.EXTRACTION, name, shortened, bias, source, shown, "coding.policy")
        if check.policy == CodingPolicyName.SINGLE_VERIFIED and check.share < 1 and check.reports:
            yield Shortcut(
                Stage.EXTRACTION,
                "A share of the reports checked",
                f"A second person checked {percent(check.share)} of the reports, as a draw.",
                "A share tells how often extracts do not hold and does not mend those of the other reports.",
                "Garritty 2021, 10.1016/j.jclinepi.2020.10.007, asks for all",
                _checked(whole),
                "coding.check_share",
            )
        if check.appraisal == AppraisalPolicyName.SINGLE and check.to_appraise:
            yield Shortcut(
                Stage.EXTRACTION,
                "Single appraisal",
                "One person appraised each report.",
                "Answers of appraisal rest on judgement, and nobody saw where a second person would have judged "
                "otherwise. The guidance asks for a second person to check every answer.",
                GARRITTY,
                f"{_of(check.appraised, check.to_appraise)} {_are(check.appraised)} appraised.",
                "appraisal.policy",
            )


def _shown(check: CodingCheck, whole: FamilyCoding | None, agreed: CodingAgreement | None) -> str:
    words = [f"{_of(check.twice, check.reports)} {_were(check.twice)} coded by two people."]
    if check.policy == CodingPolicyName.DUAL_SHARE:
        words.append(
            f"Of the {check.share_reports:,} in the random share {check.share_twice:,} {_were(check.share_twice)}."
        )
    words.append(_checked(whole))
    if agreed is not None:
        kappa = with_interval(agreed.kappa, agreed.kappa_low, agreed.kappa_high)
        positive = with_interval(agreed.positive, agreed.positive_low, agreed.positive_high)
        words.append(f"Agreement of two coders over all codes: kappa {kappa}, positive agreement {positive}.")
    return " ".join(words)


def _checked(whole: FamilyCoding | None) -> str:
    if whole is None or not whole.checked:
        return "No extract was seen by a second person."
    total = whole.extracts + whole.refused
    seen = f"A second person saw {whole.checked:,} of {many(total, 'extract')}"
    return f"{seen}; {whole.refused:,} {_were(whole.refused)} refused."


def _of(done: int, reports: int) -> str:
    """Only what can be read is coded and appraised, so that the included reports may be more."""
    return f"{done:,} of {many(reports, 'report')} with readable text"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
