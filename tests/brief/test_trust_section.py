"""The section on trust: what it says, its picture, and that it holds no markup of the case."""

from __future__ import annotations

import re

import pytest

from detente.brief.charts.trust import walls_chart, walls_in_words
from detente.brief.contents import Bullets, Figure, Section, Text
from detente.brief.evidence import Evidence
from detente.brief.sections.trust import trust as section_of
from detente.case.catalog import load_case
from detente.case.model import Case
from detente.engines.trust import trust
from detente.results.trust import Trust
from detente.sources.verification import Verification

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def founding() -> tuple[Case, Trust, Section]:
    case = load_case("vienna-2015")
    found = trust(case, draws=100)
    checked = {key: Verification("unverified", "") for key in case.evidence}
    return case, found, section_of(case, found, Evidence(case, checked))


def texts(section: Section) -> list[Text]:
    found: list[Text] = []
    for block in section.blocks:
        found += [block] if isinstance(block, Text) else list(block.items) if isinstance(block, Bullets) else []
    return found


def test_it_tells_walls_costs_what_to_do_and_camps(founding: tuple[Case, Trust, Section]) -> None:
    section = founding[2]
    words = [text.strong for text in texts(section) if text.strong]
    assert words == ["What mistrust costs:", "What could be done:", "Camps and tensions:"]
    assert texts(section)[0].text == founding[1].sentence.replace(" %", "\u00a0%")
    assert any("In nobody's camp: Lebanon, Islamic State and Nusra Front." in text.text for text in texts(section))


def test_what_mistrust_costs_is_traced_to_evidence(founding: tuple[Case, Trust, Section]) -> None:
    costs = [text for text in texts(founding[2]) if text.text.startswith("Not enough:")]
    assert costs
    assert all(text.notes for text in costs)


def test_excluded_groups_are_left_aside(founding: tuple[Case, Trust, Section]) -> None:
    assert not [
        text for text in texts(founding[2]) if text.text.startswith("Not enough") and "Islamic State" in text.text
    ]


def test_the_picture_says_what_its_words_say(founding: tuple[Case, Trust, Section]) -> None:
    (figure,) = [block for block in founding[2].blocks if isinstance(block, Figure)]
    drawn = re.findall(r">([^<>]+)</text>", figure.svg)
    for it in founding[1].walls:
        number = f"{it.trust.best:.2f}" if it.trust else "not known"
        assert number in drawn
        assert f"{it.truster} in {it.trusted} {number} ({it.known} of {it.pairs} pairs)" in figure.alternative


def test_a_layer_of_which_nothing_is_known_is_drawn_and_said() -> None:
    case = Case.model_validate(
        {
            "id": "small",
            "parties": {"a": {"name": HOSTILE, "layer": "internal"}, "b": {"layer": "internal"}},
            "relations": [{"from": "a", "to": "b", "trust": 50, "sign": 1}],
        }
    )
    found = trust(case, draws=10)
    assert "not known" in walls_chart(found)
    assert "regional in regional not known (0 of 0 pairs)" in walls_in_words(found)
    section = section_of(case, found, Evidence(case, {}))
    assert "<script" not in "".join(block.svg for block in section.blocks if isinstance(block, Figure))
