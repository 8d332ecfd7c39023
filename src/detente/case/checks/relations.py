"""Checks of relations, facts and measures."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.acts import OF_PAIR, OF_PARTY, effects_without_number
from detente.case.checks.subject import Subject
from detente.case.findings import Problem
from detente.case.model import Act


def relation_parties(subject: Subject) -> Iterator[Problem]:
    """Relations and fighting join two different declared parties."""
    for section in ("relations", "fighting"):
        for place, it in enumerate(getattr(subject.case, section)):
            yield from subject.unknown_parties((section, place, "from"), [it.from_])
            yield from subject.unknown_parties((section, place, "to"), [it.to])
            if it.from_ == it.to:
                yield Problem(
                    "self-relation", (section, place), f"`{it.from_}` stands on both ends", "name two parties"
                )


def relation_repeated(subject: Subject) -> Iterator[Problem]:
    """One entry per ordered pair."""
    for section in ("relations", "fighting"):
        seen: set[tuple[str, str]] = set()
        for place, it in enumerate(getattr(subject.case, section)):
            if (it.from_, it.to) in seen:
                yield Problem(
                    "pair-repeated", (section, place), f"{it.from_} to {it.to} stands twice under `{section}`",
                    "keep one of them",
                )  # fmt: skip
            seen.add((it.from_, it.to))


def _acts(subject: Subject) -> Iterator[tuple[str, str, Act]]:
    for section in ("facts", "measures"):
        for key, act in getattr(subject.case, section).items():
            yield section, key, act


def act_parties(subject: Subject) -> Iterator[Problem]:
    """Facts and measures name declared parties and issues."""
    for section, key, act in _acts(subject):
        yield from subject.unknown_parties((section, key, "by"), [act.by])
        for place, effect in enumerate(act.effects):
            loc = (section, key, "effects", place)
            for field, party in (("party", effect.party), ("from", effect.from_), ("to", effect.to)):
                yield from subject.unknown_parties((*loc, field), [party])
            yield from subject.unknown_issues((*loc, "issue"), [effect.issue])


OF_POSITION = ("salience", "position", "stated", "bottom_line", "red_line")


def effect_target(subject: Subject) -> Iterator[Problem]:
    """An effect names what it changes: a party, a party and an issue, or a pair of parties."""
    for section, key, act in _acts(subject):
        for place, effect in enumerate(act.effects):
            loc = (section, key, "effects", place)
            if not effect.changes:
                yield Problem(
                    "effect-empty", loc, "this effect changes nothing", 'add a change, such as capability: "+12"'
                )
            for name in effect.changes:
                if name in OF_PAIR and not (effect.from_ and effect.to):
                    yield Problem("effect-target", (*loc, name), f"`{name}` belongs to a pair", "add `from` and `to`")
                elif name in OF_POSITION and not (effect.party and effect.issue):
                    yield Problem(
                        "effect-target",
                        (*loc, name),
                        f"`{name}` belongs to a party on an issue",
                        "add `party` and `issue`",
                    )
                elif name in OF_PARTY and not effect.party:
                    yield Problem("effect-target", (*loc, name), f"`{name}` belongs to a party", "add `party`")


def effect_without_number(subject: Subject) -> Iterator[Problem]:
    """An effect changes a number that the case gives; without one it changes nothing."""
    for loc, missing in effects_without_number(subject.case):
        yield Problem(
            "effect-without-number", loc, f"this effect changes nothing: {missing}", "give the number, or remove the effect",
            "warning",
        )  # fmt: skip


def fact_after_as_of(subject: Subject) -> Iterator[Problem]:
    """The numbers hold at ``as_of``; a later fact is not yet in them."""
    as_of = subject.case.as_of
    for key, fact in subject.case.facts.items():
        if as_of is not None and fact.date > as_of:
            yield Problem(
                "fact-after-as-of", ("facts", key, "date"), f"fact `{key}` is dated after the case ({as_of})",
                "move it to `measures`, or move `as_of`", "warning",
            )  # fmt: skip


CHECKS = (relation_parties, relation_repeated, act_parties, effect_target, effect_without_number, fact_after_as_of)
