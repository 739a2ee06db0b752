"""Extracts become matrices, themes and gap statements, counted on studies."""


rule state_codes:
    """What each included study says of each code: present, absent, or not known."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        suggestions="results/extraction/suggestions.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("state_codes"),
    output:
        study_codes="results/synthesis/study_codes.csv",
    log:
        "results/logs/state_codes.log",
    benchmark:
        "results/benchmarks/state_codes.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
    message:
        "Stating what each study says"
    script:
        "../scripts/state_codes.py"


rule count_findings:
    """Definitions and their elements, skills and every other family, counted on studies."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        study_codes="results/synthesis/study_codes.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("count_findings"),
    output:
        definitions="results/synthesis/definitions.csv",
        elements="results/synthesis/elements.csv",
        skills="results/synthesis/skills.csv",
        matrices="results/synthesis/matrices.csv",
        characteristics="results/synthesis/characteristics.csv",
        did_not_fit="results/synthesis/did_not_fit.csv",
        study_findings="results/synthesis/study_findings.csv",
    log:
        "results/logs/count_findings.log",
    benchmark:
        "results/benchmarks/count_findings.tsv"
    conda:
        "../../environment.yml"
    params:
        core_share=protocol["skills_core_share"],
    message:
        "Counting findings on studies"
    script:
        "../scripts/count_findings.py"


rule name_codes:
    """Which study names which skill or other counted code, of its own or taken over from a source."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        study_codes="results/synthesis/study_codes.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("name_codes"),
    output:
        naming="results/synthesis/naming.csv",
    log:
        "results/logs/name_codes.log",
    benchmark:
        "results/benchmarks/name_codes.tsv"
    conda:
        "../../environment.yml"
    message:
        "Telling who names which code"
    script:
        "../scripts/name_codes.py"


rule measure_overlap:
    """How much definitions of independent origin share, beside what chance would give."""
    input:
        definitions="results/synthesis/definitions.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("measure_overlap"),
    output:
        overlap="results/synthesis/overlap.csv",
        groups="results/synthesis/definition_groups.csv",
    log:
        "results/logs/measure_overlap.log",
    benchmark:
        "results/benchmarks/measure_overlap.tsv"
    conda:
        "../../environment.yml"
    params:
        seed=protocol["seed"],
    message:
        "Comparing definitions"
    script:
        "../scripts/measure_overlap.py"


rule measure_stability:
    """How firm the core set of skills is."""
    input:
        skills="results/synthesis/skills.csv",
        naming="results/synthesis/naming.csv",
        source=source("measure_stability"),
    output:
        stability="results/synthesis/skill_stability.csv",
        core_sets="results/synthesis/core_sets.csv",
    log:
        "results/logs/measure_stability.log",
    benchmark:
        "results/benchmarks/measure_stability.tsv"
    conda:
        "../../environment.yml"
    params:
        core_share=protocol["skills_core_share"],
        seed=protocol["seed"],
    message:
        "Testing the core set of skills"
    script:
        "../scripts/measure_stability.py"


rule find_differences:
    """Whether studies of one setting or design name a code more often than the others."""
    input:
        naming="results/synthesis/naming.csv",
        characteristics="results/synthesis/characteristics.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("find_differences"),
    output:
        differences="results/synthesis/differences.csv",
    log:
        "results/logs/find_differences.log",
    benchmark:
        "results/benchmarks/find_differences.tsv"
    conda:
        "../../environment.yml"
    params:
        compare_by=protocol["compare_by"],
    message:
        "Comparing studies by their characteristics"
    script:
        "../scripts/find_differences.py"


rule state_reach:
    """Whether each source could have found work on each gap cell: what its strategy proposes, what people say."""
    input:
        searches="review/searches/searches.csv",
        strategies=made.strategies,
        reach=present("review/reach.csv"),
        codebook="results/extraction/codebook.jsonl",
        source=source("state_reach"),
    output:
        reach="results/synthesis/reach.csv",
        set_aside="results/synthesis/set_aside_reach.csv",
    log:
        "results/logs/state_reach.log",
    benchmark:
        "results/benchmarks/state_reach.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
        sources=protocol["sources"],
        exclusions=made.exclusions,
        people=made.people,
    message:
        "Asking whether the searches reach each gap"
    script:
        "../scripts/state_reach.py"


rule measure_detection:
    """What two coders of one full text both found of each gap's family."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        first="results/extraction/first_extracts.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("measure_detection"),
    output:
        detection="results/synthesis/detection.csv",
    log:
        "results/logs/measure_detection.log",
    benchmark:
        "results/benchmarks/measure_detection.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
        seed=protocol["seed"],
    message:
        "Measuring what coders find"
    script:
        "../scripts/measure_detection.py"


