"""Every row of the lexicon codes its own example; rows are sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.case import Case
from detente.sources.article import Article
from detente.sources.coding import Mention
from detente.sources.events import events_of
from detente.sources.language import parsed_all
from detente.sources.plover.lexicon import examples, lexicon, modes, scores

EXAMPLES = examples()
TAKEN_FROM_INSIDE = {"SAY": {"REQUEST", "AGREE"}, "INTENT": {"AGREE", "THREATEN", "MOBILIZE"}}


@pytest.fixture(scope="module", autouse=True)
def _in_one_batch():
    parsed_all(sentence for _, _, sentence in EXAMPLES)


@pytest.mark.parametrize(("kind", "mode", "sentence"), EXAMPLES, ids=lambda it: str(it))
def test_an_entry_codes_its_example_as_one_event(kind, mode, sentence):
    mentions = [
        Mention(start=it.start(), end=it.end(), party=it[0].lower()) for it in re.finditer("Norland|Estavia", sentence)
    ]
    (event,) = events_of(Article(text=sentence), Case(id="example"), mentions)
    assert event.type in TAKEN_FROM_INSIDE.get(kind, {kind})
    assert mode is None or event.mode == mode
    assert "norland" in event.actors


def test_every_example_is_its_own():
    sentences = [sentence for _, _, sentence in EXAMPLES]
    assert len(set(sentences)) == len(sentences)


def test_every_type_and_mode_has_a_score():
    for entries in lexicon().values():
        for entry in entries:
            assert entry.type in {"SAY", "INTENT"} or (entry.type, entry.mode) in scores()
    for kind, its in modes().items():
        assert all((kind, mode) in scores() for mode, _ in its)


def test_every_mode_of_the_ontology_can_be_coded():
    coded = {(it.type, it.mode) for its in lexicon().values() for it in its}
    coded |= {(kind, mode) for kind, its in modes().items() for mode, _ in its}
    assert {(kind, mode) for kind, mode in scores() if mode} <= coded


def test_scores_are_those_of_the_ontology():
    assert scores()["AGREE", None] == (1, 2.5)
    assert scores()["ASSAULT", "unconventional"] == (4, -10)
    assert {quad for quad, _ in scores().values()} == {1, 2, 3, 4}
    for score in scores().values():
        assert -10 <= score.intensity <= 10
        assert (score.intensity > 0) == (score.quad <= 2) or score.quad == 3


def test_no_type_is_coded_without_need():
    """Words that mean nothing by themselves are no entries."""
    heads = {word for _, word in lexicon()}
    assert not heads & {"consider", "explore", "control", "create", "be", "have", "make"} - {"make"}
    assert all(entry.near for entry in lexicon()["verb", "make"])


def test_the_theory_page_shows_the_scores():
    page = (Path(__file__).parents[2] / "docs" / "theory" / "coding.md").read_text(encoding="utf-8")
    for kind in {kind for kind, _ in scores()}:
        quad, score = scores()[kind, None]
        told = ", ".join(f"{mode} {it.intensity:g}" for (of, mode), it in scores().items() if of == kind and mode)
        assert f"| {kind} | {quad} | {score:g} | {told} |" in page
