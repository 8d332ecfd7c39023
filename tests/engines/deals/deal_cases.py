"""Cases with every kind of deal terms, and the packages of a case by definition, straight from its plain data."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.cases import maybe, raw_numbers

MARKS = (0, 10, 25, 40)
PARTIES, ISSUES = ("a", "b", "c"), ("x", "y", "z")
Picked = dict[str, float]


class Generated(NamedTuple):
    """A case as plain data, and for each exclusion what it means."""

    raw: dict[str, Any]
    excluded: tuple[Callable[[Picked], bool], ...]


@st.composite
def exclusions(draw: st.DrawFn, listed: dict[str, list[int]]) -> tuple[str, Callable[[Picked], bool]]:
    """An exclusion, and its meaning as a function, put together side by side."""
    one, other = draw(st.lists(st.sampled_from(ISSUES), min_size=2, max_size=2, unique=True))
    first, second = draw(st.sampled_from(listed[one])), draw(st.sampled_from(listed[other]))
    return draw(
        st.sampled_from(
            [
                (f"{one}={first} and {other}={second}", lambda it: it[one] == first and it[other] == second),
                (f"not ({one}!={first} or {other} < {second})", lambda it: it[one] == first and it[other] >= second),
                (f"not (if {one}={first} then {other}<={second})", lambda it: it[one] == first and it[other] > second),
                (f"NOT ({one}>{first} implies {other}>={second})", lambda it: it[one] > first and it[other] < second),
                (f"{one}={first}", lambda it: it[one] == first),
            ]
        )
    )


@st.composite
def deal_cases(draw: st.DrawFn, *, tied: bool = True) -> Generated:
    """A case of up to three parties and issues; ``tied`` with exclusions and interactions."""
    listed = {issue: draw(st.lists(st.sampled_from(MARKS), min_size=1, max_size=3, unique=True)) for issue in ISSUES}
    on_scale = raw_numbers(0, 40)
    raw: dict[str, Any] = {"detente": 1, "id": "made", "parties": {}, "issues": {}, "positions": {}}
    for issue in ISSUES:
        reference = draw(maybe(st.one_of(st.sampled_from(MARKS), on_scale)))
        raw["issues"][issue] = {"scale": {0: "", 40: ""}} | ({} if reference is None else {"reference": reference})
    for party in PARTIES:
        role = draw(st.sampled_from(["at_table", "at_table", "absent"]))
        reservation = draw(maybe(raw_numbers(-20, 120)))
        raw["parties"][party] = {"role": role} | ({} if reservation is None else {"reservation": reservation})
        stances = {}
        for issue in draw(st.lists(st.sampled_from(ISSUES), unique=True)):
            stance = {
                "position": draw(on_scale), "salience": draw(maybe(raw_numbers(0, 100))), "stated": draw(maybe(on_scale)),
                "bottom_line": draw(maybe(on_scale)), "red_line": draw(maybe(st.one_of(on_scale, st.sampled_from(MARKS)))),
            }  # fmt: skip
            stances[issue] = {name: value for name, value in stance.items() if value is not None}
        raw["positions"][party] = stances
    deals: dict[str, Any] = {"values": {}, "exclude": [], "interactions": []}
    deals["alternatives"] = {issue: marks for issue, marks in listed.items() if draw(st.booleans())}
    listed = {issue: deals["alternatives"].get(issue, [0, 40]) for issue in ISSUES}
    for party in draw(st.lists(st.sampled_from(PARTIES), max_size=2, unique=True)):
        tables = {
            issue: {
                mark: draw(raw_numbers(0, 100))
                for mark in draw(st.lists(st.sampled_from(MARKS), min_size=1, unique=True))
            }
            for issue in draw(st.lists(st.sampled_from(ISSUES), unique=True))
        }
        weights = {
            issue: draw(raw_numbers(1, 9)) for issue in [*{*tables, *raw["positions"][party]}] if draw(st.booleans())
        }
        reservation = draw(maybe(raw_numbers(-20, 120)))
        deals["values"][party] = tables | ({"weights": weights} if weights else {})
        deals["values"][party] |= {} if reservation is None else {"reservation": reservation}
    rule = draw(
        st.sampled_from(
            [
                None,
                {"veto": ["a"], "at_least": 2},
                {"at_least": 1},
                {"veto": ["b"]},
                {"quota": 3, "weights": {"a": 2, "c": 2}},
                {"quota": 2},
            ]
        )
    )
    if rule is not None:
        deals["pass_rule"] = rule
    meanings = []
    for text, meaning in draw(st.lists(exclusions(listed), max_size=2)) if tied else []:
        deals["exclude"].append(text)
        meanings.append(meaning)
    for party in draw(st.lists(st.sampled_from(PARTIES), max_size=2)) if tied else []:
        one, other = draw(st.lists(st.sampled_from(ISSUES), min_size=2, max_size=2, unique=True))
        pairs = {(draw(st.sampled_from(listed[one])), draw(st.sampled_from(listed[other]))) for _ in range(2)}
        values = {f"{first}, {second}": draw(raw_numbers(-20, 20)) for first, second in sorted(pairs)}
        deals["interactions"].append({"party": party, "issues": [one, other], "values": values})
    return Generated(raw | {"deals": deals}, tuple(meanings))


def beyond(mark: float, line: float, at: float) -> bool:
    """Whether an alternative lies beyond a line, seen from a position; a line at the position leaves nothing else."""
    far = mark - line if line > at + 1e-9 else line - mark if line < at - 1e-9 else abs(mark - line)
    return far > 1e-9


def best(raw: Any) -> float:
    """The best value of a number as a file holds it."""
    if not isinstance(raw, list):
        return float(raw)
    return float(raw[1]) if len(raw) == 3 else (raw[0] + raw[-1]) / 2


class ByDefinition:
    """Everything about the packages of a generated case, one package at a time."""

    def __init__(self, made: Generated, stand: str = "position") -> None:
        self.raw, self.stand = made.raw, stand
        deals = self.raw["deals"]
        self.issues = list(self.raw["issues"])
        self.listed = {issue: deals["alternatives"].get(issue, [0, 40]) for issue in self.issues}
        rule = deals.get("pass_rule", {})
        named = {*rule.get("veto", ()), *rule.get("weights", ()), *deals["values"]}
        self.parties = [
            party for party, it in self.raw["parties"].items()
            if party in named or (it["role"] == "at_table" and self.raw["positions"].get(party))
        ]  # fmt: skip
        every = (dict(zip(self.issues, marks, strict=True)) for marks in product(*self.listed.values()))
        self.packages = [it for it in every if not any(excluded(it) for excluded in made.excluded)]

    def weight(self, party: str, issue: str) -> float:
        values, held = self.raw["deals"]["values"].get(party, {}), self.raw["positions"].get(party, {})
        raw_weights = {
            it: (best(values["weights"].get(it, 0)) if "weights" in values else best(held.get(it, {}).get("salience", 50)))
            for it in self.issues if it in held or it in values
        }  # fmt: skip
        total = sum(raw_weights.values())
        return raw_weights.get(issue, 0) / total if total else 0

    def value(self, party: str, issue: str, mark: float) -> float:
        values, held = self.raw["deals"]["values"].get(party, {}), self.raw["positions"].get(party, {})
        if issue in values:
            known = sorted((at, best(it)) for at, it in values[issue].items())
            below, above = [it for it in known if it[0] <= mark], [it for it in known if it[0] >= mark]
            if not below or not above:
                return (above or below[::-1])[0][1]
            (at, low), (to, high) = below[-1], above[0]
            return low if at == to else low + (high - low) * (mark - at) / (to - at)
        if issue not in held:
            return 0
        ideal = held[issue].get(self.stand, held[issue]["position"])
        return 100 - 100 * abs(best(ideal) - mark) / 40

    def extra(self, party: str, picked: Picked) -> float:
        found = 0.0
        for it in self.raw["deals"]["interactions"]:
            for pair, points in it["values"].items():
                wanted = [float(part) for part in pair.split(",")]
                if it["party"] == party and [picked.get(issue) for issue in it["issues"]] == wanted:
                    found += best(points)
        return found

    def utility(self, party: str, picked: Picked) -> float:
        return sum(self.weight(party, it) * self.value(party, it, picked[it]) for it in picked) + self.extra(
            party, picked
        )

    def reservation(self, party: str) -> float:
        for holder in (self.raw["deals"]["values"].get(party, {}), self.raw["parties"][party]):
            if "reservation" in holder:
                return best(holder["reservation"])
        return self.utility(
            party, {issue: best(it["reference"]) for issue, it in self.raw["issues"].items() if "reference" in it}
        )

    def refuses(self, party: str, picked: Picked) -> bool:
        for issue, it in self.raw["positions"].get(party, {}).items():
            if "red_line" in it:
                line, at, mark = best(it["red_line"]), best(it["position"]), picked[issue]
                if beyond(mark, line, at):
                    return True
        return False

    def accepts(self, party: str, picked: Picked) -> bool:
        return not self.refuses(party, picked) and self.utility(party, picked) >= self.reservation(party) - 1e-9

    def passes(self, picked: Picked) -> bool:
        rule = self.raw["deals"].get("pass_rule")
        those = [party for party in self.parties if self.accepts(party, picked)]
        if rule is None:
            return those == self.parties
        weights = rule.get("weights") or dict.fromkeys(self.parties, 1)
        return (
            all(party in those for party in rule.get("veto", ()))
            and len(those) >= rule.get("at_least", 0)
            and sum(weights.get(party, 0) for party in those) >= rule.get("quota", 0)
        )
