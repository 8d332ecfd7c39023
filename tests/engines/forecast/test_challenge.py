from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.forecast import forecast
from detente.engines.forecast.challenge import ChallengeOptions
from detente.engines.forecast.challenge.choices import rules_of
from detente.engines.forecast.challenge.rounds import blank_record, play
from tests.engines.forecast import challenge_reference
from tests.engines.forecast.tables import published


def played(positions, saliences, capabilities, span=100, low=0, **options):
    """The record of one run, positions in the scale's units."""
    rules = rules_of(ChallengeOptions(**({"still": 0} | options)))
    x = (np.array(positions, float) - low) / span
    s, w = np.array(saliences, float), np.array(capabilities, float) * np.array(saliences, float)
    record = blank_record(rules.most_rounds, len(x))
    rounds, settled = play(rules, x, s, w, record)
    return record, rounds, settled


@st.composite
def tables(draw, most=7):
    size = draw(st.integers(2, most))
    whole = st.integers(0, 100)
    positions = draw(st.lists(whole, min_size=size, max_size=size))
    saliences = draw(st.lists(st.integers(1, 100).map(lambda s: s / 100), min_size=size, max_size=size))
    return positions, saliences, draw(st.lists(st.integers(1, 50), min_size=size, max_size=size))


def a_case(positions, saliences, capabilities, low=0, high=100):
    return Case.model_validate({
        "id": "quarrel",
        "parties": {f"p{i}": {"name": f"Party {i}", "capability": c} for i, c in enumerate(capabilities)},
        "issues": {"issue": {"name": "the issue", "scale": {low: "low", high: "high"}}},
        "positions": {
            f"p{i}": {"issue": {"position": x, "salience": s * 100}}
            for i, (x, s) in enumerate(zip(positions, saliences, strict=True))
        },
    })  # fmt: skip


# -- the published case ------------------------------------------------------------------------------------------------


def test_chances_risks_and_expected_utilities_of_the_published_case(shared):
    positions, capabilities, saliences, safe = published(shared)
    record, _, _ = played(positions, saliences / 100, capabilities, span=6, low=4, most_rounds=1)
    for pair, chance in safe["P_by_position"].items():
        one, other = (float(it) for it in pair.split(">"))
        i, j = (int(np.flatnonzero(positions == it)[0]) for it in (one, other))
        assert record.chances[0, i, j] == pytest.approx(chance, abs=0.0006)
    assert record.risks[0] == pytest.approx(list(safe["risk_exponent_Q1_R6"].values()), abs=0.002)
    _, details = challenge_reference.run(positions, saliences / 100, capabilities, 6)
    names = list(safe["risk_exponent_Q1_R6"])
    oracle = {("NL", "FR"): 0.6192, ("FR", "NL"): 0.6411}
    for (by, to), value in oracle.items():
        assert details[0][0][names.index(by)][names.index(to)] == pytest.approx(value, abs=6e-5)


def test_the_first_two_rounds_of_the_published_case(shared):
    safe = published(shared)[3]
    case = load_case("emission-standards-1994")
    for rounds, key in ((1, "round1_Q1_column_risk_conflict_no_move_best_offer"), (2, "round2_same")):
        for outcome, name in (("weighted_median", "median"), ("weighted_mean", "mean")):
            options = {"most_rounds": rounds, "still": 0, "outcome": outcome}
            found = forecast(case, "challenge", draws=0, options=options).issues["delay"].outcome
            assert found == pytest.approx(safe[key][name], abs=0.01)


# -- against plain loops -----------------------------------------------------------------------------------------------


@given(
    tables(),
    st.fixed_dictionaries({
        "conflict": st.sampled_from(["stay", "weaker_moves"]),
        "risk": st.sampled_from(["per_round", "fixed"]),
        "security": st.sampled_from(["from_others", "from_own"]),
        "offers": st.sampled_from(["best_offer", "least_move"]),
        "status_quo": st.sampled_from([1.0, 0.5, 0.0]),
        "change": st.sampled_from(["near_middle", "even"]),
    }),
)  # fmt: skip
@settings(max_examples=120)
@example(([25, 25, 10, 75, 75, 90], [1, 1, 0.8, 1, 1, 0.8], [2] * 6), {"conflict": "weaker_moves"})
@example(([40, 0, 60, 100], [0.8] * 4, [2] * 4), {"conflict": "weaker_moves", "offers": "least_move"})
def test_it_agrees_with_plain_loops_in_every_option(table, options):
    wanted, details = challenge_reference.run(*table, 100, rounds=1, **options)
    record, _, _ = played(*table, most_rounds=1, **options)
    np.testing.assert_allclose(record.risks[0], details[0][1], atol=1e-9)
    np.testing.assert_allclose(record.gains[0], details[0][2], atol=1e-9)
    np.testing.assert_allclose(record.positions[1] * 100, wanted[1], atol=1e-7)


