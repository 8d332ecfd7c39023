"""Graph models of the GMCR+ family (``.gmcr``, JSON): parties, options, what is infeasible, and preferences.

At the top stand ``options`` (each with a name and ``permittedDirection``: both, fwd or back), ``decisionMakers`` and
``infeasibles``. A party has the places of its options, and preferences in one of three ways: ``preferences`` (conditions, most
important first), ``preferenceRanking`` (older files: ``preferenceVector``; the feasible states by their place in increasing order
of their numbers, from 1, best first, a nested list is a tie) or ``payoffs`` (one for each feasible state, more is better). A
condition lists options by place, from 0, each with Y or N, and holds where all match; a compound one holds where a member does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.case.tables.cells import Words
from detente.case.tables.draft import LONGEST_ID, Draft
from detente.errors import CaseError

MAX_BYTES = 200_000_000
DIRECTIONS = {"both": "both", "fwd": "forward", "forward": "forward", "back": "back"}
NOT_TAKEN = {
    "coalitions": "coalitions are asked for with the command, not stored in the case",
    "misperceptions": "what a party misperceives is not taken over",
}


def is_gmcr(path: Path, data: bytes) -> bool:
    """True for a file called ``.gmcr``, or JSON with decision makers."""
    return path.suffix.lower() == ".gmcr" or (data.lstrip()[:1] == b"{" and b'"decisionMakers"' in data)


def read_gmcr(path: Path, data: bytes, words: Words, case_id: str) -> Draft:
    """The draft of a case from a graph model; raises :class:`CaseError` with the place where the file is none."""
    return _File(path, _object(path, data), Draft(case_id, words)).read()


def _object(path: Path, data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise CaseError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", advice="check the file")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = str(error)[:200] if isinstance(error, ValueError) else "it is nested too deep"
        raise CaseError(f"{path}: the JSON is broken: {reason}", advice="save the model again") from None
    if not isinstance(found, dict) or not isinstance(found.get("decisionMakers"), list):
        raise CaseError(
            f"{path}: JSON, but no graph model", advice="it should be an object with `decisionMakers` and `options`"
        )
    return found


class _File:
    """One file while it is read."""

    def __init__(self, path: Path, raw: dict[str, Any], draft: Draft) -> None:
        self.path, self.raw, self.draft = path, raw, draft
        self.makers: list[dict[str, Any]] = [
            self.object_at(it, f"decisionMakers[{place}]") for place, it in enumerate(raw["decisionMakers"])
        ]
        self.options: list[dict[str, Any]] = []
        self.owners: list[list[int]] = []

    def read(self) -> Draft:
        self.gather_options()
        keys = _keys([str(it.get("name", "")) for it in self.makers], "party")
        names = _keys([str(it.get("name", "")) for it in self.options], "option")
        self.names = [_quoted(name) for name in names]
        draft = self.draft
        draft.raw["title"] = str(self.raw.get("title") or self.path.stem)
        draft.raw["parties"] = {
            key: {"name": str(it.get("name", ""))} for key, it in zip(keys, self.makers, strict=True)
        }
        conflict: dict[str, Any] = {"options": [], "infeasible": [], "preferences": {}}
        for place, (key, option) in enumerate(zip(names, self.options, strict=True)):
            conflict["options"].append(self.option(place, key, option, keys))
        for place, it in enumerate(self.list_at(self.raw.get("infeasibles", []), "infeasibles")):
            conflict["infeasible"].append(self.condition(it, f"infeasibles[{place}]"))
        for place, (key, maker) in enumerate(zip(keys, self.makers, strict=True)):
            found = self.preferences(maker, f"decisionMakers[{place}]")
            if found:
                conflict["preferences"][key] = found
        draft.raw["conflict"] = conflict
        for field, note in NOT_TAKEN.items():
            if self.raw.get(field) or any(it.get(field) for it in self.makers):
                draft.assume(field, note)
        return draft

    def gather_options(self) -> None:
        """The options and who owns each; older files may keep a party's options with the party."""
        listed = self.list_at(self.raw.get("options", []), "options")
        self.options = [self.object_at(it, f"options[{place}]") for place, it in enumerate(listed)]
        self.owners = [[] for _ in self.options]
        for number, maker in enumerate(self.makers):
            where = f"decisionMakers[{number}].options"
            for place, it in enumerate(self.list_at(maker.get("options", []), where)):
                if isinstance(it, dict) and "options" not in self.raw:
                    self.options.append(it)
                    self.owners.append([number])
                else:
                    at = self.place(it, f"{where}[{place}]")
                    if number not in self.owners[at]:
                        self.owners[at].append(number)
        if not self.options:
            raise self.wrong("options", "there are no options")

    def option(self, place: int, key: str, option: dict[str, Any], parties: list[str]) -> dict[str, Any]:
        direction = str(option.get("permittedDirection", "both")).lower()
        if direction not in DIRECTIONS:
            raise self.wrong(
                f"options[{place}].permittedDirection", f"`{direction[:40]}` is none of both, fwd and back"
            )
        if not self.owners[place]:
            raise self.wrong(f"options[{place}]", f"the option `{key}` belongs to nobody")
        owner, *others = (parties[number] for number in self.owners[place])
        found: dict[str, Any] = {"id": key, "party": owner}
        if str(option.get("name", "")) != key:
            found["name"] = str(option.get("name", ""))
        if others:
            found["shared_with"] = others
        if DIRECTIONS[direction] != "both":
            found["moves"] = DIRECTIONS[direction]
        return found

    def preferences(self, maker: dict[str, Any], where: str) -> dict[str, Any]:
        """One of the ways in which the file gives a party's preferences: the one it says it uses, else what there is."""
        ranking = maker.get("preferenceRanking") or maker.get("preferenceVector") or []
        conditions = maker.get("preferences") or []
        manual = self.raw.get("useManualPreferenceRanking", self.raw.get("useManualPreferenceVectors"))
        if ranking and (manual is not False or not conditions):
            return {"ranking": self.ranking(ranking, f"{where}.preferenceRanking"), "ranking_by": "place"}
        if conditions:
            listed = self.list_at(conditions, f"{where}.preferences")
            return {
                "statements": [self.condition(it, f"{where}.preferences[{place}]") for place, it in enumerate(listed)]
            }
        payoffs = self.list_at(maker.get("payoffs") or [], f"{where}.payoffs")
        if not payoffs:
            return {}
        by_worth: dict[float, list[int]] = {}
        for place, worth in enumerate(payoffs):
            if isinstance(worth, bool) or not isinstance(worth, int | float) or worth != worth:
                raise self.wrong(f"{where}.payoffs[{place}]", f"`{str(worth)[:40]}` is no number")
            by_worth.setdefault(worth, []).append(place + 1)
        tied = [by_worth[worth] for worth in sorted(by_worth, reverse=True)]
        return {"ranking": [it[0] if len(it) == 1 else it for it in tied], "ranking_by": "place"}

    def ranking(self, raw: Any, where: str) -> list[Any]:
        found = []
        for place, it in enumerate(self.list_at(raw, where)):
            tied = it if isinstance(it, list) else [it]
            numbers = [self.whole(one, f"{where}[{place}]") for one in tied]
            if numbers:
                found.append(numbers if len(numbers) > 1 else numbers[0])
        return found

    def condition(self, raw: Any, where: str) -> str:
        """The expression of a condition."""
        if isinstance(raw, dict):
            members = self.list_at(raw.get("members", raw.get("conditions", [])), f"{where}.members")
            if not members:
                raise self.wrong(where, "a compound condition without members")
            return " or ".join(
                f"({self.condition(it, f'{where}.members[{place}]')})" for place, it in enumerate(members)
            )
        if isinstance(raw, str):
            raw = [[place, sign] for place, sign in enumerate(raw) if sign != "-"]
        parts = []
        for place, it in enumerate(self.list_at(raw, where)):
            if not isinstance(it, list) or len(it) != 2 or it[1] not in ("Y", "N"):
                raise self.wrong(f"{where}[{place}]", "a condition holds pairs of an option's place and Y or N")
            name = self.names[self.place(it[0], f"{where}[{place}]")]
            parts.append(name if it[1] == "Y" else f"not {name}")
        if not parts:
            raise self.wrong(where, "a condition that names no option")
        return " and ".join(parts)

    def place(self, raw: Any, where: str) -> int:
        at = self.whole(raw, where)
        if not 0 <= at < len(self.options):
            raise self.wrong(where, f"there is no option {at}; {len(self.options)} options are counted from 0")
        return at

    def whole(self, raw: Any, where: str) -> int:
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise self.wrong(where, f"`{str(raw)[:40]}` is no whole number")
        return raw

    def list_at(self, raw: Any, where: str) -> list[Any]:
        if not isinstance(raw, list):
            raise self.wrong(where, "a list should stand here")
        return raw

    def object_at(self, raw: Any, where: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise self.wrong(where, "an object should stand here")
        return raw

    def wrong(self, where: str, message: str) -> CaseError:
        return CaseError(f"{self.path}: {where}: {message}", advice="mend the file there, or save the model again")


def _keys(names: list[str], kind: str) -> list[str]:
    """An id for each name: the name itself where it can be one, and unlike the others."""
    found: list[str] = []
    for place, name in enumerate(names):
        key = " ".join("".join(" " if sign in ".\"'`" or not sign.isprintable() else sign for sign in name).split())
        key = key[: LONGEST_ID - 4].strip() or f"{kind} {place + 1}"
        count, base = 2, key
        while key in found:
            key, count = f"{base} {count}", count + 1
        found.append(key)
    return found


def _quoted(name: str) -> str:
    """An option's id as it stands in an expression."""
    return name if name.isidentifier() and name.lower() not in _WORDS else f'"{name}"'


_WORDS = frozenset({"and", "or", "not", "if", "then", "implies", "iff", "at", "exactly"})
