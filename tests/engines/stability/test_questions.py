"""The questions of `detente stability` on published conflicts: answers, words, and what is asked wrongly."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.case.catalog import load_case
from detente.cli.main import app
from detente.engines.stability.changed import inverse
from detente.engines.stability.concepts import CONCEPTS
from detente.engines.stability.horizons import horizons
from detente.engines.stability.stability import stability
from detente.engines.stability.status_quo import evolving
from detente.engines.stability.sure import robustness
from detente.engines.stability.together import together
from detente.engines.stability.why import why
from detente.errors import CommandError, DetenteError, MethodError


def run(*arguments):
    return CliRunner().invoke(app, ["stability", *arguments])


def test_the_published_conflicts_have_their_published_equilibria(shared):
    elmira = json.loads((shared / "oracles/stability/elmira.json").read_text(encoding="utf-8"))
    found = stability(load_case("elmira-1991"))
    assert {key.upper(): list(it) for key, it in found.equilibria.items()} == {
        key.upper(): it for key, it in elmira["equilibria"].items()
    }
    korea = json.loads((shared / "oracles/stability/us_north_korea.json").read_text(encoding="utf-8"))
    wanted = korea["scenarios"]["base"]["computed"]
    found = stability(load_case("us-north-korea-2017"))
    assert {key.upper(): list(it) for key, it in found.equilibria.items()} == {
        key.upper(): wanted[key] for key in ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
    }
    dilemma = json.loads((shared / "oracles/stability/prisoners_dilemma.json").read_text(encoding="utf-8"))
    found = stability(load_case("prisoners-dilemma"))
    assert {key: [state + 1 for state in it] for key, it in found.equilibria.items()} == dilemma["equilibria"]


@pytest.mark.parametrize("name", ["elmira-1991", "us-north-korea-2017", "prisoners-dilemma", "vienna-2015"])
def test_every_verdict_of_every_catalog_case_has_a_proof_and_a_sentence(name):
    case = load_case(name)
    found = stability(case)
    for state in found.states[:: 1 if len(found.states) < 20 else 23]:
        it = why(case, state.id)
        for verdict in it.verdicts:
            assert verdict.stable == (state.id in found.stability[verdict.concept][verdict.party])
            assert all(text.endswith((".", ".”")) for text in verdict.sentences)
        for concept in CONCEPTS:
            assert it.equilibrium[concept] == (state.id in found.equilibria[concept])


def test_the_sentence_of_a_sanction():
    it = why(load_case("prisoners-dilemma"), "cooperate_one + cooperate_two", "seq")
    assert it.verdicts[0].sentences == (
        "If One gives up “cooperate with Two”, Two can give up “cooperate with One”, to its own gain, which leaves One worse off, so it "
        "does not.",
    )
    assert it.sentence.startswith(
        "State 3 (cooperate with Two; cooperate with One) lasts: it is an equilibrium under SEQ"
    )


def test_elmira_together_and_from_the_status_quo():
    case = load_case("elmira-1991")
    found = together(case)
    assert found.universal == {"cnash": (8, 9), "cgmr": (1, 4, 8, 9), "csmr": (1, 4, 8, 9), "cseq": (8, 9)}
    (jump,) = [it for it in found.jumps if it.concept == "nash"]
    assert (jump.start, jump.end, jump.members) == (5, 8, ("moe", "uniroyal"))
    assert "Ministry of the Environment and Uniroyal could together lead from state 5 to state 8" in jump.sentence
    ways = {it.state: it for it in evolving(case).equilibria}
    assert [(it.party, it.to) for it in ways[5].by_improvements] == [("local", 5)]
    assert ways[8].by_improvements is None
    assert set(ways[8].needed) == {"moe", "uniroyal", "local"}
    blocks = together(case, [["moe", "uniroyal"], ["local"]])
    assert blocks.blocks == (("moe", "uniroyal"), ("local",))
    assert blocks.jumps == ()


def test_the_least_change_in_the_prisoners_dilemma():
    """Each has to turn round one pair: it would have to prefer mutual cooperation to being the only one to refuse."""
    found = inverse(load_case("prisoners-dilemma"), 3, "nash")
    assert (found.swaps, found.proven) == (2, True)
    assert [it.swaps for it in found.orders] == [1, 1]
    assert [it.turned for it in found.orders] == [((3, 2),), ((3, 1),)]
    ended = inverse(load_case("prisoners-dilemma"), 0, "nash", breaks=True)
    assert ended.swaps == 1


def test_the_founding_case_in_statements():
    found = inverse(load_case("vienna-2015"), 112, "nash")
    assert found.orders is None
    assert found.changes == 2
    assert set(found.statements) == {"syria_gov", "opposition"}


def test_horizons_of_the_prisoners_dilemma():
    found = horizons(load_case("prisoners-dilemma"))
    assert found.equilibria[1] == (0,)
    assert found.equilibria[2] == (0, 3)
    assert found.non_myopic == (0, 3)
    with pytest.raises(MethodError):
        horizons(load_case("elmira-1991"))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--why", "now", "--from", "now"], "two questions"),
        (["--seed", "1"], "says nothing without --draws"),
        (["--concept", "seq"], "says nothing without --inverse or --why"),
        (["--why", "now", "--concept", "core"], "no concept"),
        (["--why", "99"], "99"),
        (["--why", "war"], "war"),
        (["--blocks", "moe:uniroyal"], "blocks"),
        (["--blocks", "moe:uniroyal,local,france"], "france"),
        (["--inverse", "3", "--change", "france"], "france"),
        (["--draws", "10"], "exact"),
        (["--draws", "-5"], "draws"),
        (["--views"], "view"),
        (["--horizons"], "two parties"),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_words(wrong, told):
    done = run("elmira-1991", *wrong)
    assert isinstance(done.exception, DetenteError), done.output
    assert told in done.exception.message
    assert done.exception.advice or "two parties" in told


@pytest.mark.parametrize(
    "asked",
    [
        ["--why", "now"], ["--from", "now"], ["--coalitions"], ["--blocks", "one:two"], ["--inverse", "3", "--concept", "nash"],
        ["--horizons"], ["--inverse", "3", "--break", "--change", "one"],
    ],
)  # fmt: skip
def test_every_question_has_an_answer_for_people_and_for_programs(asked):
    shown = run("prisoners-dilemma", *asked)
    assert shown.exit_code == 0
    assert "The prisoner's dilemma: stability" in shown.stdout
    data = json.loads(run("prisoners-dilemma", *asked, "--json").stdout)
    assert data["run"]["command"] == "stability"


UNSURE = """
detente: 1
id: unsure
parties: {north: {name: North}, south: {name: South}}
conflict:
  options: [{id: talk, party: north, name: talk}, {id: strike, party: south, name: strike}]
  status_quo: [none]
  preferences:
    north: {weights: {talk: [0, 4], not strike: 3, talk and not strike: [0, 2]}}
    south: {comparisons: [talk > none, strike > talk + strike]}
  views:
    north: {unseen: [strike]}
