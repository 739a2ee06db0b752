"""Where do the files that people made lie in a review's folder? What the rules' inputs are found with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extraction.codebook import read_codebook
from extraction.instruments import read_instruments
from identification.errors import InputError
from identification.people import roles_of
from identification.protocol import question_text, read_protocol
from identification.records import Search
from identification.tables import read_table
from identification.vocabulary import EventKind
from reporting.document_words import KINDS
from reporting.stages import naming
from workflow.protocol_checks import check_declared, check_instruments

ROOT = Path(__file__).resolve().parent.parent
SEARCHES = "review/searches"
# Undated or oddly dated exports would change which record a group of duplicates is named after.
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
# What operating systems and Word leave in a folder.
NO_TEXT = re.compile(r"\.|~\$|Thumbs\.db$|desktop\.ini$")
# What a team keeps in review/searches beside the exports.
OWN = ("/searches.csv", "/known_papers.csv")
LISTS = ("retrieval.csv", "matches.csv")


@dataclass(frozen=True)
class Review:
    """A review's folder with its protocol, read and checked."""

    folder: Path
    schemas: Path
    protocol: Mapping[str, Any]
    searches: tuple[Search, ...]

    @classmethod
    def open(cls, folder: Path, schemas: Path) -> "Review":
        """The review in a folder; what is wrong with its configuration is an `InputError` before any job starts."""
        protocol = read_protocol(folder / "config" / "config.yaml", schemas / "config.schema.yaml")
        known = read_codebook(folder / protocol["codebook"], schemas / "codebook.schema.yaml")
        config = folder / "config" / "config.yaml"
        check_declared(protocol, known, config)
        review = cls(folder, schemas, protocol, _searches(folder, protocol))
        files = [folder / path for path in review.instruments]
        check_instruments(protocol, read_instruments(files, Path(review.instrument_schema)), config)
        _check_names(review.all_inputs)
        _check_documents(review.documents)
        return review

    @property
    def codebook_schema(self) -> str:
        """What a codebook may say."""
        return str(self.schemas / "codebook.schema.yaml")

    @property
    def instrument_schema(self) -> str:
        """What an appraisal instrument may say."""
        return str(self.schemas / "instrument.schema.yaml")

    @property
    def instruments(self) -> list[str]:
        """The appraisal instruments of the team; the protocol names those by which it appraises."""
        return self._files("config/instruments", "*.yaml")

    @property
    def themes_schema(self) -> str:
        """What themes.yaml may say."""
        return str(self.schemas / "themes.schema.yaml")

    @property
    def findings_schema(self) -> str:
        """What findings.yaml may say."""
        return str(self.schemas / "findings.schema.yaml")

    @property
    def exclusions(self) -> dict[str, str]:
        """The criteria of exclusion by id."""
        return {one["id"]: one["text"] for one in self.protocol["eligibility"]["exclude"]}

    @property
    def people(self) -> dict[str, str]:
        """The team by id, each with the role."""
        return roles_of(self.protocol["reviewers"])

    @property
    def criteria(self) -> list[str]:
        """The ids of all criteria, in the order of the protocol, those of inclusion first."""
        sides = (self.protocol["eligibility"][side] for side in ("include", "exclude"))
        return [criterion["id"] for side in sides for criterion in side]

    @property
    def question(self) -> str:
        """What the team wrote about what it looks for; the ranking starts from it."""
        return question_text(self.protocol)

    @property
    def no_search(self) -> list[str]:
        """The sources that are people: who names a known paper has not searched for it."""
        return [source["id"] for source in self.protocol["sources"] if source["kind"] == "expert"]

    @property
    def exports(self) -> list[str]:
        """The exports that searches.csv names, in its order."""
        return [f"{SEARCHES}/{search.file}" for search in self.searches if search.file]

    @property
    def strategies(self) -> list[str]:
        """The texts of the search strategies: what lies in strategies/, and what searches.csv names elsewhere."""
        named = {f"{SEARCHES}/{search.strategy}" for search in self.searches}
        lying = [file for file in self._files(f"{SEARCHES}/strategies", "**/*") if not NO_TEXT.match(Path(file).name)]
        return sorted({*lying, *(file for file in named if (self.folder / file).is_file())})

    @property
    def all_events(self) -> list[str]:
        """Every event file of every kind."""
        return [file for kind in EventKind for file in self.events(kind)]

    @property
    def unlogged(self) -> list[str]:
        """Files beside the exports that no row of searches.csv names: a search that nobody would miss."""
        beside = self._files(SEARCHES, "*")
        kept = [file for file in beside if not NO_TEXT.match(Path(file).name) and not file.endswith(OWN)]
        return [file for file in kept if file not in self.exports]

    @property
    def stray_events(self) -> list[str]:
        """Files below review/events where no rule looks: another folder than a kind's, another ending than .jsonl."""
        known = {file for kind in EventKind for file in self.events(kind)}
        files = [file for file in self._files("review/events", "**/*") if not NO_TEXT.match(Path(file).name)]
        return [file for file in files if file not in known]

    @property
    def deliverables(self) -> list[str]:
        """What the protocol asks for beside the flow and the CSV tables."""
        files = [
            ("xlsx", "evidence_tables.xlsx"),
            ("html", "report.html"),
            ("html", "trace.html"),
            ("html", "evidence_map.html"),
        ]
        wanted = [file for name, file in files if self.protocol["outputs"][name]]
        return [f"results/reporting/{file}" for file in wanted]

    @property
    def document_files(self) -> list[str]:
        """Main messages, summary and report in each format."""
        names = [f"{document}.{ending}" for document in KINDS for ending in ("html", "docx", "pdf")]
        return [f"results/reporting/documents/{name}" for name in names]

    @property
    def package(self) -> list[str]:
        """What leaves the team beside the index page, which leads to it."""
        pictures = ["flow.svg", "flow.png", "flow.pdf", "overlap.svg", "evidence_map.svg"]
        names = ["search_appendix.md", *pictures, "evidence_map.csv", "claims.csv", "checklists.csv", "package.zip"]
        return [*self.deliverables, *self.document_files, *(f"results/reporting/{name}" for name in names)]

    @property
    def imports(self) -> list[str]:
        """The lists of imported decisions that fit no record."""
        return self._files("review/imports", "*_not_imported.csv")

    @property
    def templates(self) -> list[str]:
        """What the report is laid out with."""
        folder = self.schemas.parent.parent / "reporting" / "templates"
        return sorted(str(path) for path in folder.iterdir() if path.is_file())

    @property
    def checklists(self) -> list[str]:
        """The reporting checklists, each with what answers its items."""
        folder = self.schemas.parent.parent / "reporting" / "checklists"
        return sorted(str(path) for path in folder.glob("*.yaml"))

    @property
    def checklist_schema(self) -> str:
        """What a reporting checklist may say."""
        return str(self.schemas / "checklist.schema.yaml")

    @property
    def report_texts(self) -> list[str]:
        """What the team wrote for the report."""
        return self._files("review/report", "*.md")

    @property
    def software(self) -> dict[str, str]:
        """What this software is and stands on, by its name in the data package: its rules, its libraries' lock."""
        root = self.schemas.parent.parent
        rules = sorted(path.relative_to(root).as_posix() for path in (root / "workflow" / "rules").glob("*.smk"))
        names = ("Snakefile", *rules, "pyproject.toml", "requirements.lock")
        return {f"software/{name}": str(root / name) for name in names}

    @property
    def protocol_files(self) -> list[str]:
        """The frozen versions of the protocol and the reasons of its amendments."""
        return self._files("review/protocol", "**/*")

    @property
    def all_inputs(self) -> list[str]:
        """Every file that people made, for the manifest."""
        return self._files("config", "**/*") + self._files("review", "**/*")

    def events(self, kind: str) -> list[str]:
        """The event files of one kind; any number, in any order."""
        return self._files(f"review/events/{EventKind(kind)}", "**/*.jsonl")

    def present(self, path: str) -> list[str]:
        """A file that people may or may not have written yet, as a list of one or none."""
        return [path] if (self.folder / path).is_file() else []

    @property
    def documents(self) -> list[str]:
        """The full texts by their names below review/fulltexts: a document's id."""
        files = self._files("review/fulltexts", "**/*")
        names = [file.removeprefix("review/fulltexts/") for file in files]
        return [name for name in names if name not in LISTS and not NO_TEXT.match(name.split("/")[-1])]

    @property
    def fulltexts(self) -> list[str]:
        """The files of the full texts."""
        return [f"review/fulltexts/{name}" for name in self.documents]

    @property
    def document_pattern(self) -> str:
        """The pattern of a document's name for Snakemake's wildcard: just the files that are there."""
        return "|".join(re.escape(name) for name in self.documents) or "no-document"

    def of_documents(self, name: str) -> list[str]:
        """One results file of every document."""
        return [f"results/extraction/{document}/{name}" for document in self.documents]

    def _files(self, folder: str, pattern: str) -> list[str]:
        found = (path for path in (self.folder / folder).glob(pattern) if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in found)


