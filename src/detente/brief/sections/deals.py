"""Deals: which packages could pass, what the solutions would pick, who is in the way, what would open a zone."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Cell, Section, Table, Text
from detente.case.model import Case
from detente.results.deals import Deals, PackageWorth

TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "relative_utilitarian": "relative utilitarian",
}
ABOUT = (
    "A package takes one alternative of each issue. What it is worth to a party follows from positions and saliences, in points "
    "from 0 to 100; it passes where those whose consent is needed get at least what no agreement is worth to them. Nash, "
    "Kalai-Smorodinsky and egalitarian picks share gains in different ways; the utilitarian pick has the greatest sum. They "
    "show what the numbers of this case imply, not what will be agreed."
)


def deals(case: Case, found: Deals) -> Section:
    """The zone in words, the picks as a table, then blockers and what a change of mind would do."""
    blocks: list[Text | Table | Bullets] = [Text(found.sentence)]
    blocks += [Text(text) for text in (*found.zone.empty_because, *found.opening[1:])]
    rows = tuple(_rows(case, found))
    if rows:
        names = tuple(stake.name for stake in found.parties.values())
        blocks.append(Table("packages", ("Issue", *_titles(found)), tuple(_packages(case, found)), numeric=False))
        blocks += [Text(text, style="small") for text in _ties(found)]
        blocks.append(Table("deals", ("Worth to", *names), rows))
    blocks.append(Text(ABOUT, style="small"))
    in_the_way = [Text(it.sentence) for it in found.blockers.values() if it.kills]
    if in_the_way:
        blocks += [Text("", strong="Who alone stands in the way:"), Bullets(tuple(in_the_way))]
    if found.heels:
        blocks += [
            Text("", strong="If a party holds to its best alternatives:"),
            Bullets(tuple(map(Text, found.heels))),
        ]
    blocks += [Text(note, style="small") for note in found.notes]
    return Section("deals", "Deals", tuple(blocks))


def _titles(found: Deals) -> list[str]:
    return [title for title, _ in _named(found)]


def _packages(case: Case, found: Deals) -> Iterator[tuple[Cell, ...]]:
    """For each issue what every pick says, in the issue's own words."""
    for issue, about in found.issues.items():
        marks = [packages[0].package[issue] for _, packages in _named(found)]
        cells = (Cell(about.alternatives[f"{mark:.15g}"] or f"{mark:g}") for mark in marks)
        yield Cell(about.name), *cells


def _ties(found: Deals) -> Iterator[str]:
    for title, packages in _named(found):
        if len(packages) > 1:
            yield f"{title}: {len(packages) - 1} more {'package is' if len(packages) == 2 else 'packages are'} as good."


def _rows(case: Case, found: Deals) -> Iterator[tuple[Cell, ...]]:
    for title, packages in _named(found):
        yield Cell(title), *(Cell(f"{packages[0].utilities[party]:.0f}") for party in found.parties)
    if _named(found):
        yield Cell("No agreement"), *(Cell(f"{stake.reservation:.0f}") for stake in found.parties.values())


def _named(found: Deals) -> list[tuple[str, tuple[PackageWorth, ...]]]:
    """Solutions with what they pick, those that pick the same together."""
    joined: dict[str, tuple[list[str], tuple[PackageWorth, ...]]] = {}
    for name, packages in found.solutions:
        if packages:
            key = "|".join(sorted(str(package.package) for package in packages))
            joined.setdefault(key, ([], packages))[0].append(TITLES[name])
    return [
        (" and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names), packages)
        for names, packages in joined.values()
    ]
