"""The card on which people put extracts into themes, as a notebook widget.

The widget is thin: it answers what theme_card.js asks for with what the desk knows. What was done is in the file before
its answer is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import traitlets

from extraction.codebook import Codebook
from extraction.documents import Extract, Report
from identification.errors import InputError
from identification.vocabulary import Attribution, Mark, Role
from screening.widget import PICKER, UNFORESEEN, ReviewCard, script_of, spoken, style_of
from synthesis.theme_desk import AGAINST, CARRIES, NONE_FOUND, PARTS, Standing, ThemeDesk, WrittenMeanwhileError
from synthesis.theme_file import ChangedElsewhereError
from synthesis.theme_rows import first_of_passage, members_of, short_name, study_names, why_fewer

SCRIPTS = ("theme_board.js", "theme_editor.js", "theme_card.js")


@dataclass(frozen=True)
class Group:
    """A group of quotes that fit no code, as a run proposed it: quotes to look at together, and no theme."""

    proposal_id: str
    words: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class ThemePlace:
    """Everything that one person works with: who she is, the desk, and what the card says of the extracts."""

    who: str
    desk: ThemeDesk
    codebook: Codebook
    reports: tuple[Report, ...]
    beside: frozenset[str] = frozenset()
    groups: tuple[Group, ...] = ()
    synthetic: bool = False


class ThemeCard(ReviewCard):
    """The extracts of a review on the left, its themes on the right, and keys and the mouse to bring them together.

    Without a place to work it shows `refusal`: the sentence that says why. `themes` are those of the last answer, so
    that a page that is loaded again begins with what the file says and not with what it said at the first opening.
    """

    _esm = script_of(PICKER, *(Path(__file__).with_name(name) for name in SCRIPTS))
    _css = style_of(Path(__file__).with_name("theme_card.css"))

    themes: Any = traitlets.List().tag(sync=True)

    def __init__(self, place: ThemePlace | None, *, refusal: str = "") -> None:
        super().__init__()
        self.place = place
        self.themes = _themes(place) if place else []
        self._draw(_opening(place) if place else {"state": "error"}, problem=refusal)

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if self.place:
            try:
                answer = self.answer(self.place, message)
            except Exception:
                self.send({"kind": "refused", "problem": UNFORESEEN, "reload": False, "theirs": {}})
                raise
            self.send(answer)

    def answer(self, place: ThemePlace, message: Mapping[str, Any]) -> dict[str, Any]:
        """What the card is told; a fault is a sentence on it and changes nothing else."""
        try:
            said = _done(place.desk, message)
        except InputError as fault:
            reload = isinstance(fault, ChangedElsewhereError) or message["do"] == "reload"
            theirs = fault.theirs if isinstance(fault, WrittenMeanwhileError) else {}
            return {"kind": "refused", "problem": spoken(fault), "reload": reload, "theirs": theirs}
        self.themes = _themes(place)
        return {"kind": "saved", "said": said, "problem": "", "themes": self.themes}


def _done(desk: ThemeDesk, message: Mapping[str, Any]) -> str:
    """Do what a key, a button or the mouse asked for, and say what was done."""
    do, told = str(message["do"]), {key: str(value) for key, value in message.items()}
    of_theme: dict[str, Callable[[str, str], str]] = {
        "put": desk.put,
        "take_out": desk.take_out,
        "add_part": desk.add_part,
        "drop_part": desk.drop_part,
    }
    if do in of_theme:
        return of_theme[do](told["theme"], told["what"])
    if do == "begin":
        return desk.begin(told["name"], told["level"], told["what"])
    if do == "against":
        return desk.set_against(told["theme"], told["what"], told.get("instead_of", ""))
    if do == "edit":
        return desk.edit(told["theme"], {key: (str(was), str(new)) for key, (was, new) in message["changes"].items()})
    if do == "remove":
        return desk.remove(told["theme"])
    return desk.undo() if do == "undo" else desk.reload()


def _opening(place: ThemePlace) -> dict[str, Any]:
    """What the card needs once: who works, the families and codes, the extracts, and the themes as they stand."""
    reports, names = {one.report_id: one for one in place.reports}, study_names(place.reports)
    first = first_of_passage(place.desk.extracts)
    return {
        "state": "working",
        "synthetic": place.synthetic,
        "who": place.who,
        "families": [_family(one) for one in place.codebook.families],
        "extracts": [
            _extract(one, short_name(reports[one.report_id]), place, names) | {"row": first[one.extract_id]}
            for one in place.desk.extracts
        ],
        "studies": names,
        "groups": [{"id": one.proposal_id, "words": one.words, "extracts": one.extract_ids} for one in place.groups],
    }


def _family(family: Any) -> dict[str, Any]:
    codes = [{"id": one.id, "name": one.name} for one in family.codes]
    return {"id": family.id, "name": family.name, "facts": family.role == Role.CHARACTERISTICS, "codes": codes}


def _extract(one: Extract, report: str, place: ThemePlace, names: Mapping[str, str]) -> dict[str, Any]:
    origin = names.get(one.origin, one.origin) or "a source that is not named"
    return {
        "id": one.extract_id,
        "code": one.code_id,
        "study": one.study_id,
        "report": report,
        "who": one.who,
        "page": one.page,
        "quote": one.quote,
        "status": one.status,
        "value": one.value,
        "quoted": f"quoted from {origin}" if one.attribution == Attribution.QUOTED else "",
        "note": one.note,
        "fits": all(one.code_id != code.id or code.marks != Mark.DID_NOT_FIT for code in place.codebook.codes),
        "counts": one.extract_id not in place.beside,
    }


def _themes(place: ThemePlace) -> list[dict[str, Any]]:
    names = study_names(place.reports)
    return [_theme(one, place.desk, names) for one in place.desk.standing()]


def _theme(one: Standing, desk: ThemeDesk, names: dict[str, str]) -> dict[str, Any]:
    written, support = one.written, one.support
    own = list(dict.fromkeys(written.get(CARRIES, ())))
    through_parts = [extract for extract in support.extract_ids if extract not in own]
    members = members_of([*own, *through_parts], desk.coded, names)
    return {
        **{key: written[key] for key in ("id", "name", "level", "statement")},
        NONE_FOUND: written.get(NONE_FOUND, ""),
        **{key: list(written.get(key, ())) for key in (AGAINST, PARTS)},
        CARRIES: [member.extract_id for member in members if member.extract_id in own],
        "why": {member.extract_id: member.why for member in members if member.why},
        "why_fewer": why_fewer(members, support.studies, len(support.extract_ids)),
        "studies": support.studies,
        "study_ids": list(support.study_ids),
        "carried_by": len(support.extract_ids),
        "unfinished": list(one.unfinished),
    }
