"""What are people called in what leaves the team? By role and number, by name only where the protocol lets names go."""

from collections.abc import Mapping, Sequence
from typing import Any


def roles_of(reviewers: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The role of each person, by id."""
    return {one["id"]: one["role"] for one in reviewers}


def name_of(number: int, reviewer: Mapping[str, Any], *, named: bool) -> str:
    """A person by role and place in config.yaml, unless names may leave the team.

    >>> name_of(1, {"id": "ak", "name": "Ann Kay", "role": "lead"}, named=False)
    'person 1, lead'
    >>> name_of(1, {"id": "ak", "name": "Ann Kay", "role": "lead"}, named=True)
    'Ann Kay, lead'
    """
    role = reviewer.get("role") or "reviewer"
    return f"{reviewer.get('name') or reviewer['id']}, {role}" if named else f"person {number}, {role}"


def names_out(reviewers: Sequence[Mapping[str, Any]], *, named: bool) -> dict[str, str]:
    """What each person is called outside the team, by id."""
    return {one["id"]: name_of(number, one, named=named) for number, one in enumerate(reviewers, start=1)}


def ids_by_name(reviewers: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The id of a person by all that a file may call her: id, name, and what our own exports call her; small letters.

    A name that two people share is nobody's.
    """
    found: dict[str, set[str]] = {}
    for number, one in enumerate(reviewers, start=1):
        ways = (one["id"], one.get("name") or "", *(name_of(number, one, named=named) for named in (True, False)))
        for way in filter(None, ways):
            found.setdefault(way.casefold(), set()).add(one["id"])
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}
