"""Whether a design holds: pairs, the binding pair, remedies, missing numbers, and properties of the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.ceasefire.beliefs import Beliefs
from detente.engines.ceasefire.holding_pairs import HoldingOptions, numbers_of, pairs_of
from detente.engines.ceasefire.holding_verdict import first_to_fail, holding, needed
from detente.engines.ceasefire.holding_words import holding_text
from detente.engines.ceasefire.reading import reading_of
from detente.engines.ceasefire.remedies import remaining_overlap, thresholds
from detente.errors import MethodError
from detente.results.ceasefire.holding import Gain

PARTY = {"capability": 10, "patience": 0.9, "collapse": 0.1, "peace_worth": 10, "harm": 20}


def two(overlap=None, excluded=("rest",), means="unprotected", monitoring=None, **parties):
    """Two signatories that fight each other, and a group that may be excluded."""
    return Case.model_validate(
        {
            "detente": 1, "id": "two",
            "parties": {"north": PARTY | parties.get("north", {}), "south": PARTY | parties.get("south", {}), "rest": {"capability": 5}},
            "fighting": [
                {"from": "north", "to": "south", "intensity": 50}, {"from": "south", "to": "north", "intensity": 25},
                {"from": "north", "to": "rest", "intensity": 30},
            ],
            "overlap": [{"party": "south", "with": "rest", "share": overlap}] if overlap is not None else [],
            "ceasefires": {
                "plan": {
                    "signatories": ["north", "south"], "excluded": list(excluded), "excluded_means": means if excluded else None,
                    "monitoring": {"detection": 0.8} if monitoring is None else monitoring,
                }
            },
        }
    )  # fmt: skip


def judged(case, draws=0, seed=1, **options):
    return holding(case, Beliefs(case, draws, seed), "plan", **options)


def pair(found, attacker="north", target="south"):
    return next(it for it in found.pairs if (it.attacker, it.target) == (attacker, target))


GAIN = {("north", "south"): Gain(best=10)}


@pytest.mark.parametrize(
    ("share", "expected"), [(None, 0.556), (0, 0.556), (0.25, 0.625), (0.5, 0.714), (0.75, 0.833), (0.9, 0.926)]
)
def test_overlap_of_the_target_as_in_the_theory(share, expected):
    it = pair(judged(two(share), gains=GAIN))
    assert it.required.best == pytest.approx(expected, abs=5e-4)
    assert it.available.best == pytest.approx(0.81)
    assert it.holds == (expected <= 0.81)


def test_lawful_strikes_lower_what_the_ceasefire_is_worth():
    it = pair(judged(two(0.4), gains=GAIN), "south", "north")
    assert it.licensed_harm.best == pytest.approx(20 * 0.4 * 0.5)
    assert it.answered.best == it.licensed_harm.best  # all of the fire on it is the target's
    assert it.reward.best == pytest.approx(10 - 4)
    assert it.required.best == pytest.approx(4 / ((10 - 0) - 6 * (1 - 0.8)))


def test_the_binding_pair_is_the_one_that_fails_first():
    found = judged(two(0.9), gains=GAIN)
    assert (found.holds, found.binding) == (False, ("north", "south"))
    assert "not hold" in found.sentence
    assert "north toward south" in found.sentence


def test_among_pairs_that_no_patience_saves_the_least_slack_binds():
    gains = {("north", "south"): Gain(best=50), ("south", "north"): Gain(best=60)}
    found = judged(two(monitoring={"detection": 0.2, "false_alarm": 0.2}), gains=gains)
    assert [it.required.best for it in found.pairs] == [None, None]
    assert found.binding == ("south", "north")
    assert any("false alarm" in note for note in found.notes)


def test_what_a_gain_of_nothing_means_is_said():
    found = judged(two())
    assert found.holds is True
    assert pair(found).game == "assurance"
    assert found.gains_given is False
    assert "too little about temptation" in found.sentence
    assert any("wins nothing" in text for text in found.assumptions)


def test_deadlock_is_named():
    it = pair(judged(two(north={"peace_worth": -3}), gains=GAIN))
    assert (it.game, it.holds, it.required.best) == ("deadlock", False, None)
    assert "deadlock" in it.sentence


def test_the_model_can_be_switched_off():
    found = judged(two(0.9), gains=GAIN, options=HoldingOptions(model=False))
    assert (found.holds, found.pairs, found.binding, found.remedies) == (None, (), None, ())
    assert found.assumptions
    assert holding_text(two(), found)[1:] == found.assumptions


def test_each_simplification_can_be_switched_off():
    mixed = two(0.9, monitoring={"detection": 0.5, "false_alarm": 0.1})
    perfect = pair(judged(mixed, gains=GAIN, options=HoldingOptions(perfect_monitoring=True, overlap=False)))
    assert perfect.required.best == pytest.approx(0.5)
    rounds = pair(judged(mixed, gains=GAIN, options=HoldingOptions(perfect_monitoring=True, overlap=False, rounds=2)))
    assert rounds.required.best == pytest.approx(0.618, abs=5e-4)
    trust = {("south", "north"): np.array(0.0)}
    off = pair(judged(mixed, gains=GAIN, trust=trust, options=HoldingOptions(trust_strength=0)))
    assert off == pair(judged(mixed, gains=GAIN))


def test_mistrust_raises_false_alarms_and_collapse():
    case = two(monitoring={"detection": 0.8, "false_alarm": 0.1})
    found = [
        pair(judged(case, gains=GAIN, trust={("south", "north"): np.array(t), ("north", "south"): np.array(t)}))
        for t in (0, 0.5, 1)
    ]
    assert [it.false_alarm.best for it in found] == pytest.approx([0.15, 0.1, 0.05])
    assert [it.available.best for it in found] == pytest.approx([0.9 * 0.85, 0.81, 0.9 * 0.95])
    assert found[1] == pair(judged(case, gains=GAIN))


@pytest.mark.parametrize(
    ("case", "lacking"),
    [
        (two(monitoring={}), "detection of the design"),
        (two(north={"patience": None}), "patience of north"),
        (two(north={"peace_worth": None}), "peace_worth of north"),
    ],
)
def test_a_missing_number_is_named_and_not_guessed(case, lacking):
    found = judged(case, gains=GAIN)
    it = pair(found)
    assert it.lacking == (lacking,)
    assert (it.holds, found.holds, it.verdict) == (None, None, "undetermined")
    assert lacking in it.sentence


def test_a_missing_harm_matters_only_where_lawful_strikes_hit():
    missing = {"south": {"harm": None}}
    assert not pair(judged(two(**missing), gains=GAIN), "south", "north").lacking
    assert pair(judged(two(0.3, **missing), gains=GAIN), "south", "north").lacking == ("harm of south",)


def test_a_failing_pair_decides_although_others_are_not_judged():
    found = judged(two(0.9, south={"patience": None}), gains=GAIN)
    assert found.holds is False
    assert "could not be judged" in found.sentence


@pytest.mark.parametrize("signatories", [(), ("north",)])
def test_without_a_pair_there_is_nothing_to_hold(signatories):
    case = two()
    design = case.ceasefires["plan"].model_copy(update={"signatories": signatories})
    found = judged(case.model_copy(update={"ceasefires": {"plan": design}}), draws=10)
    assert (found.holds, found.binding, found.pairs, found.remedies) == (None, None, (), ())
    assert "nothing" in found.sentence


def test_bad_questions_are_refused():
    case = two(means=None)
    with pytest.raises(MethodError, match="does not say what being excluded means"):
        judged(case)
    with pytest.raises(MethodError, match="no ceasefire design"):
        holding(case, Beliefs(case, 0, 0), "plam")
    with pytest.raises(MethodError, match="3 draws, and 5"):
        judged(two(), draws=5, gains={("north", "south"): Gain(best=1, draws=(1.0, 2.0, 3.0))})
    for wrong in (np.array([0.5, 0.5]), np.array(1.5), np.array(np.nan)):
        with pytest.raises(MethodError, match="is not a chance"):
            judged(two(), draws=5, gains=GAIN, trust={("south", "north"): wrong})
    with pytest.raises(MethodError, match="not finite"):
        judged(two(), gains={("north", "south"): Gain(best=float("nan"))})
    for wrong in ({"rounds": 0}, {"trust_strength": 2}):
        with pytest.raises(MethodError):
            HoldingOptions(**wrong)


def test_draws_of_a_gain_are_used():
    draws = tuple(float(value) for value in range(100))
    it = pair(judged(two(), draws=100, gains={("north", "south"): Gain(best=10, draws=draws)}))
    most = 0.8 * 10 * 0.81 / 0.19
    assert it.share.value == pytest.approx(sum(value <= most for value in draws) / 100)
    assert it.verdict == "sensitive" if it.share.value < 0.9 else "robust"


def test_infinite_thresholds_are_told_as_open_ends():
    assert needed(np.array([np.inf, 0.1, np.inf])).model_dump() == {"best": None, "interval80": (0.1, None)}


# -- what makes it hold ---------------------------------------------------------------------------------------------------


def remedy(found, kind, who=("north", "south"), group=None):
    return next(it for it in found.remedies if (it.kind, it.pair, it.group) == (kind, who, group))


def test_each_remedy_is_just_enough():
    found = judged(two(0.9), gains=GAIN)
    detection = remedy(found, "detection")
    assert detection.needed is None  # even perfect monitoring sees too little of so mixed a target
    share = remedy(found, "delineation").needed
    for change, holds in ((-1e-6, True), (1e-6, False)):
        assert pair(judged(two(0.9 * (share + change)), gains=GAIN)).holds == holds
    most = remedy(found, "smaller gain").needed
    for change, holds in ((-1e-6, True), (1e-6, False)):
        assert pair(judged(two(0.9), gains={("north", "south"): Gain(best=most + change)})).holds == holds
    points = remedy(found, "added punishment").needed
    for change, holds in ((1e-6, True), (-1e-6, False)):
        assert pair(judged(two(0.9, north={"peace_worth": 10 + points + change}), gains=GAIN)).holds == holds
    assert remedy(found, "shorter list", group="rest").holds
    assert pair(judged(two(0.9, excluded=()), gains=GAIN)).holds
    assert all(it.sentence for it in found.remedies)


def test_more_detection_is_enough_where_the_target_stands_apart():
    found = judged(two(0.5, monitoring={"detection": 0.3, "false_alarm": 0.02}), gains=GAIN)
    d = remedy(found, "detection").needed
    for change, holds in ((1e-9, True), (-1e-6, False)):
        assert (
            pair(judged(two(0.5, monitoring={"detection": d + change, "false_alarm": 0.02}), gains=GAIN)).holds == holds
        )


def test_remedies_for_all_pairs_satisfy_the_hardest():
    gains = {("north", "south"): Gain(best=14), ("south", "north"): Gain(best=30)}
    case = two(0.1, monitoring={"detection": 0.4, "false_alarm": 0.02})
    found = judged(case, gains=gains)
    whole = remedy(found, "smaller gain", None).needed
    less = {key: Gain(best=it.best * (whole - 1e-9)) for key, it in gains.items()}
    more = {key: Gain(best=it.best * (whole + 1e-6)) for key, it in gains.items()}
    assert judged(case, gains=less).holds is True
    assert judged(case, gains=more).holds is False


def test_where_all_hold_there_is_nothing_to_remedy():
    assert judged(two(), gains=GAIN).remedies == ()


def test_remaining_overlap_is_one_where_it_holds_and_open_where_it_never_does():
    case = two(0.5)
    beliefs = Beliefs(case, 0, 0)
    for gain, expected in ((1.0, 1.0), (500.0, np.nan)):
        numbers = numbers_of(
            beliefs, "plan", reading_of(case, "plan"), HoldingOptions(), {("north", "south"): Gain(best=gain)}
        )
        assert remaining_overlap(numbers)[0, 0] == pytest.approx(expected, nan_ok=True)


# -- properties -----------------------------------------------------------------------------------------------------------

shares = st.floats(0, 1).map(lambda it: round(it, 3))


@given(shares, shares, shares, st.floats(0, 40))
@settings(max_examples=40)
def test_less_overlap_never_hurts(low, high, detection, gain):
    low, high = sorted((low, high))
    mixed, apart = (
        judged(
            two(share, monitoring={"detection": detection, "false_alarm": 0.05}),
            gains={("north", "south"): Gain(best=gain)},
        ).pairs
        for share in (high, low)
    )
    assert all(one.slack.best <= other.slack.best + 1e-9 for one, other in zip(mixed, apart, strict=True))


@given(shares, st.floats(0, 40), st.booleans())
@settings(max_examples=40)
def test_without_overlap_exclusion_alone_changes_no_signatorys_protection(detection, gain, zero):
    seen, gains = {"detection": detection, "false_alarm": 0.05}, {("north", "south"): Gain(best=gain)}
    overlap = 0 if zero else None
    with_it, without = (
        judged(two(overlap, excluded=listed, monitoring=seen), gains=gains) for listed in (("rest",), ())
    )
    assert with_it.pairs == without.pairs
    assert with_it.holds == without.holds


def test_protected_groups_neither_hide_breaches_nor_draw_strikes():
    protected, none = judged(two(0.9, means="protected"), gains=GAIN), judged(two(None), gains=GAIN)
    assert [it.slack for it in protected.pairs] == [it.slack for it in none.pairs]


@given(st.permutations(["north", "south", "rest"]), shares, st.floats(0, 40))
@settings(max_examples=40)
def test_other_names_and_another_order_change_nothing(names, overlap, gain):
    rename = dict(zip(["north", "south", "rest"], [f"x{name}" for name in names], strict=True))
    case = two(overlap)
    raw = case.raw()
    text = {
        "detente": 1, "id": "two", "parties": {rename[key]: value for key, value in reversed(raw["parties"].items())},
        "fighting": [it | {"from": rename[it["from"]], "to": rename[it["to"]]} for it in reversed(raw["fighting"])],
        "overlap": [it | {"party": rename[it["party"]], "with": rename[it["with"]]} for it in raw.get("overlap", [])],
        "ceasefires": {"plan": raw["ceasefires"]["plan"] | {
            "signatories": [rename["south"], rename["north"]], "excluded": [rename["rest"]]}},
    }  # fmt: skip
    one = judged(case, gains={("north", "south"): Gain(best=gain)})
    other = judged(Case.model_validate(text), gains={(rename["north"], rename["south"]): Gain(best=gain)})
    for it in one.pairs:
        same = pair(other, rename[it.attacker], rename[it.target])
        assert (same.slack.best, same.holds, same.game) == (pytest.approx(it.slack.best, abs=1e-9), it.holds, it.game)
    assert one.holds == other.holds


# -- the founding case ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def founding():
    case = load_case("vienna-2015")
    return case, Beliefs(case, 200, 3)


def test_the_founding_case_by_definition(founding):
    """Every pair's answer in every draw, by the inequality of a round rather than by required patience."""
    case, beliefs = founding
    gains = {(one, other): Gain(best=6) for one in case.parties for other in case.parties if one != other}
    for design in case.ceasefires:
        reading = reading_of(case, design)
        numbers = numbers_of(beliefs, design, reading, HoldingOptions(), gains)
        delta, d, f = numbers.patience, numbers.seen * (1 - numbers.mixed), numbers.false_alarm
        peace = (numbers.worth - numbers.licensed) / (1 - delta * (1 - f))  # worth of the kept ceasefire over war
        keeps = numbers.gain + numbers.answered <= delta * (d - f) * peace
        clear = np.abs(numbers.slack) > 1e-9
        assert (numbers.holds == keeps)[clear].all()
        found = holding(case, beliefs, design, gains=gains)
        assert found.share.value == pytest.approx(keeps.all(axis=0)[1:].mean())
        assert found.binding == numbers.pairs[int((numbers.patience - numbers.required)[:, 0].argmin())]
        for it in found.pairs:
            place = numbers.pairs.index((it.attacker, it.target))
            assert it.binds == pytest.approx((first_to_fail(numbers)[1:] == place).mean())
        assert all(holding_text(case, found))


