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
    """Unique records with merged metadata, after people's verdicts on pairs."""
    input:
        records="results/identification/records.csv",
        pairs="results/identification/rule_pairs.csv",
        verdicts=events("duplicates"),
        source=source("group_records"),
    output:
        pairs="results/identification/pairs.csv",
        membership="results/identification/membership.csv",
        unique="results/identification/unique.csv",
    log:
        "results/logs/group_records.log",
    benchmark:
        "results/benchmarks/group_records.tsv"
    conda:
        "../../environment.yml"
    params:
        people=made.people,
    message:
        "Merging duplicates"
    script:
        "../scripts/group_records.py"
