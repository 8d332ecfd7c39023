"""From a case to its packages: by definition from the plain data, the catalog's known counts, and bad input."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.case import Case
from detente.case.catalog import load_case
from detente.case.walk import numbers
from detente.engines.deals.building import numbers_read, space_of, spaces_drawn, weights_of
from detente.engines.uncertainty import Sampler
from detente.errors import MethodError
from tests.engines.deals.deal_cases import ByDefinition, Generated, deal_cases

CLOSE = {"rtol": 0, "atol": 1e-9}


def packages(space):
    """Every package as its marks, with what it is worth, who accepts it and whether it passes."""
    choices = space.all_packages()
    places = space.alternatives_of(choices)
    marks = [tuple(space.alternatives[issue][place] for issue, place in enumerate(row)) for row in places]
    rows = zip(marks, space.utilities_of(choices), space.acceptable(choices), space.in_zone(choices), strict=True)
    return {mark: rest for mark, *rest in rows}


def built(made: Generated, **options):
    case = Case.model_validate(made.raw)
    known = ByDefinition(made)
    assume(known.parties and known.packages)
    return space_of(case, **options), known


@settings(max_examples=150)
@given(deal_cases(), st.sampled_from(["position", "stated", "bottom_line"]))
def test_every_package_is_what_the_definitions_say(made, stand):
    space, _ = built(made, stand=stand)
    known = ByDefinition(made, stand)
    assert space.parties == tuple(known.parties)
    found = packages(space)
    assert space.size == len(found) == len(known.packages)
    np.testing.assert_allclose(space.reservations, [known.reservation(party) for party in known.parties], **CLOSE)
    for picked in known.packages:
        utilities, accepted, passes = found[tuple(picked.values())]
        np.testing.assert_allclose(utilities, [known.utility(party, picked) for party in known.parties], **CLOSE)
        margins = [abs(known.utility(party, picked) - known.reservation(party)) for party in known.parties]
        if min(margins) > 1e-8 or max(margins) == 0:
            assert accepted.tolist() == [known.accepts(party, picked) for party in known.parties]
            assert passes == known.passes(picked)


@given(deal_cases(tied=False))
def test_without_interactions_utilities_are_0_to_100_and_weights_sum_to_1(made):
    space, known = built(made)
    utilities = space.utilities_of(space.all_packages())
    assert utilities.min() >= -1e-9
    assert utilities.max() <= 100 + 1e-9
    for party, weights in weights_of(Case.model_validate(made.raw)).items():
        assert list(weights.values()) == pytest.approx([known.weight(party, issue) for issue in known.issues])
        assert sum(weights.values()) == pytest.approx(1) or set(weights.values()) == {0}


@given(deal_cases(), st.permutations(["a", "b", "c"]), st.permutations(["x", "y", "z"]))
def test_the_order_of_parties_and_issues_changes_nothing(made, parties, issues):
    space, _ = built(made)
    raw = made.raw | {
        "parties": {party: made.raw["parties"][party] for party in parties},
        "issues": {issue: made.raw["issues"][issue] for issue in issues},
    }
    other = space_of(Case.model_validate(raw))
    columns = [other.parties.index(party) for party in space.parties]
    marks = [other.issues.index(issue) for issue in space.issues]
    found = {tuple(key[place] for place in marks): rest for key, rest in packages(other).items()}
    assert found.keys() == packages(space).keys()
    for key, (utilities, _, passes) in packages(space).items():
        np.testing.assert_allclose(found[key][0][columns], utilities, **CLOSE)
        assert found[key][2] == passes or np.abs(utilities - space.reservations).min() < 1e-8


@given(deal_cases())
def test_names_change_nothing(made):
    space, _ = built(made)
    text = json.dumps(made.raw)
    new = {"a": "party a", "b": "b=1", "c": "and", "x": "price cap", "y": "yy", "z": "zz"}
    for old, name in new.items():
        text = text.replace(f'"{old}"', json.dumps(name))
    raw = json.loads(text)
    quoted = [
        " ".join(f"`{new[part]}`" if part in new else part for part in spaced(it))
        for it in made.raw["deals"]["exclude"]
    ]
    raw["deals"]["exclude"] = quoted
    other = space_of(Case.model_validate(raw))
    np.testing.assert_array_equal(other.reservations, space.reservations)
    for block, same in zip(space.blocks, other.blocks, strict=True):
        np.testing.assert_array_equal(block.choices, same.choices)
        np.testing.assert_array_equal(block.values, same.values)
        np.testing.assert_array_equal(block.refused, same.refused)


def spaced(text: str) -> list[str]:
    for sign in ("(", ")", "!=", "<=", ">=", "=", "<", ">"):
        text = text.replace(sign, f" {sign} ") if sign not in ("=", "<", ">") else text
    for sign in ("=", "<", ">"):
        text = "".join(
            f" {it} " if it == sign and text[place - 1] not in "!<>" and text[place + 1 : place + 2] != "=" else it
            for place, it in enumerate(text)
        )
    return text.split()


@given(deal_cases(tied=False))
def test_a_mirrored_scale_changes_nothing(made):
    space, _ = built(made)

    def turned(value):
        return [40 - part for part in reversed(value)] if isinstance(value, list) else 40 - value

    raw = json.loads(json.dumps(made.raw))
    for issue in raw["issues"].values():
        issue |= {"reference": turned(issue["reference"])} if "reference" in issue else {}
    for stances in raw["positions"].values():
        for stance in stances.values():
            stance |= {name: turned(value) for name, value in stance.items() if name != "salience"}
    for values in raw["deals"]["values"].values():
        values |= {
            issue: {40 - float(at): it for at, it in table.items()} for issue, table in values.items() if issue in "xyz"
        }
    raw["deals"]["alternatives"] = {
        issue: [40 - it for it in marks] for issue, marks in raw["deals"]["alternatives"].items()
    }
    found = packages(space_of(Case.model_validate(raw)))
    for key, (utilities, accepted, _) in packages(space).items():
        mirrored = found[tuple(40 - mark for mark in key)]
        np.testing.assert_allclose(mirrored[0], utilities, **CLOSE)
        assert mirrored[1].tolist() == accepted.tolist() or np.abs(utilities - space.reservations).min() < 1e-8


@settings(max_examples=25)
@given(deal_cases(), st.integers(0, 5))
def test_a_draw_is_the_case_with_its_numbers_drawn_at_their_places(made, draw):
    space, _ = built(made)
    case = Case.model_validate(made.raw)
    read = numbers_read(case)
    assert read.keys() <= dict(numbers(case)).keys() | {
        ("positions", party, issue, "salience") for party, issue in product("abc", "xyz")
    } | {("deals", "values", party, "weights", issue) for party, issue in product("abc", "xyz")}
    sampler = Sampler(case, 7)
    values = {loc: float(sampler.draw(loc, number, draw, draw + 1)[0]) for loc, number in read.items()}
    (drawn,) = spaces_drawn(case, 7, draw, draw + 1)
    again = list(spaces_drawn(case, 7, 0, draw + 2))[draw]
    alone = space_of(case, values=values)
    for other in (again, alone):
        np.testing.assert_allclose(other.reservations, drawn.reservations, **CLOSE)
        for one, same in zip(drawn.blocks, other.blocks, strict=True):
            np.testing.assert_allclose(one.values, same.values, **CLOSE)
            np.testing.assert_array_equal(one.refused, same.refused)
    assert drawn.size == space.size


def test_draws_are_common_to_a_case_with_and_without_a_party():
    case = load_case("vienna-2015")
    for with_all, fewer in zip(spaces_drawn(case, 3, 0, 4), spaces_drawn(case, 3, 0, 4, without=["iran"]), strict=True):
        kept = [with_all.parties.index(party) for party in fewer.parties]
        for one, other in zip(with_all.blocks, fewer.blocks, strict=True):
            np.testing.assert_array_equal(one.values[kept], other.values)


# -- known answers ---------------------------------------------------------------------------------------------------


def test_the_scorable_game_has_the_known_packages(shared):
    game = json.loads((shared / "oracles/deals/scorable_game_base.json").read_text())["game"]
    space = space_of(load_case("scorable-game-base"))
    every = space.all_packages()
    utilities = space.utilities_of(every)
    points = np.array(
        [
            [sum(row[at] for row, at in zip(it["points"], places, strict=True)) for it in game["parties"]]
            for places in every
        ]
    )
    np.testing.assert_allclose(utilities, points, **CLOSE)
    accepted = space.acceptable(every)
    assert space.size == game["n_outcomes"]
    assert np.flatnonzero(accepted.all(axis=1)).tolist() == game["unanimous"]
    assert space.in_zone(every).sum() == game["n_pass_all_but_one_with_vetoes"]


def test_the_panama_canal_has_the_published_points(shared):
    known = json.loads((shared / "oracles/deals/public_panama_canal.json").read_text())
    space = space_of(load_case("panama-canal"))
    points = {"usa": known["US"], "panama": known["Panama"]}
    assert space.parties == tuple(points)
    utilities = space.utilities_of(space.all_packages())
    assert len(utilities) == 1024
    assert utilities[known["indivisible"]["nash"][0]] == pytest.approx(known["indivisible"]["nash_points"][0])
    won = np.array(list(product((0, 1), repeat=10)))
    np.testing.assert_allclose(utilities[:, 0], (1 - won) @ points["usa"], **CLOSE)
    np.testing.assert_allclose(utilities[:, 1], won @ points["panama"], **CLOSE)


def test_the_panama_canal_needs_no_tables():
    case = load_case("panama-canal")
    plain = case.model_copy(update={"deals": case.deals.model_copy(update={"values": {}})})
    for one, other in zip(space_of(case).blocks, space_of(plain).blocks, strict=True):
        np.testing.assert_allclose(one.values, other.values, **CLOSE)


@pytest.mark.parametrize("name", ["s1_two_party_logroll", "s2_ties_duplicates", "s6_no_zopa", "s7_float_noise"])
def test_the_small_games_have_the_known_counts(shared, name):
    game = json.loads((shared / f"oracles/deals/{name}.json").read_text())
    issues = {issue["name"]: issue["options"] for issue in game["issues"]}
    case = Case.model_validate(
        {
            "id": name,
            "parties": {party["name"]: {} for party in game["parties"]},
            "issues": {issue: {"scale": dict(enumerate(options))} for issue, options in issues.items()},
            "deals": {
                "values": {
                    party["name"]: {"weights": party["weights"], "reservation": 100 * party["reservation"]}
                    | {
                        issue: {issues[issue].index(at): 100 * it for at, it in table.items()}
                        for issue, table in party["values"].items()
                    }
                    for party in game["parties"]
                }
            },
        }
    )
    space = space_of(case)
    every = space.all_packages()
    assert len(every) == game["brute_force_exact"]["n_outcomes"]
    assert space.in_zone(every).sum() == game["brute_force_exact"]["n_rational"]


def test_the_founding_case_has_a_zone():
    space = space_of(load_case("vienna-2015"))
    assert space.size == 83_200  # of 160,000, but for those that contradict themselves
    assert space.in_zone(space.all_packages()).sum() == 20_665


# -- who sits, and what is asked ---------------------------------------------------------------------------------------


def small(**deals):
    stance = {"x": {"position": 0, "salience": 1}, "y": {"position": 100, "salience": 3}}
    return Case.model_validate(
        {
            "id": "small", "parties": {"a": {}, "b": {}, "c": {"role": "absent"}, "d": {}},
            "issues": {"x": {}, "y": {"reference": 100}}, "positions": dict.fromkeys("abc", stance), "deals": deals,
        }
    )  # fmt: skip


def test_parties_at_the_table():
    assert space_of(small()).parties == ("a", "b")  # d has nothing to agree to
    assert space_of(small(), seat=["c"], without=["a"]).parties == ("b", "c")
    assert space_of(small(pass_rule={"veto": ["d"]})).parties == ("a", "b", "d")
    assert space_of(small(values={"c": {"reservation": 3}})).parties == ("a", "b", "c")


def test_a_party_that_leaves_takes_its_veto_along():
    rule = space_of(small(pass_rule={"veto": ["a"], "at_least": 1}), without=["a"]).rule
    assert rule.veto.tolist() == [False]
    assert rule.at_least == 1


def test_an_issue_without_reference_counts_nothing_in_no_agreement():
    assert space_of(small()).reservations.tolist() == [75, 75]


def test_a_reservation_is_not_clamped():
    assert space_of(small(values={"a": {"reservation": -40}, "b": {"reservation": 130}})).reservations.tolist() == [
        -40,
        130,
    ]


def test_a_party_may_stand_elsewhere_than_the_others():
    case = load_case("vienna-2015")
    one = space_of(case, stand={"iran": "bottom_line"})
    plain, all_of_them = space_of(case), space_of(case, stand="bottom_line")
    for place, party in enumerate(one.parties):
        like = all_of_them if party == "iran" else plain
        for block, same in zip(one.blocks, like.blocks, strict=True):
            np.testing.assert_array_equal(block.values[place], same.values[place])
    assert any((one.blocks[k].values != plain.blocks[k].values).any() for k in range(8))


# -- bad input -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "options", "message"),
    [
        (small(), {"seat": ["e"]}, "no party is called `e`"),
        (small(), {"without": ["a", "b"]}, "nobody sits at the table"),
        (small(), {"stand": "elsewhere"}, "no party can stand on `elsewhere`"),
        (small(alternatives={"x": []}), {}, "issue `x` has no alternative"),
        (small(values={"a": {"weights": {"x": 0}}}), {}, "the weights of `a` sum to zero"),
        (small(exclude=["x=0", "x=100"]), {}, "every combination of `x` is excluded"),
        (small(exclude=["x=0 and y=50"]), {}, "50 is no alternative of `y`"),
        (small(exclude=["x=0 and"]), {}, "a name should stand at character 8"),
        (Case(id="empty"), {}, "nobody sits at the table"),
    ],
)
def test_what_has_no_packages_is_said(case, options, message):
    with pytest.raises(MethodError) as raised:
        space_of(case, **options)
    assert message in raised.value.message
    assert raised.value.advice


def chained(exclude):
    issues = {f"i{number}": {"scale": dict.fromkeys(range(10), "")} for number in range(30)}
    return Case.model_validate(
        {
            "id": "many", "parties": {"a": {}}, "issues": issues,
            "positions": {"a": {issue: {"position": 1, "salience": 1} for issue in issues}},
            "deals": {"exclude": [exclude(number) for number in range(29)]},
        }
    )  # fmt: skip


def test_thirty_issues_tied_too_loosely_are_refused_with_advice():
    with pytest.raises(MethodError, match=r"30 issues together.*1,000,000") as raised:
        space_of(chained(lambda number: f"i{number}=0 and i{number + 1}=1"))
    assert "tie fewer issues together" in raised.value.advice


def test_thirty_issues_tied_closely_are_enumerated():
    space = space_of(chained(lambda number: f"i{number}!=0 or i{number + 1}!=0" if number else "i0>1 or i1!=0"))
    assert space.size == 2
    assert len(space.blocks) == 1
