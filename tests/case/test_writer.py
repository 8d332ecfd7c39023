from __future__ import annotations

import difflib
import os
import stat
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case, open_case, parse_case
from detente.case.edits import Edit, apply
from detente.case.writer import case_text, edited, save
from detente.errors import CaseError
from tests.cases import cases, edits_of, numbers

ODD = """\
# Раскладка: odd on purpose\t(a tab in a comment)
detente: 1
"id":   odd-layout      # a quoted key, spaces
title: 'Переговоры: день первый'
description: >-
  Folded text
  over two lines.

citation: |
  Literal text
  kept as it is
unknowns:
- first thing      # a list at the indent of its key
- second thing

parties:   # who
  usa: {name: United States, capability: [70, 85, 95],   # flow, over
        aliases: [US, "U.S.", Washington]}  # two lines
  "россия":
    name: Россия
    # a comment of its own
    capability: &strong 60      # an anchor
    why: >
      Because
      of this.
  iran:
    capability: *strong
  syria: {capability: 10}
  empty:
    capability: 1
    aliases: []
issues:
  assad:
    scale: {0: stays, 50: leaves later, 100: leaves now}
    reference: 0
  price: {scale: {0: low, 10: high}}
positions:
  usa:
    assad: {position: [75, 90, 100], salience: 60,
      why: text, }
  "россия": {assad: {position: 10, salience: 40}}
  iran:
    assad:
      position: 0
      salience: 80   # high
    price:
      # the only comment here
      position: 3
      salience: 10
  syria: {assad: {position: 0, salience: 100}}
  empty: {price: {position: 0, salience: 100}}
relations:
  - {from: usa, to: iran, sign: -1, influence: 10}
  - sign: 1
    from: iran
    to: syria
    influence: [40, 60]
  # the end: кончено"""

# Edits, to the lines that go and the lines that come.
IN_PLACE = {
    "parties.usa.capability=[60, 80, 90]": [
        "-  usa: {name: United States, capability: [70, 85, 95],   # flow, over",
        "+  usa: {name: United States, capability: [60, 80, 90],   # flow, over",
    ],
    "parties.usa.aliases.1=USA": [
        '-        aliases: [US, "U.S.", Washington]}  # two lines',
        "+        aliases: [US, USA, Washington]}  # two lines",
    ],
    "parties.usa.aliases.3=Kerry": [
        '-        aliases: [US, "U.S.", Washington]}  # two lines',
        '+        aliases: [US, "U.S.", Washington, Kerry]}  # two lines',
    ],
    "parties.usa.aliases.0=": [
        '-        aliases: [US, "U.S.", Washington]}  # two lines',
        '+        aliases: ["U.S.", Washington]}  # two lines',
    ],
    "parties.россия.name=РФ": ["-    name: Россия", '+    name: "РФ"'],
    "parties.россия.why=No reason": ["-    why: >", "-      Because", "-      of this.", "+    why: No reason"],
    "parties.россия.kind=government": ["+    kind: government"],
    "parties.россия.why=": ["-    why: >", "-      Because", "-      of this."],
    "parties.syria.name=Syria": ["-  syria: {capability: 10}", "+  syria: {capability: 10, name: Syria}"],
    "parties.syria.name='Syria, \"the\" # state'": [
        "-  syria: {capability: 10}",
        '+  syria: {capability: 10, name: "Syria, \\"the\\" # state"}',
    ],
    "parties.turkey={capability: [3, 4]}": ["+  turkey: {capability: [3, 4]}"],
    "parties.empty.aliases.0=E": ["-    aliases: []", "+    aliases: [E]"],
    "title=A title": ["-title: 'Переговоры: день первый'", "+title: A title"],
    "description=Short": ["-description: >-", "-  Folded text", "-  over two lines.", "+description: Short"],
    "citation=": ["-citation: |", "-  Literal text", "-  kept as it is"],
    "unknowns.0=another thing": [
        "-- first thing      # a list at the indent of its key",
        "+- another thing      # a list at the indent of its key",
    ],
    "unknowns.2=third thing": ["+- third thing"],
    "unknowns.1=": ["-- second thing"],
    "unknowns=[one]": [
        "-unknowns:",
        "-- first thing      # a list at the indent of its key",
        "-- second thing",
        "+unknowns: [one]",
    ],
    "issues.assad.scale.50=leaves soon": [
        "-    scale: {0: stays, 50: leaves later, 100: leaves now}",
        "+    scale: {0: stays, 50: leaves soon, 100: leaves now}",
    ],
    "issues.assad.scale.25=leaves late": [
        "-    scale: {0: stays, 50: leaves later, 100: leaves now}",
        "+    scale: {0: stays, 50: leaves later, 100: leaves now, 25: leaves late}",
    ],
    "issues.assad.reference=": ["-    reference: 0"],
    "positions.usa.assad.why=": ["-      why: text, }", "+      }"],
    "positions.usa.assad.stated=100": ["-      why: text, }", "+      why: text, stated: 100, }"],
    "positions.usa.price={position: 10, salience: 5}": ["+    price: {position: 10, salience: 5}"],
    "positions.iran.assad.salience=[70, 90]": ["-      salience: 80   # high", "+      salience: [70, 90]   # high"],
    "positions.iran.price.salience=": ["-      salience: 10"],
    "relations.0.sign=": [
        "-  - {from: usa, to: iran, sign: -1, influence: 10}",
        "+  - {from: usa, to: iran, influence: 10}",
    ],
    "relations.1.sign=": ["-  - sign: 1", "-    from: iran", "+  - from: iran"],
    "relations.1.influence=50": ["-    influence: [40, 60]", "+    influence: 50"],
    "relations.1.trust=5": ["+    trust: 5"],
    "relations.0=": ["-  - {from: usa, to: iran, sign: -1, influence: 10}"],
    "relations.2={from: syria, to: iran}": ["+  - {from: syria, to: iran}"],
}


