"""Sentences written to trip a coder of equality, diversity and inclusion: what the suggestions make of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extraction.codebook import read_codebook
from extraction.passages import sentences
from extraction.suggestions import suggest_codes
from extraction.text_layer import Passage
from identification.tables import read_rows
from identification.vocabulary import CodeStatus, Zone
from workflow.real.building import ROOT
from workflow.real.findings import Fact, Section, Table

FOLDER = "coding"
SENTENCES = "coding/edi_sentences.csv"
NOTHING = "no suggestion"
# What the author of the sentences calls a status, in the words of the codebook. A workplace that lacks EDI is evidence.
STATUSES = {
    "evidence": CodeStatus.AFFIRMED,
    "workplace_lack": CodeStatus.AFFIRMED,
    "absence_stated": CodeStatus.ABSENCE_STATED,
    "recommendation": CodeStatus.RECOMMENDATION,
    "question": CodeStatus.QUESTION,
    "descriptive_sample": CodeStatus.DESCRIPTIVE,
}
# Sentences that say nothing on equality, diversity and inclusion, with a word that looks like it and without.
SILENT = ("decoy", "none")
CODES = {
    "age": "EDI.AGE",
    "disability": "EDI.DISABILITY",
    "gender_reassignment": "EDI.GENDER_REASSIGNMENT",
    "general": "EDI.GENERAL",
    "intersectional": "EDI.OTHER",
    "marriage_civil_partnership": "EDI.MARRIAGE",
    "pregnancy_maternity": "EDI.PREGNANCY",
    "race": "EDI.RACE",
    "religion_belief": "EDI.RELIGION",
    "sex": "EDI.SEX",
    "sexual_orientation": "EDI.SEXUAL_ORIENTATION",
    "socioeconomic": "EDI.SOCIOECONOMIC",
}


@dataclass(frozen=True)
class Tried:
    """One sentence: what its author says of it, and the EDI codes that were suggested with their status."""

    sentence_id: str
    status: str
    codes: frozenset[str]
    suggested: Mapping[str, CodeStatus]

    @property
    def proposed(self) -> str:
        """The status that was proposed, that of most of its codes."""
        return Counter(map(str, self.suggested.values())).most_common(1)[0][0] if self.suggested else NOTHING


def tried_sentences(data: Path) -> list[Tried]:
    """Every item by itself, as a document of its own: no neighbour helps. A few hold two sentences."""
    codebook = read_codebook(ROOT / "config/codebook.yaml", ROOT / "workflow/schemas/codebook.schema.yaml")
    found = []
    for row in read_rows(data / SENTENCES):
        spans = sentences(row["text"], 0, len(row["text"]))
        passages = [Passage(row["id"], 1, start, end, row["text"][start:end], "", Zone.BODY) for start, end in spans]
        edi = {one.code_id: one.status for one in suggest_codes(passages, codebook) if one.code_id.startswith("EDI.")}
        codes = frozenset(CODES[name] for name in row["characteristics"].split(";") if name)
        found.append(Tried(row["id"], row["status"], codes, edi))
    return found


def read(data: Path, review: Path) -> Section:
    """What was suggested beside what the author of the sentences meant; there is no review of them to look into."""
    tried = tried_sentences(data)
    silent = [one for one in tried if one.status in SILENT]
    telling = [one for one in tried if one.status in STATUSES]
    found = [one for one in telling if one.suggested]
    right = sum(one.proposed == STATUSES[one.status] for one in found)
    false = [one for one in silent if one.suggested]
    evidence = [one for one in found if one.proposed == CodeStatus.AFFIRMED]
    wrong = [one for one in evidence if STATUSES[one.status] != CodeStatus.AFFIRMED]
    return Section(
        title="Sentences that trip a coder of equality, diversity and inclusion",
        text=(
            f"One author wrote {len(tried)} sentences on leadership in health for this purpose: evidence, stated "
            "absences, advice, questions, samples described, and decoys. They are made up: good for finding errors, "
            "and no figure of how the suggestions do on real documents; the wordings of absence were widened with them "
            "open.",
            f"{len(false)} of {len(silent)} sentences that say nothing on the matter got an EDI code, and {len(found)} "
            f"of {len(telling)} that do. Of these {len(found)}, {right} got their author's status; {len(wrong)} that "
            "are no evidence were proposed as evidence, the costly error: a person looks at each before it counts.",
        ),
        facts=(
            _fact("Sentences that say nothing on EDI, with an EDI suggestion", false),
            _fact("Sentences on EDI without any", [one for one in telling if not one.suggested]),
            _fact("Absences, advice, questions and samples proposed as evidence", wrong),
        ),
        tables=(_statuses(tried), _characteristics(telling)),
    )


def _fact(what: str, tried: Sequence[Tried]) -> Fact:
    return Fact(what, str(len(tried)), SENTENCES, ", ".join(one.sentence_id for one in tried))


def _statuses(tried: Sequence[Tried]) -> Table:
    columns = [*dict.fromkeys(map(str, STATUSES.values())), NOTHING]
    counts = Counter((one.status, one.proposed) for one in tried)
    rows = [
        (status, *(str(counts[status, column]) for column in columns), str(sum(one.status == status for one in tried)))
        for status in (*STATUSES, *SILENT)
    ]
    return Table("What the author meant (rows) and what was proposed", ("Meant", *columns, "All"), rows, SENTENCES)


def _characteristics(telling: Sequence[Tried]) -> Table:
    rows = []
    for code in sorted(set(CODES.values())):
        meant = {one.sentence_id for one in telling if code in one.codes}
        suggested = {one.sentence_id for one in telling if code in one.suggested}
        counts = (len(meant), len(meant & suggested), len(suggested - meant))
        rows.append((code, *map(str, counts)))
    return Table(
        "Characteristics of these sentences",
        ("Code", "Meant", "Of these suggested", "Suggested, not meant"),
        rows,
        SENTENCES,
    )
