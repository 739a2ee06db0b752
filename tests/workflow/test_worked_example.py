"""Does the worked example say what a person counted by hand? Each row of its expected.csv, recounted from results/."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.workflow.running import report_lines

Row = dict[str, str]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "worked-example"
# The cells that rows of expected.csv name one by one; "every other cell" is all but these.
NAMED_CELLS = {
    *(("EDI", perspective) for perspective in ("workforce", "community")),
    *(("EDI.RACE", perspective) for perspective in ("workforce", "community")),
    *(("EDI.AGE", perspective) for perspective in ("workforce", "community")),
    ("EDI.SEX", "workforce"),
}


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file as the text that stands there: no type of the packages is asked."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED = read_rows(EXAMPLE / "expected.csv")


class Results:
    """What a finished review holds, table by table, each row as text."""

    def __init__(self, review: Path) -> None:
        self.review = review

    def __getitem__(self, table: str) -> list[Row]:
        return read_rows(self.review / "results" / f"{table}.csv")

    def box(self, name: str) -> int:
        """A box of the flow."""
        return next(int(row["count"]) for row in self["reporting/flow"] if row["box"] == name)

    def groups(self) -> dict[str, str]:
        """The group of each record."""
        return {row["record_id"]: row["group_id"] for row in self["identification/membership"]}

    def groups_of(self, size: int) -> int:
        """How many groups hold so many records."""
        return list(Counter(self.groups().values()).values()).count(size)

    def screened(self, **wanted: str) -> list[Row]:
        """The rows of title and abstract screening in which these columns hold these values."""
        rows = self["screening/title_abstract"]
        return [row for row in rows if all(row[column] == value for column, value in wanted.items())]

    def reports(self, *outcomes: str, not_retrieved: bool = False) -> list[Row]:
        """The reports of these outcomes (all without one), those not retrieved left out or alone."""
        rows = self["extraction/reports"]
        found = [row for row in rows if (row["retrieval"] == "not obtained") is not_retrieved]
        return [row for row in found if not outcomes or row["outcome"] in outcomes]

    def present(self, table: str, code_id: str) -> int:
        """The number of studies of one code in a table of counts."""
        return next(int(row["present"]) for row in self[f"synthesis/{table}"] if row["code_id"] == code_id)

    def cell(self, code_id: str, perspective: str) -> Row:
        """One gap cell."""
        cells = self["synthesis/gaps"]
        return next(row for row in cells if (row["code_id"], row["perspective"]) == (code_id, perspective))

    def recall(self, source: str = "", cell: str = "") -> Row:
        """The known papers of a cell that a source brought: of all cells, and by all searches, where none is named."""
        rows = self["identification/search_recall"]
        return next(row for row in rows if (row["source"], row["cell"]) == (source, cell))

    def overlap(self, level: str) -> Row:
        """The overlap of definitions at one level."""
        return next(row for row in self["synthesis/overlap"] if row["level"] == level)

    def stability(self, code_id: str) -> Row:
        """How firmly one skill is core."""
        return next(row for row in self["synthesis/skill_stability"] if row["code_id"] == code_id)

    def theme(self, theme_id: str) -> Row:
        """One theme."""
        return next(row for row in self["synthesis/themes"] if row["theme_id"] == theme_id)

    def finding(self, finding_id: str) -> tuple[Row, Row]:
        """One finding and its evidence profile."""
        summary, profile = (
            next(row for row in self[f"synthesis/{table}"] if row["finding_id"] == finding_id)
            for table in ("findings", "evidence_profile")
        )
        return summary, profile

    def evidence(self) -> list[Row]:
        """The extracts of the gap family that count."""
        return [row for row in self["synthesis/evidence"] if row["counts_as_evidence"] == "true"]

    @cached_property
    def passages(self) -> list[dict[str, str]]:
        """Every passage of every document."""
        files = sorted((self.review / "results/extraction").glob("*/passages.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    def says(self, words: str) -> bool:
        """Whether any document holds these words: a decoy that nobody wrote would prove nothing."""
        return any(words in spaced(passage["text"]) for passage in self.passages)

    @cached_property
    def sentences(self) -> list[str]:
        """What a reader of the report and of the headlines sees."""
        return report_lines(self.review) + [row["sentence"] for row in self["synthesis/headlines"]]


@pytest.fixture(scope="module")
def results(finished_example: Path) -> Results:
    return Results(finished_example)


def spaced(text: str) -> str:
    """The text with one space where it had any."""
    return " ".join(text.split())


def one_answer(*answers: float | str) -> float | str:
    """The answer of several files that have to say the same."""
    return answers[0] if len(set(answers)) == 1 else " against ".join(map(str, answers))


# ------------------------------------------------------------------------------------------- how each is counted


def identified(results: Results) -> float | str:
    exports = [row for row in results["identification/sources"] if row["file"]]
    again = sum(int(row["seen_before"]) for row in exports)
    return one_answer(
        len(results["identification/records"]) + again,
        sum(int(row["read"]) for row in exports),
        sum(int(row["declared_hits"]) for row in exports),
        results.box("databases.identified"),
    )


def without_file(results: Results, source: str) -> int:
    rows = results["identification/sources"]
    return sum(int(row["declared_hits"]) for row in rows if not row["file"] and row["source"] == source)


def only_here(results: Results, source: str) -> float | str:
    alone = sum(json.loads(row["sources"]) == [source] for row in results["identification/unique"])
    rows = (*results["identification/overlap"], *results["reporting/source_yield"])
    return one_answer(alone, *(int(row["only_here"]) for row in rows if row["source"] == source))


def shared_by(results: Results, *sources: str) -> float | str:
    both = sum(set(json.loads(row["sources"])) >= set(sources) for row in results["identification/unique"])
    rows = results["identification/shared_records"]
    return one_answer(both, *(int(r["shared"]) for r in rows if (r["source_a"], r["source_b"]) == sources))


def items(results: Results, checklist: str, said: str) -> float | str:
    status = {"are linked": "linked", "are partly there": "partly", "the team has to write": "team to write"}[said]
    table = re.sub(r"\W", "_", checklist.lower())
    listed = [row for row in results["reporting/checklists"] if row["checklist"] == table]
    printed = results[f"reporting/tables/{table}"]
    return one_answer(*(sum(status in row.values() for row in rows) for rows in (listed, printed)))


def included_only(results: Results, source: str) -> int:
    rows = results["reporting/source_yield"]
    return next(int(row["included_only_here"]) for row in rows if row["source"] == source)


def duplicates_removed(results: Results) -> float | str:
    records, unique = results["identification/records"], results["identification/unique"]
    return one_answer(len(records) - len(unique), results.box("databases.duplicates"))


def linked_works(results: Results) -> int:
    group = results.groups()
    linked = [row for row in results["identification/pairs"] if row["verdict"] == "linked"]
    return len({frozenset((group[row["record_a"]], group[row["record_b"]])) for row in linked})


def records_screened(results: Results) -> float | str:
    done = [row for row in results.screened() if row["outcome"] not in ("awaiting", "not screened")]
    return one_answer(len(done), results.box("databases.screened"))


def both(results: Results, decision: str) -> int:
    others = {"include", "exclude", "maybe"} - {decision}
    return len(results.screened(**{decision: '["ak", "bm"]'} | dict.fromkeys(others, "[]")))


def conflicts(results: Results) -> int:
    said = (sum(row[word] != "[]" for word in ("include", "exclude", "maybe")) for row in results.screened())
    return sum(words > 1 for words in said)


def open_conflicts(results: Results) -> float | str:
    listed = [row for row in results["screening/conflicts"] if row["stage"] == "title_abstract"]
    return one_answer(len(results.screened(outcome="conflict")), len(listed))


def included_abstracts(results: Results) -> float | str:
    return one_answer(len(results.screened(outcome="included")), results.box("databases.sought"))


def excluded_abstracts(results: Results) -> float | str:
    return one_answer(len(results.screened(outcome="excluded")), results.box("databases.excluded"))


def sought(results: Results) -> float | str:
    return one_answer(len(results["extraction/reports"]), results.box("databases.sought"))


def not_retrieved(results: Results) -> float | str:
    return one_answer(len(results.reports(not_retrieved=True)), results.box("databases.not_retrieved"))


def assessed_reports(results: Results) -> float | str:
    return one_answer(len(results.reports("included", "excluded")), results.box("databases.assessed"))


def excluded_reports(results: Results) -> float | str:
    by_reason = sum(row["reason"] == "E1" for row in results["screening/full_text"] if row["outcome"] == "excluded")
    return one_answer(len(results.reports("excluded")), by_reason, results.box("databases.excluded_full_text"))


def included_reports(results: Results) -> float | str:
    return one_answer(len(results.reports("included")), results.box("included.reports"))


def included_studies(results: Results) -> float | str:
    studies = {row["study_id"] for row in results.reports("included")}
    return one_answer(len(studies), results.box("included.studies"))


def documents(results: Results, *, read: bool) -> int:
    return sum((row["status"] == "read") is read for row in results["extraction/documents"])


def assessed_studies(results: Results) -> float | str:
    return one_answer(*(int(row["assessed"]) for row in results["synthesis/gaps"]))


def coded_twice(results: Results) -> int:
    people: dict[str, set[str]] = {}
    for row in results["extraction/extracts"]:
        people.setdefault(row["document_id"], set()).add(row["who"])
    return sum(len(who) > 1 for who in people.values())


def taken_back(results: Results) -> int:
    files = sorted((results.review / "review/events/coding").glob("**/*.jsonl"))
    events = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    back = {event["replaces"] for event in events if event["decision"] == "withdrawn"}
    return len(back - {row["extract_id"] for row in results["extraction/extracts"]})


def coding_of_all(results: Results) -> dict[str, str]:
    return next(row for row in results["extraction/coding_sources"] if not row["family"])


def differences(results: Results, settled: str) -> int:
    return sum(row["settled"] == settled for row in results["extraction/coding_differences"])


def explicit_definitions(results: Results) -> float | str:
    coded = [row for row in results["extraction/extracts"] if row["code_id"] == "DEF.EXPLICIT" and row["quote"]]
    return one_answer(len(coded), len(results["synthesis/definitions"]))


def elements(results: Results) -> list[int]:
    return [int(row["present"]) for row in results["synthesis/elements"]]


def shared_elements(results: Results) -> int:
    return sum(row["present"] == row["assessed"] for row in results["synthesis/elements"])


def states_present(results: Results, code_id: str) -> int:
    rows = results["synthesis/study_codes"]
    return len({row["study_id"] for row in rows if row["code_id"] == code_id and row["state"] == "present"})


def core_skills(results: Results) -> float | str:
    core = [row for row in results["synthesis/skills"] if row["core"] == "true"]
    return one_answer(len(core), sum(row["code_id"] == "SK.SHARED_VISION" for row in core))


def other_cells(results: Results) -> int:
    cells = results["synthesis/gaps"]
    return sum(int(row["present"]) for row in cells if (row["code_id"], row["perspective"]) not in NAMED_CELLS)


def bound(results: Results, present: str, assessed: str) -> float | str:
    cells = [row for row in results["synthesis/gaps"] if (row["present"], row["assessed"]) == (present, assessed)]
    return one_answer(*(round(float(row["bound"]), 4) for row in cells))


def counted(rows: Iterable[Row], **wanted: str) -> int:
    return sum(all(row[column] == value for column, value in wanted.items()) for row in rows)


def tipping(results: Results, word: str, present: str, assessed: str) -> float | str:
    column = {"none": "ends_none", "almost none": "ends_rare"}[word]
    cells = [row for row in results["synthesis/gaps"] if (row["present"], row["assessed"]) == (present, assessed)]
    return one_answer(*(int(row[column]) for row in cells))


def funnel(results: Results, step: str, what: str) -> float:
    steps = {"title and abstract": "title and abstract screening", "full text": "full-text screening"}
    rows = results["synthesis/funnel"]
    row = next(row for row in rows if (row["step"], row["code_id"]) == (steps[step], "EDI"))
    columns = {
        "mention EDI": "carriers",
        "passed of these": "carriers_passed",
        "others": "others",
        "passed of the others": "others_passed",
        "exact p": "p",
    }
    return round(float(row[columns[what]]), 4)


def suggestions_saying(results: Results, words: str) -> float | str:
    rows = results["extraction/suggestions"]
    found = [row for row in rows if row["code_id"].startswith("EDI.") and words in spaced(row["quote"])]
    return len(found) if results.says(words) else "no document says so"


def evidence_saying(results: Results, words: str) -> float | str:
    found = [row for row in results.evidence() if words in spaced(row["quote"])]
    return len(found) if results.says(words) else "no document says so"


def suggestions_in_references(results: Results) -> float | str:
    places = {(row["document_id"], str(row["page"]), str(row["start"])) for row in in_references(results)}
    rows = results["extraction/suggestions"]
    return sum((row["document_id"], row["page"], row["start"]) in places for row in rows)


def in_references(results: Results) -> list[Row]:
    found = [row for row in results.passages if row["zone"] == "references"]
    assert {"okonjo_2021.pdf", "whitcombe_2018.pdf"} <= {row["document_id"] for row in found}, "no reference list"
    return found


def in_country(results: Results, theme: str, country: str) -> int:
    rows = [row for row in results["synthesis/theme_contexts"] if row["code_id"] == "STU.COUNTRY"]
    return sum(int(row["studies"]) for row in rows if (row["theme_id"], row["value"]) == (theme, country))


def together(results: Results, a: str, b: str) -> int:
    rows = results["synthesis/theme_cooccurrence"]
    return next(int(row["both"]) for row in rows if (row["theme_a"], row["theme_b"]) == (a, b))


def contradictions(results: Results, *, themes: bool) -> int:
    rows = results["synthesis/contradictions"]
    return sum((row["kind"] == "negative case of a theme") == themes for row in rows)


def left_out(results: Results, what: str) -> int:
    rows = [row for row in results["synthesis/sensitivity"] if row["left_out"].startswith(what)]
    assert rows, f"nothing says what is left out as {what}"
    return int(one_answer(*(int(row["studies"]) for row in rows), *(6 - int(row["remain"]) for row in rows)))


def family_after(results: Results, perspective: str, which: str) -> int:
    said = after(results, "weak studies", f"studies on equality, diversity and inclusion, {perspective} perspective")
    present, assessed = said.split(",")[0].split(" of ")
    return int(present if which == "present" else assessed)


def after(results: Results, trial: str, statement: str) -> str:
    rows = results["synthesis/sensitivity"]
    return next(row["after"] for row in rows if (row["left_out"], row["statement"]) == (trial, statement))


def matching(results: Results, pattern: str) -> list[str]:
    return [sentence for sentence in results.sentences if re.search(pattern, sentence)]


# What expected.csv says <- how it is counted. A key is a regular expression; what its brackets hold is handed on.
COUNTED: dict[str, Callable[..., float | str]] = {
    "records identified from databases": identified,
    "records identified from websites": lambda results: without_file(results, "commons"),
    "records identified from citation searching": lambda results: without_file(results, "references"),
    r"unique records that only (\w+) brought": only_here,
    r"unique records that (\w+) and (\w+) share": shared_by,
    r"included reports that only (\w+) brought": included_only,
    r"items of (PRISMA-S|PRISMA 2020|PRISMA-ScR|PRISMA-E 2012|ENTREQ) that (are linked|are partly there)": items,
    r"items of (PRISMA 2020|PRISMA-ScR|PRISMA-E 2012|ENTREQ) that (the team has to write)": items,
    "groups of three records": lambda results: results.groups_of(3),
    "groups of two records": lambda results: results.groups_of(2),
    "duplicate records removed": duplicates_removed,
    "unique records": lambda results: one_answer(
        len(results["identification/unique"]), len(set(results.groups().values()))
    ),
    "works linked and not merged": linked_works,
    "duplicate verdicts that people gave": lambda results: sum(
        bool(row["who"]) for row in results["identification/pairs"]
    ),
    "duplicate pairs left to ask": lambda results: sum(
        row["verdict"] == "ask" for row in results["identification/pairs"]
    ),
    "known papers": lambda results: len(results["identification/known_papers"]),
    "known papers found by any search": lambda results: one_answer(
        int(results.recall()["found"]), sum(row["state"] == "found" for row in results["identification/known_papers"])
    ),
    r"known papers found in (\w+)": lambda results, source: int(results.recall(source)["found"]),
    r"known papers found in (\w+) only": lambda results, source: int(results.recall(source)["only_here"]),
    r"known papers of (EDI\.\w+) x (\w+) found": lambda results, code, perspective: int(
        results.recall(cell=f"edi:{code}:{perspective}")["found"]
    ),
    "records screened": records_screened,
    "title and abstract: both reviewers (include|exclude)": both,
    "title and abstract: conflicts": conflicts,
    "title and abstract: conflicts left open": open_conflicts,
    "title and abstract: included": included_abstracts,
    "title and abstract: excluded": excluded_abstracts,
    r"title and abstract: excluded for (E\d)": lambda results, reason: len(
        results.screened(outcome="excluded", reason=reason)
    ),
    "reports sought": sought,
    "reports not retrieved": not_retrieved,
    "reports assessed": assessed_reports,
    "reports excluded at full text": excluded_reports,
    "reports included": included_reports,
    "studies included": included_studies,
    "documents without text": lambda results: documents(results, read=False),
    "documents read": lambda results: documents(results, read=True),
    "studies assessed": assessed_studies,
    "documents coded twice": coded_twice,
    "codings set aside": lambda results: one_answer(
        len(results["extraction/set_aside_codings"]),
        len(results["reporting/set_aside"]) - len(results["synthesis/set_aside_findings"]),
    ),
    "codings taken back": taken_back,
    "suggestions that a person accepted": lambda results: sum(
        bool(row["suggested_by"]) for row in results["extraction/extracts"]
    ),
    "suggestions that a person did not accept": lambda results: int(coding_of_all(results)["rejected"]),
    "extracts refused": lambda results: one_answer(
        len(results["extraction/refused_extracts"]), int(coding_of_all(results)["refused"])
    ),
    "extracts disputed": lambda results: sum(row["check"] == "disputed" for row in results["extraction/extracts"]),
    "extracts that nobody else looked at": lambda results: one_answer(
        sum(not row["check"] for row in results["extraction/extracts"]),
        int(results["extraction/coding_check"][0]["unchecked"]),
    ),
    "differences between coders left open": lambda results: differences(results, "open"),
    "differences between coders settled": lambda results: differences(results, "settled"),
    "required codes without an answer": lambda results: sum(
        (row["required"], row["state"], row["searched"]) == ("true", "not assessable", "false")
        for row in results["synthesis/study_findings"]
    ),
    "reports appraised": lambda results: one_answer(
        int(results["extraction/coding_check"][0]["appraised"]),
        len({row["report_id"] for row in results["extraction/appraisals"]}),
    ),
    "passages coded as explicit definition": explicit_definitions,
    r"definitions \(distinct origins\)": lambda results: len(
        {row["origin"] for row in results["synthesis/definitions"]}
    ),
    "different elements in the definitions": lambda results: sum(count > 0 for count in elements(results)),
    "elements shared by all definitions": shared_elements,
    "definitions with the commonest element": lambda results: max(elements(results)),
    "pairs of definitions": lambda results: int(results.overlap("elements")["pairs"]),
    "pairs of definitions without any element": lambda results: int(results.overlap("elements")["undefined"]),
    "mean overlap of definitions by (elements|groups of elements)": lambda results, level: round(
        float(results.overlap(level)["mean"]), 4
    ),
    "jackknife of the overlap by (elements|groups of elements): (lower|upper) limit": lambda results, level, end: round(
        float(results.overlap(level)[{"lower": "low", "upper": "high"}[end]]), 4
    ),
    "definitions with the commonest group of elements": lambda results: int(
        results.overlap("groups of elements")["most_shared"]
    ),
    "hundredths of overlap that chance gives by (elements)": lambda results, level: round(
        100 * float(results.overlap(level)["by_chance"])
    ),
    "fifths of the chance reviews that overlap as much by (elements)": lambda results, level: round(
        5 * float(results.overlap(level)["p_value"])
    ),
    "definitions that are alike": lambda results: sum(
        int(row["definitions"]) for row in results["synthesis/definition_groups"] if row["definitions"] != "1"
    ),
    "extracts behind the sentence on definitions": lambda results: len(
        json.loads(results["synthesis/headlines"][0]["extract_ids"])
    ),
    r"studies that only quote (SK\.\w+)": lambda results, code: sum(
        (row["code_id"], row["named"], row["counted"], row["counts_as"]) == (code, "quoted", "true", "")
        for row in results["synthesis/naming"]
    ),
    r"core skills at the threshold (0\.\d)": lambda results, threshold: int(
        next(row for row in results["synthesis/core_sets"] if row["threshold"] == threshold)["size"]
    ),
    "studies without which the core set changes": lambda results: len(
        next(json.loads(row["changing"]) for row in results["synthesis/core_sets"] if row["declared"] == "true")
    ),
    r"studies without which (SK\.\w+) changes sides": lambda results, code: len(
        json.loads(results.stability(code)["changes_without"])
    ),
    r"tenths of the resamples in which (SK\.\w+) is core": lambda results, code: round(
        10 * float(results.stability(code)["core_resamples"])
    ),
    "comparisons of studies by their design": lambda results: sum(
        row["compared"] == "true" for row in results["synthesis/differences"]
    ),
    "studies that state there is no agreed definition": lambda results: states_present(results, "DEF.NO_CONSENSUS"),
    r"studies that name (SK\.\w+)": lambda results, code: results.present("skills", code),
    "skills named by a study at all": lambda results: sum(
        int(row["present"]) > 0 for row in results["synthesis/skills"]
    ),
    "core skills": core_skills,
    r"studies that report (BAR\.\w+)": lambda results, code: results.present("matrices", code),
    "gap cells below the family level": lambda results: sum("." in row["code_id"] for row in results["synthesis/gaps"]),
    r"gap family x (\w+): (present|absent|not assessable)": lambda results, perspective, state: int(
        results.cell("EDI", perspective)[state.replace(" ", "_")]
    ),
    r"gap (EDI\.\w+) x (\w+): (present|absent|not assessable)": lambda results, code, perspective, state: int(
        results.cell(code, perspective)[state.replace(" ", "_")]
    ),
    "gap every other cell: present": other_cells,
    "gap every cell: machine found nothing": lambda results: sum(
        int(row["machine_nothing"]) for row in results["synthesis/gaps"]
    ),
    "gap cells x sources": lambda results: len(results["synthesis/reach"]),
    r"reach of gap cells: (.+)": lambda results, word: counted(results["synthesis/reach"], reach=word),
    r"reach proposed: (.+)": lambda results, word: counted(results["synthesis/reach"], proposed=word),
    "decoy: cells of a source that nobody confirmed and that count as reached": lambda results: counted(
        results["synthesis/reach"], reach="reached", who=""
    ),
    r"decoy: known papers of (EDI\.\w+) x (\w+) found": lambda results, code, perspective: int(
        results.recall(cell=f"edi:{code}:{perspective}")["found"]
    ),
    r"gap cells that are (.+)": lambda results, claim: counted(results["synthesis/gaps"], claim=claim),
    "gap findings coded twice": lambda results: int(results["synthesis/detection"][0]["positives"]),
    "studies of which two people coded the gap's family throughout": lambda results: len(
        json.loads(results["synthesis/detection"][0]["twice"])
    ),
    "studies that could still report on every gap cell": lambda results: one_answer(
        *(int(row["unseen"]) for row in results["synthesis/gaps"])
    ),
    r"studies that would end (none|almost none) in a cell with (\d) of (\d)": tipping,
    r"funnel at (.+): (.+)": funnel,
    "recommendations for research": lambda results: len(results["synthesis/research"]),
    r"gap cells that recommendation (G\d\d) would close": lambda results, name: len(
        json.loads(next(row for row in results["synthesis/research"] if row["research_id"] == name)["cells"])
    ),
    r"bound of a cell with (\d) of (\d)": bound,
    "extracts that are evidence on EDI": lambda results: len(results.evidence()),
    "origins of evidence on EDI": lambda results: len({row["origin"] or row["study_id"] for row in results.evidence()}),
    "themes": lambda results: len(results["synthesis/themes"]),
    r"studies that carry theme (T\d)": lambda results, theme: int(results.theme(theme)["studies"]),
    r"decoy: studies that carry theme (T\d)": lambda results, theme: int(results.theme(theme)["studies"]),
    r"negative cases of theme (T\d)": lambda results, theme: len(json.loads(results.theme(theme)["negative"])),
    "themes without a word on negative cases": lambda results: sum(
        row["negative"] == "[]" and not row["no_negative_case"] for row in results["synthesis/themes"]
    ),
    r"studies of theme (T\d) in (\w+)": in_country,
    r"studies in which themes (T\d) and (T\d) are found": together,
    r"quotes of ([A-Z_.]+) in no theme": lambda results, code: next(
        int(row["outside"]) for row in results["synthesis/outside_themes"] if row["code_id"] == code
    ),
    "proposals of groups": lambda results: sum(bool(row["proposal_id"]) for row in results["synthesis/proposals"]),
    "families of which saturation can be judged": lambda results: sum(
        bool(row["reached"]) for row in results["synthesis/saturation"]
    ),
    r"codes of (Barriers) that are named": lambda results, family: next(
        int(row["codes"]) for row in results["synthesis/saturation"] if row["family"] == family
    ),
    "contradictions between codes": lambda results: contradictions(results, themes=False),
    "contradictions of themes": lambda results: contradictions(results, themes=True),
    "definitions that readers see word for word": lambda results: one_answer(
        len({row["passage"] for row in results["synthesis/definitions"]}),
        len(results["reporting/tables/definitions"]),
    ),
    r"studies left out as (weak|grey)": left_out,
    r"studies left out with their country ([\w ]+)": lambda results, country: one_answer(
        *(int(row["studies"]) for row in results["synthesis/sensitivity"] if row["which"] == country)
    ),
    r"negative cases of parts of theme (T\d)": lambda results, theme: len(
        json.loads(results.theme(theme)["negative_of_parts"])
    ),
    r"quotes of theme (T\d)": lambda results, theme: int(results.theme(theme)["quotes"]),
    r"quotes of theme (T\d) that fit no code": lambda results, theme: int(results.theme(theme)["new"]),
    r"(definitions) without (weak studies|quoted findings)": lambda results, what, trial: int(
        after(results, trial, f"{what} of independent origin")
    ),
    "core skills without weak studies": lambda results: len(after(results, "weak studies", "core skills").split("; ")),
    r"studies that carry theme (T\d) without weak studies": lambda results, theme: int(
        after(results, "weak studies", f"studies that carry {theme}: {results.theme(theme)['name']}")
    ),
    r"gap family x (workforce) without weak studies: (present|assessed)": family_after,
    "qualitative findings": lambda results: one_answer(
        len(results["synthesis/findings"]), len(results["synthesis/evidence_profile"])
    ),
    r"studies that contribute to finding (F\d)": lambda results, finding: one_answer(
        *(int(row["studies"]) for row in results.finding(finding))
    ),
    r"quotes of finding (F\d)": lambda results, finding: int(results.finding(finding)[1]["quotes"]),
    r"quotes that only quote those of finding (F\d)": lambda results, finding: int(
        results.finding(finding)[1]["quoting"]
    ),
    r"reports that hold a quote of finding (F\d)": lambda results, finding: len(
        json.loads(results.finding(finding)[0]["references"])
    ),
    r"negative quotes of finding (F\d)": lambda results, finding: int(results.finding(finding)[1]["negative_quotes"]),
    "findings that wait for a judgement": lambda results: sum(
        row["missing"] != "[]" for row in results["synthesis/findings"]
    ),
    "decoy: refused extracts that carry a finding": lambda results: sum(
        row["extract_id"] in one["extract_ids"]
        for row in results["extraction/refused_extracts"]
        for one in results["synthesis/findings"]
    ),
    "findings whose extracts were set aside": lambda results: len(results["synthesis/set_aside_findings"]),
    "stages closed": lambda results: sum(row["state"] == "closed" for row in results["reporting/stages"]),
    r"decoy: EDI suggestions where it says (.+)": suggestions_saying,
    "decoy: suggestions of any code in reference lists": suggestions_in_references,
    r"decoy: EDI evidence where it says (.+)": evidence_saying,
}
SENTENCES = {"sentence that must not appear": False, "sentence that must appear": True}


def counted_by(what: str) -> list[tuple[str, tuple[str, ...]]]:
    """The keys of `COUNTED` that a row's text is counted by, with what is handed on."""
    found = ((key, re.fullmatch(key, what)) for key in COUNTED)
    return [(key, match.groups()) for key, match in found if match]


