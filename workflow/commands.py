"""What a person asks for on purpose, outside the run: start, log, freeze, amend, sign off. launch.py calls this.

These commands append to review/ on the person's behalf; nothing here is part of the default run.
"""

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from extraction.documents import Match, Retrieved, StudyOf
from identification.errors import InputError
from identification.events import append_event, check_event, new_event
from identification.people import roles_of
from identification.protocol import read_protocol
from identification.records import KnownPaper, Search
from identification.tables import append_row, read_all, read_table, write_table
from identification.vocabulary import Decision, EventKind
from identification.yaml_files import read_yaml
from reporting.amendments import amendments, append_reasons, explain, unexplained
from reporting.amendments import freeze as freeze_files
from reporting.signoff import sign_off
from reporting.stages import SignOff, StageStatus
from workflow.asking import (
    ROOT,
    SCHEMA,
    Values,
    check_filled_in,
    member,
    now,
    one_of,
    path_of,
    protocol_files,
    quoted,
    result_of,
    review_of,
    wanted,
    whole_number,
)
from workflow.batches import batch, collect_batches
from workflow.coding_exports import export_codings
from workflow.coding_files import import_codings
from workflow.decision_files import import_decisions
from workflow.doctor import doctor
from workflow.opening import OPENERS
from workflow.reach_rows import reach
from workflow.review import ISO_DATE
from workflow.schema_page import schema_page
from workflow.set_files import export_set
from workflow.simulating import simulate
from workflow.stops import audit, statement_of_the_moment
from workflow.verify import verify

# Codings and appraisals hold more than a command line carries.
BY_COMMAND = (
    *(EventKind.DUPLICATE, EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT, EventKind.ADJUDICATION),
    *(EventKind.STOP, EventKind.EDIT),
)

# What of an event's content a command line gives.
CONTENT = ("OTHER", "LINK", "STAGE", "FIELD", "VALUE", "ORIGIN")

GITIGNORE = """\
# Publishers' texts never enter a repository: exports and full texts stay with the team, the tables about them do not.
/review/searches/*
!/review/searches/searches.csv
!/review/searches/known_papers.csv
!/review/searches/strategies/
/review/fulltexts/*
!/review/fulltexts/retrieval.csv
!/review/fulltexts/matches.csv
/review/batches/
/review/imports/*
!/review/imports/*_not_imported.csv
!/review/imports/*_no_longer_in_tool.csv
!/review/imports/manifest.jsonl
# Everything in results/ is rebuilt.
/results/
.snakemake/
.ipynb_checkpoints/
"""

# The tables that people keep, each with its header only.
TABLES: Mapping[str, type] = {
    "searches/searches.csv": Search,
    "searches/known_papers.csv": KnownPaper,
    "fulltexts/retrieval.csv": Retrieved,
    "fulltexts/matches.csv": Match,
    "studies.csv": StudyOf,
    "signoff.csv": SignOff,
}
THEMES = "# Themes are named by people; the report shows the extracts that carry them.\nthemes: []\n"


def new(values: Values) -> str:
    """Start a review in a folder that holds none: its protocol to fill in, and the empty tables."""
    review = path_of(wanted(values, "REVIEW", "the folder of the new review"))
    for name in ("review",) if review == ROOT else ("review", "config"):
        if (review / name).exists() and any((review / name).iterdir()):
            raise InputError(f"{review / name} is there already.", remedy="Nothing was changed; name another folder.")
    if review != ROOT:
        shutil.copytree(ROOT / "config", review / "config", dirs_exist_ok=True)
    _write_review(review / "review")
    if not (review / ".gitignore").exists():
        (review / ".gitignore").write_text(GITIGNORE, encoding="utf-8")
    return f"""Started a review in {review}. What to do next:
  1. Fill in {review / "config/config.yaml"} (README.md beside it explains every key).
  2. Pilot the codebook, {review / "config/codebook.yaml"}, and make it yours.
  3. Freeze both: make freeze REVIEW={quoted(review)} WHO=your-initials
  4. Log each search export: make import REVIEW={quoted(review)} FILE=export.ris SOURCE=pubmed DATE=2026-01-31
  5. Run: make run REVIEW={quoted(review)}"""


def import_export(values: Values) -> str:
    """Copy a search export into review/searches, byte for byte, and log it in searches.csv."""
    review = review_of(values)
    export = path_of(wanted(values, "FILE", "the export as you downloaded it"))
    source = wanted(values, "SOURCE", "the id of its source in config.yaml")
    known = [one["id"] for one in read_protocol(review / "config/config.yaml", SCHEMA)["sources"]]
    if source not in known:
        raise InputError(f"'{source}' is not a source in config.yaml.", remedy=f"Known sources: {', '.join(known)}.")
    target = review / "review/searches" / export.name
    if not export.is_file():
        raise InputError(f"there is no file {export}.", remedy="Check FILE.")
    if target.exists():
        raise InputError(
            f"{target} is there already.", remedy="Nothing was changed; give the export a name of its own."
        )
    hits, date = whole_number(values.get("HITS", "")), wanted(values, "DATE", "the day of the search, as 2022-03-31")
    if not ISO_DATE.match(date):
        raise InputError(f"DATE is '{date}', not a date like 2022-03-31.", remedy="Give the day of the search.")
    target.parent.mkdir(parents=True, exist_ok=True)
    read_all([log for log in [target.parent / "searches.csv"] if log.exists()], Search)
    shutil.copyfile(export, target)
    append_row(Search(export.name, source, date, hits=hits), target.parent / "searches.csv")
    return f"Logged {export.name} in {target.parent / 'searches.csv'}. Put the strategy as it was run into strategies/."


