"""UCDP Georeferenced Event Dataset: CSV with header; sides are ordered by id, not by who acted."""

from __future__ import annotations

from collections.abc import Mapping

from detente.sources.event_data.formats import Cells, Select, Source

ONE_SIDED = "3"  # violence against civilians, by side a


def _select(cell: Cells) -> Select:
    violence = cell("type_of_violence")
    return {
        "id": cell("id"),
        "date": cell("date_start"),
        "date_end": cell("date_end"),
        "actor": cell("side_a"),
        "actor_code": cell("side_a_new_id", "side_a_dset_id"),
        "recipient": cell("side_b"),
        "recipient_code": cell("side_b_new_id", "side_b_dset_id"),
        "directed": f"coalesce({violence} = '{ONE_SIDED}', false)",
        "code": violence,
        "type": "'ASSAULT'",
        "quad": "4",
        "place": f"coalesce({cell('where_coordinates')}, {cell('where_description')})",
        "country": cell("country"),
        "latitude": cell("latitude"),
        "longitude": cell("longitude"),
        "fatalities": cell("best"),
        "mentions": cell("number_of_sources"),
        "text": cell("source_headline"),
        "url": cell("source_office", "source_article"),
    }


def _fits(cell: Cells) -> Mapping[str, str]:
    return {f"{cell('type_of_violence')} IN ('1', '2', '3')": "the type of violence is none of 1, 2 and 3"}


GED = Source("ged", "UCDP GED", ("id", "type_of_violence", "side_a", "side_b", "date_start"), '"', _select, _fits)
"""Violence between two armed sides is not directed; one-sided violence (type 3) is."""
