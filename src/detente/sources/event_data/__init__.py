"""Event data: local files of GDELT, ACLED, UCDP GED and POLECAT, and coded pages, as one table of events."""

from detente.sources.event_data.building import Built, Cause, build_events
from detente.sources.event_data.columns import COLUMNS, Column
from detente.sources.event_data.counting import Counts, Filters, count_events, list_events
from detente.sources.event_data.party_map import PartyMap, draft_map, read_map

__all__ = [
    "COLUMNS",
    "Built",
    "Cause",
    "Column",
    "Counts",
    "Filters",
    "PartyMap",
    "build_events",
    "count_events",
    "draft_map",
    "list_events",
    "read_map",
]