# -- the history -------------------------------------------------------------------------------------------------------

QUARREL = load_case("emission-standards-1994")


def test_moves_offers_and_challenges_tell_one_story():
    answer = forecast(QUARREL, "challenge", draws=0)
    made = {(it.turn, it.by, it.to): it for it in answer.challenges}
    assert answer.moves
    for move in answer.moves:
        (offer,) = [it for it in answer.bargains if it.turn == move.turn and move.party in it.taken]
        challenge = made[move.turn, offer.by, offer.to]
        assert challenge.meaning in ("compromise", "compel")
        assert offer.offered[move.party] == move.after
        assert answer.turns[move.turn - 1].positions[move.party] == move.before
        assert answer.turns[move.turn].positions[move.party] == move.after
        assert QUARREL.party_name(offer.by) in move.why
        way = abs(move.after["delay"] - move.before["delay"])
        apart = abs(answer.turns[move.turn - 1].positions[offer.by]["delay"] - move.before["delay"])
        assert way == pytest.approx(apart * min(1, -challenge.answer_value / challenge.value))


def test_where_nothing_moves_the_positions_are_those_of_the_turn_before():
    answer = forecast(QUARREL, "challenge", draws=0)
    for turn in answer.turns[1:]:
        moved = {it.party for it in answer.moves if it.turn == turn.turn}
        for party, row in turn.positions.items():
            if party not in moved:
                assert row == answer.turns[turn.turn - 1].positions[party]


def test_a_limit_of_rounds_is_said_where_it_ends_the_run():
    answer = forecast(QUARREL, "challenge", draws=4, options={"most_rounds": 1, "still": 0})
    assert not answer.converged
    assert "Not converged" in answer.ended
    assert answer.issues["delay"].draws_summary.converged == 0
    at_rest = forecast(a_case([50, 50], [0.5, 0.5], [1, 1]), "challenge", draws=0)
    assert at_rest.converged
    assert len(at_rest.turns) == 2


def test_the_catalog_s_case_with_many_issues_is_told_issue_by_issue():
    case = load_case("vienna-2015")
    answer = forecast(case, "challenge", draws=0)
    assert {it.issue for it in answer.challenges} == set(case.issues)
    held = {(party, issue) for party, row in case.positions.items() for issue in row}
    for turn in answer.turns:
        assert {(party, issue) for party, row in turn.positions.items() for issue in row} == held


# -- cases at the edge -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("positions", "saliences", "capabilities"),
    [
        ([30], [0.5], [1]),
        ([30, 30, 30], [0.5, 0.2, 1], [1, 2, 3]),
        ([0, 100], [1, 1], [1, 1]),
        ([0, 100], [0, 0.5], [1, 1]),
        ([0, 100, 40], [0.1, 0.5, 0.2], [0, 1, 0]),
    ],
)
def test_small_and_odd_cases_have_an_answer(positions, saliences, capabilities):
    answer = forecast(a_case(positions, saliences, capabilities), "challenge", draws=3)
    assert min(positions) <= answer.issues["issue"].outcome <= max(positions)
    assert not any(isnan(x) for it in answer.turns for row in it.positions.values() for x in row.values())


@pytest.mark.parametrize(("saliences", "capabilities"), [([0, 0], [1, 1]), ([0.5, 0.5], [0, 0])])
def test_without_any_weight_it_is_undetermined(saliences, capabilities):
    answer = forecast(a_case([0, 90], saliences, capabilities), "challenge", draws=3)
    assert answer.issues["issue"].outcome is None


# -- properties --------------------------------------------------------------------------------------------------------


@given(tables())
def test_positions_stay_within_those_of_the_start(table):
    record, rounds, _ = played(*table, most_rounds=5)
    reached = record.positions[: rounds + 1] * 100
    assert (reached >= min(table[0]) - 1e-9).all()
    assert (reached <= max(table[0]) + 1e-9).all()


