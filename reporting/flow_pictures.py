"""How does the flow get into a slide or a printed report? The drawing as PNG and PDF, the same bytes on every machine.

Both are made from the SVG by vl-convert, without network. It brings Liberation Sans along, which is no wider than the
letters that the drawing makes room for; of other scripts it takes what fonts the machine has.
"""

import re

import vl_convert

from reporting.flow_drawing import FONTS

PICTURE_FONTS = f"'Liberation Sans', {FONTS}"
SCALE = 2  # pixels of the PNG for one of the drawing: 192 dots per inch, sharp on paper and on a slide
# svg2pdf numbers fonts in an order that differs from run to run. With the two fonts of a drawing in Latin letters one
# of four files comes out, so that a draw of sixty misses the wanted one once in 30 million times.
TRIES = 60


def flow_png(drawing: str) -> bytes:
    """The drawing as PNG."""
    return bytes(vl_convert.svg_to_png(_with_fonts(drawing), scale=SCALE))


def flow_pdf(drawing: str) -> bytes:
    """The drawing as a PDF of one page, its words as text that can be searched; its fonts stand in it."""
    drawn = _with_fonts(drawing)
    made = b""
    for _ in range(TRIES):
        made = bytes(vl_convert.svg_to_pdf(drawn))
        if _is_in_order(made):
            return made
    return made


def _with_fonts(drawing: str) -> str:
    return drawing.replace(f'font-family="{FONTS}"', f'font-family="{PICTURE_FONTS}"')


def _is_in_order(pdf: bytes) -> bool:
    """Whether the fonts stand in the file, and are numbered in it, in the order of their names."""
    numbers = [int(number) for pair in re.findall(rb"/fo(\d+) (\d+) 0 R", pdf) for number in pair]
    names = re.findall(rb"/FontName /[A-Z]{6}\+(\S+)", pdf)
    return (numbers[::2], numbers[1::2], names) == (sorted(numbers[::2]), sorted(numbers[1::2]), sorted(names))
