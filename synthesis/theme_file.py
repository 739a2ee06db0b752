"""The themes of a review on disk, for a sitting that changes them: nothing of anybody else is written over."""

import os
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from identification.errors import InputError
from synthesis.theme_text import lost_comments, rewritten
from synthesis.themes import read_themes

START = "# The themes of this review: people name them, in the themes notebook or in an editor.\nthemes: []\n"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class ChangedElsewhereError(InputError):
    """The file is not as it was read: a colleague, a synced folder or an editor wrote to it."""


class ThemeFile:
    """A themes file as it was read last; there may be none yet.

    A change is written to a file beside it, read again and compared, and only then put in its place, in one step: a
    torn write leaves the old file. What cannot be written is an `InputError`, and nothing has changed.
    """

    def __init__(self, path: Path, schema: Path) -> None:
        self.path, self._schema = path.resolve(), schema
        self.reload()

    def reload(self) -> None:
        """Read the file again; a fault in it is an `InputError` with its line, and what was read before stays."""
        data = self._on_disk()
        themes = [] if data is None else read_themes([self.path], self._schema)
        if data != self._on_disk():
            raise ChangedElsewhereError(
                "somebody writes to it at this moment.", file=self.path, remedy="Read it again."
            )
        self._data, self.themes = data, themes

    @property
    def text(self) -> str:
        """What the file says, in the words of whoever wrote it."""
        return START if self._data is None else self._data.decode("utf-8")

    def write(self, themes: Sequence[Mapping[str, Any]]) -> None:
        """Change the themes; comments, order and every word that is not concerned stay."""
        mark, text = self.text[: self.text.startswith(BOM)], self.text.removeprefix(BOM)
        after = rewritten(text, self.themes, themes)
        self._replace(mark + after, themes, lost_comments(text, after))

    def restore(self, text: str, themes: Sequence[Mapping[str, Any]]) -> None:
        """Write an earlier text again, byte by byte."""
        self._replace(text, themes)

    def _replace(self, text: str, themes: Sequence[Mapping[str, Any]], lost: Sequence[str] = ()) -> None:
        data, beside = text.encode("utf-8"), self.path.with_name(f".{self.path.name}.{uuid.uuid4().hex}")
        try:
            self._check_unchanged()
            _write(beside, data, like=self.path)
            if lost or not self._says(beside, themes):
                fault = "what stands there cannot be changed here without losing a comment or a word around it."
                raise InputError(fault, file=self.path, remedy="Change it in an editor, then reload it here.")
            self._check_unchanged()
            beside.replace(self.path)
            _settle(self.path.parent)
        except OSError as fault:
            why = fault.strerror or str(fault)
            remedy = "Free space or ask for write access, then do it again. What was saved before is safe."
            raise InputError(
                f"This was not saved, because '{self.path}' cannot be written ({why}).", remedy=remedy
            ) from fault
        finally:
            with suppress(OSError):
                beside.unlink()
        self._data, self.themes = data, [dict(one) for one in themes]

    def _check_unchanged(self) -> None:
        if self._on_disk() != self._data:
            fault = "somebody else, or an editor, has changed it since it was read here: this was not saved."
            raise ChangedElsewhereError(fault, file=self.path, remedy="Reload it, then do it again.")

    def _on_disk(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None

    def _says(self, file: Path, themes: Sequence[Mapping[str, Any]]) -> bool:
        try:
            return read_themes([file], self._schema) == list(themes)
        except InputError:
            return False


def _write(file: Path, data: bytes, like: Path) -> None:
    """Write bytes down to the disk, with the rights of the file that they are to replace."""
    mode = like.stat().st_mode if like.exists() else 0
    if mode and not mode & 0o222:
        raise PermissionError(None, "it is marked as read-only")
    with open(file, "xb") as open_file:
        if mode:
            file.chmod(mode & 0o777)
        open_file.write(data)
        open_file.flush()
        os.fsync(open_file.fileno())


def _settle(folder: Path) -> None:
    """Put the new name in the folder on disk too; some network drives cannot, and the file is there all the same."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)
