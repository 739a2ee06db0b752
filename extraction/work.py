"""How far is everybody with coding, checking and appraising? What the assignments and the next steps start from."""

from collections.abc import Iterable, Set

from extraction.appraisal import appraised_by
from extraction.assignment import Work
from extraction.codebook import Codebook
from extraction.documents import Appraisal, Extract, RefusedExtract
from extraction.instruments import Instrument
from identification.events import Event, current_events
from identification.vocabulary import EventKind

Done = frozenset[tuple[str, str]]


def work_done(
    extracts: Iterable[Extract],
    refused: Iterable[RefusedExtract],
    verifications: Iterable[Event],
    appraisals: Iterable[Appraisal],
    instruments: Iterable[Instrument],
    codebook: Codebook,
) -> Work:
    """Who began and who finished what, by report and person.

    A coding is finished when each family of the codebook, and each code that it requires, has an extract or a "looked
    for, not found" of that person; a check when she has judged every extract that is not hers; an appraisal when her
    answers are all that the instrument asks for.
    """
    coded = [*extracts, *refused]
    answers = list(appraisals)
    by_person: dict[tuple[str, str], list[Extract]] = {}
    for one in (one for one in coded if one.sitting is None):
        by_person.setdefault((one.report_id, one.who), []).append(one)
    checking, checked = _checks(coded, verifications)
    return Work(
        coding=frozenset(by_person),
        coded=frozenset(key for key, own in by_person.items() if not not_looked_for(own, codebook)),
        checking=checking,
        checked=checked,
        appraising=frozenset((one.report_id, one.who) for one in answers if one.report_id),
        appraised=frozenset(
            (report, who) for report, all_of in appraised_by(answers, instruments).items() for who in all_of
        ),
    )


def not_looked_for(extracts: Iterable[Extract], codebook: Codebook) -> list[str]:
    """The families and required codes of which these extracts of one report say neither that it has nor lacks them."""
    return open_codes({one.code_id for one in extracts}, codebook)


def open_codes(named: Set[str], codebook: Codebook) -> list[str]:
    """The families and required codes that are not among the codes and families `named`."""
    families = {one.partition(".")[0] for one in named}
    missing = [family.id for family in codebook.families if family.id not in families]
    return [*missing, *required_open(named, codebook)]


def required_open(named: Iterable[str], codebook: Codebook) -> list[str]:
    """The required codes that are not among the codes `named`; a family that was looked for names all of its codes."""
    said = set(named)
    return [
        code.id for code in codebook.codes if code.required and not said & {code.id, codebook.family_of(code.id).id}
    ]


def _checks(coded: Iterable[Extract], verifications: Iterable[Event]) -> tuple[Done, Done]:
    """Who began and who finished checking which report."""
    by_id = {one.extract_id: one for one in coded}
    seen: dict[tuple[str, str], set[str]] = {}
    for event in current_events(verifications):
        one = by_id.get(event.content["extract_id"]) if event.kind == EventKind.VERIFICATION else None
        if one is not None and one.who != event.who:
            seen.setdefault((one.report_id, event.who), set()).add(one.extract_id)
    of_report: dict[str, list[Extract]] = {}
    for one in by_id.values():
        of_report.setdefault(one.report_id, []).append(one)
    return frozenset(seen), frozenset(key for key, ids in seen.items() if _complete(key[1], ids, of_report[key[0]]))


def _complete(who: str, seen: set[str], extracts: Iterable[Extract]) -> bool:
    return {one.extract_id for one in extracts if one.who != who} <= seen
