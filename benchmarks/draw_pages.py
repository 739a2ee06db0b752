"""Pages with what was recognised on them drawn over: zones, the order of blocks, sentences line by line, table cells.

    python benchmarks/draw_pages.py OUT PDF... [--pages 1,4] [--sentences]

Writes OUT/<name>-<page>.png. Each zone has a colour; numbers count the blocks in reading order, a thick edge is a
heading. With --sentences neighbouring sentences alternate in colour. OUT should lie outside the repository: the pages
are their publishers'.
"""

import argparse
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extraction.layers import TextLayer
from extraction.passages import split_passages
from extraction.reading import read_document
from identification.vocabulary import Zone

COLOURS = {
    Zone.BODY: "#1f6feb",
    Zone.REFERENCES: "#8250df",
    Zone.CAPTION: "#bf8700",
    Zone.TABLE: "#1a7f37",
    Zone.FOOTNOTE: "#cf222e",
    Zone.FIGURE: "#e85aad",
    Zone.RUNNING: "#6e7781",
}
SCALE = 1.3


def draw_page(path: Path, layer: TextLayer, page: int, *, sentences: bool) -> Image.Image:
    """One page as a picture with its zones and tables."""
    document = pypdfium2.PdfDocument(path)
    picture = document[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    document.close()
    pen = ImageDraw.Draw(picture, "RGBA")
    passages = [one for one in split_passages(layer) if one.page == page]
    for number, passage in enumerate(passages):
        colour = COLOURS[passage.zone]
        fill = colour + ("50" if number % 2 and sentences else "28")
        for box in passage.boxes:
            sides = [SCALE * side for side in (box.x0, box.top, box.x1, box.bottom)]
            pen.rectangle(sides, fill=fill, outline=colour if sentences else None)
    for number, block in enumerate(one for one in layer.blocks if one.page == page):
        if block.lines:
            colour = COLOURS[block.zone]
            sides = (min(line.x0 for line in block.lines), min(line.top for line in block.lines))
            far = (max(line.x1 for line in block.lines), max(line.bottom for line in block.lines))
            box4 = [SCALE * side for side in (*sides, *far)]
            if block.zone is not Zone.TABLE:
                pen.rectangle(box4, outline=colour, width=3 if block.rank else 1)
                pen.text((box4[0] - 14, box4[1]), str(number), fill=colour)
    for table in layer.tables:
        if table.page == page:
            pen.rectangle(
                [SCALE * s for s in (table.x0, table.top, table.x1, table.bottom)], outline="#1a7f37", width=3
            )
            for cell in table.cells:
                sides = [SCALE * side for side in (cell.x0, cell.top, cell.x1, cell.bottom)]
                pen.rectangle(sides, outline="#1a7f37")
                pen.text((sides[0], sides[1] - 7), f"{cell.row}.{cell.column}", fill="#cf222e")
    return picture


def main() -> None:
    """Write the pictures and name them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", default="", help="numbers with commas between them; all without")
    parser.add_argument("--sentences", action="store_true")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for path in chosen.files:
        layer = read_document(path, path.name)
        wanted = [int(number) for number in chosen.pages.split(",") if number] or range(1, len(layer.pages) + 1)
        for page in wanted:
            name = chosen.out / f"{path.stem}-{page:03}.png"
            draw_page(path, layer, page, sentences=chosen.sentences).save(name)
            print(name)


if __name__ == "__main__":
    main()