def rows_on(*, sentences: bool) -> Iterable[Row]:
    return [row for row in EXPECTED if (row["what"] in SENTENCES) is sentences]


def test_every_expectation_is_counted_by_exactly_one_function_and_every_function_is_used() -> None:
    ways = {row["what"]: [key for key, _ in counted_by(row["what"])] for row in rows_on(sentences=False)}

    assert {what: keys for what, keys in ways.items() if len(keys) != 1} == {}
    assert COUNTED.keys() - {key for keys in ways.values() for key in keys} == set()
    assert SENTENCES.keys() == {row["what"] for row in rows_on(sentences=True)}


@pytest.mark.parametrize("row", rows_on(sentences=False), ids=lambda row: row["what"])
def test_the_results_say_what_a_person_counted_by_hand(results: Results, row: Row) -> None:
    [(key, found)] = counted_by(row["what"])

    answer = COUNTED[key](results, *found)

    assert answer == float(row["expected"]), row["why"]


@pytest.mark.parametrize("row", rows_on(sentences=True), ids=lambda row: f"{row['what']}: {row['expected']}")
def test_the_report_says_what_it_must_and_not_what_it_must_not(results: Results, row: Row) -> None:
    assert bool(matching(results, row["expected"])) is SENTENCES[row["what"]], row["why"]


def test_a_sentence_is_found_although_a_part_of_it_is_bold_or_linked(tmp_path: Path) -> None:
    (tmp_path / "results/reporting").mkdir(parents=True)
    page = "<style>p {}</style><td><b>None</b> of <a href='#x'>the 6\n studies</a></td><td>next</td>"
    (tmp_path / "results/reporting/report.html").write_text(page, encoding="utf-8")

    assert report_lines(tmp_path) == ["None of the 6 studies", "next"]


def test_every_page_of_the_example_says_that_it_is_synthetic_and_interim(finished_example: Path) -> None:
    folder = finished_example / "results/reporting"
    flow = (folder / "flow.svg").read_text(encoding="utf-8").upper()

    for words in ("Synthetic example.", "Interim: the numbers will change."):
        assert any(words in line for line in report_lines(finished_example)), words
    assert "SYNTHETIC" in flow
    assert "INTERIM" in flow
    for sheet in load_workbook(folder / "evidence_tables.xlsx"):
        top = " ".join(str(value) for row in sheet.iter_rows(max_row=5, values_only=True) for value in row if value)
        assert "SYNTHETIC" in top, sheet.title
        assert "INTERIM" in top, sheet.title
