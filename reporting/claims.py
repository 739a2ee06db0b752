"""What does the review claim, and what does each claim rest on? Every kind of claim as one table, the trace's spine."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.documents import Extract
from identification.vocabulary import ClaimKind, CodeStatus
from identification.wording import many, percent
from reporting.contents import Cover, ReviewTables, of_included
from reporting.labels import Labels, included_reports
from synthesis.statements import CodeCount, Definition, GapCell, ThemeRow
from synthesis.states import EVIDENCE, on_code

NO_CLAIMS = "No claim can be made yet: nothing has been coded."


@dataclass(frozen=True)
class Claim:
    """One thing that the review says, and its ground: `basis` is the table that holds its numbers.

    `study_ids` are the studies that it is said of, `assessed_ids` those of its denominator, `extract_ids` what it rests
    on, `against` what speaks against it, and `looked` the records of people who looked and found nothing.
    """

    order: int
    claim_id: str
    kind: ClaimKind
    name: str
    sentence: str
    basis: str
    study_ids: tuple[str, ...]
    assessed_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]
    against: tuple[str, ...]
    looked: tuple[str, ...]


def list_claims(tables: ReviewTables, cover: Cover) -> list[Claim]:
    """Every claim in the order in which a reader meets them: sentences, findings and themes, gaps, then counts."""
    tables = of_included(tables)
    ground = _Ground(tables, Labels.of(tables, cover))
    made = [
        *_headlines(ground),
        *_findings(ground),
        *(_theme(one) for one in tables.themes),
        *(_gap(one, ground) for one in sorted(tables.gaps, key=lambda one: one.order)),
        *(_definition(one, ground) for one in tables.definitions),
        *(_element(one, ground) for one in tables.elements),
        *_counts(tables.skills, ClaimKind.SKILL, "skills.csv", ground),
        *_counts(tables.matrices, ClaimKind.COUNT, "matrices.csv", ground),
        *_characteristics(ground),
    ]
    return [replace(one, order=order) for order, one in enumerate(made, start=1)]


def by_precedence(claims: Iterable[Claim]) -> list[str]:
    """The extracts of all claims: the first of every claim, then the second of every claim, and so on."""
    listed = [(*one.extract_ids, *one.against) for one in claims]
    longest = max(map(len, listed), default=0)
    return list(dict.fromkeys(one[place] for place in range(longest) for one in listed if place < len(one)))


class _Ground:
    """The tables with what is looked up in them often."""

    def __init__(self, tables: ReviewTables, labels: Labels) -> None:
        beside = {one.report_id for one in tables.reports if one.covers}
        self.tables, self.labels = tables, labels
        self.extracts = [one for one in tables.extracts if one.report_id not in beside]
        self.by_id = {one.extract_id: one for one in tables.extracts}
        self.looks = [one for one in self.extracts if one.status == CodeStatus.LOOKED_NOT_FOUND]
        self.studies = tuple(sorted({one.study_id for one in included_reports(tables) if not one.covers}))

    def said(self, code_id: str) -> tuple[str, ...]:
        """The extracts that say a code, of their own or in the words of others."""
        return _ids(one for one in on_code(self.extracts, code_id) if one.status in EVIDENCE)

    def looked(self, code_id: str, studies: Collection[str], perspective: str = "") -> tuple[str, ...]:
        """The records of people who looked for a code or its family in these studies and found nothing."""
        return _ids(
            one
            for one in self.looks
            if one.code_id in (code_id, code_id.split(".")[0])
            and one.study_id in studies
            and (not perspective or not one.perspective or one.perspective in (perspective, "unspecified"))
        )

    def studies_of(self, extract_ids: Iterable[str]) -> tuple[str, ...]:
        """The studies that some extracts are from."""
        return tuple(sorted({self.by_id[one].study_id for one in extract_ids if one in self.by_id}))


def _ids(extracts: Iterable[Extract]) -> tuple[str, ...]:
    return tuple(sorted({one.extract_id for one in extracts}))


def _claim(kind: ClaimKind, subject: str, name: str, sentence: str, basis: str) -> Claim:
    claim_id = f"{kind.replace(' ', '-')}:{subject}"
    return Claim(0, claim_id, kind, name, sentence, basis, (), (), (), (), ())


def _headlines(ground: _Ground) -> Iterator[Claim]:
    cells = {one.cell_id: one for one in ground.tables.gaps}
    for one in ground.tables.headlines:
        cell = cells.get(one.headline_id)
        name = cell.label if cell else one.headline_id.capitalize()
        found = _claim(ClaimKind.HEADLINE, one.headline_id, name, one.sentence, one.basis)
        found = replace(found, assessed_ids=one.study_ids, extract_ids=one.extract_ids)
        found = replace(found, study_ids=cell.study_ids if cell else ground.studies_of(one.extract_ids))
        looked = _gap(cell, ground).looked if cell else ()
        yield replace(found, extract_ids=cell.extract_ids, looked=looked) if cell else found


def _findings(ground: _Ground) -> Iterator[Claim]:
    """What people wrote as findings."""
    for one in ground.tables.findings:
        found = _claim(ClaimKind.FINDING, one.finding_id, one.finding_id, one.statement, "findings.csv")
        yield replace(found, study_ids=one.study_ids, extract_ids=one.extract_ids)


def _theme(one: ThemeRow) -> Claim:
    found = _claim(ClaimKind.THEME, one.theme_id, one.name, one.statement or one.name, "themes.csv")
    return replace(found, study_ids=one.study_ids, extract_ids=one.extract_ids, against=one.negative)


def _gap(one: GapCell, ground: _Ground) -> Claim:
    found = _claim(ClaimKind.GAP, one.cell_id, one.label, one.sentence, "gaps.csv")
    looked = ground.looked(one.code_id, one.assessed_ids, one.perspective)
    found = replace(found, study_ids=one.study_ids, assessed_ids=one.assessed_ids)
    return replace(found, extract_ids=one.extract_ids, looked=looked)


def _definition(one: Definition, ground: _Ground) -> Claim:
    study = ground.labels.study(one.study_id)
    taken = f", taken from {ground.labels.study(one.origin)}" if one.origin not in ("", one.study_id) else ""
    held = ", ".join(ground.labels.code(code).lower() for code in one.elements) or "none coded"
    sentence = f"{study} defines it on page {one.page}{taken}. Elements: {held}."
    found = _claim(ClaimKind.DEFINITION, one.extract_id, f"Definition in {study}", sentence, "definitions.csv")
    return replace(found, study_ids=(one.study_id,), extract_ids=(one.extract_id,))


def _element(one: CodeCount, ground: _Ground) -> Claim:
    having = [two for two in ground.tables.definitions if one.code_id in two.elements]
    sentence = (
        f"{one.present} of {many(one.assessed, 'definition')} of independent origin {_verb(one.present, 'hold')} the "
        f"element '{one.name.lower()}'{_interval(one)}."
    )
    found = _claim(ClaimKind.ELEMENT, one.code_id, one.name, sentence, "elements.csv")
    extracts = tuple(dict.fromkeys((*(two.extract_id for two in having), *ground.said(one.code_id))))
    assessed = tuple(sorted({two.study_id for two in ground.tables.definitions}))
    studies = tuple(sorted({two.study_id for two in having}))
    return replace(found, study_ids=studies, assessed_ids=assessed, extract_ids=extracts)


def _counts(counts: Sequence[CodeCount], kind: ClaimKind, basis: str, ground: _Ground) -> Iterator[Claim]:
    searched: dict[str, set[str]] = {}
    for state in ground.tables.study_codes:
        if state.searched:
            searched.setdefault(state.code_id, set()).add(state.study_id)
    for one in counts:
        assessed = tuple(sorted(searched.get(one.code_id, ())))
        name = f"{ground.labels.family(one.code_id)}: {one.name}" if kind == ClaimKind.COUNT else one.name
        found = _claim(kind, one.code_id, name, count_sentence(one), basis)
        found = replace(found, study_ids=one.study_ids, assessed_ids=assessed, extract_ids=ground.said(one.code_id))
        yield replace(found, looked=ground.looked(one.code_id, assessed))


def count_sentence(one: CodeCount) -> str:
    """How many independent studies name a code, of how many, and how far that number carries.

    >>> count_sentence(CodeCount("SK.A", "Trust", "SK", 0, 0, 2, None, None, None, False, (), ()))
    "'Trust' is named by 2 studies in which nobody recorded a full look, so no share can be given."
    """
    beside = f"{many(one.elsewhere, 'study')} in which nobody recorded a full look"
    if not one.assessed and not one.elsewhere:
        return f"No study names '{one.name}', and nobody recorded a full look for it."
    if not one.assessed:
        return f"'{one.name}' is named by {beside}, so no share can be given."
    more = f"; it is also named by {beside}" if one.elsewhere else ""
    looked = f"{many(one.assessed, 'independent study')} in which a person looked"
    return f"{one.present} of {looked} {_verb(one.present, 'name')} '{one.name}'{_interval(one)}{more}."


def _characteristics(ground: _Ground) -> Iterator[Claim]:
    values: dict[str, dict[str, set[str]]] = {}
    for one in ground.tables.characteristics:
        values.setdefault(one.code_id, {}).setdefault(one.value, set()).add(one.study_id)
    for code_id, found in values.items():
        listed = [one for one in ground.tables.characteristics if one.code_id == code_id]
        studies = tuple(sorted({one.study_id for one in listed}))
        name = ground.labels.code(code_id)
        often = sorted(found, key=lambda value: (-len(found[value]), value))[:MOST_VALUES]
        said = "; ".join(f"{value} ({len(found[value])})" for value in often)
        more = f"; and {many(len(found) - MOST_VALUES, 'other value')}" if len(found) > MOST_VALUES else ""
        sentence = (
            f"{name} was extracted for {len(studies)} of {many(len(ground.studies), 'included study')}: {said}{more}."
        )
        claim = _claim(ClaimKind.CHARACTERISTIC, code_id, name, sentence, "characteristics.csv")
        extracts = tuple(sorted({one.extract_id for one in listed}))
        yield replace(claim, study_ids=studies, assessed_ids=ground.studies, extract_ids=extracts)


MOST_VALUES = 6  # of a characteristic in its sentence; all of them are its extracts


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb


def _interval(one: CodeCount) -> str:
    known = one.low is not None and one.high is not None
    return f" (95 % interval {percent(one.low or 0)} to {percent(one.high or 0)})" if known else ""
