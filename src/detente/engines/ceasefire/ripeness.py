"""Ripeness as each party sees it, and spoilers with what a mediator can do.

Ripeness after Zartman (1989, *Ripe for Resolution*; 2000, in Stern and Druckman, eds, *International Conflict Resolution after the Cold
War*): a mutually hurting stalemate and a way out, as the parties perceive them; an enticing opportunity can stand in for
pain. Thresholds on the 0 to 100 scales are ours. Spoilers after Stedman (1997, doi:10.1162/isec.22.2.5): leaders and
parties that use violence to undermine a peace; by kind, inducement for limited aims, socialisation for greedy ones, coercion for
total ones. Digging in one's heels at the table is bargaining, not spoiling. Everything said here is about what a mediator can do.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.case.ceasefires import Spoiler
from detente.case.model import Case
from detente.engines.ceasefire.beliefs import Array, Beliefs
from detente.engines.ceasefire.holding import Bools
from detente.engines.ceasefire.reading import Reading, listed, reading_of
from detente.engines.ceasefire.words import percent
from detente.errors import MethodError
from detente.results.ceasefire.accounting import Verdict
from detente.results.ceasefire.ripeness import PartyRipeness, Ripeness, Seen, SpoilerOptions

THRESHOLD = 50.0
UNDETERMINED: Verdict = "undetermined"
FIELDS = ("hurting", "stalemate", "way_out", "opportunity")
SEEN: tuple[Seen, ...] = (
    "not ripe", "a way out without a hurting stalemate", "hurting without a way out", "ripe by opportunity", "ripe"
)  # fmt: skip
Strategy = Literal["inducement", "socialisation", "coercion"]
FIRST: dict[str, Strategy] = {"limited": "inducement", "greedy": "socialisation", "total": "coercion"}
OPTIONS: dict[str, tuple[str, ...]] = {
    "limited": (
        "Inducement: find out which limited demand it fights for (recognition, security, a share), and whether the agreement can meet it.",
        "Offer guarantees where it acts out of fear, and a place in the process where it acts for recognition.",
        "Do not pay twice: an inducement is tied to an end of the violence.",
    ),
    "greedy": (
        "Socialisation: state the standards that admit a party to the process, and apply them to all alike.",
        "Tie gains and losses to conduct, step by step; inducements alone raise its price.",
        "Ask patrons and its own constituency to make the cost of violence plain to it.",
    ),
    "total": (
        "Coercion by the mediator: make the agreement go on with or without it, and say so (the departing train).",
        "Protect the agreement and the people it covers; withdraw recognition, funds and outside support from those who use violence to end it.",
        "Keep a way in for followers and factions that want less than all.",
    ),
}  # fmt: skip
ASSUMPTIONS = (
    f"A party counts as hurting, stuck, seeing a way out or an enticing opportunity from {THRESHOLD:.0f} of 100 on (our simplification).",
    "Ripeness is a party's own view as judged in the case; it makes talks possible and does not make them succeed.",
    "What is said about spoilers are options for a mediator; whether a party is one is a judgement that the case has to defend.",
)


def ripeness(case: Case, beliefs: Beliefs, design: str) -> Ripeness:
    """How ripe the conflict looks to each party that fights or signs, and what a mediator can do about spoilers.

    Raises :class:`MethodError` for an unknown design.

    >>> from detente.case.catalog import load_case
    >>> case = load_case("vienna-2015")
    >>> {it.seen for it in ripeness(case, Beliefs(case, 0, 0), "exclude_isis").parties}
    {'not judged'}
    """
    if design not in case.ceasefires:
        raise MethodError(
            f"no ceasefire design is called `{design}`", advice=f"designs: {', '.join(case.ceasefires) or 'none'}"
        )
    reading = reading_of(case, design)
    fighters = {party for pair in beliefs.engagements for party in pair}
    parties = [
        party_ripeness(case, beliefs, party)
        for party in case.parties
        if party in fighters or party in reading.signatories
    ]
    spoilers = tuple(_spoiler(case, reading, it) for it in case.spoilers if it.party in case.parties)
    mutual = _mutual([it for it in parties if it.party in fighters and it.party in reading.signatories])
    found = Ripeness(
        design=design, parties=tuple(parties), mutual=mutual, spoilers=spoilers, assumptions=ASSUMPTIONS, sentence=""
    )
    return found.model_copy(update={"sentence": ripeness_sentence(case, found)})


def party_ripeness(case: Case, beliefs: Beliefs, party: str) -> PartyRipeness:
    """How one party sees its own position.

    Ripe: it hurts, it is stuck, and it sees a way out. Ripe by opportunity: it sees an enticing opportunity and a way out. It is judged
    where the case gives hurting, stalemate and way out, or opportunity and way out.
    """
    written = case.ripeness.get(party)
    values: dict[str, Array | None] = {
        name: beliefs.number(("ripeness", party, name), getattr(written, name)) if written is not None else None
        for name in FIELDS
    }
    high = {name: None if it is None else it >= THRESHOLD for name, it in values.items()}
    hurting, stalemate, out, opportunity = (high[name] for name in FIELDS)
    stuck = hurting & stalemate if hurting is not None and stalemate is not None else None
    seen: Seen = "not judged"
    share, verdict = None, UNDETERMINED
    if out is not None and (stuck is not None or opportunity is not None):
        none = np.zeros(beliefs.rows, dtype=np.bool_)
        state = _state(none if stuck is None else stuck, out, none if opportunity is None else opportunity)
        seen, same = SEEN[state[0]], state == state[0]
        share, verdict = beliefs.frequency(same), beliefs.verdict(same)
    found = PartyRipeness(
        party=party, **{name: None if it is None else beliefs.estimate(it) for name, it in values.items()},
        stalemate_hurts=None if stuck is None else bool(stuck[0]), sees_way_out=None if out is None else bool(out[0]),
        seen=seen, share=share, verdict=verdict, evidence=written.evidence if written is not None else (), sentence="",
    )  # fmt: skip
    return found.model_copy(update={"sentence": _party_sentence(case, found)})


def _state(stuck: Bools, out: Bools, opportunity: Bools) -> npt.NDArray[np.int64]:
    """Places in :data:`SEEN`."""
    return np.asarray(np.select([stuck & out, opportunity & out, stuck, out], [4, 3, 2, 1], 0), dtype=np.int64)


def _mutual(signing: list[PartyRipeness]) -> bool | None:
    """True where all see it as ripe, False where one surely does not, None where that is not known."""
    if any(it.seen not in ("ripe", "ripe by opportunity", "not judged") for it in signing):
        return False
    return None if not signing or any(it.seen == "not judged" for it in signing) else True


def _spoiler(case: Case, reading: Reading, it: Spoiler) -> SpoilerOptions:
    """One spoiler with its options; where the case's place and the design disagree, a note says so."""
    signs, excluded = it.party in reading.signatories, it.party in reading.excluded
    notes = []
    if signs != (it.place == "inside"):
        notes.append(
            f"The case judges it to be {it.place}, and under this design it {'signs' if signs else 'does not sign'}."
        )
    if excluded:
        notes.append(
            "The design excludes it: a way in for those who leave it or change course keeps the list from being for ever."
        )
    name = case.party_name(it.party)
    return SpoilerOptions(
        party=it.party, place=it.place, kind=it.kind, signs=signs, excluded=excluded, first=FIRST[it.kind], options=OPTIONS[it.kind],
        notes=tuple(notes), evidence=it.evidence, why=it.why,
        sentence=f"{name} is judged a spoiler {it.place} the agreement with {_aims(it.kind)} aims; first among a mediator's options: {FIRST[it.kind]}.",
    )  # fmt: skip


