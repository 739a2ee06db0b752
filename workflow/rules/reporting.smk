"""What commissioners receive, and what the team does next."""

# Every table that the workbook, the report and the documents print, by its name in ReviewTables.
PRINTED = {
    "sources": "results/identification/sources.csv",
    "records": "results/identification/records.csv",
    "unique": "results/identification/unique.csv",
    "merged": "results/identification/merged.csv",
    "linked": "results/identification/linked.csv",
    "doubtful": "results/identification/doubtful.csv",
    "known_papers": "results/identification/known_papers.csv",
    "recall": "results/identification/search_recall.csv",
    "overlap": "results/identification/overlap.csv",
    "shared": "results/identification/shared_records.csv",
    "search_log": "results/reporting/search_log.csv",
    "source_yield": "results/reporting/source_yield.csv",
    "prisma_s": "results/reporting/prisma_s.csv",
    "checklists": "results/reporting/checklists.csv",
    "title_abstract": "results/screening/title_abstract.csv",
    "full_text": "results/screening/full_text.csv",
    "conflicts": "results/screening/conflicts.csv",
    "unmatched": "results/screening/unmatched.csv",
    "agreement": "results/screening/agreement.csv",
    "joint_agreement": "results/screening/joint_agreement.csv",
    "drift": "results/screening/drift.csv",
    "criteria": "results/screening/criteria_disagreement.csv",
    "shortcuts": "results/reporting/shortcuts.csv",
    "progress": "results/screening/progress.csv",
    "policies": "results/screening/policies.csv",
    "stopping": "results/screening/stopping.csv",
    "documents": "results/extraction/documents.csv",
    "reports": "results/extraction/reports.csv",
    "to_retrieve": "results/extraction/to_retrieve.csv",
    "proposals": "results/extraction/study_proposals.csv",
    "covered": "results/extraction/review_overlap.csv",
    "retractions": "results/reporting/retractions.csv",
    "retraction_lists": "results/reporting/retraction_lists.csv",
    "extracts": "results/extraction/extracts.csv",
    "appraisals": "results/extraction/appraisals.csv",
    "refused": "results/extraction/refused_extracts.csv",
    "coding_check": "results/extraction/coding_check.csv",
    "differences": "results/extraction/coding_differences.csv",
    "coding_agreement": "results/extraction/coding_agreement.csv",
    "coding_sources": "results/extraction/coding_sources.csv",
    "study_findings": "results/synthesis/study_findings.csv",
    "set_aside": "results/reporting/set_aside.csv",
    "did_not_fit": "results/synthesis/did_not_fit.csv",
    "study_codes": "results/synthesis/study_codes.csv",
    "definitions": "results/synthesis/definitions.csv",
    "elements": "results/synthesis/elements.csv",
    "skills": "results/synthesis/skills.csv",
    "matrices": "results/synthesis/matrices.csv",
    "naming": "results/synthesis/naming.csv",
    "definition_overlap": "results/synthesis/overlap.csv",
    "definition_groups": "results/synthesis/definition_groups.csv",
    "skill_stability": "results/synthesis/skill_stability.csv",
    "core_sets": "results/synthesis/core_sets.csv",
    "compared": "results/synthesis/differences.csv",
    "evidence": "results/synthesis/evidence.csv",
    "gaps": "results/synthesis/gaps.csv",
    "reach": "results/synthesis/reach.csv",
    "detection": "results/synthesis/detection.csv",
    "coverage": "results/synthesis/coverage.csv",
    "funnel": "results/synthesis/funnel.csv",
    "research": "results/synthesis/research.csv",
    "themes": "results/synthesis/themes.csv",
    "theme_contexts": "results/synthesis/theme_contexts.csv",
    "theme_pairs": "results/synthesis/theme_cooccurrence.csv",
    "outside_themes": "results/synthesis/outside_themes.csv",
    "theme_proposals": "results/synthesis/proposals.csv",
    "saturation": "results/synthesis/saturation.csv",
    "saturation_curve": "results/synthesis/saturation_curve.csv",
    "sensitivity": "results/synthesis/sensitivity.csv",
    "contradictions": "results/synthesis/contradictions.csv",
    "findings": "results/synthesis/findings.csv",
    "evidence_profile": "results/synthesis/evidence_profile.csv",
    "characteristics": "results/synthesis/characteristics.csv",
    "headlines": "results/synthesis/headlines.csv",
    "stages": "results/reporting/stages.csv",
    "flow": "results/reporting/flow.csv",
    "equations": "results/reporting/equations.csv",
}


