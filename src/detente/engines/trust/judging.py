"""Every pair held to what its peace needs: whether trust is enough, and what would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.trust.assurance import encounters_needed, enough_trust, game_of, guarantee_needed, needed_trust
from detente.engines.trust.encounters import Pair
from detente.engines.trust.estimates import estimate, verdict
from detente.engines.trust.plan import Gain, Plan, Values
from detente.engines.trust.wording import assurance_sentence
from detente.errors import MethodError
from detente.results.trust import Assurance

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Need:
    """What one pair needs: trust at the best values and over draws, NaN where no trust is enough."""

    game: str
    best: float
    drawn: Array


def needs(plan: Plan, best: Values, drawn: Values, gains: Mapping[Pair, Gain]) -> dict[Pair, Need]:
    """What each pair of the plan needs; pairs whose truster lacks a payoff are not judged."""
    return {pair: _need(pair, best, drawn, gains.get(pair)) for pair in plan.pairs}


def _need(pair: Pair, best: Values, drawn: Values, gain: Gain | None) -> Need:
    worth, harm = best.peace_worth.get(pair[0]), best.harm.get(pair[0])
    game = game_of(_only(worth), _only(harm), gain.best if gain is not None else 0.0)
    if worth is None or harm is None:
        return Need(game, np.nan, np.empty(0))
    worths, harms = drawn.peace_worth[pair[0]], drawn.harm[pair[0]]
    gained = _gain(gain, len(worths))
    at_best = needed_trust(worth, harm, gain.best if gain is not None else 0.0)
    return Need(game, float(at_best[0]), needed_trust(worths, harms, gained))


def _gain(gain: Gain | None, draws: int) -> Array:
    if gain is None:
        return np.zeros(draws)
    if gain.draws is None:
        return np.full(draws, gain.best)
    if len(gain.draws) != draws:
        raise MethodError(
            f"a gain has {len(gain.draws)} draws, trust has {draws}", advice="compute both with the same draws and seed"
        )
    return gain.draws


def _only(values: Array | None) -> float | None:
    return float(values[0]) if values is not None else None


def judged(case: Case, plan: Plan, best: Values, drawn: Values, gains: Mapping[Pair, Gain]) -> tuple[Assurance, ...]:
    """All pairs, those that fight first, then those that lack most."""
    fighting = {frozenset((it.from_, it.to)) for it in case.fighting}
    tally = plan.best_tally
    found = []
    for pair, need in needs(plan, best, drawn, gains).items():
        place, gain = plan.places[pair], gains.get(pair)
        trust, trusts = float(best.trust[place, 0]), drawn.trust[place]
        known = place < len(plan.known)
        open_question = need.game in ("dilemma", "deadlock") or (need.game == "assurance" and known)
        enough = bool(enough_trust(np.array(trust), np.array(need.best))) if open_question else None
        share = float(enough_trust(trusts, need.drawn).mean()) if open_question and len(trusts) else None
        solvable = need.game == "assurance"
        help_best = help_drawn = None
        if solvable and known:
            worth, harm = best.peace_worth[pair[0]][0], best.harm[pair[0]][0]
            help_best = float(guarantee_needed(np.array(trust), worth, harm, gain.best if gain else 0.0))
            gained = _gain(gain, len(trusts))
            help_drawn = guarantee_needed(trusts, drawn.peace_worth[pair[0]], drawn.harm[pair[0]], gained)
        help_ = estimate(help_best, help_drawn) if help_best is not None and help_drawn is not None else None
        made = encounters_needed(
            float(tally.good[place, 0]), float(tally.bad[place, 0]), float(tally.base_rate[0]), float(tally.weight[0]), need.best
        ) if solvable and known else np.inf  # fmt: skip
        it = Assurance(
            truster=pair[0],
            trusted=pair[1],
            game=need.game,
            fights=frozenset(pair) in fighting,
            trust=estimate(trust, trusts),
            needed=estimate(need.best, need.drawn) if solvable else None,
            enough=enough,
            share=share,
            verdict=verdict(enough, share) if enough is not None else "undetermined",
            encounters=made if np.isfinite(made) else None,
            guarantee=help_,
            warning=help_,
            sentence="",
        )
        found.append(it.model_copy(update={"sentence": assurance_sentence(case, it, known)}))
    found.sort(key=_urgency)
    return tuple(found)


def _urgency(it: Assurance) -> tuple[bool, float, str, str]:
    lack = it.needed.best - it.trust.best if it.needed is not None else -1.0 if it.enough is None else 0.0
    return not it.fights, -lack, it.truster, it.trusted
