"""How is a gap cell said? Each part of its sentence, with what it carries and what it cannot."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from identification.records import KnownPaperFound
from identification.vocabulary import Found, FunnelStage, GapClaim, Reach
from identification.wording import many, p_value, percent
from synthesis.detection import MIN_POSITIVES
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.statements import GapCell

NOT_INTERPRETABLE = "so this is not interpretable as absence"
UNRECORDED = "whether the searches could have found such work is not recorded"
ABSTRACTS = (
    "What a study has is often not in its abstract (of equity characteristics from 1 in 4, occupation, to 93 %, race, "
    "of 62 studies), so what is not mentioned there is not absent."
)
SINGLE_SCREENER = "a single screener finds about 81 % of what belongs in a review"
ASKED_WITH_WORDS = ("database", "register", "website", "organisation")
DONE = {
    FunnelStage.TITLE_ABSTRACT: "passed title and abstract screening",
    FunnelStage.RETRIEVAL: "could be retrieved",
    FunnelStage.FULL_TEXT: "passed full-text screening",
}


def claim_of(cell: GapCell, reach: Iterable[SourceReach], papers: Iterable[KnownPaperFound], told: bool) -> GapClaim:
    """What a cell may be read as; `told` when evidence on it is quoted from outside or in a review that is not counted.

    A count of none is an absence only where every source that holds such work could have found it, in the word of a
    person, and no such work is known.
    """
    reached = {one.reach for one in reach}
    if cell.present + cell.elsewhere:
        return GapClaim.PRESENT
    if not cell.assessed:
        return GapClaim.NOTHING_ASSESSED
    if told or any(one.state == Found.NOT_FOUND for one in papers):
        return GapClaim.KNOWN_ELSEWHERE
    if cell.unclear:
        return GapClaim.MAY_EXIST
    if reached & {Reach.REACHED, Reach.NAMED}:
        return GapClaim.PARTLY if reached & {Reach.CUT_OFF, Reach.UNKNOWN} else GapClaim.NONE_FOUND
    return GapClaim.OUTSIDE if Reach.OUTSIDE in reached else GapClaim.NOT_INTERPRETABLE


def say_counted(cell: GapCell, label: str) -> str:
    """How many of the studies in which a person looked report on it, and how many could not be counted, and why."""
    seen = f"{label} from the {cell.perspective} perspective"
    if not cell.included:
        return f"No study is included yet, so nothing can be said of {seen}."
    left = f"({'; '.join(_left(cell))})"
    if not cell.assessed:
        there = f" All the same {cell.elsewhere} {_report(cell.elsewhere)} on it." if cell.elsewhere else ""
        return f"Nobody has recorded a full look for {seen} in any study {left}, so no share can be given.{there}"
    if cell.assessed == 1:
        finding = "a finding" if cell.present else "no finding"
        return f"The only study in which a person looked for it reports {finding} on {seen} {left}."
    who = f"{cell.present} of" if cell.present else "None of"
    verb = "report" if cell.present > 1 else "reports"
    return f"{who} the {cell.assessed} studies in which a person looked for it {verb} a finding on {seen} {left}."


def say_bound(cell: GapCell) -> str:
    """What the upper limit would mean if the assessed studies were a random sample, which they are not."""
    if cell.bound is None or cell.bonferroni is None:
        return ""
    more = cell.elsewhere + cell.unclear
    these = f"these {cell.assessed} were" if cell.assessed > 1 else "this one were"
    if more:
        does = "does or may report" if more == 1 else "do or may report"
        these = f"{these.removesuffix(' were')}, and the {more} more that {does} on it, were"
    return (
        f"If {these} a random sample of the studies that such searches reach, up to {percent(cell.bound)} of those "
        f"could report on it (one-sided 95 %; {percent(cell.bonferroni)} where the limits of all {cell.cells} cells "
        "are to hold together)."
    )


def say_detection(cell: GapCell, double: DoubleCoding | None) -> str:
    """What the limit becomes with what coders miss, or why nothing corrects it."""
    if not cell.assessed:
        return ""
    limit, of_all = cell.corrected_bound, cell.corrected_bonferroni
    if double is None or double.sensitivity is None or double.at_least is None or limit is None or of_all is None:
        found = double.positives if double else 0
        said = f"either found {many(found, 'finding')} of this family and both {double.both if double else 0}"
        said = said if found else "neither coded a finding of this family"
        return f"Not corrected for what coders miss: where two people coded, {said}; {MIN_POSITIVES} are needed."
    return (
        f"With what coders miss it is up to {percent(limit)} ({percent(of_all)} for all cells): one coder finds about "
        f"{percent(double.sensitivity)}, at least {percent(double.at_least)} (of {double.positives} findings that "
        f"either of two found, both found {double.both})."
    )


def say_reach(
    reach: Sequence[SourceReach],
    papers: Sequence[KnownPaperFound],
    claim: GapClaim,
    cut_off: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Which sources could have found such work, in the word of how many, and what of it that was known they brought.

    `cut_off` names for a family the codes of it that a source cuts off although it reaches the family.
    """
    last = {
        GapClaim.NOT_INTERPRETABLE: f", {NOT_INTERPRETABLE}",
        GapClaim.OUTSIDE: ", so this says nothing of work that they do not hold under such terms",
    }.get(claim, "")
    said = "; ".join(_sources(reach, cut_off or {}))
    people = {one.who for one in reach if one.who}
    start = f"In the word of {_people(people)}: {said}" if people else _capital(said or UNRECORDED)
    return f"{start}{last}; {_known(papers, claim)}."


