"""Reading one cell: padding, percent, decimal comma, words by an explicit mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf

from pydantic import ValidationError

from detente.case.numbers import LARGEST, Number, Raw
from detente.errors import CommandError

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([ '\u00a0\u202f\u066c]\d{3})+([.,]\d+)?")
_GROUPED = re.compile(r"[+-]?(\d{1,3}(,\d{3})+\.\d+|\d{1,3}(\.\d{3})+,\d+)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d( .*)?|\d\d:\d\d(:\d\d.*)?")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")
_SIGNS = str.maketrans({"\u066a": "%", "\uff05": "%", "\u066b": ".", "\u2212": "-"})

Words = Mapping[str, Raw]


def checked_words(words: Words) -> Words:
    """The mapping from words to numbers, by words without capitals and padding.

    Raises :class:`CommandError` where a word does not stand for a number.
    """
    for word, value in words.items():
        try:
            Number.of(value)
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
            raise CommandError(
                f"`{word}` stands for no number: {reason}", advice="write low=20,high=70..90, the lower end first"
            ) from None
    return {word.strip().casefold(): value for word, value in words.items()}


def number(text: str, words: Words, delimiter: str) -> tuple[Raw | None, str]:
    """The number in a cell and a note on how it was read; None where it is none, and the note says why.

    >>> number(" 60 % ", {}, ","), number("12,5", {}, ";")
    ((60.0, 'percent sign dropped'), (12.5, 'decimal comma'))
    >>> number("high", {}, ",")[0], number("high", {"high": [70, 90]}, ",")[0]
    (None, [70, 90])
    """
    text = text.strip()
    if text.casefold() in words:
        return words[text.casefold()], "word as mapped"
    note, bare = "", text.translate(_SIGNS)
    if bare.endswith("%"):
        bare, note = bare[:-1].strip(), "percent sign dropped"
    if ".." in bare:
        return _range(bare, note)
    if _PLAIN.fullmatch(bare):
        return _finite(float(bare), note)
    if _COMMA.fullmatch(bare):
        if delimiter == "," and re.fullmatch(r"[+-]?\d{1,3},\d{3}", bare):
            return None, f"`{text}` has a decimal comma or a thousands separator: write it with a point, or without"
        return _finite(float(bare.replace(",", ".")), note or "decimal comma")
    if _THOUSANDS.fullmatch(bare):
        whole = re.sub(r"[ '\u00a0\u202f\u066c]", "", bare).replace(",", ".")
        return _finite(float(whole), note or "thousands separated")
    if _GROUPED.fullmatch(bare):
        point = max(bare.rfind("."), bare.rfind(","))
        whole = re.sub(r"[.,]", "", bare[:point])
        return _finite(float(f"{whole}.{bare[point + 1 :]}"), note or "thousands separated")
    return None, _why_not(text)


def out_of(value: Raw | None, low: float = -inf, high: float = inf) -> bool:
    """True where some of a number lies below ``low`` or above ``high``."""
    return value is not None and any(not low <= part <= high for part in parts(value))


def limited(name: str, text: str, low: float, high: float = inf) -> str:
    """What to say of a number beyond its limits."""
    allowed = f"0 to {high:g}" if high < inf else "0 or more"
    return f"`{text}` is no {name}: it has to be {allowed if low == 0 else f'{low:g} to {high:g}'}; correct the cell"


def parts(value: Raw) -> list[float]:
    """One, two or three values of a number as a file holds it."""
    return [float(part) for part in value] if isinstance(value, (list, tuple)) else [float(value)]


def _why_not(text: str) -> str:
    if _ERROR.fullmatch(text):
        return f"`{text}` is an error of the spreadsheet; mend the formula there"
    if _DATE.fullmatch(text):
        return f"`{text}` is a date or a time: the spreadsheet may have made it of a number; write the number again"
    if re.search(r"[^\W\d_]", text):
        return f'`{text}` is not a number; write one, or say what the word means with --words "{text.lower()}=NUMBER"'
    return f"`{text}` is not a number; write one, or leave the cell empty"


def _range(text: str, note: str) -> tuple[Raw | None, str]:
    """``low..high`` or ``low..best..high``, as exported for numbers that are no single one."""
    ends = text.split("..")
    if not 2 <= len(ends) <= 3 or not all(_PLAIN.fullmatch(end.strip()) for end in ends):
        return None, f"`{text}` is no range; write low..high or low..best..high"
    values = [float(end) for end in ends]
    if values != sorted(values) or max(map(abs, values)) > LARGEST:
        return None, f"`{text}` is no range; the smallest number comes first"
    return list(values), note or "range"


def _finite(value: float, note: str) -> tuple[float | None, str]:
    return (value, note) if abs(value) <= LARGEST else (None, f"the number is larger than {LARGEST:g}; correct it")
