from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import FindingsError, open_case, parse_case, read_case

SMALL = """\
detente: 1
id: small
parties:
  a: {capability: 2}
  b: {capability: [1, 3]}
issues:
  price: {scale: {0: free, 100: dear}}
positions:
  a: {price: {position: 10, salience: 50}}
  b: {price: {position: [60, 70, 90], salience: 80}}
"""


def codes(file):
    return [finding.code for finding in file.findings]


def test_a_sound_file_has_no_findings():
    file = parse_case(SMALL)
    assert file.findings == ()
    assert file.sound.positions["b"]["price"].position.best == 70


def test_a_file_is_read_from_disk(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert read_case(path) == parse_case(SMALL).case
    assert read_case(str(path)).id == "small"


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("capability: 2", "capability: lots", "bad-number", 4, 19),
        ("capability: 2", "capability: [3, 1]", "low-above-high", 4, 19),
        ("capability: 2", "capability: [1, 9, 3]", "best-outside-range", 4, 19),
        ("capability: 2", "capability: -1", "negative", 4, 19),
        ("salience: 50", "salience: 101", "out-of-range", 9, 39),
        ("capability: 2", "capabilty: 2", "unknown-field", 4, 7),
        ("capability: 2", "kind: planet, capability: 2", "bad-value", 4, 13),
        ("position: 10, ", "", "missing-field", 9, 7),
        ("id: small\n", "", "missing-field", 1, 1),
        ("  a: {capability: 2}", "  1.5: {capability: 2}\n  a: {capability: 2}", "bad-id", 4, 3),
        ("  a: {capability: 2}", "  a: {capability: 2}\n  a: {}", "duplicate-id", 5, 3),
        ("detente: 1", "detente: 2", "bad-value", 1, 10),
        ("issues:", "measures: {m: {by: a, what: x, effects: [{party: a, capability: 5}]}}\nissues:", "bad-change", 6, 65),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_column(old, new, code, line, column):
    file = parse_case(SMALL.replace(old, new, 1))
    found = [finding for finding in file.errors if finding.code == code]
    assert len(found) == 1, codes(file)
    assert (found[0].line, found[0].column) == (line, column)
    assert found[0].advice


def test_a_misspelt_field_is_answered_with_the_right_one():
    (finding,) = (
        it for it in parse_case(SMALL.replace("salience: 50", "saliense: 50")).findings if it.severity == "error"
    )
    assert "`salience`" in finding.advice


def test_one_mistake_hides_no_other():
    text = (
        SMALL.replace("capability: 2", "capability: lots")
        .replace("position: 10", "position: 900")
        .replace("b: {price", "c: {price")
    )
    assert {"bad-number", "off-scale", "unknown-party"} <= set(codes(parse_case(text)))


def test_one_mistake_is_not_told_twice():
    file = parse_case(SMALL.replace("a: {capability: 2}", "a: 5"))
    assert [finding.code for finding in file.errors] == ["bad-value"]


def test_a_bad_item_of_a_list_does_not_shift_the_places_of_the_next():
    text = SMALL + "relations:\n  - 5\n  - {from: a, to: nobody}\n"
    places = {finding.code: finding.line for finding in parse_case(text).errors}
    assert places == {"bad-value": 12, "unknown-party": 13}


def test_findings_come_in_the_order_of_the_file():
    text = SMALL.replace("capability: 2", "capability: lots").replace("salience: 80", "salience: 800")
    lines = [finding.line for finding in parse_case(text).findings]
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_a_finding_shows_the_line_and_points_at_the_place():
    (finding,) = parse_case(SMALL.replace("salience: 80", "salience: 800"), "my.yaml").findings
    head, source, caret, _ = str(finding).splitlines()
    assert head.startswith("my.yaml:10:49: error: ")
    assert source[caret.index("^") :].startswith("800")


def test_an_unsound_case_is_not_handed_out():
    with pytest.raises(FindingsError, match="bad-number") as raised:
        parse_case(SMALL.replace("capability: 2", "capability: lots")).sound  # noqa: B018
    assert raised.value.findings


def test_warnings_do_not_keep_a_case_from_being_used():
    file = parse_case(SMALL.replace(", salience: 50", ""))
    assert codes(file) == ["salience-assumed"]
    assert file.sound.id == "small"


@pytest.mark.parametrize("mark", ["nan", "inf", "1e999", "-inf"])
def test_a_scale_is_finite(mark):
    assert parse_case(SMALL.replace("100: dear", f"{mark}: dear")).errors


def test_the_order_of_states_may_hold_anything_and_the_digest_still_exists():
    ranking = "conflict: {preferences: {a: {ranking: [{1: x, y: z}]}}}\n"
    file = parse_case(SMALL + ranking)
    assert file.errors or file.sound.digest


def test_an_issue_may_have_any_name_even_that_of_a_field_beside_it():
    text = SMALL.replace("price", "weights") + "deals: {values: {a: {weights: {weights: 3}}}}\n"
    file = parse_case(text)
    assert file.errors or parse_case_of(file.sound) == file.sound


def parse_case_of(case):
    from detente.case.writer import case_text

    return parse_case(case_text(case)).case


# -- hostile files -----------------------------------------------------------------------------------------------------


def test_a_hostile_file_is_answered_with_what_it_is(hostile):
    path, it = hostile
    file = open_case(path)
    assert codes(file) == [it.code]
    assert file.case is None
    assert str(file.findings[0]).startswith(f"{path}:")


def test_a_file_of_200_megabytes_is_refused_unread(huge):
    assert codes(open_case(huge)) == ["too-large"]


def test_a_folder_and_a_missing_file_are_unreadable(tmp_path):
    folder = open_case(tmp_path)
    assert codes(folder) == ["unreadable"]
    assert "it is a folder" in folder.findings[0].message
    missing = open_case(tmp_path / "none.yaml")
    assert codes(missing) == ["unreadable"]
    assert "there is no such file" in missing.findings[0].message


def test_a_file_without_permission_is_unreadable(tmp_path):
    path = tmp_path / "closed.yaml"
    path.write_text(SMALL)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user reads every file, whatever its permissions")
    assert codes(open_case(path)) == ["unreadable"]


def test_a_file_that_fails_while_it_is_read_is_unreadable():
    path = Path("/proc/self/mem")
    if not path.exists():
        pytest.skip("there is no file here that opens and cannot be read")
    assert codes(open_case(path)) == ["unreadable"]


@pytest.mark.parametrize("name", ["with\0null.yaml", "x" * 300 + ".yaml", "", "\udcff.yaml"])
def test_a_name_no_file_can_have_is_unreadable(name):
    assert codes(open_case(name)) == ["unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_nobody_writes_to_does_not_hang(tmp_path):
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert _codes_apart(path) == "unreadable"


N = 60_000
FLOODS = {
    "bad-items": "relations: [" + "1," * N + "]",
    "bad-entries": "parties: {" + ", ".join(f"p{n}: 1" for n in range(N // 2)) + "}",
    "unknown-fields": "".join(f"f{n}: 1\n" for n in range(N // 2)),
    "repeated-keys": "a: 1\n" * (N // 2),
    "unknown-parties": "parties: {" + ", ".join(f"p{n}: {{}}" for n in range(3000)) + "}\npositions: {"
    + ", ".join(f"q{n}: {{}}" for n in range(3000)) + "}",
    "unknown-evidence": "evidence: {" + ", ".join(f"e{n}: {{source: s}}" for n in range(3000)) + "}",
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_mistakes_does_not_hang(name, tmp_path):
    path = tmp_path / f"{name}.yaml"
    path.write_text("detente: 1\nid: flood\n" + FLOODS[name], encoding="utf-8")
    assert _codes_apart(path)


def _codes_apart(path: Path) -> str:
    """The codes of a file's findings, found in a process of its own that is ended if it never answers."""
    program = "import sys; from detente.case import open_case; print(*sorted({it.code for it in open_case(sys.argv[1]).findings}))"
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, path], capture_output=True, text=True, timeout=20, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.fail("no answer: reading hangs")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# -- anything at all ---------------------------------------------------------------------------------------------------


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_a_case_or_a_finding(text):
    file = parse_case(text)
    assert file.findings or file.case is not None


@given(st.text(st.characters(), max_size=40))
def test_even_text_that_is_no_unicode_gives_a_case_or_a_finding(text):
    file = parse_case(text)
    assert file.findings or file.case is not None


@given(st.binary(max_size=200))
def test_any_bytes_give_a_case_or_a_finding(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    file = open_case(path)
    assert file.findings or file.case is not None


@given(
    st.integers(0, len(SMALL)), st.integers(0, 30), st.text(st.sampled_from("{}[]:,-&*!|>'\"#~ \n\tab01.+"), max_size=8)
)
def test_a_damaged_case_gives_a_case_or_a_finding(start, length, patch):
    text = SMALL[:start] + patch + SMALL[start + length :]
    file = parse_case(text)
    assert file.findings or file.case is not None
    for finding in file.findings:
        assert 1 <= finding.line <= text.count("\n") + 1
        assert finding.column >= 1


@pytest.mark.parametrize("value", ["[1]", "{a: 1}", ".nan", "null"])
def test_a_bad_option_of_a_method_is_one_finding(value):
    options = f"methods: {{spatial_model: {{options: {{voting_rule: {value}, most_turns: 5, fast: true}}}}}}"
    file = parse_case(f"detente: 1\nid: m\n{options}\n")
    found = [finding for finding in file.findings if finding.line == 3]
    if value == ".nan":  # YAML 1.2 as read here knows no such number: it is a word
        assert found == []
        return
    (finding,) = found
    assert "write a word, a number, or true or false" in finding.message
    assert file.case.methods["spatial_model"].options == {"most_turns": 5, "fast": True}
