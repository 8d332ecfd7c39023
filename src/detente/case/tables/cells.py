"""Reading one cell: padding, percent, decimal comma, words by an explicit mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.case.numbers import Raw

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([ '\u00a0\u202f]\d{3})+([.,]\d+)?")
_GROUPED = re.compile(r"[+-]?(\d{1,3}(,\d{3})+\.\d+|\d{1,3}(\.\d{3})+,\d+)")

Words = Mapping[str, Raw]


def number(text: str, words: Words, delimiter: str) -> tuple[Raw | None, str]:
    """The number in a cell and a note on how it was read; None where it is none, and the note says why.

    >>> number(" 60 % ", {}, ","), number("12,5", {}, ";")
    ((60.0, 'percent sign dropped'), (12.5, 'decimal comma'))
    >>> number("high", {}, ",")[0], number("high", {"high": [70, 90]}, ",")[0]
    (None, [70, 90])
    """
    text = text.strip()
    given = {key.strip().casefold(): value for key, value in words.items()}
    if text.casefold() in given:
        return given[text.casefold()], "word as mapped"
    note = ""
    if text.endswith("%"):
        text, note = text[:-1].strip(), "percent sign dropped"
    if ".." in text:
        return _range(text), note or "range"
    if _PLAIN.fullmatch(text):
        return _finite(float(text)), note
    if _COMMA.fullmatch(text):
        if delimiter == "," and re.fullmatch(r"[+-]?\d{1,3},\d{3}", text):
            return None, "a decimal comma or a thousands separator: write it with a point"
        return _finite(float(text.replace(",", "."))), note or "decimal comma"
    if _THOUSANDS.fullmatch(text):
        return _finite(float(re.sub(r"[ '\u00a0\u202f]", "", text).replace(",", "."))), note or "thousands separated"
    if _GROUPED.fullmatch(text):
        point = max(text.rfind("."), text.rfind(","))
        whole = re.sub(r"[.,]", "", text[:point])
        return float(f"{whole}.{text[point + 1 :]}"), note or "thousands separated"
    if re.search(r"[^\W\d_]", text):
        return None, f"not a number; say what the word means with --words {text.split()[0].lower()}=NUMBER"
    return None, "not a number"


def _range(text: str) -> Raw | None:
    """``low..high`` or ``low..best..high``, as exported for numbers that are no single one."""
    parts = text.split("..")
    if not 2 <= len(parts) <= 3 or not all(_PLAIN.fullmatch(part.strip()) for part in parts):
        return None
    return [float(part) for part in parts]


def _finite(value: float) -> float | None:
    return value if abs(value) < 1e300 else None
