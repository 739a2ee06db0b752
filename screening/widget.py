"""What every card in a notebook is: a thin widget that draws what a desk knows and hears what a person does."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

HERE = Path(__file__).parent
# The part of a script with which a person chooses from a long list by typing some letters.
PICKER = HERE / "picker.js"


def script_of(*files: Path) -> str:
    """The script of a card behind the parts that all cards are made of: a widget's script is one module."""
    return "".join(file.read_text(encoding="utf-8") for file in (HERE / "parts.js", *files))


def style_of(*files: Path) -> str:
    """The style of a card behind the one that all cards share."""
    return "".join(file.read_text(encoding="utf-8") for file in (HERE / "parts.css", *files))


class ReviewCard(anywidget.AnyWidget):
    """A widget whose `view` is one dictionary; `turn` in it changes each time: the same picture is an answer too."""

    # What is shown where something went wrong that nobody foresaw; the notebook's log has the rest.
    UNFORESEEN = "Something went wrong, and this key did nothing. What was saved before is safe; run all cells again."

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
