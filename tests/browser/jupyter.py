"""A real JupyterLab on 127.0.0.1 and a real Chromium, for tests that press keys."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as NotYet

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# JupyterLab and its kernel are up within 5 s on two free cores; ten times that on a busy machine is still no fault.
STARTS_WITHIN_S = 50
# What a page shows may wait for a process that has only just begun to import what it needs.
expect.set_options(timeout=STARTS_WITHIN_S * 1000)
# No news, no update check: a pop-up would cover the card and ask the network.
QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


@contextmanager
def running_lab(folder: Path, home: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a JupyterLab that serves `folder`; everything that it keeps for itself lies below `home`."""
    settings = home / "config" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(QUIET))
    port = free_port()
    with open(home / "jupyter.log", "wb") as log:
        server = subprocess.Popen(
            _command(folder, port), env=_environment(home, environment), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/api", server, home / "jupyter.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def running_app(
    words: Sequence[str], home: Path, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address, with its key, of the app that a command opens, and the command; no browser is opened for it."""
    surroundings = _environment(home, {"BROWSER": "true", **(environment or {})})
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True, start_new_session=True) as app:
        assert app.stdout is not None
        try:
            yield app.stdout.readline().split()[-1], app
        finally:
            end_app(app)
            try:
                app.wait(timeout=STARTS_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(app.pid, signal.SIGKILL)


def end_app(app: "subprocess.Popen[str]") -> None:
    """Press Ctrl-C where the command was given."""
    if app.poll() is None:
        os.killpg(app.pid, signal.SIGINT)


def serious_faults(page: Page) -> list[str]:
    """What axe finds on a page that keeps people out, each with the first place where it is so."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


@contextmanager
def open_page(width: int = 1280, height: int = 800) -> Iterator[Page]:
    """A page of a fresh Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        try:
            yield browser.new_context(viewport={"width": width, "height": height}).new_page()
        finally:
            browser.close()


def run_notebook(page: Page, address: str, name: str, output: str) -> Locator:
    """Open a notebook, run all its cells and give back what then shows under the selector `output`.

    A single "run" is lost in one of four runs, because it can come before the kernel is ready: so it is pressed until
    there is an output. A second one may then still be under way and would replace that output: it is waited for.
    """
    page.goto(f"{address}/lab/tree/{name}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=STARTS_WITHIN_S * 1000)
    shown = page.locator(output)
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        _accept_dialog(page)
        run_all_cells(page)
        try:
            shown.wait_for(timeout=5000)
            expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0)
            shown.wait_for(timeout=5000)
            return shown
        except NotYet:
            continue
    raise AssertionError(f"no '{output}' after running all cells of {name}")


def run_all_cells(page: Page) -> None:
    try:
        page.get_by_role("menuitem", name="Run", exact=True).click(timeout=2000)
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click(timeout=2000)
    except NotYet:
        page.keyboard.press("Escape")


def _accept_dialog(page: Page) -> None:
    accept = page.locator(".jp-Dialog .jp-mod-accept")
    if accept.count():
        accept.first.click()


def _command(folder: Path, port: int) -> list[str]:
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": "",
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def _environment(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
        "PYTHONPATH": ROOT,
    }
    return {**os.environ, **{name: str(path) for name, path in kept.items()}, **more}


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_until_up(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Come back when `address` answers."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{server.args!r} did not start:\n{log.read_text()}")
