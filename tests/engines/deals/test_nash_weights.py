"""The weighted Nash solution, by definition."""

from math import prod

import numpy as np
import pytest

import detente
from detente.engines.deals.building import space_of
from detente.engines.deals.nash_weights import nash_powers, weights_named
from detente.engines.deals.solutions import solutions, verify
from detente.errors import MethodError
from tests.engines.deals import brute, spaces_danalysis


@pytest.mark.parametrize("seed", range(60))
def test_the_pick_has_the_greatest_product_of_powers(seed):
    space = spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.3)
    powers = np.random.default_rng(seed).uniform(0.2, 3, len(space.parties))
    picked = {tuple(one) for one in solutions(space, powers)["nash"].packages.tolist()}
    gains = {
        choices: [u - r for u, r in zip(worth, space.reservations, strict=True)]
        for choices, worth in brute.rational(space)
    }
    products = {
        choices: prod(one**power for one, power in zip(row, powers, strict=True))
        for choices, row in gains.items()
        if min(row) > 1e-9
    }
    if products:
        best = max(products.values())
        assert picked == {choices for choices, it in products.items() if it >= best * (1 - 1e-9)}
    else:
        assert picked == {tuple(one) for one in solutions(space)["nash"].packages.tolist()}


def test_weights_change_the_pick_of_the_founding_case_and_it_holds_by_definition():
    case = detente.load_case("vienna-2015")
    space = space_of(case)
    equal, weighted = detente.deals(case), detente.deals(case, nash_weights={"russia": 4, "usa": 0.5})
    powers = nash_powers(case, space, {"russia": 4, "usa": 0.5})
    assert powers.tolist() == [0.5, 4, 1, 1, 1, 1, 1]
    assert weighted.solutions.nash != equal.solutions.nash
    assert weighted.solutions.nash[0].utilities["russia"] > equal.solutions.nash[0].utilities["russia"]
    assert weighted.solutions.egalitarian == equal.solutions.egalitarian
    assert verify(space, "nash", solutions(space, powers)["nash"], powers) == ()
    assert weighted.run.parameters["nash_weights"] == {"russia": 4, "usa": 0.5}
    assert weighted.notes[0] == "The Nash pick weighs gains: United States 0.5 and Russia 4, and all others 1."


def test_only_proportions_matter():
    case = detente.load_case("panama-canal")
    one, other = (detente.deals(case, nash_weights=it).solutions for it in ({"usa": 2, "panama": 4}, {"panama": 2}))
    assert one == other


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"atlantis": 1}, "no party atlantis"),
        ({"isis": 1}, "not at the table"),
        ({"usa": 0}, "above 0"),
        ({"usa": -1}, "above 0"),
        ({"usa": float("nan")}, "above 0"),
        ({"usa": float("inf")}, "above 0"),
        ({"usa": "two"}, "above 0"),
    ],
)
def test_bad_weights_are_refused(given, words):
    with pytest.raises(MethodError, match=words) as error:
        detente.deals(detente.load_case("vienna-2015"), nash_weights=given)
    assert error.value.advice


@pytest.mark.parametrize("text", ["usa", "usa=", "=2", "usa=two", "usa=1,usa=2", "", "usa=1,"])
def test_bad_weights_on_the_command_line_are_refused(text):
    with pytest.raises(MethodError) as error:
        weights_named(text)
    assert error.value.advice
