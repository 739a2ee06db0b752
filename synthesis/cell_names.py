"""Which cells does a name speak of: a gap (`edi`), a code of it (`edi:EDI.AGE`), one cell (`edi:EDI.AGE:workforce`)?"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from synthesis.states import DeclaredGap

Named = TypeVar("Named")


def covers(name: str, cell_id: str) -> bool:
    """Whether a name speaks of a cell.

    >>> covers("edi:EDI.SEX", "edi:EDI.SEX:workforce"), covers("edi:EDI.SEX", "edi:EDI.SEXUAL:workforce")
    (True, False)
    """
    return cell_id == name or cell_id.startswith(f"{name}:")


def narrowest(named: Iterable[tuple[str, Named]], cell_id: str) -> Named | None:
    """What is said of a cell under the narrowest name that covers it."""
    found = [(name.count(":"), place, one) for place, (name, one) in enumerate(named) if covers(name, cell_id)]
    return max(found, key=lambda each: (each[0], -each[1]))[2] if found else None


def names_of(declared: Iterable[DeclaredGap]) -> set[str]:
    """Every name that speaks of a declared cell; the family itself is one of the codes."""
    found: set[str] = set()
    for gap in declared:
        codes = [f"{gap.id}:{code}" for code in (gap.family, *gap.codes)]
        found |= {gap.id, *codes, *(f"{code}:{one}" for code in codes for one in gap.perspectives)}
    return found


def is_known_for(name: str, cell_id: str) -> bool:
    """Whether a known paper that was listed under a name speaks of a cell: of its own cells and of their family's.

    A name without perspective speaks of both; that of a whole gap of its family's cells only. A bare code is one of any
    gap.

    >>> [is_known_for("edi:EDI.RACE:workforce", f"edi:{one}") for one in ("EDI:workforce", "EDI:community")]
    [True, False]
    """
    gap, code, perspective = cell_id.split(":")
    if ":" not in name and name != gap:
        name = f"{gap}:{name}"
    parts: Sequence[str] = (*name.split(":"), "", "")[:3]
    same_family = parts[1].split(".")[0] == code if parts[1] else "." not in code
    return parts[0] == gap and (parts[1] == code or same_family) and parts[2] in ("", perspective)
