"""What was done? The methods section, in the past tense, from logs and tables; what they do not show is not said."""

from collections.abc import Iterable

from identification.vocabulary import EventKind, PolicyName
from identification.wording import many
from reporting.cells import cell_text
from reporting.coding_sheets import coding_sentences
from reporting.document_material import Material, searched_to
from reporting.document_parts import Heading, Listing, Look, Paragraph, Part, Run, plain
from reporting.flow_boxes import COLUMN_NAMES
from reporting.labels import in_words, included_reports
from reporting.stages import in_order
from screening.outcomes import PolicyCheck, Progress

POLICY_SAID = {
    PolicyName.SINGLE: "one person decided on each",
    PolicyName.DUAL: "two people decided on each",
    PolicyName.DUAL_SHARE: "two people decided on a random share and one on the rest",
    PolicyName.CHECKED_EXCLUSIONS: "one person decided and a second checked exclusions",
}


def methods(known: Material) -> list[Part]:
    """The methods section: protocol, searches, screening, coding, appraisal, synthesis, software."""
    parts: list[Part] = []
    for title, said in (
        ("Protocol", _protocol(known)),
        ("Searches", _searches(known)),
        ("Screening", _screening(known)),
        ("Coding", _coding(known)),
        ("Appraisal and confidence", _appraisal(known)),
        ("Synthesis", _synthesis(known)),
        ("Stages, software and rules", _provenance(known)),
    ):
        parts += [Heading(3, title), *said]
    return parts


def in_short(known: Material) -> list[Part]:
    """The methods in one paragraph, for a summary."""
    found = [*_searched(known), *_boxes(known)]
    said = " ".join(text for text, _ in found)
    sheets = tuple(dict.fromkeys(sheet for _, named in found for sheet in named))
    return [plain(said, *sheets)] if said else [plain("No search has been logged yet.", look=Look.NOTE)]


Said = tuple[str, tuple[str, ...]]


def _protocol(known: Material) -> Iterable[Part]:
    if not known.frozen:
        yield plain("No version of the protocol had been frozen when this was written.")
    else:
        first, last = known.frozen[0], known.frozen[-1]
        again = f" and last frozen, as version {last.version}, on {last.at[:10]}" if last is not first else ""
        yield plain(f"The protocol was frozen on {first.at[:10]}{again}; its hash stands under software.")
    if known.cover.amendments:
        changes = many(len(known.cover.amendments), "change")
        yield plain(f"{changes} since then, each with its reason:")
        yield Listing(tuple((Run(one),) for one in known.cover.amendments))
    elif known.frozen:
        yield plain("No change since then has been recorded.")


def _searches(known: Material) -> Iterable[Part]:
    said = list(_searched(known))
    if not said:
        yield plain("No search has been logged yet.", look=Look.NOTE)
        return
    yield from _paragraphs([*said, *_strategies(known), *_deduplication(known), *_known_papers(known)])
    yield known.grid("Searches", "Source", "How", "Platform", "Date", "Declared hits", "Records read", "Limits")
    words = (Run("Every strategy as it was run: "), Run("search_appendix.md", link="search_appendix.md"), Run("."))
    yield Paragraph(words, Look.NOTE)


def _searched(known: Material) -> Iterable[Said]:
    log = known.tables.search_log
    if log:
        sources = len({one.source for one in log})
        read = [one.read for one in log if one.file]
        yield (
            f"{many(len(log), 'search')} of {many(sources, 'source')} ".replace("searchs", "searches")
            + f"{'was' if len(log) == 1 else 'were'} logged ({searched_to(known.tables)}); "
            + f"{len(read):,} of them brought {'an export' if len(read) == 1 else 'exports'}, with "
            + f"{many(sum(one or 0 for one in read), 'record')}.",
            ("Searches", "Sources"),
        )


def _strategies(known: Material) -> Iterable[Said]:
    log = known.tables.search_log
    kept = sum(bool(one.strategy) for one in log)
    reviewed = sum(bool(one.peer_reviewed_by) for one in log)
    searches = "1 search" if len(log) == 1 else f"{len(log):,} searches"
    yield f"The strategy as run was kept for {kept:,} of {searches}; {reviewed:,} were peer reviewed.", ()


def _deduplication(known: Material) -> Iterable[Said]:
    if known.tables.records:
        before, after = many(len(known.tables.records), "record"), many(len(known.tables.unique), "unique record")
        merged = many(known.rows("Merged records"), "record")
        yield (
            f"Duplicates were found by named rules, and people's verdicts came first: {before} became {after}, since "
            f"{merged} {'was' if merged.startswith('1 ') else 'were'} merged into an earlier one.",
            ("Flow", "Merged records", "Screening log"),
        )


def _known_papers(known: Material) -> Iterable[Said]:
    whole = [row for row in known.sheets["Search recall"].rows if row[1] == "all known papers"]
    if whole:
        row = whole[0]
        yield (
            f"Of {cell_text(row[3])} known papers {cell_text(row[2])} were among the records.",
            ("Search recall",),
        )


def _screening(known: Material) -> Iterable[Part]:
    policies = {check.stage: check for check in known.tables.policies}
    lacking = {EventKind.FULL_TEXT: known.rows("Not retrieved")}
    staged = [one for one in in_order(known.tables.progress) if one.records]
    said = [_stage(one, policies.get(one.stage), lacking.get(one.stage, 0)) for one in staged]
    if not said:
        yield plain("Nothing has been screened yet.", look=Look.NOTE)
        return
    yield from _paragraphs([*said, *((one.sentence, ()) for one in known.tables.stopping)])
    yield known.grid(
        *("Agreement", "Stage", "Both decided"),
        *("Raw", "Kappa", "PABAK", "AC1", "Positive", "Negative", "Prevalence"),
    )
    yield known.grid("Excluded at full text", "Reason", "Title", "Authors", "Year")
    yield known.grid("Not retrieved", "Why not", "Title", "Authors", "Year")


