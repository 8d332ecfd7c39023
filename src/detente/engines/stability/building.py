"""From a case to its game: feasible states, moves and ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.case.conflict import Conflict, Preferences
from detente.case.expressions import Expression, ExpressionError
from detente.case.model import Case
from detente.case.states import option_expression, players, quo_number, state_text
from detente.engines.stability.feasible import feasible_states, truths
from detente.engines.stability.game import Game, GameOption, Moves, Reach
from detente.engines.stability.move_loops import merged_moves
from detente.engines.stability.preferences import positions_of, ranks_of
from detente.errors import MethodError

Integers = npt.NDArray[np.int64]


def game_of(case: Case, weights: Mapping[str, Sequence[float]] | None = None) -> Game:
    """The game of a case's graph model.

    ``weights`` gives, for parties whose preferences are weights, other values than the best ones, for draws. Raises
    :class:`MethodError` where the case has no graph model, no state is feasible, too many are, the status quo is not, an
    expression cannot be read, or a party's preferences are missing, incomplete or contradictory.

    >>> from detente.case.catalog import load_case
    >>> len(game_of(Case.model_validate({"id": "one", "parties": {"a": {}}, "conflict": {
    ...     "options": [{"id": "arm", "party": "a"}], "preferences": {"a": {"statements": ["arm"]}}}})).states)
    2
    """
    conflict = case.conflict
    if not conflict.options and not conflict.states:
        raise MethodError(
            f"the case `{case.id}` has no graph model",
            advice="add `conflict:` with `options` and `preferences`; the reference of the case file shows how",
        )
    if conflict.options and conflict.states:
        raise MethodError("the conflict is given by its states and also by options", advice="keep one of them")
    parties = players(conflict, tuple(case.parties))
    bare = _by_states(conflict, parties) if conflict.states else _by_options(conflict, parties)
    return _with_ranks(bare, conflict, weights or {})


def _by_states(conflict: Conflict, parties: tuple[str, ...]) -> Game:
    states = np.array([*conflict.states], np.int64)
    place = {state: at for at, state in enumerate(conflict.states)}
    listed = []
    for party in parties:
        pairs = [
            (place[one], place[other])
            for one, other in conflict.transitions.get(party, ())
            if one in place and other in place
        ]
        listed.append(_moves(len(states), np.array(pairs, np.int64).reshape(-1, 2)))
    return Game(
        parties=parties, options=(), states=states, ranks=np.zeros((len(parties), len(states)), np.int32),
        status_quo=_quo(conflict, states), names=tuple(conflict.states.values()), listed=tuple(listed),
    )  # fmt: skip


def _moves(count: int, pairs: Integers) -> Moves:
    """Moves from pairs (from, to): in order, each once, without those that stay."""
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=count))]).astype(np.int64)
    return Moves(indptr, pairs[:, 1].astype(np.int32))


def _by_options(conflict: Conflict, parties: tuple[str, ...]) -> Game:
    bits = {option.id: place for place, option in enumerate(conflict.options)}
    if len(bits) < len(conflict.options):
        raise MethodError("two options have the same id", advice="`detente check` says which; rename one")
    states = feasible_states(len(bits), [_tree(conflict, it.text) for it in conflict.infeasible], bits)
    options = tuple(
        GameOption(
            option.id,
            option.name or option.id,
            tuple(dict.fromkeys(parties.index(party) for party in (option.party, *option.shared_with))),
        )
        for option in conflict.options
    )
    reach = tuple(_reach(conflict, party, options, states, bits) for party in range(len(parties)))
    game = Game(
        parties=parties, options=options, states=states, ranks=np.zeros((len(parties), len(states)), np.int32),
        status_quo=_quo(conflict, states), reach=reach,
    )  # fmt: skip
    return _coalesced(game, conflict, bits) if conflict.coalesce else game


def _reach(
    conflict: Conflict, party: int, options: tuple[GameOption, ...], states: Integers, bits: dict[str, int]
) -> Reach:
    """The groups within which a party moves, and what it can take and drop in each state."""
    own = [place for place, option in enumerate(options) if party in option.parties]
    mask = sum(1 << place for place in own)
    keys = states & ~np.int64(mask)
    members = np.argsort(keys, kind="stable").astype(np.int32)
    new = np.ones(len(states), bool)
    new[1:] = np.diff(keys[members]) != 0
    group = np.empty(len(states), np.int32)
    group[members] = np.cumsum(new) - 1
    start = np.append(np.flatnonzero(new), len(states))
    limited = any(
        conflict.options[place].moves != "both" or conflict.options[place].take_if or conflict.options[place].drop_if
        for place in own
    )
    if not limited:
        return Reach(group, members, start, free=True, can_take=states[:0], can_drop=states[:0])
    can_take, can_drop = np.full(len(states), mask), np.full(len(states), mask)
    for place in own:
        option, bit = conflict.options[place], np.int64(1 << place)
        if option.moves == "back":
            can_take &= ~bit
        if option.moves == "forward":
            can_drop &= ~bit
        if option.take_if:
            can_take[~truths(_tree(conflict, option.take_if), states, bits)] &= ~bit
        if option.drop_if:
            can_drop[~truths(_tree(conflict, option.drop_if), states, bits)] &= ~bit
    return Reach(group, members, start, free=False, can_take=can_take, can_drop=can_drop)


def _coalesced(game: Game, conflict: Conflict, bits: dict[str, int]) -> Game:
    """The game with indistinguishable states made one: the least number stands for all, and has the moves of all."""
    first = np.arange(len(game.states))
    for it in conflict.coalesce:
        alike = np.flatnonzero(truths(_tree(conflict, it.text), game.states, bits))
        if len(alike):
            joined = np.isin(first, first[alike])
            first[joined] = first[joined].min()
    kept, position = np.unique(first, return_inverse=True)
    differs = np.zeros(len(kept), np.int64)
    np.bitwise_or.at(differs, position, game.states ^ game.states[first])
    listed = tuple(
        Moves(*merged_moves(it.indptr, it.indices, position.astype(np.int32), len(kept))) for it in game.moves
    )
    quo = None if game.status_quo is None else int(position[game.status_quo])
    return replace(
        game,
        states=game.states[kept],
        ranks=game.ranks[:, kept],
        status_quo=quo,
        varying=differs,
        reach=(),
        listed=listed,
    )


def _quo(conflict: Conflict, states: Integers) -> int | None:
    try:
        quo = quo_number(conflict)
    except ValueError as error:
        raise MethodError(f"the status quo is no state: {error}", advice="mend `conflict: status_quo`") from None
    if quo is None:
        return None
    at = int(positions_of(np.array([quo]), states)[0])
    if at < 0:
        raise MethodError(
            f"the status quo `{state_text(conflict, quo)}` is infeasible",
            advice="change `status_quo`, or take back the entry of `infeasible` that holds in it",
        )
    return at


def _with_ranks(game: Game, conflict: Conflict, weights: Mapping[str, Sequence[float]]) -> Game:
    ranks, partial = [], []
    for party in game.parties:
        try:
            found, open_pairs = ranks_of(
                conflict, party, conflict.preferences.get(party, Preferences()), game.states, weights.get(party)
            )
        except ExpressionError as error:
            raise _unreadable(error) from None
        ranks.append(found)
        partial.append(open_pairs)
    return replace(game, ranks=np.array(ranks, np.int32), partial=tuple(partial))


def _tree(conflict: Conflict, text: str) -> Expression:
    try:
        return option_expression(conflict, text)
    except ExpressionError as error:
        raise _unreadable(error) from None


def _unreadable(error: ExpressionError) -> MethodError:
    return MethodError(
        f"`{error.text[:80]}`: {error.message}", advice="mend the expression; options stand in it by their ids"
    )
