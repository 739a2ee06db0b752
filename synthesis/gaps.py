"""What is missing, and how sure can one be? A declared cell, its states over studies, and what its sentence rests on.

All eight points of what a gap statement must carry (docs/method.md): states, bound, polarity and origin, detection,
reach, coverage with tipping point, the funnel, and why it is a gap with the research that would close it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extraction.codebook import Codebook
from extraction.documents import Extract, StudyCode
from extraction.study_names import name_studies
from identification.intervals import upper_bound
from identification.records import KnownPaperFound
from identification.vocabulary import Attribution, CellState, CodeStatus, DocumentStatus, Perspective, Reach
from identification.wording import inside, many
from synthesis import gap_sentences as say
from synthesis.cell_names import is_known_for
from synthesis.coverage import studies_to_reach
from synthesis.detection import corrected_bound, corrected_share
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.statements import Evidence, GapCell
from synthesis.states import EVIDENCE, Coded, DeclaredGap, counts_as_evidence, looks_for, on_code, seen_from


@dataclass(frozen=True)
class Grounds:
    """What gap sentences rest on beside the states of studies; of an empty table they say that it is missing."""

    reach: tuple[SourceReach, ...] = ()
    papers: tuple[KnownPaperFound, ...] = ()
    double: tuple[DoubleCoding, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    funnel: tuple[FunnelStep, ...] = ()
    research: tuple[Recommendation, ...] = ()


def state_gaps(
    declared: Iterable[DeclaredGap],
    states: Iterable[StudyCode],
    coded: Coded,
    codebook: Codebook,
    grounds: Grounds = Grounds(),  # noqa: B008
) -> list[GapCell]:
    """Every declared cell, the family's first: how many studies report on it, and what that carries."""
    by_cell: dict[tuple[str, str], list[StudyCode]] = {}
    for state in states:
        by_cell.setdefault((state.code_id, state.perspective), []).append(state)
    cells = [cell for gap in declared for cell in _cells(gap, by_cell, coded, codebook, grounds)]
    return [replace(cell, order=order) for order, cell in enumerate(cells, start=1)]


def in_short(cell: GapCell) -> str:
    """A gap in the sentences that open a report: counted, how large at most, reachable, and what would change it."""
    more = (cell.says_coverage, cell.says_tipping) if cell.assessed else ()
    return " ".join(filter(None, (cell.says_counted, cell.says_bound, cell.says_reach, *more)))


def list_evidence(declared: Iterable[DeclaredGap], coded: Coded) -> list[Evidence]:
    """Every extract of a gap family with whether it counts as evidence, and why or why not."""
    families = {gap.family for gap in declared}
    return [
        Evidence(
            extract_id=extract.extract_id,
            study_id=extract.study_id,
            code_id=extract.code_id,
            perspective=extract.perspective or "",
            status=extract.status,
            counts_as_evidence=counts_as_evidence(extract, coded)[0],
            why=counts_as_evidence(extract, coded)[1],
            origin=extract.origin,
            quote=extract.quote,
            page=extract.page,
            document_id=extract.document_id,
        )
        for extract in (*coded.extracts, *coded.beside)
        if extract.code_id.split(".")[0] in families and extract.status != CodeStatus.LOOKED_NOT_FOUND
    ]


def _cells(
    gap: DeclaredGap,
    by_cell: Mapping[tuple[str, str], Sequence[StudyCode]],
    coded: Coded,
    codebook: Codebook,
    grounds: Grounds,
) -> list[GapCell]:
    labels = {gap.family: gap.name} | {code: inside(codebook.code(code).name) for code in gap.codes}
    cells = [(code, perspective) for code in labels for perspective in gap.perspectives]
    counted = [
        _count(gap, code, perspective, labels[code], by_cell.get((code, perspective), []), coded, len(cells))
        for code, perspective in cells
    ]
    return [_with_sentence(_with_detection(cell, grounds), labels, coded, grounds) for cell in counted]


