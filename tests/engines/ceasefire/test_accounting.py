"""What becomes of the violence: known answers, a plain reference, and properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.catalog import load_case
from detente.engines.ceasefire import ceasefire
from detente.errors import CommandError, MethodError
from tests.engines.ceasefire.truces import FATES, NAMES, plain_totals, truce, truces


def answer(case, **options):
    return ceasefire(case, draws=0, **options).designs["truce"]


def totals(fates):
    return {fate: getattr(fates, fate).best for fate in FATES}


MIXED = {("a", "b"): 40, ("a", "e"): 30, ("b", "a"): 20, ("e", "a"): 10, ("a", "c"): 60, ("c", "e"): 40}


def test_each_kind_of_engagement_meets_its_fate():
    it = answer(truce(MIXED, ["a", "b"], ["e"], overlap={("b", "e"): 0.25}))
    assert totals(it.accounting.total) == pytest.approx(
        {"stopped": (30 + 20) / 200, "permitted": 30 / 200, "ambiguous": (10 + 10 + 60) / 200, "outside": 40 / 200}
    )
    reasons = {(one.attacker, one.target): one.reason for one in it.accounting.engagements}
    assert reasons["a", "b"] == "both sign, but the target is mixed with a group that may be struck"
    assert reasons["b", "a"] == "both sign"
    assert reasons["a", "e"] == "the target is excluded and may be attacked"
    assert reasons["c", "e"] == "neither is bound"
    assert {why: part.best for why, part in it.accounting.open_because.items()} == pytest.approx(
        {
            "the target signs but the attacker is not bound": 0.05,
            "the text does not say whether the target may be attacked": 0.3,
            "the target is mixed with a group that may be struck": 0.05,
        }
    )


def test_by_attacker_and_target_sum_to_the_whole():
    it = answer(truce(MIXED, ["a", "b"], ["e"], overlap={("b", "e"): 0.25})).accounting
    for table in (it.by_attacker, it.by_target):
        assert sum(fates.weight.best for fates in table.values()) == pytest.approx(1)
        for fate in FATES:
            summed = sum(getattr(fates, fate).best * fates.weight.best for fates in table.values())
            assert summed == pytest.approx(getattr(it.total, fate).best)
    assert totals(it.by_target["b"]) == pytest.approx(
        {"stopped": 0.75, "permitted": 0, "ambiguous": 0.25, "outside": 0}
    )


def test_excluding_may_protect():
    it = answer(truce(MIXED, ["a", "b"], ["e"], "protected", overlap={("b", "e"): 0.25}))
    assert totals(it.accounting.total) == pytest.approx(
        {"stopped": 90 / 200, "permitted": 0, "ambiguous": 70 / 200, "outside": 40 / 200}
    )
    assert it.other_reading.total.permitted.best == pytest.approx(30 / 200)
    assert "also e, which a and b may not attack" in it.protection["protected"]
    assert it.realignment is None
    assert [row.total.best for carved in it.carve_out for row in carved.rows] == [0]


def test_the_split_by_overlap_can_be_switched_off():
    case = truce(MIXED, ["a", "b"], ["e"], overlap={("b", "e"): 0.25})
    assert totals(answer(case, without=["overlap"]).accounting.total)["stopped"] == pytest.approx(60 / 200)


@settings(max_examples=150, deadline=None)
@given(truces(), st.booleans())
def test_totals_agree_with_one_engagement_after_the_other(case, split):
    it = answer(case, without=[] if split else ["overlap"])
    assert totals(it.accounting.total) == pytest.approx(plain_totals(case, split=split), abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(truces(), st.permutations(NAMES))
def test_names_do_not_matter(case, others):
    renamed = dict(zip(NAMES, others, strict=True))
    raw = case.raw()

    def swapped(value):
        if isinstance(value, dict):
            return {renamed.get(key, key): swapped(item) for key, item in value.items()}
        if isinstance(value, list):
            return [swapped(item) for item in value]
        return renamed.get(value, value) if isinstance(value, str) else value

    other = type(case).model_validate(swapped(raw))
    one, two = answer(case), answer(other)
    assert totals(one.accounting.total) == pytest.approx(totals(two.accounting.total))
    for party, fates in one.accounting.by_target.items():
        assert totals(fates) == pytest.approx(totals(two.accounting.by_target[renamed[party]]))
    for carved in one.carve_out:
        same = next(it for it in two.carve_out if it.group == renamed[carved.group])
        assert {renamed[row.party]: round(row.total.best, 6) for row in carved.rows} == {
            row.party: round(row.total.best, 6) for row in same.rows
        }


@settings(max_examples=80, deadline=None)
@given(truces())
def test_the_other_reading_never_stops_less_where_excluding_protects(case):
    it = answer(case)
    if it.other_reading is not None:
        by_means = {one.excluded_means: one.total.stopped.best for one in (it.accounting, it.other_reading)}
        assert by_means["protected"] >= by_means["unprotected"] - 1e-9


# -- bad input and edges -----------------------------------------------------------------------------------------------


def test_no_fighting_is_said():
    it = answer(truce({}, ["a", "b"], ["e"]))
    assert it.accounting.total is None
    assert it.accounting.verdict == "undetermined"
    assert "no fighting" in it.accounting.sentence
    assert it.realignment.sentences == ("Nobody fights e, and the ceasefire frees nothing to fight it with.",)
    assert "no fighting" in ceasefire(truce({}, ["a"], []), draws=0).sentence


def test_intensities_of_zero_are_no_fighting():
    assert answer(truce({("a", "b"): 0}, ["a", "b"], [])).accounting.total is None


def test_a_design_without_signatories_binds_nobody():
    it = answer(truce(MIXED, [], ["e"]))
    assert totals(it.accounting.total)["outside"] == 1
    assert it.protection["unprotected"].startswith("Nobody is protected")
    assert "Add `signatories`." in it.notes[0]


def test_an_excluded_group_cannot_sign():
    with pytest.raises(MethodError, match="both signs and is excluded"):
        answer(truce(MIXED, ["a", "e"], ["e"]))


def test_what_excluding_means_has_to_be_said():
    with pytest.raises(MethodError) as raised:
        answer(truce(MIXED, ["a"], ["e"], None))
    assert "unprotected" in raised.value.advice
    assert "`excluded_means: protected` (striking the excluded is what the design rules out)" in raised.value.advice


def test_nobody_excluded_needs_no_meaning():
    it = answer(truce(MIXED, ["a", "b"], [], None))
    assert list(it.protection) == ["unprotected"]
    assert it.other_reading is None
    assert it.carve_out == ()
    assert it.realignment is None


def test_overlap_with_oneself_and_attacks_on_oneself_count_for_nothing():
    case = truce(MIXED | {("a", "a"): 100}, ["a", "b"], ["e"], overlap={("a", "a"): 0.9})
    assert totals(answer(case).accounting.total) == totals(answer(truce(MIXED, ["a", "b"], ["e"])).accounting.total)


def test_a_share_for_one_who_does_not_sign_is_said():
    it = answer(truce(MIXED, ["a", "b"], ["e"], redirect={"c": 0.5}))
    assert any("c has a share under `redirect` but does not sign" in note for note in it.notes)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"designs": ["trice"]}, MethodError), ({"without": ["all"]}, MethodError), ({"readings": [["nobody"]]}, MethodError),
        ({"decisiveness": 0}, MethodError), ({"steepness": -1}, MethodError), ({"draft": " "}, MethodError),
        ({"draws": -1}, CommandError), ({"draws": 999_999}, CommandError),
    ],
)  # fmt: skip
def test_impossible_questions_are_refused_with_advice(options, error):
    with pytest.raises(error) as raised:
        ceasefire(truce(MIXED, ["a", "b"], ["e"]), **{"draws": 0, **options})
    assert raised.value.advice


def test_a_case_without_designs_is_refused_unless_a_draft_is_given():
    case = load_case("panama-canal")
    with pytest.raises(MethodError, match="no ceasefire design"):
        ceasefire(case)
    assert ceasefire(case, draft="A joint commission meets.").draft.provisions == {"joint_commission": 1}


# -- draws -------------------------------------------------------------------------------------------------------------


def test_draws_are_repeatable_and_give_intervals():
    case = truce(MIXED | {("a", "b"): [10, 40, 90]}, ["a", "b"], ["e"], overlap={("b", "e"): [0, 0.2, 0.6]})
    one, two, other = (ceasefire(case, draws=300, seed=seed) for seed in (1, 1, 2))
    assert one == two
    assert one != other
    stopped = one.designs["truce"].accounting.total.stopped
    low, high = stopped.interval80
    assert low < stopped.best < high


def test_exact_numbers_give_intervals_without_width():
    stopped = ceasefire(truce(MIXED, ["a", "b"], ["e"]), draws=50).designs["truce"].accounting.total.stopped
    assert stopped.interval80 == (stopped.best, stopped.best)


def test_the_verdict_on_half_of_the_violence():
    firm = (
        ceasefire(truce({("a", "b"): [70, 80], ("a", "e"): 20}, ["a", "b"], ["e"]), draws=50)
        .designs["truce"]
        .accounting
    )
    assert (firm.half_stopped, firm.verdict) == (1.0, "robust")
    loose = (
        ceasefire(truce({("a", "b"): [10, 90], ("a", "e"): 48}, ["a", "b"], ["e"]), draws=400)
        .designs["truce"]
        .accounting
    )
    assert loose.verdict == "sensitive"
    assert 0.3 < loose.half_stopped < 0.7


# -- the founding case -------------------------------------------------------------------------------------------------


def test_the_founding_case_longer_lists_stop_less():
    found = ceasefire(load_case("vienna-2015"), draws=0).designs
    stopped = [
        found[name].accounting.total.stopped.best
        for name in ("exclude_isis", "exclude_isis_nusra", "exclude_all_armed")
    ]
    assert stopped == sorted(stopped, reverse=True)
    for name, it in found.items():
        assert totals(it.accounting.total) == pytest.approx(plain_totals(load_case("vienna-2015"), name))
        assert it.checklist.agreement_class == "cessation of hostilities"
    assert "the text leaves open" in found["exclude_isis"].protection["unprotected"]
