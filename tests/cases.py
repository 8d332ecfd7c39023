"""Hypothesis strategies for numbers, cases and edits of cases.

Every case drawn from :func:`cases` is sound: it has no finding that is an error.
"""

from __future__ import annotations

import re
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st

from detente.case import Case, Number

KEY = re.compile(r"[^\s.]([^.\n\r\t]{0,14}[^\s.])?")
RESERVED = {"weights", "reservation", "tables"}  # fields that stand beside issue ids under deals.values

plain_keys = st.from_regex(r"[a-z][a-z_0-9-]{0,7}", fullmatch=True)
odd_keys = st.text(st.characters(codec="utf-8", exclude_characters=".\n\r\t"), min_size=1, max_size=8)
keys = st.one_of(plain_keys, plain_keys, odd_keys).filter(lambda key: KEY.fullmatch(key) and key not in RESERVED)
words = st.one_of(st.just(""), st.text(st.characters(codec="utf-8"), max_size=30))


@st.composite
def raw_numbers(draw: st.DrawFn, low: float = 0, high: float = 100) -> float | list[float]:
    """A number as a file holds it: exact, a range, or low/best/high, within ``low`` to ``high``."""
    part: st.SearchStrategy[float] = st.floats(low, high, allow_subnormal=False)
    if ceil(low) <= floor(high):
        part = st.one_of(st.integers(ceil(low), floor(high)), part)
    size = draw(st.integers(1, 3))
    parts = sorted(draw(st.lists(part, min_size=size, max_size=size)))
    return parts[0] if size == 1 and draw(st.booleans()) else parts


def numbers(low: float = 0, high: float = 100) -> st.SearchStrategy[Number]:
    """A number within ``low`` to ``high``."""
    return raw_numbers(low, high).map(Number.of)


@st.composite
def raw_changes(draw: st.DrawFn) -> str:
    """A change as a file holds it."""
    parts = draw(raw_numbers(0, 50))
    return draw(st.sampled_from("+-")) + str(parts)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy's value, or None."""
    return st.one_of(st.none(), strategy)


def filled(**fields: Any) -> dict[str, Any]:
    """The fields that are not None."""
    return {name.rstrip("_"): value for name, value in fields.items() if value is not None}