def _count(
    gap: DeclaredGap,
    code: str,
    perspective: str,
    label: str,
    states: Sequence[StudyCode],
    coded: Coded,
    cells: int,
) -> GapCell:
    count = Counter(state.state for state in states)
    there = [state for state in states if state.state == CellState.PRESENT]
    present = sum(state.searched for state in there)
    elsewhere, assessed = len(there) - present, present + count[CellState.ABSENT]
    unclear = [one for one in states if one.state == CellState.NOT_ASSESSABLE and one.extract_ids]
    unreadable = {one.study_id for one in coded.reports if one.document_status != DocumentStatus.READ}
    at_most, of = len(there) + len(unclear), assessed + elsewhere + len(unclear)
    assessed_ids = {state.study_id for state in states if state.state == CellState.ABSENT}
    return GapCell(
        order=0,
        cell_id=f"{gap.id}:{code}:{perspective}",
        gap_id=gap.id,
        label=f"{label}, {perspective} perspective",
        code_id=code,
        perspective=perspective,
        included=len(coded.studies),
        present=present,
        elsewhere=elsewhere,
        absent=count[CellState.ABSENT],
        machine_nothing=count[CellState.MACHINE_NOTHING],
        not_assessable=count[CellState.NOT_ASSESSABLE],
        without_text=sum(
            state.study_id in unreadable
            for state in states
            if state.state == CellState.NOT_ASSESSABLE and not state.extract_ids
        ),
        unclear=len(unclear),
        assessed=assessed,
        bound=upper_bound(at_most, of) if assessed else None,
        cells=cells,
        bonferroni=upper_bound(at_most, of, cells=cells) if assessed else None,
        study_ids=tuple(sorted(state.study_id for state in there)),
        sentence="",
        rare_share=gap.rare_share,
        ends_none=None if there or not assessed else 1,
        ends_rare=studies_to_reach(gap.rare_share, len(there), assessed + elsewhere) if assessed else None,
        extract_ids=tuple(sorted({extract for state in (*there, *unclear) for extract in state.extract_ids})),
        look_ids=tuple(sorted(one.extract_id for one in looks_for(coded.extracts, gap.family, perspective))),
        assessed_ids=tuple(sorted(assessed_ids | {state.study_id for state in there if state.searched})),
    )


def _with_detection(cell: GapCell, grounds: Grounds) -> GapCell:
    """The cell with its share and limit corrected for what coders miss, where enough was coded twice."""
    double = next((one for one in grounds.double if one.gap_id == cell.gap_id), None)
    if double is None:
        return cell
    doubly = len(set(cell.assessed_ids) & set(double.twice))
    found = {"found": double.positives, "both": double.both, "doubly": doubly}
    # Studies outside the denominator that do or may report on it raise the limit; at worst one person coded them.
    more = cell.elsewhere + cell.unclear
    at_most, singly = cell.present + more, cell.assessed - doubly + more
    return replace(
        cell,
        corrected=corrected_share(cell.present, singly=cell.assessed - doubly, **found),
        corrected_bound=corrected_bound(at_most, singly=singly, **found),
        corrected_bonferroni=corrected_bound(at_most, singly=singly, cells=cell.cells, **found),
        detection_ids=double.extract_ids,
    )


def _with_sentence(cell: GapCell, labels: Mapping[str, str], coded: Coded, grounds: Grounds) -> GapCell:
    quoted, told = _quoted(coded, cell), _told_by_reviews(coded, cell)
    reach = [one for one in grounds.reach if one.cell_id == cell.cell_id]
    papers = [one for one in grounds.papers if any(is_known_for(name, cell.cell_id) for name in one.cells)]
    double = next((one for one in grounds.double if one.gap_id == cell.gap_id), None)
    coverage = next(iter(grounds.coverage), None)
    steps = [one for one in grounds.funnel if (one.gap_id, one.code_id) == (cell.gap_id, cell.code_id)]
    research = [one for one in grounds.research if cell.cell_id in one.cells]
    missing = _said_to_be_missing(coded, cell)
    claim = say.claim_of(cell, reach, papers, bool(quoted or told))
    cell = replace(
        cell,
        claim=claim,
        unseen=_unseen(cell, coverage),
        extract_ids=tuple(sorted({*cell.extract_ids, *(one.extract_id for one in (*quoted, *told, *missing))})),
        known_papers=tuple(one.number for one in papers),
        reasons=tuple(dict.fromkeys(one.reason for one in research)),
        research=tuple(one.research_id for one in research),
    )
    beside = _beside(cell, quoted, told, missing, coded)
    cell = replace(
        cell,
        says_counted=" ".join([say.say_counted(cell, labels[cell.code_id]), *beside]),
        says_bound=say.say_bound(cell),
        says_detection=say.say_detection(cell, double),
        says_reach=say.say_reach(reach, papers, claim, _cut_off(cell, reach, grounds, labels)),
        says_coverage=say.say_coverage(cell, coverage),
        says_tipping=say.say_tipping(cell),
        says_funnel=say.say_funnel(steps),
        says_why=say.say_why(research, claim),
    )
    return replace(cell, sentence=" ".join(filter(None, _parts(cell))))


