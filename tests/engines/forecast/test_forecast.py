from __future__ import annotations

import json
from importlib.metadata import version

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import Case
from detente.case.catalog import load_case
from detente.case.edits import Edit, apply
from detente.engines.forecast import BASELINES, METHODS, forecast
from detente.engines.forecast.methods import method_named
from detente.errors import CommandError, MethodError
from tests.cases import cases
from tests.engines.forecast import brute_force

each_method = pytest.mark.parametrize("method", METHODS)
methods = st.sampled_from(sorted(METHODS))
baselines = st.sampled_from(BASELINES)
WITHIN = sorted(set(METHODS) - {"calibrated", "nash_bargaining"})  # these may answer with a point that nobody holds
fields = cases(plain=True)


def small(**changes):
    raw = {
        "id": "small",
        "parties": {"a": {"capability": [2, 4, 9]}, "b": {"capability": 3}, "c": {"capability": [1, 2]}},
        "issues": {"price": {"name": "Price", "scale": {0: "free", 50: "fair", 100: "dear"}}},
        "positions": {
            "a": {"price": {"position": [0, 10, 30], "salience": 60}},
            "b": {"price": {"position": 80, "salience": [20, 40]}},
            "c": {"price": {"position": [50, 90], "salience": 90}},
        },
    }
    return Case.model_validate(raw | changes)


def weightless():
    return apply(small(), [Edit.parse(f"parties.{party}.capability=0") for party in "abc"])


# -- the published case ------------------------------------------------------------------------------------------------


def test_the_catalog_gives_the_published_answers(shared):
    safe = json.loads((shared / "oracles" / "forecast" / "emission_standards.json").read_text(encoding="utf-8"))["safe"]
    case = load_case("emission-standards-1994")
    it = forecast(case).issues["delay"]
    assert it.outcome == pytest.approx(safe["weighted_mean"], abs=1e-5)
    assert it.baselines.weighted_mean == it.outcome
    assert it.baselines.mean == pytest.approx(safe["mean"])
    assert it.baselines.weighted_median == safe["weighted_median"]
    assert it.baselines.middle == 7.0
    equal = apply(case, [Edit(loc=("positions", party, "delay", "salience"), value=50) for party in case.parties])
    assert forecast(equal).issues["delay"].outcome == pytest.approx(safe["capability_weighted_mean"], abs=1e-5)


def test_the_catalog_holds_the_published_inputs(shared):
    oracle = json.loads((shared / "oracles" / "forecast" / "emission_standards.json").read_text(encoding="utf-8"))
    case = load_case("emission-standards-1994")
    for row in oracle["parties"]:
        party = row["party"].lower()
        it = case.positions[party]["delay"]
        found = (case.parties[party].capability.raw, it.position.raw, it.salience.raw)
        assert found == (row["capability"], row["position"], row["salience"])


# -- the outcome -------------------------------------------------------------------------------------------------------


@given(fields, baselines)
def test_the_outcome_agrees_with_fractions(case, method):
    answer = forecast(case, method, draws=0)
    for issue, it in answer.issues.items():
        assert it.outcome == _close(brute_force.outcome(case, issue, method))
        for name in ("mean", "weighted_mean", "weighted_median"):
            assert getattr(it.baselines, name) == _close(brute_force.outcome(case, issue, name))


@given(fields, st.sampled_from(WITHIN))
def test_the_outcome_lies_within_the_positions(case, method):
    for issue, it in forecast(case, method, draws=0).issues.items():
        held = [stances[issue].position.best for stances in case.positions.values() if issue in stances]
        width = case.issues[issue].high - case.issues[issue].low
        slack = 1e-4 * width if method == "spatial_model" else 1e-9 * (1 + width)  # its bargains are rounded
        if it.outcome is not None:
            assert min(held) - slack <= it.outcome <= max(held) + slack


