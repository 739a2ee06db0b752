"""What does the review claim, and what does each claim rest on? Every kind of claim as one table, the trace's spine."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.documents import Extract
from identification.vocabulary import ClaimKind, CodeStatus, GapClaim
from identification.wording import many, percent
from reporting.confidence_sheets import NOT_JUDGED, component_words, confidence_words
from reporting.contents import Cover, ReviewTables, of_included
from reporting.labels import Labels, included_reports
from synthesis.statements import CodeCount, Definition, GapCell, ThemeRow
from synthesis.states import EVIDENCE, on_code

NO_CLAIMS = "No claim can be made yet: nothing has been coded."


READ_AS = {
    GapClaim.PRESENT: "Evidence is there; the numbers say how much.",
    GapClaim.NONE_FOUND: "An absence in what was searched: the searches could have found such work and brought none.",
    GapClaim.PARTLY: "No absence yet: some of the searches could have found such work and brought none; others cut it "
    "off, or nobody has confirmed that they could.",
    GapClaim.KNOWN_ELSEWHERE: "No absence: none was found here, but such work is known to exist.",
    GapClaim.MAY_EXIST: "No absence: there is evidence of which nobody could say whose view it gives.",
    GapClaim.OUTSIDE: "No absence: such work lies outside the sources that were searched.",
    GapClaim.NOT_INTERPRETABLE: "No absence: whether the searches could have found such work is not known.",
    GapClaim.NOTHING_ASSESSED: "Nothing: nobody has recorded a full look yet.",
}


@dataclass(frozen=True)
class Claim:
    """One thing that the review says, and its ground: `basis` is the table that holds its numbers.

    `study_ids` are the studies that it is said of, `assessed_ids` those of its denominator, `extract_ids` what it rests
    on, `against` what speaks against it, and `looked` the records of people who looked and found nothing. `sure` says
    in named parts how far it carries, and `checked` are the first codings from which is known what coders miss.
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
    sure: tuple[tuple[str, str], ...] = ()
    checked: tuple[str, ...] = ()


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


def claim_id(kind: ClaimKind, subject: str) -> str:
    """The id of a claim by its kind and what it is about, by which other pages lead to it."""
    return f"{kind.replace(' ', '-')}:{subject}"


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

    def is_look(self, extract_id: str) -> bool:
        """Whether an extract is the record of a look in vain."""
        found = self.by_id.get(extract_id)
        return bool(found and found.status == CodeStatus.LOOKED_NOT_FOUND)

    def looks_for(self, cell: GapCell) -> tuple[str, ...]:
        """The looks in vain that made a gap's denominator: one for a sister code says nothing of the cell."""
        wide = {cell.code_id, cell.code_id.split(".")[0]}
        known = [self.by_id[one] for one in cell.look_ids if one in self.by_id]
        about = [one for one in known if cell.is_family or one.code_id in wide]
        return _ids(one for one in about if one.study_id in cell.assessed_ids)

    def looked(self, code_id: str, studies: Collection[str]) -> tuple[str, ...]:
        """The records of people who looked for a code or its family in these studies and found nothing."""
        return _ids(
            one for one in self.looks if one.code_id in (code_id, code_id.split(".")[0]) and one.study_id in studies
        )

    def studies_of(self, extract_ids: Iterable[str]) -> tuple[str, ...]:
        """The studies that some extracts are from."""
        return tuple(sorted({self.by_id[one].study_id for one in extract_ids if one in self.by_id}))


def _ids(extracts: Iterable[Extract]) -> tuple[str, ...]:
    return tuple(sorted({one.extract_id for one in extracts}))


def _claim(kind: ClaimKind, subject: str, name: str, sentence: str, basis: str) -> Claim:
    return Claim(0, claim_id(kind, subject), kind, name[:1].upper() + name[1:], sentence, basis, (), (), (), (), ())


