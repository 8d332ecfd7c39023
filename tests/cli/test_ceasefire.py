"""``detente ceasefire`` as it is typed, and its place in the brief."""

from __future__ import annotations

import json

import pytest

from detente.answers.ceasefire import ceasefire
from detente.brief import brief
from detente.brief.charts.ceasefire import carve_out_chart, force_chart, violence_chart
from detente.brief.contents import Figure, Text
from detente.brief.html import render
from detente.case import parse_case
from detente.case.catalog import load_case
from detente.results.ceasefire import Ceasefire
from tests.cli.test_commands import detente  # noqa: F401  (a fixture)

HOSTILE = "<script>alert(1)</script>"
SMALL = f"""
detente: 1
id: small
parties:
  a: {{name: "{HOSTILE}", capability: [1, 3], harm: 2, evidence: [e1]}}
  b: {{name: "طرف", capability: 3, harm: 9}}
  e: {{capability: 2, role: excluded}}
issues: {{x: {{}}}}
positions: {{a: {{x: {{position: 10}}}}, b: {{x: {{position: 80}}}}}}
fighting: [{{from: a, to: b, intensity: [10, 50]}}, {{from: a, to: e, intensity: 30, evidence: [e1]}}]
overlap: [{{party: b, with: e, share: 0.5}}]
ceasefires:
  t: {{name: "{HOSTILE}", signatories: [a, b], excluded: [e], excluded_means: unprotected, provisions: {{flags: {{text: "{HOSTILE}", quality: 1}}}}}}
sources: {{s: {{title: S}}}}
evidence: {{e1: {{source: s, claim: said}}}}
"""


def test_words_come_first(detente):  # noqa: F811
    answer = detente("ceasefire", "vienna-2015", "--draws", "20")
    assert answer.code == 0
    words = " ".join(answer.out.split())
    assert words.index("Share of today's fighting that each design would prohibit") < words.index("quality, 0 to 3")
    assert "If the excluded may be attacked, as the case states." in words
    assert "If attacks on the excluded are what the text rules out." in words
    assert "What this assumes" in words


def test_one_design_in_full(detente):  # noqa: F811
    answer = detente("ceasefire", "vienna-2015", "--design", "exclude_isis_nusra", "--draws", "0")
    words = " ".join(answer.out.split())
    assert "the list of excluded groups names no authority" in words
    assert "What it says, or what is missing".lower() in words
    assert "all freed" in words
    assert "it is mixed with the group and may be hit -16.3" in words


def test_json_is_the_result(detente):  # noqa: F811
    answer = detente(
        "ceasefire", "vienna-2015", "--draws", "20", "--reading", "isis", "--without", "realignment", "--json"
    )
    found = Ceasefire.model_validate_json(answer.out)
    assert found == ceasefire(load_case("vienna-2015"), readings=[["isis"]], draws=20, without=["realignment"])


def test_a_draft_is_matched_and_shown(detente, tmp_path):  # noqa: F811
    path = tmp_path / "draft.txt"
    path.write_text("1. A hotline is open at all hours.\n\nThe hosts are thanked.", encoding="utf-8")
    words = " ".join(detente("ceasefire", "panama-canal", "--text", path).out.split())
    assert "Hotline (hotline): 1" in words
    assert "matches no item of the checklist" in words
    data = json.loads(detente("ceasefire", "panama-canal", "--text", path, "--json").out)
    assert data["draft"]["provisions"] == {"hotline": 1}
    page = tmp_path / "draft.html"
    page.write_text(
        "<html><body><article><h1>Text of the draft</h1><p>The parties agree that a joint commission meets every week in the city.</p>"
        "<p>They also agree that prisoners on both sides are released within ten days of it.</p></article></body></html>",
        encoding="utf-8",
    )
    data = json.loads(detente("ceasefire", "panama-canal", "--text", page, "--json").out)["draft"]
    assert data["provisions"] == {"joint_commission": 2, "detainees": 2}
    assert all(data["text"][it["start"] : it["end"]] == it["text"] for it in data["paragraphs"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["panama-canal"], 1, "no ceasefire design"),
        (["vienna-2015", "--design", "exclude_isi"], 1, "did you mean exclude_isis?"),
        (["vienna-2015", "--draws", "-1"], 2, "not possible"),
        (["vienna-2015", "--without", "sense"], 1, "parts that can be left out"),
        (["vienna-2015", "--reading", "moon"], 1, "no party is called `moon`"),
        (["vienna-2015", "--text", "nowhere.txt"], 1, "nowhere.txt"),
    ],
)
def test_bad_input_is_answered_with_advice(detente, arguments, code, said):  # noqa: F811
    answer = detente("ceasefire", *arguments)
    assert answer.code == code
    assert said in answer.err
    assert answer.out == ""


def test_a_day_can_be_asked_for(detente):  # noqa: F811
    before = json.loads(detente("ceasefire", "vienna-2015", "--draws", "0", "--at", "2015-09-29", "--json").out)
    after = json.loads(detente("ceasefire", "vienna-2015", "--draws", "0", "--json").out)
    weights = [
        found["designs"]["exclude_isis"]["accounting"]["by_attacker"]["russia"]["weight"]["best"]
        for found in (before, after)
    ]
    assert weights[0] < weights[1]


# -- in the brief ------------------------------------------------------------------------------------------------------


def test_the_brief_has_the_designs_with_evidence_and_pictures_in_words():
    contents = brief(parse_case(SMALL), draws=20)
    (own,) = (it for it in contents.sections if it.key == "ceasefire-t")
    assert any(isinstance(block, Text) and block.notes == (1,) for block in own.blocks)
    figures = [block for block in own.blocks if isinstance(block, Figure)]
    assert len(figures) == 3
    assert all(figure.svg.startswith("<svg") and len(figure.alternative) > 30 for figure in figures)
    assert "<script>" not in render(contents).decode().split("<body", 1)[1]


def test_a_case_without_designs_has_no_such_section():
    contents = brief(
        parse_case("detente: 1\nid: x\nparties: {a: {}}\nissues: {x: {}}\npositions: {a: {x: {position: 1}}}"), draws=0
    )
    assert not any(it.key.startswith("ceasefire") for it in contents.sections)


def test_pictures_tell_by_fill_side_and_shape():
    case = parse_case(SMALL).sound
    it = ceasefire(case, draws=20).designs["t"]
    violence = violence_chart(case, it.accounting)
    for fill in ("#1f4e79", "#ffffff", "#a9b0b8"):
        assert f'fill="{fill}"' in violence
    assert "طرف" in violence
    carved = it.carve_out[0]
    losing = {case.party_name(row.party) for row in carved.rows if row.total.best < 0}
    picture = carve_out_chart(case, carved)
    assert losing
    assert picture.count('stroke="#1d2733" fill="#ffffff"') + picture.count('fill="#ffffff" stroke="#1d2733"') == len(
        losing
    )
    assert "all freed effort" in force_chart(case, it.realignment)
