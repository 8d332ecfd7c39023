"""The solutions of a result in words: who picks what, those that pick the same together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.results.deals.deals import Deals
from detente.results.deals.packages import PackageWorth

TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "relative_utilitarian": "relative utilitarian",
}


@dataclass(frozen=True)
class Pick:
    """What solutions pick that pick the same: their names, and the packages, equally good ones all."""

    solutions: tuple[str, ...]
    packages: tuple[PackageWorth, ...]

    @property
    def title(self) -> str:
        """The names of the solutions in words, such as "Utilitarian and relative utilitarian".

        >>> Pick(("utilitarian", "relative_utilitarian"), ()).title
        'Utilitarian and relative utilitarian'
        """
        names = [TITLES.get(name, name.replace("_", " ")) for name in self.solutions]
        text = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        return text[:1].upper() + text[1:]


def picks(found: Deals) -> tuple[Pick, ...]:
    """The solutions that pick something, those that pick the same packages as one.

    >>> from detente.engines.deals import deals
    >>> from detente.case.catalog import load_case
    >>> [pick.title for pick in picks(deals(load_case("panama-canal")))]
    ['Nash, Kalai-Smorodinsky and egalitarian', 'Utilitarian and relative utilitarian']
    """
    return tuple(Pick(tuple(names), packages) for names, packages in _joined(found))


def _joined(found: Deals) -> Iterator[tuple[list[str], tuple[PackageWorth, ...]]]:
    joined: dict[frozenset[tuple[float, ...]], tuple[list[str], tuple[PackageWorth, ...]]] = {}
    for name, packages in found.solutions:
        if packages:
            key = frozenset(tuple(one.package.values()) for one in packages)
            joined.setdefault(key, ([], packages))[0].append(name)
    yield from joined.values()