rule check_events:
    """The lines of event files that are no events, events in the wrong folder, and imports that fit no record."""
    input:
        events=made.all_events,
        imports=made.imports,
        stray=made.stray_events,
        source=source("check_events"),
    output:
        set_aside="results/reporting/set_aside_events.csv",
    log:
        "results/logs/check_events.log",
    benchmark:
        "results/benchmarks/check_events.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        criteria=made.criteria,
    message:
        "Checking the event files"
    script:
        "../scripts/check_events.py"


rule collect_set_aside:
    """Everything that people wrote and that could not be used, in one table."""
    input:
        reports="results/extraction/set_aside_reports.csv",
        codings="results/extraction/set_aside_codings.csv",
        appraisals="results/extraction/set_aside_appraisals.csv",
        themes="results/synthesis/set_aside_themes.csv",
        reach="results/synthesis/set_aside_reach.csv",
        judgements="results/synthesis/set_aside_judgements.csv",
        findings="results/synthesis/set_aside_findings.csv",
        events="results/reporting/set_aside_events.csv",
        source=source("collect_set_aside"),
    output:
        set_aside="results/reporting/set_aside.csv",
    log:
        "results/logs/collect_set_aside.log",
    benchmark:
        "results/benchmarks/collect_set_aside.tsv"
    conda:
        "../../environment.yml"
    message:
        "Collecting what could not be used"
    script:
        "../scripts/collect_set_aside.py"


rule check_retractions:
    """The records that are on the list of retractions which the team supplied."""
    input:
        lists=present("review/retractions.csv"),
        checked=present("review/retractions_checked.csv"),
        unique="results/identification/unique.csv",
        reports="results/extraction/reports.csv",
        source=source("check_retractions"),
    output:
        retractions="results/reporting/retractions.csv",
        lists="results/reporting/retraction_lists.csv",
    log:
        "results/logs/check_retractions.log",
    benchmark:
        "results/benchmarks/check_retractions.tsv"
    conda:
        "../../environment.yml"
    message:
        "Checking reports against the list of retractions"
    script:
        "../scripts/check_retractions.py"


