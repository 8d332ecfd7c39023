"""Positions at the table: the founding case by definition, and cases small enough to see through."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

import detente
from detente.case import Case
from detente.case.reader import parse_case
from detente.engines.deals import at_table as module
from detente.engines.deals.at_table import at_the_table
from detente.engines.deals.building import space_of
from detente.engines.deals.stands import bottom_lines_of, held_when_dug_in
from tests.engines.deals.deal_cases import ByDefinition, best, beyond, deal_cases

CASE = """
detente: 1
id: two
parties:
  north: {name: North, role: at_table, reservation: 60}
  south: {name: South, role: at_table, reservation: 20}
  islands: {name: Islands, role: at_table, reservation: 0}
issues:
  border: {name: Border, scale: {0: "", 25: "", 50: "", 75: "", 100: ""}, reference: 0}
  aid: {name: Aid, scale: {0: "", 50: "", 100: ""}, reference: 0}
positions:
  north:
    border: {position: 80, stated: 90, bottom_line: 50, salience: 50}
    aid: {position: 100, salience: 50}
  south:
    border: {position: 0, bottom_line: 25, salience: 50}
    aid: {position: 0, salience: 50}
  islands:
    aid: {position: 50, bottom_line: 50, salience: 80}
"""


@pytest.fixture
def case():
    return parse_case(CASE).sound


def allowed_marks(case, party):
    space = space_of(case)
    held = held_when_dug_in(case, space)[space.parties.index(party)]
    return [
        None if kept is None else [space.alternatives[block.issues[0]][it] for it in block.choices[kept, 0]]
        for block, kept in zip(space.blocks, held.allowed, strict=True)
    ], held


def test_what_a_party_holds_to_when_it_digs_in(case):
    """North has stated 90 on the border: 100 is nearest, and aid is free. South holds its best alternatives."""
    marks, held = allowed_marks(case, "north")
    assert (marks, held.issues, held.stated) == ([[100.0], None], ("border",), True)
    marks, held = allowed_marks(case, "south")
    assert (marks, held.issues, held.stated) == ([[0.0], [0.0]], ("border", "aid"), False)
    marks, held = allowed_marks(case, "islands")
    assert (marks, held.issues, held.stated) == ([None, [50.0]], ("aid",), False)


def test_two_alternatives_that_are_as_near_are_both_held(case):
    halfway = parse_case(CASE.replace("stated: 90", "stated: 87.5")).sound
    assert allowed_marks(halfway, "north")[0] == [[75.0, 100.0], None]


def test_a_table_of_values_does_not_change_what_is_stated(case):
    table = parse_case(CASE + "\ndeals: {values: {north: {border: {0: 100, 100: 0}}}}\n").sound
    assert allowed_marks(table, "north")[0] == [[100.0], None]


def test_a_stated_position_that_exclusions_forbid_gives_way_to_the_nearest_combination(case):
    """100 on the border is excluded; the nearest that is left to 90 is 75, with any aid."""
    excluded = parse_case(CASE + '\ndeals: {exclude: ["border = 100 and aid >= 0"]}\n').sound
    space = space_of(excluded)
    kept = held_when_dug_in(excluded, space)[0].allowed[0]
    assert {space.alternatives[0][it] for it in space.blocks[0].choices[kept, 0]} == {75.0}
    assert kept.sum() == 3


def test_what_bottom_lines_are_worth(case):
    """North: 50 on the border is worth 70 to it, aid counts its reference: .5 x 70 + .5 x 0."""
    found = bottom_lines_of(case, space_of(case))
    assert found.worth == pytest.approx([35.0, 0.5 * 75 + 0.5 * 100, 100.0])
    assert [one.tolist() for one in found.by_issue] == [
        [[False, False, True, True, True], [True, True, False, False, False], [True] * 5],
        [[True] * 3, [True] * 3, [False, True, False]],
    ]


@settings(max_examples=60)
@given(deal_cases())
def test_what_lies_within_bottom_lines_by_definition(made):
    plain = ByDefinition(made)
    assume(plain.packages and plain.parties)
    case = Case.model_validate(made.raw)
    space = space_of(case)
    found = bottom_lines_of(case, space)
    packages = space.all_packages()
    marks = space.alternatives_of(packages)
    for place, party in enumerate(space.parties):
        inside = np.ones(len(packages), dtype=bool)
        for number, one in enumerate(found.within):
            inside &= one[place, packages[:, number]]
        for row, shown in zip(marks, inside, strict=True):
            picked = {it: space.alternatives[k][row[k]] for k, it in enumerate(space.issues)}
            assert shown == all(
                _within(it, picked[issue]) for issue, it in made.raw["positions"].get(party, {}).items()
            )
        lines = {it: held["bottom_line"] for it, held in made.raw["positions"][party].items() if "bottom_line" in held}
        assert found.stated[place] == bool(lines)
        if lines:
            points = {it: best(about["reference"]) for it, about in made.raw["issues"].items() if "reference" in about}
            points |= {it: round(best(line), 9) for it, line in lines.items()}  # nearer is no difference
            assert found.worth[place] == pytest.approx(plain.utility(party, points))


def _within(held, mark):
    return "bottom_line" not in held or not beyond(mark, best(held["bottom_line"]), best(held["position"]))


def test_the_sentences_of_a_case_that_can_be_seen_through(case):
    """North accepts where its values of border and aid sum to 120, South at 40: 6 of 15 packages."""
    found = detente.deals(case)
    assert found.zone.count == 6
    assert [(it.party, it.after) for it in found.heels] == [("north", 1), ("south", 0), ("islands", 3)]
    assert [(it.party, it.after) for it in found.bottom_lines] == [("north", 11), ("south", 6), ("islands", 6)]
    assert found.heels[1].shift is None
    assert found.heels[1].nash == ()
    assert found.heels[0].nash[0].package == {"border": 100, "aid": 50}
    assert found.at_the_table == (
        "If North digs in its heels and holds what it has stated on Border, 1 package passes instead of 6; on average North "
        "itself loses 4.2, while South loses 12.5.",
        "If South digs in its heels and holds its best alternatives, no package passes.",
        "If Islands digs in its heels and holds its best alternatives, 3 packages pass instead of 6; on average Islands gains "
        "25, while North loses 3.3.",
        "If North goes to its bottom line, 11 packages pass instead of 6; on average North itself loses 12.8, while Islands "
        "loses 2.3.",
        "If South or Islands goes to its bottom line, the same packages pass as before: its reservation is already no higher "
        "than what its bottom lines are worth to it.",
        "No package lies within everybody's bottom lines: on Border no alternative does. At most 2 of the 3 parties that have "
        "any can have theirs met together: North and Islands (3 packages, all of which pass); or South and Islands (2 "
        "packages, none of which pass).",
    )


def test_what_is_too_much_to_search_is_said(case, monkeypatch):
    monkeypatch.setattr(module, "zone_summary", _late)
    found = at_the_table(case, space_of(case))
    assert found.heels == ()
    assert found.notes


def _late(*_):
    from detente.errors import MethodError

    raise MethodError("late", advice="")


def test_the_founding_case():
    """By definition, from all packages: 20,665 pass; 190 with what the United States has stated."""
    case = detente.load_case("vienna-2015")
    space = space_of(case)
    packages = space.all_packages()
    marks = space.alternatives_of(packages)
    shown = {issue: np.array(space.alternatives[place])[marks[:, place]] for place, issue in enumerate(space.issues)}
    held = (shown["presidency"] == 75) & (shown["prewar_order"] == 75)
    held &= (shown["ceasefire_scope"] == 100) & (shown["exclusions"] == 30)
    zone = space.in_zone(packages)
    utilities = space.utilities_of(packages)
    found = detente.deals(case)
    usa = found.heels[0]
    assert (usa.party, usa.before, usa.after) == ("usa", 20665, int((zone & held).sum()))
    shift = utilities[zone & held].mean(axis=0) - utilities[zone].mean(axis=0)
    assert list(usa.shift.values()) == pytest.approx(shift)
    within = found.within_bottom_lines
    assert within.packages == 0
    assert within.most == 4
    assert [it.parties for it in within.largest] == [("usa", "saudi", "jordan", "turkey")]
    assert within.apart == (("presidency",), ("timing",), ("terrorist_list",))
    lines = bottom_lines_of(case, space)
    meets = np.ones(len(packages), dtype=bool)
    for number, inside in enumerate(lines.within):
        meets &= inside[[0, 2, 4, 6]][:, packages[:, number]].all(axis=0)
    assert (within.largest[0].packages, within.largest[0].passing) == (int(meets.sum()), int((meets & zone).sum()))
    assert all(it.after == it.before for it in found.bottom_lines)
    assert [it.party for it in found.bottom_lines] == ["usa", "russia", "saudi", "iran", "jordan", "turkey"]
