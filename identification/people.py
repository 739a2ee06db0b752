"""Who sits here, and what are people called in what leaves the team: by role and number, or by name if names may go."""

from collections.abc import Mapping, Sequence
from typing import Any

# What a JupyterHub says to the programs that it starts for a person; the first is her login.
LOGIN, HUB = "JUPYTERHUB_USER", "JUPYTERHUB_"


def person_here(environment: Mapping[str, str]) -> str:
    """The id of the person who sits here: on a JupyterHub her login and nothing else, elsewhere the setting REVIEWER.

    >>> person_here({"REVIEWER": "ak"})
    'ak'
    >>> person_here({"REVIEWER": "ak", "JUPYTERHUB_USER": "bm"})
    'bm'
    >>> person_here({"REVIEWER": "ak", "JUPYTERHUB_API_URL": "of a hub that names nobody"})
    ''
    """
    on_a_hub = any(name.startswith(HUB) for name in environment)
    return environment.get(LOGIN if on_a_hub else "REVIEWER", "")


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