rule count_coverage:
    """What of the records and reports nobody has seen."""
    input:
        title_abstract="results/screening/title_abstract.csv",
        stopping="results/screening/stopping.csv",
        policies="results/screening/policies.csv",
        reports="results/extraction/reports.csv",
        source=source("count_coverage"),
    output:
        coverage="results/synthesis/coverage.csv",
    log:
        "results/logs/count_coverage.log",
    benchmark:
        "results/benchmarks/count_coverage.tsv"
    conda:
        "../../environment.yml"
    message:
        "Counting what nobody has seen"
    script:
        "../scripts/count_coverage.py"


rule count_funnel:
    """Records that mention a gap's codes in title or abstract, and who passed each step."""
    input:
        unique="results/identification/unique.csv",
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        reports="results/extraction/reports.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("count_funnel"),
    output:
        funnel="results/synthesis/funnel.csv",
    log:
        "results/logs/count_funnel.log",
    benchmark:
        "results/benchmarks/count_funnel.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
    message:
        "Following what mentions a gap through the steps"
    script:
        "../scripts/count_funnel.py"


rule read_judgements:
    """Why people call something a gap, and the research that would close it."""
    input:
        findings=present("review/findings.yaml"),
        schema=made.findings_schema,
        source=source("read_judgements"),
    output:
        research="results/synthesis/research.csv",
        set_aside="results/synthesis/set_aside_judgements.csv",
    log:
        "results/logs/read_judgements.log",
    benchmark:
        "results/benchmarks/read_judgements.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
        people=made.people,
    message:
        "Reading what people judge of gaps"
    script:
        "../scripts/read_judgements.py"


rule state_gaps:
    """Every declared gap cell with its states, its limits, its sentence, and what counts as evidence."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        study_codes="results/synthesis/study_codes.csv",
        reach="results/synthesis/reach.csv",
        papers="results/identification/known_papers.csv",
        double="results/synthesis/detection.csv",
        coverage="results/synthesis/coverage.csv",
        funnel="results/synthesis/funnel.csv",
        research="results/synthesis/research.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("state_gaps"),
    output:
        gaps="results/synthesis/gaps.csv",
        evidence="results/synthesis/evidence.csv",
    log:
        "results/logs/state_gaps.log",
    benchmark:
        "results/benchmarks/state_gaps.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
    message:
        "Stating gaps"
    script:
        "../scripts/state_gaps.py"


rule support_themes:
    """People's themes with the extracts and studies that carry them."""
    input:
        themes=present("review/themes.yaml"),
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        codebook="results/extraction/codebook.jsonl",
        schema=made.themes_schema,
        source=source("support_themes"),
    output:
        themes="results/synthesis/themes.csv",
        contexts="results/synthesis/theme_contexts.csv",
        co_occurrence="results/synthesis/theme_cooccurrence.csv",
        outside="results/synthesis/outside_themes.csv",
        set_aside="results/synthesis/set_aside_themes.csv",
    log:
        "results/logs/support_themes.log",
    benchmark:
        "results/benchmarks/support_themes.tsv"
    conda:
        "../../environment.yml"
    message:
        "Checking themes"
    script:
        "../scripts/support_themes.py"


