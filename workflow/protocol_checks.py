"""Do the protocol's words fit the codebook? A slip of the pen would count nothing where something was meant."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from extraction.codebook import Codebook
from extraction.instruments import Instrument
from identification.errors import InputError, nearest
from identification.vocabulary import Role
from identification.yaml_files import read_yaml


def check_declared(protocol: Mapping[str, Any], codebook: Codebook, config: Path) -> None:
    """Gaps, questions and the evidence map name what is in the codebook, or an `InputError` says where not."""
    for place, gap in enumerate(protocol["gaps"]):
        _check_gap(gap, codebook, config, place)
    for place, question in enumerate(protocol["questions"]):
        _check_question(question, codebook, config, place)
    _check_map(protocol["evidence_map"], codebook, config)


def check_instruments(protocol: Mapping[str, Any], instruments: Iterable[Instrument], config: Path) -> None:
    """An instrument that the protocol names and that is no file would have no items to answer."""
    known = [one.id for one in instruments]
    for position, name in enumerate(protocol["appraisal"]["instruments"]):
        if name not in known:
            line = read_yaml(config).line_of(("appraisal", "instruments", position))
            likely = nearest(name, known)
            remedy = f"Did you mean '{likely}'?" if likely else "Put its YAML file there; the template has two."
            raise InputError(
                f"the instrument '{name}' is not in config/instruments.", file=config, line=line, remedy=remedy
            )


def _check_gap(gap: Mapping[str, Any], codebook: Codebook, config: Path, place: int) -> None:
    """A gap that fits no codebook would state that nothing was assessed, which is another thing."""
    families = [family.id for family in codebook.families]
    if gap["family"] not in families:
        fault = f"the gap '{gap['id']}' names the family '{gap['family']}', which is not in codebook.yaml."
        line = read_yaml(config).line_of(("gaps", place, "family"))
        raise InputError(fault, file=config, line=line, remedy=f"Use one of {', '.join(families)}.")
    for position, code in enumerate(gap["codes"]):
        if code not in codebook or codebook.family_of(code).id != gap["family"]:
            fault = f"the gap '{gap['id']}' names the code '{code}', which is not in codebook.yaml."
            line = read_yaml(config).line_of(("gaps", place, "codes", position))
            raise InputError(fault, file=config, line=line, remedy="Correct or add it below that family.")


def _check_question(question: Mapping[str, Any], codebook: Codebook, config: Path, place: int) -> None:
    """A question that no family answers by a slip of the pen would stand there as unanswered."""
    families = [family.id for family in codebook.families]
    for position, name in enumerate(question.get("families") or ()):
        if name not in families:
            fault = f"the question '{question['id']}' names the family '{name}', which is not in codebook.yaml."
            line = read_yaml(config).line_of(("questions", place, "families", position))
            raise InputError(fault, file=config, line=line, remedy=f"Use one of {', '.join(families)}.")


def _check_map(declared: Mapping[str, Any], codebook: Codebook, config: Path) -> None:
    """A row or column that is in no codebook would make an empty map."""
    families = [family.id for family in codebook.families]
    values = [code.id for family in codebook.families if family.role == Role.CHARACTERISTICS for code in family.codes]
    allowed = {"rows": ["gaps", *families], "columns": ["perspectives", *families, *values], "split": values}
    for key, words in allowed.items():
        named = declared[key] if key == "split" else [declared[key]]
        for word in named:
            if word not in words:
                fault = f"'{word}' cannot be the {key} of evidence_map: it is not in codebook.yaml."
                line = read_yaml(config).line_of(("evidence_map", key))
                raise InputError(fault, file=config, line=line, remedy=f"Use one of {', '.join(words)}.")
