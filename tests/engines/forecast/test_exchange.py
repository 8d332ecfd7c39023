from __future__ import annotations

import csv
import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.engines.forecast import forecast
from detente.engines.forecast.exchange import METHOD, ExchangeOptions
from detente.engines.forecast.exchange.answers import inputs_of
from detente.engines.forecast.exchange.choices import rules_of
from detente.engines.forecast.exchange.rounds import blank_record, play
from detente.engines.forecast.table import Tables
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.errors import MethodError
from tests.engines.forecast import exchange_reference


def case_of(table, scales=None, names=None) -> Case:
    """A case from ``{issue: {party: (position, salience 0 to 1, capability)}}``, positions in the scale's units."""
    scales = scales or {}
    parties = dict.fromkeys(party for held in table.values() for party in held)
    return Case.model_validate(
        {
            "id": "scenario",
            "parties": {party: {"name": (names or {}).get(party, party)} for party in parties},
            "issues": {
                issue: {
                    "name": (names or {}).get(issue, issue),
                    "scale": dict.fromkeys(scales.get(issue, (0, 100)), ""),
                    "capability": {party: c for party, (_, _, c) in held.items()},
                }
                for issue, held in table.items()
            },
            "positions": {
                party: {
                    issue: {"position": held[party][0], "salience": held[party][1] * 100}
                    for issue, held in table.items()
                    if party in held
                }
                for party in parties
            },
        }
    )


def tables_of(case):
    return Tables.best(case, list(case.issues))


def outcomes(table, scales=None, **options):
    case = case_of(table, scales)
    found = METHOD.answer(tables_of(case), ExchangeOptions(**options))
    assert found.converged.all()
    return dict(zip(table, found.outcomes[0].tolist(), strict=True))


def told(table, **options):
    case = case_of(table)
    return METHOD.history(case, tables_of(case), ExchangeOptions(**options))


@st.composite
def scenarios(draw, most_parties=5, most_issues=4):
    """Some parties on some issues, some without position, salience or capability."""
    parties = [f"p{number}" for number in range(draw(st.integers(1, most_parties)))]
    issues = [f"i{number}" for number in range(draw(st.integers(1, most_issues)))]
    position = st.one_of(
        st.sampled_from([0, 25, 50, 100]), st.integers(0, 100), st.floats(0, 100, allow_subnormal=False)
    )
    salience = st.integers(0, 20).map(lambda it: it / 20)
    stance = st.tuples(position.map(float), salience, st.integers(0, 5).map(float))
    stances = st.one_of(stance, stance, stance, stance, stance, st.none())
    table = {issue: {party: draw(stances) for party in parties} for issue in issues}
    return {
        issue: {party: it for party, it in held.items() if it is not None}
        for issue, held in table.items()
        if any(it is not None for it in held.values())
    } or {"i0": {"p0": (50.0, 1.0, 1.0)}}


EXAMPLE = {
    "border": {"alba": (0.0, 0.8, 1.0), "brena": (100.0, 0.4, 1.0)},
    "toll": {"alba": (0.0, 0.2, 1.0), "brena": (100.0, 0.6, 1.0)},
}


