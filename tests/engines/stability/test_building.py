"""From a case to its game: feasible states, moves, preferences, and what is refused."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.expressions import parsed
from detente.case.model import Case
from detente.engines.stability.building import game_of
from detente.engines.stability.comparisons import levels
from detente.engines.stability.feasible import feasible_states
from detente.engines.stability.preferences import statement_ranks, weight_ranks
from detente.errors import MethodError
from tests.engines.stability.known import BY_OPTIONS


def case_of(options="ab", infeasible=(), **preferences):
    """Two parties; each option belongs to the one after the other."""
    return Case.model_validate(
        {
            "id": "two",
            "parties": {"one": {}, "two": {}},
            "conflict": {
                "options": [
                    it if isinstance(it, dict) else {"id": it, "party": ("one", "two")[place % 2]}
                    for place, it in enumerate(options)
                ],
                "infeasible": list(infeasible),
                "preferences": {"one": {"statements": ["a"]}, "two": {"statements": ["b"]}} | preferences,
            },
        }
    )


# -- feasible states ---------------------------------------------------------------------------------------------------

NAMES = [f"o{place}" for place in range(9)]
BITS = {name: place for place, name in enumerate(NAMES)}


def expression(draw: random.Random, depth: int) -> str:
    if depth == 0 or draw.random() < 0.2:
        return draw.choice(NAMES)
    parts = [f"({expression(draw, depth - 1)})" for _ in range(3)]
    return draw.choice(
        [f"not {parts[0]}", f"{parts[0]} and {parts[1]}", f"{parts[0]} or {parts[1]}", f"{parts[0]} if {parts[1]}",
         f"{parts[0]} iff {parts[1]}", f"at most one of ({', '.join(parts)})", f"exactly one of ({', '.join(parts)})",
         f"at least one of ({', '.join(parts)})"]
    )  # fmt: skip


def meaning(text: str, state: int) -> bool:
    """The truth of an expression by Python's own operators."""
    import re

    text = re.sub(r"(at most|exactly|at least) one of \(", lambda it: f"{it[1].replace(' ', '_')}(", text)
    while " iff " in text or " if " in text:
        text = text.replace(" iff ", " == ").replace(" if ", " >= ")
    text = re.sub(r"not (\([^()]*\))", r"(not \1)", text)
    values = {name: bool(state >> place & 1) for name, place in BITS.items()}
    counts = {
        "at_most": lambda *it: sum(it) <= 1,
        "exactly": lambda *it: sum(it) == 1,
        "at_least": lambda *it: sum(it) >= 1,
    }
    return bool(eval(text, {"__builtins__": {}}, values | counts))


@pytest.mark.parametrize("seed", range(150))
def test_feasible_states_are_those_in_which_no_expression_holds(seed):
    draw = random.Random(seed)
    texts = [expression(draw, draw.randint(1, 3)) for _ in range(draw.randint(0, 3))]
    expected = [state for state in range(1 << len(NAMES)) if not any(meaning(text, state) for text in texts)]
    trees = [parsed(text) for text in texts]
    if not expected:
        with pytest.raises(MethodError, match="no state is feasible"):
            feasible_states(len(NAMES), trees, BITS)
    else:
        assert feasible_states(len(NAMES), trees, BITS).tolist() == expected


def test_many_options_with_few_states_are_found():
    bits = {f"o{place}": place for place in range(60)}
    one = feasible_states(60, [parsed(f"not exactly one of ({', '.join(bits)})")], bits)
    assert one.tolist() == [1 << place for place in range(60)]
    # a chain: an option can be taken only with the one before it
    chain = [parsed(f"o{place} and not o{place - 1}") for place in range(1, 60)]
    assert feasible_states(60, chain, bits).tolist() == [(1 << taken) - 1 for taken in range(61)]


def test_twenty_four_options_in_groups_of_three():
    bits = {f"o{place}": place for place in range(24)}
    texts = [f"not at most one of (o{place}, o{place + 1}, o{place + 2})" for place in range(0, 24, 3)]
    states = feasible_states(24, [parsed(text) for text in texts], bits)
    expected = sorted(sum(choice) for choice in product(*[[0, 1 << p, 2 << p, 4 << p] for p in range(0, 24, 3)]))
    assert states.tolist() == expected


@pytest.mark.parametrize(
    ("count", "texts", "said"),
    [
        (60, [], "1,152,921,504,606,846,976 feasible states"),
        (63, [], "63 options"),
        (60, ["o0 and o1"], "864,691,128,455,135,232 feasible states"),
        (60, [f"o{place} and o{place + 1} and o{place + 2}" for place in range(58)], "more than 4,194,304"),
        (3, ["o0 or not o0"], "no state is feasible"),
        (3, ["o0", "not o0"], "every combination of `o0`"),
    ],
)
def test_too_many_states_or_none_are_refused_with_what_to_do(count, texts, said):
    bits = {f"o{place}": place for place in range(count)}
    with pytest.raises(MethodError) as caught:
        feasible_states(count, [parsed(text) for text in texts], bits)
    assert said in caught.value.message
    assert caught.value.advice


