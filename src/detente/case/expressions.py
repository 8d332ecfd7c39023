"""A small language for what can and cannot be together, such as ``assad=0 and elections=100``.

::

    expression  = disjunction {("if" | "iff") disjunction} ["implies" expression]
    disjunction = conjunction {"or" conjunction}
    conjunction = negation {"and" negation}
    negation    = "not" negation | "(" expression ")" | "if" expression "then" expression | counted | atom
    counted     = ("at most one of" | "at least one of" | "exactly one of") "(" expression {"," expression} ")"
    atom        = name [("=" | "!=" | "<" | "<=" | ">" | ">=") number]

``implies`` groups to the right, so ``a implies b implies c`` is ``a implies (b implies c)``; ``a if b`` is
``b implies a``. Expressions that are counted are separated by commas, so names among them have none unless they
stand in quotation marks. A name is one or more words, or any text in quotation marks. Keywords may be capitalised. What an
atom means is left to whoever evaluates the tree: a comparison of an issue with a number in a package, or a bare
name of an option in a state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

Comparison = Literal["", "=", "!=", "<", "<=", ">", ">="]
LONGEST = 2000
DEEPEST = 50
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"[^"]*"|'[^']*'|`[^`]*`)|(?P<sign>!=|<=|>=|[=<>()])|(?P<word>[^\s()=<>!"'`]+))"""
)
_LISTED = re.compile(
    r"""\s*(?:(?P<quoted>"[^"]*"|'[^']*'|`[^`]*`)|(?P<sign>!=|<=|>=|[=<>(),])|(?P<word>[^\s(),=<>!"'`]+))"""
)
_COUNTED = re.compile(r"\s*(?P<how>at\s+most|at\s+least|exactly)\s+(?:one|1)\s+of\s*(?=\()", re.IGNORECASE)
MOST_COUNTED = 64
_KEYWORDS = frozenset({"and", "or", "not", "if", "then", "implies", "iff"})
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
Truth = TypeVar("Truth")


class ExpressionError(ValueError):
    """A text that is no expression; ``at`` says where in ``text``, from 0."""

    def __init__(self, text: str, at: int, message: str) -> None:
        super().__init__(message)
        self.text, self.at, self.message = text, at, message

    @property
    def pointer(self) -> str:
        """The text with a caret below the place, shortened around it where it is long.

        >>> try:
        ...     parsed("assad=0 elections=100")
        ... except ExpressionError as error:
        ...     print(error.pointer)
        assad=0 elections=100
                ^
        """
        return pointed(self.text, self.at)


@dataclass(frozen=True)
class Atom:
    """A name, alone or compared with a number; it stands at ``start`` to ``end`` of the text."""

    name: str
    comparison: Comparison
    value: float
    start: int
    end: int


@dataclass(frozen=True)
class Not:
    """True where its part is not."""

    part: Expression


@dataclass(frozen=True)
class Both:
    """True where both parts are."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Either:
    """True where at least one part is."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Same:
    """True where both parts are, and where neither is."""

    left: Expression
    right: Expression


Expression = Atom | Not | Both | Either | Same


def parsed(text: str) -> Expression:
    """The tree of an expression; raises :class:`ExpressionError` where the text is none.

    ``implies``, ``if`` and what is counted come out as ``and``, ``or`` and ``not``.

    >>> parsed("not peace").part.name
    'peace'
    >>> tree = parsed("if assad=0 then elections >= 50")
    >>> [(atom.name, atom.comparison, atom.value) for atom in atoms(tree)]
    [('assad', '=', 0.0), ('elections', '>=', 50.0)]
    """
    if len(text) > LONGEST:
        raise ExpressionError(text, LONGEST, f"the expression is longer than {LONGEST} characters")
    reader = _Reader(text)
    tree = reader.expression(0)
    if reader.token.kind != "end":
        raise reader.unexpected("`and`, `or` or the end")
    return tree


def atoms(tree: Expression) -> Iterator[Atom]:
    """The atoms of a tree, from left to right."""
    open_parts: list[Expression] = [tree]
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, Atom):
            yield part
        elif isinstance(part, Not):
            open_parts.append(part.part)
        else:
            open_parts += [part.right, part.left]


def evaluated(tree: Expression, truth: Callable[[Atom], Truth]) -> Truth:
    """The truth of a tree, given that of its atoms: booleans, or arrays of them.

    >>> evaluated(parsed("a and not b"), lambda atom: atom.name == "a")
    True
    """
    if isinstance(tree, Atom):
        return truth(tree)
    if isinstance(tree, Not):
        negated: Any = evaluated(tree.part, truth)
        return True ^ negated  # type: ignore[no-any-return]
    left: Any = evaluated(tree.left, truth)
    right: Any = evaluated(tree.right, truth)
    if isinstance(tree, Same):
        return True ^ (left ^ right)  # type: ignore[no-any-return]
    return left & right if isinstance(tree, Both) else left | right  # type: ignore[no-any-return]


def pointed(text: str, at: int) -> str:
    """A text in one line and below it a caret at a place, shortened around it where it is long."""
    start = max(0, at - 60)
    shown = re.sub(r"[^\S ]|[\x00-\x1f]", " ", text[start : start + 110]).rstrip()
    return f"{shown}\n{' ' * (at - start)}^"


