"""What python-docx has no method for: fields, links, heads of tables that repeat, numbering, the same bytes."""

import io
import zipfile

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

FIRST_PRINTABLE = 32  # the signs before it are controls, which XML cannot hold


def printable(text: str) -> str:
    """Text without the control signs that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= FIRST_PRINTABLE)


def same_bytes(word: WordFile) -> bytes:
    """The file with the first date of a zip archive in place of that of the clock."""
    written, made = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def link_run(line: WordParagraph, run: object, target: str) -> None:
    """The run inside a hyperlink; python-docx has no method for it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), line.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    line._p.append(link)
    link.append(run)


def add_field(line: WordParagraph, code: str, shown: str) -> None:
    """Add a field of Word with what it shows until Word brings it up to date."""
    begin_field(line, code)
    line.add_run(shown)
    end_field(line)


def begin_field(line: WordParagraph, code: str) -> None:
    """Begin a field: what follows in the line, or in the next ones, is what it shows."""
    _mark(line, "begin")
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {code} "
    line.add_run()._r.append(words)
    _mark(line, "separate")


def end_field(line: WordParagraph) -> None:
    """End the field that was begun."""
    _mark(line, "end")


def repeat_row(row: object) -> None:
    """The row stands again on each page that the table goes on to."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]
    keep_whole(row)


def keep_whole(row: object) -> None:
    """Keep a row of a table on one page."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]


def rule_rows(table: Table) -> None:
    """Grey lines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B5C0CC")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def fresh_numbers(word: WordFile) -> int:
    """A numbering of its own that begins at 1: Word goes on counting through all lists of one style."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element.pPr.numPr.numId.val
    kind = next(one.abstractNumId.val for one in numbering.num_lst if one.numId == style)
    fresh = numbering.add_num(kind)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def set_language(look: object) -> None:
    """Say that the text is British English."""
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), "en-GB")
    look.append(said)  # type: ignore[attr-defined]


def _mark(line: WordParagraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run = line.add_run()
    run.font.size = Pt(8) if line.style and line.style.name in ("Header", "Footer") else None
    run._r.append(mark)
