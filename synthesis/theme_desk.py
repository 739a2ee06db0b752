"""One person's sitting at the themes of a review: each action is in the file before the next, and can be taken back.

The desk knows nothing of screens. It proposes no theme and no name: it moves extracts to where a person puts them.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from extraction.codebook import Codebook
from extraction.documents import Extract
from identification.errors import InputError
from identification.vocabulary import CodeStatus
from synthesis.statements import ThemeRow
from synthesis.states import Coded
from synthesis.theme_file import ThemeFile
from synthesis.themes import support_themes

DESCRIPTIVE, ANALYTICAL = "descriptive", "analytical"
CARRIES, AGAINST, PARTS = "extracts", "negative", "parts"
# What a person writes of a theme, and how it is called where two people wrote it differently.
NONE_FOUND = "no_negative_case"
WRITTEN = {"name": "name", "statement": "statement", "level": "level", NONE_FOUND: "word on negative cases"}

Themes = list[dict[str, Any]]


@dataclass(frozen=True)
class Standing:
    """A theme as it is written, the support that is counted for it, and what people have still to do about it."""

    written: Mapping[str, Any]
    support: ThemeRow
    unfinished: tuple[str, ...]


class WrittenMeanwhileError(InputError):
    """The file says something else than what a person began from; `theirs` is what it says, by field."""

    def __init__(self, theme: Mapping[str, Any], theirs: Mapping[str, str], ours: Mapping[str, str]) -> None:
        told = [f"its {WRITTEN[key]} is now “{text}”, yours is “{ours[key]}”" for key, text in theirs.items()]
        remedy = "Nothing was written. Save once more to write yours, or go back and leave theirs."
        super().__init__(f"'{theme['name']}' was changed meanwhile: {'; '.join(told)}.", remedy=remedy)
        self.theirs = dict(theirs)


class ThemeDesk:
    """The themes of a review and the extracts that they are made of; every action answers with what was done.

    What cannot be done, or not be written, is an `InputError`, and nothing has changed.
    """

    def __init__(self, file: ThemeFile, coded: Coded, codebook: Codebook) -> None:
        self._file, self.coded = file, coded
        self.extracts = _in_order(coded, codebook)
        self._known = {one.extract_id for one in self.extracts}
        self._steps: list[tuple[str, Themes, str]] = []
        # An id that was given away in this sitting stays so: what cites a theme that is gone must not cite another.
        self._highest = _highest(file.themes)

    def standing(self) -> list[Standing]:
        """Every theme in the order of the file, with its support as the review counts it."""
        themes = self._file.themes
        rows, faults = support_themes(themes, self.coded)
        said: dict[str, list[str]] = {}
        for fault in faults:
            # Which of the two goes is a key on the card; the remedy for an editor names fields of the file.
            is_of_card = NONE_FOUND in fault.remedy
            said.setdefault(fault.subject, []).append(fault.why if is_of_card else f"{fault.why}. {fault.remedy}")
        return [
            Standing(theme, row, (*_unfinished(theme, row), *said.get(f"theme {row.theme_id}", ())))
            for theme, row in zip(themes, rows, strict=True)
        ]

    def put(self, theme_id: str, extract_id: str) -> str:
        """Let an extract carry a theme; where it spoke against it, it does not any more."""
        return self._place(theme_id, extract_id, CARRIES, AGAINST, "Put into")

    def set_against(self, theme_id: str, extract_id: str, instead_of: str = "") -> str:
        """Let an extract speak against a theme: a negative case; where it carried it, it does not any more.

        The sentence that there is none goes with it, where the person was asked and gives it as `instead_of`.
        """
        sentence = _words(_of(self._file.themes, theme_id).get(NONE_FOUND, ""))
        if sentence != _words(instead_of):
            fault = f"the theme says that no negative case was found: “{sentence}”."
            raise InputError(fault, remedy="Take that sentence out first, or agree that it goes.")
        return self._place(theme_id, extract_id, AGAINST, CARRIES, "Negative case of")

    def take_out(self, theme_id: str, extract_id: str) -> str:
        """Take an extract out of a theme, whatever it was there."""
        themes, theme = self._copy(theme_id)
        if not any(_leave(theme, name, extract_id) for name in (CARRIES, AGAINST)):
            raise InputError(f"the extract is not in '{theme['name']}'.")
        return self._save(themes, f"Taken out of {theme['name']}")

    def begin(self, name: str, level: str = DESCRIPTIVE, extract_id: str = "") -> str:
        """A new theme under the name that a person gave it, with its first extract where there is one already."""
        themes, named = deepcopy(self._file.themes), _words(name)
        self._check_name(named)
        self._highest = max(self._highest, _highest(themes)) + 1
        theme: dict[str, Any] = {"id": f"T{self._highest}", "name": named, "level": level, "statement": ""}
        if extract_id:
            theme |= {CARRIES: [self._stands(extract_id)]}
        return self._save([*themes, theme], f"New theme: {named}")

    def edit(self, theme_id: str, changes: Mapping[str, tuple[str, str]]) -> str:
        """Write what a person changed of a theme: by field, the text that she began from and hers.

        Where the file says something else by now, nothing is written, and both texts are said.
        """
        themes, theme = self._copy(theme_id)
        now = {key: theme.get(key, "") for key in changes}
        ours = {key: _words(text) for key, (_, text) in changes.items()}
        theirs = {key: now[key] for key in changes if _words(now[key]) not in (_words(changes[key][0]), ours[key])}
        if theirs:
            raise WrittenMeanwhileError(theme, theirs, ours)
        new = {key: text for key, text in ours.items() if text != _words(now[key])}
        if "name" in new:
            self._check_name(new["name"], theme_id)
        if new.get(NONE_FOUND) and theme.get(AGAINST):
            fault = f"'{theme['name']}' lists negative cases, so it cannot say as well that none was found."
            raise InputError(fault, remedy="Take these out of the theme first, or leave that field empty.")
        theme.update(new)
        return self._save(themes, f"Written: {theme['name']}")

    def add_part(self, theme_id: str, part_id: str) -> str:
        """Let an analytical theme rest on another one."""
        themes, theme = self._copy(theme_id)
        part = _of(themes, part_id)
        if theme["level"] != ANALYTICAL:
            raise InputError(f"'{theme['name']}' is descriptive and has no parts.", remedy="Make it analytical.")
        if theme_id in _below(themes, part_id):
            raise InputError(f"'{part['name']}' rests on '{theme['name']}' already.", remedy="Choose another theme.")
        if part_id in theme.get(PARTS, ()):
            raise InputError(f"'{theme['name']}' rests on '{part['name']}' already.")
        theme[PARTS] = [*theme.get(PARTS, ()), part_id]
        return self._save(themes, f"{theme['name']} rests on {part['name']}")

    def drop_part(self, theme_id: str, part_id: str) -> str:
        """Let an analytical theme not rest on another one any more, also on one that does not exist."""
        themes, theme = self._copy(theme_id)
        if not _leave(theme, PARTS, part_id):
            raise InputError(f"'{theme['name']}' does not rest on '{part_id}'.")
        return self._save(themes, f"{theme['name']} does not rest on {part_id} any more")

    def remove(self, theme_id: str) -> str:
        """Take a theme out of the file, and out of the themes that rest on it."""
        themes, theme = self._copy(theme_id)
        for other in themes:
            _leave(other, PARTS, theme_id)
        return self._save([one for one in themes if one is not theme], f"Removed: {theme['name']}")

    def undo(self) -> str:
        """The file as it was before the last action of this sitting, byte by byte."""
        if not self._steps:
            return "Nothing to take back"
        text, themes, said = self._steps[-1]
        self._file.restore(text, themes)
        self._steps.pop()
        return f"Taken back: {said}"

    def reload(self) -> str:
        """Read the file again; what was done before somebody else's change can then not be taken back any more."""
        before = self._file.text
        self._file.reload()
        if self._file.text == before:
            return "Nothing has changed in the file"
        self._steps.clear()
        return "The file was read again"

    def _place(self, theme_id: str, extract_id: str, into: str, out_of: str, said: str) -> str:
        themes, theme = self._copy(theme_id)
        if self._stands(extract_id) in theme.get(into, ()):
            return f"It is there already: {said.lower()} {theme['name']}"
        _leave(theme, out_of, extract_id)
        theme[into] = [*theme.get(into, ()), extract_id]
        if into == AGAINST and theme.get(NONE_FOUND):
            theme[NONE_FOUND] = ""
        return self._save(themes, f"{said} {theme['name']}")

    def _save(self, themes: Themes, said: str) -> str:
        before = (self._file.text, self._file.themes, said)
        if themes != self._file.themes:
            self._file.write(themes)
            self._steps.append(before)
        return said

    def _copy(self, theme_id: str) -> tuple[Themes, dict[str, Any]]:
        themes = deepcopy(self._file.themes)
        return themes, _of(themes, theme_id)

    def _stands(self, extract_id: str) -> str:
        if extract_id not in self._known:
            raise InputError(f"the extract '{extract_id}' does not stand.", remedy="Choose one of the list.")
        return extract_id

    def _check_name(self, name: str, own: str = "") -> None:
        if not name:
            raise InputError("a theme needs a name.", remedy="Write a few words; they can be changed later.")
        others = [_words(theme["name"]).lower() for theme in self._file.themes if theme["id"] != own]
        if name.lower() in others:
            raise InputError(f"there is a theme '{name}' already.", remedy="Give this one another name.")


def _in_order(coded: Coded, codebook: Codebook) -> list[Extract]:
    """The extracts in the order of the codebook, so that what has one code stands together, then by study and page."""
    order = {code.id: place for place, code in enumerate(codebook.codes)}

    def place(one: Extract) -> tuple[int, str, str, int, int, str]:
        return order.get(one.code_id, len(order)), one.study_id, one.document_id, one.page, one.start, one.extract_id

    found = [one for one in (*coded.extracts, *coded.beside) if one.status != CodeStatus.LOOKED_NOT_FOUND]
    return sorted(found, key=place)


def _unfinished(theme: Mapping[str, Any], row: ThemeRow) -> list[str]:
    """What a theme lacks that people may still want to give it: nothing of it is refused."""
    is_analytical = theme["level"] == ANALYTICAL
    lacks = [
        ("no statement yet", not _words(theme["statement"])),
        ("no study carries it", bool(theme.get(CARRIES) or theme.get(PARTS)) and not row.studies),
        ("rests on no other theme", is_analytical and not theme.get(PARTS)),
        ("descriptive, and yet it rests on other themes", not is_analytical and bool(theme.get(PARTS))),
        ("no negative case named yet", not theme.get(AGAINST) and not theme.get(NONE_FOUND)),
    ]
    return [sentence for sentence, is_so in lacks if is_so]


def _of(themes: Themes, theme_id: str) -> dict[str, Any]:
    for theme in themes:
        if theme["id"] == theme_id:
            return theme
    raise InputError(f"there is no theme '{theme_id}'.", remedy="Choose one that is shown.")


def _highest(themes: Themes) -> int:
    """The highest number of the ids T1, T2 and so on."""
    found = [re.fullmatch(r"T(\d+)", theme["id"]) for theme in themes]
    return max((int(one[1]) for one in found if one), default=0)


def _below(themes: Themes, theme_id: str) -> set[str]:
    """A theme and all that it rests on, whatever rests on what."""
    parts = {theme["id"]: theme.get(PARTS, []) for theme in themes}
    found: set[str] = set()
    waiting = [theme_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parts.get(one, [])
    return found


def _leave(theme: dict[str, Any], name: str, entry: str) -> bool:
    if entry not in theme.get(name, ()):
        return False
    theme[name] = [one for one in theme[name] if one != entry]
    return True


def _words(text: str) -> str:
    """A text on one line: in the file it is folded as the lines ask for it."""
    return " ".join(text.split())