"""


@pytest.mark.parametrize("asked", [["--draws", "60", "--seed", "4"], ["--views"]])
def test_uncertain_and_mistaken_parties_in_the_command(tmp_path, asked):
    file = tmp_path / "unsure.yaml"
    file.write_text(UNSURE, encoding="utf-8")
    shown = run(str(file), *asked)
    assert shown.exit_code == 0, shown.exception
    assert "(SEQ)" in shown.stdout
    first = run(str(file), *asked, "--json").stdout
    assert first == run(str(file), *asked, "--json").stdout
    data = json.loads(first)
    if asked[0] == "--draws":
        assert data["uncertain"] == ["north", "south"]
        assert data["run"]["draws"] == 60
    else:
        assert [it["mistaken"] for it in data["views"]] == [True, False]
        assert data["views"][0]["unseen"] == [2, 3]
        assert all(set(it) <= {0, 1} for it in data["equilibria"].values())


def test_a_state_without_a_name_needs_a_status_quo():
    case = load_case("elmira-1991")
    bare = case.model_copy(update={"conflict": case.conflict.model_copy(update={"status_quo": ()})})
    with pytest.raises(CommandError, match="status quo"):
        why(bare)


def test_draws_tell_what_to_ask_first():
    case = load_case("us-north-korea-2017")
    open_us = {"comparisons": ["8 > 0 > 9 > 10 > 12 > 5 > 4 > 13 > 14 > 1 > 6", "12 > 2"]}
    raw = case.raw()
    raw["conflict"]["preferences"]["us"] = open_us
    found = robustness(type(case).model_validate(raw), draws=300, seed=2)
    assert found.uncertain == ("us",)
    for shares in found.shares.values():
        for it in shares:
            assert it.low <= it.share <= it.high
            assert (it.decided_by is None) == (not 0.05 <= it.share <= 0.95)
    assert found == robustness(type(case).model_validate(raw), draws=300, seed=2, workers=1)