def test_a_search_that_would_not_end_is_refused(monkeypatch):
    from detente.engines.stability import feasible

    monkeypatch.setattr(feasible, "MOST_VISITED", 1000)
    bits = {f"o{place}": place for place in range(20)}
    odd = " iff ".join(bits)  # nothing is certain before the last option is decided
    with pytest.raises(MethodError, match="bounded time"):
        feasible_states(20, [parsed(odd)], bits)


# -- moves -------------------------------------------------------------------------------------------------------------


def moves_of(game, party):
    return {int(s): game.states[game.moves[party].of(place)].tolist() for place, s in enumerate(game.states)}


def test_a_shared_option_is_moved_by_each_owner():
    game = game_of(case_of([{"id": "a", "party": "one", "shared_with": ["two"]}, {"id": "b", "party": "two"}]))
    assert moves_of(game, 0) == {0: [1], 1: [0], 2: [3], 3: [2]}
    assert moves_of(game, 1) == {0: [1, 2, 3], 1: [0, 2, 3], 2: [0, 1, 3], 3: [0, 1, 2]}


def test_a_condition_on_a_move_is_looked_at_where_the_move_starts():
    game = game_of(
        case_of([{"id": "a", "party": "one", "drop_if": "not b"}, {"id": "b", "party": "two", "take_if": "a"}])
    )
    assert moves_of(game, 0) == {0: [1], 1: [0], 2: [3], 3: []}
    assert moves_of(game, 1) == {0: [], 1: [3], 2: [0], 3: [1]}


def test_a_state_on_the_way_need_not_be_feasible():
    case = case_of([{"id": "a", "party": "one"}, {"id": "b", "party": "one"}], ["a iff b"], two={"statements": ["a"]})
    assert moves_of(game_of(case), 0) == {1: [2], 2: [1]}


def test_coalesced_states_have_the_moves_of_all_and_the_least_number():
    game = game_of(Case.model_validate(BY_OPTIONS))
    assert game.states.tolist() == [2, 3, 4, 5, 8, 18, 19, 20, 21]
    abandoned = game.position(8)
    assert game.varying is not None
    assert game.varying[abandoned] == 1 | 16
    assert [len(moves.of(abandoned)) for moves in game.moves] == [0, 0, 0]
    assert moves_of(game, 1)[19] == [8, 21]


def test_coalescing_twice_joins_what_overlaps():
    raw = case_of("abc").raw() | {}
    raw["conflict"] |= {"coalesce": ["a and b", "b and c"]}
    raw["conflict"]["preferences"] = {"one": {"statements": ["a"]}, "two": {"statements": ["b"]}}
    assert game_of(Case.model_validate(raw)).states.tolist() == [0, 1, 2, 3, 4, 5]


# -- preferences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 61, 62, 63, 64, 100, 200])
def test_statements_order_states_as_exact_whole_numbers_do(count):
    draw = random.Random(count)
    bits = {name: place for place, name in enumerate(NAMES)}
    texts = [f"({expression(draw, 2)})" for _ in range(count)]
    states = np.arange(1 << len(NAMES))
    worth = [sum(1 << count - 1 - j for j, text in enumerate(texts) if meaning(text, int(s))) for s in states]
    order = {value: rank for rank, value in enumerate(sorted(set(worth)))}
    assert statement_ranks([parsed(text) for text in texts], states, bits).tolist() == [order[value] for value in worth]


def test_the_last_of_a_hundred_statements_still_decides():
    bits = {"a": 0, "b": 1}
    same = [parsed("a or not a")] * 99
    assert statement_ranks([*same, parsed("b")], np.arange(4), bits).tolist() == [0, 0, 1, 1]
    assert statement_ranks([parsed("a"), *same[1:], parsed("b")], np.arange(4), bits).tolist() == [0, 2, 1, 3]


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=3, max_size=3))
def test_weights_are_added_exactly(weights):
    trees = [parsed(name) for name in "abc"]
    sums = [sum(w for place, w in enumerate(weights) if s >> place & 1) for s in range(8)]
    order = {value: rank for rank, value in enumerate(sorted(set(sums)))}
    ranks = weight_ranks(trees, [float(w) for w in weights], np.arange(8), {"a": 0, "b": 1, "c": 2})
    assert ranks.tolist() == [order[value] for value in sums]


