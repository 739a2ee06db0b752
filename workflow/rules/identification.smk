"""Search exports become records, records become unique records."""


rule read_searches:
    """Every record of every export, what became of each export, and what no field took."""
    input:
        searches="review/searches/searches.csv",
        exports=made.exports,
        source=source("read_searches"),
    output:
        records="results/identification/records.csv",
        sources="results/identification/sources.csv",
        raw="results/identification/raw_fields.jsonl",
    log:
        "results/logs/read_searches.log",
    benchmark:
        "results/benchmarks/read_searches.tsv"
    conda:
        "../../environment.yml"
    message:
        "Reading the search exports"
    script:
        "../scripts/read_searches.py"


rule find_duplicates:
    """What the rules say of every pair of records that has something in common."""
    input:
        records="results/identification/records.csv",
        source=source("find_duplicates"),
    output:
        pairs="results/identification/rule_pairs.csv",
    log:
        "results/logs/find_duplicates.log",
    benchmark:
        "results/benchmarks/find_duplicates.tsv"
    conda:
        "../../environment.yml"
    message:
        "Comparing records"
    script:
        "../scripts/find_duplicates.py"


rule group_records:
    """Unique records with merged metadata, after people's verdicts on pairs and edits of records."""
    input:
        records="results/identification/records.csv",
        pairs="results/identification/rule_pairs.csv",
        verdicts=events("duplicates"),
        edits=events("edits"),
        source=source("group_records"),
    output:
        pairs="results/identification/pairs.csv",
        membership="results/identification/membership.csv",
        unique="results/identification/unique.csv",
        merged="results/identification/merged.csv",
        linked="results/identification/linked.csv",
        doubtful="results/identification/doubtful.csv",
        flagged="results/identification/flagged.csv",
    log:
        "results/logs/group_records.log",
    benchmark:
        "results/benchmarks/group_records.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
        preprints=protocol["duplicates"]["preprints"],
    message:
        "Merging duplicates"
    script:
        "../scripts/group_records.py"


rule find_known_papers:
    """Which of the papers that the team knew before the searches brought, and their share (relative recall)."""
    input:
        papers=present("review/searches/known_papers.csv"),
        records="results/identification/records.csv",
        sources="results/identification/sources.csv",
        membership="results/identification/membership.csv",
        source=source("find_known_papers"),
    output:
        found="results/identification/known_papers.csv",
        recall="results/identification/search_recall.csv",
    log:
        "results/logs/find_known_papers.log",
    benchmark:
        "results/benchmarks/find_known_papers.tsv"
    conda:
        "../../environment.yml"
    params:
        no_search=made.no_search,
    message:
        "Looking for known papers"
    script:
        "../scripts/find_known_papers.py"


rule count_overlap:
    """What each source brought that no other did, and what each two share."""
    input:
        records="results/identification/records.csv",
        sources="results/identification/sources.csv",
        unique="results/identification/unique.csv",
        source=source("count_overlap"),
    output:
        overlap="results/identification/overlap.csv",
        shared="results/identification/shared_records.csv",
    log:
        "results/logs/count_overlap.log",
    benchmark:
        "results/benchmarks/count_overlap.tsv"
    conda:
        "../../environment.yml"
    message:
        "Counting what sources share"
    script:
        "../scripts/count_overlap.py"
