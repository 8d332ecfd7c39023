"""The answer on whole cases: priors and events, walls, guarantors, measures, bad input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.case.acts import case_with
from detente.case.catalog import load_case
from detente.case.edits import Edit, apply
from detente.engines.trust import trust
from detente.engines.trust.encounters import record_of
from detente.engines.trust.vouching import best_chains
from detente.engines.uncertainty import StoppedError
from detente.errors import CommandError, MethodError
from tests.cases import cases
from tests.engines.trust.trust_cases import NAMES, case_of, event

TRUST = {"from": "anna", "to": "ben", "trust": 22, "trust_weight": 8, "sign": -1}


@dataclass(frozen=True)
class Gain:
    best: float
    draws: np.ndarray | None = None


def opinion(case, truster="anna", trusted="ben", **options):
    found = detente.trust(case, draws=0, **options)
    return next(it for it in found.opinions if (it.truster, it.trusted) == (truster, trusted))


def test_stated_trust_is_encounters_beside_the_base_rate():
    it = opinion(case_of(relations=[TRUST]))
    assert (it.belief, it.disbelief, it.uncertainty) == pytest.approx((1.76 / 10, 6.24 / 10, 0.2))
    assert it.trust.best == pytest.approx((1.76 + 1) / 10)
    assert it.encounters == pytest.approx(8)
    assert it.stated.best == pytest.approx(0.22)


def test_without_prior_weight_stated_trust_is_taken_as_it_is():
    assert opinion(case_of(relations=[TRUST], trust={"prior_weight": 0})).trust.best == pytest.approx(0.22)


@pytest.mark.parametrize(("ageing", "wanted"), [(1.0, 0.571), (0.8, 0.478)])
def test_the_worked_example_as_events_of_a_case(ageing, wanted):
    """[+, +, +, -, -] ten days apart, the last today; half-life by lambda = 2 ** (-10 / half_life)."""
    half_life = 10 * np.log(0.5) / np.log(ageing) if ageing < 1 else 1e12
    kinds = ["cooperative"] * 3 + ["conflictual"] * 2
    days = ["2020-04-22", "2020-05-02", "2020-05-12", "2020-05-22", "2020-06-01"]
    events = {f"e{place}": event(day, kind) for place, (day, kind) in enumerate(zip(days, kinds, strict=True))}
    it = opinion(case_of(events=events, trust={"half_life": float(half_life)}))
    assert it.trust.best == pytest.approx(wanted, abs=5e-4)
    assert (it.events, it.reports) == (5, 5)


def test_an_event_moves_the_trust_of_the_one_it_was_done_to():
    found = detente.trust(case_of(events={"help": event("2020-06-01")}), draws=0)
    assert [(it.truster, it.trusted, it.informed) for it in found.opinions] == [("anna", "ben", True)]
    assert found.events[0].change.best == pytest.approx(2 / 3 - 1 / 2)


def test_reports_of_one_event_count_once():
    events = {
        "one": event("2020-06-01"),
        "two": event("2020-06-01", same_as="one"),
        "three": event("2020-06-01", same_as="two"),
    }
    it = opinion(case_of(events=events))
    assert (it.events, it.reports, it.trust.best) == (1, 3, pytest.approx(2 / 3))


def test_a_circle_of_reports_ends():
    events = {"one": event("2020-06-01", same_as="two"), "two": event("2020-06-01", same_as="one")}
    assert opinion(case_of(events=events)).events == 1


def test_events_after_the_day_are_not_counted_and_said():
    case = case_of(events={"now": event("2020-06-01"), "later": event("2020-06-02")})
    found = detente.trust(case, draws=0)
    assert found.opinions[0].events == 1
    assert any("1 event is after 2020-06-01" in note for note in found.notes)
    assert opinion(case_with(case, at=date(2020, 6, 2))).events == 2


def test_a_case_without_a_day_counts_ages_from_its_last_event():
    found = detente.trust(case_of(as_of=None, events={"a": event("2019-06-01"), "b": event("2020-06-01")}), draws=0)
    assert found.as_of == date(2020, 6, 1)
    assert any("no `as_of`" in note for note in found.notes)


def test_self_events_and_strangers_are_left_out_and_said():
    case = case_of(events={"self": event("2020-06-01", one="anna"), "stranger": event("2020-06-01", one="eve")})
    found = detente.trust(case, draws=0)
    assert found.opinions == ()
    assert any("2 events are without two parties" in note for note in found.notes)


def test_a_fact_that_touches_trust_counts_once():
    fact = {"date": "2020-05-01", "by": "ben", "what": "x", "effects": [{"from": "anna", "to": "ben", "trust": "-10"}]}
    case = case_of(relations=[TRUST], facts={"raid": fact})
    assert opinion(case).trust.best == opinion(case_of(relations=[TRUST])).trust.best
    before = opinion(case_with(case, without=["raid"]))
    assert before.stated.best == pytest.approx(0.32)


def test_missing_trust_everywhere_is_no_information():
    found = detente.trust(case_of(), draws=20)
    assert found.sentence.startswith("Nothing is known about trust")
    assert (found.opinions, found.assurance, found.unknown) == ((), (), 12)
    assert all(wall.trust is None for wall in found.walls)


def test_parties_that_fight_without_information_are_not_judged():
    found = detente.trust(case_of(fighting=[{"from": "anna", "to": "ben", "intensity": 50}]), draws=20)
    assert {(it.truster, it.enough, it.verdict) for it in found.assurance} == {
        ("anna", None, "undetermined"),
        ("ben", None, "undetermined"),
    }
    assert all("Nothing is known" in it.sentence for it in found.assurance)
    assert all(it.uncertainty == 1 and it.trust.best == 0.5 for it in found.opinions)


def test_one_party_and_none_are_too_few():
    for parties in ({}, {"anna": {}}):
        with pytest.raises(MethodError, match="two parties"):
            detente.trust(case_of(parties=parties))


def test_impossible_numbers_of_draws():
    for draws in (-1, 10**9):
        with pytest.raises(CommandError, match="draws are not possible"):
            detente.trust(case_of(), draws=draws)


def test_too_many_parties():
    with pytest.raises(MethodError, match="too much"):
        detente.trust(case_of(parties={f"p{number}": {} for number in range(200)}))


def test_needed_trust_and_what_would_be_enough():
    found = detente.trust(case_of(relations=[TRUST]), draws=0)
    (it,) = found.assurance
    assert it.needed.best == pytest.approx(20 / 50)
    assert it.enough is False
    assert it.encounters == pytest.approx((0.4 * 10 - 2.76) / 0.6)
    assert it.guarantee.best == pytest.approx(1 - 0.276 * 30 / (0.724 * 20))


def test_gains_of_a_breach_raise_what_is_needed_and_can_make_it_a_dilemma():
    case = case_of(relations=[TRUST])
    needed = trust(case, draws=0, gains={("anna", "ben"): Gain(10.0)}).assurance[0]
    assert needed.needed.best == pytest.approx(20 / 40)
    (it,) = trust(case, draws=2, gains={("anna", "ben"): Gain(40.0, np.array([40.0, 0.0]))}).assurance
    assert (it.game, it.enough, it.needed) == ("dilemma", False, None)
    assert "detente ceasefire" in it.sentence
    with pytest.raises(MethodError, match="draws"):
        trust(case, draws=3, gains={("anna", "ben"): Gain(1.0, np.zeros(2))})


def test_a_party_that_prefers_fighting_is_said_to():
    parties = {name: {"peace_worth": -5, "harm": 3} for name in NAMES}
    (it,) = detente.trust(case_of(parties=parties, relations=[TRUST]), draws=0).assurance
    assert (it.game, it.enough) == ("deadlock", False)


def test_who_could_guarantee_is_trusted_by_both():
    pairs = [
        ("anna", "ben", 5),
        ("ben", "anna", 5),
        ("anna", "cleo", 90),
        ("ben", "cleo", 90),
        ("anna", "dan", 90),
        ("ben", "dan", 10),
    ]
    relations = [{"from": a, "to": b, "trust": trust, "trust_weight": 10} for a, b, trust in pairs]
    found = detente.trust(case_of(relations=relations), draws=10)
    it = next(it for it in found.guarantors if (it.one, it.other) == ("anna", "ben"))
    assert [one.party for one in it.guarantors] == ["cleo"]
    assert it.guarantors[0].share == 1
    without = detente.trust(case_of(relations=[*relations[:2], *relations[4:]]), draws=10).guarantors[0]
    assert (without.guarantors, without.nearest) == ((), "dan")
    assert without.short == pytest.approx(0.4 - 2 / 12)


def test_a_measure_that_brings_trust_over_what_is_needed():
    effects = [{"from": "anna", "to": "ben", "trust": "+40"}]
    measures = {
        "visit": {"by": "ben", "what": "Ben visits", "cost": 2, "effects": effects},
        "nothing": {"by": "ben", "what": "nothing", "effects": [{"party": "ben", "capability": "+3"}]},
        "unknown": {"by": "ben", "what": "no such trust", "effects": [{"from": "ben", "to": "anna", "trust": "+40"}]},
    }
    found = detente.trust(case_of(relations=[TRUST], measures=measures), draws=30)
    (it,) = found.measures
    assert (it.measure, it.opened, it.closed) == ("visit", (("anna", "ben"),), ())
    assert it.gained.best == pytest.approx(0.4 * 8 / 10)
    assert it.per_cost == pytest.approx(0.16)


def test_walls_are_means_over_known_pairs():
    parties = {
        "anna": {"layer": "internal"},
        "ben": {"layer": "internal", "role": "excluded"},
        "cleo": {"layer": "regional"},
        "dan": {},
    }
    relations = [
        {"from": a, "to": b, "trust": trust, "trust_weight": 8}
        for a, b, trust in [("anna", "ben", 0), ("ben", "anna", 50), ("anna", "cleo", 100)]
    ]
    found = detente.trust(case_of(parties=parties, relations=relations), draws=5)
    walls = {(it.truster, it.trusted): it for it in found.walls}
    assert walls["internal", "internal"].trust.best == pytest.approx((0.1 + 0.5) / 2)
    assert (walls["internal", "internal"].known, walls["internal", "internal"].pairs) == (2, 2)
    assert walls["internal", "regional"].trust.best == pytest.approx(0.9)
    assert walls["regional", "internal"].trust is None
    assert {(it.truster, it.trusted): it.known for it in found.walls_without_excluded}["internal", "internal"] == 0


@given(
    st.integers(3, 5).flatmap(
        lambda size: st.lists(
            st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.9]), min_size=size, max_size=size), min_size=size, max_size=size
        )
    )
)
def test_the_best_chain_is_that_of_every_walk(rows):
    belief = np.array(rows)
    np.fill_diagonal(belief, 0)

    def best(at, goal, left):
        direct = belief[at, goal]
        return max([direct, *(belief[at, it] * best(it, goal, left - {it}) for it in left if it != goal)])

    others = set(range(1, len(belief)))
    got, _ = best_chains(belief, 0)
    for goal in others:
        wanted = max((belief[0, it] * best(it, goal, others - {it}) for it in others - {goal}), default=0.0)
        assert got[goal] == pytest.approx(wanted)


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans(), st.integers(0, 100)), max_size=6), st.integers(0, 900))
def test_a_cooperative_event_more_never_lowers_trust(past, age):
    def day(age):
        return date.fromordinal(date(2020, 6, 1).toordinal() - age).isoformat()

    events = {
        f"e{place}": event(day(age), "cooperative" if good else "conflictual", intensity=size)
        for place, (age, good, size) in enumerate(past)
    }
    before = opinion(case_of(relations=[TRUST], events=events)).trust.best
    after = opinion(case_of(relations=[TRUST], events=events | {"more": event(day(age))})).trust.best
    assert after >= before - 1e-12


@given(cases(max_parties=4, plain=True), st.randoms())
def test_other_names_in_another_order_change_no_number(case, random):
    if len(case.parties) < 2:
        return
    names = {party: f"z{place}" for place, party in enumerate(sorted(case.parties, key=lambda _: random.random()))}
    parties = {names[party]: case.parties[party] for party in sorted(case.parties, key=names.__getitem__)}
    moved = case.model_copy(
        update={
            "parties": parties,
            "relations": tuple(
                it.model_copy(update={"from_": names[it.from_], "to": names[it.to]}) for it in case.relations
            ),
            "events": {
                key: it.model_copy(update={"from_": names[it.from_], "to": names[it.to]})
                for key, it in case.events.items()
            },
            "fighting": tuple(
                it.model_copy(update={"from_": names[it.from_], "to": names[it.to]}) for it in case.fighting
            ),
        }
    )
    one, other = detente.trust(case, draws=20), detente.trust(moved, draws=20)
    trusts = {(names[it.truster], names[it.trusted]): it.trust for it in one.opinions}
    assert trusts == {(it.truster, it.trusted): it.trust for it in other.opinions}
    assert sorted(map(repr, (it.trust for it in one.walls))) == sorted(map(repr, (it.trust for it in other.walls)))
    assert one.network.any_camps.disagreement == other.network.any_camps.disagreement


@given(cases(max_parties=4))
def test_every_sound_case_has_an_answer(case):
    try:
        found = detente.trust(case, draws=5)
    except MethodError as error:
        assert len(case.parties) < 2, error
        return
    assert found.sentence
    assert all(0 <= it.trust.best <= 1 for it in found.opinions)
    assert detente.trust(case, draws=5, workers=2) == found


def test_each_uncertain_number_is_drawn():
    base = {"relations": [TRUST], "events": {"one": event("2020-01-01", "conflictual", intensity=50)}}
    plain = detente.trust(case_of(**base), draws=200).opinions[0].trust.interval80
    assert plain[0] == plain[1]
    for edit in (
        "relations.0.trust=[10, 40]", "relations.0.trust_weight=[1, 20]", "events.one.intensity=[0, 100]", "trust.half_life=[20, 900]",
        "trust.base_rate=[0, 1]", "trust.prior_weight=[0, 9]",
    ):  # fmt: skip
        low, high = detente.trust(apply(case_of(**base), [Edit.parse(edit)]), draws=200).opinions[0].trust.interval80
        assert low < high, edit
    parties = {name: {"peace_worth": [20, 40], "harm": [10, 30]} for name in NAMES}
    it = detente.trust(case_of(**base, parties=parties), draws=200).assurance[0]
    assert it.needed.interval80[0] < it.needed.best < it.needed.interval80[1]


def test_the_same_seed_gives_the_same_answer_on_any_number_of_workers():
    case = load_case("vienna-2015")
    one = detente.trust(case, draws=600, seed=3, workers=1)
    assert detente.trust(case, draws=600, seed=3, workers=2) == one
    assert detente.trust(case, draws=600, seed=4) != one


def test_it_can_be_stopped():
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(StoppedError, match="stopped after"):
        detente.trust(load_case("vienna-2015"), draws=600, workers=1, progress=stop)


def test_the_founding_case_says_what_it_is_about():
    found = detente.trust(load_case("vienna-2015"), draws=100)
    assert "walls" in found.sentence
    assert {it.truster: it.known for it in found.walls if it.truster == it.trusted} == {
        "internal": 13,
        "regional": 10,
        "international": 2,
    }
    first = found.assurance[0]
    assert (first.truster, first.trusted, first.fights, first.enough) == ("opposition", "syria_gov", True, False)
    assert record_of(load_case("vienna-2015")).events == {}


def test_effects_of_events_are_trust_with_them_less_trust_without():
    events = {
        "a": event("2019-06-01", "conflictual", intensity=[20, 60]), "b": event("2020-05-01", intensity=80),
        "c": event("2020-06-01", "conflictual"), "d": event("2020-06-01", one="cleo"),
    }  # fmt: skip
    found = detente.trust(case_of(relations=[TRUST], events=events), draws=50)
    whole = next(it.trust.best for it in found.opinions if it.trusted == "ben")
    moved = [abs(it.change.best) for it in found.events]
    assert moved == sorted(moved, reverse=True)
    assert {it.event for it in found.events} == set(events)
    for it in found.events:
        if it.event != "d":
            rest = {key: value for key, value in events.items() if key != it.event}
            assert it.change.best == pytest.approx(whole - opinion(case_of(relations=[TRUST], events=rest)).trust.best)
            assert it.change.interval80[0] <= it.change.interval80[1]
