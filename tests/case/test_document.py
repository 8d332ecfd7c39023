from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.document import MAX_DEPTH, MAX_VALUES, DocumentError, decode, parse, place, plain, same_key

TEXT = 'a: {b: [1, two, 3.5], "c": null}  # comment\nd:\n  - x\n  - y: 1\n'


def test_a_text_becomes_plain_data():
    assert plain(parse(TEXT).root) == {"a": {"b": [1, "two", 3.5], "c": None}, "d": ["x", {"y": 1}]}


@pytest.mark.parametrize(
    ("loc", "line", "column", "text"),
    [
        (("a", "b", 1), 1, 12, "two"),
        (("a", "c"), 1, 28, "null"),
        (("d", 0), 3, 5, "x"),
        (("d", "1", "y"), 4, 8, "1"),
    ],
)
def test_every_value_knows_its_place(loc, line, column, text):
    document = parse(TEXT)
    node = document.find(loc).node
    assert document.has(loc)
    assert (node.line, node.column) == (line, column)
    assert document.text[node.start : node.end] == text


def test_places_count_characters_and_not_bytes():
    document = parse("имя: 'ёж 🦔'  # 🦔\nследующее: 5\n")
    node = document.find(("следующее",)).node
    assert (node.line, node.column, document.text[node.start : node.end]) == (2, 12, "5")


@given(st.text(st.sampled_from("ab\nё\r"), max_size=40), st.data())
def test_place_counts_lines_and_columns_from_one(text, data):
    offset = data.draw(st.integers(0, len(text)))
    line, column = place(text, offset)
    assert text.split("\n")[line - 1][: column - 1] == text[:offset].split("\n")[-1]


def test_a_place_that_is_missing_leads_to_the_nearest_above():
    document = parse(TEXT)
    assert not document.has(("a", "z", "deeper"))
    assert document.find(("a", "z", "deeper")).node == document.find(("a",)).node


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5), ("-5", -5), ("5.", 5.0), (".5", 0.5), ("1e3", 1000.0), ("+5", "+5"), ("true", True), ("True", True),
        ("no", "no"), ("off", "off"), ("null", None), ("~", None), ("nan", "nan"), (".inf", ".inf"), ("0x10", "0x10"),
        ("1_000", "1_000"), ("12:30", "12:30"), ("2015-11-12", "2015-11-12"), ("'5'", "5"), ('"true"', "true"),
        ("!!str 5", "5"), ("٣", "٣"),
    ],
)  # fmt: skip
def test_scalars_are_read_as_yaml_1_2_reads_them(written, value):
    found = plain(parse(f"key: {written}").root)["key"]
    assert found == value
    assert type(found) is type(value)


printable = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(printable, max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(printable, max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(printable, max_size=5), json_values, max_size=4))
def test_json_is_read_as_json_reads_it(data):
    assert plain(parse(json.dumps(data, ensure_ascii=False)).root) == data


def test_a_key_that_stands_twice_is_kept_once_and_remembered():
    document = parse("a: 1\na: 2\n")
    assert plain(document.root) == {"a": 1}
    assert [(first.line, second.line) for first, second in document.repeated] == [(1, 2)]


def test_a_number_as_key_stands_twice_whatever_its_writing():
    assert parse("scale: {0: stays, 0.0: leaves}").repeated


@pytest.mark.parametrize(("one", "other"), [(0, 0.0), ("a", "a"), (1, "1"), ("2.50", 2.5)])
def test_equal_keys(one, other):
    assert same_key(one, other)
    assert same_key(other, one)


@pytest.mark.parametrize(("one", "other"), [(0, 1), ("a", "A"), (True, 1), ("nan", "x"), (None, 0)])
def test_different_keys(one, other):
    assert not same_key(one, other)


def test_anchors_and_aliases_give_the_same_value():
    assert plain(parse("a: &x {b: 1}\nc: *x\n").root) == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("a: [1, 2", "yaml-syntax"),
        ("a: 'open", "yaml-syntax"),
        ("a: 1\n b: 2", "yaml-syntax"),
        ("\tb: 2", "yaml-syntax"),
        ("a: *nowhere", "yaml-syntax"),
        ("a: &x [*x]", "yaml-syntax"),
        ("a: 1\n---\nb: 2", "yaml-syntax"),
        ("? [a, b]\n: 1", "yaml-syntax"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too-deep"),
        ("[" * 100_000, "too-deep"),
        ("{a: " * 100_000, "too-deep"),
        ("- " * 100_000, "too-deep"),
        ("[" + "1," * (MAX_VALUES + 1) + "]", "too-many-values"),
        ("[" + "[]," * (MAX_VALUES + 1) + "]", "too-many-values"),
    ],
)
def test_what_is_no_usable_document_is_refused(text, code):
    with pytest.raises(DocumentError) as raised:
        parse(text)
    assert raised.value.code == code
    assert raised.value.advice


def test_a_billion_laughs_are_not_told():
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    with pytest.raises(DocumentError) as raised:
        parse("\n".join(lines))
    assert raised.value.code == "too-many-values"


def test_as_deep_as_allowed_is_read():
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH).root.kind == "list"


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        ("имя: да".encode("utf-16"), "encoding", 1, 1),
        ("id: x\nимя: да".encode("cp1251"), "encoding", 2, 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-text", 1, 1),
        (b"id: x\nti\x07tle: y", "not-text", 2, 3),
        (b"#" * (2 * 1024 * 1024 + 1), "too-large", 1, 1),
    ],
)
def test_bytes_that_are_no_text_are_said_to_be_so(data, code, line, column):
    with pytest.raises(DocumentError) as raised:
        decode(data)
    assert (raised.value.code, raised.value.line, raised.value.column) == (code, line, column)


def test_a_byte_order_mark_is_no_part_of_the_text():
    document = parse(decode(b"\xef\xbb\xbfid: x"))
    assert (document.text, document.mark, document.file_text) == ("id: x", "\ufeff", "\ufeffid: x")
    assert (document.root.entries[0].key.line, document.root.entries[0].key.column) == (1, 1)
    assert parse(decode(b"id: x")).mark == ""


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_parsed_or_refused(text):
    with suppress(DocumentError):
        document = parse(text)
        assert 0 <= document.root.start <= document.root.end <= len(text)


@given(st.text(st.sampled_from(list("ab:-[]{},#&*!|>'\"%@`? \n\t0.~")), max_size=60))
def test_any_mixture_of_yaml_signs_is_parsed_or_refused(text):
    with suppress(DocumentError):
        plain(parse(text).root)
