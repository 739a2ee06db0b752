"""How sure are we of each qualitative finding? The sheets of GRADE-CERQual in the layout that guideline panels know."""

from dataclasses import replace

from identification.vocabulary import Concern, Confidence
from reporting.cells import Cell, Link, Sheet
from reporting.contents import Cover, ReviewTables
from reporting.labels import Labels
from synthesis.theme_tables import EvidenceProfile, Finding

NOT_STATED = "not stated in the protocol"
# The words by which question frameworks name those whose view is asked for, the plainest first.
PEOPLE = ("perspective", "sample", "population", "participants", "patient", "client")
NOT_JUDGED = "not judged yet"
NO_FINDING = "No qualitative finding has been written in review/findings.yaml yet."
JUDGED = (
    "GRADE-CERQual (Lewin 2018): levels and reasons are people's; none is computed. Counts, gap statements and "
    "statements on definitions are not rated by it."
)


def confidence_sheets(tables: ReviewTables, labels: Labels, cover: Cover) -> list[Sheet]:
    """The Summary of Qualitative Findings, then the evidence profile behind it; above both stands what was asked."""
    note = f"{asked(tables, cover)} {JUDGED}"
    return [
        replace(sheet, note=note) for sheet in (summary_of_findings(tables, labels), evidence_profile(tables, labels))
    ]


def asked(tables: ReviewTables, cover: Cover) -> str:
    """The objective, which is the questions of the protocol that findings answer, and whose perspective is asked for.

    The element of the question framework that names people says whose: Perspective in SPICE, Sample in SPIDER,
    Population or Participants elsewhere. Where no finding names a question all of them are the objective.
    """
    answered = {one.question for one in tables.findings}
    questions = [one for one in cover.questions if one.name in answered] or cover.questions
    objective = " ".join(f"{one.name} {one.text}" for one in questions) or NOT_STATED
    people = sorted(
        (place, one) for one in cover.elements for place, word in enumerate(PEOPLE) if word in one.name.casefold()
    )
    whose = f"Perspective ({people[0][1].name}): {people[0][1].text}" if people else f"Perspective: {NOT_STATED}"
    return f"Objective: {_ended(objective)} {_ended(whose)}"


def _ended(said: str) -> str:
    return said if said.endswith((".", "?", "!")) else f"{said}."


def summary_of_findings(tables: ReviewTables, labels: Labels) -> Sheet:
    """Finding, contributing studies, confidence and explanation."""
    rows = tuple(_summary(one, labels) for one in tables.findings)
    header = (
        *("Finding", "Summary of review finding", "Studies", "Contributing studies", "Confidence in the evidence"),
        *("Explanation of CERQual assessment", "Question", "References", "Judged by", "Asked of the judgement"),
    )
    title = "Summary of Qualitative Findings (GRADE-CERQual)"
    return Sheet("Summary of findings", title, JUDGED, header, rows, NO_FINDING)


def evidence_profile(tables: ReviewTables, labels: Labels) -> Sheet:
    """The four components of each finding, beside what the data say."""
    findings = {one.finding_id: one for one in tables.findings}
    rows = tuple(_profile(one, findings[one.finding_id], labels) for one in tables.evidence_profile)
    header = (
        *("Finding", "Summary of review finding", "Methodological limitations", "Coherence", "Adequacy", "Relevance"),
        *("Confidence in the evidence", "Explanation of CERQual assessment", "Studies", "Contributing studies"),
        *(
            "Quotes",
            "More that quote these",
            "Words in a quote, median",
            "Negative quotes",
            "Studies with these",
            "Contexts",
        ),
        *("Appraisal answers, with studies", "Studies not appraised", "Extracts"),
    )
    title = "GRADE-CERQual evidence profile"
    return Sheet("CERQual profile", title, JUDGED, header, rows, NO_FINDING)


def _summary(one: Finding, labels: Labels) -> tuple[Cell, ...]:
    studies = labels.study_links(one.study_ids)
    explained = one.explanation or NOT_JUDGED
    said = (one.question, " / ".join(one.references), _people(one.by, labels), one.asks)
    return (one.finding_id, one.statement, one.studies, studies, confidence_words(one.confidence), explained, *said)


def _profile(one: EvidenceProfile, finding: Finding, labels: Labels) -> tuple[Cell, ...]:
    components = component_words(one).values()
    judged = (confidence_words(finding.confidence), finding.explanation or NOT_JUDGED)
    counted = (one.studies, labels.study_links(one.study_ids), one.quotes, one.quoting, one.words)
    against = (one.negative_quotes, one.negative_studies)
    told = ("; ".join(one.contexts), "; ".join(one.appraisals), one.not_appraised)
    extracts = tuple(Link(extract, "extract", extract) for extract in one.extract_ids)
    return (one.finding_id, finding.statement, *components, *judged, *counted, *against, *told, extracts)


def component_words(one: EvidenceProfile) -> dict[str, str]:
    """The four components of GRADE-CERQual with what people judged of each."""
    return {
        "Methodological limitations": _concern(one.methodological_limitations, one.methodological_limitations_reason),
        "Coherence": _concern(one.coherence, one.coherence_reason),
        "Adequacy": _concern(one.adequacy, one.adequacy_reason),
        "Relevance": _concern(one.relevance, one.relevance_reason),
    }


def _concern(level: Concern | None, reason: str) -> str:
    """A component as profiles print it: "Minor concerns: ..."."""
    return f"{level.value.capitalize()} concerns: {reason or 'no reason given yet'}" if level else NOT_JUDGED


def confidence_words(level: Confidence | None) -> str:
    """A level of confidence as profiles print it."""
    return f"{level.value.capitalize()} confidence" if level else NOT_JUDGED


def _people(by: str, labels: Labels) -> str:
    return ", ".join(labels.person(one.strip()) for one in by.split(",") if one.strip())
