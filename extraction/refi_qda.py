"""The codings of a review as a REFI-QDA project (.qdpx), which NVivo, ATLAS.ti, MAXQDA and QualCoder open.

After the specification of QDA-XML 1.0 (https://www.qdasoftware.org; the schema is kept in workflow/schemas). Families
are parents of their codes; each extract is a selection with one coding. What else it says stands in the description
of the selection, which ATLAS.ti, MAXQDA and QualCoder show as the comment of the coded passage. NVivo shows codes
only, so that a status other than affirmed is a code beside: else "absence stated" would read there as a finding.
"Looked for, not found" has no passage: it is a note on the document, since a code on a whole document would read as
one that was found. Suggestions that were rejected are no codings and stay here.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Report
from extraction.leaving import Leaving, comment_of, guid, joined_text, one_unit, same_length
from extraction.text_layer import Page
from identification.vocabulary import CodeStatus, Role
from screening.tool_words import time_of

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "Rapid evidence review"
# Every member of the archive has the first date that a zip carries: same codings, same bytes.
UNDATED = (1980, 1, 1, 0, 0, 0)
SHOWN_AS_CODE = tuple(one for one in CodeStatus if one not in (CodeStatus.AFFIRMED, CodeStatus.LOOKED_NOT_FOUND))
# Letters of a quote that name its selection, by which an import can check the positions.
NAMED_BY = 60


@dataclass(frozen=True)
class Source:
    """A document that goes along: its pages, the report that it is of, and its file where that is a PDF to be sent."""

    document_id: str
    pages: tuple[Page, ...]
    report: Report | None = None
    file: Path | None = None

    @property
    def key(self) -> str:
        """The id of the source, and the name of its files."""
        return guid("document", self.document_id)


def source_name(document_id: str) -> str:
    """The name of a document in another program, where no name holds a folder."""
    return same_length(document_id.replace("/", " - "))


def code_name(code_id: str, name: str) -> str:
    """The name of a code in another program: unique, although codes of two families may share a name."""
    return same_length(f"{code_id} {name}")


def write_project(
    path: Path, title: str, codebook: Codebook, sources: Sequence[Source], codings: Sequence[Leaving]
) -> None:
    """Write the project and its sources as one archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", project_xml(title, codebook, sources, codings))
        for source in sources:
            _add(archive, f"sources/{source.key}.txt", joined_text(source.pages)[0].encode())
            if source.file:
                _add(archive, f"sources/{source.key}.pdf", source.file.read_bytes())


def project_xml(title: str, codebook: Codebook, sources: Sequence[Source], codings: Sequence[Leaving]) -> bytes:
    """The project.qde of an archive."""
    times = [time for one in codings if (time := _time(one.event.at))]
    root = ET.Element("Project", {"xmlns": NAMESPACE, "name": same_length(title), "origin": ORIGIN})
    if times:
        root.set("creationDateTime", max(times))
    coders = sorted({one.coder for one in codings})
    if coders:
        users = ET.SubElement(root, "Users")
        for coder in coders:
            ET.SubElement(users, "User", {"guid": guid("coder", coder), "name": same_length(coder)})
    _add_codebook(root, codebook)
    of_source: dict[str, list[Leaving]] = {source.document_id: [] for source in sources}
    for one in codings:
        of_source[one.extract.document_id].append(one)
    _add_cases(root, codebook, sources, of_source)
    if sources:
        listed = ET.SubElement(root, "Sources")
        for source in sources:
            _add_source(listed, source, of_source[source.document_id])
    _add_notes(root, [one for one in codings if _is_note(one)])
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, UNDATED)
    member.external_attr = 0o644 << 16
    archive.writestr(member, content, zipfile.ZIP_DEFLATED)


def _add_codebook(root: ET.Element, codebook: Codebook) -> None:
    codes = ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes")
    for family in codebook.families:
        parent = _add_code(codes, guid("code", family.id), code_name(family.id, family.name), _rule(family), False)
        for code in family.codes:
            _add_code(parent, guid("code", code.id), code_name(code.id, code.name), _meaning(code), True)
    parent = _add_code(codes, guid("status", ""), "Status", STATUS_RULE, False)
    for status in SHOWN_AS_CODE:
        _add_code(parent, guid("status", status), f"status: {status}", "", True)


STATUS_RULE = "What a passage says of the other code that it has. A passage without one of these affirms its code."


def _add_code(parent: ET.Element, key: str, name: str, description: str, codable: bool) -> ET.Element:
    code = ET.SubElement(parent, "Code", {"guid": key, "name": name, "isCodable": str(codable).lower()})
    if description:
        ET.SubElement(code, "Description").text = same_length(description)
    return code


def _rule(family: Family) -> str:
    return family.rule


def _meaning(code: Code) -> str:
    parts = (("", code.definition), ("Include when: ", code.include_when), ("Exclude when: ", code.exclude_when))
    examples = (("Example: ", code.example), ("No example: ", code.counter_example))
    return "\n".join(f"{label}{text}" for label, text in (*parts, *examples) if text)