def say_coverage(cell: GapCell, coverage: Coverage | None) -> str:
    """What of the search's yield and of the included studies nobody has seen."""
    if coverage is None:
        return ""
    undecided = f"{many(coverage.undecided, 'record')} without a decision"
    if coverage.left_at_most is not None and coverage.undecided:
        undecided += f" (at most {many(coverage.left_at_most, 'include')} among them)"
    unread = cell.not_assessable - cell.without_text - cell.unclear
    said = [
        (coverage.undecided, undecided),
        (coverage.not_retrieved, f"{many(coverage.not_retrieved, 'report')} that could not be had"),
        (coverage.awaiting, f"{many(coverage.awaiting, 'report')} still to be had"),
        (coverage.undecided_reports, f"{many(coverage.undecided_reports, 'report')} without a decision"),
        (cell.without_text, f"{many(cell.without_text, 'included study')} without readable text"),
        (cell.machine_nothing + unread, f"{many(cell.machine_nothing + unread, 'included study')} not looked through"),
    ]
    left = [words for count, words in said if count]
    text = (
        f"Of what the searches brought nobody has seen {_and(left)}."
        if left
        else ("Everything that the searches brought was seen.")
    )
    if coverage.by_one:
        text += f" One person alone decided on {coverage.by_one:,} of {many(coverage.records, 'record')}; "
        text += f"{SINGLE_SCREENER}."
    return text


def say_tipping(cell: GapCell) -> str:
    """How many unseen studies would change the sentence."""
    if not cell.assessed or cell.rare_share is None or cell.ends_rare is None:
        return ""
    limit = percent(cell.rare_share)
    if not cell.ends_rare:
        return f'"Almost none" would be less than {limit}, by the protocol; this is more.'
    more, there = _more(cell.ends_rare), f'bring the share to {limit} or more, which is not "almost none"'
    said = f"{_capital(more)} that {_report(cell.ends_rare)} on it would {there}"
    if cell.ends_none and cell.ends_rare == 1:
        said = f'One more study that reports on it would end "none" and {there}'
    elif cell.ends_none:
        said = f'One more study that reports on it would end "none"; {more} would {there}'
    return f"{said}."


def say_funnel(steps: Sequence[FunnelStep]) -> str:
    """Whether records that mention it were lost at the review's own steps more often than others."""
    decided = sorted((one for one in steps if one.carriers), key=lambda one: list(FunnelStage).index(one.step))
    if not any(one.carriers + one.others for one in steps):
        return ""
    without = max(one.without_abstract for one in steps)
    lack = f"; {many(without, 'record')} without an abstract" if without else ""
    if not decided:
        return f"No record that was decided on has words of it in title or abstract{lack}. {ABSTRACTS}"
    said = [
        f"{one.carriers_passed} of {one.carriers} {DONE[one.step]}"
        + (f", against {one.others_passed} of {one.others} others" if one.others else "")
        + ("" if one.p is None else f" (exact {p_value(one.p)})")
        for one in decided
    ]
    return (
        "Of records with words of it in title or abstract (whosever it is; a machine looked, and they may state an "
        f"absence{lack}) {'; '.join(said)}. {ABSTRACTS}"
    )


