"""Opens a notebook for one person of a review in her browser."""

import os
import shutil
import subprocess
import sys

from identification.errors import InputError
from identification.protocol import read_protocol
from workflow.asking import ROOT, SCHEMA, Values, review_of, wanted

NOTEBOOKS = ROOT / "workflow/notebooks"
# No news pop-up over the buttons and no look for updates: reviewers' machines are often without a network.
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
    surrounding = os.environ | {"REVIEW": str(review), "REVIEWER": who}
    subprocess.run([sys.executable, "-m", "jupyterlab", *QUIET, notebook], check=False, cwd=review, env=surrounding)
    return "The notebook is closed; "
