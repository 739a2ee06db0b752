"""Serves one notebook as an app, as `APP=yes` asks for: to the browser of this machine, behind a key."""

import atexit
import html
import signal
import tempfile
import threading
import webbrowser
from pathlib import Path

from voila.app import Voila

LEADS_ON = '<!DOCTYPE html><meta charset="utf-8"><title>A review</title><meta http-equiv="refresh" content="0; url={}">'


class App(Voila):  # type: ignore[misc]  # Voila has no types
    """Voila that opens its page with the key: without it another person on this machine could decide in one's name."""

    def start(self) -> None:
        """Serve until Ctrl-C. Voila hears of it as an exception, which is lost where one cannot be raised."""
        signal.signal(signal.SIGINT, self._ctrl_c)
        super().start()

    def _ctrl_c(self, number: int, frame: object) -> None:
        if not hasattr(self, "ioloop"):
            raise KeyboardInterrupt
        self._handle_signal_stop(number, frame)

    def launch_browser(self) -> None:
        """Open the page, in a thread: some browsers come back only when they are closed.

        The browser gets a private file that leads to the page: everybody on a machine sees the words of a command.
        """
        number, name = tempfile.mkstemp(suffix=".html")
        with open(number, "w", encoding="utf-8") as file:
            file.write(LEADS_ON.format(html.escape(self.display_url)))
        atexit.register(Path(name).unlink, missing_ok=True)
        print(f"The page opens in your browser: {self.display_url}", flush=True)
        print("Close it whenever you like: each step is saved at once. Then press Ctrl-C here.", flush=True)
        threading.Thread(target=webbrowser.open, args=(Path(name).as_uri(),), daemon=True).start()


if __name__ == "__main__":
    App.launch_instance()
