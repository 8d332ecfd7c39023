"""The calibrated forecast: features by brute force, fit by brute force, and what must hold for every density."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast import densities
from detente.engines.forecast.calibrated import density, learn, published
from detente.engines.forecast.calibrated.features import FEATURES, MARK_FEATURES, Stand, design
from detente.engines.forecast.calibrated.fit import fit, folds, loss, penalty_by_folds, softmax
from detente.engines.forecast.calibrated.model import read, written
from detente.engines.forecast.calibrated.residuals import residual_density, residuals
from detente.engines.forecast.records import Record, read_records

places = st.one_of(st.integers(0, 100).map(float), st.integers(0, 200).map(lambda x: x / 2))


@st.composite
def issues(draw):
    """Positions, weights, capabilities and reference (NaN: none) of one to six parties."""
    size = draw(st.integers(1, 6))
    numbers = st.integers(0, 20).map(float)
    x, w, c = (np.array(draw(st.lists(one, min_size=size, max_size=size))) for one in (places, numbers, numbers))
    return x, w, c, draw(st.one_of(st.just(float("nan")), places))


def by_definition(x, w, r):
    """The 18 features of every point, in loops, straight from the theory page."""
    n, w = len(x), w / w.sum()
    at = [round(v) for v in x]
    s = [sum(w[i] for i in range(n) if at[i] == k) for k in range(101)]
    h = [sum(1 for i in range(n) if at[i] == k) / n for k in range(101)]
    m = sum(w * x)

    def lower(values):
        return next(v for v in sorted(values) if sum(w[i] for i in range(n) if values[i] <= v) >= 0.5 - 1e-12)

    med = (lower(x) + 100 - lower(100 - x)) / 2
    rows = []
    for k in range(101):
        ends = float(k in (0, 100))
        rows.append(
            [
                h[k] > 0, s[k], s[k] ** 2, h[k], s[k] >= max(s) - 1e-9, sum(s[max(0, k - 5) : k + 6]),
                abs(k - m) / 100, (k - m) ** 2 / 10_000, abs(k - med) / 100,
                sum(w[i] * abs(k - x[i]) for i in range(n)) / 100, k < min(x) or k > max(x),
                0.0 if np.isnan(r) else k == round(r), 0.0 if np.isnan(r) else abs(k - r) / 100,
                ends, k == 50, k % 10 == 0, k % 5 == 0, ends * (h[k] > 0),
            ]
        )  # fmt: skip
    return np.array(rows, dtype=float)


@given(issues())
def test_the_features_are_those_of_the_definition(issue):
    x, w, c, r = issue
    w = w if w.any() else np.ones_like(w)
    stand = Stand.of(x[np.newaxis], w[np.newaxis], c[np.newaxis], np.array([r]), 0, 100)
    assert np.allclose(design(stand)[0], by_definition(x, w, r), atol=1e-9)
    assert len(FEATURES) == 18


@given(issues(), st.booleans())
def test_a_density_is_one_and_reverses_with_its_scale(issue, marks):
    x, w, c, r = issue
    p = density(x, w, c, r, marks=marks)
    assert p.shape == (101,)
    assert p.sum() == pytest.approx(1)
    assert (p > 0).all()
    assert np.allclose(density(100 - x, w, c, 100 - r, marks=marks), p[::-1])


@given(issues(), st.floats(-50, 50), st.floats(0.1, 40))
def test_the_unit_of_the_scale_and_of_weight_do_not_matter(issue, low, width):
    x, w, c, r = issue
    high = low + width
    other = density(low + x / 100 * width, w * 7, c * 3, low + r / 100 * width, low, high)
    assert np.allclose(other, density(x, w, c, r), atol=1e-9)


@given(st.lists(issues(), min_size=1, max_size=3))
def test_many_rows_are_each_row_alone(several):
    size = min(len(x) for x, *_ in several)
    x, w, c = (np.array([issue[column][:size] for issue in several]) for column in range(3))
    r = np.array([issue[3] for issue in several])
    assert np.allclose(density(x, w, c, r), [density(*row) for row in zip(x, w, c, r, strict=True)])
    deep = density(np.tile(x, (300, 1, 1)), w, c, r)
    assert deep.shape == (300, len(several), 101)
    assert np.allclose(deep[299], density(x, w, c, r))


def test_the_order_of_the_parties_does_not_matter():
    x, w = np.array([10.0, 60.0, 90.0]), np.array([1.0, 2.0, 3.0])
    assert np.allclose(density(x[::-1], w[::-1]), density(x, w))


def test_weights_of_zero_fall_back_on_capability_and_then_on_equal_shares():
    x, none, c = np.array([0.0, 40.0, 100.0]), np.zeros(3), np.array([1.0, 5.0, 1.0])
    assert np.allclose(density(x, none, c), density(x, c))
    assert np.allclose(density(x, none, none), density(x, np.ones(3)))
    assert np.allclose(density(x, none), density(x, np.ones(3)))
    assert np.allclose(density(x, c * 1e-310), density(x, c), atol=1e-6)


def test_no_party_gives_no_answer():
    assert np.isnan(density(np.empty((2, 0)), np.empty((2, 0)))).all()
    assert density(np.empty((0, 3)), np.empty((0, 3))).shape == (0, 101)


@pytest.mark.parametrize(
    ("positions", "weights", "low", "high"),
    [([1.0], [1.0], 5, 5), ([np.nan], [1.0], 0, 100), ([1.0], [-1.0], 0, 100), ([1.0], [np.inf], 0, 100)],
)
def test_impossible_numbers_are_an_error(positions, weights, low, high):
    with pytest.raises(ValueError, match=r"scale|finite"):
        density(np.array(positions), np.array(weights), low=low, high=high)


def test_without_marks_no_mark_counts():
    figures = published()
    assert all(figures.unmarked[FEATURES.index(name)] == 0 for name in MARK_FEATURES)
    p = density(np.array([33.0]), np.ones(1), marks=False)
    assert (np.diff(p[39:]) < 0).all()  # farther from the one party only distance counts: no bump at 50 or 100


# -- the fit -----------------------------------------------------------------------------------------------------------


def test_the_fit_is_at_the_bottom_of_its_loss():
    rng = np.random.default_rng(2)
    table, outcomes = rng.normal(size=(30, 101, 3)), rng.integers(0, 101, 30)
    b = fit(table, outcomes, 0.7)
    for near in rng.normal(scale=1e-3, size=(50, 3)):
        assert loss(table, outcomes, 0.7, b) < loss(table, outcomes, 0.7, b + near)
    plain = -sum(np.log(softmax(table[n] @ b)[outcomes[n]]) for n in range(30)) + 0.35 * (b @ b)
    assert loss(table, outcomes, 0.7, b) == pytest.approx(plain)


def test_the_fit_finds_the_coefficients_that_made_the_data():
    rng = np.random.default_rng(5)
    truth = np.array([2.0, -1.0])
    table = rng.normal(size=(3000, 101, 2))
    outcomes = np.array([rng.choice(101, p=softmax(one @ truth)) for one in table])
    assert fit(table, outcomes, 1e-6) == pytest.approx(truth, abs=0.1)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=40), st.integers(0, 9))
def test_folds_split_no_group(groups, seed):
    where = folds(groups, 4, seed)
    for name in set(groups):
        assert len({int(at) for at, group in zip(where, groups, strict=True) if group == name}) == 1
    assert (where == folds(groups, 4, seed)).all()
    assert set(where.tolist()) <= set(range(4))


def test_noise_asks_for_the_largest_penalty():
    rng = np.random.default_rng(3)
    table, outcomes = rng.normal(size=(40, 101, 6)), rng.integers(0, 101, 40)
    assert penalty_by_folds(table, outcomes, [str(n) for n in range(40)], (0.01, 1000.0)) == 1000.0


# -- the residuals -----------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(places, st.integers(0, 100)), min_size=1, max_size=8), places)
def test_the_residual_density_by_counting(pairs, centre):
    means, outcomes = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    expected = np.zeros(101)
    for m, o in zip(means, outcomes, strict=True):
        for off in (o - round(m), round(m) - o):
            expected[int(min(100, max(0, round(centre) + off)))] += 0.5 / len(pairs)
    assert np.allclose(residual_density(np.array(centre), residuals(means, outcomes)), expected)


# -- the published figures ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def legislation(shared):
    file = shared / "data" / "deu2_dev.csv"
    if not file.is_file():
        pytest.skip("the issues with known outcomes are absent")
    return [it for it in read_records(file, outcomes=True).issues if len(it.actors) >= 3]


def test_the_published_figures_say_where_they_come_from():
    figures = published()
    assert "doi:10.1080/13501763.2012.662028" in figures.citation
    assert (len(figures.issues), figures.proposals) == (171, 58)
    assert min(figures.penalties) > 0
    assert figures.date
    assert figures.data
    assert figures.residuals == pytest.approx(figures.residuals[::-1])
    again = read(written(figures))
    assert (again.marked == figures.marked).all()
    assert (again.unmarked == figures.unmarked).all()


def test_the_published_figures_are_the_fit_to_the_published_data(legislation):
    fitted, figures = learn(legislation), published()
    assert fitted.marked == pytest.approx(figures.marked, abs=2e-6)
    assert fitted.unmarked == pytest.approx(figures.unmarked, abs=2e-6)
    assert fitted.residuals == pytest.approx(figures.residuals, abs=1e-7)
    assert fitted.penalties == figures.penalties


def test_a_fit_never_looks_at_what_it_must_forecast(legislation):
    """Other outcomes on the issues left out change nothing."""
    where = folds([it.proposal for it in legislation], 5, 0)
    train = [it for it, at in zip(legislation, where, strict=True) if at]
    model = learn(train)
    one = next(it for it, at in zip(legislation, where, strict=True) if not at)
    other = replace(one, outcome=100 - one.outcome)
    p, q = (density(it.positions, it.weights, it.capabilities, it.reference, model=model) for it in (one, other))
    assert (p == q).all()
    assert {it.proposal for it in train}.isdisjoint({one.proposal})


def test_too_few_proposals_are_no_basis():
    one = Record("a", "a", ("x",), np.array([1.0]), np.array([1.0]), np.array([1.0]), float("nan"), 5.0)
    with pytest.raises(ValueError, match="ten proposals"):
        learn([one] * 30)


def test_the_worked_example_of_the_page():
    """docs/theory/calibrated.md, Worked example."""
    x, capability, salience = np.array([0.0, 60.0, 100.0]), np.array([40.0, 70.0, 30.0]), np.array([80.0, 50.0, 60.0])
    p = density(x, capability * salience, capability, 0.0)
    assert capability * salience / (capability * salience).sum() == pytest.approx([0.376, 0.412, 0.212], abs=5e-4)
    assert densities.median(p) == EXAMPLE["median"]
    assert [round(float(p[k]), 3) for k in (0, 50, 60, 100)] == EXAMPLE["points"]
    assert round(float(densities.mean(p))) == 43
    assert densities.central_interval(p) == (0, 95)
    assert round(float(densities.expected_absolute_error(p))) == EXAMPLE["error"]


EXAMPLE = {"median": 50, "points": [0.279, 0.065, 0.191, 0.095], "error": 29}
