"""What is missing, and how sure can one be? A declared cell, its states over studies, a bound and a sentence.

Points 1 to 3 of what a gap statement must carry (docs/method.md): states, bound, and polarity, function and origin.
Whether the search could have found such work is not recorded yet, and the sentence says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extraction.codebook import Codebook
from extraction.documents import StudyCode
from identification.vocabulary import Attribution, CellState, CodeStatus, Perspective
from identification.wording import many, percent
from synthesis.intervals import upper_bound
from synthesis.statements import Evidence, GapCell
from synthesis.states import EVIDENCE, Coded, DeclaredGap, counts_as_evidence, on_code, origin_of, seen_from

REACH_UNKNOWN = (
    "Whether the searches could have found such work is not recorded yet, so this is a count and not yet a claim of "
    "absence."
)
SEEN = (CellState.PRESENT, True)  # the study reports on the cell, and a person looked for it


def state_gaps(
    declared: Iterable[DeclaredGap], states: Iterable[StudyCode], coded: Coded, codebook: Codebook
) -> list[GapCell]:
    """Every declared cell, the family's first: how many studies report on it, and what that carries."""
    by_cell: dict[tuple[str, str], list[StudyCode]] = {}
    for state in states:
        by_cell.setdefault((state.code_id, state.perspective), []).append(state)
    cells = [cell for gap in declared for cell in _cells(gap, by_cell, coded, codebook)]
    return [replace(cell, order=order) for order, cell in enumerate(cells, start=1)]


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
    gap: DeclaredGap, by_cell: Mapping[tuple[str, str], Sequence[StudyCode]], coded: Coded, codebook: Codebook
) -> list[GapCell]:
    labels = {gap.family: gap.name} | {code: codebook.code(code).name.lower() for code in gap.codes}
    cells = [(code, perspective) for code in labels for perspective in gap.perspectives]
    return [
        _cell(gap, code, perspective, labels[code], by_cell.get((code, perspective), []), coded, len(cells))
        for code, perspective in cells
    ]


def _cell(
    gap: DeclaredGap,
    code: str,
    perspective: str,
    label: str,
    states: Sequence[StudyCode],
    coded: Coded,
    cells: int,
) -> GapCell:
    count = Counter(state.state for state in states)
    present = sum(state.searched for state in states if state.state == CellState.PRESENT)
    absent = count[CellState.ABSENT]
    cell = GapCell(
        order=0,
        cell_id=f"{gap.id}:{code}:{perspective}",
        gap_id=gap.id,
        label=f"{label}, {perspective} perspective",
        code_id=code,
        perspective=perspective,
        included=len(coded.studies),
        present=present,
        elsewhere=count[CellState.PRESENT] - present,
        absent=absent,
        machine_nothing=count[CellState.MACHINE_NOTHING],
        not_assessable=count[CellState.NOT_ASSESSABLE],
        assessed=present + absent,
        bound=upper_bound(present, present + absent),
        cells=cells,
        bonferroni=upper_bound(present, present + absent, cells=cells),
        study_ids=tuple(sorted(state.study_id for state in states if state.state == CellState.PRESENT)),
        sentence="",
        extract_ids=_rests_on(coded, code, perspective, states),
        assessed_ids=tuple(
            sorted(s.study_id for s in states if s.state == CellState.ABSENT or (s.state, s.searched) == SEEN)
        ),
    )
    quoted, told = _quoted(coded, code, perspective), _told_by_reviews(coded, code, perspective)
    return replace(cell, sentence=_sentence(cell, label, quoted, told))


def _rests_on(coded: Coded, code: str, perspective: str, states: Sequence[StudyCode]) -> tuple[str, ...]:
    """The extracts behind a cell: its evidence, also where it is quoted or told by a review, and the looks in vain."""
    seen = (perspective, Perspective.UNSPECIFIED)
    said = [e for e in (*coded.extracts, *coded.beside) if e.status in (*EVIDENCE, CodeStatus.LOOKED_NOT_FOUND)]
    family = code.split(".")[0]
    here = {e.extract_id for e in said if seen_from(e) in seen and (e in on_code([e], code) or e.code_id == family)}
    return tuple(sorted(here.union(*(state.extract_ids for state in states))))


def _quoted(coded: Coded, code: str, perspective: str) -> list[str]:
    """Sources outside the review from which such evidence is quoted: they speak against an absence."""
    return sorted(
        {
            origin_of(extract, coded)
            for extract in on_code(coded.extracts, code)
            if extract.attribution == Attribution.QUOTED
            and extract.status in EVIDENCE
            and extract.origin not in coded.studies
            and seen_from(extract) in (perspective, Perspective.UNSPECIFIED)
        }
    )


def _told_by_reviews(coded: Coded, code: str, perspective: str) -> list[str]:
    """Reviews that report on it and are not counted beside the studies that they cite."""
    return sorted(
        {
            extract.study_id
            for extract in on_code(coded.beside, code)
            if extract.status in EVIDENCE and seen_from(extract) in (perspective, Perspective.UNSPECIFIED)
        }
    )


def _sentence(cell: GapCell, label: str, quoted: Sequence[str], told: Sequence[str]) -> str:
    seen = f"{label} from the {cell.perspective} perspective"
    parts = [_counted(cell, seen)]
    if cell.elsewhere and cell.assessed:
        verb = "reports" if cell.elsewhere == 1 else "report"
        parts.append(f"{many(cell.elsewhere, 'more study')} {verb} on it, in which nobody recorded a full look.")
    if quoted:
        parts.append(f"Such evidence is quoted from outside the review: {'; '.join(quoted)}.")
    if told:
        verb = "reports" if len(told) == 1 else "report"
        these = "a review that is" if len(told) == 1 else "reviews that are"
        parts.append(f"Beside them {these} not counted {verb} on it: {', '.join(told)}.")
    if cell.assessed and not cell.present + cell.elsewhere:
        parts.append(REACH_UNKNOWN)
    return " ".join(parts)


def _counted(cell: GapCell, seen: str) -> str:
    included = many(cell.included, "included study")
    if cell.bound is None or cell.bonferroni is None:
        if not cell.elsewhere:
            return f"None of the {included} could be assessed for {seen}: nothing can be said."
        verb = "reports" if cell.elsewhere == 1 else "report"
        return (
            f"{cell.elsewhere} of the {included} {verb} on {seen}; nobody recorded where they looked and found "
            f"nothing, so no share can be given."
        )
    left = [f"{cell.included} included"]
    left += [f"{cell.machine_nothing} where nobody recorded a look"] * bool(cell.machine_nothing)
    left += [f"{cell.not_assessable} not assessable"] * bool(cell.not_assessable)
    who = f"{cell.present} of" if cell.present else "None of"
    verb = "report" if cell.present > 1 else "reports"
    these = f"these {cell.assessed} were" if cell.assessed > 1 else "this one was"
    return (
        f"{who} the {many(cell.assessed, 'study')} in which a person looked for it {verb} on {seen} "
        f"({'; '.join(left)}). If {these} a random sample of the studies that such searches reach, up to "
        f"{percent(cell.bound)} of those could report on it (one-sided 95 %; {percent(cell.bonferroni)} for all "
        f"{cell.cells} cells at once)."
    )
