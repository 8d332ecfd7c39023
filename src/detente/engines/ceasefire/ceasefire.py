"""The ceasefire designs of a case: what each settles, stops and licenses, whom it helps, and where the freed effort goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire.accounting import accounting
from detente.engines.ceasefire.beliefs import Beliefs
from detente.engines.ceasefire.carve_out import CarveOuts
from detente.engines.ceasefire.checked import checked
from detente.engines.ceasefire.draft import Span, match_draft
from detente.engines.ceasefire.holding_pairs import HoldingOptions, Pair
from detente.engines.ceasefire.holding_verdict import holding
from detente.engines.ceasefire.lull import LullOptions, lull
from detente.engines.ceasefire.reading import MEANS, Reading, protection, reading_of
from detente.engines.ceasefire.realignment import DECISIVENESS, STEEPNESS, realignment
from detente.engines.ceasefire.ripeness import ripeness
from detente.engines.ceasefire.rival_readings import rival_readings
from detente.engines.ceasefire.words import share_of_draws, share_words
from detente.errors import MethodError
from detente.results.ceasefire import Ceasefire, DesignAnswer, Gain, Holding, Mistrust
from detente.results.run import Run

PARTS = ("overlap", "carve_out", "realignment", "holding", "lull", "trust")
"""Our own simplifications, each of which can be left out."""
ASSUMPTIONS = {
    "": "Shares of violence are shares of the sum of all intensities in the case; they count fighting, not victims.",
    "overlap": "Overlap: where a signatory is mixed with a group that may be struck, the overlapping share of the attacks on it could be "
    "read both ways. Overlaps with several groups count as independent.",
    "carve_out": "Carve-out: gains and losses are points of each party's own utility, from intensities, relations, capabilities, harm and "
    "peace_worth of the case, at today's effort; they cannot be added across parties.",
    "realignment": "Realignment: effort is capability times intensity; freed effort is what stops. It can be turned elsewhere without loss, "
    "and ground goes to those who fight by effort, from the air too.",
}  # fmt: skip


def ceasefire(
    case: Case,
    designs: Sequence[str] | None = None,
    *,
    draft: str | None = None,
    draft_spans: Sequence[Span] | None = None,
    readings: Sequence[Sequence[str]] = (),
    gains: Mapping[Pair, Gain] | None = None,
    trust: Mapping[Pair, float] | None = None,
    punishment_rounds: int | None = None,
    lull_rounds: int = 1,
    draws: int = 1000,
    seed: int = 0,
    without: Iterable[str] = (),
    decisiveness: float = DECISIVENESS,
    steepness: float = STEEPNESS,
    progress: Callable[[int, int], None] | None = None,
) -> Ceasefire:
    """What ceasefire designs settle, stop and license, whom their exclusions help, and where the freed effort goes.

    ``designs`` are ids (all without it). ``draft`` is a text to match to the checklist, with ``draft_spans`` as its paragraphs
    where they are known. ``readings`` are other lists of excluded groups to compare with each design's own; without any, those of
    the case's other designs. ``gains`` says what a fait accompli of the first party of a pair against the second is worth to the first at the
    table, ``trust`` (0 to 1) how far the first trusts the second: :func:`detente.answers.ceasefire.ceasefire` gets both from the other engines.
    Breaches are punished for ever, or for so many ``punishment_rounds``; the lull lasts ``lull_rounds``. ``without`` leaves out our own simplifications (:data:`PARTS`). Best values give the headline,
    ``draws`` seeded draws the intervals (the middle 80 %). Raises :class:`MethodError` where the case has no design, one is
    unknown, or it does not say what being excluded means; :class:`CommandError` for an impossible number of draws.

    >>> from detente.case.catalog import load_case
    >>> found = ceasefire(load_case("vienna-2015"), ["exclude_isis"], draws=0)
    >>> found.designs["exclude_isis"].checklist.agreement_class
    'cessation of hostilities'
    >>> round(found.designs["exclude_isis"].accounting.total.stopped.best, 2)
    0.3
    """
    names = _asked(case, designs, needed=draft is None)
    left_out = tuple(dict.fromkeys(without))
    for part in left_out:
        if part not in PARTS:
            raise MethodError(f"no part is called `{part}`", advice=f"parts that can be left out: {', '.join(PARTS)}")
    beliefs = Beliefs(case, draws, seed)
    asked = _Asked(
        left_out=left_out,
        readings=readings,
        decisiveness=decisiveness,
        steepness=steepness,
        gains=gains,
        trust=trust,
        keeping=HoldingOptions(
            model="holding" not in left_out, rounds=punishment_rounds, overlap="overlap" not in left_out
        ),
        lull=LullOptions(rounds=lull_rounds, decisiveness=decisiveness),
    )
    it = _Answer(case, beliefs, asked)
    found = {}
    for done, name in enumerate(names):
        found[name] = it.design(name)
        if progress is not None:
            progress(done + 1, len(names))
    parameters = {
        "designs": names, "without": list(left_out), "readings": [list(groups) for groups in readings],
        "decisiveness": decisiveness, "steepness": steepness, "punishment_rounds": punishment_rounds, "lull_rounds": lull_rounds,
        "gains": gains is not None, "trust": trust is not None,
    }  # fmt: skip
    return Ceasefire(
        run=Run.of(case, "ceasefire", "accounting", seed=seed, draws=draws, parameters=parameters),
        designs=found,
        draft=match_draft(draft, draft_spans) if draft is not None else None,
        assumptions=tuple(text for part, text in ASSUMPTIONS.items() if part not in left_out),
        notes=(),
        sentence=_compared(found),
    )


def _asked(case: Case, designs: Sequence[str] | None, *, needed: bool) -> list[str]:
    if not case.ceasefires and (needed or designs):
        raise MethodError(
            "the case has no ceasefire design",
            advice="add one under `ceasefires` with `signatories`, `excluded` and `excluded_means`",
        )
    for design in designs or ():
        if design not in case.ceasefires:
            near = get_close_matches(design, case.ceasefires, n=1)
            advice = f"did you mean {near[0]}?" if near else f"designs: {', '.join(case.ceasefires)}"
            raise MethodError(f"the case has no ceasefire design {design}", advice=advice)
    return list(dict.fromkeys(designs)) if designs else list(case.ceasefires)


@dataclass(frozen=True)
class _Asked:
    """What is asked of every design, and what the other engines say."""

    left_out: tuple[str, ...]
    readings: Sequence[Sequence[str]]
    decisiveness: float
    steepness: float
    gains: Mapping[Pair, Gain] | None
    trust: Mapping[Pair, float] | None
    keeping: HoldingOptions
    lull: LullOptions


class _Answer:
    """The parts of the answer on one design, a line each."""

    def __init__(self, case: Case, beliefs: Beliefs, asked: _Asked) -> None:
        self.case, self.beliefs, self.asked = case, beliefs, asked
        self.split = "overlap" not in asked.left_out

    def design(self, name: str) -> DesignAnswer:
        case, beliefs, split, asked = self.case, self.beliefs, self.split, self.asked
        it = case.ceasefires[name]
        reading = reading_of(case, name)
        carved = "carve_out" not in asked.left_out
        realigned = "realignment" not in asked.left_out
        judged = checked(case, name)
        kept = holding(case, beliefs, name, gains=asked.gains, options=asked.keeping)
        counted = accounting(case, beliefs, reading, split=split)
        fighters = {party for pair in beliefs.engagements for party in pair}
        meanings = MEANS if reading.excluded else MEANS[:1]
        other = reading.meaning(MEANS[1 - MEANS.index(reading.means)])
        return DesignAnswer(
            name=it.name or name,
            text=it.text,
            signatories=reading.signatories,
            excluded=reading.excluded,
            excluded_means=it.excluded_means,
            protection={means: protection(case, reading.meaning(means), fighters) for means in meanings},
            checklist=judged,
            accounting=counted,
            other_reading=accounting(case, beliefs, other, split=split) if reading.excluded else None,
            carve_out=CarveOuts(case, beliefs, split=split).table(reading) if carved else (),
            readings=rival_readings(case, beliefs, reading, asked.readings, split=split) if carved else (),
            realignment=realignment(
                case, beliefs, name, reading, split=split, decisiveness=asked.decisiveness, steepness=asked.steepness
            ) if realigned else None,
            holding=kept,
            mistrust=self._mistrust(name, kept),
            lull=lull(case, beliefs, name, asked.lull) if "lull" not in asked.left_out else None,
            ripeness=ripeness(case, beliefs, name),
            notes=tuple(self._notes(name, reading)),
            evidence=it.evidence,
            sentence=f"{counted.sentence} It amounts to a {judged.agreement_class}. {kept.sentence}".strip(),
        )  # fmt: skip

    def _mistrust(self, name: str, kept: Holding) -> Mistrust | None:
        """The same with trust as it stands moving false alarm and collapse; None where trust is not given or nothing is judged."""
        asked = self.asked
        if not asked.trust or "trust" in asked.left_out or kept.share is None:
            return None
        trust = {pair: np.array(value) for pair, value in asked.trust.items()}
        moved = holding(self.case, self.beliefs, name, gains=asked.gains, trust=trust, options=asked.keeping)
        if moved.share is None:
            return None
        return Mistrust(
            holds=moved.holds,
            share=moved.share,
            binding=moved.binding,
            sentence=f"Where trust as it stands moves false alarms and collapse (our simplification), it holds in {share_of_draws(moved.share)} "
            f"of draws instead of {share_of_draws(kept.share)}.",
        )

    def _notes(self, name: str, reading: Reading) -> Iterator[str]:
        case, it = self.case, self.case.ceasefires[name]
        if not reading.signatories:
            yield f"Design {name} binds nobody: no attack is prohibited by it. Add `signatories`."
        if not reading.excluded:
            yield "Nobody is excluded, so there is no carve-out and nothing that freed effort could lawfully be turned on."
        silent = [party for party in it.redirect if party in case.parties and party not in reading.signatories]
        for party in silent:
            yield f"{case.party_name(party)} has a share under `redirect` but does not sign, so the ceasefire frees nothing of it."
        if reading.means == "protected" and it.redirect:
            yield "The shares under `redirect` have no use: striking the excluded is what the design rules out."


def _compared(found: dict[str, DesignAnswer]) -> str:
    """Which design stops most, in a sentence."""
    counted = {name: it for name, it in found.items() if it.accounting.total is not None}
    if not found:
        return "The case has no ceasefire design."
    if not counted:
        return "The case gives no fighting, so nothing can be said about what the designs stop."
    if len(counted) == 1:
        return next(iter(counted.values())).sentence
    ordered = sorted(counted.values(), key=lambda it: -it.accounting.total.stopped.best)  # type: ignore[union-attr]
    each = "; ".join(f"{it.name} {share_words(it.accounting.total.stopped)}" for it in ordered if it.accounting.total)
    return f"Share of today's fighting that each design would prohibit: {each}."
