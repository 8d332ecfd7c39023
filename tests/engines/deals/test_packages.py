"""One package looked at closely: verdicts by definition, and all else against looking at every package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.deals import deals
from detente.engines.deals.building import space_of
from detente.engines.deals.packages import looked_at
from detente.engines.deals.packages.asked import choices_of, sides_asked
from detente.engines.deals.packages.clauses import clauses
from detente.errors import MethodError
from detente.results.deals import Deals
from tests.engines.deals import brute
from tests.engines.deals.deal_cases import ByDefinition, best, deal_cases

CLOSE = 1e-9


def bounds(raw):
    return (raw[0], raw[-1]) if isinstance(raw, list) else (raw, raw)


def verdict(known: ByDefinition, party: str, issue: str, mark: float) -> str:
    """The verdict straight from the plain data of the case."""
    raw = known.raw
    held = raw["positions"].get(party, {}).get(issue)
    if held is not None and "red_line" in held:
        line, at = best(held["red_line"]), best(held["position"])
        beyond = {1: mark - line, -1: line - mark, 0: abs(mark - line)}[(line > at + CLOSE) - (line < at - CLOSE)]
        if beyond > CLOSE:
            return "refuses"
    if known.weight(party, issue) == 0:
        return "accepts"
    worth = known.value(party, issue, mark)
    if raw["deals"]["values"].get(party, {}).get(issue):
        if worth >= max(known.value(party, issue, other) for other in known.listed[issue]) - CLOSE:
            return "accepts"
    else:
        low, high = bounds(held["position"])
        at = best(held["position"])
        nearest = min(abs(other - at) for other in known.listed[issue])
        if low - CLOSE <= mark <= high + CLOSE or abs(mark - at) <= nearest + CLOSE:
            return "accepts"
        if "bottom_line" in held:
            line = best(held["bottom_line"])
            if line == at:
                return "refuses"
            if line > at and mark > at:
                return "could_live_with" if mark <= line + CLOSE else "refuses"
            if line < at and mark < at:
                return "could_live_with" if mark >= line - CLOSE else "refuses"
    reference = raw["issues"][issue].get("reference")
    least = known.reservation(party) if reference is None else known.value(party, issue, best(reference))
    return "could_live_with" if worth >= least - CLOSE else "refuses"


def differing(one, other) -> int:
    return sum(one[issue] != other[issue] for issue in one)


@settings(max_examples=200)
@given(deal_cases(), st.randoms(use_true_random=False))
def test_verdicts_are_those_of_the_definition(made, random):
    case, known = Case.model_validate(made.raw), ByDefinition(made)
    assume(known.parties and known.packages)
    picked = random.choice(known.packages)
    space = space_of(case)
    for clause in clauses(case, space, choices_of(case, space, picked)):
        assert clause.alternative == picked[clause.issue]
        for party in known.parties:
            assert clause.verdicts[party] == verdict(known, party, clause.issue, clause.alternative), clause.reasons[
                party
            ]
            assert clause.reasons[party]


@settings(max_examples=60)
@given(deal_cases(), st.randoms(use_true_random=False), st.sampled_from(["zone", "all"]))
def test_the_view_agrees_with_looking_at_every_package(made, random, within):
    case, known = Case.model_validate(made.raw), ByDefinition(made)
    assume(known.parties and known.packages)
    picked, other = random.choice(known.packages), random.choice(known.packages)
    space = space_of(case)
    found = looked_at(case, deals(case, within=within), picked, compared=other)
    view = found.package
    assert view is not None
    assert view.package.package == picked
    assert view.passes == known.passes(picked)
    assert list(view.accepted_by) == [party for party in known.parties if known.accepts(party, picked)]
    candidates = [
        worth for _, worth, accepted in brute.packages(space) if within == "all" or brute.passes(space, accepted)
    ]
    mine = [known.utility(party, picked) for party in known.parties]
    better = any(
        all(o >= m - CLOSE for o, m in zip(worth, mine, strict=True))
        and any(o > m + CLOSE for o, m in zip(worth, mine, strict=True))
        for worth in candidates
    )
    assert view.efficient is not better
    if view.passes:
        assert view.nearest is None
    elif view.nearest is None:
        assert not any(known.passes(it) for it in known.packages)
    else:
        assert known.passes(view.nearest.package)
        assert differing(view.nearest.package, picked) == min(
            differing(it, picked) for it in known.packages if known.passes(it)
        )
    for trade in view.trades:
        for party in known.parties:
            gain = known.utility(party, trade.becomes.package) - known.utility(party, picked)
            assert trade.gains[party] == pytest.approx(gain, abs=1e-7)
            if party in trade.first + trade.second:
                assert gain > 0
            elif known.accepts(party, picked):
                assert known.accepts(party, trade.becomes.package)
        assert {*trade.gives, *trade.gets} == {it for it in picked if picked[it] != trade.becomes.package[it]}
    ends = [tuple(trade.becomes.package.items()) for trade in view.trades]
    assert len(ends) == len(set(ends))
    assert view.compared is not None
    assert view.compared.passes == known.passes(other)
    for party, change in view.compared.changes.items():
        assert sum(change.by_issue.values()) == pytest.approx(change.gain, abs=1e-7)
        assert change.gain == pytest.approx(known.utility(party, other) - known.utility(party, picked), abs=1e-7)
    assert Deals.model_validate_json(found.model_dump_json()) == found


# -- the founding case and the catalog -----------------------------------------------------------------------------------

HARD = (
    "presidency=100, timing=0, prewar_order=20, ceasefire_scope=25, exclusions=30, strikes=0, terrorist_list=65, "
    "transition=18"
)


@pytest.fixture(scope="module")
def vienna():
    case = load_case("vienna-2015")
    return case, deals(case)


def test_the_nash_pick_of_the_founding_case(vienna):
    case, found = vienna
    view = looked_at(case, found, "nash").package
    assert view.package == found.solutions.nash[0]
    assert (view.passes, view.efficient, view.nearest, len(view.accepted_by)) == (True, True, None, 7)
    assert view.sentence.startswith("The package passes: all 7 parties accept it.")
    presidency = view.text[0]
    assert presidency.text == case.issues["presidency"].scale[50]
    assert (presidency.verdicts["iran"], presidency.verdicts["lebanon"]) == ("refuses", "accepts")
    assert "beyond its bottom line, 48" in presidency.reasons["iran"]
    assert (
        "Clause 1, Future of President Bashar Assad: Iran refuses it by itself; the other clauses make up for it."
        in (view.open_points)
    )
    assert len(view.trades) > 2
    spare = {party: view.package.utilities[party] - found.parties[party].reservation for party in found.parties}
    for trade in view.trades:
        assert all(trade.gains[party] >= -spare[party] - CLOSE for party in spare)


def test_a_package_beyond_red_lines_says_whose(vienna):
    case, found = vienna
    view = looked_at(case, found, HARD).package
    assert not view.passes
    assert "Russia refuses: it goes beyond its red line on Future of President Bashar Assad" in view.sentence
    assert "Nothing passes without Russia." in view.sentence
    assert view.nearest is not None
    assert [issue for issue in view.nearest.package if view.nearest.package[issue] != view.package.package[issue]] == [
        "presidency"
    ]


def test_trades_between_two_groups_only(vienna):
    case, found = vienna
    named = looked_at(case, found, HARD, between="usa + turkey: russia").package.trades
    assert named
    assert {(frozenset(it.first), frozenset(it.second)) for it in named} <= {
        (frozenset({"usa", "turkey"}), frozenset({"russia"})),
        (frozenset({"russia"}), frozenset({"usa", "turkey"})),
    }
    listed = looked_at(case, found, HARD, between=(["usa", "turkey"], ["russia"]))
    assert listed.package.trades == named
    assert listed.run.parameters["between"] == [["usa", "turkey"], ["russia"]]


def test_the_same_through_deals(vienna):
    case, found = vienna
    asked = dict(found.solutions.nash[0].package)
    again = deals(case, package=asked, compare="utilitarian")
    assert again.package == looked_at(case, found, "nash", compared="utilitarian").package
    assert again.run.parameters["compare"] == "utilitarian"


def test_of_several_picks_the_first_is_taken_and_said():
    found = deals(load_case("panama-canal"), package="utilitarian")
    assert found.package.package == found.solutions.utilitarian[0]
    assert any("picks 2 packages that are equally good" in note for note in found.notes)


def test_seats_count():
    case = load_case("vienna-2015")
    found = deals(case, seat=["syria_gov"], package=HARD)
    assert "syria_gov" in found.package.text[0].verdicts


@pytest.mark.parametrize(
    ("package", "message", "advice"),
    [
        ("nesh", "`nesh` is no package", "kalai_smorodinsky"),
        ("presidency=50, timing=35", "says nothing on prewar_order", "transition: 0 (no transition), 6 (six months)"),
        (
            HARD.replace("presidency=100", "presidency=51"),
            "51 is no alternative of `presidency`",
            "50 (stays with fewer",
        ),
        ({"presidency": "high"}, "'high' is no alternative of `presidency`", "0 (stays"),
        ({"presidency": float("nan")}, "nan is no alternative", "0 (stays"),
        (HARD + ", peace=1", "no issue is called `peace`", "presidency"),
        (
            HARD.replace("presidency=100", "presidency=50").replace("transition=18", "transition=0"),
            "deals.exclude rules out `presidency > 0 and presidency < 100 and transition = 0`",
            "change `presidency` or `transition`",
        ),
    ],
)
def test_what_is_no_package_of_the_case_is_said(vienna, package, message, advice):
    case, found = vienna
    with pytest.raises(MethodError) as raised:
        looked_at(case, found, package)
    assert message in raised.value.message
    assert advice in raised.value.advice


@pytest.mark.parametrize(
    ("between", "message"),
    [
        ("usa", "does not name two sides"),
        ("usa:", "does not name two sides"),
        ("usa:russia:iran", "does not name two sides"),
        ("usa:isis", "`isis` is not at the table"),
        ("usa+iran:iran", "`iran` stands on both sides"),
    ],
)
def test_what_are_no_sides_is_said(vienna, between, message):
    case, _ = vienna
    with pytest.raises(MethodError, match=message):
        sides_asked(space_of(case), between)


def test_a_comparison_needs_a_package():
    with pytest.raises(MethodError, match="no package is named"):
        deals(load_case("panama-canal"), compare="nash")


# -- an empty zone, and clauses without wording -----------------------------------------------------------------------------


def quarrel(reservation: float) -> Case:
    return Case.model_validate({
        "id": "quarrel",
        "parties": {"a": {"reservation": reservation}, "b": {"reservation": reservation}},
        "issues": {"x": {"name": "Street", "scale": {0: "closed", 100: "open"}, "unit": "per cent"}},
        "deals": {"alternatives": {"x": [0, 40, 100]}},
        "positions": {"a": {"x": {"position": 0}}, "b": {"x": {"position": 100}}},
    })  # fmt: skip


def test_where_nothing_passes_a_package_can_still_be_looked_at():
    case = quarrel(70)
    with pytest.raises(MethodError, match="the nash solution picks no package"):
        deals(case, package="nash")
    view = deals(case, package={"x": 40}).package
    assert (view.passes, view.nearest, view.trades) == (False, None, ())
    assert "a refuses: it gets 60, 10 points less than without agreement (70)" in view.sentence
    assert "Nobody accepts it. Nothing passes unless all accept." in view.sentence


def test_of_many_that_refuse_those_with_a_veto_come_first_and_the_rest_are_counted():
    parties = [f"p{number}" for number in range(9)]
    case = Case.model_validate({
        "id": "many",
        "parties": {party: {"name": party.upper(), "reservation": 50} for party in parties},
        "issues": {"x": {"scale": {0: "no", 100: "yes"}}},
        "positions": {party: {"x": {"position": 100}} for party in parties},
        "deals": {"pass_rule": {"veto": ["p8"], "at_least": 2}},
    })  # fmt: skip
    sentence = deals(case, package={"x": 0}).package.sentence
    assert sentence.startswith(
        "The package does not pass. P8 refuses: it gets 0, 50 points less than without agreement (50); P0"
    )
    assert "3 more refuse" in sentence
    assert "P7" not in sentence
    assert "Nothing passes without P8. 0 of 9 parties accept, and it takes 2." in sentence


def test_weight_that_is_missing_is_said():
    raw = quarrel(30).raw()
    raw["deals"]["pass_rule"] = {"quota": 3, "weights": {"a": 2, "b": 2}}
    view = deals(Case.model_validate(raw), package={"x": 0}).package
    assert "Those who accept have a weight of 2, and it takes 3." in view.sentence
    assert "a accepts it." in view.sentence


def test_a_blank_is_filled_with_number_unit_and_the_marks_around_it():
    view = deals(quarrel(10), package="x=40").package
    assert view.text[0].text == '[40 per cent, between "closed" and "open"]'
    assert view.open_points[0] == "Clause 1, Street: the wording is still to be agreed."
    assert view.sentence.startswith("The package passes: both parties accept it.")


def test_clauses_hold_for_a_party_without_a_position():
    case = Case.model_validate(
        quarrel(10).raw() | {"parties": {"a": {}, "b": {}, "c": {}}, "deals": {"values": {"c": {"reservation": 0}}}}
    )
    space = space_of(case)
    (clause,) = clauses(case, space, np.array([0]))
    assert (clause.verdicts["c"], clause.reasons["c"]) == ("accepts", "it has no position here")
