"""The plain loops of the spatial model against positions that KTAB computed."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from tests.engines.forecast import spatial_reference

RUNS = {
    "tiny4_2d.positions": {},
    "tiny5_1d.positions": {},
    "SOE-Policy.default.positions": {},
    "dummyData_3Dim.default.positions": {},
    "dummyData_3Dim.BigRAdjust=None.positions": {"risk_adjustment": "none"},
    "dummyData_3Dim.BigRAdjust=TwoThirds.positions": {"risk_adjustment": "two_thirds"},
    "dummyData_3Dim.BigRRange=Min.positions": {"risk_range": "min"},
    "dummyData_3Dim.InterVecBrgn=S1P1.positions": {"vector_bargain": "s1p1"},
    "dummyData_3Dim.PCEModel=MarkovIncentive.positions": {"pce_model": "markov_incentive"},
    "dummyData_3Dim.ThirdPartyCommit=FullCommit.positions": {"third_party_commitment": "full"},
    "dummyData_3Dim.VictoryProbModel=Octic.positions": {"victory_probability": "octic"},
    "dummyData_3Dim.VictoryProbModel=Square.positions": {"victory_probability": "square"},
    "dummyData_3Dim.VotingRule=Binary.positions": {"voting_rule": "binary"},
    "dummyData_3Dim.VotingRule=PropBin.positions": {"voting_rule": "prop_bin"},
}


def given(path):
    """Positions and saliences (N, D) and capabilities (N,) of a KTAB table."""
    with path.open(encoding="utf-8") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    parties, dims = int(rows[0][2]), int(rows[0][3])
    numbers = np.array([[float(cell) for cell in row[2 : 3 + 2 * dims]] for row in rows[2 : 2 + parties]])
    return numbers[:, 1::2], numbers[:, 2::2], numbers[:, 0]


def computed(path, parties, dims):
    """Positions per turn, shape (turns, N, D)."""
    with path.open(encoding="utf-8") as file:
        cells = [float(row["position"]) for row in csv.DictReader(file)]
    return np.array(cells).reshape(-1, parties, dims)


@pytest.mark.parametrize("name", RUNS)
def test_the_plain_loops_give_what_ktab_gives(shared, name):
    folder = shared / "oracles" / "forecast" / "ktab"
    positions, saliences, capabilities = given(folder / f"{name.split('.')[0]}.csv")
    wanted = computed(folder / f"{name}.csv", *positions.shape)
    found = np.array(spatial_reference.run(positions, saliences, capabilities, **RUNS[name]))
    assert found.shape == wanted.shape
    assert found == pytest.approx(wanted, abs=1e-8)


def test_every_oracle_is_compared(shared):
    folder = shared / "oracles" / "forecast" / "ktab"
    assert {path.stem for path in folder.glob("*.positions.csv")} == set(RUNS)


@pytest.mark.parametrize("election", ["conditional", "markov_uniform", "markov_incentive"])
@pytest.mark.parametrize("victory", ["linear", "square", "quartic", "octic", "binary"])
@pytest.mark.parametrize("voting", ["proportional", "binary", "cubic", "prop_bin", "prop_cubic"])
def test_every_election_favours_what_all_voters_favour(voting, victory, election):
    utilities = np.array([[0.9, 0.5, 0.1], [0.8, 0.6, 0.2]])
    chances = spatial_reference.Rule(voting, victory, election).elect(utilities, [1.0, 2.0])
    assert chances.sum() == pytest.approx(1)
    assert chances[0] > 0.9


@pytest.mark.parametrize(("one", "other", "chance"), [(3.0, 3.0, 0.5), (1.05, 1.0, 0.7561), (2.0, 1.0, 1.0)])
def test_a_binary_victory_turns_between_equal_and_a_tenth_more(one, other, chance):
    rule = spatial_reference.Rule("proportional", "binary", "conditional")
    assert rule.wins(one, other) == pytest.approx(chance, abs=1e-4)
    assert rule.wins(other, one) == pytest.approx(1 - chance, abs=1e-4)
