"""What people "made" in examples/worked-example: exports, full texts and events, written from worked_example_texts/.

A tool of the developers, run by hand: `python examples/write_worked_example.py`. It reads its own exports and full
texts through the project's readers, so that ids and offsets are those that the workflow will find, and stops when a
quote does not stand in its document exactly once. A second run writes the same bytes.
"""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from worked_example_checks import checked  # noqa: E402
from worked_example_exports import Work, in_source, write_exports  # noqa: E402
from worked_example_fulltexts import write_full_text  # noqa: E402

from extraction.documents import Match, Retrieved, StudyOf  # noqa: E402
from extraction.reading import read_document  # noqa: E402
from extraction.text_layer import Page  # noqa: E402
from identification.events import REJECTED, WITHDRAWN, Event, event_line  # noqa: E402
from identification.readers import read_searches  # noqa: E402
from identification.records import Search  # noqa: E402
from identification.tables import read_table, write_table  # noqa: E402
from identification.vocabulary import (  # noqa: E402
    Attribution,
    CodeStatus,
    EventKind,
    LinkKind,
    Retrieval,
    SuggestedBy,
    Verdict,
)

TEXTS = HERE / "worked_example_texts"
REVIEW = HERE / "worked-example" / "review"
CRITERIA = "1"
STUDY = ("four-valleys", ("okonjo-2021", "okonjo-2023"), "Two reports of the same 24 interviews.")
MILLBROOK = "One article: the catalogue lists it under the partnership that paid for it, with the year of its launch."
TALK = "The abstract of a talk on the first results of the survey; the article came a year later."
STARTS = {  # when each piece of work began; a decision takes four minutes, so that the log reads like a working day
    "duplicates": "2026-02-16T09:00:00",
    "title_abstract ak": "2026-02-23T09:00:00",
    "title_abstract bm": "2026-02-24T13:00:00",
    "adjudication cd": "2026-02-27T10:00:00",
    "full_text ak": "2026-03-09T09:00:00",
    "full_text bm": "2026-03-09T14:00:00",
    "coding ak": "2026-03-12T09:00:00",
    "coding bm": "2026-03-16T09:00:00",
    "appraisal ak": "2026-03-18T09:00:00",
    "verification ak": "2026-03-23T09:00:00",
    "verification bm": "2026-03-24T09:00:00",
    "verification cd": "2026-03-26T10:00:00",
}
STEP, CHECK = timedelta(minutes=4), timedelta(minutes=2)


def main() -> None:
    """Write everything that the example's people "made", in the order in which they would have made it."""
    shutil.copyfile(HERE.parent / "config" / "codebook.yaml", REVIEW.parent / "config" / "codebook.yaml")
    shutil.copytree(HERE.parent / "config/instruments", REVIEW.parent / "config/instruments", dirs_exist_ok=True)
    works = _load("records.yaml")
    write_exports(works, REVIEW / "searches")
    members = _members(works)
    for file in sorted(work["full_text"]["file"] for work in works if "file" in work.get("full_text", {})):
        write_full_text(TEXTS / f"{file.partition('.')[0]}.md", REVIEW / "fulltexts" / file)
    _write_tables(works, members)
    events = [*_duplicates(works, members), *_screening(works, members), *_full_text(works, members)]
    codings = list(_coding(_load("coding.yaml")))
    times = {who: _times(f"verification {who}", CHECK) for who in ("ak", "bm", "cd")}
    events += [*codings, *checked(_load("checks.yaml"), codings, times), *_appraisal(_load("appraisal.yaml"))]
    _write_events(events)
    _check_themes({event.event_id for event in events})


def _load(name: str) -> Any:
    return yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))


def _members(works: list[Work]) -> dict[str, list[str]]:
    """The record ids of each work, in the order in which the searches brought them."""
    records, _ = read_searches(read_table(REVIEW / "searches" / "searches.csv", Search), REVIEW / "searches")
    members: dict[str, list[str]] = {work["work"]: [] for work in works}
    for source in ("pubmed", "hmic", "scopus"):
        found = [record.record_id for record in records if record.source == source]
        for work, record_id in zip(in_source(works, source), found, strict=True):
            members[work["work"]].append(record_id)
    return members