@given(fields, methods)
def test_names_and_order_of_the_parties_change_nothing_but_names(case, method):
    raw = case.raw()
    names = {party: f"other {place}" for place, party in enumerate(reversed(list(case.parties)))}
    issues = {
        key: it | ({"capability": {names[p]: c for p, c in it["capability"].items()}} if "capability" in it else {})
        for key, it in raw["issues"].items()
    }
    other = Case.model_validate(
        {
            "id": "other",
            "parties": {names[party]: raw["parties"].get(party, {}) for party in reversed(list(case.parties))},
            "issues": issues,
            "positions": {names[party]: stances for party, stances in raw["positions"].items()},
        }
    )
    one, two = forecast(case, method, draws=0), forecast(other, method, draws=0)
    for issue in case.issues:
        assert two.issues[issue].outcome == _close(one.issues[issue].outcome)
        pulls = {names[pull.party]: pull.pull for pull in one.issues[issue].pulls}
        assert {pull.party: pull.pull for pull in two.issues[issue].pulls} == {
            name: _close(it) for name, it in pulls.items()
        }


@each_method
def test_the_outcome_moves_along_with_the_scale(method):
    raw = small().raw()
    for stances in raw["positions"].values():
        old = stances["price"]["position"]
        stances["price"]["position"] = [3 * it + 7 for it in old] if isinstance(old, list) else 3 * old + 7
    raw["issues"]["price"]["scale"] = {7: "free", 157: "fair", 307: "dear"}
    options = {"marks": "no"} if method == "calibrated" else {}
    cases = small(), Case.model_validate(raw)
    one, two = (forecast(it, method, seed=3, options=options).issues["price"] for it in cases)
    assert two.outcome == pytest.approx(3 * one.outcome + 7)
    assert two.interval80 == pytest.approx([3 * end + 7 for end in one.interval80])
    assert two.draws_summary.nearest == {"7": one.draws_summary.nearest["0"], "157": one.draws_summary.nearest["50"],
                                         "307": one.draws_summary.nearest["100"]}  # fmt: skip


@pytest.mark.parametrize("method", ["weighted_mean", "weighted_median"])
@pytest.mark.parametrize("stance", [{"capability": 0, "salience": 90}, {"capability": 5, "salience": 0}])
def test_a_party_without_weight_changes_nothing(method, stance):
    more = apply(
        small(),
        [
            Edit(loc=("parties", "z"), value={"capability": stance["capability"]}),
            Edit(loc=("positions", "z"), value={"price": {"position": [0, 100], "salience": stance["salience"]}}),
        ],
    )
    one, two = forecast(small(), method).issues["price"], forecast(more, method).issues["price"]
    assert two.outcome == pytest.approx(one.outcome)
    assert two.interval80 == pytest.approx(one.interval80)
    assert next(pull for pull in two.pulls if pull.party == "z").pull == pytest.approx(0)


def test_a_capability_on_the_issue_stands_in_place_of_the_general_one():
    case = apply(small(), [Edit.parse("issues.price.capability={b: 0}")])
    assert forecast(case).issues["price"].outcome == pytest.approx(
        brute_force.outcome(small(), "price", "weighted_mean", without="b")
    )


def test_a_missing_salience_counts_50_and_missing_capabilities_1():
    raw = small().raw()
    raw["parties"] = {"a": {}, "b": {}, "c": {}}
    raw["positions"] = {party: {"price": {"position": at}} for party, at in (("a", 0), ("b", 30), ("c", 90))}
    assert forecast(Case.model_validate(raw)).issues["price"].outcome == pytest.approx(40)


# -- what cannot be answered -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["weighted_mean", "weighted_median"])
def test_without_any_weight_the_outcome_is_undetermined_and_says_why(method):
    answer = forecast(weightless(), method)
    it = answer.issues["price"]
    assert it.outcome is None
    assert it.interval80 is None
    assert it.undetermined
    assert "undetermined" in it.sentence
    data = json.loads(answer.model_dump_json())["issues"]["price"]
    assert data["outcome"] is None
    assert data["interval80"] is None
    assert data["draws_summary"]["undetermined"] == 1
    assert data["baselines"]["mean"] is not None
    assert data["baselines"]["weighted_mean"] is None