rule check_stages:
    """How far each stage is, and what keeps it open."""
    input:
        sources="results/identification/sources.csv",
        records="results/identification/records.csv",
        unique="results/identification/unique.csv",
        linked="results/identification/linked.csv",
        doubtful="results/identification/doubtful.csv",
        flagged="results/identification/flagged.csv",
        known_papers="results/identification/known_papers.csv",
        recall="results/identification/search_recall.csv",
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        unmatched="results/screening/unmatched.csv",
        policies="results/screening/policies.csv",
        documents="results/extraction/documents.csv",
        reports="results/extraction/reports.csv",
        proposals="results/extraction/study_proposals.csv",
        retractions="results/reporting/retractions.csv",
        retraction_lists="results/reporting/retraction_lists.csv",
        extracts="results/extraction/extracts.csv",
        appraisals="results/extraction/appraisals.csv",
        refused="results/extraction/refused_extracts.csv",
        coding_check="results/extraction/coding_check.csv",
        differences="results/extraction/coding_differences.csv",
        coding_agreement="results/extraction/coding_agreement.csv",
        coding_sources="results/extraction/coding_sources.csv",
        study_findings="results/synthesis/study_findings.csv",
        set_aside="results/reporting/set_aside.csv",
        gaps="results/synthesis/gaps.csv",
        reach="results/synthesis/reach.csv",
        detection="results/synthesis/detection.csv",
        coverage="results/synthesis/coverage.csv",
        funnel="results/synthesis/funnel.csv",
        research="results/synthesis/research.csv",
        themes="results/synthesis/themes.csv",
        findings="results/synthesis/findings.csv",
        evidence_profile="results/synthesis/evidence_profile.csv",
        headlines="results/synthesis/headlines.csv",
        definitions="results/synthesis/definitions.csv",
        elements="results/synthesis/elements.csv",
        skills="results/synthesis/skills.csv",
        matrices="results/synthesis/matrices.csv",
        naming="results/synthesis/naming.csv",
        definition_overlap="results/synthesis/overlap.csv",
        definition_groups="results/synthesis/definition_groups.csv",
        skill_stability="results/synthesis/skill_stability.csv",
        core_sets="results/synthesis/core_sets.csv",
        compared="results/synthesis/differences.csv",
        pairs="results/identification/pairs.csv",
        config=CONFIG,
        codebook=CODEBOOK,
        protocol=made.protocol_files,
        sign_offs=present("review/signoff.csv"),
        source=source("check_stages"),
    output:
        stages="results/reporting/stages.csv",
        steps="results/reporting/steps.csv",
    log:
        "results/logs/check_stages.log",
    benchmark:
        "results/benchmarks/check_stages.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
        unlogged=made.unlogged,
    message:
        "Checking the stages"
    script:
        "../scripts/check_stages.py"


rule list_shortcuts:
    """What was done in a shorter way than a full systematic review would, and what the decisions show of it."""
    input:
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        policies="results/screening/policies.csv",
        stopping="results/screening/stopping.csv",
        coding_check="results/extraction/coding_check.csv",
        coding_sources="results/extraction/coding_sources.csv",
        coding_agreement="results/extraction/coding_agreement.csv",
        source=source("list_shortcuts"),
    output:
        shortcuts="results/reporting/shortcuts.csv",
    log:
        "results/logs/list_shortcuts.log",
    benchmark:
        "results/benchmarks/list_shortcuts.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Listing the shortcuts"
    script:
        "../scripts/list_shortcuts.py"


rule count_flow:
    """The boxes of the PRISMA 2020 flow and the equations between them."""
    input:
        sources="results/identification/sources.csv",
        records="results/identification/records.csv",
        unique="results/identification/unique.csv",
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        reports="results/extraction/reports.csv",
        source=source("count_flow"),
    output:
        flow="results/reporting/flow.csv",
        equations="results/reporting/equations.csv",
    log:
        "results/logs/count_flow.log",
    benchmark:
        "results/benchmarks/count_flow.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Counting the flow"
    script:
        "../scripts/count_flow.py"


rule draw_flow:
    """The PRISMA 2020 flow as a picture: SVG, PNG and PDF."""
    input:
        flow="results/reporting/flow.csv",
        stages="results/reporting/stages.csv",
        source=source("draw_flow"),
    output:
        flow="results/reporting/flow.svg",
        png="results/reporting/flow.png",
        pdf="results/reporting/flow.pdf",
    log:
        "results/logs/draw_flow.log",
    benchmark:
        "results/benchmarks/draw_flow.tsv"
    conda:
        "../../environment.yml"
    params:
        synthetic=protocol["synthetic"],
    message:
        "Drawing the flow"
    script:
        "../scripts/draw_flow.py"


rule log_searches:
    """Every search as PRISMA-S asks for it, what each source brought, and which of the items that covers."""
    input:
        searches="review/searches/searches.csv",
        strategies=made.strategies,
        sources="results/identification/sources.csv",
        records="results/identification/records.csv",
        overlap="results/identification/overlap.csv",
        reports="results/extraction/reports.csv",
        source=source("log_searches"),
    output:
        log="results/reporting/search_log.csv",
        source_yield="results/reporting/source_yield.csv",
        prisma_s="results/reporting/prisma_s.csv",
    log:
        "results/logs/log_searches.log",
    benchmark:
        "results/benchmarks/log_searches.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Logging the searches"
    script:
        "../scripts/log_searches.py"


