"""Write the data package as a folder and as a zip."""

from pathlib import Path

from identification.tables import read_table
from reporting.packing import write_package
from reporting.stages import StageStatus
from workflow.job import job
from workflow.packaged_tables import described_columns, described_tables, table_kinds

with job(snakemake) as files:
    write_package(
        files.params.config,
        read_table(files.input.stages, StageStatus),
        tables=files.input.tables,
        kept=files.input.kept,
        pages=files.input.pages,
        exports=files.params.exports,
        kinds=table_kinds(),
        columns=described_columns(),
        descriptions=described_tables(),
        software={name: Path(path) for name, path in files.params.software.items()},
        folder=Path(files.output.package),
        archive=Path(files.output.archive),
    )
