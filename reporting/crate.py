"""What is in the data package, in words that other programs read? The metadata of an RO-Crate.

RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) with the profiles Process Run Crate and Workflow Run Crate 0.5
(https://w3id.org/ro/wfrun/workflow/0.5). Not the Provenance Run Crate: which job ran when is in no file that leaves.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from reporting.package_tables import PackagedFile

METADATA = "ro-crate-metadata.json"
CRATE = "https://w3id.org/ro/crate/1.1"
CONTEXT = (f"{CRATE}/context", "https://w3id.org/ro/terms/workflow-run/context")
PROFILES: Mapping[str, tuple[str, str]] = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
SNAKEMAKE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
WORKFLOW = "software/Snakefile"
NO_LICENCE = "#no-licence"
FORMATS: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "yaml": "application/yaml",
    "md": "text/markdown",
    "svg": "image/svg+xml",
    "smk": "text/x-python",
    "py": "text/x-python",
}
MADE_BY_RUN = "results/"
Entity = dict[str, Any]


@dataclass(frozen=True)
class About:
    """What the crate says of the review: no date but that of the last human event, and no person."""

    title: str
    description: str
    date: str
    licence: str
    software: tuple[tuple[str, str], ...]
    version: str


def crate_metadata(files: Iterable[PackagedFile], about: About, descriptions: Mapping[str, str]) -> str:
    """The text of ro-crate-metadata.json; `descriptions` says of a path what a row of the table is."""
    listed = sorted((one for one in files if not one.stays), key=lambda one: one.path)
    graph = [
        _descriptor(),
        _root(listed, about),
        _licence(about.licence),
        *(_file(one, descriptions) for one in listed if one.path != WORKFLOW),
        *(_workflow(one, about) for one in listed if one.path == WORKFLOW),
        _run([one.path for one in listed], about),
        _entity("#team", "Organization", name="The review team", description="People stand in people.csv by role."),
        _entity(SNAKEMAKE, "ComputerLanguage", name="Snakemake", url=_ref("https://snakemake.readthedocs.io")["@id"]),
        *(_software(name, version) for name, version in about.software),
        *(_entity(url, "CreativeWork", name=name, version=version) for url, (name, version) in PROFILES.items()),
    ]
    return json.dumps({"@context": list(CONTEXT), "@graph": graph}, indent=2, ensure_ascii=False) + "\n"


def licence_address(licence: str) -> str:
    """The address of a licence that config.yaml names by its SPDX id or by its address.

    >>> licence_address("CC-BY-4.0"), licence_address("OGL-UK-3.0")
    ('https://creativecommons.org/licenses/by/4.0/', 'https://spdx.org/licenses/OGL-UK-3.0')
    """
    if re.match(r"https?://", licence):
        return licence
    if found := re.fullmatch(r"CC-([A-Z-]+)-(\d\.\d)", licence):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if found := re.fullmatch(r"CC0-(\d\.\d)", licence):
        return f"https://creativecommons.org/publicdomain/zero/{found[1]}/"
    return f"https://spdx.org/licenses/{licence}" if licence else NO_LICENCE


def _descriptor() -> Entity:
    conforms = [_ref(CRATE), _ref("https://w3id.org/workflowhub/workflow-ro-crate/1.0")]
    return _entity(METADATA, "CreativeWork", about=_ref("./"), conformsTo=conforms)


def _root(files: Sequence[PackagedFile], about: About) -> Entity:
    return _entity(
        "./",
        "Dataset",
        name=about.title,
        description=about.description,
        datePublished=about.date,
        license=_ref(licence_address(about.licence)),
        conformsTo=[_ref(url) for url in PROFILES],
        author=_ref("#team"),
        publisher=_ref("#team"),
        mainEntity=_ref(WORKFLOW),
        mentions=_ref("#run"),
        hasPart=[_ref(one.path) for one in files],
    )


def _licence(licence: str) -> Entity:
    if not licence:
        said = "The team has named no licence for this package (licence in config.yaml): nothing may be assumed."
        return _entity(NO_LICENCE, "CreativeWork", name="No licence named", description=said)
    said = "For what the team made; quotes and citations belong to those who wrote them."
    return _entity(licence_address(licence), "CreativeWork", name=licence, identifier=licence, description=said)


def _file(one: PackagedFile, descriptions: Mapping[str, str]) -> Entity:
    of_crate = {"about": _ref("./")} if one.path == "README.md" else {}
    return _entity(one.path, "File", **_of_file(one), description=_described(one.path, descriptions), **of_crate)


def _of_file(one: PackagedFile) -> Entity:
    suffix = one.path.rsplit(".", 1)[-1].lower()
    name = one.path.rsplit("/", 1)[-1]
    format_ = FORMATS.get(suffix, "text/plain")
    return {"name": name, "encodingFormat": format_, "contentSize": str(one.bytes), "sha256": one.sha256}


def _described(path: str, descriptions: Mapping[str, str]) -> str:
    if path in descriptions:
        return f"{descriptions[path]} Its columns stand in columns.csv."
    return next((said for place, said in PLACES.items() if path.startswith(place)), "A file of the review.")


PLACES: Mapping[str, str] = {
    "config/instruments/": "An appraisal instrument.",
    "config/": "What the team decided: the protocol or the codebook.",
    "review/protocol/": "A frozen version of the protocol, or why it was amended.",
    "review/searches/strategies/": "A search strategy as it was run.",
    "review/searches/": "A search export, as it was downloaded.",
    "review/events/": "What people did, one event a line; events.csv has the hash of each.",
    "review/report/": "What the team wrote for the report.",
    "review/": "What people decided.",
    "software/": "The software that the results were made with.",
    "results/extraction/": "The pages of a full text under an open licence, as text.",
    "results/": "A result of the workflow.",
    "protocol_in_effect.json": "The protocol with all defaults filled in: what verify recounts with.",
    "README.md": "What this package is, and how it is checked.",
}


def _workflow(one: PackagedFile, about: About) -> Entity:
    return _entity(
        one.path,
        ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        **_of_file(one) | {"name": "rapid-evidence-review"},
        description="From search exports to evidence tables; its rules lie in software/workflow/rules.",
        version=about.version,
        license=_ref("https://spdx.org/licenses/MIT"),
        programmingLanguage=_ref(SNAKEMAKE),
        softwareRequirements=[_ref(_id_of(*one)) for one in about.software],
        url="https://spdx.org/licenses/MIT",
    )


def _run(paths: Sequence[str], about: About) -> Entity:
    made = [path for path in paths if path.startswith(MADE_BY_RUN)]
    used = [path for path in paths if path.startswith(("config/", "review/"))]
    said = "When it ran is not recorded: the same files give the same package, whenever it is made."
    return _entity(
        "#run",
        "CreateAction",
        name=f"Run of the workflow for: {about.title}",
        description=said,
        instrument=_ref(WORKFLOW),
        agent=_ref("#team"),
        object=[_ref(path) for path in used],
        result=[_ref(path) for path in made],
        actionStatus="http://schema.org/CompletedActionStatus",
    )


def _software(name: str, version: str) -> Entity:
    address = _id_of(name, version)
    return _entity(address, "SoftwareApplication", name=name, softwareVersion=version, url=address)


def _id_of(name: str, version: str) -> str:
    if name == "Python":
        return f"https://www.python.org/downloads/release/python-{version.replace('.', '')}/"
    return f"https://pypi.org/project/{name}/{version}/"


def _ref(name: str) -> dict[str, str]:
    return {"@id": _address(name)}


def _entity(name: str, kind: str | list[str], /, **values: Any) -> Entity:
    return {"@id": _address(name), "@type": kind, **values}


def _address(name: str) -> str:
    """A path as an address within the crate: percent-encoded where RFC 3986 asks for it."""
    return quote(name, safe="/:#.-_~?=&+,;@%" if name.startswith(("http", "#")) else "/.-_~")