def test_an_issue_nobody_stands_on_is_undetermined_and_says_why():
    case = apply(small(), [Edit.parse("issues.other={scale: {0: a, 1: b}}")])
    it = forecast(case).issues["other"]
    assert (it.outcome, it.pulls, it.swings, it.baselines.mean) == (None, (), (), None)
    assert "position" in it.undetermined
    assert it.baselines.middle == 0.5


def test_what_is_determined_gives_no_reason():
    assert forecast(small()).issues["price"].undetermined == ""


def test_a_case_without_issues_has_no_forecast():
    with pytest.raises(MethodError) as raised:
        forecast(Case(id="empty"))
    assert raised.value.advice


@pytest.mark.parametrize(
    ("options", "error", "advice"),
    [
        ({"method": "weighted_men"}, MethodError, "weighted_mean"),
        ({"method": "oracle"}, MethodError, "weighted_median"),
        ({"issues": ["prize"]}, MethodError, "price"),
        ({"draws": -1}, CommandError, "0"),
        ({"draws": 10**12}, CommandError, "0"),
        ({"workers": 0}, CommandError, "1"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_advice(options, error, advice):
    with pytest.raises(error) as raised:
        forecast(small(), **options)
    assert advice in raised.value.advice


# -- draws -------------------------------------------------------------------------------------------------------------


@each_method
def test_the_same_seed_gives_the_same_bytes(method):
    one = forecast(small(), method, draws=500, seed=5).model_dump_json()
    assert forecast(small(), method, draws=500, seed=5).model_dump_json() == one


def test_workers_change_nothing():
    one = forecast(small(), draws=3001, seed=5, workers=1).model_dump_json()
    for workers in (2, 3):
        assert forecast(small(), draws=3001, seed=5, workers=workers).model_dump_json() == one


def test_another_seed_gives_other_draws_and_the_same_outcome():
    one, two = (forecast(small(), seed=seed).issues["price"] for seed in (1, 2))
    assert one.outcome == two.outcome
    assert one.interval80 != two.interval80


def test_one_party_with_a_range_gives_the_quantiles_of_the_range():
    case = Case.model_validate(
        {"id": "one", "parties": {"a": {}}, "issues": {"i": {}}, "positions": {"a": {"i": {"position": [0, 100]}}}}
    )
    draws = 20_000
    it = forecast(case, draws=draws).issues["i"]
    for share in (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95):
        sigma = 100 * (share * (1 - share) / draws) ** 0.5
        assert abs(it.draws_summary.quantiles[f"{share * 100:g}"] - 100 * share) < 5 * sigma
    assert it.interval80 == (it.draws_summary.quantiles["10"], it.draws_summary.quantiles["90"])
    assert abs(it.draws_summary.mean - 50) < 5 * (100 / 12**0.5) / draws**0.5


def test_without_uncertain_numbers_all_draws_are_the_outcome():
    it = forecast(load_case("emission-standards-1994"), draws=50).issues["delay"]
    assert it.interval80 == pytest.approx((it.outcome, it.outcome))
    assert it.draws_summary.standard_deviation == pytest.approx(0, abs=1e-9)
    assert it.swings == ()


def test_without_draws_there_is_an_outcome_and_no_interval():
    it = forecast(small(), draws=0).issues["price"]
    assert it.outcome is not None
    assert it.interval80 is None
    assert it.draws_summary.count == 0
    assert it.draws_summary.quantiles == {}


@given(fields, methods, st.integers(0, 5))
@settings(max_examples=25)
def test_the_draws_are_summed_up_in_order(case, method, seed):
    for issue, it in forecast(case, method, draws=64, seed=seed).issues.items():
        summary, scale = it.draws_summary, case.issues[issue]
        assert summary.count == 64
        assert 0 <= summary.undetermined <= 1
        if summary.undetermined == 1:
            assert it.interval80 is None
            continue
        values = [summary.quantiles[key] for key in ("5", "10", "25", "50", "75", "90", "95")]
        assert values == sorted(values)
        assert scale.low - 1e-6 <= values[0] <= values[-1] <= scale.high + 1e-6
        assert len(summary.nearest) == len(scale.scale)
        assert sum(summary.nearest.values()) == pytest.approx(1)


def test_marks_that_look_alike_are_told_apart():
    raw = small().raw()
    raw["issues"]["price"]["scale"] = {1000001: "one", 1000002: "two"}
    raw["positions"] = {"a": {"price": {"position": 1000001}}}
    nearest = forecast(Case.model_validate(raw)).issues["price"].draws_summary.nearest
    assert nearest == {"1000001": 1.0, "1000002": 0.0}


# -- who and what moves it ---------------------------------------------------------------------------------------------


@given(fields, baselines)
def test_a_pull_is_the_outcome_less_the_outcome_without_the_party(case, method):
    for issue, it in forecast(case, method, draws=0).issues.items():
        assert {pull.party for pull in it.pulls} == {party for party, each in case.positions.items() if issue in each}
        for pull in it.pulls:
            without = brute_force.outcome(case, issue, method, without=pull.party)
            wanted = None if it.outcome is None or without is None else it.outcome - without
            assert pull.pull == _close(wanted)


@given(fields)
def test_weights_are_shares_of_all_capability_times_salience(case):
    for it in forecast(case, draws=0).issues.values():
        found = [pull.weight for pull in it.pulls]
        assert found == [None] * len(found) or sum(found) == pytest.approx(1)


def test_pulls_come_strongest_first():
    found = [abs(pull.pull) for pull in forecast(small()).issues["price"].pulls]
    assert found == sorted(found, reverse=True)


@each_method
def test_a_swing_is_the_outcome_with_one_number_moved_alone(method):
    case = small()
    it = forecast(case, method, draws=0).issues["price"]
    assert {swing.number for swing in it.swings} == {
        "parties.a.capability", "parties.c.capability", "positions.a.price.position", "positions.b.price.salience",
        "positions.c.price.position",
    }  # fmt: skip
    for swing in it.swings:
        loc = tuple(swing.number.split("."))
        for value, found in ((swing.low, swing.outcome_at_low), (swing.high, swing.outcome_at_high)):
            moved = apply(case, [Edit(loc=loc, value=value)])
            assert found == pytest.approx(forecast(moved, method, draws=0).issues["price"].outcome)


def test_swings_come_widest_first():
    found = [swing.width for swing in forecast(small()).issues["price"].swings]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0


# -- the result --------------------------------------------------------------------------------------------------------


def test_the_shape_of_the_json():
    data = json.loads(forecast(small(), seed=4, draws=200).model_dump_json())
    assert list(data) == ["run", "issues", "notes"]
    assert data["run"] == {
        "command": "forecast", "method": "weighted_mean", "parameters": {"issues": ["price"]}, "seed": 4, "draws": 200,
        "version": version("detente"), "case": "small", "case_digest": small().digest,
    }  # fmt: skip
    it = data["issues"]["price"]
    assert {
        "outcome",
        "interval80",
        "baselines",
        "draws_summary",
        "pulls",
        "swings",
        "sentence",
        "undetermined",
    } <= set(it)
    assert isinstance(it["outcome"], float)
    assert [type(end) for end in it["interval80"]] == [float, float]
    assert set(it["baselines"]) == {"mean", "weighted_mean", "weighted_median", "middle"}
    names = {"count", "mean", "standard_deviation", "quantiles", "nearest", "undetermined", "converged"}
    assert names == set(it["draws_summary"])


def test_json_holds_no_numbers_that_are_none():
    for case in (small(), weightless()):
        json.loads(forecast(case).model_dump_json(), parse_constant=pytest.fail)


def test_issues_may_be_chosen():
    case = load_case("vienna-2015")
    chosen = list(case.issues)[1]
    answer = forecast(case, issues=[chosen], draws=50)
    assert list(answer.issues) == [chosen]
    assert answer.issues[chosen] == forecast(case, draws=50).issues[chosen]


def test_progress_is_told_the_draws_that_are_done():
    told = []
    forecast(small(), draws=10, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (10, 10)


def test_the_sentence_names_method_outcome_and_the_strongest_pulls():
    sentence = forecast(small()).issues["price"].sentence
    assert sentence.startswith("Price: the weighted mean is ")
    assert sentence.count("Strongest pull") == 1
    assert "80 % of draws" in sentence


def _close(value):
    return None if value is None else pytest.approx(value, abs=1e-7)


def test_a_thousand_parties_have_an_answer_or_a_reason():
    names = [f"p{i}" for i in range(1000)]
    many = Case.model_validate({
        "id": "many",
        "parties": {name: {"capability": 1 + i % 7} for i, name in enumerate(names)},
        "issues": {"price": {"reference": 0}},
        "positions": {name: {"price": {"position": i % 101, "salience": 50}} for i, name in enumerate(names)},
    })  # fmt: skip
    for method in METHODS:
        if method_named(method).most_parties is None:
            assert 0 <= forecast(many, method, draws=3).issues["price"].outcome <= 100
        else:
            with pytest.raises(MethodError, match="there are 1000") as caught:
                forecast(many, method, draws=3)
            assert "weighted_mean" in caught.value.advice


def odd_cases():
    """Cases at the edge of what can be: each method has an answer or says that it is undetermined, without overflow."""

    def case(positions, saliences, capabilities, low=0.0, high=100.0, **issue):
        parties = {f"p{i}": {} if c is None else {"capability": c} for i, c in enumerate(capabilities)}
        stances = {
            f"p{i}": {"price": {"position": x, "salience": s}}
            for i, (x, s) in enumerate(zip(positions, saliences, strict=True))
        }
        raw = {"id": "odd", "parties": parties, "positions": stances}
        return Case.model_validate(
            raw | {"issues": {"price": {"scale": {low: "low", high: "high"}} | issue, "other": {}}}
        )

    return {
        "alone": case([30], [50], [1]),
        "one point": case([30] * 4, [50] * 4, [1] * 4),
        "no salience": case([0, 100, 50], [0, 0, 0], [1, 2, 3]),
        "no capability": case([0, 100, 50], [10, 20, 30], [0, 0, 0]),
        "two": case([0, 100], [50, 50], [1, 1]),
        "one without capability": case([0, 100], [50, 50], [None, 3]),
        "huge capability": case([0, 100, 30], [50, 50, 10], [1e100, 1e100, 1e99]),
        "tiny capability": case([0, 100, 30], [50, 50, 10], [1e-308, 1e-308, 1e-300]),
        "tiny scale": case([0, 1e-9, 5e-10], [50, 50, 10], [1, 2, 3], 0, 1e-9),
        "huge scale": case([0, 1e100, 5e99], [50, 50, 10], [1, 2, 3], 0, 1e100, reference=0),
        "negative scale": case([-100, -20, -50], [50, 50, 10], [1, 2, 3], -100, -20, reference=-100),
        "wide ranges": case([[0, 10, 50], [60, 100]], [[0, 50, 100], [0, 100]], [[0, 1, 5], [0, 3]], reference=[0, 20]),
    }  # fmt: skip


@pytest.mark.filterwarnings("error::RuntimeWarning")
@each_method
def test_odd_cases_have_an_answer_and_no_overflow(method):
    for name, case in odd_cases().items():
        for draws in (0, 20):
            answer = forecast(case, method, draws=draws)
            text = answer.model_dump_json()
            assert "NaN" not in text, name
            assert "Infinity" not in text, name
            it = answer.issues["price"]
            assert (it.outcome is None) == (
                name in ("no salience", "no capability") and method not in ("mean", "median", "calibrated")
            ), name
            assert answer.issues["other"].outcome is None
            assert answer.issues["other"].undetermined
