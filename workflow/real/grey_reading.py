"""What the grey literature showed: suggestions beside two people's codings, traps, and what counts once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from extraction.codebook import load_codebook
from extraction.coding_tables import CodingAgreement
from extraction.documents import Extract, Suggestion
from identification.tables import read_rows, read_table
from identification.vocabulary import Attribution
from identification.wording import many
from reporting.screening_sheets import STATISTICS, statistics_with_intervals
from synthesis.statements import CodeCount, Definition
from workflow.real.findings import Fact, Section, Table
from workflow.real.grey import FOLDER
from workflow.real.grey_codebook import MENDED, NOTES

EXTRACTS, SUGGESTIONS = "results/extraction/extracts.csv", "results/extraction/suggestions.csv"
AGREEMENT = "results/extraction/coding_agreement.csv"
# The families that both people coded; the draft's study characteristics hold values, not passages.
FAMILIES = ("DEF", "SK", "EDI", "BAR", "ENA", "CTX", "TECH", "DEV")
# Words that look like equality, diversity and inclusion and are not: each is said to have fired somewhere.
DECOYS = (
    "embrace",
    "equally",
    "including",
    "belief in competition",
    "ageing population",
    "agencies",
    "intersecting systems",
)
Coded = Extract | Suggestion


def read(data: Path, review: Path) -> Section:
    """The grey literature as its lead would read it, each number with the file in which it can be counted again."""
    extracts = [one for one in read_table(review / EXTRACTS, Extract) if _family(one) in FAMILIES]
    suggested = [one for one in read_table(review / SUGGESTIONS, Suggestion) if _family(one) in FAMILIES]
    codebook = load_codebook(review / "results/extraction/codebook.jsonl")
    traps = _traps(data, suggested)
    once, shared = _counted_once(review, extracts)
    return Section(
        title="Grey literature and two codings",
        text=(*_text(extracts, suggested), *_edi_text(suggested, review), shared),
        facts=(
            *_facts(extracts, suggested),
            Fact("Codes of the codebook", str(len(codebook.codes)), "results/extraction/codebook.jsonl"),
        ),
        tables=(
            _found(extracts, suggested),
            _precise(extracts, suggested),
            traps,
            once,
            _definitions(review),
            _agreed(review),
            Table("What the second coder missed, and where it is", ("Note", "Answer"), NOTES, "config/codebook.yaml"),
        ),
        mended=MENDED,
    )


def met(ours: Iterable[Coded], others: Sequence[Coded], *, family: bool = False) -> int:
    """How many of `ours` share a character with one of `others` of the same code, or of the same family."""
    return sum(any(_overlap(one, other) and _same(one, other, family=family) for other in others) for one in ours)


def _family(one: Coded) -> str:
    return one.code_id.partition(".")[0]


def _overlap(one: Coded, other: Coded) -> bool:
    place, other_place = (one.document_id, one.page), (other.document_id, other.page)
    return place == other_place and one.start < other.end and other.start < one.end


def _same(one: Coded, other: Coded, *, family: bool) -> bool:
    return _family(one) == _family(other) if family else one.code_id == other.code_id


def _of(rows: Iterable[Coded], family: str) -> list[Coded]:
    return [one for one in rows if family in ("", _family(one))]


def _coders(extracts: Iterable[Extract]) -> tuple[list[Extract], list[Extract]]:
    found = list(extracts)
    return [one for one in found if one.who == "first"], [one for one in found if one.who == "second"]


def _text(extracts: Sequence[Extract], suggested: Sequence[Suggestion]) -> tuple[str, ...]:
    first, second = _coders(extracts)
    documents = {one.document_id for one in extracts}
    return (
        f"{many(len(documents), 'document')} on systems leadership in the NHS, each coded by two people who did not "
        f"talk, by the draft of the codebook: {len(first)} and {len(second)} codings, moved to the present codes. "
        "**This is a regression test and no quality figure**: the cues were written with these texts open, and "
        "three texts are few. On texts that nobody wrote cues for, expect less.",
        f"A suggestion of the same code meets {met(first, suggested)} codings of the first person and "
        f"{met(second, suggested)} of the second; the second's codings meet {met(first, second)} of the first's and "
        f"the first's {met(second, first)} of the second's, by the same measure. Of {len(suggested)} suggestions "
        f"{met(suggested, [*first, *second])} were coded so by at least one of them. A suggestion is a sentence, a "
        "coding may be a few words of it: they meet where they share a character.",
    )


def _edi_text(suggested: Iterable[Suggestion], review: Path) -> tuple[str, ...]:
    edi = [one for one in suggested if _family(one) == "EDI"]
    evidence = read_rows(review / "results/synthesis/evidence.csv")
    counted = sum(row["counts_as_evidence"] == "true" for row in evidence)
    said = "; ".join(f"{count} as {status}" for status, count in sorted(Counter(one.status for one in edi).items()))
    return (
        f"On equality, diversity and inclusion {many(len(edi), 'sentence')} of "
        f"{many(len({one.document_id for one in edi}), 'document')} are suggested ({said}). Of {len(evidence)} codings "
        f"of it {counted} count as evidence: a report that says that such research is absent is no evidence of it.",
    )


def _facts(extracts: Sequence[Extract], suggested: Sequence[Suggestion]) -> tuple[Fact, ...]:
    first, second = _coders(extracts)
    return (
        Fact("Codings of the first person", str(len(first)), f"{FOLDER}/coded_by_hand.csv", "in the eight families"),
        Fact("Codings of the second person", str(len(second)), f"{FOLDER}/coded_by_hand_second_coder.csv", "likewise"),
        Fact("Suggestions", str(len(suggested)), SUGGESTIONS, "likewise"),
    )


def _found(extracts: Sequence[Extract], suggested: Sequence[Suggestion]) -> Table:
    """Recall of suggestions against each coder, beside what the other coder found of the same."""
    rows = []
    for family in (*FAMILIES, ""):
        cells = [family or "all"]
        for ours, theirs in (_coders(extracts), _coders(extracts)[::-1]):
            mine, machine, person = _of(ours, family), _of(suggested, family), _of(theirs, family)
            cells += [str(len(mine))]
            cells += [f"{met(mine, one)} / {met(mine, one, family=True)}" for one in (machine, person)]
        rows.append(tuple(cells))
    columns = ("Family", "First's codings", "suggested", "second's too", "Second's codings", "suggested", "first's too")
    return Table(
        "Codings that a suggestion meets, and that the other person's meet: same code / same family",
        columns,
        rows,
        f"{EXTRACTS}, {SUGGESTIONS}",
    )


def _precise(extracts: Sequence[Extract], suggested: Sequence[Suggestion]) -> Table:
    """How many suggestions somebody coded, beside how many codings of one person the other has."""
    rows = []
    for family in (*FAMILIES, ""):
        machine = _of(suggested, family)
        first, second = (_of(one, family) for one in _coders(extracts))
        either = [*first, *second]
        by_code = [str(met(machine, people)) for people in (first, second, either)]
        rows.append((family or "all", str(len(machine)), *by_code, str(met(machine, either, family=True))))
    columns = (
        "Family",
        "Suggestions",
        "coded so by the first",
        "by the second",
        "by either",
        "in the family by either",
    )
    return Table("Suggestions that somebody coded", columns, rows, f"{EXTRACTS}, {SUGGESTIONS}")


def _traps(data: Path, suggested: Iterable[Suggestion]) -> Table:
    """How often each look-alike stands in the documents, and how often one was taken for the real thing."""
    texts = [path.read_text(encoding="utf-8").casefold() for path in sorted((data / FOLDER).glob("*.txt"))]
    edi = [(one.cue.casefold(), one.quote.casefold()) for one in suggested if _family(one) == "EDI"]
    rows = [
        (
            f"“{decoy}”",
            str(sum(text.count(decoy) for text in texts)),
            str(sum(decoy in quote and (cue in decoy or decoy in cue) for cue, quote in edi)),
        )
        for decoy in DECOYS
    ]
    return Table(
        "Words that only look like it", ("Words", "in the documents", "suggested"), rows, f"{FOLDER}, {SUGGESTIONS}"
    )


def _counted_once(review: Path, extracts: Sequence[Extract]) -> tuple[Table, str]:
    """The skills that a document takes from elsewhere, with the studies that each counts in, and a sentence."""
    counts = read_table(review / "results/synthesis/skills.csv", CodeCount)
    names = {one.study_id: f"the study of {one.document_id[:3]}" for one in extracts}
    rows, merged = [], 0
    for count in counts:
        coded = [one for one in extracts if one.code_id == count.code_id]
        taken = [one for one in coded if one.attribution == Attribution.QUOTED]
        if taken:
            saying = {one.document_id[:3] for one in coded}
            own = {one.document_id[:3] for one in coded if one.attribution != Attribution.QUOTED}
            origins = {names.get(one.origin, one.origin) for one in taken}
            studies = count.present + count.elsewhere
            merged += studies < len(saying)
            cells = (", ".join(sorted(saying)), ", ".join(sorted(own)) or "none", "; ".join(sorted(origins)))
            rows.append((count.code_id, *cells, many(studies, "study")))
    columns = ("Skill", "Documents that name it", "of their own", "taken from", "Counts in")
    table = Table("Skills that a document takes from elsewhere", columns, rows, "results/synthesis/skills.csv")
    return table, (
        "Document 000 is news of the study that Timmins did for The King's Fund, and all that it says counts with that "
        "study, the words of the news included; 004 cites that study and others, and says things of its own. What 004 "
        f"takes from a source, as the note behind it says, counts with the source: {many(merged, 'skill')} of "
        f"{len(rows)} that it takes from elsewhere stand in more documents than they count in. What it says of its own "
        "stays its own."
    )


def _agreed(review: Path) -> Table:
    """Agreement of the two people as the review itself prints it: report by code, and passages that overlap."""
    rows = read_table(review / AGREEMENT, CodingAgreement)
    shown = [one for one in rows if one.code_id in ("", *FAMILIES) and one.n]
    return Table(
        "Agreement of the two people, family by family",
        ("Family", "Answers", "Both", "Neither", "First only", "Second only", *STATISTICS, "Passages that overlap"),
        [
            (
                *(one.code_id or "all", str(one.n), str(one.both), str(one.neither), str(one.only_a), str(one.only_b)),
                *statistics_with_intervals(one),
                f"{one.met} of {one.passages}",
            )
            for one in shown
        ],
        AGREEMENT,
    )


def _definitions(review: Path) -> Table:
    """Every coded definition with its origin: two coders, or two documents, of one origin are one definition."""
    found = read_table(review / "results/synthesis/definitions.csv", Definition)
    origins = sorted({(one.document_id[:3], one.origin) for one in found})
    rows = []
    for document, origin in origins:
        same = [one for one in found if (one.document_id[:3], one.origin) == (document, origin)]
        own = all(one.origin == one.study_id for one in same)
        elements = sorted(set(chain.from_iterable(one.elements for one in same)))
        rows.append((document, "its own" if own else origin, str(len(same)), ", ".join(elements)))
    return Table(
        "Definitions by origin",
        ("Document", "Origin", "Codings", "Elements"),
        rows,
        "results/synthesis/definitions.csv",
    )
