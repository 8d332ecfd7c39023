from __future__ import annotations

import copy
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.case.edits import Edit, apply
from detente.errors import CaseError
from tests.cases import cases, edits_of

CASE = Case.model_validate(
    {
        "id": "small",
        "parties": {"a": {"capability": 2, "aliases": ["x", "y"]}, "b": {"capability": [1, 3]}},
        "issues": {"price": {"scale": {0: "free", 2.5: "cheap", 100: "dear"}}},
        "positions": {"a": {"price": {"position": 10, "salience": 50}}},
        "relations": [{"from": "a", "to": "b", "trust": 10}],
    }
)


@pytest.mark.parametrize(
    ("text", "loc", "value"),
    [
        ("parties.a.capability=5", ("parties", "a", "capability"), 5),
        ("parties.a.capability = [1, 2]", ("parties", "a", "capability"), [1, 2]),
        ("relations.0.trust=3", ("relations", 0, "trust"), 3),
        ("title=a=b", ("title",), "a=b"),
        ("measures.m.effects.0.capability=+5", ("measures", "m", "effects", 0, "capability"), "+5"),
        ("parties.a.stated=", ("parties", "a", "stated"), None),
        ("parties.01.name=x", ("parties", "01", "name"), "x"),
    ],
)
def test_an_edit_is_read_from_one_line(text, loc, value):
    assert Edit.parse(text) == Edit(loc=loc, value=value)


@pytest.mark.parametrize(
    "text", ["", "=5", "parties", "parties..a=5", ".a=1", "a.=1", "a=[1", "a='x", "a={b: 1", "a= # b"]
)
def test_what_is_no_edit_is_refused(text):
    with pytest.raises(CaseError) as raised:
        Edit.parse(text)
    assert raised.value.advice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("parties.a.capability=[4, 6]", lambda case: case.parties["a"].capability.raw == [4, 6]),
        ("parties.c={capability: 1}", lambda case: list(case.parties) == ["a", "b", "c"]),
        ("parties.a.aliases.1=z", lambda case: case.parties["a"].aliases == ("x", "z")),
        ("parties.a.aliases.2=z", lambda case: case.parties["a"].aliases == ("x", "y", "z")),
        ("parties.a.aliases.0=", lambda case: case.parties["a"].aliases == ("y",)),
        ("issues.price.scale.0=gratis", lambda case: case.issues["price"].scale[0.0] == "gratis"),
        ("positions.b.price.position=7", lambda case: case.positions["b"]["price"].position.best == 7),
        ("parties.b.aliases.0=z", lambda case: case.parties["b"].aliases == ("z",)),
        ("unknowns.0=much", lambda case: case.unknowns == ("much",)),
        ("relations.0.sign=1", lambda case: case.relations[0].sign == 1),
        ("positions.a=", lambda case: case.positions == {}),
        ("facts.f={date: 2015-11-12, by: a, what: x}", lambda case: case.facts["f"].date.year == 2015),
    ],
)
def test_an_edit_changes_its_place(text, found):
    assert found(apply(CASE, [Edit.parse(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "parties.a.capability=-1",
        "parties.a.capability=lots",
        "parties.a.colour=red",
        "parties.a.capability.deeper=1",
        "parties.a.name.deeper=1",
        "parties.a.aliases.3=z",
        "parties.a.aliases.9=",
        "parties.a.aliases.x=z",
        "relations.7.trust=1",
        "relations.x.trust=1",
        "parties.zz=",
        "nothing=1",
        "positions.a.price.position=",
        "parties=5",
        "id=",
    ],
)
def test_an_edit_that_leads_nowhere_or_does_not_fit_is_refused(text):
    before = CASE.raw()
    with pytest.raises(CaseError) as raised:
        apply(CASE, [Edit.parse(text)])
    assert raised.value.advice
    assert CASE.raw() == before


@pytest.mark.parametrize(
    "text", ["relations.².trust=5", "parties.a.aliases.²=x", "relations." + "9" * 5000 + ".trust=5"]
)
def test_a_step_that_only_looks_like_an_index_is_refused(text):
    with pytest.raises(CaseError):
        apply(CASE, [Edit.parse(text)])


def test_an_edit_without_a_place_is_refused():
    with pytest.raises(CaseError):
        apply(CASE, [Edit(loc=(), value=5)])


def test_edits_are_made_in_order():
    edits = [Edit.parse("parties.a.capability=5"), Edit.parse("parties.a.capability=6")]
    assert apply(CASE, edits).parties["a"].capability.best == 6
    assert apply(CASE, edits[::-1]).parties["a"].capability.best == 5


def test_a_later_edit_does_not_reach_into_an_earlier_one():
    edits = [Edit.parse("parties.c={capability: 1}"), Edit.parse("parties.c.capability=2")]
    before = copy.deepcopy(edits)
    assert apply(CASE, edits).parties["c"].capability.best == 2
    assert edits == before


@given(st.data())
def test_an_edit_changes_nothing_else(data):
    case = data.draw(cases())
    loc, value = data.draw(edits_of(case))
    before = copy.deepcopy(case.raw())
    after = apply(case, [Edit(loc=loc, value=value)]).raw()
    assert case.raw() == before
    assert _without(after, loc) == _without(before, loc)


@given(cases(), st.text(st.sampled_from("ab.=[]{}:'\"0129 -é²"), max_size=30))
def test_any_edit_gives_a_case_or_an_error_in_words(case, text):
    with suppress(CaseError):
        assert isinstance(apply(case, [Edit.parse(text)]), Case)


def _without(raw, loc):
    node = raw
    for step in loc[:-1]:
        node = node.get(step, {})
    node.pop(loc[-1], None)
    return raw