rule write_search_appendix:
    """The search appendix: every strategy as it was run, and the PRISMA-S checklist."""
    input:
        unique="results/identification/unique.csv",
        records="results/identification/records.csv",
        search_log="results/reporting/search_log.csv",
        source_yield="results/reporting/source_yield.csv",
        prisma_s="results/reporting/prisma_s.csv",
        recall="results/identification/search_recall.csv",
        stages="results/reporting/stages.csv",
        templates=made.templates,
        source=source("write_search_appendix"),
    output:
        appendix="results/reporting/search_appendix.md",
    log:
        "results/logs/write_search_appendix.log",
    benchmark:
        "results/benchmarks/write_search_appendix.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Writing the search appendix"
    script:
        "../scripts/write_search_appendix.py"


rule draw_overlap:
    """What each source brought that no other did, and what each two share, as a picture."""
    input:
        overlap="results/identification/overlap.csv",
        shared="results/identification/shared_records.csv",
        stages="results/reporting/stages.csv",
        source=source("draw_overlap"),
    output:
        overlap="results/reporting/overlap.svg",
    log:
        "results/logs/draw_overlap.log",
    benchmark:
        "results/benchmarks/draw_overlap.tsv"
    conda:
        "../../environment.yml"
    params:
        names={one["id"]: one["name"] for one in protocol["sources"]},
        synthetic=protocol["synthetic"],
    message:
        "Drawing what sources share"
    script:
        "../scripts/draw_overlap.py"


rule fill_checklists:
    """How far each item of each reporting checklist is answered, and where."""
    input:
        search_log="results/reporting/search_log.csv",
        prisma_s="results/reporting/prisma_s.csv",
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        agreement="results/screening/agreement.csv",
        shortcuts="results/reporting/shortcuts.csv",
        progress="results/screening/progress.csv",
        policies="results/screening/policies.csv",
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        appraisals="results/extraction/appraisals.csv",
        coding_check="results/extraction/coding_check.csv",
        differences="results/extraction/coding_differences.csv",
        coding_sources="results/extraction/coding_sources.csv",
        study_findings="results/synthesis/study_findings.csv",
        definitions="results/synthesis/definitions.csv",
        skills="results/synthesis/skills.csv",
        compared="results/synthesis/differences.csv",
        sensitivity="results/synthesis/sensitivity.csv",
        findings="results/synthesis/findings.csv",
        evidence="results/synthesis/evidence.csv",
        gaps="results/synthesis/gaps.csv",
        themes="results/synthesis/themes.csv",
        headlines="results/synthesis/headlines.csv",
        flow="results/reporting/flow.csv",
        equations="results/reporting/equations.csv",
        lists=made.checklists,
        texts=made.report_texts,
        codebook=CODEBOOK,
        config=CONFIG,
        protocol=made.protocol_files,
        schema=made.checklist_schema,
        source=source("fill_checklists"),
    output:
        checklists="results/reporting/checklists.csv",
    log:
        "results/logs/fill_checklists.log",
    benchmark:
        "results/benchmarks/fill_checklists.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
    message:
        "Filling in the reporting checklists"
    script:
        "../scripts/fill_checklists.py"


rule write_tables:
    """The evidence tables as one workbook and as CSV files."""
    input:
        **PRINTED,
        events=made.all_events,
        codebook=CODEBOOK,
        config=CONFIG,
        protocol=made.protocol_files,
        source=source("write_tables"),
    output:
        workbook="results/reporting/evidence_tables.xlsx",
        tables=directory("results/reporting/tables"),
    log:
        "results/logs/write_tables.log",
    benchmark:
        "results/benchmarks/write_tables.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
    message:
        "Writing the evidence tables"
    script:
        "../scripts/write_tables.py"


