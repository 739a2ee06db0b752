"""Decisions of people put together, and the undecided records in order."""


rule screen_title_abstract:
    """Where every record stands after title and abstract screening."""
    input:
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
        records="results/identification/records.csv",
        sources="results/identification/sources.csv",
        decisions=events("title_abstract"),
        adjudications=events("adjudication"),
        stops=events("stops"),
        source=source("screen_title_abstract"),
    output:
        screened="results/screening/title_abstract.csv",
    log:
        "results/logs/screen_title_abstract.log",
    benchmark:
        "results/benchmarks/screen_title_abstract.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        criteria=made.criteria,
        policy=policy_settings(protocol, "title_abstract"),
    message:
        "Putting the title and abstract decisions together"
    script:
        "../scripts/screen_title_abstract.py"


rule screen_full_text:
    """Where every report stands after full-text screening."""
    input:
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
        records="results/identification/records.csv",
        sources="results/identification/sources.csv",
        title_abstract="results/screening/title_abstract.csv",
        decisions=events("full_text"),
        adjudications=events("adjudication"),
        source=source("screen_full_text"),
    output:
        screened="results/screening/full_text.csv",
    log:
        "results/logs/screen_full_text.log",
    benchmark:
        "results/benchmarks/screen_full_text.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        criteria=made.criteria,
        policy=policy_settings(protocol, "full_text"),
    message:
        "Putting the full-text decisions together"
    script:
        "../scripts/screen_full_text.py"


rule summarise_screening:
    """Progress, conflicts, decisions that fit no record, and what policies ask for."""
    input:
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        membership="results/identification/membership.csv",
        decisions=events("title_abstract") + events("full_text"),
        adjudications=events("adjudication") + events("duplicates") + events("edits"),
        source=source("summarise_screening"),
    output:
        progress="results/screening/progress.csv",
        conflicts="results/screening/conflicts.csv",
        unmatched="results/screening/unmatched.csv",
        policies="results/screening/policies.csv",
    log:
        "results/logs/summarise_screening.log",
    benchmark:
        "results/benchmarks/summarise_screening.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        criteria=made.criteria,
        policies=[
            policy_settings(protocol, stage)
            for stage in ("title_abstract", "full_text")
        ],
    message:
        "Counting progress"
    script:
        "../scripts/summarise_screening.py"


rule state_stopping:
    """What can be said of the records that nobody has read, by the rule of the protocol."""
    input:
        title_abstract="results/screening/title_abstract.csv",
        membership="results/identification/membership.csv",
        decisions=events("title_abstract"),
        adjudications=events("adjudication"),
        stops=events("stops"),
        source=source("state_stopping"),
    output:
        stopping="results/screening/stopping.csv",
    log:
        "results/logs/state_stopping.log",
    benchmark:
        "results/benchmarks/state_stopping.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        criteria=made.criteria,
        stopping=protocol["stopping"],
    message:
        "Stating what may be left unread"
    script:
        "../scripts/state_stopping.py"


rule read_terms:
    """The terms of every record as numbers: read once, however often the ranking is fitted anew."""
    input:
        unique="results/identification/unique.csv",
        source=source("read_terms"),
    output:
        features="results/screening/features.npz",
    log:
        "results/logs/read_terms.log",
    benchmark:
        "results/benchmarks/read_terms.tsv"
    conda:
        "../../environment.yml"
    params:
        semantic=protocol["ranking"]["semantic"],
    message:
        "Reading the terms of titles and abstracts"
    script:
        "../scripts/read_terms.py"


rule rank_records:
    """The undecided records, most likely relevant first."""
    input:
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
        title_abstract="results/screening/title_abstract.csv",
        known_papers="results/identification/known_papers.csv",
        features="results/screening/features.npz",
        stops=events("stops"),
        source=source("rank_records"),
    output:
        queue="results/screening/queue.csv",
    log:
        "results/logs/rank_records.log",
    benchmark:
        "results/benchmarks/rank_records.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        question=made.question,
        seed=protocol["seed"],
    message:
        "Ranking undecided records with what reviewers have decided so far"
    script:
        "../scripts/rank_records.py"


rule compare_reviewers:
    """How people agree, whether that drifts while they screen, and on which criteria they differ."""
    input:
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        membership="results/identification/membership.csv",
        decisions=events("title_abstract") + events("full_text"),
        source=source("compare_reviewers"),
    output:
        agreement="results/screening/agreement.csv",
        joint_agreement="results/screening/joint_agreement.csv",
        drift="results/screening/drift.csv",
        criteria="results/screening/criteria_disagreement.csv",
    log:
        "results/logs/compare_reviewers.log",
    benchmark:
        "results/benchmarks/compare_reviewers.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        criteria=made.criteria,
        excluding=[one["id"] for one in protocol["eligibility"]["exclude"]],
        seed=protocol["seed"],
    message:
        "Comparing reviewers"
    script:
        "../scripts/compare_reviewers.py"


rule assign_records:
    """Who is to read which record next."""
    input:
        queue="results/screening/queue.csv",
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        source=source("assign_records"),
    output:
        assignments="results/screening/assignments.csv",
    log:
        "results/logs/assign_records.log",
    benchmark:
        "results/benchmarks/assign_records.tsv"
    conda:
        "../../environment.yml"
    params:
        team=screeners(protocol),
        seed=protocol["seed"],
    message:
        "Sharing out what is still to be read"
    script:
        "../scripts/assign_records.py"