def _add_cases(
    root: ET.Element, codebook: Codebook, sources: Sequence[Source], codings: Mapping[str, Sequence[Leaving]]
) -> None:
    """Each study as a case with its documents, and the values of its characteristics as variables."""
    asked = [code for family in codebook.families_with(Role.CHARACTERISTICS) for code in family.codes]
    studies: dict[str, list[Source]] = {}
    for source in sources:
        if source.report:
            studies.setdefault(source.report.study_id, []).append(source)
    if not studies:
        return
    variables = ET.SubElement(root, "Variables") if asked else None
    for code in asked if variables is not None else ():
        what = {"guid": guid("variable", code.id), "name": code_name(code.id, code.name), "typeOfVariable": "Text"}
        ET.SubElement(variables, "Variable", what)  # type: ignore[arg-type]
    cases = ET.SubElement(root, "Cases")
    for study, listed in sorted(studies.items()):
        report = listed[0].report
        case = ET.SubElement(cases, "Case", {"guid": guid("study", study), "name": _cited(report) if report else study})
        said = [one for source in listed for one in codings[source.document_id]]
        for code in asked:
            values = dict.fromkeys(one.extract.value for one in said if one.extract.code_id == code.id)
            if text := "; ".join(filter(None, values)):
                value = ET.SubElement(case, "VariableValue")
                ET.SubElement(value, "VariableRef", {"targetGUID": guid("variable", code.id)})
                ET.SubElement(value, "TextValue").text = same_length(text)
        for source in listed:
            ET.SubElement(case, "SourceRef", {"targetGUID": source.key})


def _cited(report: Report) -> str:
    first = report.authors.split(";")[0].strip()
    return same_length(" ".join(filter(None, (first, report.year, report.title))))


def _add_source(parent: ET.Element, source: Source, codings: Sequence[Leaving]) -> None:
    notes = [one for one in codings if _is_note(one)]
    name, text = source_name(source.document_id), f"internal://{source.key}.txt"
    if source.file:
        path = f"internal://{source.key}.pdf"
        outer = ET.SubElement(parent, "PDFSource", {"guid": source.key, "name": name, "path": path})
        _describe(outer, source, notes)
        inner = {"guid": guid("text", source.document_id), "name": name, "plainTextPath": text}
        text_of_it = ET.SubElement(outer, "Representation", inner)
        _describe(text_of_it, source, notes)  # QualCoder reads that of the text only
        _add_selections(text_of_it, source, codings)
    else:
        outer = ET.SubElement(parent, "TextSource", {"guid": source.key, "name": name, "plainTextPath": text})
        _describe(outer, source, notes)
        _add_selections(outer, source, codings)
    for note in notes:
        ET.SubElement(outer, "NoteRef", {"targetGUID": guid("note", note.event.event_id)})


def _describe(element: ET.Element, source: Source, notes: Sequence[Leaving]) -> None:
    """What the document is, and what was looked for in it and not found: not every program shows notes."""
    doi = f"doi:{source.report.doi}" if source.report and source.report.doi else ""
    cited = ", ".join(filter(None, (_cited(source.report) if source.report else "", doi)))
    lines = [f"{one.extract.status}: {one.extract.code_id} ({one.coder})" for one in notes]
    if cited or lines:
        ET.SubElement(element, "Description").text = same_length("\n".join(filter(None, (cited, *lines))))


def _add_selections(element: ET.Element, source: Source, codings: Iterable[Leaving]) -> None:
    starts = joined_text(source.pages)[1]
    for one in codings:
        if _is_note(one):
            continue
        begins, extract = starts[one.extract.page], one.extract
        selection = ET.SubElement(
            element,
            "PlainTextSelection",
            {
                "guid": guid("selection", one.event.event_id),
                "name": one_unit(same_length(" ".join(extract.quote.split())[:NAMED_BY])),
                "startPosition": str(begins + extract.start),
                "endPosition": str(begins + extract.end),
                **_made(one),
            },
        )
        ET.SubElement(selection, "Description").text = comment_of(same_length(one.event.note), one.fields)
        _add_coding(selection, guid("coding", one.event.event_id), guid("code", extract.code_id), one)
        if extract.status in SHOWN_AS_CODE:
            _add_coding(selection, guid("its status", one.event.event_id), guid("status", extract.status), one)


def _add_coding(selection: ET.Element, key: str, code: str, one: Leaving) -> None:
    made = {key: value for key, value in _made(one).items() if key != "name"}
    ET.SubElement(ET.SubElement(selection, "Coding", {"guid": key, **made}), "CodeRef", {"targetGUID": code})


def _made(one: Leaving) -> dict[str, str]:
    time = _time(one.event.at)
    return {"creatingUser": guid("coder", one.coder)} | ({"creationDateTime": time} if time else {})


def _add_notes(root: ET.Element, codings: Sequence[Leaving]) -> None:
    """What was looked for and not found: a note on its document, in words and for an import."""
    if not codings:
        return
    notes = ET.SubElement(root, "Notes")
    for one in codings:
        named = {"guid": guid("note", one.event.event_id), "name": f"{one.extract.status}: {one.extract.code_id}"}
        note = ET.SubElement(notes, "Note", {**named, **_made(one)})
        fields = {**one.fields, "code": one.extract.code_id}
        ET.SubElement(note, "PlainTextContent").text = comment_of(same_length(one.event.note), fields)


def _is_note(one: Leaving) -> bool:
    return one.extract.status == CodeStatus.LOOKED_NOT_FOUND


def _time(at: str) -> str:
    """The time of an event as XML wants it, in UTC."""
    return time_of(at).replace("+00:00", "Z")
