"""How wide is a text on a page that nobody has rendered yet? Never wider than is said here."""

NO_BREAK = "\u00a0"  # a space at which no line ends

# Widths of DejaVu Sans in shares of the font size (advance widths of its glyphs, rounded up): the widest face of the
# usual system stacks, so that what fits here fits in Segoe UI, Roboto or Helvetica.
WIDTHS = {
    **dict.fromkeys(f"ijl'|., {NO_BREAK}", 0.34),
    **dict.fromkeys('ftrI()[]/-"\\!:;', 0.47),
    **dict.fromkeys("mMwW@%+=<>~^&OQGDHNUC#", 1.0),
}
LOWER, UPPER, ELSE = 0.65, 0.80, 1.1  # widest of the other small letters and digits; of the capitals; any other script
PICTOGRAM = 1.4  # emoji, which come from a font of their own
BOLD = 1.12  # DejaVu Sans Bold is 7 to 12 % wider, letter by letter


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """An upper bound of the width of a text in pixels.

    >>> text_width("ill", size=10) < text_width("MMM", size=10)
    True
    """
    return sum(_share(sign) for sign in text) * size * (BOLD if bold else 1)


def wrap_text(text: str, width: float, *, size: float, bold: bool = False) -> list[str]:
    """The text in lines of which none is wider than `width`; a word that is too long for a line is cut.

    >>> wrap_text("no skill is shared", 70, size=10)
    ['no skill is', 'shared']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, size=size, bold=bold)
    return [line for line in lines if line]


def _pieces(word: str, width: float, *, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and text_width(pieces[-1] + sign, size=size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _share(sign: str) -> float:
    if sign in WIDTHS:
        return WIDTHS[sign]
    if ord(sign) > 0xFFFF:
        return PICTOGRAM
    if not sign.isascii():
        return ELSE
    return UPPER if sign.isupper() else LOWER