def test_weights_of_very_different_size_are_added_exactly():
    trees = [parsed(name) for name in "abc"]
    ranks = weight_ranks(trees, [1e15, 1e-15, -1e15], np.arange(8), {"a": 0, "b": 1, "c": 2})
    assert ranks.tolist() == [2, 4, 3, 5, 0, 2, 1, 3]


def test_the_ways_to_give_preferences_agree():
    ways = [
        {"statements": ["a", "b"]},
        {"weights": {"a": 2, "b": 1}},
        {"ranking": ["a + b", "a", "b", "none"]},
        {"ranking": [4, 2, 3, 1], "ranking_by": "place"},
        {"ranking": [3, 1, 2, 0]},
        {"comparisons": ["a + b > a > b > none"]},
    ]
    games = [game_of(case_of(one=way)) for way in ways]
    assert all(game.ranks[0].tolist() == [0, 2, 1, 3] for game in games)
    assert all(game.partial == (None, None) for game in games)


def test_comparisons_may_leave_pairs_open():
    game = game_of(case_of(one={"comparisons": ["a > none", "b > none", "a + b = b"]}))
    assert game.ranks[0].tolist() == [0, 1, 1, 1]
    partial = game.partial[0]
    assert partial is not None
    assert (partial.better.tolist(), partial.worse.tolist(), partial.same.tolist()) == ([1, 2], [0, 0], [[3, 2]])


@given(st.integers(1, 7), st.data())
def test_levels_keep_every_comparison_or_name_a_circle(count, data):
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    strict, equal = data.draw(st.lists(pairs, max_size=8)), data.draw(st.lists(pairs, max_size=3))
    found = levels(count, strict, equal)
    if found.cycle:
        assert set(found.cycle) <= set(strict)
        same = {(one, one) for one in range(count)}
        for one, other in equal:
            same |= {(a, d) for a, b in same | {(one, other)} for c, d in same | {(other, one)} if b == c}
            same |= {(one, other), (other, one)}
        for _ in range(count):
            same |= {(a, d) for a, b in same for c, d in same if b == c}
        ends = [*found.cycle[1:], found.cycle[0]]
        assert all((it[1], nxt[0]) in same for it, nxt in zip(found.cycle, ends, strict=True))
        return
    ranks = found.ranks
    assert all(ranks[one] > ranks[other] for one, other in strict)
    assert all(ranks[one] == ranks[other] for one, other in equal)
    assert sorted(set(ranks.tolist())) == list(range(ranks.max() + 1))


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Case(id="none"), "no graph model"),
        (case_of(infeasible=["a or not a"]), "no state is feasible"),
        (case_of(one={}), "`one` has no preferences"),
        (case_of(one={"statements": ["a", "fly"]}), "no option is called `fly`"),
        (case_of(infeasible=["fly"]), "no option is called `fly`"),
        (case_of(one={"ranking": ["a", "b", "none"]}), "misses 1 of 4 feasible states: `a + b`"),
        (case_of(one={"ranking": ["a", "a + b", "b", ["none", 1]]}), "holds more than once: `a`"),
        (case_of(one={"ranking": ["a", "fly"]}), "no option is called `fly`"),
        (case_of(infeasible=["a and b"], one={"ranking": [0, 1, 2, 3]}), "not feasible: `a + b`"),
        (case_of(one={"ranking": [1, 2, 3, 5], "ranking_by": "place"}), "place 5"),
        (case_of(one={"comparisons": ["a > b", "b > none", "none > a"]}), "`none` > `a`; `a` > `b`; `b` > `none`"),
        (case_of(one={"comparisons": ["a = b", "a > b"]}), "`a` > `b`"),
        (case_of(one={"comparisons": ["a >"]}), "no option is called ``"),
        (case_of([f"o{place}" for place in range(60)]), "1,152,921,504,606,846,976 feasible states"),
        (case_of(["a", {"id": "a", "party": "two"}]), "same id"),
    ],
)  # fmt: skip
def test_what_cannot_be_analysed_is_refused_in_words(case, said):
    with pytest.raises(MethodError) as caught:
        game_of(case)
    assert said in caught.value.message
    assert caught.value.advice


def test_an_infeasible_status_quo_is_refused():
    raw = case_of(infeasible=["a and b"]).raw()
    raw["conflict"]["status_quo"] = ["a", "b"]
    with pytest.raises(MethodError, match="status quo `a \\+ b` is infeasible"):
        game_of(Case.model_validate(raw))
    raw["conflict"]["status_quo"] = ["b"]
    assert game_of(Case.model_validate(raw)).status_quo == 2


def test_more_moves_than_can_be_listed_are_refused(monkeypatch):
    from detente.engines.stability import game

    monkeypatch.setattr(game, "MOST_MOVES", 3)
    with pytest.raises(MethodError, match="too many to list"):
        _ = game_of(case_of()).moves
