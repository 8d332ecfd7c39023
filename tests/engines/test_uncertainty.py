from __future__ import annotations

import random
from functools import partial
from itertools import pairwise
from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case, Number
from detente.engines.uncertainty import Sampler, StoppedError, each_block, in_blocks, quantiles, wilson
from detente.engines.uncertainty.sampler import uniform
from detente.errors import CommandError
from tests.cases import numbers

DRAWS = 20_000
SIGMAS = 5  # a right program fails one of these tests about once in two million seeds; the seeds are fixed
CASE = Case.model_validate(
    {
        "id": "small",
        "parties": {"a": {"capability": [0, 1]}, "b": {"capability": [0, 1]}, "c": {"capability": [0, 2, 10]}},
    }
)


def drawn(case, party, seed=1, start=0, stop=DRAWS):
    return Sampler(case, seed).draw(("parties", party, "capability"), case.parties[party].capability, start, stop)


def linked(*links):
    return Case.model_validate(CASE.raw() | {"links": list(links)})


def path(party):
    return f"parties.{party}.capability"


# -- the stream --------------------------------------------------------------------------------------------------------


@given(st.integers(-(2**70), 2**70), st.text(max_size=10), st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_a_stream_is_the_same_whatever_the_blocks(seed, stream, sizes):
    edges = np.cumsum([0, *sizes]).tolist()
    blocks = [uniform(seed, stream, start, stop) for start, stop in pairwise(edges)]
    assert np.concatenate(blocks).tolist() == uniform(seed, stream, 0, edges[-1]).tolist()


@given(st.integers(0, 10_000), st.integers(0, 50))
def test_a_late_block_is_the_end_of_the_whole(start, size):
    assert uniform(3, "x", start, start + size).tolist() == uniform(3, "x", 0, start + size)[start:].tolist()


def test_a_stream_depends_on_seed_and_name():
    assert uniform(1, "a", 0, 50).tolist() == uniform(1, "a", 0, 50).tolist()
    assert not np.intersect1d(uniform(1, "a", 0, 500), uniform(2, "a", 0, 500)).size
    assert not np.intersect1d(uniform(1, "a", 0, 500), uniform(1, "b", 0, 500)).size


def test_a_stream_never_repeats_itself():
    assert np.unique(uniform(5, "x", 0, 10_000)).size == 10_000


def test_a_stream_is_uniform():
    found = uniform(11, "x", 0, DRAWS)
    assert 0 <= found.min() <= found.max() < 1
    assert abs(found.mean() - 1 / 2) < SIGMAS * (1 / 12 / DRAWS) ** 0.5
    counts = np.histogram(found, bins=20, range=(0, 1))[0]
    expected = DRAWS / 20
    assert ((counts - expected) ** 2 / expected).sum() < 19 + SIGMAS * (2 * 19) ** 0.5 + SIGMAS**2


def test_two_streams_are_not_related():
    one, other = uniform(1, "a", 0, DRAWS), uniform(1, "b", 0, DRAWS)
    assert abs(np.corrcoef(one, other)[0, 1]) < SIGMAS / DRAWS**0.5
    assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < SIGMAS / DRAWS**0.5


# -- the numbers -------------------------------------------------------------------------------------------------------


@given(numbers(-100, 100), st.lists(st.floats(0, 1), max_size=6))
def test_quantiles_of_many_are_quantiles_of_each(number, shares):
    found = quantiles(number, np.array(shares, dtype=float))
    assert found.tolist() == pytest.approx([number.quantile(share) for share in shares])


@pytest.mark.parametrize("raw", [[0, 10], [0, 3, 10], [0, 0, 10], [0, 10, 10], [-5, 4, 5]])
def test_quantiles_agree_with_the_shares_of_an_independent_generator(raw):
    number, source = Number.of(raw), random.Random(8)
    sample = sorted(
        source.uniform(*raw) if len(raw) == 2 else source.triangular(raw[0], raw[2], raw[1]) for _ in range(DRAWS)
    )
    shares = np.linspace(0.01, 0.99, 25)
    found = np.searchsorted(sample, quantiles(number, shares)) / DRAWS
    assert (abs(found - shares) < SIGMAS * np.sqrt(shares * (1 - shares) / DRAWS)).all()


@given(numbers(-100, 100), st.integers(0, 99))
def test_draws_lie_within_the_number(number, seed):
    found = Sampler(CASE, seed).draw(("parties", "a", "capability"), number, 0, 200)
    assert found.shape == (200,)
    assert number.low - 1e-9 <= found.min() <= found.max() <= number.high + 1e-9


@pytest.mark.parametrize("raw", [[0, 3, 10], [0, 0, 10], [0, 10, 10], [-5, 4, 5]])
def test_the_mean_of_a_triangular_number(raw):
    low, best, high = raw
    found = Sampler(CASE, 4).draw(("x",), Number.of(raw), 0, DRAWS)
    variance = (low**2 + best**2 + high**2 - low * best - low * high - best * high) / 18
    assert abs(found.mean() - (low + best + high) / 3) < SIGMAS * (variance / DRAWS) ** 0.5


def test_the_mean_of_a_range():
    found = Sampler(CASE, 4).draw(("x",), Number.of([2, 8]), 0, DRAWS)
    assert abs(found.mean() - 5) < SIGMAS * (36 / 12 / DRAWS) ** 0.5


def test_an_exact_number_is_drawn_as_it_is():
    assert set(Sampler(CASE, 4).draw(("x",), Number.of(7), 3, 50)) == {7.0}


# -- who shares what ---------------------------------------------------------------------------------------------------


def test_adding_a_party_leaves_the_draws_of_the_others():
    more = Case.model_validate({"id": "other", "parties": {"aa": {"capability": [0, 1]}, **CASE.raw()["parties"]}})
    for party in CASE.parties:
        assert drawn(more, party).tolist() == drawn(CASE, party).tolist()
    assert drawn(more, "aa").tolist() != drawn(more, "a").tolist()


def test_numbers_are_independent_without_a_link():
    assert abs(np.corrcoef(drawn(CASE, "a"), drawn(CASE, "b"))[0, 1]) < SIGMAS / DRAWS**0.5


def test_linked_numbers_share_their_draws():
    case = linked({"numbers": [path("a"), path("b")]})
    assert drawn(case, "a").tolist() == drawn(case, "b").tolist()
    assert drawn(case, "c").tolist() == drawn(CASE, "c").tolist()


def test_linked_numbers_of_another_shape_rise_together():
    case = linked({"numbers": [path("a"), path("c")]})
    order = np.argsort(drawn(case, "a"))
    assert (np.diff(drawn(case, "c")[order]) >= 0).all()


def test_opposite_numbers_run_backwards():
    case = linked({"numbers": [path("a")], "opposite": [path("b"), path("c")]})
    assert drawn(case, "b").tolist() == pytest.approx((1 - drawn(case, "a")).tolist())
    order = np.argsort(drawn(case, "a"))
    assert (np.diff(drawn(case, "c")[order]) <= 0).all()


def test_the_order_within_a_link_does_not_matter():
    one, other = linked({"numbers": [path("a"), path("b")]}), linked({"numbers": [path("b"), path("a")]})
    assert drawn(one, "a").tolist() == drawn(other, "a").tolist()


def test_two_links_do_not_share_their_draws():
    case = linked({"numbers": [], "opposite": [path("a")]}, {"numbers": [], "opposite": [path("b")]})
    assert abs(np.corrcoef(drawn(case, "a"), drawn(case, "b"))[0, 1]) < SIGMAS / DRAWS**0.5


# -- blocks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2, 3, None])
@pytest.mark.parametrize("draws", [0, 1, 999, 3500])
def test_blocks_give_the_same_on_any_number_of_workers(workers, draws):
    parts = in_blocks(partial(uniform, 7, "x"), draws, 500, workers=workers)
    assert [it for part in parts for it in part.tolist()] == uniform(7, "x", 0, draws).tolist()


@pytest.mark.parametrize("workers", [1, 3])
def test_parts_are_handed_over_in_order_whoever_is_done_first(workers):
    later = Event()

    def slow_at_first(start, stop):
        if start == 0 and workers > 1:
            assert later.wait(60)  # the first block ends after a later one
        if start == 4:
            later.set()
        return start, stop

    taken = []
    each_block(slow_at_first, 11, 4, taken.append, workers=workers)
    assert taken == [(0, 4), (4, 8), (8, 11)]


def test_blocks_tell_how_many_draws_are_done():
    told = []
    in_blocks(lambda start, stop: None, 25, 10, workers=2, progress=lambda done, total: told.append((done, total)))
    assert sorted(done for done, _ in told)[-1] == 25
    assert {total for _, total in told} == {25}
    assert len(told) == 3


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_block_reaches_the_caller(workers):
    with pytest.raises(ZeroDivisionError):
        in_blocks(lambda start, stop: 1 // (start - 10), 25, 10, workers=workers)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_says_how_much_was_done(workers):
    def stopping(start, stop):
        if start >= 10:
            raise KeyboardInterrupt
        return start

    with pytest.raises(StoppedError, match=r"stopped after (0|10) of 40 draws"):
        in_blocks(stopping, 40, 10, workers=workers)


@pytest.mark.parametrize("workers", [0, -1, 257])
def test_an_impossible_number_of_workers_is_refused(workers):
    with pytest.raises(CommandError, match=f"{workers} workers"):
        in_blocks(lambda start, stop: None, 1, 1, workers=workers)


# -- experts -----------------------------------------------------------------------------------------------------------


def judging(values, **more):
    """The small case with judgements on the capability of a; ``values`` by expert."""
    return Case.model_validate(
        CASE.raw()
        | {
            "experts": {expert: {} for expert in values},
            "judgements": [{"number": path("a"), "by": expert, "value": value} for expert, value in values.items()],
        }
        | more
    )


def pooled(case, **options):
    return Sampler(case, 1).draw(
        ("parties", "a", "capability"), case.pools[path("a")].number, *options.values() or (0, DRAWS)
    )


@given(numbers(), st.integers(0, 50))
def test_a_single_expert_who_says_what_is_written_changes_nothing(number, seed):
    written = Case.model_validate({"id": "x", "parties": {"a": {"capability": number.raw}}})
    case = judging({"anna": number.raw})
    loc = ("parties", "a", "capability")
    assert Sampler(case, seed).draw(loc, case.pools[path("a")].number, 3, 40).tolist() == (
        Sampler(written, seed).draw(loc, number, 3, 40).tolist()
    )


@given(st.dictionaries(st.sampled_from("uvwxyz"), st.integers(0, 90).map(lambda it: [it, it + 3, it + 9]), min_size=2))
def test_order_and_names_of_experts_change_no_draw(values):
    other = {f"other {name}": values[name] for name in sorted(values, reverse=True)}
    assert pooled(judging(values), start=0, stop=50).tolist() == pooled(judging(other), start=0, stop=50).tolist()


def test_a_pool_is_the_weighted_mixture_of_its_experts():
    case = judging({"x": [0, 1], "y": [10, 12, 13]}, experts={"x": {"weight": 1}, "y": {"weight": 3}})
    found = pooled(case)
    share = (found < 5).mean()
    assert abs(share - 0.25) < SIGMAS * (0.25 * 0.75 / DRAWS) ** 0.5
    assert abs(found[found < 5].mean() - 0.5) < SIGMAS * (1 / 12 / (0.2 * DRAWS)) ** 0.5
    assert abs(found[found > 5].mean() - 35 / 3) < SIGMAS / (0.7 * DRAWS) ** 0.5


def test_a_pool_is_the_same_whatever_the_blocks():
    case = judging({"x": [0, 1], "y": [10, 12, 13]})
    whole = pooled(case, start=0, stop=101)
    assert np.concatenate([pooled(case, start=0, stop=37), pooled(case, start=37, stop=101)]).tolist() == whole.tolist()


def test_judgements_of_one_number_leave_the_draws_of_the_others():
    assert drawn(judging({"x": [5, 6], "y": 9}), "b").tolist() == drawn(CASE, "b").tolist()


def test_experts_alone_are_compared_on_common_draws():
    low, high = pooled(judging({"x": [0, 1]})), pooled(judging({"x": [10, 11]}))
    assert (high - low).tolist() == pytest.approx([10] * DRAWS)


def test_a_number_other_than_the_pool_is_drawn_as_it_is():
    case = judging({"x": [5, 6], "y": 9})
    loc, number = ("parties", "a", "capability"), Number.of([0, 1])
    assert Sampler(case, 1).draw(loc, number, 0, 9).tolist() == Sampler(CASE, 1).draw(loc, number, 0, 9).tolist()


@pytest.mark.parametrize(("hits", "count"), [(0, 1), (1, 1), (3, 10), (50, 100), (10, 10)])
def test_wilson_s_ends_solve_its_equation(hits, count):
    # each end p satisfies (share - p)^2 = z^2 p (1 - p) / n, or is the limit of what a share can be
    for end in wilson(hits, count):
        gap = (hits / count - end) ** 2 - 1.959963984540054**2 * end * (1 - end) / count
        assert gap == pytest.approx(0, abs=1e-9)


def test_wilson_holds_the_share_and_narrows_with_the_count():
    for count in (1, 7, 100, 10_000):
        for hits in {0, count // 3, count}:
            low, high = wilson(hits, count)
            wider = wilson(hits, count, 3.0)
            assert 0 <= wider[0] <= low <= hits / count <= high <= wider[1] <= 1
