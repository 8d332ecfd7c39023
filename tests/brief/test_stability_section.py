"""The section on stability: words, proofs, evidence and pictures, for the founding case and a published one."""

from __future__ import annotations

import pytest

from detente.brief.charts import stability as charts
from detente.brief.charts.stability_files import stability_pictures
from detente.brief.contents import Bullets, Figure, Text
from detente.brief.evidence import Evidence
from detente.brief.sections.stability import stability
from detente.case.catalog import load_case
from detente.engines.stability.lasting import lasting
from detente.sources.verification import verify


def section_of(name):
    case = load_case(name)
    found = lasting(case)
    return case, found, stability(case, found, Evidence(case, verify(case, {})))


@pytest.fixture(scope="module")
def founding():
    return section_of("vienna-2015")


def test_the_founding_case_says_what_lasts_and_why_today_does_not(founding):
    case, found, section = founding
    texts = [block for block in section.blocks if isinstance(block, Text)]
    assert texts[0].text == found.found.sentence
    today = next(it for it in texts if it.strong == "Today: ")
    assert today.text.startswith(f"State {found.found.status_quo} (")
    reasons = [item for block in section.blocks if isinstance(block, Bullets) for item in block.items]
    assert any("would leave: it is better off if it chooses “arm opposition groups”" in it.text for it in reasons)
    assert any(it.text.startswith("If ") and it.text.endswith("so it does not.") for it in reasons)
    numbers = Evidence(case, verify(case, {})).numbers
    cited = {note for it in reasons for note in it.notes}
    assert cited
    assert cited <= set(numbers.values())


def test_every_equilibrium_told_is_one(founding):
    _, found, _ = founding
    for why in found.whys[1:]:
        assert why.equilibrium == {"seq": True}
        assert why.state in found.found.equilibria["seq"]


def test_the_pictures_say_the_same_in_words(founding):
    case, found, section = founding
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    assert len(figures) == 2
    assert all(it.svg.startswith("<svg") and it.alternative and it.caption for it in figures)
    told = figures[0].alternative
    for state in charts.columns_shown(found.found):
        assert f"state {state}" in told
    for party in found.found.parties:
        assert case.party_name(party)[:20] in figures[0].svg
    assert charts.moves_chart(case) is None


def test_a_conflict_without_options_has_its_graph_of_moves():
    _, _, section = section_of("elmira-1991")
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    assert [it.alternative.split(" ")[0] for it in figures] == ["State", "Improvements"]
    assert "Uniroyal: 2 to 4, 2 to 9, 3 to 9, 6 to 8, 6 to 9, 7 to 9" in figures[1].alternative
    assert any(
        "state 8" in block.text for block in section.blocks if isinstance(block, Text) and block.strong == "Together: "
    )


def test_pictures_are_drawn_as_far_as_there_are_any():
    assert set(stability_pictures(load_case("prisoners-dilemma")).figures) == {"options", "moves", "evolution"}
    drawn = stability_pictures(load_case("elmira-1991"))
    assert set(drawn.figures) == {"moves", "evolution"}
    assert len(drawn.notes) == 1