def sample(shared):
    """The published sample and what is known of it."""
    folder = shared / "oracles" / "forecast" / "exchange"
    table = {}
    with (folder / "sample.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            stance = (float(row["position"]), float(row["salience"]), float(row["capability"]))
            table.setdefault(row["issue"], {})[row["party"]] = stance
    return table, json.loads((folder / "sample.json").read_text(encoding="utf-8")), {"tol-hoogte": (0.5, 7)}


# -- Known answers -----------------------------------------------------------------------------------------------------


def test_the_sample_starts_at_the_known_outcomes(shared):
    table, known, scales = sample(shared)
    case = case_of(table, scales)
    found = METHOD.answer(tables_of(case), ExchangeOptions(least_gain=100)).outcomes[0]
    for value, issue in zip(found, table, strict=True):
        low, high = scales.get(issue, (0, 100))
        assert (value - low) / (high - low) * 100 == pytest.approx(known["outcomes_before_0_100"][issue], abs=1e-9)


def test_the_sample_has_the_known_first_exchanges(shared):
    table, known, scales = sample(shared)
    case = case_of(table, scales)
    found = METHOD.history(case, tables_of(case), ExchangeOptions()).exchanges
    for it, (*sides, gain) in zip(found, known["first_exchanges"], strict=False):
        got = {
            (it.one, it.issue_one): (it.from_one, it.to_one),
            (it.other, it.issue_other): (it.from_other, it.to_other),
        }
        for party, issue, before, after in (sides[:4], sides[4:]):
            assert got[party, issue] == pytest.approx((before, after), abs=1e-9)
        assert it.gain == pytest.approx(gain, abs=1e-9)
    assert [it.gain for it in found[:2]] == pytest.approx(known["first_gains"], abs=1e-9)


def test_the_sample_ends_where_the_plain_loops_end(shared):
    table, _, scales = sample(shared)
    low, high = scales["tol-hoogte"]
    plain = table | {
        "tol-hoogte": {
            party: ((x - low) / (high - low) * 100, s, c) for party, (x, s, c) in table["tol-hoogte"].items()
        }
    }
    expected, exchanges = exchange_reference.run(plain, rounds=2)
    found = outcomes(table, scales, rounds=2)
    expected["tol-hoogte"] = low + expected["tol-hoogte"] * (high - low) / 100
    assert found == pytest.approx(expected, abs=1e-7)
    assert len(exchanges) > 40


def test_the_worked_example():
    history = told(EXAMPLE)
    (it,) = history.exchanges
    assert (it.one, it.issue_one, it.from_one, it.to_one) == ("alba", "toll", 0, 100)
    assert (it.other, it.issue_other, it.from_other) == ("brena", "border", 100)
    assert it.to_other == pytest.approx(50)
    assert it.gain == pytest.approx(25 / 3)
    assert outcomes(EXAMPLE) == pytest.approx({"border": 50 / 3, "toll": 100})
    assert history.converged


def test_the_outcome_stops_where_the_other_party_wants_it():
    # Coro counts so much that its full move on the border would carry the outcome past what Alba wants.
    table = {
        "border": {"alba": (40.0, 0.9, 1.0), "brena": (0.0, 0.5, 4.0), "coro": (100.0, 0.3, 9.0)},
        "toll": {"alba": (100.0, 0.1, 9.0), "coro": (0.0, 0.9, 1.0)},
    }
    (it,) = told(table).exchanges
    assert it.to_other > 40
    assert outcomes(table)["border"] == pytest.approx(40)


# -- Against plain loops -----------------------------------------------------------------------------------------------


@given(scenarios(), st.integers(1, 3), st.sampled_from(["larger_shift", "smaller_shift", "names"]))
def test_it_agrees_with_plain_loops(table, rounds, tie_order):
    expected, exchanges = exchange_reference.run(table, rounds=rounds, tie_order=tie_order)
    found = outcomes(table, rounds=rounds, tie_order=tie_order)
    assert {issue: None if np.isnan(value) else value for issue, value in found.items()} == {
        issue: None if value is None else pytest.approx(value, abs=1e-6) for issue, value in expected.items()
    }
    history = told(table, rounds=rounds, tie_order=tie_order)
    assert [it.gain for it in history.exchanges] == pytest.approx([it["gain"] for it in exchanges], abs=1e-6)


# -- What an exchange is -----------------------------------------------------------------------------------------------


@given(scenarios())
def test_each_exchange_brings_both_sides_the_same_and_something(table):
    history = told(table)
    start = {issue: {party: it[0] for party, it in held.items()} for issue, held in table.items()}
    votes = {issue: dict(held) for issue, held in start.items()}
    for it in history.exchanges:
        sides = (it.one, it.issue_one, it.from_one, it.to_one), (it.other, it.issue_other, it.from_other, it.to_other)
        issues = (it.issue_one, it.issue_other)
        before = {party: exchange_reference.loss(table, start, votes, party, issues) for party, *_ in sides}
        for party, issue, left, reached in sides:
            assert votes[issue][party] == pytest.approx(left, abs=1e-9)
            assert (reached > left) == (left > start[issue][party]) or left == pytest.approx(start[issue][party])
            votes[issue][party] = reached
        for party in before:
            gain = before[party] - exchange_reference.loss(table, start, votes, party, issues)
            assert gain == pytest.approx(it.gain, abs=1e-7)
        assert it.gain > 1e-6
        for (party, issue, _, reached), (partner, *_) in zip(sides, reversed(sides), strict=True):
            low, high = sorted((start[issue][party], start[issue][partner]))
            assert low - 1e-9 <= reached <= high + 1e-9
    final = {issue: exchange_reference.outcome(table, votes, issue) for issue in table}
    for issue, value in outcomes(table).items():
        assert final[issue] is None if np.isnan(value) else value == pytest.approx(final[issue], abs=1e-7)


@given(scenarios(), st.integers(1, 3))
def test_outcomes_lie_within_the_positions_that_carry_weight(table, rounds):
    for issue, value in outcomes(table, rounds=rounds).items():
        held = [x for x, s, c in table[issue].values() if s * c > 0]
        assert np.isnan(value) if not held else min(held) - 1e-9 <= value <= max(held) + 1e-9


@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_parties_and_issues_changes_nothing_at_all(table, random):
    names = list(dict.fromkeys(party for held in table.values() for party in held))
    random.shuffle(names)
    issues = list(table)
    random.shuffle(issues)
    mixed = {issue: {party: table[issue][party] for party in names if party in table[issue]} for issue in issues}
    found, again = outcomes(table), outcomes(mixed)
    assert all(found[issue] == again[issue] or np.isnan([found[issue], again[issue]]).all() for issue in table)
    assert told(mixed).exchanges == told(table).exchanges


@given(scenarios(), st.sampled_from([0.001, 0.3, 7.0, 1e6]))
def test_only_the_shares_of_capability_matter(table, factor):
    more = {issue: {party: (x, s, c * factor) for party, (x, s, c) in held.items()} for issue, held in table.items()}
    assert outcomes(more) == pytest.approx(outcomes(table), abs=1e-6, nan_ok=True)


@given(scenarios())
def test_a_mirrored_scale_mirrors_its_outcome_and_no_other(table):
    first = next(iter(table))
    mirrored = table | {first: {party: (100 - x, s, c) for party, (x, s, c) in table[first].items()}}
    expected = outcomes(table)
    expected[first] = 100 - expected[first]
    assert outcomes(mirrored) == pytest.approx(expected, abs=1e-6, nan_ok=True)


@given(scenarios())
def test_the_units_of_a_scale_do_not_matter(table):
    first = next(iter(table))
    scaled = table | {first: {party: (x * 0.06 - 2, s, c) for party, (x, s, c) in table[first].items()}}
    expected = outcomes(table)
    expected[first] = expected[first] * 0.06 - 2
    found = outcomes({**scaled}, {first: (-2, 4)})
    assert found == pytest.approx(expected, abs=1e-6, nan_ok=True)


@given(st.one_of(scenarios(most_issues=1), scenarios(most_parties=1)), st.integers(1, 3))
def test_with_one_issue_or_one_party_it_is_the_weighted_mean(table, rounds):
    case = case_of(table)
    expected = [weighted_mean(it.positions, it.weights)[0] for it in tables_of(case).tables]
    assert list(outcomes(table, rounds=rounds).values()) == pytest.approx(expected, abs=1e-9, nan_ok=True)
    assert not told(table, rounds=rounds).exchanges


def test_parties_that_weigh_the_issues_alike_have_nothing_to_exchange():
    table = {issue: {"alba": (0.0, 0.8, 1.0), "brena": (100.0, 0.4, 1.0)} for issue in ("border", "toll")}
    history = told(table)
    assert not history.exchanges
    assert history.ended == "No exchange: no two parties can both gain by giving way to each other."


def test_a_very_large_capability_does_not_overflow():
    table = {issue: {party: (x, s, 8e99) for party, (x, s, _) in held.items()} for issue, held in EXAMPLE.items()}
    assert outcomes(table) == pytest.approx(outcomes(EXAMPLE))


def test_an_issue_without_weight_is_undetermined_and_the_others_are_not():
    found = outcomes(EXAMPLE | {"idle": {"alba": (10.0, 0.0, 1.0), "brena": (90.0, 1.0, 0.0)}})
    assert np.isnan(found.pop("idle"))
    assert found == pytest.approx(outcomes(EXAMPLE))


# -- Choices -----------------------------------------------------------------------------------------------------------

TIED = {  # both pairs gain the same; the second shifts its outcomes twice as far
    "a1": {"alba": (0.0, 0.8, 1.0), "brena": (50.0, 0.4, 1.0)},
    "a2": {"alba": (0.0, 0.2, 1.0), "brena": (50.0, 0.6, 1.0)},
    "b1": {"coro": (0.0, 0.4, 1.0), "dorn": (100.0, 0.2, 1.0)},
    "b2": {"coro": (0.0, 0.1, 1.0), "dorn": (100.0, 0.3, 1.0)},
}


@pytest.mark.parametrize(
    ("tie_order", "first"), [("larger_shift", "coro"), ("smaller_shift", "alba"), ("names", "alba")]
)
def test_ties_are_broken_as_asked(tie_order, first):
    exchanges = told(TIED, tie_order=tie_order).exchanges
    assert len(exchanges) == 2
    assert exchanges[0].gain == pytest.approx(exchanges[1].gain)
    assert exchanges[0].one == first


def test_an_exchange_has_to_be_worth_its_while():
    assert told(EXAMPLE, least_gain=8.3).exchanges
    assert not told(EXAMPLE, least_gain=8.4).exchanges


def test_in_a_new_round_a_position_stands_between_the_old_one_and_the_vote():
    history = told(EXAMPLE, rounds=2)
    (settled,) = [it for it in history.moves if it.turn == 2 and it.party == "alba" and "new round" in it.why]
    share = (1 - 0.2) * 0.4 + 0.1
    assert settled.before == {"toll": 100}
    assert settled.after == pytest.approx({"toll": share * 100})
    still = told(EXAMPLE, rounds=2, fixed_share=0, salience_share=0)
    assert still.turns[1].positions == still.turns[2].positions
    assert "every round is like the first" in still.notes[0]


@pytest.mark.parametrize(
    "options", [{"rounds": 0}, {"rounds": 101}, {"least_gain": -1}, {"tie_order": "dice"}, {"x": 1}]
)
def test_an_impossible_choice_is_refused(options):
    with pytest.raises(MethodError):
        forecast(case_of(EXAMPLE), "exchange", draws=0, options=options)


# -- Rows, threads and limits ------------------------------------------------------------------------------------------


def drawn(rows=40):
    table = {issue: {f"p{party}": (50.0, 0.5, 1.0) for party in range(6)} for issue in ("i0", "i1", "i2")}
    case = case_of(table)
    made = np.random.default_rng(5)
    values = {}
    for issue in case.issues:
        for party in case.parties:
            values["positions", party, issue, "position"] = made.uniform(0, 100, rows)
            values["positions", party, issue, "salience"] = made.uniform(0, 100, rows)
            values["issues", issue, "capability", party] = made.uniform(0, 10, rows)
    return case, values


def test_rows_are_answered_as_they_are_alone():
    case, values = drawn()
    found = METHOD.answer(Tables.given(case, list(case.issues), 40, values), ExchangeOptions()).outcomes
    for row in range(0, 40, 7):
        alone = {loc: value[row : row + 1] for loc, value in values.items()}
        expected = METHOD.answer(Tables.given(case, list(case.issues), 1, alone), ExchangeOptions()).outcomes
        assert (found[row] == expected[0]).all()


def test_threads_do_not_disturb_one_another():
    case, values = drawn()
    tables = Tables.given(case, list(case.issues), 40, values)
    expected = METHOD.answer(tables, ExchangeOptions()).outcomes
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: METHOD.answer(tables, ExchangeOptions()).outcomes, range(8)))
    assert all((it == expected).all() for it in found)


