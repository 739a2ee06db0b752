"""The card on which people put extracts into themes, as a notebook widget.

The widget is thin: it answers what theme_card.js asks for with what the desk knows. What was done is in the file before
its answer is sent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extraction.codebook import Codebook
from extraction.documents import Extract, Report
from identification.errors import InputError
from identification.vocabulary import Attribution, Mark, Role
from screening.widget import PICKER, ReviewCard, script_of, style_of
from synthesis.theme_desk import AGAINST, CARRIES, PARTS, Standing, ThemeDesk
from synthesis.theme_file import ChangedElsewhereError


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

    Without a place to work it shows `refusal`: the sentence that says why.
    """

    _esm = script_of(PICKER, *(Path(__file__).with_name(name) for name in ("theme_board.js", "theme_card.js")))
    _css = style_of(Path(__file__).with_name("theme_card.css"))

    def __init__(self, place: ThemePlace | None, *, refusal: str = "") -> None:
        super().__init__()
        self.place = place
        self._draw(_opening(place) if place else {"state": "error"}, problem=refusal)

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if self.place:
            self.send(self.answer(self.place, message))

    def answer(self, place: ThemePlace, message: Mapping[str, Any]) -> dict[str, Any]:
        """What the card is told; a fault is a sentence on it and changes nothing else."""
        try:
            said = _done(place.desk, message)
        except InputError as fault:
            sentence = str(fault)
            reload = isinstance(fault, ChangedElsewhereError) or message["do"] == "reload"
            return {"kind": "refused", "problem": sentence[:1].upper() + sentence[1:], "reload": reload}
        return {"kind": "saved", "said": said, "problem": "", "themes": _themes(place.desk)}


def _done(desk: ThemeDesk, message: Mapping[str, Any]) -> str:
    """Do what a key, a button or the mouse asked for, and say what was done."""
    do, told = str(message["do"]), {key: str(value) for key, value in message.items()}
    of_theme: dict[str, Callable[[str, str], str]] = {
        "put": desk.put,
        "against": desk.set_against,
        "take_out": desk.take_out,
        "add_part": desk.add_part,
        "drop_part": desk.drop_part,
    }
    if do in of_theme:
        return of_theme[do](told["theme"], told["what"])
    if do == "begin":
        return desk.begin(told["name"], told["level"], told["what"])
    if do == "edit":
        return desk.edit(told["theme"], name=told["name"], statement=told["statement"], level=told["level"])
    if do == "remove":
        return desk.remove(told["theme"])
    return desk.undo() if do == "undo" else desk.reload()


def _opening(place: ThemePlace) -> dict[str, Any]:
    """What the card needs once: who works, the families and codes, the extracts, and the themes as they stand."""
    reports = {report.report_id: report for report in place.reports}
    fits_no_code = {code.id for code in place.codebook.codes if code.marks == Mark.DID_NOT_FIT}
    return {
        "state": "working",
        "synthetic": place.synthetic,
        "who": place.who,
        "families": [_family(one) for one in place.codebook.families],
        "extracts": [_extract(one, reports[one.report_id], fits_no_code, place.beside) for one in place.desk.extracts],
        "groups": [{"id": one.proposal_id, "words": one.words, "extracts": one.extract_ids} for one in place.groups],
        "themes": _themes(place.desk),
    }


def _family(family: Any) -> dict[str, Any]:
    codes = [{"id": one.id, "name": one.name} for one in family.codes]
    return {"id": family.id, "name": family.name, "facts": family.role == Role.CHARACTERISTICS, "codes": codes}


def _extract(one: Extract, report: Report, fits_no_code: Iterable[str], beside: Iterable[str]) -> dict[str, Any]:
    origin = one.origin or "a source that is not named"
    return {
        "id": one.extract_id,
        "code": one.code_id,
        "study": one.study_id,
        "report": " ".join(filter(None, (report.authors.split(",")[0].split(";")[0], report.year))) or report.title,
        "page": one.page,
        "quote": one.quote,
        "status": one.status,
        "value": one.value,
        "quoted": f"quoted from {origin}" if one.attribution == Attribution.QUOTED else "",
        "note": one.note,
        "fits": one.code_id not in fits_no_code,
        "counts": one.extract_id not in beside,
    }


def _themes(desk: ThemeDesk) -> list[dict[str, Any]]:
    return [_theme(one) for one in desk.standing()]


def _theme(one: Standing) -> dict[str, Any]:
    written = one.written
    return {
        **{key: written[key] for key in ("id", "name", "level", "statement")},
        **{key: list(written.get(key, ())) for key in (CARRIES, AGAINST, PARTS)},
        "studies": one.support.studies,
        "study_ids": list(one.support.study_ids),
        "carried_by": len(one.support.extract_ids),
        "unfinished": list(one.unfinished),
    }