rule write_report:
    """The report as one HTML file in which every extract leads to its quote and page."""
    input:
        **PRINTED,
        overlap_drawing="results/reporting/overlap.svg",
        passages=made.of_documents("passages.jsonl"),
        events=made.all_events,
        codebook=CODEBOOK,
        config=CONFIG,
        protocol=made.protocol_files,
        templates=made.templates,
        source=source("write_report"),
    output:
        report="results/reporting/report.html",
    log:
        "results/logs/write_report.log",
    benchmark:
        "results/benchmarks/write_report.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
    message:
        "Writing the report"
    script:
        "../scripts/write_report.py"


rule list_claims:
    """Everything that the review says, with the extracts and studies that it rests on."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        study_codes="results/synthesis/study_codes.csv",
        definitions="results/synthesis/definitions.csv",
        elements="results/synthesis/elements.csv",
        skills="results/synthesis/skills.csv",
        matrices="results/synthesis/matrices.csv",
        gaps="results/synthesis/gaps.csv",
        themes="results/synthesis/themes.csv",
        findings="results/synthesis/findings.csv",
        evidence_profile="results/synthesis/evidence_profile.csv",
        characteristics="results/synthesis/characteristics.csv",
        headlines="results/synthesis/headlines.csv",
        codebook=CODEBOOK,
        source=source("list_claims"),
    output:
        claims="results/reporting/claims.csv",
    log:
        "results/logs/list_claims.log",
    benchmark:
        "results/benchmarks/list_claims.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Listing the claims"
    script:
        "../scripts/list_claims.py"


rule picture_quotes:
    """A picture of each quote on its page, where its licence lets it be shown."""
    input:
        extracts="results/extraction/extracts.csv",
        reports="results/extraction/reports.csv",
        anchors="results/extraction/anchors.jsonl",
        claims="results/reporting/claims.csv",
        fulltexts=made.fulltexts,
        source=source("picture_quotes"),
    output:
        images="results/reporting/page_images.jsonl",
    log:
        "results/logs/picture_quotes.log",
    benchmark:
        "results/benchmarks/picture_quotes.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        names=made.documents,
    message:
        "Picturing the quotes"
    script:
        "../scripts/picture_quotes.py"


rule write_trace:
    """One page that leads from every claim to its quotes on their pages, and back to the searches."""
    input:
        searches="review/searches/searches.csv",
        exports=made.exports,
        records="results/identification/records.csv",
        search_log="results/reporting/search_log.csv",
        documents="results/extraction/documents.csv",
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        claims="results/reporting/claims.csv",
        images="results/reporting/page_images.jsonl",
        stages="results/reporting/stages.csv",
        passages=made.of_documents("passages.jsonl"),
        events=made.all_events,
        codebook=CODEBOOK,
        config=CONFIG,
        protocol=made.protocol_files,
        templates=made.templates,
        source=source("write_trace"),
    output:
        trace="results/reporting/trace.html",
    log:
        "results/logs/write_trace.log",
    benchmark:
        "results/benchmarks/write_trace.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
    message:
        "Writing the trace"
    script:
        "../scripts/write_trace.py"


rule map_evidence:
    """The evidence map as table, picture and page, and the figures with their numbers."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        appraisals="results/extraction/appraisals.csv",
        study_findings="results/synthesis/study_findings.csv",
        elements="results/synthesis/elements.csv",
        skills="results/synthesis/skills.csv",
        matrices="results/synthesis/matrices.csv",
        gaps="results/synthesis/gaps.csv",
        funnel="results/synthesis/funnel.csv",
        saturation="results/synthesis/saturation.csv",
        saturation_curve="results/synthesis/saturation_curve.csv",
        stages="results/reporting/stages.csv",
        events=made.all_events,
        codebook=CODEBOOK,
        config=CONFIG,
        protocol=made.protocol_files,
        templates=made.templates,
        source=source("map_evidence"),
    output:
        cells="results/reporting/evidence_map.csv",
        drawing="results/reporting/evidence_map.svg",
        page="results/reporting/evidence_map.html",
        figures=directory("results/reporting/figures"),
    log:
        "results/logs/map_evidence.log",
    benchmark:
        "results/benchmarks/map_evidence.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
    message:
        "Mapping the evidence"
    script:
        "../scripts/map_evidence.py"


rule write_package:
    """The data package: every table, decision and hash from which the review can be recounted, less what has to stay."""
    input:
        tables=written_tables,
        kept=made.all_inputs,
        pages=made.of_documents("pages.jsonl"),
        stages="results/reporting/stages.csv",
        software=list(made.software.values()),
        source=source("write_package"),
    output:
        package=directory("results/reporting/package"),
        archive="results/reporting/package.zip",
    log:
        "results/logs/write_package.log",
    benchmark:
        "results/benchmarks/write_package.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        exports=made.exports,
        software=made.software,
    message:
        "Writing the data package"
    script:
        "../scripts/write_package.py"


rule write_documents:
    """Main messages, summary and report as HTML, Word and PDF, and how long each turned out."""
    input:
        **PRINTED,
        overlap_drawing="results/reporting/overlap.svg",
        texts=made.report_texts,
        deliverables=made.deliverables,
        events=made.all_events,
        codebook=CODEBOOK,
        config=CONFIG,
        protocol=made.protocol_files,
        templates=made.templates,
        source=source("write_documents"),
    output:
        main_html="results/reporting/documents/main_messages.html",
        main_docx="results/reporting/documents/main_messages.docx",
        main_pdf="results/reporting/documents/main_messages.pdf",
        summary_html="results/reporting/documents/summary.html",
        summary_docx="results/reporting/documents/summary.docx",
        summary_pdf="results/reporting/documents/summary.pdf",
        report_html="results/reporting/documents/report.html",
        report_docx="results/reporting/documents/report.docx",
        report_pdf="results/reporting/documents/report.pdf",
        documents="results/reporting/documents.csv",
    log:
        "results/logs/write_documents.log",
    benchmark:
        "results/benchmarks/write_documents.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
        frozen="review/protocol",
    message:
        "Writing main messages, summary and report"
    script:
        "../scripts/write_documents.py"


rule write_index:
    """One page that says what the package holds, by reader."""
    input:
        documents="results/reporting/documents.csv",
        search_log="results/reporting/search_log.csv",
        stages="results/reporting/stages.csv",
        package=made.package,
        templates=made.templates,
        source=source("write_index"),
    output:
        index="results/reporting/index.html",
    log:
        "results/logs/write_index.log",
    benchmark:
        "results/benchmarks/write_index.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Writing the index page"
    script:
        "../scripts/write_index.py"


rule write_next_steps:
    """What people have to do next, in plain words."""
    input:
        stages="results/reporting/stages.csv",
        steps="results/reporting/steps.csv",
        documents="results/reporting/documents.csv",
        events=made.all_events,
        source=source("write_next_steps"),
    output:
        steps="results/next_steps.md",
    log:
        "results/logs/write_next_steps.log",
    benchmark:
        "results/benchmarks/write_next_steps.tsv"
    conda:
        "../../environment.yml"
    params:
        config=dict(protocol),
    message:
        "Writing down the next steps"
    script:
        "../scripts/write_next_steps.py"


rule write_manifest:
    """The hash of every file that this run was made from, and of everything that it made."""
    input:
        made=made.all_inputs,
        results=["results/next_steps.md", "results/reporting/index.html", *made.package],
        source=source("write_manifest"),
    output:
        manifest="results/manifest.json",
    log:
        "results/logs/write_manifest.log",
    benchmark:
        "results/benchmarks/write_manifest.tsv"
    conda:
        "../../environment.yml"
    message:
        "Writing the manifest"
    script:
        "../scripts/write_manifest.py"
