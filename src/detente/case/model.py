"""The case: what people believe about a conflict and its negotiation, with ranges and evidence.

Every field is defined here and nowhere else: the reader, the JSON Schema, the reference page and the
checks all read its unit, limits, default and meaning from these types. All types are frozen; a change
is an :class:`~detente.case.edits.Edit` that gives a new case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812  (a field is called date)
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, PrivateAttr, field_validator

from detente.case.ceasefires import CeasefireDesign, Engagement, Overlap, Ripeness, Spoiler
from detente.case.claims import Claim, Evidence, Judged, Key, Source
from detente.case.conflict import Conflict
from detente.case.deals import UTILITY, Deals
from detente.case.document import Loc
from detente.case.experts import MOST_EXPERTS, Expert, Judgement, Pooling, SeedQuestion
from detente.case.numbers import Change, Hundred, Mark, NonNegative, Number, Share
from detente.case.pooling import Pool, pools_of
from detente.case.settings import MethodSettings
from detente.case.shifts import Shifted
from detente.case.trust import Event, TrustSettings


class Party(Judged):
    """One side of the conflict or the negotiation (the literature's actor, player or decision maker)."""

    name: str = Field("", description="Full name; without one the id is shown.")
    aliases: tuple[str, ...] = Field((), description="Other names coverage uses for it, its people included.")
    description: str = Field("", description="What a reader should know about it.")
    kind: Literal["state", "government", "armed_group", "coalition", "organization"] = Field(
        "state", description="What it is."
    )
    role: Literal["at_table", "absent", "excluded", "patron", "mediator"] = Field(
        "at_table", description="Its place in the negotiation."
    )
    layer: Literal["internal", "regional", "international"] = Field(
        "international", description="Within the country, within the region, or beyond."
    )
    capability: NonNegative | None = Field(
        None,
        description="Ability to affect the outcome, on any one scale for all parties.",
        json_schema_extra={"unit": "any one scale", "assumed": "1 where no party has one"},
    )
    patience: Share | None = Field(
        None,
        description="Weight of the next round against this one.",
        json_schema_extra={"unit": "0 to 1 a round"},
    )
    collapse: Share | None = Field(
        None,
        description="Chance per round that an agreement dies for outside reasons.",
        json_schema_extra={"unit": "0 to 1 a round"},
    )
    peace_worth: Number | None = Field(
        None, description="What a kept ceasefire is worth to it over fighting.", json_schema_extra={"unit": UTILITY}
    )
    harm: NonNegative | None = Field(
        None, description="What it loses by being fought while a ceasefire holds.", json_schema_extra={"unit": UTILITY}
    )
    regrowth: Number | None = Field(
        None,
        description="How much stronger it grows in a round in which a ceasefire holds; below 0 it declines.",
        json_schema_extra={
            "unit": "share of its capability a round",
            "assumed": "a stated share of the effort it frees",
        },
    )
    war_chance: Share | None = Field(
        None,
        description="Chance of prevailing in war as the party itself sees it.",
        json_schema_extra={"unit": "0 to 1", "assumed": "contest success of capabilities"},
    )
    war_cost: Share | None = Field(
        None,
        description="What war would cost it, as a share of all that is at stake.",
        json_schema_extra={"unit": "0 to 1", "assumed": "peace_worth / 100, else 0.1"},
    )
    reservation: Number | None = Field(
        None,
        description="Utility of no agreement; may lie below every package.",
        json_schema_extra={"unit": UTILITY, "assumed": "the utility of all issues' reference"},
    )
    columns: dict[str, str] = Field({}, description="Columns of an imported table that detente has no field for.")


class Issue(Judged):
    """One question on the table, with a worded scale."""

    name: str = Field("", description="Short name; without one the id is shown.")
    question: str = Field("", description="The question it asks, in plain words.")
    description: str = Field("", description="What a reader should know about it.")
    scale: dict[Mark, str] = Field(
        {0.0: "", 100.0: ""},
        description="Marks in the issue's own units, each with its wording; the range runs from the lowest "
        "to the highest.",
        json_schema_extra={"unit": "the issue's own"},
    )
    unit: str = Field("", description="Unit of the scale, such as months; empty for a judged scale.")
    reference: Number | None = Field(
        None, description="What holds without agreement.", json_schema_extra={"unit": "on the scale"}
    )
    capability: dict[Key, NonNegative] = Field(
        {},
        description="Capability of a party on this issue only, in place of its general one.",
        json_schema_extra={"unit": "any one scale"},
    )
    columns: dict[str, str] = Field({}, description="Columns of an imported table that detente has no field for.")

    @property
    def low(self) -> float:
        """Lowest mark of the scale."""
        return min(self.scale)

    @property
    def high(self) -> float:
        """Highest mark of the scale."""
        return max(self.scale)


class Position(Judged):
    """Where a party stands on an issue."""

    position: Number = Field(
        description="What it would choose if it could choose alone.", json_schema_extra={"unit": "on the scale"}
    )
    salience: Hundred | None = Field(
        None,
        description="How much the issue matters to it.",
        json_schema_extra={"unit": "0 to 100", "assumed": "50, and said so"},
    )
    stated: Number | None = Field(
        None, description="What it says in public, where that differs.", json_schema_extra={"unit": "on the scale"}
    )
    bottom_line: Number | None = Field(
        None, description="The farthest point it would accept.", json_schema_extra={"unit": "on the scale"}
    )
    red_line: Number | None = Field(
        None,
        description="Alternatives beyond this, seen from its position, are excluded for it.",
        json_schema_extra={"unit": "on the scale"},
    )
    columns: dict[str, str] = Field({}, description="Columns of an imported table that detente has no field for.")


class Relation(Judged):
    """How one party stands toward another; directed."""

    from_: Key = Field(alias="from", description="The party whose view or influence it is.")
    to: Key = Field(description="The party it is directed at.")
    sign: Literal[-1, 0, 1] = Field(0, description="1 friendly, -1 hostile, 0 neither.")
    influence: Hundred | None = Field(
        None, description="How far it can move the other.", json_schema_extra={"unit": "0 to 100"}
    )
    trust: Hundred | None = Field(
        None, description="Chance it gives the other of keeping a promise.", json_schema_extra={"unit": "0 to 100"}
    )
    trust_weight: NonNegative | None = Field(
        None,
        description="How many past encounters that trust is worth.",
        json_schema_extra={"unit": "encounters", "assumed": "2, and said so"},
    )


class Effect(Claim):
    """What a fact or a measure changes."""

    party: Key | None = Field(None, description="The party whose number changes.")
    issue: Key | None = Field(None, description="The issue, where the number belongs to one.")
    from_: Key | None = Field(None, alias="from", description="First party of a relation or engagement.")
    to: Key | None = Field(None, description="Second party of a relation or engagement.")
    capability: Change | None = Field(None, description="Change of capability.")
    salience: Change | None = Field(None, description="Change of salience.")
    position: Change | None = Field(None, description="Change of position.")
    stated: Change | None = Field(None, description="Change of the stated position.")
    bottom_line: Change | None = Field(None, description="Change of the bottom line.")
    red_line: Change | None = Field(None, description="Change of the red line.")
    reservation: Change | None = Field(None, description="Change of the utility of no agreement.")
    trust: Change | None = Field(None, description="Change of trust between the two parties.")
    influence: Change | None = Field(None, description="Change of influence between the two parties.")
    intensity: Change | None = Field(None, description="Change of the intensity of fighting between them.")

    @property
    def changes(self) -> dict[str, Change]:
        """The changes it makes, by field name."""
        return {name: value for name, value in self if isinstance(value, Change)}


class Act(Judged):
    """Something a party does that changes numbers of the case."""

    by: Key = Field(description="The party that acts.")
    what: str = Field(description="What it does, in a few words.")
    effects: tuple[Effect, ...] = Field((), description="What it changes.")


class Fact(Act):
    """A fact on the ground: dated and done."""

    date: Date = Field(description="The day it happened or was decided.", json_schema_extra={"unit": "year-month-day"})


class Measure(Act):
    """Something a party could do and has not done."""

    cost: NonNegative | None = Field(
        None, description="What it costs the party.", json_schema_extra={"unit": "any one scale"}
    )
    kind: Literal["persuasion", "extraction", "termination", "limitation", "deprivation", "gratification"] | None = (
        Field(None, description="Type of leverage (Touval and Zartman).")
    )


class Link(Claim):
    """Numbers that are wrong together: they share one draw."""

    numbers: tuple[str, ...] = Field(
        description="Paths of numbers that rise together, such as `parties.usa.capability`."
    )
    opposite: tuple[str, ...] = Field((), description="Paths of numbers that fall as those rise.")
    why: str = Field("", description="The reason, in a sentence.")


class Case(Claim):
    """A conflict and its negotiation as people believe them to stand on a day.

    >>> case = Case(id="two", issues={"price": Issue(scale={0: "free", 100: "dear"})})
    >>> case.issues["price"].high
    100.0
    """

    detente: Literal[1] = Field(1, description="Version of the case format.")
    id: Key = Field(description="Short name of the case.")
    title: str = Field("", description="Title.")
    as_of: Date | None = Field(
        None,
        description="The day the numbers hold, with all facts dated up to then.",
        json_schema_extra={"unit": "year-month-day"},
    )
    description: str = Field("", description="What the case is about and what it can show.")
    citation: str = Field("", description="Publication it comes from.")
    unknowns: tuple[str, ...] = Field((), description="What the case does not know, a sentence each.")
    parties: dict[Key, Party] = Field({}, description="The parties, by id.")
    issues: dict[Key, Issue] = Field({}, description="The issues, by id.")
    positions: dict[Key, dict[Key, Position]] = Field({}, description="Positions, by party and issue.")
    relations: tuple[Relation, ...] = Field((), description="How parties stand toward each other.")
    facts: dict[Key, Fact] = Field({}, description="Facts on the ground.")
    measures: dict[Key, Measure] = Field({}, description="Measures the parties could take.")
    deals: Deals = Field(Deals(), description="What a deal may look like and how it passes.")
    conflict: Conflict = Field(Conflict(), description="The graph model of the conflict.")
    fighting: tuple[Engagement, ...] = Field((), description="Who attacks whom.")
    overlap: tuple[Overlap, ...] = Field((), description="Whose fighters are mixed with whose.")
    ceasefires: dict[Key, CeasefireDesign] = Field({}, description="Ceasefire designs.")
    spoilers: tuple[Spoiler, ...] = Field((), description="Parties judged to undermine a ceasefire by violence.")
    ripeness: dict[Key, Ripeness] = Field({}, description="How each party sees its own position in the war, by party.")
    events: dict[Key, Event] = Field({}, description="What parties did toward each other, by id; trust follows it.")
    trust: TrustSettings = Field(TrustSettings(), description="How trust follows from beliefs and events.")
    links: tuple[Link, ...] = Field((), description="Numbers that are wrong together; all others are independent.")
    methods: dict[Key, MethodSettings] = Field({}, description="Settings of forecast methods, by method name.")
    experts: dict[Key, Expert] = Field(
        {},
        max_length=MOST_EXPERTS,
        description=f"Experts who judge numbers of the case, by id; {MOST_EXPERTS} at most.",
    )
    judgements: tuple[Judgement, ...] = Field(
        (), description="What experts believe about single numbers; a judged number is pooled from them."
    )
    seed_questions: dict[Key, SeedQuestion] = Field(
        {}, description="Questions with known answers, on which performance weights rest."
    )
    pooling: Pooling = Field(Pooling(), description="How judgements of one number are pooled.")
    sources: dict[Key, Source] = Field({}, description="Sources of the evidence.")
    evidence: dict[Key, Evidence] = Field({}, description="Evidence, by id.")

    _shifted: Mapping[str, Shifted] = PrivateAttr(default_factory=dict)

    @field_validator("detente", mode="before")
    @classmethod
    def _version(cls, raw: Any) -> Any:
        if raw != 1:
            raise ValueError(f"this program reads case format 1, not {raw!r}")
        return raw

    @property
    def digest(self) -> str:
        """SHA-256 of the case's content: the same for the same beliefs, whatever the layout of the file."""
        content = json.dumps(_keyed(self.raw()), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def pools(self) -> Mapping[str, Pool]:
        """The pooled judgements of every judged number, by its path."""
        return pools_of(self.judgements, self.experts, self.seed_questions, self.pooling)

    def believed(self, loc: Loc, written: Number | None) -> Number | None:
        """The number at a location as the case believes it: pooled where experts judged it, else as written."""
        if not self.judgements:
            return written
        path = ".".join(map(str, loc))
        pool = self.pools.get(path) if path not in self._shifted else None
        return pool.number if pool is not None else written

    @property
    def shifted(self) -> Mapping[str, Shifted]:
        """The numbers that facts undone or measures taken have moved, by path; none in a case as a file gives it."""
        return self._shifted

    def shifted_by(self, moved: Mapping[str, Shifted]) -> Case:
        """The same case, told which of its numbers have been moved; :func:`detente.case.acts.case_with` moves them."""
        it = self.model_copy()
        it._shifted = {**self._shifted, **moved}
        return it

    def expert_name(self, expert: str) -> str:
        """Name of an expert, or the id."""
        return (self.experts[expert].name if expert in self.experts else "") or expert

    def raw(self) -> dict[str, Any]:
        """The case as plain data, without defaults, in the shape of its file."""
        data = _tidy(self.model_dump(by_alias=True, exclude_defaults=True))
        for party, values in data.get("deals", {}).get("values", {}).items():
            data["deals"]["values"][party] = values | values.pop("tables", {})
        return {"detente": 1, **data}

    def party_name(self, party: str) -> str:
        """Full name of a party, or its id."""
        return (self.parties[party].name if party in self.parties else "") or party

    def issue_name(self, issue: str) -> str:
        """Short name of an issue, or its id."""
        return (self.issues[issue].name if issue in self.issues else "") or issue


def _tidy(value: Any) -> Any:
    """Plain data as a file writes it: lists, dates as text, whole numbers without a point."""
    if isinstance(value, dict):
        return {_tidy(key): _tidy(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tidy(item) for item in value]
    if isinstance(value, Date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _keyed(value: Any) -> Any:
    """The same with every key as text, so that keys of any kind can be put in order."""
    if isinstance(value, dict):
        return {str(key): _keyed(item) for key, item in value.items()}
    return [_keyed(item) for item in value] if isinstance(value, list) else value