def _at_least_one(parts: list[Expression]) -> Expression:
    """Any of the parts, as a balanced tree so that many of them nest little."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return Either(_at_least_one(parts[:half]), _at_least_one(parts[half:]))


def _at_most_one(parts: list[Expression]) -> Expression:
    """No two of the parts: at most one of each half, and not some of both."""
    if len(parts) == 1:
        return Either(parts[0], Not(parts[0]))
    half = len(parts) // 2
    one, other = parts[:half], parts[half:]
    tree: Expression = Not(Both(_at_least_one(one), _at_least_one(other)))
    for some in (one, other):
        if len(some) > 1:
            tree = Both(tree, _at_most_one(some))
    return tree


class _Token(NamedTuple):
    kind: str  # quoted, sign, word, keyword or end
    text: str
    start: int
    end: int


class _Reader:
    """Recursive descent, one token ahead; depth is bounded."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.listing = text, 0, 0
        self.token = self._next()

    def expression(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise ExpressionError(self.text, self.token.start, f"nested more than {DEEPEST} deep")
        tree = self._chain("or", depth)
        while self.token.kind == "keyword":
            if self._took("implies"):
                return Either(Not(tree), self.expression(depth + 1))
            if self._took("if"):
                tree = Either(tree, Not(self._chain("or", depth)))
            elif self._took("iff"):
                tree = Same(tree, self._chain("or", depth))
            else:
                break
        return tree

    def _chain(self, word: str, depth: int) -> Expression:
        """Parts joined by ``or``, each of them parts joined by ``and``."""
        part = self._negation if word == "and" else lambda depth: self._chain("and", depth)
        tree = part(depth)
        while self._took(word):
            other = part(depth)
            tree = Both(tree, other) if word == "and" else Either(tree, other)
        return tree

    def _negation(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise ExpressionError(self.text, self.token.start, f"nested more than {DEEPEST} deep")
        if self._took("not"):
            return Not(self._negation(depth + 1))
        if self._took("("):
            tree = self.expression(depth + 1)
            self._expect(")")
            return tree
        if self._took("if"):
            condition = self.expression(depth + 1)
            self._expect("then")
            return Either(Not(condition), self.expression(depth + 1))
        counted = _COUNTED.match(self.text, self.token.start) if self.token.kind == "word" else None
        return self._counted(counted, depth) if counted is not None else self._atom()

    def _counted(self, found: re.Match[str], depth: int) -> Expression:
        """What follows "at most one of" and its like, up to the closing bracket."""
        self.listing += 1  # from here to the bracket a comma separates
        self.place = found.end()
        self.token = self._next()
        self._expect("(")
        parts = [self.expression(depth + 1)]
        while self._took(","):
            parts.append(self.expression(depth + 1))
        self.listing -= 1
        self._expect(")")
        if len(parts) > MOST_COUNTED:
            raise ExpressionError(self.text, found.start(), f"more than {MOST_COUNTED} are counted")
        how = found["how"].lower()
        if how == "exactly":
            return Both(_at_least_one(parts), _at_most_one(parts))
        return _at_most_one(parts) if how.endswith("most") else _at_least_one(parts)

    def _atom(self) -> Atom:
        first = self.token
        if first.kind not in ("word", "quoted"):
            raise self.unexpected("a name")
        words: list[str] = []
        end = first.end
        while self.token.kind in ("word", "quoted") and not (words and first.kind == "quoted"):
            words.append(self.token.text)
            end = self.token.end
            self.token = self._next()
        name = " ".join(words)
        if not name.strip():
            raise ExpressionError(self.text, first.start, "the name is empty")
        if self.token.text not in _COMPARISONS or self.token.kind != "sign":
            return Atom(name, "", 0.0, first.start, end)
        comparison: Any = self.token.text
        self.token = self._next()
        if self.token.kind != "word" or not _NUMBER.fullmatch(self.token.text):
            raise self.unexpected(f"a number after `{comparison}`")
        value, end = float(self.token.text), self.token.end
        if abs(value) > 1e300:
            raise ExpressionError(self.text, self.token.start, "the number is too large")
        self.token = self._next()
        return Atom(name, comparison, value, first.start, end)

    def unexpected(self, wanted: str) -> ExpressionError:
        found = f"not `{self.token.text[:40]}`" if self.token.kind != "end" else "and the text ends"
        return ExpressionError(
            self.text, self.token.start, f"{wanted} should stand at character {self.token.start + 1}, {found}"
        )

    def _took(self, text: str) -> bool:
        if self.token.kind in ("keyword", "sign") and self.token.text == text:
            self.token = self._next()
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._took(text):
            raise self.unexpected(f"`{text}`")

    def _next(self) -> _Token:
        match = (_LISTED if self.listing else _TOKEN).match(self.text, self.place)
        if match is None:
            rest = self.text[self.place :]
            start = self.place + len(rest) - len(rest.lstrip())
            if rest.strip():
                raise ExpressionError(
                    self.text, start, f"`{self.text[start]}` at character {start + 1} has no meaning here"
                )
            return _Token("end", "", len(self.text.rstrip()), len(self.text))
        self.place = match.end()
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "quoted":
            return _Token(kind, text[1:-1], match.start(kind), self.place)
        if kind == "word" and text.lower() in _KEYWORDS:
            return _Token("keyword", text.lower(), match.start(kind), self.place)
        return _Token(kind, text, match.start(kind), self.place)