def test_at_its_limit_it_stops_and_has_not_converged():
    it = inputs_of(tables_of(case_of(TIED)))
    rules = rules_of(ExchangeOptions())._replace(most_exchanges=1)
    record = blank_record(1, len(it.issues), len(it.parties), 5)
    assert play(rules, it.positions[0], it.saliences[0], it.shares[0], record) == (1, False)


def test_without_issues_with_positions_there_is_no_answer():
    case = Case.model_validate({"id": "x", "parties": {"a": {}}, "issues": {"i": {"scale": {0: "", 9: ""}}}})
    found = forecast(case, "exchange", draws=3)
    assert found.issues["i"].outcome is None
    assert found.ended == "No party has a position."


def test_a_position_that_nobody_moved_is_told_as_it_was_given():
    table = {
        "i0": {"p1": (7.0, 0.05, 1.0), "p3": (0.3, 0.1, 1.0)},
        "i1": {"p1": (0.1, 0.05, 1.0), "p3": (25.7, 0.05, 1.0)},
    }
    start = told(table).turns[0].positions
    assert all(start[party][issue] == x for issue, held in table.items() for party, (x, _, _) in held.items())


# -- In words ----------------------------------------------------------------------------------------------------------

NAMES = {"alba": "Alba", "brena": "Brena", "border": "the border", "toll": "the toll"}


