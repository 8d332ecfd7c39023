"""Files that are no cases, each with the code of the finding that answers it: for every test that reads files."""

from __future__ import annotations

from typing import NamedTuple


class Hostile(NamedTuple):
    """What a file holds, and the code of the one finding it gets."""

    data: bytes
    code: str


_LAUGHS = "\n".join(
    ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
)
HOSTILE = {
    "broken": Hostile(b"parties: {usa: [", "yaml-syntax"),
    "tabs": Hostile(b"parties:\n\tusa: 1", "yaml-syntax"),
    "billion-laughs": Hostile(_LAUGHS.encode(), "too-many-values"),
    "brackets": Hostile(b"[" * 100_000, "too-deep"),
    "braces": Hostile(b"{a: " * 100_000, "too-deep"),
    "dashes": Hostile(b"- " * 100_000, "too-deep"),
    "binary": Hostile(bytes(range(256)) * 64, "not-text"),
    "png": Hostile(b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "not-text"),
    "utf-16": Hostile("id: x\n".encode("utf-16"), "encoding"),
    "utf-16-without-mark": Hostile("id: x\n".encode("utf-16-le"), "not-text"),
    "cp1251": Hostile("id: имя\n".encode("cp1251"), "encoding"),
    "empty": Hostile(b"", "empty"),
    "list": Hostile(b"- 1\n- 2\n", "not-a-case"),
    "word": Hostile(b"hello", "not-a-case"),
    "call": Hostile(b'!!python/object/apply:os.system ["false"]\n', "not-a-case"),
    "two-documents": Hostile(b"id: x\n---\nid: y\n", "yaml-syntax"),
    "too-large": Hostile(b"# \n" * 800_000, "too-large"),
    "controls": Hostile(b"id: a\x1bb\n", "not-text"),
    "zip": Hostile(b"PK\x03\x04" + b"\0" * 30, "not-text"),
}
HUGE = 200 * 1024 * 1024
"""Bytes of a file that is refused unread."""
