"""Open articles as full texts, each under a name that tells nothing, and beside them 25 PDFs that break tools.

The search export is made here of the facts of the articles' citations. The files that break tools belong to no record.
"""

import json
import runpy
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from extraction.matching import BY_DOI, BY_NAME, BY_TITLE
from extraction.reading import TEXT_LAYER_VERSION
from identification.records import Search
from identification.tables import read_rows, write_table
from identification.vocabulary import DocumentStatus, FileRole, Zone
from workflow.real.building import unique_records, write_config, write_includes, write_rows
from workflow.real.findings import Fact, Section, Table

FOLDER = "pdfs"
# An article that the manifest does not list; it lies with its supplement beside the folder of the others.
BESIDE = {
    "key": "ijic-23-3-7516",
    "title": "Differing Professional Perspectives on the Interprofessional Collaboration in IPUs: "
    "A Mixed-methods Study",
    "doi": "10.5334/ijic.7516",
    "year": "2023",
    "journal": "International Journal of Integrated Care",
}
ARTICLES_CONFIG: Mapping[str, Any] = {
    "title": "Open articles and files that break tools, as full texts",
    "questions": [{"id": "Q1", "text": "Does every document end in text or in a reason why it has none?"}],
    "eligibility": {
        "include": [{"id": "I1", "text": "An article that may be read by anybody."}],
        "exclude": [{"id": "E1", "text": "Anything else."}],
    },
    "sources": [{"id": "open", "name": "Open articles", "kind": "database"}],
    "reviewers": [{"id": "first", "role": "lead"}],
    "seed": 2022,
}


def build(data: Path, review: Path) -> None:
    """A review that includes every article, and has all the files, but not a word on which file is which article's."""
    source = data / FOLDER
    write_config(review, ARTICLES_CONFIG)
    fulltexts = review / "review" / "fulltexts"
    fulltexts.mkdir(parents=True, exist_ok=True)
    for file in _files(source):
        shutil.copy(file, fulltexts / file.name)
    rows = [{name: row[name] for name in ("title", "doi", "year", "journal")} for row in _articles(source)]
    write_rows(review / "review" / "searches" / "articles.csv", rows)
    searches = [Search("articles.csv", "open", date="2022-11-01", hits=len(rows))]
    write_table(searches, Search, review / "review" / "searches" / "searches.csv")
    write_includes((one.group_id for one in unique_records(searches, review)), review, "first")


def read(data: Path, review: Path) -> Section:
    """How each file ended, which were matched to a record and by what, and how much of the articles' text was found."""
    documents = read_rows(review / "results" / "extraction" / "documents.csv")
    scores = _scores(data / FOLDER, review)
    statuses = Counter(row["status"] for row in documents)
    facts = [Fact(f"Files that ended as: {status}", str(n), DOCUMENTS) for status, n in sorted(statuses.items())]
    text = (
        f"{len(documents)} files lie in review/fulltexts. {statuses[DocumentStatus.READ]} were read; each of the other "
        f"{len(documents) - statuses[DocumentStatus.READ]} has a status that names the reason, and an advice.",
        "The articles lie under names that tell nothing, and matches.csv is missing: each can be matched only by what "
        "stands on its first pages. The files that break tools belong to no record of this review.",
        "Read does not mean read well: Arabic ligatures come out with two letters exchanged, tables as rows of words, "
        "and a page that is a picture among pages of text is only named, not read.",
    )
    return Section(
        "Full texts: open articles, and files that break tools",
        text,
        (*facts, *_matching_facts(data / FOLDER, review), *_score_facts(scores)),
        (_document_table(documents), _score_table(scores)),
        MENDED,
    )


MENDED = (
    "A scanned page with a stamp or a running head counted as read, with a few words for its text; where a picture "
    "fills the page and hardly a word stands beside it, it is a scan now, and its few words are printed.",
    "A PDF of blank pages counted as a scan, with the advice to recognise its text; it is empty now.",
    "Files that belong to no report were lost among the documents; they are a step of their own now, with what to do.",
)


# Of 100: the same page, of which one file kept the running head and the other did not.
SAME_PAGE = 90
DOCUMENTS, MATCHED = "results/extraction/documents.csv", "results/extraction/matched.csv"
SCORED = f"{FOLDER}/articles, scored by {FOLDER}/score.py"


def _files(source: Path) -> list[Path]:
    return sorted(source.glob("*.pdf")) + sorted(source.glob("articles/*.pdf")) + sorted(source.glob("nasty/*.pdf"))


def _articles(source: Path) -> list[dict[str, str]]:
    """The facts of each article's citation; the manifest cuts long titles off, the articles' own XML does not."""
    rows = read_rows(source / "articles" / "manifest.csv")
    return [*({**row, "title": _title(source, row)} for row in rows), BESIDE]


def _title(source: Path, row: Mapping[str, str]) -> str:
    paragraphs = _truth(source, row["key"])["paras"]
    return next((text for kind, text in paragraphs if kind == "title"), row["title"])