def test_only_those_who_fight_or_are_hostile_are_pairs(founding):
    case, beliefs = founding
    found = pairs_of(case, beliefs, reading_of(case, "exclude_isis"))
    assert found["syria_gov", "opposition"] == "attacks it"
    assert found["opposition", "russia"] == "is attacked by it"
    assert found["usa", "russia"] == "hostile to it"
    assert ("russia", "iran") not in found
    assert not any("isis" in key for key in found)


def test_thresholds_turn_the_answer_in_every_draw(founding):
    """Each threshold, put in place of the number, lies at the edge in all draws in which it exists."""
    case, beliefs = founding
    gains = {(one, other): Gain(best=9) for one in case.parties for other in case.parties if one != other}
    numbers = numbers_of(beliefs, "exclude_isis_nusra", reading_of(case, "exclude_isis_nusra"), HoldingOptions(), gains)
    detection, delineation, gain, punishment = (it.needed for it in thresholds(numbers))
    changed = {
        "detection": (detection, replace(numbers, seen=detection)),
        "delineation": (delineation, numbers.with_overlap(delineation)),
        "gain": (gain, replace(numbers, gain=gain)),
        "punishment": (punishment, replace(numbers, worth=numbers.worth + punishment)),
    }
    for name, (threshold, it) in changed.items():
        slack = it.slack[np.isfinite(threshold)]
        assert slack.size
        assert (slack >= -1e-6).all(), name
        if name in ("detection", "gain"):
            assert np.abs(slack).max() < 1e-6
    assert not replace(numbers, seen=np.ones_like(detection)).holds[np.isnan(detection)].any()
    assert not replace(numbers, gain=np.zeros_like(gain)).holds[np.isnan(gain)].any()
    assert not numbers.with_overlap(0.0).holds[np.isnan(delineation)].any()
    assert not replace(numbers, worth=numbers.worth + 100).holds[np.isnan(punishment)].any()


def test_the_same_seed_gives_the_same_answer(founding):
    case, beliefs = founding
    again = Beliefs(case, 200, 3)
    assert holding(case, beliefs, "exclude_isis_nusra") == holding(case, again, "exclude_isis_nusra")
