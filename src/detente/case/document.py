"""A YAML document as a tree that knows where everything stands in the text.

ruamel.yaml finds the tokens; the tree is built here from its events, one at a time, so that nesting,
aliases and size stay bounded whatever the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 40
MAX_VALUES = 100_000
MARK = "\ufeff"
"""The byte order mark, which some editors put at the start of a file."""

Loc = tuple[str | int, ...]
_INDEX = re.compile(r"[0-9]{1,9}")


class DocumentError(Exception):
    """A text that is no usable YAML document; knows the line and column (from 1)."""

    def __init__(self, code: str, message: str, advice: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice
        self.line, self.column = line, column


@dataclass(frozen=True)
class Node:
    """A value and its place: ``start`` and ``end`` are offsets into the text, line and column from 1."""

    kind: str  # map, list or scalar
    value: Any
    start: int
    end: int
    line: int
    column: int
    flow: bool
    entries: tuple[Entry, ...] = ()

    def child(self, key: str | int) -> Entry | None:
        """The entry under a key of a map or an index of a list."""
        if self.kind == "list":
            place = int(key) if _INDEX.fullmatch(str(key)) else -1
            return self.entries[place] if 0 <= place < len(self.entries) else None
        found = self._by_name.get(str(key))
        return found or next((entry for entry in self.entries if entry.matches(key)), None)

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        return {str(entry.key.value): entry for entry in reversed(self.entries) if entry.key is not None}


@dataclass(frozen=True)
class Entry:
    """A value under its key; items of a list have no key."""

    key: Node | None
    node: Node

    def matches(self, key: str | int) -> bool:
        """True where this entry stands under ``key``."""
        return self.key is not None and same_key(self.key.value, key)


@dataclass(frozen=True)
class Document:
    """A parsed text. ``repeated`` holds the keys that stand twice in one map: (first, second).

    A byte order mark is no part of ``text``; ``mark`` keeps it for the file.
    """

    text: str
    root: Node
    repeated: tuple[tuple[Node, Node], ...] = field(default=())
    mark: str = ""

    @property
    def file_text(self) -> str:
        """The text as it stands in its file, with the byte order mark if it had one."""
        return self.mark + self.text

    def find(self, loc: Loc) -> Entry:
        """The entry at ``loc``, or the nearest one above it that exists."""
        entry = Entry(None, self.root)
        for key in loc:
            below = entry.node.child(key)
            if below is None:
                break
            entry = below
        return entry

    def has(self, loc: Loc) -> bool:
        """True where something stands at ``loc``."""
        node = self.root
        for key in loc:
            entry = node.child(key)
            if entry is None:
                return False
            node = entry.node
        return True


def decode(data: bytes) -> str:
    """Decode the bytes of a case file, or say what they are instead; a byte order mark stays."""
    if len(data) > MAX_BYTES:
        raise DocumentError(
            "too-large",
            f"the file is larger than {MAX_BYTES // 1024 // 1024} MB",
            "a case holds judgements, not raw data: keep long texts in source files beside it",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError("encoding", "the file is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\0" in data[:4096]:
        raise DocumentError("not-text", "the file holds binary data, not text", "give the path of a YAML case file")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        raise DocumentError(
            "encoding",
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8 (it may have been saved as Windows-1252, 1251 or 1256)",
            before.count(b"\n") + 1,
            error.start - (before.rfind(b"\n") + 1) + 1,
        ) from None
    for match in re.finditer(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text):
        line, column = place(text.removeprefix(MARK), match.start() - text.startswith(MARK))
        raise DocumentError(
            "not-text", f"control character U+{ord(match[0]):04X} in the file", "remove it", line, column
        )
    return text


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset into ``text``."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def parse(text: str) -> Document:
    """Parse a YAML text into a tree, or raise :class:`DocumentError`.

    >>> parse("a: {b: 1}").find(("a", "b")).node.value
    1
    """
    mark = MARK if text.startswith(MARK) else ""
    return _Builder(text.removeprefix(MARK), mark).build()


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        loader = _loader(text)  # refuses characters that are no Unicode
        while loader.check_event():
            yield loader.get_event()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        raise DocumentError(
            "yaml-syntax",
            f"the YAML is broken here: {reason}",
            "look for a missing colon, bracket, quotation mark or indentation on this line or the one above",
            mark.line + 1 if mark else 1,
            mark.column + 1 if mark else 1,
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DocumentError("yaml-syntax", f"the YAML is broken: {reason}", "check the file") from None


def _loader(text: str) -> Any:
    """Use the compiled parser where it is installed; the pure one reads the same."""
    try:
        from ruamel.yaml.cyaml import CSafeLoader

        return CSafeLoader(text)
    except ImportError:
        from ruamel.yaml import YAML

        _, parser = YAML(typ="safe", pure=True).get_constructor_parser(text)
        return parser


class _Frame:
    """A map or list that is still open."""

    def __init__(self, event: Any, kind: str) -> None:
        self.event, self.kind = event, kind
        self.entries: list[Entry] = []
        self.seen: dict[str | float, Node] = {}
        self.key: Node | None = None


class _Builder:
    def __init__(self, text: str, mark: str) -> None:
        self.text, self.mark = text, mark
        self.frames: list[_Frame] = []
        self.anchors: dict[str, Node] = {}
        self.sizes: dict[int, int] = {}
        self.repeated: list[tuple[Node, Node]] = []
        self.count = 0
        self.root: Node | None = None

    def build(self) -> Document:
        documents = 0
        for event in _events(self.text):
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise self._error(event, "yaml-syntax", "a second document begins here", "keep one case per file")
            elif name == "MappingStartEvent":
                self._open(event, "map")
            elif name == "SequenceStartEvent":
                self._open(event, "list")
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._close(event)
            elif name == "ScalarEvent":
                self._scalar(event)
            elif name == "AliasEvent":
                self._alias(event)
        if self.root is None:
            raise DocumentError("empty", "the file is empty", "start with `detente: 1` and an `id`")
        return Document(self.text, self.root, tuple(self.repeated), self.mark)

    def _error(self, event: Any, code: str, message: str, advice: str) -> DocumentError:
        return DocumentError(code, message, advice, event.start_mark.line + 1, event.start_mark.column + 1)

    def _open(self, event: Any, kind: str) -> None:
        if len(self.frames) >= MAX_DEPTH:
            raise self._error(event, "too-deep", f"nested more than {MAX_DEPTH} levels deep", "flatten the file")
        self.frames.append(_Frame(event, kind))

    def _close(self, event: Any) -> None:
        frame = self.frames.pop()
        start = frame.event.start_mark
        end = event.end_mark.index
        if not frame.event.flow_style and frame.entries:
            end = max(entry.node.end for entry in frame.entries)
        node = Node(
            frame.kind, None, start.index, end, start.line + 1, start.column + 1,
            bool(frame.event.flow_style), tuple(frame.entries),
        )  # fmt: skip
        size = 1 + sum(self.sizes[id(entry.node)] for entry in frame.entries)
        self._add(frame.event, node, size)

    def _scalar(self, event: Any) -> None:
        start = event.start_mark
        plain = event.style in (None, "")
        value = _resolve(event.value) if plain and not event.tag else event.value
        node = Node("scalar", value, start.index, event.end_mark.index, start.line + 1, start.column + 1, True)
        self._add(event, node, 1)

    def _alias(self, event: Any) -> None:
        target = self.anchors.get(event.anchor)
        if target is None:
            raise self._error(
                event, "yaml-syntax", f"alias *{event.anchor} has no anchor", f"define &{event.anchor} above"
            )
        self._add(event, target, self.sizes[id(target)])

    def _add(self, event: Any, node: Node, size: int) -> None:
        """Put a finished node in its place; ``size`` counts it as if every alias were written out."""
        if not self.frames or type(event).__name__ == "AliasEvent" or node.kind == "scalar":
            self.count += size
        if size > MAX_VALUES or self.count > MAX_VALUES:
            raise self._error(
                event, "too-many-values", f"more than {MAX_VALUES} values once aliases are written out",
                "write the values out instead of repeating aliases of aliases",
            )  # fmt: skip
        self.sizes[id(node)] = size
        anchor = getattr(event, "anchor", None)
        if anchor and type(event).__name__ != "AliasEvent":
            self.anchors[anchor] = node
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.kind == "list":
            frame.entries.append(Entry(None, node))
        elif frame.key is None:
            self._key(event, frame, node)
        else:
            self._value(frame, node)

    def _key(self, event: Any, frame: _Frame, node: Node) -> None:
        if node.kind != "scalar":
            raise self._error(event, "yaml-syntax", "a list or map stands where a name should", "write `name: value`")
        frame.key = node

    def _value(self, frame: _Frame, node: Node) -> None:
        key, frame.key = frame.key, None
        assert key is not None
        first = frame.seen.setdefault(_canonical(key.value), key)
        if first is key:
            frame.entries.append(Entry(key, node))
        else:
            self.repeated.append((first, key))


_INT = re.compile(r"-?[0-9]+")
_FLOAT = re.compile(r"-?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def _resolve(text: str) -> Any:
    """Read a plain scalar as YAML 1.2 does, but keep ``+12`` as text: it is a change, not a number."""
    if text.lower() in _WORDS and (text.islower() or not text.isalpha() or text.istitle()):
        return _WORDS[text.lower()]
    if len(text) < 40 and _INT.fullmatch(text):
        return int(text)
    if len(text) < 40 and _FLOAT.fullmatch(text):
        return float(text)
    return text


def plain(node: Node) -> Any:
    """The tree as plain Python data."""
    if node.kind == "map":
        return {entry.key.value: plain(entry.node) for entry in node.entries if entry.key is not None}
    if node.kind == "list":
        return [plain(entry.node) for entry in node.entries]
    return node.value


def _canonical(key: Any) -> str | float:
    return float(key) if isinstance(key, (int, float)) and not isinstance(key, bool) else str(key)


def same_key(one: Any, other: Any) -> bool:
    """True where two keys are one key of a case: equal as text, or equal as numbers (``0`` and ``0.0``)."""
    if str(one) == str(other):
        return True
    try:
        return not isinstance(one, bool) and float(one) == float(other)
    except (TypeError, ValueError):
        return False