def _truth(source: Path, key: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((source / "articles" / f"{key}.json").read_text(encoding="utf-8"))
    return truth


def _matching_facts(source: Path, review: Path) -> list[Fact]:
    doi_of = {f"{row['key']}.pdf": row["doi"] for row in _articles(source)}
    groups = {row["group_id"]: row["doi"] for row in read_rows(review / "results" / "identification" / "unique.csv")}
    matched = read_rows(review / MATCHED)
    right = [row for row in matched if doi_of.get(row["document_id"], "") == groups[row["report_id"]]]
    by = Counter(row["matched_by"] for row in right)
    others = [row for row in matched if row["document_id"] not in doi_of]
    copies = [row for row in others if _begins_as(review, row, right)]
    textless = [row for row in others if not _pages(review, row["document_id"])]
    beside = [row for row in others if row["role"] == FileRole.SUPPLEMENT and _is_named_after(row, right)]
    wrong = len(matched) - len(right) - len(copies) - len(textless) - len(beside)
    return [
        Fact("Articles matched to their own record", f"{len(right)} of {len(doi_of)}", MATCHED),
        *(Fact(f"Articles matched by {how}", str(by[how]), MATCHED) for how in (BY_DOI, BY_TITLE, BY_NAME)),
        Fact("Files matched to a record that is not theirs", str(wrong), MATCHED),
        Fact(
            "Other files that begin with the first page of an article, and are matched to its record",
            str(len(copies)),
            MATCHED,
            "listed as a second file of that record; the article itself is read",
        ),
        Fact("Supplements that lie beside their own report", str(len(beside)), MATCHED),
        Fact(
            "Files without a text that their metadata name",
            str(len(textless)),
            MATCHED,
            "a damaged copy of an article: the list says whose it is and what to do",
        ),
    ]


def _begins_as(review: Path, row: Mapping[str, str], right: list[dict[str, str]]) -> bool:
    """Whether a file's first page is that of the article whose record it is matched to, running heads aside."""
    own = [one["document_id"] for one in right if one["report_id"] == row["report_id"]]
    first = _pages(review, row["document_id"])[:1]
    return any(fuzz.ratio(one, _pages(review, document)[0]) >= SAME_PAGE for one in first for document in own)


def _is_named_after(row: Mapping[str, str], right: list[dict[str, str]]) -> bool:
    """Whether a supplement's file bears the name of its report's own file, as publishers hand them out."""
    own = [Path(one["document_id"]).stem for one in right if one["report_id"] == row["report_id"]]
    return any(row["document_id"].startswith(f"{stem}-") for stem in own)


def _pages(review: Path, document: str) -> list[str]:
    lines = (review / "results" / "extraction" / document / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _running_text(review: Path, document: str) -> list[str]:
    """The running text of each page, without what stands beside it and would part sentences at a page's end."""
    path = review / "results" / "extraction" / document / "passages.jsonl"
    ends: Counter[int] = Counter()
    for passage in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if passage["zone"] in (Zone.BODY, Zone.REFERENCES):
            ends[passage["page"]] = max(ends[passage["page"]], passage["end"])
    return [text[: ends[number]] for number, text in enumerate(_pages(review, document), start=1)]


def _scores(source: Path, review: Path) -> dict[str, dict[str, float]]:
    """What the data folder's own scorer makes of the text of each article."""
    score = runpy.run_path(str(source / "score.py"))["score"]
    keys = sorted(path.stem for path in (source / "articles").glob("*.pdf"))
    return {key: score(_running_text(review, f"{key}.pdf"), _truth(source, key)) for key in keys}


def _mean(scores: Mapping[str, Mapping[str, float]], measure: str) -> str:
    return f"{sum(one[measure] for one in scores.values()) / len(scores):.3f}"


def _score_facts(scores: Mapping[str, Mapping[str, float]]) -> list[Fact]:
    note = f"mean of {len(scores)} articles; text layer {TEXT_LAYER_VERSION}"
    return [
        Fact("Sentences found, spaces and hyphens aside", _mean(scores, "sent_squashed"), SCORED, note),
        Fact("Sentences found word for word", _mean(scores, "sent_words"), SCORED, note),
        Fact("Words of the body found", _mean(scores, "word_recall"), SCORED, note),
    ]


def _document_table(documents: list[dict[str, str]]) -> Table:
    columns = ("file", "status", "pages", "words", "reader", "detail", "advice")
    rows = [(row["document_id"], *(row[name] for name in columns[1:])) for row in documents]
    return Table("How each file ended", columns, rows, DOCUMENTS)


def _score_table(scores: Mapping[str, Mapping[str, float]]) -> Table:
    measures = ("sent_squashed", "sent_words", "word_recall")
    columns = ("article", "sentences", "sentences found", "word for word", "words of the body")
    rows = [
        (key, str(one["sentences"]), *(f"{one[measure]:.3f}" for measure in measures)) for key, one in scores.items()
    ]
    return Table("How much of each article's own text its PDF gave", columns, rows, SCORED)
