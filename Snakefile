"""A rapid evidence review: people write config/ and review/, these rules write results/."""


include: "workflow/rules/common.smk"
include: "workflow/rules/identification.smk"
include: "workflow/rules/screening.smk"
include: "workflow/rules/extraction.smk"
include: "workflow/rules/synthesis.smk"
include: "workflow/rules/reporting.smk"


rule review:
    """Build everything that can be built from what there is, then say what people have to do next."""
    default_target: True
    input:
        steps="results/next_steps.md",
        deliverables=made.deliverables,
        flow="results/reporting/flow.svg",
        queue="results/screening/queue.csv",
        assignments="results/screening/assignments.csv",
        coding_assignments="results/extraction/coding_assignments.csv",
        appraisals="results/extraction/appraisals.csv",
        manifest="results/manifest.json",
        source=source("tell_next_steps"),
    log:
        "results/logs/review.log",
    conda:
        "environment.yml"
    message:
        "Saying what people have to do next"
    script:
        "workflow/scripts/tell_next_steps.py"


onerror:
    print(
        "The run stopped; the sentence above says why. Nothing that people wrote was changed.",
        file=sys.stderr,
    )
