"""Sessions of ``detente evidence`` as a person has them: scripted answers, stops, and files changed in between."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

import detente.sources.coders
from detente.case import open_case
from detente.cli import main
from detente.sources.evidence.proposals import read_proposals
from detente.sources.verification import check
from tests.sources.evidence import talks

STOP = "<Ctrl-C>"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(detente.sources.coders, "code_article", talks.code)
    talks.pages(tmp_path)
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.yaml").write_text(talks.CASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(monkeypatch, capsys):
    """Run a command with scripted answers; the questions are not shown again after the last answer: then it ends."""

    def run(*arguments, answers=()):
        script = iter(answers)

        def answer(question):
            said = next(script, None)
            if said is None:
                raise EOFError
            if said == STOP:
                raise KeyboardInterrupt
            return said

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main.run()
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return run


def propose(call, *more):
    return call("evidence", "propose", "first.txt", "second.txt", "--case", "case", *more)


def review(call, *answers):
    return call("evidence", "review", "proposals.yaml", "--case", "case", answers=answers)


def case_of(folder):
    return open_case(folder / "case" / "case.yaml")


def left(folder):
    return len(read_proposals(folder / "proposals.yaml").open)


def test_the_list_counts_first_and_then_shows_what_is_missing(folder, call):
    code, out, _ = call("evidence", "case")
    assert code == 0
    assert out.index("By party") < out.index("What contradicts") < out.index("Numbers without any evidence")
    assert "position of Northland on Share of the water" in out
    assert call("evidence", "list", "case")[1] == out
    data = json.loads(call("evidence", "case", "--json")[1])
    assert data["total"]["numbers"] == len(data["numbers"])


def test_the_list_of_one_party(folder, call):
    out = call("evidence", "case", "--party", "south")[1]
    assert "[map] It is a long river." in out
    code, _, err = call("evidence", "case", "--party", "suoth")
    assert code == 1
    assert "north, south" in err


def test_propose_leaves_the_case_as_it_is(folder, call):
    before = (folder / "case" / "case.yaml").read_bytes()
    code, out, _ = propose(call)
    assert code == 0
    assert "5 added" in out
    assert (folder / "case" / "case.yaml").read_bytes() == before
    assert left(folder) == 5


def test_accepting_everything_gives_a_sound_case_with_verified_quotes_and_kept_comments(folder, call):
    propose(call)
    code, out, _ = review(call, *"aaaaa")
    assert (code, left(folder)) == (0, 0)
    assert "5 accepted, 0 changed, 0 rejected; 0 left" in out
    file = case_of(folder)
    case = file.sound
    for comment in ("# The river talks: a comment that has to stay", "# upstream", "# to be researched"):
        assert comment in file.document.text
    water = case.positions["north"]["water"]
    assert water.position.raw == [5, 20]
    assert [case.evidence[key].quote for key in water.evidence] == ["We will never give away the river"]
    assert {case.evidence[key].quote for key in water.against} == {"half of the water should go south"}
    assert case.positions["south"]["patrols"].position.raw == [50, 100, 100]
    assert [it.kind for it in case.events.values()] == ["cooperative"]
    assert [it.by for it in case.facts.values()] == ["north"]
    assert (folder / "case" / "sources" / "first.txt").read_text(encoding="utf-8") == talks.FIRST
    findings = check(folder / "case" / "case.yaml")
    assert [it.code for it in findings if it.severity == "error"] == []
    assert all(case.evidence[key].span is not None for key in water.evidence)
    assert review(call)[1].endswith("All answers are saved.\n")
    assert "0 added" in propose(call)[1]


def test_what_is_rejected_is_not_proposed_again(folder, call):
    propose(call)
    review(call, *"rrrrr")
    assert case_of(folder).document.text == talks.CASE
    (folder / "proposals.yaml").unlink()
    assert "0 added" in propose(call)[1]
    assert "5 added" in propose(call, "--again")[1]


def test_skipped_ones_are_asked_again(folder, call):
    propose(call)
    assert "5 left" in review(call, *"sssss")[1]
    assert left(folder) == 5


@pytest.mark.parametrize("end", [["q"], [], [STOP]])
def test_an_end_in_the_middle_loses_nothing(end, folder, call):
    propose(call)
    code, out, err = review(call, "a", "r", *end)
    assert code == (130 if end == [STOP] else 0)
    assert "1 accepted, 0 changed, 1 rejected; 3 left" in out
    assert "Traceback" not in err
    assert left(folder) == 3
    assert len(case_of(folder).sound.evidence) == 2
    code, out, _ = review(call, *"aaa")
    assert "[1 of 3]" in out
    assert "3 accepted" in out
    assert case_of(folder).errors == ()


def test_a_stop_while_changing_loses_nothing(folder, call):
    propose(call)
    assert review(call, "a", "c", "[10, 20]", STOP)[0] == 130
    assert left(folder) == 4


def test_a_changed_value_is_written_with_its_grade_and_label(folder, call):
    propose(call)
    answers = ["c", "[0, 15]", "b", "3", "team", "a"]  # the first: evidence for the position of Northland
    _, out, _ = review(call, *answers, "q")
    assert "1 changed" in out
    case = case_of(folder).sound
    held = case.positions["north"]["water"]
    assert held.position.raw == [0, 15]
    (key,) = held.evidence
    assert (case.evidence[key].grade, case.evidence[key].sensitivity) == ("B3", "team")


def test_a_person_may_turn_evidence_against_into_evidence_for(folder, call):
    propose(call)
    review(call, "s", "c", "", "for", "", "", "", "a", "q")
    held = case_of(folder).sound.positions["north"]["water"]
    assert held.against == ()
    assert len(held.evidence) == 2


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["c", "[500, 900]", "", "", "", "a"], "off"),
        (["c", "often", "", "", "", "a"], "not a number"),
        (["c", "[9, 3", "q"], "not YAML"),
        (["c", "", "", "X", "", ""], "reliability"),
        (["c", "", "", "", "9", ""], "credibility"),
        (["c", "", "", "", "", "secret"], "sensitivity"),
        (["yes please"], "type a, c, r, s or q"),
    ],
)
def test_a_nonsense_answer_is_told_and_writes_nothing(answers, told, folder, call):
    propose(call)
    code, out, err = review(call, *answers, "q")
    assert code == 0
    assert told in out
    assert "Traceback" not in out + err
    assert case_of(folder).document.text == talks.CASE
    assert left(folder) == 5


def test_a_case_changed_in_between_is_seen(folder, call):
    propose(call)
    path = folder / "case" / "case.yaml"
    path.write_text(talks.CASE.replace("[5, 20]", "[30, 60]"), encoding="utf-8")
    out = review(call, "q")[1]
    assert "the case has changed" in out
    assert "now: 30 to 60" in out


def test_a_party_or_issue_taken_out_in_between_cannot_be_accepted(folder, call):
    propose(call)
    text = talks.CASE.replace(
        "  patrols:\n    name: River patrols\n    scale: {0: no patrols, 100: joint patrols on the whole river}\n", ""
    )
    (folder / "case" / "case.yaml").write_text(text, encoding="utf-8")
    out = review(call, "s", "s", "a", "q")[1]
    assert "CANNOT BE ACCEPTED: the case has no issue `patrols`" in out
    assert "not written" in out
    assert case_of(folder).document.text == text


def test_a_case_broken_in_between_ends_in_words(folder, call):
    propose(call)
    (folder / "case" / "case.yaml").write_text("parties: [", encoding="utf-8")
    code, _, err = review(call, "a")
    assert code == 1
    assert "Traceback" not in err


def test_a_page_changed_in_between_cannot_be_quoted(folder, call):
    propose(call)
    (folder / "first.txt").write_text(talks.FIRST.replace("never", "not"), encoding="utf-8")
    out = review(call, "a", "q")[1]
    assert "CANNOT BE ACCEPTED" in out
    assert case_of(folder).document.text == talks.CASE


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("field: positions.south.patrols.position", "field: nowhere", "no place for a proposal"),
        ("field: positions.south.patrols.position", "field: 7", "field"),
        ("value: [50, 100, 100]", "quote: x", "Extra inputs"),
        ("page: page1", "page: page9", "page9"),
        ("reliability: F", "reliability: Z", "reliability"),
    ],
)
def test_a_proposal_edited_into_nonsense_is_named_and_the_others_stay(old, new, told, folder, call):
    propose(call)
    path = folder / "proposals.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, out, err = review(call, *"aaaaa")
    assert code == 0
    assert "is passed over" in err
    assert told in err
    assert "4 accepted" in out
    assert case_of(folder).errors == ()


def test_words_put_into_a_quote_by_hand_are_not_accepted(folder, call):
    propose(call)
    path = folder / "proposals.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("never give away", "gladly give away"), encoding="utf-8")
    out = review(call, "a", "q")[1]
    assert "does not hold" in out
    assert case_of(folder).document.text == talks.CASE


@pytest.mark.parametrize("text", ["", "[1, 2", "detente: 1", "- a", "detente_proposals: 1\nproposals: [1]", "\x00"])
def test_a_file_that_is_no_proposals_ends_in_words(text, folder, call):
    (folder / "proposals.yaml").write_text(text, encoding="utf-8")
    code, out, err = review(call, "a")
    assert "Traceback" not in out + err
    assert code == 1 or "passed over" in err


def test_a_comment_of_ones_own_in_the_proposals_stays(folder, call):
    propose(call)
    path = folder / "proposals.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# ask Anna\n", encoding="utf-8")
    review(call, "r", "q")
    assert path.read_text(encoding="utf-8").endswith("# ask Anna\n")


def test_proposing_again_keeps_the_answers(folder, call):
    call("evidence", "propose", "first.txt", "--case", "case")
    review(call, "r", "q")
    assert "kept" in propose(call)[1]
    file = read_proposals(folder / "proposals.yaml")
    assert [it.answer for it in file.proposals.values()].count("rejected") == 1
    assert file.wrong == {}


def test_the_catalog_is_not_reviewed_in_place(folder, call):
    propose(call)
    code, _, err = call("evidence", "review", "proposals.yaml", "--case", "vienna-2015")
    assert code == 2
    assert "detente cases vienna-2015 -o my-case" in err


def test_a_page_without_statements_proposes_nothing(folder, call):
    (folder / "plain.txt").write_text("Weather\n\nIt rained all day on the hills and in the town.\n", encoding="utf-8")
    code, out, _ = call("evidence", "propose", "plain.txt", "--case", "case", "-o", "none.yaml")
    assert code == 0
    assert "nothing proposed" in out
    assert "0 left" in call("evidence", "review", "none.yaml", "--case", "case")[1]
    assert "No statement" in call("evidence", "timeline", "plain.txt", "--case", "case")[1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["propose", "missing.txt", "--case", "case"], 1),
        (["propose", "first.txt", "--case", "missing"], 1),
        (["propose", "-", "--case", "case"], 2),
        (["propose", "first.txt", "--case", "case", "--sensitivity", "secret"], 2),
        (["propose", "first.txt", "--case", "case", "-o", "first.txt"], 1),
        (["propose", "first.txt"], 2),
        (["review", "missing.yaml", "--case", "case"], 1),
        (["timeline", "first.txt", "--case", "case", "--party", "east"], 1),
        (["missing-case"], 1),
        ([], 2),
    ],
)
def test_bad_input_ends_in_words(arguments, code, folder, call):
    ended, _, err = call("evidence", *arguments)
    assert ended == code
    assert "Traceback" not in err


def test_one_bad_page_does_not_stop_the_others(folder, call):
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    code, out, err = call("evidence", "propose", "bad.txt", "first.txt", "--case", "case")
    assert code == 1
    assert "bad.txt" in err
    assert "added" in out


def test_the_timeline(folder, call):
    code, out, _ = call("evidence", "timeline", "first.txt", "second.txt", "--case", "case")
    assert code == 0
    assert out.index("2031-06-01") < out.index("2031-06-02")
    assert "Northland to Southland: retreat, release" in out
    data = json.loads(call("evidence", "timeline", "first.txt", "second.txt", "--case", "case", "--json")[1])
    assert len(data) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_in_a_process_of_its_own(folder, call):
    propose(call)
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "evidence", "review", "proposals.yaml", "--case", "case"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write("a\n")
    process.stdin.flush()
    for _ in range(600):  # until the first answer is on disk
        if left(folder) == 4:
            break
        time.sleep(0.1)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "1 accepted" in out
    assert "Traceback" not in err
    assert left(folder) == 4
    assert case_of(folder).errors == ()


def test_an_answer_whose_mark_was_lost_is_found_in_the_case(folder, call):
    propose(call)
    shutil.copy(folder / "proposals.yaml", folder / "before.yaml")
    review(call, "a", "q")
    shutil.copy(folder / "before.yaml", folder / "proposals.yaml")  # as if stopped between the two writes
    out = review(call, "q")[1]
    assert "1 stand in the case already" in out
    assert left(folder) == 4