def say_why(research: Sequence[Recommendation], claim: GapClaim) -> str:
    """Why it is a gap, in the word of how many, and which research would close it; nothing of what is there."""
    if not research or claim == GapClaim.PRESENT:
        return ""
    reasons = _and(list(dict.fromkeys(one.reason for one in research)))
    people = _people({one.by for one in research})
    closing = _and([one.research_id for one in research])
    return f"Why, in the word of {people}: {reasons}. Research that would close it: {closing}."


def _people(ids: Collection[str]) -> str:
    """How many people said something; who they are stands in the tables, and in no sentence that leaves the team."""
    return "one person" if len(ids) == 1 else f"{len(ids)} people"


def _left(cell: GapCell) -> list[str]:
    """The included studies that are no part of the denominator, by reason."""
    unread = cell.not_assessable - cell.without_text - cell.unclear
    left = [f"{cell.included} included"]
    left += [f"{cell.without_text} without readable text"] * bool(cell.without_text)
    left += [f"{cell.unclear} with such evidence that does not say whose"] * bool(cell.unclear)
    left += [f"{unread} where words of it stand and nobody looked"] * bool(unread)
    return left + [f"{cell.machine_nothing} where nobody recorded a look"] * bool(cell.machine_nothing)


def _sources(reach: Sequence[SourceReach], cut_off: Mapping[str, Sequence[str]]) -> list[str]:
    by = {word: [one for one in reach if one.reach == word] for word in Reach}
    found = []
    if reached := by[Reach.REACHED]:
        who = _all(reached, reach) or _names(reached)
        words = all(one.kind in ASKED_WITH_WORDS for one in reached)
        found.append(f"the topic terms of {who} reach such work" if words else f"such work is within reach of {who}")
    if named := by[Reach.NAMED]:
        found.append(f"{_names(named)} asked for it with terms of {'its' if len(named) == 1 else 'their'} own")
    if found and cut_off:
        found[-1] += f", though {_and([f'{source} cuts off {_and(codes)}' for source, codes in cut_off.items()])}"
    if cut := by[Reach.CUT_OFF]:
        found.append(f"the search of {_names(cut)} cuts it off")
    if outside := by[Reach.OUTSIDE]:
        found.append(f"it lies outside what {_names(outside)} {_verb(outside, 'index')} under these terms")
    if unknown := by[Reach.UNKNOWN]:
        every = _all(unknown, reach).replace("all ", "any of the ").replace("both ", "either of the ")
        who = every or _names(unknown)
        found.append(f"nobody has confirmed whether {who} could have found such work")
    return found


def _all(some: Sequence[SourceReach], reach: Sequence[SourceReach]) -> str:
    if len(some) < len(reach) or len(reach) == 1:
        return ""
    return "both sources" if len(reach) == 2 else f"all {len(reach)} sources"


def _known(papers: Sequence[KnownPaperFound], claim: GapClaim) -> str:
    if not papers:
        return "no known paper tests this"
    brought = sum(one.state == Found.FOUND for one in papers)
    be = "was" if len(papers) == 1 else "were"
    said = f"{brought} of {many(len(papers), 'known paper')} on it {be} found by the searches"
    if any(one.state == Found.NOT_FOUND for one in papers):
        return f"{said}: the team knows of such work that they missed"
    absent = brought and claim != GapClaim.PRESENT
    return f"{said}, and yet no included study has a finding of it" if absent else said


def _names(rows: Sequence[SourceReach]) -> str:
    return _and([one.name for one in rows])


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _verb(rows: Sequence[SourceReach], verb: str) -> str:
    return verb if len(rows) > 1 else f"{verb}es"


def _more(count: int) -> str:
    return "one more study" if count == 1 else f"{count:,} more studies"


def _report(count: int) -> str:
    return "reports" if count == 1 else "report"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
