"""Material beside a report is told from its text by its name, and by how it begins."""

from pathlib import Path

import pytest

from extraction.matching import match_documents
from extraction.reading import read_document
from extraction.supplements import main_text_of, names_supplement
from extraction.text_layer import Document
from identification.records import UniqueRecord


@pytest.mark.parametrize(
    "name",
    [
        *("ijic-23-3-7516-s1.pdf", "1-s2.0-S014067362032-mmc1.pdf", "12913_2018_3492_MOESM1_ESM.docx"),
        *("pone.0115884.s001.pdf", "jan14562-sup-0001.pdf", "smith 2020 supplementary.pdf", "Additional file 2.pdf"),
    ],
)
def test_publishers_names_of_supplements_are_known(name: str) -> None:
    assert names_supplement(name, "")


@pytest.mark.parametrize(
    "name", ["smith_2020.pdf", "supporting leaders.pdf", "esme 2019.pdf", "S2214-109X(20)30231.pdf"]
)
def test_names_of_articles_are_none(name: str) -> None:
    assert not names_supplement(name, "Leading together. Further tables are in the supplementary material.")


def test_a_supplement_that_fits_two_main_texts_belongs_to_neither() -> None:
    assert main_text_of("okonjo-2021-s1.pdf", ["okonjo-2021.pdf", "okonjo-2021.html"]) == ""


def test_a_real_supplement_follows_its_article(data_folder: Path) -> None:
    layers = [
        read_document(data_folder / "pdfs" / name, name) for name in ("ijic-23-3-7516.pdf", "ijic-23-3-7516-s1.pdf")
    ]
    title = "Differing professional perspectives on the interprofessional collaboration in IPUs: a mixed-methods study"
    documents: list[Document] = [layer.document for layer in layers]

    found = match_documents(
        documents, [page for layer in layers for page in layer.pages], [], [UniqueRecord("R1", ("R1",), (), title)], []
    )

    assert [(one.report_id, one.role) for one in found] == [("R1", "main text"), ("R1", "supplement")]
