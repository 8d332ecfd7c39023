"""Scoring on sentences that people coded: known counts, the layout read, the part set aside."""

from __future__ import annotations

import hashlib
import json

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import SourceError
from detente.sources.coding import CodedEvent
from detente.sources.gold import Tally, by_type, coded, matching, read_gold, tallies, triples

ROWS = [
    {
        "id": "one",
        "text": "Norland attacked Estavia.",
        "event": "FIGHT",
        "source": [{"actorText": "Norland"}],
        "target": [{"actorText": "Estavia"}],
        "textInfo": {"markup": "(SRC: Norland) (EVT: attacked) (TAR: Estavia)."},
        "modality": "actual",
    },
    {
        "id": "two",
        "text": "Norland praised Estavia.",
        "event": "ACCUSE",
        "source": [{"actorText": "Norland"}],
        "target": "",
        "textInfo": {"markup": ""},
    },
    {"id": "three", "text": "It rained.", "event": "AID", "source": [{"actorText": "Norland  Union"}]},
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8")
    return path


def test_sentences_become_cases_of_their_own(file):
    one, two, three = read_gold(file)
    assert (one.type, one.actors, one.recipients) == ("ASSAULT", ("p1",), ("p2",))
    assert [one.article.text[it.start : it.end] for it in one.mentions] == ["Norland", "Estavia"]
    assert one.marked == ((8, 16),)
    assert two.triples == {("p1", "ACCUSE", None)}
    assert three.mentions == ()


def test_counts_by_hand(file):
    pairs = coded(read_gold(file))
    found = tallies(pairs)
    assert found["found"] == Tally(2, 3)
    assert found["type"] == Tally(1, 2)  # praise is not an accusation
    assert found["quad"] == Tally(1, 2)
    assert found["actor"] == Tally(2, 2)
    assert found["recipient"] == Tally(2, 2)
    assert found["modality"] == Tally(1, 1)
    assert found["triple_precision"] == Tally(1, 2)
    assert found["triple_recall"] == Tally(1, 3)
    rows = {row.type: row for row in by_type(pairs)}
    assert (rows["ASSAULT"].sentences, rows["ASSAULT"].right, rows["ASSAULT"].coded_right) == (1, 1, 1)
    assert (rows["SUPPORT"].sentences, rows["SUPPORT"].coded, rows["SUPPORT"].coded_right) == (0, 1, 0)


def test_the_event_that_shares_the_marked_words_is_meant(file):
    one = read_gold(file)[0]

    def event(start, end):
        return CodedEvent(start=start, end=end, text="", type="AID", quad=2, intensity=10)

    assert matching(one, [event(0, 5), event(9, 12)]) == event(9, 12)
    assert matching(one, []) is None


def test_each_pair_of_parties_is_a_triple():
    assert triples("AGREE", ("a", "b"), ()) == {("a", "AGREE", None), ("b", "AGREE", None)}


def test_the_part_set_aside_follows_from_the_id(file):
    for it in read_gold(file):
        assert it.aside == (int(hashlib.sha256(it.id.encode()).hexdigest(), 16) % 3 == 0)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "[1]", '[{"text": "a"}]', '[{"text": "a", "event": "TEA"}]', '[{"text": "a", "event": []}]',
     '[{"text": "a", "event": "AID", "source": [{}]}]', '[{"text": "a", "event": "AID", "source": ["x"]}]', "\x00\xff"],
)  # fmt: skip
def test_another_layout_is_a_clear_error(tmp_path, text):
    path = tmp_path / "odd.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SourceError) as caught:
        read_gold(path)
    assert caught.value.advice


def test_the_command_prints_counts_and_intervals(file):
    done = CliRunner().invoke(app, ["benchmark", "coding", "--data", str(file)])
    assert done.exit_code == 0, done.output
    assert "3 sentences" in done.output
    assert "(2 of 3," in done.output
    data = json.loads(CliRunner().invoke(app, ["benchmark", "coding", "--data", str(file), "--json"]).output)
    assert data["measures"]["all"]["type"]["of"] == 2
    assert data["sentences"]["used"] + data["sentences"]["aside"] == 3


def test_a_missing_file_is_a_clear_error(tmp_path):
    done = CliRunner().invoke(app, ["benchmark", "coding", "--data", str(tmp_path / "none.json")])
    assert isinstance(done.exception, SourceError)


def test_the_targets_are_met(shared):
    """On the PLOVER gold sentences, the part set aside by itself too (fewer sentences, so measured on all of it)."""
    pairs = coded(read_gold(shared / "data" / "plover_gold_dev.json"))
    for part in (pairs, [pair for pair in pairs if pair[0].aside]):
        found = {name: tally.right / tally.of for name, tally in tallies(part).items()}
        assert found["type"] >= 0.70
        assert found["type_all"] >= 0.70
        assert found["quad_all"] >= 0.80
        assert found["triple_precision"] >= 0.60
        assert found["triple_recall"] >= 0.45
