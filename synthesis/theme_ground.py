"""Where does a theme hold, which themes stand together, and what is in no theme? Counted on independent studies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from extraction.codebook import Code, Codebook
from extraction.documents import Extract
from identification.vocabulary import Mark, Role
from synthesis.counts import list_characteristics
from synthesis.quotes import by_origin, distinct_quotes, quoted
from synthesis.statements import StudyValue, ThemeRow
from synthesis.states import Coded, independent_studies, origin_of
from synthesis.theme_tables import OutsideThemes, ThemeContext, ThemePair


def theme_contexts(themes: Iterable[ThemeRow], codebook: Codebook, coded: Coded) -> list[ThemeContext]:
    """The values of each characteristic among the studies of each theme, and how many have none.

    A study that only quotes a source outside the review brings that source's word and not its own context, so its
    country says nothing of where the theme holds. Numbers such as sample sizes are no contexts.
    """
    known = context_values(codebook, coded)
    return [row for theme in themes for code in known for row in _contexts(theme, code, known[code], coded)]


def with_frame(themes: Iterable[ThemeRow], codebook: Codebook, coded: Coded) -> list[ThemeRow]:
    """The themes with the families of the codebook that their quotes come from, and how many fit no code.

    In best-fit framework synthesis (Carroll 2011) the codebook is the frame, and what it does not hold makes it grow. A
    quote that one person coded and another laid aside is in the frame.
    """
    marks = {code.id for code in codebook.codes if code.marks == Mark.DID_NOT_FIT}
    return [_framed(theme, codebook, marks, coded) for theme in themes]


def context_values(codebook: Codebook, coded: Coded) -> dict[str, list[StudyValue]]:
    """The values that people extracted, by characteristic: those that say where and how a study was made."""
    found: dict[str, list[StudyValue]] = {}
    for one in list_characteristics(codebook, coded):
        if is_context(codebook.code(one.code_id)):
            found.setdefault(one.code_id, []).append(one)
    return found


def is_context(code: Code) -> bool:
    """Whether a characteristic is a context; a number or what fits no other code is none."""
    return code.marks is None and code.field != "number"


def single_values(one: StudyValue) -> list[str]:
    """The values of one extract, which semicolons part ("Sweden; United Kingdom")."""
    return list(dict.fromkeys(part.strip() for part in one.value.split(";") if part.strip()))


def co_occurrence(themes: Sequence[ThemeRow], coded: Coded) -> list[ThemePair]:
    """Every two themes with the independent studies in which both are found.

    A study that says the one and quotes the other from elsewhere does not say both: they meet where their words come
    from.
    """
    by_id = {one.extract_id: one for one in coded.extracts}
    below = {theme.theme_id: _below(theme.theme_id, themes) for theme in themes}
    return [_pair(a, b, below, by_id, coded) for a, b in combinations(themes, 2)]


def outside_themes(themes: Iterable[ThemeRow], codebook: Codebook, coded: Coded) -> list[OutsideThemes]:
    """The quotes of every code, characteristics aside, that no theme takes up; codes without a quote have no row."""
    used = {extract for theme in themes for extract in (*theme.extract_ids, *theme.negative)}
    framed = [family for family in codebook.families if family.role != Role.CHARACTERISTICS]
    codes = [(code, family.id) for family in framed for code in family.codes]
    rows = (_outside(code, family, used, coded) for code, family in codes)
    return [row for row in rows if row.quotes]


def _contexts(theme: ThemeRow, code: str, values: Sequence[StudyValue], coded: Coded) -> Iterator[ThemeContext]:
    own, shared = independent_studies(coded, extracts_of(theme.extract_ids, coded))
    spelt: dict[str, str] = {}
    having: dict[str, list[StudyValue]] = {}
    for one in sorted(values, key=lambda value: value.extract_id):
        for value in single_values(one):
            if one.study_id in own:
                having.setdefault(spelt.setdefault(value.casefold(), value), []).append(one)
    for value, found in sorted(having.items()):
        yield _context(theme, code, values[0].name, value, found)
    unknown = own - {one.study_id for found in having.values() for one in found}
    if unknown or shared:
        yield ThemeContext(
            theme_id=theme.theme_id,
            code_id=code,
            name=values[0].name,
            value="",
            studies=len(unknown) + len(shared),
            of=theme.studies,
            study_ids=tuple(sorted(unknown.union(*shared))),
            extract_ids=(),
        )


def _framed(theme: ThemeRow, codebook: Codebook, marks: set[str], coded: Coded) -> ThemeRow:
    quotes, _ = by_origin(extracts_of(theme.extract_ids, coded), coded)
    families = [
        {codebook.family_of(one.code_id).id for one in passage if one.code_id not in marks} for passage in quotes
    ]
    counted = {family.name: sum(family.id in found for found in families) for family in codebook.families}
    frame = tuple(f"{name} {number}" for name, number in counted.items() if number)
    return replace(theme, frame=frame, new=sum(not found for found in families))


def _context(theme: ThemeRow, code: str, name: str, value: str, found: Sequence[StudyValue]) -> ThemeContext:
    studies = sorted({one.study_id for one in found})
    return ThemeContext(
        theme_id=theme.theme_id,
        code_id=code,
        name=name,
        value=value,
        studies=len(studies),
        of=theme.studies,
        study_ids=tuple(studies),
        extract_ids=tuple(sorted({one.extract_id for one in found})),
    )


def _pair(
    a: ThemeRow, b: ThemeRow, below: Mapping[str, set[str]], by_id: Mapping[str, Extract], coded: Coded
) -> ThemePair:
    first, second = ([by_id[one] for one in theme.extract_ids if one in by_id] for theme in (a, b))
    common = {origin_of(one, coded) for one in first} & {origin_of(one, coded) for one in second}
    together = [one for one in (*first, *second) if origin_of(one, coded) in common]
    own, shared = independent_studies(coded, together)
    return ThemePair(
        theme_a=a.theme_id,
        theme_b=b.theme_id,
        studies_a=a.studies,
        studies_b=b.studies,
        both=len(own) + len(shared),
        nested=b.theme_id in below[a.theme_id] or a.theme_id in below[b.theme_id],
        study_ids=tuple(sorted(own.union(*shared))),
        extract_ids=tuple(sorted({one.extract_id for one in together})),
    )


def _below(theme_id: str, themes: Sequence[ThemeRow]) -> set[str]:
    """The themes that one rests on, over any number of steps."""
    parts = {theme.theme_id: theme.parts for theme in themes}
    found: set[str] = set()
    waiting = [*parts[theme_id]]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += parts.get(part, ())
    return found


def _outside(code: Code, family: str, used: set[str], coded: Coded) -> OutsideThemes:
    passages = distinct_quotes(one for one in coded.extracts if one.code_id == code.id)
    left = [passage for passage in passages if not used & {one.extract_id for one in passage}]
    inside = [one for passage in passages if passage not in left for one in passage]
    taken, taken_shared = independent_studies(coded, inside)
    named = taken.union(*taken_shared)
    alone = [one for passage in left for one in passage]
    own, shared = independent_studies(coded, alone)
    studies = [{study} for study in own if study not in named] + [group for group in shared if not group & named]
    return OutsideThemes(
        code_id=code.id,
        name=code.name,
        family=family,
        quotes=len(passages),
        outside=len(left),
        studies=len(studies),
        study_ids=tuple(sorted(set().union(*studies))),
        extract_ids=tuple(sorted(passage[0].extract_id for passage in left)),
    )


def extracts_of(ids: Iterable[str], coded: Coded) -> list[Extract]:
    """The extracts of these ids that stand and hold a quote, those of uncounted reviews left out."""
    wanted = set(ids)
    return [one for one in quoted(coded.extracts) if one.extract_id in wanted]
