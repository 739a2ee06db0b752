"""How is a data package made? Its files, then what they say of themselves, then their hashes, then the zip."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from identification.people import roles_of
from identification.records import Search
from identification.tables import read_table
from reporting.conduct import last_event, notice
from reporting.contents import cover_of
from reporting.crate import METADATA, crate_metadata
from reporting.package import pack, packed_file, seal, zip_folder
from reporting.package_sources import Packing
from reporting.package_tables import DescribedColumn
from reporting.package_text import README, about_package, read_me
from reporting.stages import StageStatus
from reporting.status import interim_reasons

PROJECT = "software/pyproject.toml"


def write_package(
    config: Mapping[str, Any],
    stages: Iterable[StageStatus],
    *,
    tables: Sequence[str],
    kept: Sequence[str],
    pages: Sequence[str],
    exports: Sequence[str],
    kinds: Mapping[str, type],
    columns: Sequence[DescribedColumn],
    descriptions: Mapping[str, str],
    software: Mapping[str, Path],
    folder: Path,
    archive: Path,
    review: Path = Path(),
) -> None:
    """The package of a review in `folder` and, the same, in `archive`; same files in, same bytes out.

    What may leave is what reporting/leaving_package.py says. Paths are those below the folder of the `review`.
    """
    packing = Packing(review, config, tables, kept, pages, exports, kinds, columns, software)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = pack(packing, folder)
    mark = notice(cover_of(config, {}, interim=interim_reasons(stages)))
    days = _days(packing)
    about = about_package(config, files, mark=mark, days=days, project=software[PROJECT])
    (folder / README).write_text(read_me(about, files, packing.may, mark), encoding="utf-8")
    files = [*files, packed_file(folder, README)]
    seal(files, crate_metadata(files, about, descriptions), METADATA, folder)
    zip_folder(folder, archive)


def _days(packing: Packing) -> list[str]:
    """The day of the last event of a person, else those of the searches: a package has no other date."""
    events = [packing.folder / path for path in packing.kept if path.startswith("review/events/")]
    lines = [path for path in events if path.suffix == ".jsonl"]
    if day := last_event(lines, roles_of(packing.config["reviewers"])):
        return [day]
    logs = [packing.folder / path for path in packing.kept if path == "review/searches/searches.csv"]
    return [search.date for log in logs for search in read_table(log, Search)]