def _aims(kind: str) -> str:
    return {"limited": "limited", "greedy": "greedy (as much as it can get)", "total": "total"}[kind]


def _party_sentence(case: Case, it: PartyRipeness) -> str:
    name = case.party_name(it.party)
    if it.seen == "not judged":
        return f"{name}: not judged; the case does not say how it sees its position."
    words = {
        "ripe": "sees itself stuck in a war that hurts, and a way out",
        "ripe by opportunity": "sees an enticing opportunity and a way out",
        "hurting without a way out": "sees itself stuck in a war that hurts, and no way out",
        "a way out without a hurting stalemate": "sees a way out, and does not feel stuck in a war that hurts",
        "not ripe": "sees neither a way out nor a war that hurts with no end in sight",
    }[it.seen]
    return f"{name}, as judged: {words}{f' (in {percent(it.share)} of draws)' if it.share is not None else ''}."


def ripeness_sentence(case: Case, it: Ripeness) -> str:
    """All parties in a sentence or two, and the spoilers named."""
    judged = [one for one in it.parties if one.seen != "not judged"]
    if not judged:
        text = "Ripeness is not judged: the case does not say how the parties see their own position."
    else:
        ripe = [case.party_name(one.party) for one in judged if one.seen in ("ripe", "ripe by opportunity")]
        text = f"{len(ripe)} of {len(judged)} parties that were judged see the conflict as ripe{f': {listed(ripe)}' if ripe else ''}."
        if it.mutual:
            text += " All signatories that fight see it so."
        if len(judged) < len(it.parties):
            text += f" {len(it.parties) - len(judged)} were not judged."
    if it.spoilers:
        text += f" Judged to be spoilers: {listed([case.party_name(one.party) for one in it.spoilers])}."
    else:
        text += " The case names no spoiler."
    return text


def ripeness_text(case: Case, it: Ripeness) -> tuple[str, ...]:
    """Ripeness and spoilers as sentences to print."""
    judged = [one.sentence for one in it.parties if one.seen != "not judged"]
    spoilers = [text for one in it.spoilers for text in (one.sentence, *one.notes, *one.options)]
    return (it.sentence, *judged, *spoilers)
