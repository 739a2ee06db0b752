"""Say what people have to do next; the last thing that a run prints."""

from pathlib import Path

from workflow.job import job
from workflow.review import for_this_folder

with job(snakemake) as files:
    print(for_this_folder(Path(files.input.steps).read_text(encoding="utf-8"), Path.cwd()), flush=True)
