"""Deals: which packages could pass, what the solutions would pick, who is in the way, what would open a zone."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Cell, Figure, Section, Table, Text
from detente.brief.sections.deals_pictures import deals_pictures
from detente.brief.sections.deals_robustness import robustness
from detente.brief.sections.deals_terms import deals_terms
from detente.case.model import Case
from detente.results.deals import Deals
from detente.results.deals.picks import picks

ABOUT = (
    "A package takes one alternative of each issue. What it is worth to a party follows from positions and saliences, in points "
    "from 0 to 100; it passes where those whose consent is needed get at least what no agreement is worth to them. Nash, "
    "Kalai-Smorodinsky and egalitarian picks share gains in different ways; the utilitarian pick has the greatest sum. They "
    "show what the numbers of this case imply, not what will be agreed."
)

MOST_REASONS = 5


def deals(case: Case, found: Deals) -> Section:
    """The zone in words, the picks as a table, then blockers and what a change of mind would do."""
    blocks: list[Text | Table | Bullets | Figure] = [Text(found.sentence)]
    blocks += [Text(text) for text in _reasons(found)]
    rows = tuple(_rows(case, found))
    if rows:
        names = tuple(stake.name for stake in found.parties.values())
        blocks.append(Table("packages", ("Issue", *_titles(found)), tuple(_packages(case, found)), numeric=False))
        blocks += [Text(text, style="small") for text in _ties(found)]
        blocks.append(Table("deals", ("Worth to", *names), rows))
        blocks += deals_pictures(found)
    blocks.append(Text(ABOUT, style="small"))
    blocks += deals_terms(found)
    blocks += robustness(found)
    blocks += [Text(note, style="small") for note in found.notes]
    return Section("deals", "Deals", tuple(blocks))


def _reasons(found: Deals) -> Iterator[str]:
    """Why the zone is empty: the smallest sets of demands, and how many more there are."""
    every = found.zone.empty_because
    yield from every[:MOST_REASONS]
    if len(every) > MOST_REASONS:
        more = len(every) - MOST_REASONS
        yield f"{more} more {'set' if more == 1 else 'sets'} of demands cannot be met either."


def _titles(found: Deals) -> list[str]:
    return [pick.title for pick in picks(found)]


def _packages(case: Case, found: Deals) -> Iterator[tuple[Cell, ...]]:
    """For each issue what every pick says, in the issue's own words."""
    for issue, about in found.issues.items():
        marks = [pick.packages[0].package[issue] for pick in picks(found)]
        cells = (Cell(about.alternatives[f"{mark:.15g}"] or f"{mark:g}") for mark in marks)
        yield Cell(about.name), *cells


def _ties(found: Deals) -> Iterator[str]:
    for pick in picks(found):
        more = len(pick.packages) - 1
        if more:
            yield f"{pick.title}: {more} more {'package is' if more == 1 else 'packages are'} as good."


def _rows(case: Case, found: Deals) -> Iterator[tuple[Cell, ...]]:
    for pick in picks(found):
        yield Cell(pick.title), *(Cell(f"{pick.packages[0].utilities[party]:.0f}") for party in found.parties)
    if picks(found):
        yield Cell("No agreement"), *(Cell(f"{stake.reservation:.0f}") for stake in found.parties.values())
