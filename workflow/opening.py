"""Opens a notebook for one person of a review in her browser: in JupyterLab or, with APP=yes, as an app."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from identification.errors import InputError
from identification.people import person_here
from identification.protocol import read_protocol
from identification.vocabulary import ScreeningStage
from workflow.asking import ROOT, SCHEMA, Values, one_of, review_of, wanted

# The notebook of each command, and what is said when it is closed: a new notebook is a line here.
NOTEBOOKS: Mapping[str, tuple[str, str]] = {
    "dashboard": ("dashboard.ipynb", "open it again whenever you like."),
    "screen": ("screening.ipynb", "run the review again to count the decisions."),
    "duplicates": ("duplicates.ipynb", "run the review again to join and part records."),
    "conflicts": ("conflicts.ipynb", "run the review again to count what you settled."),
    "fulltext": ("fulltext.ipynb", "run the review again to count the decisions."),
    "code": ("coding.ipynb", "run the review again to count the codings."),
    "themes": ("themes.ipynb", "run the review again to count the themes' support."),
}

# Notebooks that write nothing, which anybody may open.
READ_ONLY = ("dashboard",)
FOLDER = ROOT / "workflow/notebooks"
# No look for news or updates: reviewers' machines are often without a network. That no pop-up over the buttons asks
# whether to look is a setting, and these have no option: our defaults lie in a folder of their own, behind a person's.
DEFAULTS = FOLDER / "jupyter"
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
)


def open_notebook(command: str, values: Values) -> str:
    """Open the notebook of a command until it is closed, and say what to do then."""
    name, closed = NOTEBOOKS[command]
    review = review_of(values)
    who = "" if command in READ_ONLY else _reviewer(review, values)
    as_app = one_of(values.get("APP") or "no", ["yes", "no"], "APP") == "yes"
    stage = {"STAGE": one_of(values.get("STAGE") or "title_abstract", list(ScreeningStage), "STAGE")}
    words = _app_words(FOLDER / name) if as_app else _lab_words(FOLDER / name, review)
    code = _until_closed(words, review, surroundings(review, who) | stage)
    if code:
        program = "The app" if as_app else "JupyterLab"
        fault = f"{program} did not start, or stopped with a fault (code {code}): the lines above say why."
        raise InputError(fault, remedy="What was saved is safe. Mend that, then give the same command again.")
    return f"The notebook is closed; {closed}"


OPENERS: Mapping[str, Callable[[Values], str]] = {command: partial(open_notebook, command) for command in NOTEBOOKS}


def surroundings(review: Path, who: str) -> dict[str, str]:
    """The environment of a person's notebook: who she is, where her review is, and our defaults and templates."""
    places = {"JUPYTER_CONFIG_PATH": DEFAULTS, "JUPYTER_PATH": FOLDER}
    paths = {name: os.pathsep.join(filter(None, (os.environ.get(name), str(own)))) for name, own in places.items()}
    return os.environ | {"REVIEW": str(review), "REVIEWER": who, "PYTHONPATH": str(ROOT)} | paths


def _reviewer(review: Path, values: Values) -> str:
    """The person who sits here, who has to be on the team."""
    here = person_here(os.environ | {"REVIEWER": values.get("REVIEWER", "")})
    who = wanted({"REVIEWER": here}, "REVIEWER", "your id in config.yaml")
    known = [one["id"] for one in read_protocol(review / "config/config.yaml", SCHEMA)["reviewers"]]
    if who not in known:
        raise InputError(f"'{who}' is not a reviewer in config.yaml.", remedy=f"Known: {', '.join(known)}.")
    return who


def _app_words(notebook: Path) -> list[str]:
    """The command that serves a notebook as an app; nothing is copied, because Voila writes into no notebook."""
    return [sys.executable, "-m", "workflow.app", str(notebook)]


def _lab_words(notebook: Path, review: Path) -> list[str]:
    """The command that opens a copy in results/, so that nobody's outputs end up in the code."""
    copy = review / "results/notebooks" / notebook.name
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(notebook, copy)
    except OSError as fault:
        why = f"the notebook cannot be put into '{copy.parent}' ({fault.strerror or fault})."
        raise InputError(why, remedy="Ask for write access, or give APP=yes, which puts nothing there.") from fault
    return [sys.executable, "-m", "jupyterlab", *QUIET, str(copy)]


def _until_closed(words: list[str], folder: Path, environment: Mapping[str, str]) -> int:
    """The exit code of a program that a person ends with Ctrl-C, of which it hears as we do."""
    with subprocess.Popen(words, cwd=folder, env=environment) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue
