"""Full texts become pages and passages, codings become extracts."""


rule check_codebook:
    """The codebook, checked, in the form that the jobs read."""
    input:
        codebook=CODEBOOK,
        schema=made.codebook_schema,
        source=source("check_codebook"),
    output:
        codebook="results/extraction/codebook.jsonl",
    log:
        "results/logs/check_codebook.log",
    benchmark:
        "results/benchmarks/check_codebook.tsv"
    conda:
        "../../environment.yml"
    message:
        "Checking the codebook"
    script:
        "../scripts/check_codebook.py"


rule check_instruments:
    """The appraisal instruments, checked, in the form that the jobs read."""
    input:
        instruments=made.instruments,
        schema=made.instrument_schema,
        source=source("check_instruments"),
    output:
        instruments="results/extraction/instruments.jsonl",
    log:
        "results/logs/check_instruments.log",
    benchmark:
        "results/benchmarks/check_instruments.tsv"
    conda:
        "../../environment.yml"
    message:
        "Checking the appraisal instruments"
    script:
        "../scripts/check_instruments.py"


rule read_document:
    """The pages, passages, lines and tables of one full text, or the reason why it has none."""
    input:
        document="review/fulltexts/{document}",
        source=text_layer("read_document"),
    output:
        document="results/extraction/{document}/document.jsonl",
        pages="results/extraction/{document}/pages.jsonl",
        passages="results/extraction/{document}/passages.jsonl",
        lines="results/extraction/{document}/lines.jsonl",
        tables="results/extraction/{document}/tables.jsonl",
    log:
        "results/logs/read_document/{document}.log",
    benchmark:
        "results/benchmarks/read_document/{document}.tsv"
    conda:
        "../../environment.yml"
    message:
        "Reading {wildcards.document}"
    script:
        "../scripts/read_document.py"


rule suggest_codes:
    """Passages of one full text that the codebook proposes for its codes."""
    input:
        passages="results/extraction/{document}/passages.jsonl",
        pages="results/extraction/{document}/pages.jsonl",
        codebook="results/extraction/codebook.jsonl",
        source=source("suggest_codes"),
    output:
        suggestions="results/extraction/{document}/suggestions.jsonl",
        refused="results/extraction/{document}/refused_suggestions.jsonl",
    log:
        "results/logs/suggest_codes/{document}.log",
    benchmark:
        "results/benchmarks/suggest_codes/{document}.tsv"
    conda:
        "../../environment.yml"
    message:
        "Suggesting codes for {wildcards.document}"
    script:
        "../scripts/suggest_codes.py"


rule name_documents:
    """What the metadata of each full text say that it is."""
    input:
        documents=made.fulltexts,
        source=source("name_documents"),
    output:
        named="results/extraction/named.csv",
    log:
        "results/logs/name_documents.log",
    benchmark:
        "results/benchmarks/name_documents.tsv"
    conda:
        "../../environment.yml"
    params:
        names=made.documents,
    message:
        "Looking into the metadata of full texts"
    script:
        "../scripts/name_documents.py"


rule match_documents:
    """Which file belongs to which record: certain, for a person to say, or none."""
    input:
        documents=made.of_documents("document.jsonl"),
        pages=made.of_documents("pages.jsonl"),
        named="results/extraction/named.csv",
        unique="results/identification/unique.csv",
        matches=present("review/fulltexts/matches.csv"),
        source=source("match_documents"),
    output:
        documents="results/extraction/documents.csv",
        matches="results/extraction/document_matches.csv",
        matched="results/extraction/matched.csv",
    log:
        "results/logs/match_documents.log",
    benchmark:
        "results/benchmarks/match_documents.tsv"
    conda:
        "../../environment.yml"
    message:
        "Matching full texts to records"
    script:
        "../scripts/match_documents.py"


rule list_reports:
    """The reports of the review: how the search for each ended, and which reviews cover which others."""
    input:
        documents="results/extraction/documents.csv",
        document_matches="results/extraction/document_matches.csv",
        passages=made.of_documents("passages.jsonl"),
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        matches=present("review/fulltexts/matches.csv"),
        retrieval=present("review/fulltexts/retrieval.csv"),
        studies=present("review/studies.csv"),
        source=source("list_reports"),
    output:
        reports="results/extraction/reports.csv",
        covered="results/extraction/review_overlap.csv",
        set_aside="results/extraction/set_aside_reports.csv",
    log:
        "results/logs/list_reports.log",
    benchmark:
        "results/benchmarks/list_reports.tsv"
    conda:
        "../../environment.yml"
    params:
        names=made.documents,
    message:
        "Listing the reports"
    script:
        "../scripts/list_reports.py"