def _write_tables(works: list[Work], members: dict[str, list[str]]) -> None:
    sought = [(members[work["work"]][0], work["full_text"]) for work in works if "full_text" in work]
    rows = [Retrieved(record, *_retrieval(text)) for record, text in sought]
    matches = [Match(text["file"], record, text["match"]) for record, text in sought if "match" in text]
    study, reports, note = STUDY
    write_table(rows, Retrieved, REVIEW / "fulltexts" / "retrieval.csv")
    write_table(matches, Match, REVIEW / "fulltexts" / "matches.csv")
    write_table([StudyOf(members[work][0], study, note) for work in reports], StudyOf, REVIEW / "studies.csv")


def _retrieval(text: dict[str, str]) -> tuple[Retrieval, str, str, str, str]:
    got = Retrieval.OBTAINED if "file" in text else Retrieval.NOT_OBTAINED
    return got, text.get("source", ""), text.get("licence", ""), text.get("reason", ""), "2026-03-06"


def _duplicates(works: list[Work], members: dict[str, list[str]]) -> Iterator[Event]:
    times = _times("duplicates")
    hmic, scopus = members["millbrook-2020"]
    yield Event("ak-du-millbrook", next(times), "ak", EventKind.DUPLICATE, hmic, Verdict.SAME, note=MILLBROOK,
                content={"other": scopus})  # fmt: skip
    (talk,) = members["adeyemi-abstract-2023"]
    for number, article in enumerate(members["adeyemi-2024"], start=1):
        content = {"other": talk, "link": LinkKind.CONFERENCE_ABSTRACT}
        yield Event(f"ak-du-adeyemi-{number}", next(times), "ak", EventKind.DUPLICATE, article, Verdict.LINKED,
                    note=TALK, content=content)  # fmt: skip


def _screening(works: list[Work], members: dict[str, list[str]]) -> Iterator[Event]:
    """Title and abstract: bm decides on the last member of a group, because people meet any of them."""
    for who, member in (("ak", 0), ("bm", -1)):
        times = _times(f"title_abstract {who}")
        for number, work in enumerate(works, start=1):
            subject, name = members[work["work"]][member], f"{who}-ta-{number:04d}"
            if earlier := work.get("first", {}).get(who):
                yield _decided(f"{name}-first", next(times), who, EventKind.TITLE_ABSTRACT, subject, earlier)
            replaces = f"{name}-first" if earlier else ""
            yield _decided(
                name, next(times), who, EventKind.TITLE_ABSTRACT, subject, work["ta"][who], replaces=replaces
            )
    times = _times("adjudication cd")
    for number, work in enumerate((work for work in works if "cd" in work["ta"]), start=1):
        content = {"stage": str(EventKind.TITLE_ABSTRACT)}
        subject = members[work["work"]][0]
        name = f"cd-ad-{number:04d}"
        yield _decided(name, next(times), "cd", EventKind.ADJUDICATION, subject, work["ta"]["cd"], content=content)


def _full_text(works: list[Work], members: dict[str, list[str]]) -> Iterator[Event]:
    read = [work for work in works if "file" in work.get("full_text", {})]
    for who in ("ak", "bm"):
        times = _times(f"full_text {who}")
        for number, work in enumerate(read, start=1):
            subject, decision = members[work["work"]][0], work["full_text"]["decision"]
            yield _decided(f"{who}-ft-{number:04d}", next(times), who, EventKind.FULL_TEXT, subject, decision)


def _decided(name: str, at: str, who: str, kind: EventKind, subject: str, word: str, **more: Any) -> Event:
    """A decision; a word that is none is the criterion of an exclusion."""
    is_decision = word in ("include", "maybe")
    decision, reason = (word, "") if is_decision else ("exclude", word)
    return Event(name, at, who, kind, subject, decision, reason=reason, criteria_version=CRITERIA, **more)