def _headlines(ground: _Ground) -> Iterator[Claim]:
    cells = {one.cell_id: one for one in ground.tables.gaps}
    for one in ground.tables.headlines:
        cell = cells.get(one.headline_id)
        name = cell.label if cell else one.headline_id.capitalize()
        found = _claim(ClaimKind.HEADLINE, one.headline_id, name, one.sentence, one.basis)
        looked = tuple(one for one in one.extract_ids if ground.is_look(one))
        says = tuple(one for one in one.extract_ids if not ground.is_look(one))
        found = replace(found, assessed_ids=one.study_ids, extract_ids=says, looked=looked)
        if cell:
            yield replace(found, study_ids=cell.study_ids, sure=_sure(cell), checked=cell.detection_ids)
        else:
            yield replace(found, study_ids=ground.studies_of(says))


def _findings(ground: _Ground) -> Iterator[Claim]:
    """The qualitative findings as people wrote them, with what they judged of each by GRADE-CERQual."""
    profiles = {one.finding_id: one for one in ground.tables.evidence_profile}
    for one in ground.tables.findings:
        profile = profiles.get(one.finding_id)
        name = f"Finding {one.finding_id}: {confidence_words(one.confidence)}"
        found = _claim(ClaimKind.FINDING, one.finding_id, name, one.statement, "findings.csv")
        found = replace(found, study_ids=one.study_ids, extract_ids=one.extract_ids)
        judged = tuple(component_words(profile).items()) if profile else ()
        sure = (("Why this confidence (GRADE-CERQual)", one.explanation or NOT_JUDGED), *judged)
        yield replace(found, against=profile.negative if profile else (), sure=sure)


def _theme(one: ThemeRow) -> Claim:
    found = _claim(ClaimKind.THEME, one.theme_id, one.name, one.statement or one.name, "themes.csv")
    against = tuple(dict.fromkeys((*one.negative, *one.negative_of_parts)))
    sure = (("Where people looked for what speaks against it, and found nothing", one.no_negative_case),)
    return replace(
        found,
        study_ids=one.study_ids,
        extract_ids=one.extract_ids,
        against=against,
        sure=sure if one.no_negative_case else (),
    )


def _gap(one: GapCell, ground: _Ground) -> Claim:
    found = _claim(ClaimKind.GAP, one.cell_id, one.label, one.says_counted or one.sentence, "gaps.csv")
    found = replace(found, study_ids=one.study_ids, assessed_ids=one.assessed_ids, extract_ids=one.extract_ids)
    looked = ground.looks_for(one)
    return replace(found, looked=looked, checked=one.detection_ids, sure=_sure(one))


def _sure(one: GapCell) -> tuple[tuple[str, str], ...]:
    """The parts of the sentence of a gap behind what was counted: how far the number carries, and what would end it."""
    parts = (
        ("What it may be read as", READ_AS[one.claim]),
        ("How large at most", one.says_bound),
        ("What coders miss", one.says_detection),
        ("Could the searches have found it", one.says_reach),
        ("What nobody has seen yet", one.says_coverage),
        ("What would change it", one.says_tipping),
        ("Why it is a gap", one.says_why),
        ("Lost at our own steps", one.says_funnel),
    )
    return tuple((name, text) for name, text in parts if text)


def _definition(one: Definition, ground: _Ground) -> Claim:
    study = ground.labels.study(one.study_id)
    taken = f", taken from {ground.labels.study(one.origin)}" if one.origin not in ("", one.study_id) else ""
    held = ", ".join(ground.labels.code(code).lower() for code in one.elements) or "none coded"
    sentence = f"{study} defines it on page {one.page}{taken}. Elements: {held}."
    name = f"Definition in {study}, page {one.page}"
    if (
        sum(other.report_id == one.report_id for other in ground.tables.definitions) > 1
        and one.extract_id in ground.by_id
    ):
        name = f"{name} ({ground.labels.person(ground.by_id[one.extract_id].who)})"
    found = _claim(ClaimKind.DEFINITION, one.extract_id, name, sentence, "definitions.csv")
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
