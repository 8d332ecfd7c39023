"""The case in a page, and whether a ceasefire holds, as the brief shows them."""

from __future__ import annotations

import pytest

import detente
from detente.brief.charts.holding import closest, holding_chart, holding_words
from detente.brief.contents import Bullets, Figure, Table, Text
from detente.brief.evidence import Evidence
from detente.brief.sections.holding import holding
from detente.brief.sections.story import story

CASE = detente.load_case("vienna-2015")


@pytest.fixture(scope="module")
def found():
    return detente.leverage(CASE, draws=40), detente.ceasefire(CASE, draws=40), detente.trust(CASE, draws=40)


def every_text(section):
    for block in section.blocks:
        if isinstance(block, Text):
            yield block
        elif isinstance(block, Bullets):
            yield from block.items


def test_the_page_tells_the_whole_story_in_order(found):
    page = story(CASE, *found, Evidence(CASE, {}))
    heads = [block.strong for block in page.blocks if isinstance(block, Text) and block.strong]
    assert heads == [
        "What the facts on the ground did:",
        "What measures would do:",
        "Whether a ceasefire would hold:",
        "Who gains from the exclusions:",
        "Where the fire goes:",
        "What mistrust costs:",
    ]
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert [row[0].text for row in table.rows] == [it.name for it in CASE.ceasefires.values()]
    assert {row[2].text.split(":")[0] for row in table.rows} == {"yes", "no"}


def test_its_statements_lead_to_evidence(found):
    page = story(CASE, *found, Evidence(CASE, {}))
    noted = [text for text in every_text(page) if text.notes]
    assert len(noted) >= len(CASE.facts) + 3
    numbers = set(range(1, len(CASE.evidence) + 1))
    assert all(set(text.notes) <= numbers for text in noted)


def test_it_is_left_out_where_there_is_nothing_to_tell(found):
    assert story(CASE, None, None, found[2], Evidence(CASE, {})) is None
    alone = story(CASE, found[0], None, None, Evidence(CASE, {}))
    assert not any(isinstance(block, Table) for block in alone.blocks)


def test_whether_it_holds_is_said_drawn_and_mended(found):
    it = found[1].designs["exclude_isis_nusra"]
    blocks = list(holding(CASE, it, Evidence(CASE, {})))
    assert blocks[0].strong == "Does it hold?"
    assert "does not hold" in blocks[0].text
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert figure.svg.startswith("<svg")
    assert all(pair.sentence in holding_words(CASE, it.holding) for pair in closest(it.holding))
    remedies = next(block for block in blocks if isinstance(block, Bullets)).items
    assert 1 <= len(remedies) <= 5


def test_the_closest_pairs_come_first(found):
    it = found[1].designs["exclude_isis_nusra"].holding
    first = closest(it)[0]
    assert (first.attacker, first.target) == it.binding
    shares = [pair.share.value for pair in closest(it)]
    assert shares == sorted(shares)
    assert "toward" in holding_chart(CASE, it)


def test_a_model_that_is_off_gives_a_sentence_alone():
    it = detente.ceasefire(CASE, ["exclude_isis"], draws=5, without=["holding"]).designs["exclude_isis"]
    assert len(list(holding(CASE, it, Evidence(CASE, {})))) == 1
