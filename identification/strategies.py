"""How was a source searched? The text of a strategy as it was run, or why there is none."""

from pathlib import Path

from identification.exports import decode


def read_strategy(folder: Path, named: str, source: str) -> tuple[str, str, str]:
    """The file of a strategy, its text as it stands, and why there is no text where there is none.

    >>> read_strategy(Path("/nowhere"), "", "pubmed")
    ('', '', 'no strategy file is named')
    """
    usual = f"strategies/{source}.txt"
    name = named.strip() or (usual if (folder / usual).is_file() else "")
    if not name:
        return "", "", "no strategy file is named"
    if not (folder / name).is_file():
        return name, "", f"the file {name} is not there"
    raw = (folder / name).read_bytes()
    if b"\0" in raw:
        return name, "", f"the file {name} is no plain text: save the strategy as text"
    text = decode(raw)[0].replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return (name, text, "") if text.strip() else (name, "", f"the file {name} is empty")
