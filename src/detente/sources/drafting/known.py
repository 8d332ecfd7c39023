"""Names that a draft knows without being told: states and international organizations, by all their names."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from detente.sources.words import rows, states, word_list

Sort = Literal["state", "organization", "group"]


class Organization(NamedTuple):
    """An international organization: its names, the cities it is named by, and the whole that it is a part of."""

    names: tuple[str, ...]
    seats: tuple[str, ...]
    whole: str


@cache
def organizations() -> tuple[Organization, ...]:
    """All organizations of the table.

    >>> organizations()[0].names[:2]
    ('United Nations', 'UN')
    """
    return tuple(
        Organization(
            tuple(row["names"].split(";")),
            tuple(row["seats"].split(";")) if row["seats"] else (),
            row["whole"],
        )
        for row in rows("organizations.csv")
    )


@cache
def known_names() -> dict[str, str]:
    """Every word for a state, its adjectives, capitals and seats, and for an organization, to the name it is shown by."""
    found: dict[str, str] = {}
    for group in organizations():
        for word in group.names:
            found.setdefault(word, group.names[0])
    for it in states():
        for word in (*it.names, *it.adjectives, *it.capitals, *it.seats):
            found.setdefault(word, found.get(it.names[0], it.names[0]))
    for word in ("Secretary of State", "Secretary General", "Secretary-General"):  # offices, not names
        found.pop(word, None)
    return found


@cache
def whole_of() -> dict[str, str]:
    """A part of an organization to the whole."""
    return {it.names[0]: it.whole for it in organizations() if it.whole}


@cache
def organization_names() -> frozenset[str]:
    """The names that organizations are shown by."""
    return frozenset(it.names[0] for it in organizations())


@cache
def capital_names() -> frozenset[str]:
    """Names of capitals that are not also the name of their state."""
    named = {name for it in states() for name in it.names}
    seats = {seat for it in organizations() for seat in it.seats}
    return frozenset(name for it in states() for name in it.capitals if name not in named) | seats


@cache
def seated_in() -> dict[str, str]:
    """A city to the organization that it stands for."""
    return {seat: it.names[0] for it in organizations() for seat in it.seats}


@cache
def adjectives() -> frozenset[str]:
    """Words for what is a state's own, which are not also its name."""
    named = {name for it in states() for name in it.names}
    return frozenset(word for it in states() for word in it.adjectives if word not in named)


def sort_of(name: str) -> Sort:
    """Whether a known name is that of a state or of an organization.

    >>> sort_of("Norway"), sort_of("African Union")
    ('state', 'organization')
    """
    return "organization" if name in organization_names() else "state"


@cache
def peoples() -> frozenset[str]:
    """Words for peoples: those for what is a state's own, of which two together name a community, as `Turkish Cypriot`."""
    return (
        adjectives()
        | {f"{word}s" for word in adjectives()}
        | {"Serb", "Croat", "Cypriot", "Kurd", "Arab", "Tatar", "Greek", "Turk"}
    )


_OWN_NAME = frozenset(["Revolutionary", "National", "Republic", "Kingdom"])
"""Words before `of` and a state that make another name of it, such as that of a movement."""


_PARTS_OF_ORGANIZATIONS = frozenset(
    [
        "Mission",
        "Force",
        "Office",
        "Agency",
        "Secretariat",
        "Commission",
        "Programme",
        "Envoy",
        "Headquarters",
        "Delegation",
    ]
)


def state_of(words: str) -> str | None:
    """What a whole name stands for among the known: by its name, adjective or capital, or as a body of it.

    >>> state_of("Swedish"), state_of("Swedish Army"), state_of("Government of Sweden"), state_of("Swedish Democratic Front")
    ('Sweden', 'Sweden', 'Sweden', None)
    >>> state_of("UN"), state_of("Revolutionary Forces of Sweden")
    ('United Nations', None)
    """
    known = known_names()
    if words in known:
        return known[words]
    parts = words.split()
    for size in (4, 3, 2, 1):
        head, tail = " ".join(parts[:size]), parts[size:]
        if head in known and tail and all(part in word_list("state_bodies") for part in tail):
            return known[head]
    for size in (3, 2, 1):  # `United Nations Support Mission`
        whole = known.get(" ".join(parts[:size]))
        ends = bool(parts[size:]) and parts[-1] in _PARTS_OF_ORGANIZATIONS and " of " not in words
        if ends and whole in organization_names():
            return whole
    body, link, name = words.partition(" of ")
    bodies = (
        word_list("state_bodies") - _OWN_NAME if " " in body else word_list("state_bodies") | {"Republic", "Kingdom"}
    )
    if link and all(part in bodies for part in body.split()):
        return known.get(name.removeprefix("the "))
    return None