@given(tables(), st.randoms(use_true_random=False))
def test_order_and_unit_of_capability_change_nothing_in_a_round_without_ties(table, random):
    record, _, _ = played(*table, most_rounds=1)
    order = random.sample(range(len(table[0])), len(table[0]))
    other, _, _ = played(*[[part[i] for i in order] for part in table], most_rounds=1)
    scaled, _, _ = played(table[0], table[1], [c * 1000 for c in table[2]], most_rounds=1)
    np.testing.assert_allclose(scaled.gains[0], record.gains[0], atol=1e-9)
    np.testing.assert_allclose(other.gains[0], record.gains[0][np.ix_(order, order)], atol=1e-9)


@st.composite
def symmetric(draw):
    """Tables with a mirror image of every party, and their options: equal offers from both sides are common."""
    half = draw(st.integers(1, 3))
    places = draw(st.lists(st.sampled_from([0, 10, 25, 40]), min_size=half, max_size=half))
    numbers = st.lists(st.sampled_from([1, 2, 5, 10]), min_size=half, max_size=half)
    saliences, capabilities = [s / 10 for s in draw(numbers)], draw(numbers)
    middle = draw(st.integers(0, 1))
    options = draw(
        st.fixed_dictionaries({
            "conflict": st.sampled_from(["stay", "weaker_moves"]),
            "offers": st.sampled_from(["best_offer", "least_move"]),
        })
    )  # fmt: skip
    table = (
        [*places, *(100 - x for x in places), *[50] * middle],
        [*saliences, *saliences, *[0.7] * middle],
        [*capabilities, *capabilities, *[3] * middle],
    )
    return table, options


@given(symmetric(), st.randoms(use_true_random=False))
def test_the_order_of_the_parties_does_not_decide_between_equal_offers(drawn, random):
    table, options = drawn
    order = random.sample(range(len(table[0])), len(table[0]))
    other = [[part[i] for i in order] for part in table]
    for outcome in ("weighted_median", "weighted_mean"):
        asked = options | {"outcome": outcome, "still": 0}
        one = forecast(a_case(*table), "challenge", draws=0, options=asked)
        assert forecast(a_case(*other), "challenge", draws=0, options=asked).issues["issue"].outcome == (
            one.issues["issue"].outcome
        )


@given(symmetric())
def test_equal_sides_meet_in_the_middle(drawn):
    table, options = drawn
    record, _, _ = played(*table, most_rounds=1, **options)
    weights = np.array(table[1]) * np.array(table[2])
    assert record.positions[1].dot(weights) / weights.sum() == pytest.approx(0.5, abs=1e-9)


def test_a_party_pulled_both_ways_by_equal_offers_stays():
    record, _, _ = played([0, 50, 100], [1, 1, 1], [10, 1, 10], most_rounds=1)
    for end in (0, 2):
        assert record.gains[0, end, 1] > 0 > record.gains[0, 1, end]
    assert record.positions[1].tolist() == [0, 0.5, 1]
    # sides that differ a little make different offers, and one of them is the better one
    record, _, _ = played([0, 50, 100], [1, 1, 1], [10, 1, 11], most_rounds=1)
    assert record.positions[1][1] in (0, 1)


def test_many_parties_give_a_history_of_bounded_length():
    made = np.random.default_rng(2)
    crowd = a_case(made.uniform(0, 100, 150).tolist(), made.uniform(0.1, 1, 150).tolist(), [1] * 150)
    answer = forecast(crowd, "challenge", draws=0, options={"most_rounds": 3, "still": 0})
    assert any("only those whose offer was taken" in note for note in answer.notes)
    assert len(answer.challenges) == len(answer.bargains) == len(answer.moves) > 0


@given(tables())
def test_a_mirrored_scale_mirrors_what_is_expected(table):
    record, _, _ = played(*table, most_rounds=1, status_quo=1.0)
    mirrored, _, _ = played([100 - x for x in table[0]], table[1], table[2], most_rounds=1, status_quo=1.0)
    np.testing.assert_allclose(mirrored.gains[0], record.gains[0], atol=1e-9)


@given(tables())
def test_the_unit_of_the_scale_does_not_matter(table):
    options = {"most_rounds": 1, "still": 0}
    one = forecast(a_case(*table), "challenge", draws=0, options=options)
    wide = a_case([x * 3 - 40 for x in table[0]], table[1], table[2], low=-40, high=260)
    other = forecast(wide, "challenge", draws=0, options=options)
    for party, row in one.turns[-1].positions.items():
        assert other.turns[-1].positions[party]["issue"] == pytest.approx(row["issue"] * 3 - 40, abs=1e-6)


def test_the_options_are_documented():
    assert all(info.description for info in ChallengeOptions.model_fields.values())
