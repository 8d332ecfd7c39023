"""What a table leaves open and a case must not: capabilities and names that two parties share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.case.tables.cells import parts
from detente.case.tables.draft import Draft


def unique_names(wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A name for each party that no other has: the first of the wanted ones that is free, or none.

    >>> unique_names({"a": ["North"], "b": ["NORTH", "b"], "c": ["north"]})
    {'a': 'North', 'b': 'b', 'c': ''}
    """
    claimed: set[str] = set()
    names: dict[str, str] = {}
    for party, candidates in wanted.items():
        names[party] = next((name for name in candidates if name and folded(name) not in claimed), "")
        claimed.add(folded(names[party]))
    return names


def folded(name: str) -> str:
    """A name as coverage is searched for it: without capitals and padding."""
    return " ".join(name.casefold().split())


def assume_capabilities(draft: Draft) -> None:
    """Give a capability to every party that lacks one while others have it: anywhere among those given, and say so."""
    parties, issues, positions = (draft.raw[section] for section in ("parties", "issues", "positions"))
    given = [it["capability"] for it in parties.values() if "capability" in it]
    given += [value for it in issues.values() for value in it.get("capability", {}).values()]
    everywhere = _spread(given)
    for party in positions:
        if "capability" in parties[party]:
            continue
        own = {issue: issues[issue]["capability"][party] for issue in positions[party] if party in issues[issue].get("capability", {})}  # fmt: skip
        lacking = [issue for issue in positions[party] if issue not in own]
        for issue in lacking if own else ():
            spread = _spread(own.values())
            issues[issue].setdefault("capability", {})[party] = spread
            note = f"none for {party} on {issue}: {_shown(spread)}, as on its other issues; write a number in the table"
            draft.assume("capability", note, becomes=f"issues.{issue}.capability.{party}")
        if lacking and not own and given:
            parties[party]["capability"] = everywhere
            note = f"none for {party}: {_shown(everywhere)}, as the other parties; write a number in the table"
            draft.assume("capability", note, becomes=f"parties.{party}.capability")
        elif lacking and not own:
            draft.assume("capability", f"none for {party}, and no party has one: each counts 1")


def _spread(values: Iterable[Any]) -> Any:
    """From the least to the most of some numbers; one number where they are all the same."""
    ends = [part for value in values for part in parts(value)]
    if not ends:
        return None
    return [min(ends), max(ends)] if min(ends) < max(ends) else min(ends)


def _shown(spread: Any) -> str:
    ends = [f"{part:g}" for part in parts(spread)]
    return f"anywhere from {ends[0]} to {ends[1]}" if len(ends) == 2 else ends[0]
