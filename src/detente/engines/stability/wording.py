"""States and verdicts in words."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.stability.concepts import NAMES, Analysis, Concept
from detente.engines.stability.game import Game

Positions = npt.NDArray[np.int64]
MOST_NAMED = 6
MEANING: dict[Concept, str] = {
    "nash": "no party can improve by moving alone",
    "gmr": "every improvement could be answered so that it does not pay",
    "smr": "every improvement could be answered so that it does not pay, and the mover cannot get out of it",
    "seq": "every improvement would be answered, by moves that those who answer prefer, so that it does not pay",
    "sseq": "every improvement would be answered, by moves that those who answer prefer, and the mover cannot get out of it",
}


def state_words(game: Game, position: int) -> str:
    """A state in words: its name, or the options taken in it.

    >>> from detente.engines.stability.game import GameOption
    >>> import numpy as np
    >>> options = (GameOption("arm", "arm the opposition", (0,)), GameOption("strike", "strike", (0,)))
    >>> game = Game(("a",), options, np.arange(4), np.zeros((1, 4), np.int32), None)
    >>> state_words(game, 3), state_words(game, 0)
    ('arm the opposition; strike', 'none of the options is taken')
    """
    if not game.options:
        return game.names[position] or f"state {game.states[position]}"
    taken = options_taken(game, position)
    alike = Counter(option.name for option in game.options)
    names = [
        option.name if alike[option.name] == 1 else f"{option.name} ({option.id})"
        for option in game.options
        if taken[option.id]
    ]
    return "; ".join(names) or "none of the options is taken"


def options_taken(game: Game, position: int) -> dict[str, bool | None]:
    """Which options are taken in a state; None where the states coalesced into it differ."""
    state = int(game.states[position])
    varying = 0 if game.varying is None else int(game.varying[position])
    return {
        option.id: None if varying >> place & 1 else bool(state >> place & 1)
        for place, option in enumerate(game.options)
    }


def summary(analysis: Analysis) -> str:
    """The answer in a sentence: what can last when parties look ahead one answer, and what when nobody looks ahead."""
    game = analysis.game
    if not {"nash", "seq"} <= analysis.equilibria.keys():
        return ""
    lasting, nash = analysis.equilibria["seq"], analysis.equilibria["nash"]
    count = f"{len(game.states):,} feasible state{'s' if len(game.states) != 1 else ''}"
    if not len(lasting):
        return f"Of {count} none can last: from each some party improves, and no answer that others would want to give undoes that."
    return (
        f"Of {count} {_some(len(lasting))} can last when every party counts on the answer to its move (sequential stability), and "
        f"{_some(len(nash))} when none looks ahead (Nash stability){_listed(game, lasting)}"
    )


def sentences(case: Case, analysis: Analysis) -> tuple[str, ...]:
    """What each concept finds, and who would leave the status quo."""
    game = analysis.game
    found = []
    for concept, states in analysis.equilibria.items():
        found.append(f"{NAMES[concept].capitalize()}, {MEANING[concept]}: {_ids(game, states)}.")
    if game.status_quo is not None:
        found.append(_quo(case, analysis, game.status_quo))
    return tuple(found)


def _quo(case: Case, analysis: Analysis, quo: int) -> str:
    game = analysis.game
    here = f"The status quo (state {game.states[quo]}: {state_words(game, quo)})"
    for concept, text in (
        ("nash", "can last: no party can improve on it by moving alone"),
        ("seq", "can last: who improves on it would be answered so that it does not pay"),
    ):
        stable = analysis.stable.get(concept)  # type: ignore[call-overload]
        if stable is not None and stable[:, quo].all():
            return f"{here} {text}."
    stable = analysis.stable.get("seq", next(iter(analysis.stable.values())))
    movers = [case.party_name(party) for party, keeps in zip(game.parties, stable[:, quo], strict=True) if not keeps]
    could = analysis.stable.get("gmr")
    held = could is not None and could[:, quo].all()
    threat = " Others could answer so that it does not pay, but would harm themselves by doing so." if held else ""
    return f"{here} does not last: {' and '.join(movers)} can improve on it without an answer to fear.{threat}"


def _some(count: int) -> str:
    return "none" if count == 0 else f"{count:,}"


def _listed(game: Game, states: Positions) -> str:
    if len(states) > MOST_NAMED:
        return "."
    return ": " + "; ".join(f"{game.states[it]} ({state_words(game, it)})" for it in states) + "."


def _ids(game: Game, states: Positions) -> str:
    if not len(states):
        return "no state"
    shown = ", ".join(str(game.states[it]) for it in states[: 2 * MOST_NAMED])
    more = len(states) - 2 * MOST_NAMED
    return f"{'state' if len(states) == 1 else 'states'} {shown}" + (f" and {more:,} more" if more > 0 else "")