rule propose_studies:
    """Which included reports may tell of one study, with what speaks for it."""
    input:
        reports="results/extraction/reports.csv",
        pages=made.of_documents("pages.jsonl"),
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
        linked="results/identification/linked.csv",
        pairs="results/identification/pairs.csv",
        studies=present("review/studies.csv"),
        source=source("propose_studies"),
    output:
        proposals="results/extraction/study_proposals.csv",
    log:
        "results/logs/propose_studies.log",
    benchmark:
        "results/benchmarks/propose_studies.tsv"
    conda:
        "../../environment.yml"
    params:
        names=made.documents,
    message:
        "Looking for reports of one study"
    script:
        "../scripts/propose_studies.py"


rule list_to_retrieve:
    """The reports whose full text is still wanted, each with the address to begin at."""
    input:
        unique="results/identification/unique.csv",
        reports="results/extraction/reports.csv",
        source=source("list_to_retrieve"),
    output:
        to_retrieve="results/extraction/to_retrieve.csv",
    log:
        "results/logs/list_to_retrieve.log",
    benchmark:
        "results/benchmarks/list_to_retrieve.tsv"
    conda:
        "../../environment.yml"
    message:
        "Listing the full texts that are still wanted"
    script:
        "../scripts/list_to_retrieve.py"


rule anchor_codings:
    """The codings whose quotes are found again at their place, and those that are not."""
    input:
        codings=events("coding"),
        verifications=events("verification"),
        reports="results/extraction/reports.csv",
        matched="results/extraction/matched.csv",
        documents="results/extraction/documents.csv",
        pages=made.of_documents("pages.jsonl"),
        passages=made.of_documents("passages.jsonl"),
        codebook="results/extraction/codebook.jsonl",
        source=source("anchor_codings"),
    output:
        extracts="results/extraction/extracts.csv",
        anchors="results/extraction/anchors.jsonl",
        refused="results/extraction/refused_extracts.csv",
        first="results/extraction/first_extracts.csv",
        set_aside="results/extraction/set_aside_codings.csv",
    log:
        "results/logs/anchor_codings.log",
    benchmark:
        "results/benchmarks/anchor_codings.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        names=made.documents,
    message:
        "Finding coded quotes again"
    script:
        "../scripts/anchor_codings.py"


rule collect_suggestions:
    """All suggestions in one table, each document's scored by what people decided in the others."""
    input:
        suggestions=made.of_documents("suggestions.jsonl"),
        passages=made.of_documents("passages.jsonl"),
        codings=events("coding"),
        codebook="results/extraction/codebook.jsonl",
        source=source("collect_suggestions"),
    output:
        suggestions="results/extraction/suggestions.csv",
    log:
        "results/logs/collect_suggestions.log",
    benchmark:
        "results/benchmarks/collect_suggestions.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
    message:
        "Collecting suggestions"
    script:
        "../scripts/collect_suggestions.py"


rule collect_appraisals:
    """What people answered to the items of the appraisal instruments, a row an answer."""
    input:
        appraisals=events("appraisal"),
        reports="results/extraction/reports.csv",
        matched="results/extraction/matched.csv",
        instruments="results/extraction/instruments.jsonl",
        source=source("collect_appraisals"),
    output:
        appraisals="results/extraction/appraisals.csv",
        set_aside="results/extraction/set_aside_appraisals.csv",
    log:
        "results/logs/collect_appraisals.log",
    benchmark:
        "results/benchmarks/collect_appraisals.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
    message:
        "Collecting appraisals"
    script:
        "../scripts/collect_appraisals.py"


rule assign_coding:
    """Who codes, checks and appraises which full text, and how far everybody is."""
    input:
        reports="results/extraction/reports.csv",
        matched="results/extraction/matched.csv",
        documents="results/extraction/documents.csv",
        extracts="results/extraction/extracts.csv",
        refused="results/extraction/refused_extracts.csv",
        verifications=events("verification"),
        appraisals="results/extraction/appraisals.csv",
        instruments="results/extraction/instruments.jsonl",
        codebook="results/extraction/codebook.jsonl",
        source=source("assign_coding"),
    output:
        assignments="results/extraction/coding_assignments.csv",
        check="results/extraction/coding_check.csv",
    log:
        "results/logs/assign_coding.log",
    benchmark:
        "results/benchmarks/assign_coding.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        policy=coding_settings(protocol),
    message:
        "Sharing out what is to be coded"
    script:
        "../scripts/assign_coding.py"


rule compare_coders:
    """What two coders coded differently, how they agree, and where extracts came from."""
    input:
        codings=events("coding"),
        extracts="results/extraction/extracts.csv",
        refused="results/extraction/refused_extracts.csv",
        first="results/extraction/first_extracts.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("compare_coders"),
    output:
        differences="results/extraction/coding_differences.csv",
        agreement="results/extraction/coding_agreement.csv",
        sources="results/extraction/coding_sources.csv",
    log:
        "results/logs/compare_coders.log",
    benchmark:
        "results/benchmarks/compare_coders.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        seed=protocol["seed"],
    message:
        "Comparing coders"
    script:
        "../scripts/compare_coders.py"
