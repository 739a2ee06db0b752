"""How a review runs: Snakemake rules, their ten-line scripts, and the commands that people give on purpose."""