def odd(newline: str = "\n", end: str = ""):
    return parse_case((ODD + end).replace("\n", newline), "odd.yaml")


def lines_changed(before: str, after: str) -> list[str]:
    found = difflib.unified_diff(before.splitlines(True), after.splitlines(True), n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def test_the_odd_layout_is_a_sound_case():
    assert not odd().errors


@pytest.mark.parametrize("text", IN_PLACE)
@pytest.mark.parametrize(("newline", "end"), [("\n", ""), ("\r\n", "\n")], ids=["lf", "crlf"])
def test_an_edit_changes_only_its_own_lines(text, newline, end):
    file, edit = odd(newline, end), Edit.parse(text)
    after = edited(file, [edit])
    assert lines_changed(file.document.text, after.document.text) == [line + newline for line in IN_PLACE[text]]
    assert after.case == apply(file.sound, [edit])


# One edit of each line, and none that moves the places of the others.
APART = [
    "parties.usa.capability=[60, 80, 90]",
    "parties.usa.aliases.3=Kerry",
    "parties.россия.name=РФ",
    "parties.россия.why=",
    "parties.syria.name=Syria",
    "title=A title",
    "citation=",
    "unknowns.0=another thing",
    "issues.assad.scale.25=leaves late",
    "positions.usa.assad.stated=100",
    "positions.iran.assad.salience=[70, 90]",
    "positions.iran.price.salience=",
    "relations.0.sign=",
    "relations.1.influence=50",
]


@given(st.lists(st.sampled_from(APART), max_size=5, unique=True))
def test_edits_together_change_only_their_own_lines(texts):
    file, edits = odd(), [Edit.parse(text) for text in texts]
    after = edited(file, edits)
    allowed = [line for text in texts for line in IN_PLACE[text]]
    assert {line.rstrip("\n") for line in lines_changed(file.document.text, after.document.text)} == set(allowed)
    assert after.case == apply(file.sound, edits)


@pytest.mark.parametrize(
    "text", ["parties.россия.capability=50", "parties.iran.capability=50", "parties.iran.name=Iran", "parties.iran="]
)
def test_an_edit_at_an_alias_is_right_or_refused(text):
    file, edit = odd(), Edit.parse(text)
    with suppress(CaseError):
        after = edited(file, [edit])
        assert after.case == apply(file.sound, [edit])
        assert len(lines_changed(file.document.text, after.document.text)) <= 4


@pytest.mark.parametrize(
    "text",
    [
        "detente: 1\nid: x\nparties: # who\n  a: {capability: 1}\nissues: {i: {}}\n",
        "detente: 1\nid: x\nparties:\n  # who\n  a: {capability: 1}\nissues: {i: {}}\n",
    ],
)
def test_the_last_of_a_map_may_be_removed_beside_a_comment(text):
    file = parse_case(text + "positions: {a: {i: {position: 1, salience: 1, why: x}}}\n")
    edit = Edit.parse("parties.a.capability=")
    assert edited(file, [edit]).case == apply(file.sound, [edit])
    file = parse_case(
        "detente: 1\nid: x\nparties: {a: {}}\nissues:\n  i: # all\n    name: x\npositions: {a: {i: {position: 1}}}\n"
    )
    edit = Edit.parse("issues.i.name=")
    after = edited(file, [edit])
    assert after.case == apply(file.sound, [edit])
    assert "# all" in after.document.text


def test_edits_that_are_sound_only_together_are_made_together():
    file = odd()
    edits = [
        Edit.parse("positions.turkey={price: {position: 5, salience: 5}}"),
        Edit.parse("parties.turkey={capability: 5}"),
    ]
    after = edited(file, edits)
    assert not after.errors
    assert after.case == apply(file.sound, edits)


def test_no_edit_changes_nothing():
    file = odd("\r\n")
    assert edited(file, []).document.text == file.document.text


def test_an_unsound_file_is_not_edited():
    with pytest.raises(CaseError):
        edited(parse_case("parties: ["), [Edit.parse("id=x")])
    with pytest.raises(CaseError):
        edited(parse_case("id: x\nparties: {a: {capability: lots}}"), [Edit.parse("id=y")])


@pytest.mark.parametrize(
    "text", ["parties.syria.kind=", "parties.syria.capability.x=1", "parties.syria.colour=red", "relations.9=1"]
)
def test_an_edit_that_does_not_fit_leaves_the_file(text):
    file = odd()
    with pytest.raises(CaseError):
        edited(file, [Edit.parse(text)])


@pytest.mark.parametrize("text", ["relations.².trust=5", "unknowns.²=x"])
def test_a_step_that_only_looks_like_an_index_is_refused(text):
    with pytest.raises(CaseError):
        edited(odd(), [Edit.parse(text)])


def test_a_file_with_a_byte_order_mark_is_edited_in_the_right_place(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ODD.encode())
    save(edited(open_case(path), [Edit.parse("title=New")]).document.text, path)
    assert path.read_text(encoding="utf-8-sig") == ODD.replace("'Переговоры: день первый'", "New")


# -- a new file --------------------------------------------------------------------------------------------------------


@given(cases())
def test_reading_what_was_written_gives_an_equal_case(case):
    file = parse_case(case_text(case))
    assert file.errors == ()
    assert file.case == case
    assert file.case.digest == case.digest


@given(cases())
def test_writing_twice_gives_the_same_text(case):
    text = case_text(case)
    assert case_text(parse_case(text).case) == text


@given(cases(), st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_the_order_of_names(case, random):
    raw = case.raw()
    for section in ("parties", "issues", "positions"):
        items = list(raw[section].items())
        random.shuffle(items)
        raw[section] = dict(items)
    assert Case.model_validate(raw).digest == case.digest


@given(cases(), numbers(0, 900))
def test_the_digest_depends_on_every_number(case, number):
    party = next(iter(case.parties))
    other = apply(case, [Edit(loc=("parties", party, "capability"), value=number.raw)])
    assert (other.digest == case.digest) == (other.parties[party].capability == case.parties[party].capability)


@given(st.data())
def test_an_edit_of_any_case_is_written_as_it_is_applied(data):
    case = data.draw(cases())
    file = parse_case(case_text(case))
    loc, value = data.draw(edits_of(case))
    edit = Edit(loc=loc, value=value)
    wanted = apply(case, [edit])
    after = edited(file, [edit])
    assert after.case == wanted
    assert after.case.digest == wanted.digest


@pytest.mark.parametrize("value", [1e39, 1e40, 1.5e99, 5e-324, 1e-7, 0.1, 123456789.125, -0.0, 2.0**53])
def test_a_number_of_any_size_is_read_as_it_was_written(value):
    case = Case.model_validate({"id": "x", "parties": {"a": {"capability": value}}})
    assert parse_case(case_text(case)).case == case


@pytest.mark.parametrize(
    "text",
    ["yes", "null", "~", "1", "1.5", "+5", "-", "a: b", "a #b", "# a", "'", '"', "\\", "[a]", "{a}", "*a", "&a", "!a", "%a",
     "@a", "`a`", "|", ">", "? a", "a\nb", "a\n\nb\n", " a ", "\ta", "\x85", "\u2028", "\ufeff", "\x07", "é", "🦔", "2015-11-12",
     "٢٠١٥-١١-١٢", "true", "a" * 500, "---", "...", "- a", "a,b", "a\rb"],
)  # fmt: skip
def test_text_of_any_kind_is_read_as_it_was_written(text):
    case = Case.model_validate(
        {"id": "x", "title": text, "parties": {"a": {"aliases": [text], "columns": {text: text}}}}
    )
    assert parse_case(case_text(case)).case == case


def test_the_house_style_puts_short_things_on_one_line():
    case = Case.model_validate({"id": "two", "parties": {"a": {"capability": [1, 2]}}})
    assert case_text(case) == "detente: 1\nid: two\nparties:\n  a: {capability: [1, 2]}\n"


# -- to the disk -------------------------------------------------------------------------------------------------------


def test_a_file_is_written_with_its_line_ends_and_its_permissions(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("old")
    path.chmod(0o640)
    save("a\r\nb\nё", path)
    assert path.read_bytes() == "a\r\nb\nё".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        save("\ud800", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no symbolic links")
def test_a_link_to_a_file_stays_a_link(tmp_path):
    path, link = tmp_path / "case.yaml", tmp_path / "link.yaml"
    path.write_text("old")
    link.symlink_to(path)
    save("new", link)
    assert link.is_symlink()
    assert path.read_text() == "new"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_section_is_laid_out_as_one_and_takes_more(newline):
    text = newline.join(["detente: 1", "id: x", "parties: {a: {}, b: {}}", "issues: {i: {}}", ""])
    file = parse_case(text)
    for name in ("one", "two"):
        value = {"date": "2031-06-01", "from": "a", "to": "b", "kind": "cooperative", "what": "a long act " * 9}
        file = edited(file, [Edit(loc=("events", name), value=value)])
    assert file.document is not None
    lines = file.document.text.split(newline)
    assert "events:" in lines
    assert [line.strip() for line in lines if line.startswith(("  one", "  two"))][0] == "one:"
    assert set(file.sound.events) == {"one", "two"}
