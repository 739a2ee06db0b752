"""A document as one HTML file that opens anywhere without a network."""

from markupsafe import Markup

from reporting.document_parts import Paper
from reporting.html_report import environment


def write_html(paper: Paper) -> str:
    """The document as HTML text: the same parts as the other formats, with links into the report."""
    made = environment()
    made.globals.update(address=address, drawn=Markup)
    return made.get_template("document.html.j2").render(paper=paper)


def address(link: str) -> str:
    """A link as it is followed from the folder of the documents."""
    return link if link.startswith(("http://", "https://")) else f"../{link}"
