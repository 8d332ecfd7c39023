"""Draws of uncertain preferences, orders that agree with comparisons, and changes of statements."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from detente.case import Case
from detente.engines.stability.building import game_of
from detente.engines.stability.certificates import stable
from detente.engines.stability.game import Partial
from detente.engines.stability.graph import graph_of
from detente.engines.stability.inverse_statements import least_statement_change
from detente.engines.stability.linear_orders import Orders
from detente.engines.stability.robustness import deciding, drawn
from detente.engines.uncertainty import wilson
from detente.errors import CommandError, MethodError

OPTIONS = [{"id": "arm", "party": "one"}, {"id": "strike", "party": "two"}]


def case_of(one, two, **more):
    return Case.model_validate(
        {
            "id": "small",
            "parties": {"one": {}, "two": {}},
            "conflict": {"options": OPTIONS, "preferences": {"one": one, "two": two}, **more},
        }
    )


def test_all_orders_that_agree_are_met_alike_often():
    """1 and 2 above 0, 4 equal to 3: 0 < 1, 2 and the pair {3, 4} anywhere: eight orders."""
    partial = Partial(np.array([1, 2], np.int32), np.array([0, 0], np.int32), np.array([[3, 4]], np.int32))
    orders = Orders(partial, np.array([0, 1, 1, 0, 0], np.int32))
    assert orders.open_pairs == 4
    met = Counter(tuple(orders.draw(key).tolist()) for key in range(4000))
    assert all(it[0] < min(it[1], it[2]) and it[3] == it[4] for it in met)
    assert len(met) == 8
    assert max(abs(count / 4000 - 1 / 8) for count in met.values()) < 0.02
    assert orders.draw(7).tolist() == orders.draw(7).tolist()


def test_an_exact_chance_lies_in_the_interval():
    """`one` weighs arming against a reward for both restrained: the state `none` is Nash if u1 < u2, both uniform on [0, 1]."""
    case = case_of({"weights": {"arm": [0, 1], "not arm and not strike": [0, 1]}}, {"statements": ["not strike"]})
    found = drawn(case, 2000, 3, ("nash", "seq"))
    hits = int(found.equilibria["nash"][:, 0].sum())
    low, high = wilson(hits, 2000)
    assert low < 0.5 < high
    it = deciding(found, 0, "nash")
    assert (it.party, {it.one, it.other}) == (0, {0, 1})
    assert {it.if_better, it.if_not} == {0.0, 1.0}
    assert it.bits == pytest.approx(1, abs=0.01)


def test_draws_do_not_depend_on_workers_or_number():
    case = case_of({"comparisons": ["arm > none"]}, {"weights": {"strike": [0, 1], "arm": [0, 1]}})
    first, second = drawn(case, 120, 5, workers=1), drawn(case, 70, 5, workers=2)
    for party, ranks in first.ranks.items():
        assert (ranks[:70] == second.ranks[party]).all()
    for concept, held in first.equilibria.items():
        assert (held[:70] == second.equilibria[concept]).all()


def test_each_draw_is_the_analysis_of_its_ranks():
    case = case_of({"comparisons": ["arm > none"]}, {"comparisons": ["strike > none"]})
    found = drawn(case, 40, 1)
    from dataclasses import replace

    for place in range(40):
        ranks = np.array([found.ranks[0][place], found.ranks[1][place]])
        graph = graph_of(replace(found.game, ranks=ranks, partial=()))
        for concept, held in found.equilibria.items():
            wanted = [all(stable(graph, party, state, concept) for party in (0, 1)) for state in range(4)]
            assert held[place].tolist() == wanted


def test_nothing_uncertain_and_impossible_draws_are_refused():
    case = case_of({"statements": ["arm"]}, {"statements": ["strike"]})
    with pytest.raises(MethodError, match="exact"):
        drawn(case, 10, 0)
    with pytest.raises(CommandError):
        drawn(case, 0, 0)


def lists_within(statements, changes):
    """Every list of statements within so many changes, as (text, straight)."""
    met = {tuple((text, True) for text in statements)}
    for _ in range(changes):
        for items in list(met):
            for at, (text, straight) in enumerate(items):
                met.add(items[:at] + items[at + 1 :])
                met.add((*items[:at], (text, not straight), *items[at + 1 :]))
                if at + 1 < len(items):
                    met.add((*items[:at], items[at + 1], items[at], *items[at + 2 :]))
    return met


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
@pytest.mark.parametrize("breaks", [False, True])
def test_the_least_change_of_statements_as_by_trying_all(concept, breaks):
    texts = {"one": ["arm if strike", "not strike", "arm"], "two": ["not arm", "strike"]}
    case = case_of({"statements": texts["one"]}, {"statements": texts["two"]})
    game = game_of(case)
    for state in range(4):
        found = least_statement_change(case.conflict, game, state, concept, breaks=breaks)
        wanted = None
        for total in range(4):
            for own in range(total + 1):
                pairs = itertools.product(lists_within(texts["one"], own), lists_within(texts["two"], total - own))
                for one, two in pairs:
                    written = [
                        {"statements": [text if straight else f"not ({text})" for text, straight in it]}
                        for it in (one, two)
                    ]
                    if not all(it["statements"] for it in written):
                        continue
                    graph = graph_of(game_of(case_of(*written)))
                    if all(stable(graph, party, state, concept) for party in (0, 1)) != breaks:
                        wanted = total
                        break
                if wanted is not None:
                    break
            if wanted is not None:
                break
        if wanted is None:
            assert (
                found.found is None or found.found.changes > 3 or any(not it for it in found.found.statements.values())
            )
        else:
            assert found.found.changes <= wanted
            if all(found.found.statements.values()):
                assert found.found.changes == wanted
            new = {party: found.found.statements.get(party, texts[party]) for party in texts}
            if all(new.values()):
                graph = graph_of(game_of(case_of(*({"statements": list(new[party])} for party in ("one", "two")))))
                assert all(stable(graph, party, state, concept) for party in (0, 1)) != breaks


def test_a_search_that_is_cut_short_says_so():
    case = case_of({"statements": ["arm", "strike", "arm iff strike"]}, {"statements": ["strike"]})
    found = least_statement_change(case.conflict, game_of(case), 0, "nash", most_tries=1)
    assert found.found is None
    assert not found.complete
    assert found.tried == 0


def test_statements_are_needed():
    case = case_of({"weights": {"arm": 1}}, {"ranking": ["none", "arm", "strike", "arm + strike"]})
    with pytest.raises(MethodError, match="statements"):
        least_statement_change(case.conflict, game_of(case), 0, "nash")
