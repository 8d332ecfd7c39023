"""Writing a case: a new file in the house style, or an edited one in which only the edits differ."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from detente.case.document import Document, Entry, Node
from detente.case.edits import Edit, apply
from detente.case.fields import is_list
from detente.case.model import Case
from detente.case.reader import CaseFile, parse_case
from detente.errors import CaseError

WIDTH = 110


def case_text(case: Case) -> str:
    """The case as a YAML file; reading it gives an equal case.

    >>> print(case_text(Case(id="two", parties={"a": {"capability": [1, 2]}})))
    detente: 1
    id: two
    parties:
      a: {capability: [1, 2]}
    <BLANKLINE>
    """
    return yaml_text(case.raw())


def yaml_text(data: Mapping[str, Any]) -> str:
    """Plain data as YAML in the layout of a case file: short values on one line, longer ones in lines of their own.

    >>> print(yaml_text({"pages": {"p1": {"file": "a.txt", "date": "2015-11-12"}}}), end="")
    pages:
      p1: {file: a.txt, date: 2015-11-12}
    """
    return "\n".join(line for key, value in data.items() for line in _block(key, value, 0)) + "\n"


def edited(file: CaseFile, edits: Iterable[Edit]) -> CaseFile:
    """The file with the edits made; comments, order and layout of everything else stay as they are."""
    edits = list(edits)
    wanted = apply(file.sound, edits)
    for edit in edits:
        assert file.document is not None
        file = parse_case(file.document.mark + spliced(file.document, edit), file.path)
    if file.case != wanted:
        paths = ", ".join(edit.path for edit in edits)
        raise CaseError(f"`{paths}` cannot be written in place", advice="edit the file by hand")
    return file


def save(text: str, path: str | Path) -> None:
    """Write a text file whole or not at all."""
    save_bytes(text.encode(), path)


def save_bytes(data: bytes, path: str | Path) -> None:
    """Write a file whole or not at all; an existing one keeps its permissions."""
    path = Path(path).resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


_PLAIN_START = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PLAIN = _PLAIN_START | set("0123456789-/. ()")


def _text(text: str) -> str:
    """Text as it is where that is safe in any place of a YAML file, else in double quotes."""
    words = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"}
    if _DATE.fullmatch(text):
        return text
    safe = text[:1] in _PLAIN_START and set(text) <= _PLAIN and text == text.strip() and text.lower() not in words
    if safe:
        return text
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_style = '"'
    yaml.width = 10**9
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(text, stream)
    return stream.getvalue().removesuffix("\n").removesuffix("\n...")


def _block(key: Any, value: Any, depth: int) -> list[str]:
    """Lines of ``key: value``; on one line where it is short and not a section of the file."""
    indent = "  " * depth
    name = _flow(key)
    line = f"{indent}{name}: {_flow(value)}"
    nested = isinstance(value, (dict, list)) and len(value) > 0
    section = depth == 0 and nested and any(isinstance(item, (dict, list)) for item in _items(value))
    if not nested or (len(line) <= WIDTH and not section):
        return [line]
    if isinstance(value, dict):
        return [f"{indent}{name}:"] + [row for item in value.items() for row in _block(*item, depth + 1)]
    return [f"{indent}{name}:"] + [f"{indent}  - {_flow(item)}" for item in value]


def _items(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def spliced(document: Document, edit: Edit) -> str:
    """The text of a YAML document with one edit made at the place it belongs; everything else stays as it is."""
    text = document.text
    if document.has(edit.loc):
        entry = document.find(edit.loc)
        if edit.removes:
            return _removed(text, document.find(edit.loc[:-1]), entry)
        if not entry.node.flow and entry.key is not None:
            return _replaced_block(text, entry, _flow(edit.value))
        start, end = _extent(text, entry.node)
        gap = " " if start > 0 and text[start - 1] == ":" else ""
        return text[:start] + gap + _flow(edit.value) + text[end:]
    depth = next(size for size in range(len(edit.loc), -1, -1) if document.has(edit.loc[:size]))
    if edit.removes:
        raise CaseError(f"there is nothing at `{edit.path}` to remove", advice="check the path")
    value = edit.value
    for place in range(len(edit.loc) - 1, depth, -1):
        value = [value] if is_list(edit.loc[:place]) else {edit.loc[place]: value}
    return _added(text, document.find(edit.loc[:depth]), edit.loc[depth], value)


def _extent(text: str, node: Node) -> tuple[int, int]:
    """Start and end of a value's text; a block scalar ends before its last line break."""
    end = node.end
    if end > node.start and text[node.start] in "|>":
        end = node.start + len(text[node.start : end].rstrip())
    return node.start, end


def _replaced_block(text: str, entry: Entry, written: str) -> str:
    """Put a value on the line of its key, in place of a block below it; a comment behind the key stays."""
    assert entry.key is not None
    colon = text.index(":", entry.key.end) + 1
    between = text[colon : entry.node.start].rstrip()
    return text[:colon] + " " + written + between + text[_extent(text, entry.node)[1] :]


def _removed(text: str, above: Entry, entry: Entry) -> str:
    holder = above.node
    start = (entry.key or entry.node).start
    end = _extent(text, entry.node)[1]
    if holder.flow:
        after = len(text[end:]) - len(text[end:].lstrip())
        if text[end + after : end + after + 1] == ",":
            end += after + 1
            end += len(text[end:]) - len(text[end:].lstrip(" "))
        else:
            before = text[:start].rstrip()
            start = len(before) - 1 if before.endswith(",") else start
        return text[:start] + text[end:]
    if len(holder.entries) == 1:
        empty = " []" if holder.kind == "list" else " {}"
        if above.key is not None:
            return _replaced_block(text, above, empty.strip())
        return text[: len(text[: holder.start].rstrip())] + empty + text[end:]
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    following = holder.entries[1] if entry.key is not None and entry.key is holder.entries[0].key else None
    if following is not None and following.key is not None and text[line_start:start].strip():
        return text[:start] + text[following.key.start :]  # the first of a list item's fields: its dash stays
    return text[:line_start] + (text[line_end + 1 :] if line_end >= 0 else "")


def _added(text: str, holder: Entry, key: str | int, value: Any) -> str:
    node = holder.node
    if (node.kind == "scalar" and node.value is None) or (node.kind != "scalar" and not node.entries):
        written = f"[{_flow(value)}]" if node.kind == "list" else _flow({key: value})
        gap = " " if node.start > 0 and text[node.start - 1] == ":" else ""
        return text[: node.start] + gap + written + text[node.end :]
    item = _flow(value) if node.kind == "list" else f"{_flow(key)}: {_flow(value)}"
    last = node.entries[-1]
    end = _extent(text, last.node)[1]
    if node.flow:
        return text[:end] + f", {item}" + text[end:]
    first = node.entries[0]
    at = (first.key or first.node).start
    indent = " " * (at - text.rfind("\n", 0, at) - 1)
    if first.key is None:
        before = text[text.rfind("\n", 0, at) + 1 : at]
        indent = " " * before.rindex("-") + "- "
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    newline = "\n"
    if text[line_end - 1 : line_end] == "\r":
        line_end, newline = line_end - 1, "\r\n"
    if node.kind == "map" and not indent:  # a new section of the file is laid out as one
        item = newline.join(_block(key, value, 0))
    return text[:line_end] + f"{newline}{indent}{item}" + text[line_end:]