def _check_names(names: Iterable[str]) -> None:
    """Snakemake takes braces in a file's name for a wildcard."""
    for name in names:
        if set(name) & set("{}"):
            raise InputError("a file's name cannot hold { or } here.", file=name, remedy="Rename the file.")


def _check_documents(names: Iterable[str]) -> None:
    """A full text's results lie in a folder of its name, beside the tables of its stage."""
    for name in names:
        if name.split("/")[0] in TABLE_NAMES:
            fault = "a full text cannot have the name of a table."
            raise InputError(fault, file=f"review/fulltexts/{name}", remedy="Rename the file.")


TABLE_NAMES = (
    *("named.csv", "document_matches.csv", "review_overlap.csv", "study_proposals.csv", "anchors.jsonl"),
    *("documents.csv", "matched.csv", "reports.csv", "suggestions.csv", "extracts.csv", "appraisals.csv"),
    *("set_aside_reports.csv", "set_aside_codings.csv", "to_retrieve.csv", "codebook.jsonl"),
    *("set_aside_appraisals.csv", "instruments.jsonl", "refused_extracts.csv", "coding_assignments.csv"),
    *("first_extracts.csv", "coding_check.csv", "coding_differences.csv", "coding_agreement.csv", "coding_sources.csv"),
)


def for_this_folder(steps: str, folder: Path) -> str:
    """The next steps with commands that can be pasted as they stand: they name the review where it is not this one."""
    return steps if folder == ROOT else naming(steps, str(folder))


