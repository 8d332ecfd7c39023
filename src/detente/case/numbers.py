"""Numbers a person can defend: exact, a range, or low/best/high; and changes to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf, isfinite
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic.fields import FieldInfo

Raw = float | int | list[float | int]
LARGEST = 1e100  # products of a few numbers have to stay finite


class Number(BaseModel):
    """A number as it is believed.

    ``85`` is exact; ``[70, 95]`` is a range, uniform between its ends, best value at the midpoint;
    ``[70, 85, 95]`` is low/best/high, triangular between its ends.

    >>> Number.of([70, 95]).best
    82.5
    >>> Number.of([70, 85, 95]).quantile(0.0), Number.of([70, 85, 95]).quantile(1.0)
    (70.0, 95.0)
    >>> Number.of(85).is_exact
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    forms: ClassVar[str] = "write 85, a range [70, 95] or low/best/high [70, 85, 95]"

    low: float
    best: float
    high: float
    uniform: bool = False

    @classmethod
    def of(cls, raw: Raw) -> Self:
        """Make a number from what stands in a case file; ValueError where it is none."""
        return cls.model_validate(raw)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        if isinstance(raw, Number):
            return raw
        parts = list(raw) if isinstance(raw, (list, tuple)) else [raw]
        if not 1 <= len(parts) <= 3 or any(
            isinstance(part, bool) or not isinstance(part, (int, float)) for part in parts
        ):
            raise ValueError(f"{_shown(raw)} is not a number; {cls.forms}")
        values = [float(part) for part in parts]
        if not all(isfinite(value) for value in values):
            raise ValueError(f"{_shown(raw)} is not finite; {cls.forms}")
        if any(abs(value) > LARGEST for value in values):
            raise ValueError(f"{_shown(raw)} is too large; choose a scale on which numbers stay below {LARGEST:g}")
        low, high = values[0], values[-1]
        if low > high:
            raise ValueError(f"low {low:g} is above high {high:g}; the smallest value comes first")
        best = values[1] if len(values) == 3 else (low + high) / 2
        if not low <= best <= high:
            raise ValueError(f"best {best:g} lies outside {low:g} to {high:g}; write [low, best, high]")
        return {"low": low, "best": best, "high": high, "uniform": len(values) == 2}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """A file holds a number, or a list of two or three."""
        parts = {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 3}
        return {"anyOf": [{"type": "number"}, parts], "examples": [85, [70, 95], [70, 85, 95]]}

    @model_serializer
    def _write(self) -> Raw:
        return self.raw

    @property
    def raw(self) -> Raw:
        """The number as it stands in a case file."""
        if self.uniform:
            return [_plain(self.low), _plain(self.high)]
        if self.is_exact:
            return _plain(self.best)
        return [_plain(self.low), _plain(self.best), _plain(self.high)]

    @property
    def parts(self) -> list[float]:
        """One, two or three values, as written."""
        raw = self.raw
        return [float(part) for part in raw] if isinstance(raw, list) else [float(raw)]

    @property
    def is_exact(self) -> bool:
        """True where low, best and high are the same."""
        return self.low == self.high

    def quantile(self, share: float) -> float:
        """Value below which ``share`` (0 to 1) of the belief lies."""
        if self.is_exact:
            return self.best
        width = self.high - self.low
        if self.uniform:
            return self.low + share * width
        turn = (self.best - self.low) / width
        if share < turn:
            return float(self.low + (share * width * (self.best - self.low)) ** 0.5)
        return float(self.high - ((1 - share) * width * (self.high - self.best)) ** 0.5)

    def __str__(self) -> str:
        if self.is_exact:
            return f"{self.best:g}"
        if self.uniform:
            return f"{self.low:g} to {self.high:g}"
        return f"{self.best:g} ({self.low:g} to {self.high:g})"


class Change(BaseModel):
    """A change to a number: ``"+12"``, ``"-5"``, ``"+[1, 3, 6]"`` or ``"-[1, 6]"``.

    The sign belongs to the whole: ``"-[1, 3, 6]"`` lowers by 1 to 6, most likely by 3.

    >>> Change.of("-[1, 3, 6]").amount.best
    -3.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    forms: ClassVar[str] = 'write "+12", "-5" or "+[1, 3, 6]", with its sign and in quotation marks'
    _pattern: ClassVar[re.Pattern[str]] = re.compile(r"([+-])\s*(\[[^\[\]]*\]|[^\[\]]+)")

    amount: Number

    @classmethod
    def of(cls, raw: str | float) -> Self:
        """Make a change from what stands in a case file."""
        return cls.model_validate(raw)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        if isinstance(raw, Change):
            return raw
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw < 0:
            return {"amount": Number.of(raw)}
        match = cls._pattern.fullmatch(raw.strip()) if isinstance(raw, str) else None
        if match is None:
            raise ValueError(f"{_shown(raw)} is not a change; {cls.forms}")
        try:
            values = [float(part) for part in match[2].strip("[]").split(",")]
        except ValueError:
            raise ValueError(f"{_shown(raw)} is not a change; {cls.forms}") from None
        if match[1] == "-":
            values = [-value for value in reversed(values)]
        return {"amount": Number.of(values)}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """A file holds a signed text, or a negative number."""
        text = {"type": "string", "pattern": r"^\s*[+-]"}
        return {"anyOf": [text, {"type": "number", "exclusiveMaximum": 0}], "examples": ["+12", "-[1, 3, 6]"]}

    @model_serializer
    def _write(self) -> str:
        return self.raw

    @property
    def raw(self) -> str:
        """The change as it stands in a case file."""
        parts = self.amount.parts
        sign = "-" if parts[0] < 0 and parts[-1] <= 0 else "+"
        if sign == "-":
            parts = [-part for part in reversed(parts)]
        inner = ", ".join(f"{_plain(part)}" for part in parts)
        return f"{sign}[{inner}]" if len(parts) > 1 else f"{sign}{inner}"

    def __str__(self) -> str:
        return self.raw


def within(low: float = -inf, high: float = inf) -> Callable[[Number], Number]:
    """Build a validator that keeps all of a number between ``low`` and ``high``."""

    def keep(number: Number) -> Number:
        if number.low < low:
            raise ValueError(f"{number} goes below {low:g}, the least it can be")
        if number.high > high:
            raise ValueError(f"{number} goes above {high:g}, the most it can be")
        return number

    return keep


def _bounded(low: float, high: float = inf) -> tuple[AfterValidator, WithJsonSchema, FieldInfo]:
    """Validator, JSON Schema and documented limits of numbers between two bounds."""
    limits: Any = {"minimum": low, **({"maximum": high} if high < inf else {})}
    one = {"type": "number", **limits}
    schema = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 3}]}
    info: FieldInfo = Field(json_schema_extra=limits)
    return AfterValidator(within(low, high)), WithJsonSchema(schema), info


Mark = Annotated[FiniteFloat, Field(ge=-LARGEST, le=LARGEST)]
NonNegative = Annotated[Number, *_bounded(0)]
Hundred = Annotated[Number, *_bounded(0, 100)]
Share = Annotated[Number, *_bounded(0, 1)]


def _plain(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _shown(raw: Any) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."