def _stage(one: Progress, check: PolicyCheck | None, lacking: int) -> Said:
    """What came of a stage; `lacking` are the reports that could not be obtained, which wait for nobody."""
    name = in_words(one.stage)
    lacking = min(lacking, one.awaiting)
    noun = "records" if name.startswith("title") else "reports"
    by = f" ({POLICY_SAID[check.policy]}; {check.twice:,} were decided by two or more people)" if check else ""
    left = [
        f"{count:,} {word}"
        for count, word in (
            (one.conflicts, "were in conflict"),
            (lacking, "could not be obtained"),
            (one.awaiting - lacking, "waited for a decision"),
            (one.not_screened, "were never screened"),
        )
        if count
    ]
    rest = f"; {', '.join(left)}" if left else ""
    return (
        f"At {name}, {one.records:,} {noun} were to be decided on{by}: {one.included:,} were included and "
        f"{one.excluded:,} excluded{rest}.",
        ("Screening log",),
    )


def _coding(known: Material) -> Iterable[Part]:
    said = coding_sentences(known.tables)
    if not said:
        yield plain("Nothing has been coded yet.", look=Look.NOTE)
        return
    families = len({code.family for code in known.cover.codes})
    yield plain(f"The codebook held {len(known.cover.codes) - families:,} codes in {families:,} families.")
    for one in said:
        yield plain(one)


def _appraisal(known: Material) -> Iterable[Part]:
    studies = {one.study_id for one in included_reports(known.tables)}
    reports = {one.report_id: one.study_id for one in included_reports(known.tables)}
    seen = {reports[one.report_id] for one in known.tables.appraisals if one.report_id in reports}
    used = ", ".join(sorted({one.instrument for one in known.tables.appraisals if one.report_id in reports}))
    if seen:
        included = many(len(studies), "included study")
        yield plain(f"{len(seen):,} of {included} were appraised with {used}; no sum of answers was made.")
    else:
        yield plain("No included study has been appraised yet.")
    findings = known.tables.findings
    if findings:
        judged = sum(one.confidence is not None for one in findings)
        yield plain(
            f"People judged the confidence in {judged:,} of {many(len(findings), 'qualitative finding')} by "
            "GRADE-CERQual; counts and statements of gaps are not rated by it."
        )


def _synthesis(known: Material) -> Iterable[Part]:
    tables = known.tables
    yield plain("Everything was counted on studies; what several studies take from one source was counted once.")
    if tables.themes:
        carried = len({one for theme in tables.themes for one in theme.extract_ids})
        yield plain(f"People named {many(len(tables.themes), 'theme')} from {many(carried, 'extract')}.")
    if tables.gaps:
        declared = many(len(tables.gaps), "cell")
        confirmed = sum(bool(one.who) for one in tables.reach)
        yield plain(
            f"The protocol declares {declared} as possible gaps. For {confirmed:,} of "
            f"{many(len(tables.reach), 'pair')} of a cell and a source a person said whether the source could have "
            "found such work."
        )


def _provenance(known: Material) -> Iterable[Part]:
    closed = [one for one in in_order(known.tables.stages) if one.signed_by]
    if closed:
        said = "; ".join(f"{in_words(one.stage)} on {one.signed_at[:10]}" for one in closed)
        yield plain(f"Stages were signed off: {said}.")
    elif known.tables.stages:
        yield plain("No stage had been signed off when this was written.")
    named = [one for one in known.cover.provenance if not one.text.startswith("sha256")]
    hashes = [one for one in known.cover.provenance if one.text.startswith("sha256")]
    if named:
        yield plain(f"Software: {', '.join(f'{one.name} {one.text}' for one in named)}.")
    yield Listing(tuple((Run(f"{one.name}: "), Run(one.text, Look.CODE)) for one in hashes))
    if known.tables.shortcuts:
        yield known.grid("Shortcuts", "Shortcut", "Stage", "What that may bring", "What the decisions show")


def _boxes(known: Material) -> Iterable[Said]:
    """The flow in sentences: each way of finding records, then what is included."""
    boxes = {one.box: one.count or 0 for one in known.tables.flow}
    columns = [name for name in COLUMN_NAMES if f"{name}.screened" in boxes]
    for column in columns:
        of = {step: boxes.get(f"{column}.{step}", 0) for step in ("screened", "sought", "not_retrieved", "assessed")}
        yield (
            f"{COLUMN_NAMES[column]}: {many(of['screened'], 'record')} screened, {many(of['sought'], 'report')} "
            f"sought, {of['not_retrieved']:,} of them not retrieved, {of['assessed']:,} assessed.",
            ("Flow",),
        )
    if "included.studies" in boxes:
        studies, reports = boxes["included.studies"], boxes.get("included.reports", 0)
        verb = "is" if studies == 1 else "are"
        yield f"{many(studies, 'study')} in {many(reports, 'report')} {verb} included.", ("Flow",)


def _paragraphs(said: Iterable[Said]) -> Iterable[Part]:
    yield from (plain(text, *sheets) for text, sheets in said)
