"""What do people make of the extracts? Their themes, checked: every extract exists and every theme has support."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extraction.documents import Extract, SetAside
from identification.errors import InputError
from identification.protocol import check_schema, read_yaml
from synthesis.statements import ThemeRow
from synthesis.states import Coded, independent_studies


def read_themes(paths: Iterable[Path | str], schema_path: Path) -> list[dict[str, Any]]:
    """The themes that people wrote in themes.yaml, checked against its schema; none where there is no file yet."""
    files = [read_yaml(Path(path)) for path in paths]
    for file in files:
        check_schema(file, read_yaml(schema_path).values)
    for file in files:
        ids = [theme["id"] for theme in file.values["themes"]]
        for place, one in enumerate(ids):
            if one in ids[:place]:
                line = file.line_of(("themes", place, "id"))
                raise InputError(
                    f"the theme '{one}' is there twice.", file=file.path, line=line, remedy="Give each its id."
                )
    return [theme for file in files for theme in file.values["themes"]]


def support_themes(themes: Sequence[Mapping[str, Any]], coded: Coded) -> tuple[list[ThemeRow], list[SetAside]]:
    """Each theme with the extracts and studies that carry it; an analytical theme rests on those of its parts.

    An extract that does not stand, a part that does not exist and a theme without support are set aside by name.
    """
    by_id = {extract.extract_id: extract for extract in (*coded.extracts, *coded.beside)}
    named = {str(theme["id"]): theme for theme in themes}
    rows = [_row(theme, named, by_id, coded) for theme in themes]
    return rows, [fault for theme in themes for fault in _faults(theme, named, by_id)]


def _row(
    theme: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]], by_id: Mapping[str, Extract], coded: Coded
) -> ThemeRow:
    parts = [part for part in theme.get("parts", []) if part in named]
    listed = _extracts_below(theme, named, set())
    extracts = sorted({extract for extract in listed if extract in by_id})
    counted = [by_id[extract] for extract in extracts if by_id[extract] not in coded.beside]
    own, shared = independent_studies(coded, counted)
    return ThemeRow(
        theme_id=str(theme["id"]),
        name=str(theme["name"]),
        level=str(theme["level"]),
        statement=str(theme.get("statement", "")),
        studies=len(own) + len(shared),
        extract_ids=tuple(extracts),
        study_ids=tuple(sorted(own.union(*shared))),
        parts=tuple(parts),
        negative=tuple(extract for extract in theme.get("negative", []) if extract in by_id),
    )


def _extracts_below(theme: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]], seen: set[str]) -> list[str]:
    """The extracts of a theme and of all that it rests on, whatever rests on what."""
    seen.add(str(theme["id"]))
    below = [named[part] for part in theme.get("parts", []) if part in named and part not in seen]
    return [*theme.get("extracts", []), *(e for part in below for e in _extracts_below(part, named, seen))]


def _faults(theme: Mapping[str, Any], named: Mapping[str, Any], by_id: Mapping[str, Extract]) -> Iterable[SetAside]:
    subject, where = f"theme {theme['id']}", "themes.yaml"
    for extract in [*theme.get("extracts", []), *theme.get("negative", [])]:
        if extract not in by_id:
            yield SetAside(subject, where, f"the extract '{extract}' does not stand", "Remove it or code it again.")
    for part in theme.get("parts", []):
        if part not in named:
            yield SetAside(subject, where, f"the theme '{part}' does not exist", "Correct the id.")
    if not theme.get("extracts") and not theme.get("parts"):
        yield SetAside(subject, where, "the theme rests on no extract", "Name its extracts.")
