"""How is a gap cell said? Each part of its sentence, with what it carries and what it cannot."""

from collections.abc import Iterable, Sequence

from identification.records import KnownPaperFound
from identification.vocabulary import Found, FunnelStage, GapClaim, Reach
from identification.wording import many, percent
from synthesis.detection import MIN_POSITIVES
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, SourceReach
from synthesis.statements import GapCell

NOT_INTERPRETABLE = "so this is not interpretable as absence"
ABSTRACTS = (
    "What a study has is often not in its abstract (of equity characteristics 67 to 93 % were), so not mentioned there "
    "is not absent."
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

    A count of none is an absence only where a source could have found such work and no such work is known.
    """
    reached = {one.reach for one in reach}
    if cell.present + cell.elsewhere:
        return GapClaim.PRESENT
    if not cell.assessed:
        return GapClaim.NOTHING_ASSESSED
    if told or any(one.state == Found.NOT_FOUND for one in papers):
        return GapClaim.KNOWN_ELSEWHERE
    if reached & {Reach.REACHED, Reach.NAMED}:
        return GapClaim.NONE_FOUND
    return GapClaim.OUTSIDE if Reach.OUTSIDE in reached else GapClaim.NOT_INTERPRETABLE


def say_counted(cell: GapCell, label: str) -> str:
    """How many of the studies in which a person looked report on it, and how many could not be counted."""
    seen, included = f"{label} from the {cell.perspective} perspective", many(cell.included, "included study")
    if not cell.assessed and not cell.elsewhere:
        return f"None of the {included} could be assessed for {seen}: nothing can be said."
    if not cell.assessed:
        verb = "reports" if cell.elsewhere == 1 else "report"
        return (
            f"{cell.elsewhere} of the {included} {verb} on {seen}; nobody recorded where they looked and found "
            f"nothing, so no share can be given."
        )
    left = [f"{cell.included} included"]
    left += [f"{cell.machine_nothing} where nobody recorded a look"] * bool(cell.machine_nothing)
    left += [f"{cell.not_assessable} not assessable{_unclear(cell)}"] * bool(cell.not_assessable)
    who = f"{cell.present} of" if cell.present else "None of"
    verb = "report" if cell.present > 1 else "reports"
    studies = many(cell.assessed, "study")
    return f"{who} the {studies} in which a person looked for it {verb} on {seen} ({'; '.join(left)})."


def say_bound(cell: GapCell) -> str:
    """What the upper limit would mean if the assessed studies were a random sample, which they are not."""
    if cell.bound is None or cell.bonferroni is None:
        return ""
    more = cell.elsewhere + cell.unclear
    these = f"these {cell.assessed} were" if cell.assessed > 1 else "this one was"
    if more:
        these = f"these {cell.assessed}, and the {more} more that do or may report on it, were"
    return (
        f"If {these} a random sample of the studies that such searches reach, up to "
        f"{percent(cell.bound)} of those could report on it (one-sided 95 %; {percent(cell.bonferroni)} for all "
        f"{cell.cells} cells at once)."
    )


def say_detection(cell: GapCell, double: DoubleCoding | None) -> str:
    """What the limit becomes with what coders miss, or why nothing corrects it."""
    if not cell.assessed:
        return ""
    limit, of_all = cell.corrected_bound, cell.corrected_bonferroni
    if double is None or double.sensitivity is None or limit is None or of_all is None:
        count = double.positives if double else 0
        return (
            f"Nothing corrects for what coders miss: {many(count, 'finding')} of this family "
            f"{'was' if count == 1 else 'were'} coded twice, and {MIN_POSITIVES} are needed."
        )
    return (
        f"With what coders miss it is up to {percent(limit)} ({percent(of_all)} for all cells): one coder finds about "
        f"{percent(double.sensitivity)} (both found {double.both} of {double.positives})."
    )


def say_reach(reach: Sequence[SourceReach], papers: Sequence[KnownPaperFound], claim: GapClaim) -> str:
    """Which sources could have found such work, and what of it that was known they brought."""
    last = {
        GapClaim.NOT_INTERPRETABLE: f", {NOT_INTERPRETABLE}",
        GapClaim.OUTSIDE: ", so this says nothing of work that they do not hold under such terms",
    }.get(claim, "")
    said = "; ".join(_sources(reach)) or "whether the searches could have found such work is not recorded"
    return f"{_capital(said)}{last}; {_known(papers)}."


def say_coverage(cell: GapCell, coverage: Coverage | None) -> str:
    """What of the search's yield and of the included studies nobody has seen."""
    if coverage is None:
        return ""
    undecided = f"{many(coverage.undecided, 'record')} without a decision"
    if coverage.left_at_most is not None:
        undecided += f", among them at most {many(coverage.left_at_most, 'include')}"
    said = [
        (coverage.undecided, undecided),
        (coverage.not_retrieved, f"{many(coverage.not_retrieved, 'report')} that could not be retrieved"),
        (coverage.awaiting, f"{many(coverage.awaiting, 'report')} still to be retrieved"),
        (coverage.undecided_reports, f"{many(coverage.undecided_reports, 'report')} without a decision"),
        (cell.not_assessable, f"{many(cell.not_assessable, 'included study')} that cannot be assessed"),
        (cell.machine_nothing, f"{many(cell.machine_nothing, 'included study')} where nobody recorded a look"),
    ]
    left = [words for count, words in said if count]
    text = f"Not seen: {'; '.join(left)}." if left else "All that the searches brought was seen."
    if coverage.by_one:
        text += f" One person alone decided on {coverage.by_one:,} of {many(coverage.records, 'record')}; "
        text += f"{SINGLE_SCREENER}."
    return text


def say_tipping(cell: GapCell, coverage: Coverage | None) -> str:
    """How many unseen studies would change the sentence, beside how many there may be."""
    if not cell.assessed or cell.rare_share is None or cell.ends_rare is None:
        return ""
    limit = percent(cell.rare_share)
    if not cell.ends_rare:
        reports, studies = cell.present + cell.elsewhere, cell.assessed + cell.elsewhere
        return f'{reports} of {studies} is not claimed as "almost none", which ends at {limit}.'
    more, there = _more(cell.ends_rare), f'bring the share to {limit} or more, which is not "almost none"'
    said = f"{_capital(more)} that {_report(cell.ends_rare)} on it would {there}"
    if cell.ends_none and cell.ends_rare == 1:
        said = f'One more study that reports on it would end "none" and {there}'
    elif cell.ends_none:
        said = f'One more study that reports on it would end "none"; {more} would {there}'
    return f"{said}; {_unseen(cell, coverage)}."


def say_funnel(steps: Sequence[FunnelStep]) -> str:
    """Whether records that mention it were lost at the review's own steps more often than others."""
    decided = sorted((one for one in steps if one.carriers), key=lambda one: list(FunnelStage).index(one.step))
    if not any(one.carriers + one.others for one in steps):
        return ""
    without = max(one.without_abstract for one in steps)
    lack = f" ({many(without, 'record')} without an abstract)" if without else ""
    if not decided:
        return f"No record that was decided on mentions it in title or abstract{lack}. {ABSTRACTS}"
    said = [
        f"of {many(one.carriers, 'record')}{' that mention it in title or abstract' * (place == 0)} "
        f"{one.carriers_passed} {DONE[one.step]}, against {one.others_passed} of {one.others} others"
        f"{'' if one.p is None else f' (exact {_p(one.p)})'}"
        for place, one in enumerate(decided)
    ]
    return f"{_capital('; '.join(said))}{lack}. {ABSTRACTS}"


def _sources(reach: Sequence[SourceReach]) -> list[str]:
    by = {word: [one for one in reach if one.reach == word] for word in Reach}
    found = []
    if reached := by[Reach.REACHED]:
        who = f"all {len(reach)} sources" if 1 < len(reach) == len(reached) else _names(reached)
        words = all(one.kind in ASKED_WITH_WORDS for one in reached)
        found.append(f"the topic terms of {who} reach such work" if words else f"such work is within reach of {who}")
    if named := by[Reach.NAMED]:
        found.append(f"{_names(named)} asked for it with terms of {'its' if len(named) == 1 else 'their'} own")
    if cut := by[Reach.CUT_OFF]:
        found.append(f"the search of {_names(cut)} cuts it off")
    if outside := by[Reach.OUTSIDE]:
        found.append(f"it lies outside what {_names(outside)} {_verb(outside, 'index')} under these terms")
    if unknown := by[Reach.UNKNOWN]:
        who = f"any of the {len(reach)} sources" if 1 < len(reach) == len(unknown) else _names(unknown)
        found.append(f"nobody has confirmed whether {who} could have found such work")
    return found


def _known(papers: Sequence[KnownPaperFound]) -> str:
    if not papers:
        return "no known paper tests this"
    brought = sum(one.state == Found.FOUND for one in papers)
    said = f"{brought} of {many(len(papers), 'known paper')} on it {'was' if len(papers) == 1 else 'were'} retrieved"
    missed = sum(one.state == Found.NOT_FOUND for one in papers)
    return f"{said}: such work exists that the searches missed" if missed else said


def _unseen(cell: GapCell, coverage: Coverage | None) -> str:
    if coverage is None:
        return "how many are unseen is not known"
    count = f"up to {cell.unseen:,} {'is' if cell.unseen == 1 else 'are'}" if cell.unseen else "none is"
    seen = f"of what the searches brought, {count} unseen"
    if coverage.left_at_most is None and coverage.undecided:
        return f"{seen}, beside whatever is in {many(coverage.undecided, 'undecided record')}"
    return seen


def _names(rows: Sequence[SourceReach]) -> str:
    names = [one.name for one in rows]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _unclear(cell: GapCell) -> str:
    return f", of which {cell.unclear} with such evidence that does not say whose" if cell.unclear else ""


def _verb(rows: Sequence[SourceReach], verb: str) -> str:
    return verb if len(rows) > 1 else f"{verb}es"


def _more(count: int) -> str:
    return "one more study" if count == 1 else f"{count:,} more studies"


def _report(count: int) -> str:
    return "reports" if count == 1 else "report"


def _p(p: float) -> str:
    return "p < 0.001" if p < SMALLEST_P else f"p = {p:.2g}"


SMALLEST_P = 0.001


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
