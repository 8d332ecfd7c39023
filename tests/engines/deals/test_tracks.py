"""Two tracks with linked issues, as the theory page tells to model them."""

from itertools import product

import pytest

import detente
from detente.case.reader import parse_case
from detente.engines.deals.building import space_of

TRACKS = """
detente: 1
id: two-tracks
parties:
  gov: {name: Government, role: at_table, reservation: 20}
  opp: {name: Opposition, role: at_table, reservation: 20}
issues:
  ceasefire: {name: Ceasefire, scale: {0: no ceasefire, 1: ceasefire}, reference: 0}
  monitors: {name: Monitors, scale: {0: none, 50: few, 100: many}, reference: 0}
  elections: {name: Elections, scale: {0: none, 50: local, 100: national}, reference: 0}
  office: {name: President, scale: {0: leaves, 100: stays}, reference: 100}
positions:
  gov:
    ceasefire: {position: 0.2, salience: 40}
    monitors: {position: 20, salience: 20}
    elections: {position: 10, salience: 60}
    office: {position: 100, salience: 80}
  opp:
    ceasefire: {position: 1, salience: 50}
    monitors: {position: 100, salience: 40}
    elections: {position: 100, salience: 70}
    office: {position: 0, salience: 60}
deals:
  exclude:
    - not (monitors > 0 implies ceasefire = 1)
    - not (ceasefire = 1 implies elections >= 50)
  interactions:
    - {party: opp, issues: [ceasefire, elections], values: {"1, 100": 6}}
"""
SCALES = {"ceasefire": (0, 1), "monitors": (0, 50, 100), "elections": (0, 50, 100), "office": (0, 100)}


def possible(package):
    """Monitors watch a ceasefire; a ceasefire comes with elections."""
    return (not package["monitors"] or package["ceasefire"]) and (
        not package["ceasefire"] or package["elections"] >= 50
    )


def worth(package, positions, salience):
    total = sum(salience.values())
    return sum(
        salience[it] / total * 100 * (1 - abs(positions[it] - mark) / max(SCALES[it])) for it, mark in package.items()
    )


def test_linked_tracks_by_definition():
    case = parse_case(TRACKS).sound
    space = space_of(case)
    assert [[space.issues[it] for it in block.issues] for block in space.blocks] == [
        ["ceasefire", "monitors", "elections"],
        ["office"],
    ]
    every = [dict(zip(SCALES, marks, strict=True)) for marks in product(*SCALES.values())]
    kept = [it for it in every if possible(it)]
    assert space.size == len(kept) == 18
    gov = {"ceasefire": 0.2, "monitors": 20, "elections": 10, "office": 100}
    opp = {"ceasefire": 1, "monitors": 100, "elections": 100, "office": 0}
    weights = {"ceasefire": 40, "monitors": 20, "elections": 60, "office": 80}
    other = {"ceasefire": 50, "monitors": 40, "elections": 70, "office": 60}
    found = detente.deals(case, within="all")
    for it in found.frontier:
        extra = 6 if (it.package["ceasefire"], it.package["elections"]) == (1, 100) else 0
        assert it.package in kept
        assert it.utilities["gov"] == pytest.approx(worth(it.package, gov, weights))
        assert it.utilities["opp"] == pytest.approx(worth(it.package, opp, other) + extra)
    passing = [
        it
        for it in kept
        if worth(it, gov, weights) >= 20
        and worth(it, opp, other) + 6 * ((it["ceasefire"], it["elections"]) == (1, 100)) >= 20
    ]
    assert found.zone.count == len(passing)
