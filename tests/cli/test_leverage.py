"""``detente leverage`` as it is typed, its pictures, and its place in the brief."""

from __future__ import annotations

import json

import pytest

from detente import leverage
from detente.brief.charts.leverage import (
    issue_shown,
    measures_chart,
    measures_in_words,
    zone_curve_chart,
    zone_curve_in_words,
)
from detente.brief.contents import Bullets, Figure, Table, Text
from detente.brief.evidence import Evidence
from detente.brief.sections.leverage import leverage as section_of
from detente.case import parse_case
from detente.case.catalog import load_case
from detente.engines.leverage.measure_words import measure_row, what_matters
from detente.sources.verification import Verification
from tests.cli.test_commands import detente  # noqa: F401  (a fixture)

HOSTILE = "<script>alert(1)</script>"
SMALL = f"""
detente: 1
id: small
parties:
  a: {{name: "{HOSTILE}", capability: [1, 3], reservation: 40, evidence: [e1]}}
  b: {{name: "طرف", capability: 3, reservation: [30, 70]}}
issues: {{x: {{name: "{HOSTILE}"}}}}
positions: {{a: {{x: {{position: 10}}}}, b: {{x: {{position: 80}}}}}}
facts: {{f: {{date: 2020-01-01, by: a, what: "{HOSTILE}", effects: [{{party: a, capability: "+1"}}], evidence: [e1]}}}}
measures:
  arm: {{by: b, what: "b | arms [bold]", cost: 2, kind: deprivation, effects: [{{party: b, capability: "+[1, 2, 3]"}}], evidence: [e1]}}
  yield: {{by: a, what: a yields, effects: [{{party: a, issue: x, position: "+60"}}]}}
  wait: {{by: a, what: a waits}}
sources: {{s: {{title: S}}}}
evidence: {{e1: {{source: s, claim: said}}}}
"""


@pytest.fixture(scope="module")
def small():
    case = parse_case(SMALL).sound
    return case, leverage(case, draws=40, zone_curve="a", at_war=["a", "b"], influence_of="a")


def test_measures_are_a_table_with_what_matters_first(detente):  # noqa: F811
    answer = detente("leverage", "vienna-2015", "--draws", "20")
    assert answer.code == 0
    head = answer.out.index("Measures that could be taken")
    assert answer.out.index("In at least 95 % of draws") > head
    assert "helps most" in answer.out
    assert answer.out.count("The zone stays as it is") <= 3


def test_everything_that_can_be_asked_beside(detente, tmp_path):  # noqa: F811
    path, plot = tmp_path / "small.yaml", tmp_path / "zone.svg"
    path.write_text(SMALL, encoding="utf-8")
    asked = [
        "--zone-curve",
        "b",
        "--plot",
        str(plot),
        "--war",
        "a, b",
        "--influence",
        "a",
        "--goal",
        "zone",
        "--contest",
        "a:b",
    ]
    answer = detente("leverage", str(path), "--draws", "20", *asked)
    assert answer.code == 0
    for words in (
        "Chance of a zone",
        "War as the outside option",
        "The best set of measures",
        "Contest of measures",
        "moved through",
    ):
        assert words in answer.out
    assert "[bold]" in answer.out
    assert plot.read_text().startswith("<svg")
    found = json.loads(detente("leverage", str(path), "--draws", "20", *asked, "--json").out)
    assert [it["whose"] for it in found["zone_curves"]] == ["own", "others"]
    assert found["war"]["settlements"]
    assert found["measures"]["arm"]["kind"] == "deprivation"


@pytest.mark.parametrize(
    "asked",
    [
        ["--plot", "zone.svg"],
        ["--zone-curve", "usa", "--plot", "zone.txt"],
        ["--zone-curve", "isis"],
        ["--war", "usa"],
        ["--influence", "nobody"],
        ["--goal", "peace"],
        ["--goal", "zone", "--budget", "-1"],
        ["--contest", "usa"],
    ],
)
def test_what_cannot_be_asked_is_refused_without_a_traceback(detente, asked):  # noqa: F811
    answer = detente("leverage", "vienna-2015", "--draws", "2", *asked)
    assert answer.code in (1, 2)
    assert answer.out == ""
    assert "Traceback" not in answer.err


def test_what_matters_by_hand(small):
    _, found = small
    pays, costs, zone = what_matters(found.measures)
    assert pays == "In at least 95 % of draws the party that takes it would gain: “b | arms [bold]”."
    assert (
        costs
        == "In at least 95 % of draws the party that takes it would lose, unless others give something in return: “a yields”."
    )
    assert zone.startswith(("The zone changes with", "No single measure"))
    assert what_matters({}) == ()


def test_rows_by_hand(small):
    case, found = small
    row = measure_row(case, found.measures["arm"])
    assert (row.kind, row.cost, row.backfires) == ("deprivation", "2", "0 %")
    assert row.helps.startswith("طرف +")
    idle = measure_row(case, found.measures["wait"])
    assert (idle.outcome, idle.helps, idle.hurts, idle.cost, idle.itself) == ("–", "–", "–", "–", "0")


def test_pictures_hold_no_markup_of_the_case_and_are_told_in_words(small):
    case, found = small
    assert issue_shown(case, found) == "x"
    for svg in (measures_chart(case, found, "x"), zone_curve_chart(case, found.zone_curves)):
        assert svg.startswith("<svg")
        assert "<script" not in svg
    assert "b | arms [bold] +" in measures_in_words(case, found, "x")
    assert zone_curve_in_words(found.zone_curves).count("of draws") == 2
    still = found.model_copy(update={"measures": {"wait": found.measures["wait"]}})
    assert issue_shown(case, still) is None


def test_the_section_of_the_brief():
    case = load_case("vienna-2015")
    found = leverage(case, draws=20)
    section = section_of(case, found, Evidence(case, {key: Verification("unverified", "") for key in case.evidence}))
    lists = [block for block in section.blocks if isinstance(block, Bullets)]
    assert len(lists[0].items) == len(case.facts)
    assert all(it.notes for it in lists[0].items)
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) == len(case.measures)
    assert all(row[0].notes for row in table.rows)
    (figure,) = (block for block in section.blocks if isinstance(block, Figure))
    assert case.issue_name("presidency") in figure.caption
    assert isinstance(section.blocks[-1], Text)
