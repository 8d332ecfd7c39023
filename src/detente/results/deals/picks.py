"""What the solutions pick, for showing: those that pick the same together."""

from __future__ import annotations

from detente.results.deals.deals import Deals
from detente.results.deals.packages import PackageWorth

SOLUTION_TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "relative_utilitarian": "relative utilitarian",
}


def picks(found: Deals) -> tuple[tuple[str, tuple[PackageWorth, ...]], ...]:
    """Titles of solutions with the packages that they pick, in the order of the solutions."""
    joined: dict[str, tuple[list[str], tuple[PackageWorth, ...]]] = {}
    for name, packages in found.solutions:
        if packages:
            key = "|".join(sorted(str(package.package) for package in packages))
            joined.setdefault(key, ([], packages))[0].append(_title(found, name))
    return tuple((_listed(names), packages) for names, packages in joined.values())


def _title(found: Deals, name: str) -> str:
    weighted = name == "nash" and found.run.parameters.get("nash_weights")
    return f"{SOLUTION_TITLES[name]} (weighted)" if weighted else SOLUTION_TITLES[name]


def _listed(names: list[str]) -> str:
    text = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return text[:1].upper() + text[1:]
