"""A review of any size, made up in memory, for the tests of the documents."""

from extraction.documents import Report
from identification.records import Record
from identification.vocabulary import Confidence, EventKind, GapClaim, Outcome, PolicyName, Retrieval, SearchMethod
from reporting.contents import CodeName, Cover, Entry, ReviewTables
from reporting.document_material import Material, material
from reporting.stages import FlowBox, LoggedSearch
from screening.outcomes import PolicyCheck, Progress
from synthesis.statements import CodeCount, GapCell, Headline
from synthesis.theme_tables import Finding

QUESTIONS = (
    {"id": "Q1", "text": "Which skills?", "families": ["SK"]},
    {"id": "Q2", "text": "What is missing?", "families": ["EDI"]},
)
CODES = (
    CodeName("SK", "Skills", "SK", "skills", ""),
    CodeName("SK.TRUST", "Trust", "SK", "skills", ""),
    CodeName("EDI", "Equality", "EDI", "gap", ""),
    CodeName("EDI.AGE", "Age", "EDI", "gap", ""),
    CodeName("BAR", "Barriers", "BAR", "matrix", ""),
    CodeName("BAR.MONEY", "Money", "BAR", "matrix", ""),
)
AUTHORS = ("Nakagawa, 恵美", "عبد الله, ن.", "Øst, Å.", "Иванова, А.")


def cover(title: str = "A review", **said: object) -> Cover:
    """A cover of a review with two questions and the codes that answer them."""
    questions = tuple(Entry(str(one["id"]), str(one["text"])) for one in QUESTIONS)
    plain = {"funding": "A trust", "interests": "None declared", "last_event": "2026-01-31", "questions": questions}
    return Cover(title, codes=CODES, **(plain | said))  # type: ignore[arg-type]


def review(studies: int, *, gaps: bool = True, findings: int = 1) -> ReviewTables:
    """The tables of a review that includes so many studies; half of them name the one skill, one the one barrier."""
    names = [f"S{number}" for number in range(studies)]
    half = studies // 2
    return ReviewTables(
        search_log=(_search("pubmed", "2026-01-10", studies * 3), _search("hmic", "2026-01-20", studies)),
        records=tuple(Record(f"R{number}", "pubmed", f"a.nbib, record {number}") for number in range(studies)),
        reports=tuple(_report(number) for number in range(studies)),
        skills=(CodeCount("SK.TRUST", "Trust", "SK", half, studies, 0, 0.5, 0.1, 0.9, True, tuple(names[:half]), ()),),
        matrices=(CodeCount("BAR.MONEY", "Money", "BAR", 1, studies, 0, 0.1, 0, 0.5, False, tuple(names[:1]), ()),),
        gaps=tuple(_gap(order, code, studies) for order, code in enumerate(("EDI", "EDI.AGE"))) if gaps else (),
        headlines=(
            Headline(1, "skills", f"1 skill is named by {half} of {studies} studies.", "skills.csv"),
            *((Headline(2, "edi:EDI:workforce", "None does.", "gaps.csv"),) if gaps else ()),
        ),
        findings=tuple(_finding(f"F{number}", names[:2]) for number in range(findings)),
        progress=(Progress(EventKind.TITLE_ABSTRACT, studies * 3, studies, studies * 2, 0, 0, 0),),
        policies=(_policy(studies * 3),),
        flow=(
            FlowBox("databases.screened", "databases", "Records screened", studies * 3, "x.csv"),
            FlowBox("included.studies", "included", "Studies included in the review", studies, "reports.csv"),
            FlowBox("included.reports", "included", "Reports of included studies", studies, "reports.csv"),
        ),
    )


def known(studies: int = 4, *, title: str = "A review", gaps: bool = True, **said: object) -> Material:
    """The material of such a review."""
    return material(review(studies, gaps=gaps), cover(title, **said), questions=QUESTIONS)


def _search(source: str, date: str, hits: int) -> LoggedSearch:
    words = ("", "", date, "", "", "", "", "", "", "", f"{source}.ris", "", "", "none is there")
    place = (source, source.upper(), SearchMethod.DATABASE)
    return LoggedSearch(1, *place, *words, hits, hits, 0)


def _policy(records: int) -> PolicyCheck:
    return PolicyCheck(
        stage=EventKind.TITLE_ABSTRACT,
        policy=PolicyName.DUAL,
        records=records,
        decided=records,
        twice=records,
        pilot_records=0,
        pilot_awaiting=0,
        share_records=0,
        share_twice=0,
        statistic="",
        at_least=0.0,
        compared=0,
        value=None,
        low=None,
        high=None,
        exclusions=0,
        to_check=0,
        checked=0,
        disputed=0,
        overturned=0,
        overturned_at_most=None,
        waits_for="",
    )


def _report(number: int) -> Report:
    title = f"Leading a system, part {number}: " + "a very long title that goes on " * (number % 3)
    author, year = AUTHORS[number % len(AUTHORS)], str(2000 + number % 25)
    cited = (title, author, year, "Journal", "")
    return Report(
        *(f"R{number}", f"S{number}", (f"R{number}",), *cited),
        *(Retrieval.OBTAINED, "", "", "", f"d{number}.pdf", None, "doi", Outcome.INCLUDED),
    )


def _gap(order: int, code: str, studies: int) -> GapCell:
    said = f"None of the {studies} studies in which a person looked for it reports on {code}."
    limit = f"Up to {100 / studies:.1f} % could."
    return GapCell(
        order=order,
        cell_id=f"edi:{code}:workforce",
        gap_id="edi",
        label=code,
        code_id=code,
        perspective="workforce",
        included=studies,
        present=0,
        elsewhere=0,
        absent=studies,
        machine_nothing=0,
        not_assessable=0,
        without_text=0,
        unclear=0,
        assessed=studies,
        bound=1 / studies,
        cells=2,
        bonferroni=1 / studies,
        study_ids=(),
        sentence=f"{said} {limit}",
        claim=GapClaim.NONE_FOUND,
        says_counted=said,
        says_bound=limit,
    )


def _finding(name: str, studies: list[str]) -> Finding:
    told = ("Trust is built before it is needed.", Confidence.MODERATE, "Few data.", "ak", len(studies))
    return Finding(name, "Q1", *told, (), (), (), "", tuple(studies), ())