def freeze(values: Values) -> str:
    """Freeze the protocol as it stands; a protocol that could not be run is refused."""
    review = review_of(values)
    who, files = member(review, values), protocol_files(review)
    read_yaml(files["codebook.yaml"])
    check_filled_in(files["config.yaml"])
    frozen = freeze_files(files, review / "review/protocol", who=who, at=now())
    return f"Frozen as version {frozen.version} in {review / 'review/protocol' / frozen.version}."


def amend(values: Values) -> str:
    """Say why a key of the protocol is no longer what was frozen."""
    review = review_of(values)
    who = member(review, values)
    key, reason = wanted(values, "KEY", "the key that changed"), wanted(values, "REASON", "why it changed")
    folder, files = review / "review/protocol", protocol_files(review)
    append_reasons(explain(key, reason, amendments(files, folder), who=who, at=now()), folder)
    left = [amendment.key for amendment in unexplained(amendments(files, folder))]
    return f"Noted for {key}." + (f" Still without a reason: {', '.join(left)}." if left else "")


def close_stage(values: Values) -> str:
    """Close a stage in the state that the last run found it in."""
    review = review_of(values)
    who = member(review, values)
    stage = wanted(values, "STAGE", "the stage to close")
    stages = result_of(review, "results/reporting/stages.csv")
    row = sign_off(stage, who, read_table(stages, StageStatus), at=now(), note=values.get("NOTE", ""))
    append_row(row, review / "review/signoff.csv")
    return (
        f"{who} closed the stage '{row.stage}'. Run again, then sign the next one; any later change of what it rests "
        f"on re-opens it."
    )


def record_event(values: Values) -> str:
    """Append one event of a person: a verdict on a pair, a decision, an adjudication, a stop, an edit."""
    review, who = review_of(values), wanted(values, "WHO", "your id in config.yaml")
    kind = one_of(wanted(values, "KIND", "the kind of event"), list(BY_COMMAND), "KIND")
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    people = roles_of(protocol["reviewers"])
    one_of(who, list(people), "WHO")
    reasons = [criterion["id"] for criterion in protocol["eligibility"]["exclude"]]
    if values.get("REASON") and values.get("DECISION") == Decision.EXCLUDE:
        one_of(values["REASON"], reasons, "REASON")
    content: dict[str, Any] = {name.lower(): values[name] for name in CONTENT if values.get(name)}
    if kind == EventKind.STOP and values.get("DECISION") == "stop":
        content |= statement_of_the_moment(review)
    event = new_event(
        EventKind(kind),
        who=who,
        subject_id=wanted(values, "SUBJECT", "the id of the record, report or stage"),
        decision=wanted(values, "DECISION", "the decision"),
        reason=values.get("REASON", ""),
        note=values.get("NOTE", ""),
        replaces=values.get("REPLACES", ""),
        content=content,
    )
    check_event(event, people)
    if kind == EventKind.FULL_TEXT and event.decision == Decision.EXCLUDE and not event.reason:
        raise InputError(
            "a report excluded at full text needs its reason.", remedy=f"Give REASON={reasons[-1]} or such."
        )
    append_event(event, review / "review/events" / kind / f"{who}.jsonl")
    return f"Noted as {event.event_id}: {who}, {kind}, {event.subject_id}, {event.decision}. Run again to count it."


def export(values: Values) -> str:
    """Write a set of records or, with SET=codings, the codings as a file for another tool."""
    return export_codings(values) if values.get("SET") == "codings" else export_set(values)


def docs(values: Values) -> str:
    """Write the pages again that are made from the schema, the types of the tables and the rules for duplicates."""
    from workflow.rules_page import rules_page  # here, because they import every package and other commands need few
    from workflow.tables_page import tables_page

    pages = {
        "config/README.md": schema_page(read_yaml(SCHEMA).values),
        "docs/tables.md": tables_page(),
        "docs/duplicate-rules.md": rules_page(),
    }
    for page, text in pages.items():
        (ROOT / page).write_text(text, encoding="utf-8")
    return f"Wrote {', '.join(pages)}."


def real(values: Values) -> str:
    """A real review's data through every stage, in a folder of results that can be built again."""
    from workflow.real.running import build_and_run, write_page

    data, folder = path_of(values["DATA"]), path_of(values["REVIEW"]) if values.get("REVIEW") else ROOT / "results/real"
    built = build_and_run(data, folder)
    page = write_page(data, folder)
    reports = "\n".join(f"  {one / 'results/reporting/report.html'}" for one in built.values())
    return f"The real reviews ran to their end:\n{reports}\nWhat they showed, with a file for every number:\n  {page}"


COMMANDS: Mapping[str, Callable[[Values], str]] = {
    "new": new,
    "import": import_export,
    "freeze": freeze,
    "amend": amend,
    "signoff": close_stage,
    "event": record_event,
    "audit": audit,
    "decisions": import_decisions,
    "codings": import_codings,
    "export": export,
    **OPENERS,
    "batch": batch,
    "reach": reach,
    "collect": collect_batches,
    "doctor": doctor,
    "verify": verify,
    "simulate": simulate,
    "docs": docs,
    "real": real,
}


def main(words: list[str]) -> int:
    """The exit code; a person's mistake is one sentence and no traceback."""
    try:
        print(COMMANDS[words[0]](dict(word.split("=", 1) for word in words[1:])))
        return 0
    except InputError as fault:
        print(fault, file=sys.stderr)
        return 1


def _write_review(folder: Path) -> None:
    for name, kind in TABLES.items():
        write_table([], kind, folder / name)
    (folder / "themes.yaml").write_text(THEMES, encoding="utf-8")
    kept = [f"events/{kind}" for kind in EventKind] + ["protocol", "searches/strategies"]
    for name in kept:
        (folder / name).mkdir(parents=True)
        (folder / name / ".gitkeep").touch()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
