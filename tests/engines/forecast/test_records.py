"""Reading issues from research tables: what is read, left out, refused."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.forecast.records import read_records
from detente.errors import CaseError

HEAD = "issue,proposal,rp,outcome,actor,position,salience,cap_ssi100,cap_votes100\n"
TABLE = HEAD + "i1,p1,0,50,x,10,80,100,7\ni1,p1,0,50,y,90,40,20,9\ni2,p1,,100,x,100,50,100,7\n"


@pytest.fixture
def table(tmp_path):
    def written(text):
        path = tmp_path / "issues.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_issues_are_read_in_their_order(table):
    found = read_records(table(TABLE), outcomes=True)
    one, two = found.issues
    assert (one.issue, one.proposal, one.actors, one.reference, one.outcome) == ("i1", "p1", ("x", "y"), 0, 50)
    assert one.positions.tolist() == [10, 90]
    assert one.weights.tolist() == [80, 8]
    assert np.isnan(two.reference)
    assert found.notes == ()


def test_another_column_of_capability(table):
    assert read_records(table(TABLE), "cap_votes100", outcomes=True).issues[0].capabilities.tolist() == [7, 9]


def test_the_outcome_is_not_looked_at_unless_it_is_needed(table):
    found = read_records(table(TABLE.replace(",0,50,", ",0,no such number,")), outcomes=False)
    assert np.isnan([it.outcome for it in found.issues]).all()


def test_rows_without_a_number_are_left_out_and_named(table):
    found = read_records(table(TABLE.replace("x,10,80", "x,,NA")), outcomes=True)
    assert found.issues[0].actors == ("y",)
    assert found.notes == ("row 2, x on i1: left out, no position and no salience",)


def test_issues_without_outcome_are_left_out_and_named(table):
    found = read_records(table(TABLE.replace("i2,p1,,100", "i2,p1,,")), outcomes=True)
    assert [it.issue for it in found.issues] == ["i1"]
    assert found.notes == ("i2: left out, no outcome",)


def test_proposal_and_reference_may_be_missing(table):
    (it,) = read_records(table("issue,actor,position,salience,cap_ssi100\ni,x,1,2,3\n"), outcomes=False).issues
    assert it.proposal == "i"
    assert np.isnan(it.reference)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("x,10,80", "x,ten,80", "row 2: position is ten"),
        ("x,10,80", "x,101,80", "row 2: position is 101"),
        ("x,10,80", "x,10,-1", "row 2: salience is -1"),
        ("x,10,80", "x,inf,80", "row 2: position is inf"),
        ("80,100", "80,-5", "row 2: cap_ssi100 is -5"),
        ("i1,p1,0,50,y", "i1,p1,30,50,y", "row 3: rp of i1 is 30.0, but 0.0"),
        ("i1,p1,0,50,y", "i1,p2,0,50,y", "row 3: proposal of i1 is p2, but p1"),
        ("i1,p1,0,50,y", ",p1,0,50,y", "row 3: no issue is named"),
        (",position,", ",place,", "no column position"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_row(table, old, new, said):
    with pytest.raises(CaseError, match=said):
        read_records(table(TABLE.replace(old, new, 1)), outcomes=True)


def test_a_missing_capability_column_names_those_there_are(table):
    with pytest.raises(CaseError) as caught:
        read_records(table(TABLE), "cap_power", outcomes=True)
    assert "cap_ssi100, cap_votes100" in caught.value.advice


def test_a_table_without_a_usable_row_is_refused(table):
    with pytest.raises(CaseError, match="no issue can be used"):
        read_records(table(HEAD), outcomes=False)


def test_an_actor_named_twice_is_noted(table):
    found = read_records(table(TABLE + "i2,p1,,100,x,0,1,1,1\n"), outcomes=True)
    assert found.notes == ("row 5: x stands twice on i2; both rows count",)
    assert len(found.issues[1].actors) == 2


def test_many_notes_are_cut_short(table):
    rows = "".join(f"i1,p1,0,50,z{n},,1,1,1\n" for n in range(30))
    told = read_records(table(TABLE + rows), outcomes=True).first_notes()
    assert len(told) == 21
    assert told[-1] == "... and 10 more notes of this kind"
