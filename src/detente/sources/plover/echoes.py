"""What a sentence tells, and what it tells twice: "shelled the port, killing ten"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from detente.sources.plover.roles import Roles
from detente.sources.plover.triggers import Trigger

if TYPE_CHECKING:
    from detente.sources.coding import Modality


class Told(NamedTuple):
    """An event as one sentence tells it."""

    trigger: Trigger
    type: str
    mode: str | None
    roles: Roles
    modality: Modality


def without_echoes(found: list[Told]) -> list[Told]:
    """Leave out what a sentence says twice: "shelled the port, killing ten", "demanded ... issuing a demand".

    An event with one side only goes where another of the same type, or of the same actor in the clause above, has it.
    """
    kept: list[Told] = []
    for told in map(_with_victims(found), map(_with_demand(found), found)):
        if told.type == "REQUEST" and any(
            it.type == "PROTEST" and it.roles.actors == told.roles.actors for it in found
        ):
            continue
        others = [it for it in found if it is not told and it.type == told.type]
        whole = [it for it in others if it.roles.actors and it.roles.recipients]
        if not told.roles.recipients and any(set(told.roles.actors) & set(it.roles.actors) for it in whole):
            continue
        if not told.roles.actors and any(set(told.roles.recipients) & set(it.roles.recipients) for it in whole):
            continue
        if told.type == "ASSAULT" and not told.roles.actors and any(_may_have_hurt(it, told) for it in others):
            continue
        if _in_passing(told, found) or any(_same_sides(told, it) for it in kept if it.type == told.type):
            continue
        kept.append(told)
    return kept


def _may_have_hurt(deed: Told, hurt: Told) -> bool:
    """Whether an attack on nobody named is the one in which somebody was hurt: "two died when X attacked"."""
    if deed.modality != hurt.modality or not deed.roles.actors or deed.roles.recipients:
        return False
    return not set(deed.roles.actors) & set(hurt.roles.recipients)


def _with_victims(found: list[Told]) -> Callable[[Told], Told]:
    """Give an attack on nobody named the recipients that the same sentence says were hurt."""

    def whole(told: Told) -> Told:
        if told.type == "ASSAULT" and told.roles.actors and not told.roles.recipients:
            for it in found:
                if it.type == "ASSAULT" and not it.roles.actors and _may_have_hurt(told, it):
                    return told._replace(roles=Roles(told.roles.actors, it.roles.recipients))
        return told

    return whole


def _in_passing(told: Told, found: list[Told]) -> bool:
    """Whether a participle only adds to what the same actor does above it: "..., killing ten"."""
    token = told.trigger.token
    return (
        token.dep_ == "advcl"
        and token.tag_ == "VBG"
        and not told.roles.recipients
        and any(it is not told and set(told.roles.actors) <= set(it.roles.actors) for it in found)
    )


def _with_demand(found: list[Told]) -> Callable[[Told], Told]:
    """Give a protest the recipient of the demand that the same people make with it."""

    def whole(told: Told) -> Told:
        if told.type != "PROTEST" or told.roles.recipients:
            return told
        for it in found:
            if it.type == "REQUEST" and it.roles.actors == told.roles.actors and it.roles.recipients:
                return told._replace(roles=it.roles)
        return told

    return whole


def _same_sides(one: Told, other: Told) -> bool:
    modes = {one.mode, other.mode}
    return one.modality == other.modality and one.roles == other.roles and (len(modes) == 1 or None in modes)