def _coding(plan: dict[str, dict[str, list[dict[str, Any]]]]) -> Iterator[Event]:
    times = {who: _times(f"coding {who}") for who in ("ak", "bm")}
    for document, by_person in plan.items():
        pages = read_document(REVIEW / "fulltexts" / document, document).pages
        for who, rows in by_person.items():
            for row in rows:
                name = f"{who}-co-{document.partition('.')[0]}"
                if "looked" in row:
                    yield from _looked(row, name, who, document, times[who])
                else:
                    yield from _coded(row, name, who, document, pages, times[who])


def _coded(
    row: dict[str, Any], name: str, who: str, document: str, pages: Iterable[Page], times: Iterator[str]
) -> Iterator[Event]:
    page, start, end, quote = _place(row["quote"], document, pages)
    content = {"code_id": row["code"], "page": page, "start": start, "end": end, "quote": quote}
    content["attribution"] = str(Attribution(row.get("attribution", "own finding")))
    content |= {key: str(row[key]) for key in ("value", "origin", "perspective") if key in row}
    content |= {"suggested_by": str(SuggestedBy(row["by"]))} if "by" in row else {}
    event_id, status = f"{name}-{row['id']}", CodeStatus(row.get("status", "affirmed"))
    if row.get("rejected"):
        yield Event(event_id, next(times), who, EventKind.CODING, document, REJECTED, content=content)
        return
    yield Event(event_id, next(times), who, EventKind.CODING, document, status, content=content)
    if row.get("withdrawn"):
        yield Event(f"{event_id}-undo", next(times), who, EventKind.CODING, document, WITHDRAWN, replaces=event_id)


def _looked(row: dict[str, Any], name: str, who: str, document: str, times: Iterator[str]) -> Iterator[Event]:
    for code in row["looked"]:
        of_people = code.startswith("EDI")
        for perspective in row.get("perspectives", ["workforce", "community"]) if of_people else [""]:
            content = {"code_id": code} | ({"perspective": perspective} if perspective else {})
            event_id = "-".join(filter(None, (name, "none", code, perspective)))
            decision = CodeStatus.LOOKED_NOT_FOUND
            yield Event(event_id, next(times), who, EventKind.CODING, document, decision, content=content)


def _place(quote: str, document: str, pages: Iterable[Page]) -> tuple[int, int, int, str]:
    """Page, start, end and wording of a quote; it must stand in the document once, whatever its line breaks."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    found = [(page.page, match) for page in pages for match in pattern.finditer(page.text)]
    if len(found) != 1:
        raise SystemExit(f"{document}: this quote stands in it {len(found)} times and not once: {quote}")
    page, match = found[0]
    return page, match.start(), match.end(), match[0]


def _appraisal(plan: dict[str, dict[str, str]]) -> Iterator[Event]:
    times = _times("appraisal ak")
    for document, answers in plan.items():
        for item, answer in answers.items():
            content = {"instrument": "mmat_2018", "item": item}
            name = f"ak-ap-{document.partition('.')[0]}-{item}"
            yield Event(name, next(times), "ak", EventKind.APPRAISAL, document, answer, content=content)


def _times(name: str, step: timedelta = STEP) -> Iterator[str]:
    at = datetime.fromisoformat(STARTS[name]).replace(tzinfo=UTC)
    while True:
        yield at.isoformat(timespec="seconds")
        at += step


def _write_events(events: Iterable[Event]) -> None:
    """One file per kind and person, in the form in which `append_event` writes."""
    lines: dict[Path, list[str]] = {}
    for event in events:
        path = REVIEW / "events" / event.kind / f"{event.who}.jsonl"
        lines.setdefault(path, []).append(event_line(event))
    for path, of_file in lines.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(of_file) + "\n", encoding="utf-8")


def _check_themes(known: set[str]) -> None:
    themes = yaml.safe_load((REVIEW / "themes.yaml").read_text(encoding="utf-8"))["themes"]
    named = [event_id for theme in themes for event_id in theme["extracts"] + theme.get("negative", [])]
    if unknown := sorted(set(named) - known):
        raise SystemExit(f"themes.yaml names extracts that nobody coded: {', '.join(unknown)}")


if __name__ == "__main__":
    main()
