"""What a command was given: words that are wanted, known or dates, and the review that they are about."""

import shlex
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from identification.errors import InputError, nearest
from identification.protocol import read_protocol

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "workflow/schemas/config.schema.yaml"
TEMPLATE = "TEMPLATE:"

Values = Mapping[str, str]


def protocol_files(review: Path) -> dict[str, Path]:
    """The files that a freeze keeps, by the names that it keeps them under."""
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    return {"config.yaml": review / "config/config.yaml", "codebook.yaml": review / protocol["codebook"]}


def review_of(values: Values) -> Path:
    """The folder of the review that a command is about."""
    review = path_of(values.get("REVIEW") or str(ROOT))
    if not (review / "config/config.yaml").exists():
        raise InputError(f"{review} holds no review.", remedy="Start one with: make new REVIEW=folder")
    return review


def result_of(review: Path, name: str) -> Path:
    """A file of results, which a run has to have made."""
    if not (review / name).is_file():
        raise InputError("there are no results yet.", remedy=f"Run the review first: make run REVIEW={quoted(review)}")
    return review / name


def quoted(path: Path) -> str:
    """A path as a shell takes it."""
    return shlex.quote(str(path))


def path_of(word: str) -> Path:
    """The path that a person named."""
    return Path(word).expanduser().resolve()


def wanted(values: Values, key: str, meaning: str) -> str:
    """The word that a command cannot do without."""
    if not values.get(key):
        raise InputError(f"{key} is missing.", remedy=f"Give {key}=..., {meaning}.")
    return values[key]


def member(review: Path, values: Values) -> str:
    """The person who gives the command, who has to be on the team: her name stands in the report."""
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    who = wanted(values, "WHO", "your id in config.yaml")
    return one_of(who, [reviewer["id"] for reviewer in protocol["reviewers"]], "WHO")


def check_filled_in(config: Path) -> None:
    """Nothing when the protocol has none of the template's words left in it."""
    for number, line in enumerate(config.read_text(encoding="utf-8").splitlines(), start=1):
        if TEMPLATE in line and not line.lstrip().startswith("#"):
            raise InputError("this is still the template's text.", file=config, line=number, remedy="Fill it in first.")


def one_of(word: str, known: list[str], key: str) -> str:
    """The word, when it is known; else an `InputError` with the likeliest."""
    if word not in known:
        likely = nearest(word, known)
        remedy = f"Did you mean '{likely}'?" if likely else f"Known here: {', '.join(known)}."
        raise InputError(f"{key} is '{word}', which is not known.", remedy=remedy)
    return word


def whole_number(word: str) -> int | None:
    """A whole number, or None where none was given."""
    if word and not word.isdecimal():
        raise InputError(
            f"HITS is '{word}', not a whole number.", remedy="Give the number of hits as the source told it."
        )
    return int(word) if word else None


def now() -> str:
    """This moment as events and sign-offs carry it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
