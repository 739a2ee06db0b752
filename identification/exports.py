"""What one export is when it is taken apart, and which letters its bytes are."""

import re
from dataclasses import dataclass

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# What no text holds: a capital with an accent inside a word, a sign of money or print that touches a small letter.
UNLIKELY = re.compile(
    r"(?<=[A-Za-z])(?:[À-ÖØ-ÞŠŽŒŸ]|[^\w\s\x00-\x7f’‘´·–—‐-]|[ºª¹²³µ])(?=[a-z])|[†‡ˆ‰‹›¡¢¤¥¦¨¬¯¸¿](?=[a-z])|[\ufffd\x80-\x9f]"
)
# Letters of another script, read as if they were Western ones: long runs of nothing but accented letters.
FOREIGN = re.compile(r"[^\x00-\x7f]{4,}")
LEFT_OVER = 0.1
SAMPLE = 100_000
ENOUGH = 20


@dataclass(frozen=True)
class Entry:
    """One entry of an export: its fields by tag or column as they came, its own text, and the line it begins on.

    `beside` are lines that stand in no field: what a file says ahead of its first entry, or behind an entry's end.
    """

    fields: dict[str, list[str]]
    raw: str
    line: int
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    """One file taken apart: `counted` entries by its separators, of which `entries` could be read."""

    format: str
    encoding: str
    counted: int
    entries: list[Entry]
    dialect: str = ""


def decode(content: bytes) -> tuple[str, str]:
    """The text of an export and the encoding that it is in: what its mark says, else what makes a text of it.

    >>> decode("Ünal, Gérard".encode("mac-roman")), decode("Ünal, Gérard".encode("cp1252"))
    (('Ünal, Gérard', 'mac-roman'), ('Ünal, Gérard', 'windows-1252'))
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return _as(content[len(mark) :], name), name.removesuffix("-le").removesuffix("-be")
    if (wide := _without_mark(content)) is not None:
        return _as(content, wide), wide
    try:
        return _clean(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _eight_bits(content)


def _as(content: bytes, name: str) -> str:
    if name == "utf-8":
        return decode(content)[0] if content else ""
    return _clean(content.decode(name, errors="replace"))


def _clean(text: str) -> str:
    """Text without zero bytes, which no reader takes, and without the marks of files that were put together."""
    return MARK.sub("", text).replace("\x00", "")


MARK = re.compile("^\ufeff+", re.MULTILINE)


def _without_mark(content: bytes) -> str | None:
    """UTF-16 or UTF-32 by its zero bytes: Western text has one in every second byte, or three in four."""
    sample = content[: SAMPLE - SAMPLE % 4]
    zeros = [sample[at::4].count(0) * 4 > 2 * len(sample) / 4 for at in range(4)]
    return WIDE.get("".join(str(int(one)) for one in zeros))


# Which of four bytes are zero in Western text.
WIDE = {"0111": "utf-32-le", "1110": "utf-32-be", "0101": "utf-16-le", "1010": "utf-16-be"}


def _eight_bits(content: bytes) -> tuple[str, str]:
    """UTF-8 with a few bytes that are none, else one of the encodings with a byte a letter."""
    text = content.decode("utf-8", errors="surrogateescape")
    broken = sum("\udc80" <= letter <= "\udcff" for letter in text)
    if broken <= LEFT_OVER * sum(letter > "\x7f" for letter in text):
        return _clean(
            STRAY.sub(lambda found: _windows(bytes([ord(found[0]) - 0xDC00])), text)
        ), "utf-8 and windows-1252"
    strange = b"\n".join(re.findall(rb"[^\n\r]*[\x80-\xff][^\n\r]*", content))[:SAMPLE]
    read = {"windows-1252": _windows(strange), "mac-roman": strange.decode("mac-roman")}
    unlikely = {name: len(UNLIKELY.findall(text)) for name, text in read.items()}
    best = min(unlikely, key=lambda name: unlikely[name])
    foreign = sum(map(len, FOREIGN.findall(read[best])))
    signs = sum(byte > 127 for byte in strange)
    if signs >= ENOUGH and unlikely[best] + foreign > LEFT_OVER * signs:
        best = _guessed(strange) or best
    whole = _windows(content) if best == "windows-1252" else content.decode(best, errors="replace")
    return _clean(whole), best


STRAY = re.compile("[\udc80-\udcff]")


def _windows(content: bytes) -> str:
    return content.decode("cp1252", errors="replace")


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes  # here, because nearly every export is in one of the encodings above

    found = from_bytes(content).best()
    return found.encoding.replace("_", "-") if found else ""
