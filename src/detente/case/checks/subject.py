"""What checks look at, and the words they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any

from detente.case.document import Loc
from detente.case.findings import Problem
from detente.case.model import Case


@dataclass(frozen=True)
class Subject:
    """A case and the raw data it was read from.

    Names count as declared where the file declares them, even if something else about them is wrong:
    one mistake shall not be reported as two.
    """

    case: Case
    raw: Mapping[str, Any]

    @cached_property
    def parties(self) -> frozenset[str]:
        """Ids of the declared parties."""
        return self._declared("parties")

    @cached_property
    def issues(self) -> frozenset[str]:
        """Ids of the declared issues."""
        return self._declared("issues")

    @cached_property
    def stances(self) -> frozenset[str]:
        """Ids of the parties that have positions."""
        return self._declared("positions")

    @cached_property
    def experts(self) -> frozenset[str]:
        """Ids of the declared experts."""
        return self._declared("experts")

    @cached_property
    def evidence(self) -> frozenset[str]:
        """Ids of the declared evidence."""
        return self._declared("evidence")

    @cached_property
    def events(self) -> frozenset[str]:
        """Ids of the declared events."""
        return self._declared("events")

    @cached_property
    def sources(self) -> frozenset[str]:
        """Ids of the declared sources."""
        return self._declared("sources")

    def _declared(self, section: str) -> frozenset[str]:
        found = self.raw.get(section)
        return frozenset(str(key) for key in found) if isinstance(found, Mapping) else frozenset()

    def unknown_parties(self, loc: Loc, parties: Iterable[str | None]) -> Iterator[Problem]:
        """Problems for parties that are not declared."""
        for party in parties:
            if party is not None and party not in self.parties:
                yield unknown("party", loc, party, self.parties)

    def unknown_issues(self, loc: Loc, issues: Iterable[str | None]) -> Iterator[Problem]:
        """Problems for issues that are not declared."""
        for issue in issues:
            if issue is not None and issue not in self.issues:
                yield unknown("issue", loc, issue, self.issues)


@lru_cache(maxsize=16)
def _ordered(names: frozenset[str]) -> list[str]:
    return sorted(names)


def unknown(kind: str, loc: Loc, name: str, known: Iterable[str]) -> Problem:
    """The problem of a name that nothing declares."""
    known = _ordered(frozenset(known))
    alike = [it for it in known if it[:1] == name[:1] or it[-2:] == name[-2:]] if len(known) > 200 else known
    near = get_close_matches(name, alike[:200], n=1, cutoff=0.7)
    listed = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    where = {"party": "parties", "issue": "issues", "source": "sources", "expert": "experts", "event": "events"}.get(
        kind, kind
    )
    advice = f"did you mean `{near[0]}`?" if near else f"declare it under `{where}`; there are: {listed or 'none'}"
    at_key = bool(loc) and loc[-1] == name
    return Problem(f"unknown-{kind}", loc, f"no {kind} is called `{name}`", advice, at_key=at_key)