def _searches(folder: Path, protocol: Mapping[str, Any]) -> tuple[Search, ...]:
    """The searches that searches.csv logs, each with its export there and of a source that the protocol names."""
    log = folder / SEARCHES / "searches.csv"
    if not log.is_file():
        raise InputError("there is no such file.", file=log, remedy="Log each search in it: one row per export.")
    known = [source["id"] for source in protocol["sources"]]
    listed: dict[str, int] = {}
    searches = read_table(log, Search)
    for line, search in enumerate(searches, start=2):
        if search.file and not ISO_DATE.match(search.date):
            fault = f"the date '{search.date}' of '{search.file}' is not one like 2022-03-31."
            raise InputError(fault, file=log, line=line, remedy="Give the day of the search: it orders the exports.")
        if search.file and listed.setdefault(search.file, line) != line:
            fault = f"the export '{search.file}' is already in line {listed[search.file]}."
            raise InputError(fault, file=log, line=line, remedy="Keep one of the two rows.")
        if search.source not in known:
            fault = f"the source '{search.source}' is not in config.yaml."
            raise InputError(fault, file=log, line=line, remedy=f"Use one of {', '.join(known)}.")
        if search.file and not (log.parent / search.file).is_file():
            fault = f"the export '{search.file}' is not in {SEARCHES}."
            raise InputError(fault, file=log, line=line, remedy="Put it there, or correct the row.")
    return tuple(searches)
