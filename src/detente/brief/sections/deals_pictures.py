"""Pictures in the section on deals: the frontier of a pair, and what each pick is worth to every party."""

from __future__ import annotations

from detente.brief.charts.deals.frontier import frontier_figure
from detente.brief.charts.deals.pair import pair_of
from detente.brief.charts.deals.parties import parties_figure
from detente.brief.contents import Figure
from detente.results.deals import Deals


def deals_pictures(found: Deals) -> list[Figure]:
    """The two pictures; only the frontier for two parties, who are all of it, and none for one."""
    pair = pair_of(found)
    if pair is None:
        return []
    drawn = [frontier_figure(found, pair), parties_figure(found) if len(found.parties) > 2 else None]
    return [figure for figure in drawn if figure is not None]
