"""``detente deals --package`` and ``detente elicit`` as a person meets them."""

from __future__ import annotations

import json

import pytest

from detente.case import open_case
from tests.cli.test_commands import detente  # noqa: F401  (a fixture)

SAID = "duration=100, use_rights=0 > duration=0, use_rights=100"
BACK = "duration=0, use_rights=100 > duration=100, use_rights=0"
TWO = """\
detente: 1
id: two   # a comment
parties: {a: {capability: 1}, b: {capability: 1}}
issues:
  x: {scale: {0: none, 100: all}}   # another
  y: {scale: {0: none, 100: all}}
positions:
  a: {x: {position: 100, salience: 50}, y: {position: 100, salience: 50}}
  b: {x: {position: 0, salience: 50}, y: {position: 0, salience: 50}}
"""


@pytest.fixture
def call(detente):  # noqa: F811
    """Run a command; gives its exit code, its standard output and its standard error."""
    return detente


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    return path


def words(text):
    return " ".join(text.split())


def test_a_package_is_shown_in_reading_order(call):
    answer = call("deals", "vienna-2015", "--package", "nash", "--compare", "utilitarian")
    assert (answer.code, answer.err) == (0, "")
    said = words(answer.out)
    order = [
        "The package passes: all 7 parties accept it.",
        "Draft text: 1. Future of President Bashar Assad: stays with fewer powers",
        "+ accepts, ~ could live with it, x refuses",
        "Iran x + + ~ ~ ~ + + 79.6 60.0 accepts",
        "Why clauses are refused: Saudi Arabia: 2 (beyond its bottom line",
        "Still open: Clause 1",
        "Trades that are better for both sides",
        "what these trades give to some they take from others",
        "The other package, which passes, has: Future of President Bashar Assad: leaves at an agreed point",
        "United States gains 16.1: +7 on Future",
        "not what will be agreed",
    ]
    places = [said.find(text) for text in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "Who is in the way" not in said
    assert "The nearest package" not in said


def test_the_nearest_package_that_passes_is_told_by_what_differs(call, two):
    two.write_text(TWO.replace("a: {capability: 1}", "a: {capability: 1, reservation: 60}"), encoding="utf-8")
    answer = call("deals", two, "--package", "x=0, y=100")
    said = words(answer.out)
    assert "a refuses: it gets 50, 10 points less than without agreement (60)" in said
    assert "The nearest package that passes has: x: all, instead of none worth a 100, b 0" in said


def test_json_holds_the_package(call):
    answer = call("deals", "panama-canal", "--package", "nash", "--json")
    found = json.loads(answer.out)
    assert found["package"]["package"] == found["solutions"]["nash"][0]
    assert set(found["package"]["text"][0]["verdicts"]) == {"usa", "panama"}


def test_the_draft_text_is_written_as_markdown(call, tmp_path):
    path = tmp_path / "draft.md"
    answer = call("deals", "vienna-2015", "--package", "nash", "--text", path)
    assert (answer.code, answer.err) == (0, f"Wrote {path}\n")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(
        "# Draft text: Talks on Syria, Vienna, November 2015\n\n1. **Future of President Bashar Assad:** stays"
    )
    row = next(line for line in text.splitlines() if line.startswith("| 1. Future"))
    assert row.split(" | ")[1:5] == ["could live with it", "could live with it", "could live with it", "refuses"]
    assert "- Clause 1, Iran refuses: beyond its bottom line, 48" in text


def test_names_with_markdown_signs_stay_what_they_are(call, two, tmp_path):
    two.write_text(TWO.replace("all}}   #", '"<b>*all*</b> | [x](y)"}}   #'), encoding="utf-8")
    path = tmp_path / "draft.md"
    assert call("deals", two, "--package", "x=100, y=0", "--text", path).code == 0
    assert r"\<b\>\*all\*\</b\> | \[x\](y)" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--package", "presidency=50"], 1, "the package says nothing on timing"),
        (["--package", "nosuch"], 1, "`nosuch` is no package"),
        (["--package", "nash", "--between", "usa"], 1, "does not name two sides"),
        (["--compare", "nash"], 1, "no package is named"),
        (["--text", "draft.md"], 2, "no package is named to write a text of"),
        (["--package", "nash", "--text", "/no/such/folder/draft.md"], 2, "cannot write"),
    ],
)
def test_a_package_that_is_none_is_said(call, options, code, message):
    answer = call("deals", "vienna-2015", *options)
    assert answer.code == code
    assert message in answer.err
    assert answer.out == ""


# -- weights from preferences ------------------------------------------------------------------------------------------------