rule propose_themes:
    """Groups of the quotes that fit no code, for people to name, merge, split or refuse."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        themes="results/synthesis/themes.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("propose_themes"),
    output:
        proposals="results/synthesis/proposals.csv",
    log:
        "results/logs/propose_themes.log",
    benchmark:
        "results/benchmarks/propose_themes.tsv"
    conda:
        "../../environment.yml"
    params:
        seed=protocol["seed"],
    message:
        "Proposing groups of what fits no code"
    script:
        "../scripts/propose_themes.py"


rule measure_saturation:
    """Whether further studies still bring new codes, over many orders of the studies."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("measure_saturation"),
    output:
        saturation="results/synthesis/saturation.csv",
        curve="results/synthesis/saturation_curve.csv",
    log:
        "results/logs/measure_saturation.log",
    benchmark:
        "results/benchmarks/measure_saturation.tsv"
    conda:
        "../../environment.yml"
    params:
        seed=protocol["seed"],
    message:
        "Measuring saturation"
    script:
        "../scripts/measure_saturation.py"


rule test_sensitivity:
    """What changes when weak studies, grey literature, a country or quoted findings are left out."""
    input:
        themes=present("review/themes.yaml"),
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        suggestions="results/extraction/suggestions.csv",
        appraisals="results/extraction/appraisals.csv",
        unique="results/identification/unique.csv",
        codebook="results/extraction/codebook.jsonl",
        instruments="results/extraction/instruments.jsonl",
        schema=made.themes_schema,
        source=source("test_sensitivity"),
    output:
        sensitivity="results/synthesis/sensitivity.csv",
    log:
        "results/logs/test_sensitivity.log",
    benchmark:
        "results/benchmarks/test_sensitivity.tsv"
    conda:
        "../../environment.yml"
    params:
        gaps=protocol["gaps"],
        core_share=protocol["skills_core_share"],
        weak_from=protocol["sensitivity"]["weak_from"],
        kinds={one["id"]: one["kind"] for one in protocol["sources"]},
    message:
        "Testing what the results rest on"
    script:
        "../scripts/test_sensitivity.py"


rule list_contradictions:
    """Quotes of independent studies that speak against each other, side by side."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        themes="results/synthesis/themes.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("list_contradictions"),
    output:
        contradictions="results/synthesis/contradictions.csv",
    log:
        "results/logs/list_contradictions.log",
    benchmark:
        "results/benchmarks/list_contradictions.tsv"
    conda:
        "../../environment.yml"
    message:
        "Listing contradictions"
    script:
        "../scripts/list_contradictions.py"


rule profile_findings:
    """The qualitative findings that people wrote, with their evidence and people's confidence."""
    input:
        findings=present("review/findings.yaml"),
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        appraisals="results/extraction/appraisals.csv",
        themes="results/synthesis/themes.csv",
        codebook="results/extraction/codebook.jsonl",
        instruments="results/extraction/instruments.jsonl",
        schema=made.findings_schema,
        source=source("profile_findings"),
    output:
        findings="results/synthesis/findings.csv",
        profile="results/synthesis/evidence_profile.csv",
        set_aside="results/synthesis/set_aside_findings.csv",
    log:
        "results/logs/profile_findings.log",
    benchmark:
        "results/benchmarks/profile_findings.tsv"
    conda:
        "../../environment.yml"
    params:
        questions=[one["id"] for one in protocol["questions"]],
    message:
        "Profiling the findings"
    script:
        "../scripts/profile_findings.py"


rule state_headlines:
    """The sentences that answer the standing questions."""
    input:
        reports="results/extraction/reports.csv",
        extracts="results/extraction/extracts.csv",
        definitions="results/synthesis/definitions.csv",
        elements="results/synthesis/elements.csv",
        overlap="results/synthesis/overlap.csv",
        skills="results/synthesis/skills.csv",
        core_sets="results/synthesis/core_sets.csv",
        gaps="results/synthesis/gaps.csv",
        codebook="results/extraction/codebook.jsonl",
        source=source("state_headlines"),
    output:
        headlines="results/synthesis/headlines.csv",
    log:
        "results/logs/state_headlines.log",
    benchmark:
        "results/benchmarks/state_headlines.tsv"
    conda:
        "../../environment.yml"
    message:
        "Writing the headline sentences"
    script:
        "../scripts/state_headlines.py"