@st.composite
def raw_cases(draw: st.DrawFn, *, min_parties: int = 1, max_parties: int = 4, plain: bool = False) -> dict[str, Any]:
    """A sound case as plain data, in the shape of its file."""
    names, text = (plain_keys.filter(lambda key: key not in RESERVED), st.just("")) if plain else (keys, words)
    parties = draw(st.lists(names, min_size=min_parties, max_size=max_parties, unique_by=str.casefold))
    issues = draw(st.lists(names, min_size=1, max_size=3, unique_by=str.casefold))
    scales = {issue: draw(_scales(text)) for issue in issues}
    proof = draw(st.lists(names, max_size=2, unique_by=str.casefold))
    evidence = st.lists(st.sampled_from(proof), max_size=2, unique=True) if proof else st.just([])
    party, issue = st.sampled_from(parties), st.sampled_from(issues)
    case: dict[str, Any] = {"detente": 1, "id": draw(names), "title": draw(text), "description": draw(text)}
    case["parties"] = {
        key: filled(
            kind=draw(maybe(st.sampled_from(["state", "armed_group", "coalition"]))),
            capability=draw(raw_numbers(0, 1000)),
            patience=draw(maybe(raw_numbers(0, 1))),
            reservation=draw(maybe(raw_numbers(-50, 150))),
            regrowth=draw(maybe(raw_numbers(-1, 1))),
            description=draw(maybe(text)),
            evidence=draw(maybe(evidence)),
            against=draw(maybe(evidence)),
            columns=draw(maybe(st.dictionaries(text, text, max_size=1))),
        )
        for key in parties
    }
    case["issues"] = {
        key: filled(
            scale=scale,
            reference=draw(maybe(raw_numbers(min(scale), max(scale)))),
            capability=draw(maybe(st.dictionaries(party, raw_numbers(0, 9), max_size=2))),
            question=draw(maybe(text)),
        )
        for key, scale in scales.items()
    }
    case["positions"] = {
        key: {
            on: filled(
                position=draw(raw_numbers(min(scales[on]), max(scales[on]))),
                salience=draw(maybe(raw_numbers(0, 100))),
                stated=draw(maybe(raw_numbers(min(scales[on]), max(scales[on])))),
                why=draw(maybe(text)),
                evidence=draw(maybe(evidence)),
            )
            for on in draw(st.lists(issue, min_size=1, max_size=len(issues), unique=True))
        }
        for key in draw(st.lists(party, min_size=1, max_size=len(parties), unique=True))
    }
    pairs = st.tuples(party, party).filter(lambda pair: pair[0] != pair[1])
    some_pairs = st.lists(pairs, max_size=2, unique=True) if len(parties) > 1 else st.just([])
    case["relations"] = [
        filled(from_=one, to=other, sign=draw(st.sampled_from([-1, 0, 1])), trust=draw(maybe(raw_numbers(0, 100))))
        for one, other in draw(some_pairs)
    ]
    case["events"] = {
        f"event_{place}": filled(
            date=draw(st.dates()).isoformat(), from_=one, to=other, intensity=draw(maybe(raw_numbers(0, 100))),
            kind=draw(st.sampled_from(["cooperative", "conflictual"])), code=draw(st.sampled_from(["010", "10", ""])),
        )
        for place, (one, other) in enumerate(draw(some_pairs))
    }  # fmt: skip
    case["trust"] = filled(half_life=draw(maybe(raw_numbers(1, 900))), base_rate=draw(maybe(raw_numbers(0, 1))))
    case["fighting"] = [
        {"from": one, "to": other, "intensity": draw(raw_numbers(0, 100))} for one, other in draw(some_pairs)
    ]
    case["overlap"] = [
        {"party": one, "with": other, "share": draw(raw_numbers(0, 1))} for one, other in draw(some_pairs)
    ]
    case["facts"] = {
        key: {
            "date": draw(st.dates()).isoformat(), "by": draw(party), "what": draw(text),
            "effects": [{"party": draw(party), "capability": draw(raw_changes())}],
        }
        for key in draw(st.lists(names, max_size=1))
    }  # fmt: skip
    case["measures"] = {
        key: filled(by=draw(party), what=draw(text), cost=draw(maybe(raw_numbers(0, 10)))) | {"effects": []}
        for key in draw(st.lists(names, max_size=1))
    }
    case["deals"] = draw(st.just({}) if plain else _deals(scales, party))
    case["ceasefires"] = {
        key: {"signatories": [draw(party)], "redirect": draw(st.dictionaries(party, raw_numbers(0, 1), max_size=1))}
        for key in draw(st.lists(names, max_size=1))
    }
    case["spoilers"] = [
        {
            "party": key,
            "place": draw(st.sampled_from(["inside", "outside"])),
            "kind": draw(st.sampled_from(["limited", "greedy", "total"])),
        }
        for key in draw(st.lists(party, max_size=1))
    ]
    view = st.sampled_from(["hurting", "stalemate", "way_out", "opportunity"])
    case["ripeness"] = draw(st.dictionaries(party, st.dictionaries(view, raw_numbers(0, 100), max_size=2), max_size=1))
    options = draw(st.lists(names, max_size=2, unique=True))
    # an expression names an option, quoted as its id may be anything; a state may be given by its number
    quoted = [f'"{key}"' for key in options if not set(key) & set('"\n') and key.strip() == key]
    statement = (
        st.sampled_from(quoted).map(lambda it: {"text": f"not {it}", "why": "so they say"}) if quoted else st.nothing()
    )
    ways = [{"ranking": [[0, 1], 2] if len(options) == 2 else [0]}]
    ways += [{"statements": draw(st.lists(statement, min_size=1, max_size=2))}] if quoted else []
    ways += [{"weights": {quoted[0]: draw(raw_numbers(-5, 5))}}] if quoted else []
    case["conflict"] = {
        "options": [{"id": key, "party": draw(party), "name": draw(text)} for key in options],
        "infeasible": [f"{it} and not {it}" for it in quoted],
        "preferences": {draw(party): draw(st.sampled_from(ways))},
    }
    option = st.one_of(st.booleans(), st.floats(allow_nan=False, allow_infinity=False), text)
    case["methods"] = {
        key: filled(
            options=draw(maybe(st.dictionaries(names, option, max_size=2))),
            ideal_adjustment=draw(maybe(st.dictionaries(party, st.dictionaries(party, st.floats(0, 1)), max_size=2))),
        )
        for key in draw(st.lists(names, max_size=1))
    }
    case["sources"] = {"page": {"title": draw(text), "date": draw(st.dates()).isoformat(), "grade": "B2"}}
    case["evidence"] = {key: {"source": "page", "claim": "It says so."} for key in proof}
    return case