def test_statements_give_ranges_in_words(call):
    answer = call("elicit", "panama-canal", "--party", "panama", "--prefer", SAID)
    said = words(answer.out)
    assert "1. duration=100, use_rights=0 is at least as good as duration=0, use_rights=100" in said
    assert "Of a weight of 100 in all, Use rights weighs at most 50." in said
    assert "Next to nothing follows for the weight of US defence rights" in said
    assert "The weights that the case has now agree with all that was said." in said
    assert "Use rights 0.0 8.7 50.0 15.0" in said


def test_what_the_case_has_now_may_be_contradicted(call, two):
    answer = call("elicit", two, "--party", "a", "--equal", "x=100, y=0 = x=0, y=100", "--prefer", "x=100 > x=0")
    assert "x weighs 50; y weighs 50." in words(answer.out)
    two.write_text(TWO.replace("position: 100, salience: 50}}", "position: 100, salience: 60}}"), encoding="utf-8")
    answer = call("elicit", two, "--party", "a", "--equal", "x=100, y=0 = x=0, y=100")
    assert "The weights that the case has now contradict statement 1." in words(answer.out)


def test_statements_that_contradict_are_named(call, two):
    orders = ["--prefer", "x=0 > x=100", "--prefer", "x=100, y=0 > x=100, y=0", "--prefer", "y=0 > y=100"]
    answer = call("elicit", two, "--party", "a", *orders)
    assert (answer.code, answer.out) == (1, "")
    assert "Statements 1 and 3 cannot both be true, whatever a's weights are." in answer.err
    assert "3: y=0 is at least as good as y=100" in answer.err
    found = json.loads(call("elicit", two, "--party", "a", *orders, "--json").out)
    assert (found["conflict"], found["weights"]) == ([0, 2], {})
    refused = call("elicit", two, "--party", "a", *orders, "--json", "-o", two.parent / "new.yaml")
    assert refused.code == 1
    assert not (two.parent / "new.yaml").exists()


def test_the_new_case_keeps_all_else(call, two, tmp_path):
    target, ranking = tmp_path / "new.yaml", tmp_path / "ranking.txt"
    ranking.write_text("x=100, y=0  # best\nx=0, y=100\n", encoding="utf-8")
    answer = call("elicit", two, "--party", "a", "--rank", ranking, "-o", target)
    assert (answer.code, answer.err) == (0, f"Wrote {target}\n")
    text = target.read_text(encoding="utf-8")
    assert text.startswith(TWO.rstrip("\n"))
    weights = open_case(target).sound.deals.values["a"].weights
    assert {issue: it.raw for issue, it in weights.items()} == {"x": [50.0, 75.0, 100.0], "y": [0.0, 25.0, 50.0]}
    again = tmp_path / "again.yaml"
    assert call("elicit", target, "--party", "a", "--equal", "x=100, y=0 = x=0, y=100", "-o", again).code == 0
    weights = open_case(again).sound.deals.values["a"].weights
    assert {issue: it.raw for issue, it in weights.items()} == {"x": 50.0, "y": 50.0}
    assert "# another" in again.read_text(encoding="utf-8")


def test_weights_that_seat_a_party_are_said(call, two):
    two.write_text(TWO.replace("b: {capability: 1}", "b: {capability: 1, role: absent}"), encoding="utf-8")
    answer = call("elicit", two, "--party", "b", "--prefer", "x=0, y=100 > x=100, y=0", "-o", two.parent / "new.yaml")
    assert "With weights of its own b now sits at the table." in answer.err


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ([], 2, "nothing is said about any packages"),
        (["--prefer", "x=1"], 1, "compares no two packages"),
        (["--prefer", "x=0 > y=0"], 1, "`x` stands in one package only"),
        (["--prefer", "z=0 > z=1"], 1, "no issue is called `z`"),
        (["--prefer", "x=0 > x=7"], 1, "7 is no alternative of `x`"),
        (["--equal", "x=0 > x=100"], 1, "says that one is better"),
        (["--rank", "nosuch.txt"], 2, "cannot read nosuch.txt"),
    ],
)
def test_what_says_nothing_of_weights_is_said(call, two, options, code, message):
    answer = call("elicit", two, "--party", "a", *options)
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err


def test_points_for_pairs_are_no_weights(call, two):
    extra = "deals: {interactions: [{party: a, issues: [x, y], values: {'0, 100': 5}}]}\n"
    two.write_text(TWO + extra, encoding="utf-8")
    answer = call("elicit", two, "--party", "a", "--prefer", "x=100 > x=0")
    assert answer.code == 1
    assert "`a` has points for x and y together" in answer.err
