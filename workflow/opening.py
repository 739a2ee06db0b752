"""Opens a notebook for one person of a review in her browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from identification.errors import InputError
from identification.protocol import read_protocol
from workflow.asking import ROOT, SCHEMA, Values, review_of, wanted

NOTEBOOKS = ROOT / "workflow/notebooks"
# No look for news or updates: reviewers' machines are often without a network. That no pop-up over the buttons asks
# whether to look is a setting, and these have no option: our defaults lie in a folder of their own, behind a person's.
DEFAULTS = NOTEBOOKS / "jupyter"
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
)


def screen(values: Values) -> str:
    """Open the screening notebook."""
    return _open_notebook("screening.ipynb", values) + "run the review again to count the decisions."


def code(values: Values) -> str:
    """Open the coding notebook."""
    return _open_notebook("coding.ipynb", values) + "run the review again to count the codings."


def themes(values: Values) -> str:
    """Open the themes notebook."""
    return _open_notebook("themes.ipynb", values) + "run the review again to count the themes' support."


def _open_notebook(name: str, values: Values) -> str:
    """Open a copy in results/, so that nobody's outputs end up in the code, until it is closed."""
    review, who = review_of(values), wanted(values, "REVIEWER", "your id in config.yaml")
    known = [one["id"] for one in read_protocol(review / "config/config.yaml", SCHEMA)["reviewers"]]
    if who not in known:
        raise InputError(f"'{who}' is not a reviewer in config.yaml.", remedy=f"Known: {', '.join(known)}.")
    notebook = review / "results/notebooks" / name
    notebook.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(NOTEBOOKS / name, notebook)
    command = [sys.executable, "-m", "jupyterlab", *QUIET, str(notebook)]
    done = subprocess.run(command, check=False, cwd=review, env=surroundings(review, who))
    if done.returncode:
        fault = f"JupyterLab did not start, or stopped with a fault (code {done.returncode}): the lines above say why."
        raise InputError(fault, remedy="What was saved is safe. Mend that, then give the same command again.")
    return "The notebook is closed; "


def surroundings(review: Path, who: str) -> dict[str, str]:
    """The environment of a person's notebook: who she is, where her review is, and our defaults of JupyterLab."""
    places = os.pathsep.join(filter(None, (os.environ.get("JUPYTER_CONFIG_PATH"), str(DEFAULTS))))
    return os.environ | {"REVIEW": str(review), "REVIEWER": who, "JUPYTER_CONFIG_PATH": places}
