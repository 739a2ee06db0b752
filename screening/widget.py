"""What every card in a notebook is: a thin widget that draws what a desk knows and hears what a person does."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from identification.errors import InputError

HERE = Path(__file__).parent
# What is shown where something went wrong that nobody foresaw; the notebook's log has the rest.
UNFORESEEN = "Something went wrong, and this key did nothing. What was saved before is safe; run all cells again."
# The part of a script with which a person chooses from a long list by typing some letters.
PICKER = HERE / "picker.js"


def script_of(*files: Path) -> str:
    """The script of a card behind the parts that all cards are made of: a widget's script is one module."""
    return "".join(file.read_text(encoding="utf-8") for file in (HERE / "parts.js", *files))


def style_of(*files: Path) -> str:
    """The style of a card behind the one that all cards share."""
    return "".join(file.read_text(encoding="utf-8") for file in (HERE / "parts.css", *files))


def spoken(fault: InputError) -> str:
    """A fault as the sentence that a person reads."""
    sentence = str(fault)
    return sentence[:1].upper() + sentence[1:]


class ReviewCard(anywidget.AnyWidget):
    """A widget whose `view` is one dictionary; `turn` in it changes each time: the same picture is an answer too."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self._turn = 0
        self.on_msg(self._hear)

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        raise NotImplementedError

    def _draw(self, drawn: dict[str, Any], *, said: str = "", problem: str = "") -> None:
        self._turn += 1
        self.view = {"turn": self._turn, "said": said, "problem": problem, **drawn}


class DeskCard(ReviewCard):
    """A card of one thing at a time: each message is answered with the whole picture, a fault with a sentence on it."""

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        """Do what a key or a button asked for; a fault is shown on the card and changes nothing else."""
        try:
            self._do(message)
        except InputError as fault:
            self._show(problem=spoken(fault), note=message.get("note", ""))
        except Exception:
            self._show(problem=UNFORESEEN, note=message.get("note", ""))
            raise

    def _do(self, message: dict[str, Any]) -> None:
        raise NotImplementedError

    def _show(self, said: str = "", problem: str = "", note: str = "") -> None:
        raise NotImplementedError
