"""Packages and statements as a person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.deals.packages.text import LONGEST, one_package, package_text, written_packages
from detente.engines.deals.statements import Statement, ranked, statements_of, statements_read
from detente.errors import MethodError

ISSUES = st.text("abcxyz_-09 é", min_size=1, max_size=8).map(str.strip).filter(bool)
PACKAGES = st.dictionaries(ISSUES, st.floats(-1e6, 1e6).map(lambda mark: round(mark, 3) + 0.0), min_size=1, max_size=4)


@given(st.lists(st.tuples(PACKAGES, st.sampled_from([" > ", "=", ">", " = "])), min_size=1, max_size=4))
def test_what_is_written_is_read(parts):
    text = "".join(package_text(package) + sign for package, sign in parts[:-1]) + package_text(parts[-1][0])
    written = written_packages(text)
    assert written.packages == tuple(package for package, _ in parts)
    assert written.signs == tuple(sign.strip() for _, sign in parts[:-1])


def test_spaces_semicolons_and_a_last_comma_do_no_harm():
    assert one_package(" x = 1 ;y= -2.5, z=.5e1,") == {"x": 1, "y": -2.5, "z": 5}


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("", "missing", "presidency=50"),
        ("x", "`x` is no part", "presidency=50"),
        ("x=1, y=high", "`y=high` is no part", "presidency=50"),
        ("x=1, x=2", "`x` stands twice", "keep one"),
        ("x=1 >", "missing at the end", "presidency=50"),
        ("x=1 < x=2", "is no part", "the better package first"),
        ("x=1 y=2", "is no part", "presidency=50"),
        ("x=nan", "is no part", "presidency=50"),
        ("x=1," * LONGEST, "too long", "presidency=50"),
    ],
)
def test_what_is_no_package_is_said(text, message, advice):
    with pytest.raises(MethodError) as raised:
        written_packages(text)
    assert message in raised.value.message
    assert len(raised.value.message) < 200
    assert advice in raised.value.advice


def test_one_package_is_one():
    with pytest.raises(MethodError, match="more than one package"):
        one_package("x=1 > x=2")


def test_a_chain_is_a_statement_for_each_pair():
    assert statements_of("x=1 > x=2 = x=3") == (
        Statement({"x": 1}, {"x": 2}, equal=False),
        Statement({"x": 2}, {"x": 3}, equal=True),
    )


def test_text_and_statements_may_be_mixed():
    one = Statement({"x": 1}, {"x": 2})
    assert statements_read([one, "x=1 > x=2"]) == (one, one)


def test_a_ranking_goes_from_the_best_down():
    lines = ["# the talks", "x=1, y=0   # best", "", "x=0, y=1", "= x=2, y=2"]
    assert ranked(lines) == (
        Statement({"x": 1, "y": 0}, {"x": 0, "y": 1}, equal=False),
        Statement({"x": 0, "y": 1}, {"x": 2, "y": 2}, equal=True),
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [(["x=1"], "fewer than two"), ([], "fewer than two"), (["x=1", "", "x=1, y"], "line 3 of the ranking")],
)
def test_what_is_no_ranking_is_said(lines, message):
    with pytest.raises(MethodError, match=message):
        ranked(lines)


def test_one_package_compares_nothing():
    with pytest.raises(MethodError, match="compares no two packages"):
        statements_of("x=1")
