"""Serves one notebook as an app, as `APP=yes` asks for: to the browser of this machine, behind a key."""

import threading
import webbrowser

from voila.app import Voila


class App(Voila):  # type: ignore[misc]  # Voila has no types
    """Voila that opens its page with the key: without it another person on this machine could decide in one's name."""

    def launch_browser(self) -> None:
        """Open the page, in a thread: some browsers come back only when they are closed."""
        print(f"The page opens in your browser: {self.display_url}", flush=True)
        print("Close it whenever you like: each step is saved at once. Then press Ctrl-C here.", flush=True)
        threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()


if __name__ == "__main__":
    App.launch_instance()
