"""Decisions of people put together, and the undecided records in order."""


rule screen_title_abstract:
    """Where every record stands after title and abstract screening."""
    input:
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
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
        policy=protocol["screening"]["title_abstract"]["policy"],
    message:
        "Putting the title and abstract decisions together"
    script:
        "../scripts/screen_title_abstract.py"


rule screen_full_text:
    """Where every report stands after full-text screening."""
    input:
        unique="results/identification/unique.csv",
        membership="results/identification/membership.csv",
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
        policy=protocol["screening"]["full_text"]["policy"],
    message:
        "Putting the full-text decisions together"
    script:
        "../scripts/screen_full_text.py"


rule summarise_screening:
    """Progress, agreement, conflicts, decisions that fit no record, and what can be said of the unread."""
    input:
        title_abstract="results/screening/title_abstract.csv",
        full_text="results/screening/full_text.csv",
        membership="results/identification/membership.csv",
        decisions=events("title_abstract") + events("full_text"),
        adjudications=events("adjudication") + events("duplicates"),
        source=source("summarise_screening"),
    output:
        progress="results/screening/progress.csv",
        agreement="results/screening/agreement.csv",
        joint_agreement="results/screening/joint_agreement.csv",
        conflicts="results/screening/conflicts.csv",
        unmatched="results/screening/unmatched.csv",
        stopping="results/screening/stopping.csv",
    log:
        "results/logs/summarise_screening.log",
    benchmark:
        "results/benchmarks/summarise_screening.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        seed=protocol["seed"],
        stopping=protocol["stopping"],
    message:
        "Counting progress and agreement"
    script:
        "../scripts/summarise_screening.py"


rule rank_records:
    """The undecided records, most likely relevant first."""
    input:
        unique="results/identification/unique.csv",
        title_abstract="results/screening/title_abstract.csv",
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
        question=made.question,
        seed=protocol["seed"],
    message:
        "Ranking undecided records with what reviewers have decided so far"
    script:
        "../scripts/rank_records.py"
