"""The language of expressions: trees written out mean what Python says, and mistakes are pointed at."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.case.constraints import exclusion, impossible, tied
from detente.case.expressions import Atom, ExpressionError, Not, atoms, evaluated, parsed

NAMES = ("a", "price cap", "and", "b=1")

Written = tuple[str, str]  # as an expression, and as Python on a dictionary `it`


def quoted(name: str) -> str:
    return f"`{name}`" if name != "price cap" else name


leaves = st.builds(
    lambda name, sign, value: (f"{quoted(name)} {sign} {value}", f"(it[{name!r}] {'==' if sign == '=' else sign} {value})"),
    st.sampled_from(NAMES), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.integers(-2, 2),
)  # fmt: skip


def grown(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        inner.map(lambda it: (f"not ({it[0]})", f"(not {it[1]})")),
        pairs.map(lambda it: (f"({it[0][0]}) and ({it[1][0]})", f"({it[0][1]} and {it[1][1]})")),
        pairs.map(lambda it: (f"({it[0][0]}) OR ({it[1][0]})", f"({it[0][1]} or {it[1][1]})")),
        pairs.map(lambda it: (f"({it[0][0]}) implies ({it[1][0]})", f"(not {it[0][1]} or {it[1][1]})")),
        pairs.map(lambda it: (f"if ({it[0][0]}) then ({it[1][0]})", f"(not {it[0][1]} or {it[1][1]})")),
        pairs.map(lambda it: (f"({it[0][0]}) if ({it[1][0]})", f"({it[0][1]} or not {it[1][1]})")),
        pairs.map(lambda it: (f"({it[0][0]}) iff ({it[1][0]})", f"({it[0][1]} is {it[1][1]})")),
    )


def compared(values):
    def truth(atom: Atom):
        it, to = values[atom.name], atom.value
        return {"=": it == to, "!=": it != to, "<": it < to, "<=": it <= to, ">": it > to, ">=": it >= to}[
            atom.comparison
        ]

    return truth


@given(st.recursive(leaves, grown, max_leaves=8), st.lists(st.integers(-2, 2), min_size=4, max_size=4))
def test_an_expression_means_what_python_says(written, values):
    text, python = written
    it = dict(zip(NAMES, values, strict=True))
    tree = parsed(text)
    assert evaluated(tree, compared(it)) is eval(python, {"it": it})
    arrays = {name: np.array([value, value + 1]) for name, value in it.items()}
    assert evaluated(tree, compared(arrays)).tolist() == [
        eval(python, {"it": {name: value + more for name, value in it.items()}}) for more in (0, 1)
    ]
    for atom in atoms(tree):
        assert atom.name in text[atom.start : atom.end]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a=0 or b=0 and c=0", "a=0 or (b=0 and c=0)"),
        ("not a=0 and b=0", "(not a=0) and b=0"),
        ("a=0 implies b=0 implies c=0", "a=0 implies (b=0 implies c=0)"),
        ("a=0 or b=0 implies c=0", "(a=0 or b=0) implies c=0"),
        ("if a=0 then b=0 and c=0", "if a=0 then (b=0 and c=0)"),
        ("a=0 and if b=0 then c=0", "a=0 and (if b=0 then c=0)"),
        ("a=0 if b=0 if c=0", "(a=0 if b=0) if c=0"),
        ("not strike", "NOT strike"),
    ],
)
def test_what_binds_how(text, same):
    def bare(tree):
        return (
            [type(tree).__name__, *map(bare, vars(tree).values())]
            if not isinstance(tree, Atom)
            else (tree.name, tree.value)
        )

    assert bare(parsed(text)) == bare(parsed(same))


def test_a_bare_name_is_an_atom_for_whoever_evaluates():
    tree = parsed("ceasefire if not arm the opposition")
    assert [(atom.name, atom.comparison) for atom in atoms(tree)] == [("ceasefire", ""), ("arm the opposition", "")]
    assert evaluated(tree, lambda atom: atom.name == "arm the opposition") is True
    assert isinstance(parsed("not not x").part, Not)


@pytest.mark.parametrize(
    ("text", "at", "part"),
    [
        ("", 0, "a name should stand"),
        ("  ", 0, "a name should stand"),
        ("a=0 b=0", 4, "`and`, `or` or the end"),
        ("a=0 and", 7, "the text ends"),
        ("a==0", 2, "a number after `=`"),
        ("a=x", 2, "a number after `=`"),
        ("a=1e999", 2, "too large"),
        ("(a=0", 4, "`)` should stand"),
        ("a=0)", 3, "the end should stand"),
        ("if a=0", 6, "`then` should stand"),
        ("and a=0", 0, "a name should stand"),
        ("a=0 & b=0", 4, "the end should stand"),
        ("`a=0", 0, "has no meaning here"),
        ("``=0", 0, "the name is empty"),
        ("(" * 60 + "a" + ")" * 60, 51, "nested more than 50 deep"),
        ("not " * 60 + "a", 204, "nested more than 50 deep"),
        ("a or " * 500 + "a", 2000, "longer than 2000"),
    ],
)
def test_a_mistake_is_pointed_at(text, at, part):
    with pytest.raises(ExpressionError) as raised:
        parsed(text)
    assert raised.value.at == at
    assert part in raised.value.message
    shown, caret = raised.value.pointer.split("\n")
    assert caret.endswith("^")
    assert len(shown) <= 110
    if at < len(text.rstrip()):
        assert shown[len(caret) - 1] == text[at]


@given(st.text(st.sampled_from("ab=01 ()<>!`'\"andorifthen\n\t."), max_size=30))
def test_any_text_is_read_or_pointed_at(text):
    try:
        tree = parsed(text)
    except ExpressionError as error:
        assert 0 <= error.at <= len(text)
        assert error.pointer.count("\n") == 1
    else:
        assert all(atom.name for atom in atoms(tree))


def test_the_longest_expressions_are_read():
    assert evaluated(parsed("a or " * 399 + "a"), lambda atom: False) is False
    assert evaluated(parsed("a iff " * 332 + "a"), lambda atom: True) is True
    assert evaluated(parsed("a implies " * 40 + "a"), lambda atom: True) is True


def test_issues_are_tied_across_ties():
    assert tied("abcdef", [("a", "c"), ("d", "c"), ("f",), ("b", "e")]) == (("a", "c", "d"), ("b", "e"), ("f",))


def test_a_search_that_takes_too_long_gives_no_verdict(monkeypatch):
    issues = {f"i{number}": {"scale": dict.fromkeys(range(10), "")} for number in range(8)}
    case = Case.model_validate({"id": "c", "issues": issues})
    never = exclusion(case, " or ".join(f"i{number}>=0" for number in range(8)))
    assert impossible(case, (never,)) == ()  # true, but only after 10^8 tries
    monkeypatch.setattr("detente.case.constraints.MOST_TRIES", 50)
    small = Case.model_validate({"id": "c", "issues": {"x": {}, "y": {}}})
    assert impossible(small, (exclusion(small, "x>=0 or y>=0"),)) == ("x", "y")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("at most one of (a, b c, d)", "not (a and b c) and not (a and d) and not (b c and d)"),
        ("at least one of (a, b c, d)", "a or b c or d"),
        ("Exactly one of (a, b c)", "not (a iff b c)"),
        ("at most 1 of (a)", "a or not a"),
        ("exactly one of (a, (b c or d)) if d", "(a and not b c and not d) or (not a and (b c or d)) or not d"),
    ],
)
def test_what_is_counted_is_what_it_says(text, same):
    for state in range(8):
        truth = dict(zip(("a", "b c", "d"), (bool(state >> bit & 1) for bit in range(3)), strict=True))
        assert evaluated(parsed(text), lambda atom: truth[atom.name]) == evaluated(  # noqa: B023
            parsed(same),
            lambda atom: truth[atom.name],  # noqa: B023
        )


@pytest.mark.parametrize(
    ("text", "at"), [("at most one of (a, b", 20), ("at most one of ()", 16), ("exactly one of (a,,b)", 18)]
)
def test_what_is_counted_wrongly_is_pointed_at(text, at):
    with pytest.raises(ExpressionError) as caught:
        parsed(text)
    assert caught.value.at == at


def test_counting_words_alone_are_a_name_and_too_many_are_refused():
    assert [atom.name for atom in atoms(parsed("at most one of a"))] == ["at most one of a"]
    with pytest.raises(ExpressionError, match="more than 64"):
        parsed(f"exactly one of ({', '.join(f'o{place}' for place in range(65))})")