def cases(**options: Any) -> st.SearchStrategy[Case]:
    """A sound case."""
    return raw_cases(**options).map(Case.model_validate)


@st.composite
def _scales(draw: st.DrawFn, text: st.SearchStrategy[str]) -> dict[float, str]:
    mark = st.one_of(st.integers(-100, 1000), st.floats(-10, 10, allow_subnormal=False).map(lambda it: round(it, 3)))
    return {key: draw(text) for key in draw(st.lists(mark, min_size=2, max_size=4, unique_by=float))}


@st.composite
def _deals(draw: st.DrawFn, scales: dict[str, dict[float, str]], party: st.SearchStrategy[str]) -> dict[str, Any]:
    issue = draw(st.sampled_from(sorted(scales)))
    other = draw(st.sampled_from(sorted(scales)))
    interaction = {
        "party": draw(party),
        "issues": [issue, other],
        "values": {mark: {m: draw(raw_numbers(-9, 9)) for m in scales[other]} for mark in scales[issue]},
    }
    plain = re.fullmatch(r"[a-z][a-z_0-9-]*", issue) is not None
    return {
        "interactions": [interaction] if other != issue else [],
        "exclude": [f"not `{issue}` = {max(scales[issue])!r}"] if plain and draw(st.booleans()) else [],
        "pass_rule": {"veto": [draw(party)], "at_least": draw(st.integers(1, 5))},
        "alternatives": {issue: sorted(scales[issue])},
        "values": {
            draw(party): {
                "weights": {issue: draw(raw_numbers(0.5, 10))}, "reservation": draw(raw_numbers(-10, 110)),
                issue: {mark: draw(raw_numbers(0, 100)) for mark in scales[issue]},
            }
        },
    }  # fmt: skip


@st.composite
def edits_of(draw: st.DrawFn, case: Case) -> tuple[tuple[str | int, ...], Any]:
    """A place of a case and a value that fits there; None takes out what is there."""
    raw = case.raw()
    party = draw(st.sampled_from(sorted(case.parties)))
    holder = draw(st.sampled_from(sorted(case.positions)))
    issue = draw(st.sampled_from(sorted(case.positions[holder])))
    scale = case.issues[issue]
    places = [
        (("parties", party, "capability"), raw_numbers(0, 500)),
        (("parties", party, "name"), plain_keys),
        (("parties", party, "aliases"), st.lists(plain_keys, max_size=2, unique=True)),
        (("positions", holder, issue, "position"), raw_numbers(scale.low, scale.high)),
        (("positions", holder, issue, "salience"), raw_numbers(0, 100)),
        (("positions", holder, issue, "why"), words.filter(bool)),
        (("title",), words.filter(bool)),
    ]
    places += [
        (("positions", holder, issue, name), st.none())
        for name in ("salience", "stated", "why")
        if name in raw["positions"][holder][issue]
    ]
    loc, value = draw(st.sampled_from(places))
    return loc, draw(value)