def _parts(cell: GapCell) -> list[str]:
    """The parts of the sentence; of what was lost at our own steps the family's cell speaks for all."""
    if not cell.assessed:
        return [cell.says_counted, cell.says_reach]
    said = [cell.says_counted, cell.says_bound, cell.says_detection, cell.says_reach, cell.says_coverage]
    return [*said, cell.says_tipping, cell.says_why, *([cell.says_funnel] if cell.is_family else [])]


def _unseen(cell: GapCell, coverage: Coverage | None) -> int:
    """How many studies nobody has assessed for the cell: included ones, open reports, includes left at most."""
    here = cell.machine_nothing + cell.not_assessable
    if coverage is None:
        return here
    open_reports = coverage.not_retrieved + coverage.awaiting + coverage.undecided_reports
    return here + open_reports + (coverage.left_at_most or 0)


def _quoted(coded: Coded, cell: GapCell) -> list[Extract]:
    """Such evidence that is quoted from outside the review: it speaks against an absence."""
    return [
        extract
        for extract in on_code(coded.extracts, cell.code_id)
        if extract.attribution == Attribution.QUOTED
        and extract.status in EVIDENCE
        and extract.origin not in coded.studies
        and seen_from(extract) in (cell.perspective, Perspective.UNSPECIFIED)
    ]


def _told_by_reviews(coded: Coded, cell: GapCell) -> list[Extract]:
    """What reviews say of it that are not counted beside the studies that they cite."""
    return [
        extract
        for extract in on_code(coded.beside, cell.code_id)
        if extract.status in EVIDENCE and seen_from(extract) in (cell.perspective, Perspective.UNSPECIFIED)
    ]


def _said_to_be_missing(coded: Coded, cell: GapCell) -> list[Extract]:
    """Where studies say of their own that such research is missing, which is no evidence of it."""
    return [
        extract
        for extract in on_code(coded.extracts, cell.code_id)
        if extract.status == CodeStatus.ABSENCE_STATED
        and extract.attribution != Attribution.QUOTED
        and seen_from(extract) in (cell.perspective, Perspective.UNSPECIFIED)
    ]


def _cut_off(
    cell: GapCell, reach: Sequence[SourceReach], grounds: Grounds, labels: Mapping[str, str]
) -> dict[str, list[str]]:
    """For a family's cell: which of its codes a source cuts off although it reaches the family."""
    reaches = {one.source: one.name for one in reach if one.reach in (Reach.REACHED, Reach.NAMED)}
    found: dict[str, list[str]] = {}
    for one in grounds.reach if cell.is_family else ():
        _, code, perspective = one.cell_id.split(":")
        if one.reach == Reach.CUT_OFF and one.source in reaches and perspective == cell.perspective and code in labels:
            found.setdefault(reaches[one.source], []).append(labels[code])
    return found


def _beside(
    cell: GapCell, quoted: Sequence[Extract], told: Sequence[Extract], missing: Sequence[Extract], coded: Coded
) -> list[str]:
    """What speaks against an absence and is in no count."""
    parts = []
    if cell.elsewhere and cell.assessed:
        verb = "reports" if cell.elsewhere == 1 else "report"
        parts.append(f"{many(cell.elsewhere, 'more study')} {verb} on it, in which nobody recorded a full look.")
    names = name_studies(coded.reports)
    if quoted:
        who = {one.origin or f"a source that {names[one.study_id]} does not name" for one in quoted}
        parts.append(f"Such evidence is quoted from outside the review: {'; '.join(sorted(who))}.")
    if count := len({one.study_id for one in missing}):
        says = f"{many(count, 'study')} {'says' if count == 1 else 'say'}"
        parts.append(f"{says} that such research is missing, which is no evidence of it.")
    if told:
        reviews = sorted({one.document_id for one in told})
        verb = "reports" if len(reviews) == 1 else "report"
        these = "a review that is" if len(reviews) == 1 else "reviews that are"
        parts.append(f"Beside them {these} not counted {verb} on it: {', '.join(reviews)}.")
    return parts
