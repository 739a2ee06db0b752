"""What do people make of the extracts? Their themes, checked: every extract exists and every theme has support."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extraction.documents import Extract, SetAside
from identification.errors import InputError
from identification.protocol import check_schema
from identification.vocabulary import CodeStatus
from identification.yaml_files import read_yaml
from synthesis.quotes import by_origin
from synthesis.statements import ThemeRow
from synthesis.states import Coded, independent_studies

Theme = Mapping[str, Any]


def read_themes(paths: Iterable[Path | str], schema_path: Path) -> list[dict[str, Any]]:
    """The themes that people wrote in themes.yaml, checked against its schema; none where there is no file yet."""
    return read_listed(paths, schema_path, "themes")


def read_listed(paths: Iterable[Path | str], schema_path: Path, key: str) -> list[dict[str, Any]]:
    """What people listed in a file below one key, each entry with an id of its own; none where there is no file yet."""
    files = [read_yaml(Path(path)) for path in paths]
    for file in files:
        check_schema(file, read_yaml(schema_path).values)
    for file in files:
        ids = [one["id"] for one in file.values.get(key) or []]
        for place, one in enumerate(ids):
            if one in ids[:place]:
                line = file.line_of((key, place, "id"))
                fault = f"the {key.removesuffix('s')} '{one}' is there twice."
                raise InputError(fault, file=file.path, line=line, remedy="Give each its id.")
    return [one for file in files for one in file.values.get(key) or []]


def support_themes(themes: Sequence[Theme], coded: Coded) -> tuple[list[ThemeRow], list[SetAside]]:
    """Each theme with the extracts and studies that carry it; an analytical theme rests on those of its parts.

    An extract that does not stand or holds no quote, a part that does not exist, a circle of parts and a theme without
    support are set aside by name.
    """
    by_id = {extract.extract_id: extract for extract in (*coded.extracts, *coded.beside)}
    named = {str(theme["id"]): theme for theme in themes}
    rows = [_row(theme, named, by_id, coded) for theme in themes]
    return rows, [fault for theme, row in zip(themes, rows, strict=True) for fault in _faults(theme, row, named, by_id)]


def holding(listed: Iterable[str], by_id: Mapping[str, Extract]) -> list[str]:
    """Those of the listed extracts that stand and hold a quote, once each and in order of their ids."""
    return sorted(one for one in set(listed) if one in by_id and by_id[one].status != CodeStatus.LOOKED_NOT_FOUND)


def unusable(listed: Iterable[str], by_id: Mapping[str, Extract], subject: str, where: str) -> Iterable[SetAside]:
    """What of the listed extracts carries nothing, each with the reason."""
    for extract in listed:
        if extract not in by_id:
            yield SetAside(subject, where, f"the extract '{extract}' does not stand", "Remove it or code it again.")
        elif by_id[extract].status == CodeStatus.LOOKED_NOT_FOUND:
            yield SetAside(subject, where, f"the extract '{extract}' is a look in vain and no quote", "Remove it.")


def _row(theme: Theme, named: Mapping[str, Theme], by_id: Mapping[str, Extract], coded: Coded) -> ThemeRow:
    parts = [part for part in theme.get("parts", []) if part in named]
    extracts = holding(_listed_below(theme, named, "extracts", set()), by_id)
    counted = [by_id[extract] for extract in extracts if by_id[extract] not in coded.beside]
    own, shared = independent_studies(coded, counted)
    quotes, quoting = by_origin(counted, coded)
    negative = _standing(theme.get("negative", []), by_id)
    below = _standing(_listed_below(theme, named, "negative", set()), by_id)
    return ThemeRow(
        theme_id=str(theme["id"]),
        name=str(theme["name"]),
        level=str(theme["level"]),
        statement=str(theme.get("statement", "")),
        studies=len(own) + len(shared),
        extract_ids=tuple(extracts),
        study_ids=tuple(sorted(own.union(*shared))),
        parts=tuple(parts),
        negative=negative,
        no_negative_case=str(theme.get("no_negative_case", "")).strip(),
        negative_of_parts=tuple(one for one in below if one not in negative),
        quotes=len(quotes),
        quoting=len(quoting),
    )


def _standing(listed: Iterable[str], by_id: Mapping[str, Extract]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(listed) if holding([one], by_id))


def _listed_below(theme: Theme, named: Mapping[str, Theme], key: str, seen: set[str]) -> list[str]:
    """What a theme and all that it rests on list below a key, whatever rests on what."""
    seen.add(str(theme["id"]))
    below = [named[part] for part in theme.get("parts", []) if part in named and part not in seen]
    return [*theme.get(key, []), *(one for part in below for one in _listed_below(part, named, key, seen))]


def _faults(
    theme: Theme, row: ThemeRow, named: Mapping[str, Theme], by_id: Mapping[str, Extract]
) -> Iterable[SetAside]:
    subject, where = f"theme {theme['id']}", "themes.yaml"
    listed, negative = theme.get("extracts", []), theme.get("negative", [])
    yield from unusable([*listed, *negative], by_id, subject, where)
    for extract in sorted(set(listed) & set(negative)):
        yield SetAside(subject, where, f"the extract '{extract}' speaks for and against it", "Decide on one side.")
    for part in theme.get("parts", []):
        if part not in named:
            yield SetAside(subject, where, f"the theme '{part}' does not exist", "Correct the id.")
    if circle := _circle(str(theme["id"]), named):
        yield SetAside(subject, where, f"it rests on itself: {' on '.join(circle)}", "Take one of these parts out.")
    if not listed and not theme.get("parts"):
        yield SetAside(subject, where, "the theme rests on no extract", "Name its extracts.")
    elif not row.extract_ids:
        yield SetAside(subject, where, "no extract that stands carries it", "Name extracts, or remove the theme.")
    if negative and row.no_negative_case:
        why = "it lists negative cases and says that there is none"
        yield SetAside(subject, where, why, "Keep 'negative' or 'no_negative_case'.")


def _circle(start: str, named: Mapping[str, Theme]) -> list[str]:
    """The way by which a theme rests on itself, the shortest one; empty where it does not."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        for part in map(str, named[way[-1]].get("parts", [])):
            if part == start:
                return [*way, start]
            if part in named and part not in seen:
                seen.add(part)
                ways.append([*way, part])
    return []
