"""The table that says which party of a case an actor of event data is: read, applied, drafted."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from detente.case.model import Case
from detente.errors import CaseError

COLUMNS = ("kind", "pattern", "party", "events", "why")
NOBODY = "-"
STATE_ROLES = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "ELI"})
"""Roles in codes of CAMEO, after the country, that are organs of a state."""
MOST_UNMATCHED = 100


@dataclass(frozen=True)
class Rule:
    """A pattern of a name or code, with * for any letters, and the party it stands for; ``-`` for nobody."""

    kind: str
    pattern: str
    party: str


@dataclass(frozen=True)
class PartyMap:
    """Rules from actors to parties. Codes come before names, whole ones before patterns, longer ones before shorter.

    >>> rules = (Rule("code", "SYR*", "syria_gov"), Rule("code", "SYRREB*", "-"), Rule("name", "Government of *", "gov"))
    >>> actors = PartyMap(rules)
    >>> actors.party("SYRIA", "SYRMIL"), actors.party("SYRIA", "SYRREB"), actors.party("government of syria", "")
    ('syria_gov', None, 'gov')
    """

    rules: tuple[Rule, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the rules."""
        told = "\n".join(f"{it.kind}\t{it.pattern}\t{it.party}" for it in self.rules)
        return hashlib.sha256(told.encode()).hexdigest()

    @cached_property
    def _whole(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for it in self.rules:
            if "*" not in it.pattern:
                found.setdefault((it.kind, plain(it.pattern)), it.party)
        return found

    @cached_property
    def _open(self) -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
        ordered = sorted((it for it in self.rules if "*" in it.pattern), key=lambda it: -len(it.pattern))
        return {
            kind: tuple(
                (re.compile(".*".join(map(re.escape, plain(it.pattern).split("*"))), re.S), it.party)
                for it in ordered
                if it.kind == kind
            )
            for kind in ("code", "name")
        }

    def rule(self, name: str, code: str) -> str | None:
        """What the first fitting rule says, ``-`` included; None where no rule fits."""
        for kind, given in (("code", plain(code)), ("name", plain(name))):
            if not given:
                continue
            if (kind, given) in self._whole:
                return self._whole[kind, given]
            for pattern, party in self._open[kind]:
                if pattern.fullmatch(given):
                    return party
        return None

    def party(self, name: str, code: str) -> str | None:
        """The party of an actor; None where it is none of the case."""
        found = self.rule(name, code)
        return None if found == NOBODY else found


def plain(text: str) -> str:
    """A name without regard to capitals and spacing."""
    return " ".join(text.casefold().split())


def read_map(path: Path, case: Case | None = None) -> PartyMap:
    """The map in a CSV or Excel table with columns `kind` (code or name), `pattern` and `party`.

    An empty party leaves a row out; ``-`` says that the actor is no party. Raises :class:`CaseError` for a table without
    these columns, another kind, or a party that the case does not have.
    """
    from detente.case.tables.grid import read_grid

    grid = read_grid(path)
    header = [title.strip().casefold() for title in grid.rows[0]]
    if missing := [title for title in COLUMNS[:3] if title not in header]:
        raise CaseError(f"{path}: no column {missing[0]}", advice=f"columns are {', '.join(COLUMNS)}")
    places = [header.index(title) for title in COLUMNS[:3]]
    rules = []
    for line, row in enumerate(grid.rows[1:], 2):
        kind, pattern, party = (row[place].strip() if place < len(row) else "" for place in places)
        if not pattern or not party:
            continue
        if kind.casefold() not in ("code", "name"):
            raise CaseError(f"{path}:{line}: `{kind}` is no kind of pattern", advice="write code or name")
        if case is not None and party != NOBODY and party not in case.parties:
            raise CaseError(
                f"{path}:{line}: `{party}` is no party of the case", advice=f"parties: {', '.join(case.parties)}; or -"
            )
        rules.append(Rule(kind.casefold(), pattern, party))
    return PartyMap(tuple(rules))


def alias_rules(case: Case) -> tuple[tuple[Rule, str], ...]:
    """Rules from the names and aliases of a case's parties, each with its reason."""
    found: dict[str, tuple[Rule, str]] = {}

    def add(pattern: str, party: str, why: str) -> None:
        found.setdefault(plain(pattern), (Rule("name", pattern, party), why))

    for key, party in case.parties.items():
        for called in (party.name, *party.aliases):
            if called:
                add(called, key, "its name" if called == party.name else "alias")
    for key, party in case.parties.items():
        if party.kind == "state" and party.name:
            add(f"Government of {party.name}*", key, "as UCDP names a state")
            add(f"Military Forces of {party.name}*", key, "as ACLED names a state's forces")
            add(f"Police Forces of {party.name}*", key, "as ACLED names a state's forces")
    return tuple(found.values())


def draft_map(case: Case, actors: Iterable[tuple[str, str, int]] = ()) -> str:
    """A first map as CSV text, for a person to correct: from aliases, and from actors that occur.

    ``actors``: name, code and number of events of each, the most frequent first (see :func:`.actors_in`). Codes of a
    state's organs are proposed for the party that the state's name stands for; other codes of that country are set to
    ``-``, since rebels of a country are not its government. Frequent actors that nothing stands for have an empty party.
    """
    by_alias = alias_rules(case)
    names = PartyMap(tuple(rule for rule, _ in by_alias))
    listed = list(actors)
    rows = [(rule.kind, rule.pattern, rule.party, "", why) for rule, why in by_alias]
    countries = _countries(listed, names)
    counts: dict[str, int] = {}
    called: dict[str, str] = {}
    for name, code, count in listed:
        if code:
            counts[code] = counts.get(code, 0) + count
            called.setdefault(code, name)
    known: set[str] = set()
    for code, count in counts.items():
        party = countries.get(code[:3])
        if party is None or not re.fullmatch(r"([A-Z]{3})+", code):
            continue
        known.add(code)
        roles = {code[place : place + 3] for place in range(3, len(code), 3)}
        if roles <= STATE_ROLES:
            rows.append(("code", code, party, str(count), f"the state or an organ of it ({called[code]})"))
        else:
            rows.append(("code", code, NOBODY, str(count), f"not an organ of the state ({called[code]}): decide"))
    unmatched: dict[str, int] = {}
    for name, code, count in listed:
        if name and code not in known and names.rule(name, "") is None:
            unmatched[name] = unmatched.get(name, 0) + count
    frequent = sorted(unmatched.items(), key=lambda it: (-it[1], it[0]))[:MOST_UNMATCHED]
    rows += [
        ("name", name.replace("*", " "), "", str(count), "frequent: name its party, or -") for name, count in frequent
    ]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue()


def _countries(actors: Iterable[tuple[str, str, int]], names: PartyMap) -> dict[str, str]:
    """Party by the three letters of a country whose name alone stands for it."""
    found: dict[str, str] = {}
    for name, code, _ in actors:
        if re.fullmatch(r"[A-Z]{3}", code) and (party := names.party(name, "")):
            found.setdefault(code, party)
    return found
