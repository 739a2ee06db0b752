"""What surrounds every script: its log, and one sentence instead of a traceback when a person's input is at fault."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from identification.errors import InputError

ROOT = Path(__file__).parent.parent


@contextmanager
def job(snakemake: Any) -> Iterator[Any]:
    """Give the script its files and parameters; what goes wrong stands in the log and on the screen.

    An `InputError` ends the job with its sentence, anything else with the traceback that a bug deserves.
    """
    log = Path(str(snakemake.log[0]))
    log.write_text("", encoding="utf-8")
    _check_ours()
    try:
        yield snakemake
    except InputError as fault:
        _tell(str(fault), log)
        sys.exit(1)
    except Exception:
        _tell(traceback.format_exc(), log)
        sys.exit(1)


def _check_ours() -> None:
    """Site-packages come before this folder: a copy installed there once would be run instead of these files."""
    import identification

    found = Path(str(identification.__file__)).parent.parent
    if found != ROOT:
        sys.exit(f"The packages in {found} are used instead of those in {ROOT}: uninstall rapid-evidence-review there.")


def _tell(words: str, log: Path) -> None:
    log.write_text(words + "\n", encoding="utf-8")
    print(words, file=sys.stderr, flush=True)
