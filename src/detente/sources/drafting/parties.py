"""A candidate party as an entry of a case: name, other names, kind, role, and why it is proposed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from detente.sources.drafting.candidates import Side
from detente.sources.drafting.known import adjectives

_MEDIATORS = frozenset(["United Nations", "African Union"])
"""Organizations that are taken for mediators unless the pages tell better."""


def entries(chosen: Mapping[str, Side], called: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The parties of a draft by id; no name or alias stands twice.

    ``called`` gives the one word by which the pages call a person.
    """
    home = _home(list(chosen.values()))
    taken = {it.name.casefold() for it in chosen.values()}
    found = {}
    for key, it in chosen.items():
        aliases = [name for name in _aliases(it, called) if name.casefold() not in taken]
        taken |= {name.casefold() for name in aliases}
        found[key] = _entry(it, aliases, it is home)
    return found


def _home(chosen: Sequence[Side]) -> Side | None:
    """The state whose government fights one of the groups: of those whose government or army is spoken of the first."""
    if not any(it.armed for it in chosen):
        return None
    ruled = [it for it in chosen if it.sort == "state" and it.signs["government"]]
    return max(ruled, key=lambda it: (it.signs["government"], it.weight), default=None)


def _entry(it: Side, aliases: list[str], home: bool) -> dict[str, Any]:
    kind, role, layer = _kind(it, home), _role(it, home), "internal" if home or _is_inside(it) else ""
    party: dict[str, Any] = {"name": it.name, "aliases": aliases, "kind": kind, "role": role, "layer": layer}
    return {**{key: value for key, value in party.items() if value}, "why": _why(it, role)}


def _is_inside(it: Side) -> bool:
    return it.sort == "group" and (it.armed or it.signs["unrecognised"] > 0)


def _kind(it: Side, home: bool) -> str:
    if it.sort == "state":
        return "government" if home else "state"
    words = set(it.name.split())
    if words & {"coalition", "alliance", "Coalition", "Alliance"} and it.sort == "group":
        return "coalition"
    if it.sort == "group" and words & {"Government", "Republic", "Administration", "Authority", "Emirate"}:
        return "government"
    return "armed_group" if it.armed else "organization"


def _role(it: Side, home: bool) -> str:
    if home or it.armed:
        return ""
    if it.signs["mediates"] or it.name in _MEDIATORS:
        return "mediator"
    return "patron" if it.signs["backs"] else ""


def _why(it: Side, role: str) -> str:
    why = f"Proposal: named {_times(it.named)}"
    why += f", speaks {_times(it.spoke)}" if it.spoke else ", not heard to speak"
    if it.people:
        why += f"; spoken for by {', '.join(it.people)}"
    if role == "patron":
        why += "; said to back another party"
    if role == "mediator" and it.signs["mediates"]:
        why += "; said to mediate"
    if it.signs["unrecognised"]:
        why += "; others do not recognise it, so word its name with care"
    if it.sort == "group" and it.name.casefold() in it.aliases:
        why = f"Proposal: fighters whom the pages do not name, spoken of {_times(it.named)}; give them their name"
    return why + "."


def _times(number: int) -> str:
    return f"{number} time{'' if number == 1 else 's'}"


def _aliases(it: Side, called: Mapping[str, str]) -> list[str]:
    """Other names of a party, adjectives left out, its people by whole name and as the pages call them."""
    names = [alias for alias in it.aliases if alias not in adjectives() and alias != it.name]
    for person in it.people:
        names += [person, called.get(person, person.split()[-1])]
    return list(dict.fromkeys(names))


def keys_of(names: Sequence[str]) -> list[str]:
    """Short ids from names, each once.

    >>> keys_of(["Lake Front", "Lake-Front"])
    ['lake_front', 'lake_front_2']
    """
    keys: list[str] = []
    for name in names:
        stem = re.sub(r"[\W_]+", "_", name.casefold()).strip("_")[:40] or "party"
        key, number = stem, 2
        while key in keys:
            key, number = f"{stem}_{number}", number + 1
        keys.append(key)
    return keys