def test_the_moves_say_who_gives_what_to_whom():
    case = case_of(EXAMPLE, names=NAMES)
    moves = forecast(case, "exchange", draws=0).moves
    assert [it.why for it in moves] == [
        "Alba moves from 0 to 100 on the toll, which matters less to it, and Brena moves from 100 to 50 on the border "
        "in return; each gains 8.3.",
        "Brena moves from 100 to 50 on the border, which matters less to it, and Alba moves from 0 to 100 on the toll "
        "in return; each gains 8.3.",
    ]
    assert moves[0].before == {"toll": 0}
    assert moves[0].after == {"toll": 100}


def test_where_both_issues_matter_alike_it_says_to_whom_less():
    table = {"border": EXAMPLE["border"], "toll": {"alba": (0.0, 0.8, 1.0), "brena": (100.0, 0.6, 1.0)}}
    why = forecast(case_of(table, names=NAMES), "exchange", draws=0).moves[0].why
    assert why.startswith("Alba moves from 0 to ")
    assert "on the toll, which, compared with the border, matters less to it than to Brena" in why


def test_the_turns_hold_the_start_and_the_end_and_only_positions_that_are_held():
    table = EXAMPLE | {"visas": {"alba": (30.0, 0.5, 1.0), "coro": (60.0, 0.5, 1.0)}}
    history = told(table)
    assert [it.turn for it in history.turns] == [0, 1]
    assert history.turns[0].positions["coro"] == {"visas": 60}
    assert history.turns[1].positions["alba"]["toll"] == 100
    assert history.notes == (
        "Without a position, so with no part in exchanges there: coro on border, coro on toll and brena on visas.",
    )
