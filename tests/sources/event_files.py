"""Small files of event data as each source lays them out, made up for the tests."""

from __future__ import annotations

import csv
from pathlib import Path

GED_HEADER = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ACLED_HEADER = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
POLECAT_HEADER = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]
CODES = {"010": (1, 0.0), "042": (1, 1.9), "0871": (2, 9.0), "10": (3, -5.0), "112": (3, -2.0), "190": (4, -10.0)}


def gdelt_row(
    number: int, actor: tuple[str, str] = ("USA", "UNITED STATES"), recipient: tuple[str, str] = ("RUS", "RUSSIA"),
    code: str = "042", day: str = "20151112", mentions: int = 4, place: str = "Vienna, Wien, Austria",
) -> list[str]:  # fmt: skip
    """A row of GDELT 2.0."""
    quad, goldstein = CODES[code]
    sides = [
        cell for it in (actor, recipient) for cell in (it[0], it[1], it[0][:3], "", "", "", "", it[0][3:6], "", "")
    ]
    geo = ["4", place, "AU", "AU09", "", "48.2", "16.3667", "-1995499"]
    return [
        str(number), day, day[:6], day[:4], "2015.8685", *sides, "1", code, code[:3], code[:2], str(quad), str(goldstein),
        str(mentions), "1", "4", "-1.5", *geo, *geo, *geo, "20151112120000", f"http://news.example/{number}",
    ]  # fmt: skip


def acled_row(number: int, **cells: str) -> list[str]:
    """A row of ACLED; cells by column replace those of a battle."""
    row = {
        "event_id_cnty": f"SYR{number}", "event_date": "2015-11-12", "year": "2015", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "Military Forces of Syria (2000-2024)", "inter1": "State forces",
        "actor2": "Northern Front", "inter2": "Rebel group", "country": "Syria", "location": "Aleppo", "latitude": "36.2",
        "longitude": "37.16", "source": "A Daily", "notes": "Clashes, with \"shelling\",\nwent on.", "fatalities": "3",
    }  # fmt: skip
    row |= cells
    return [row.get(title, "") for title in ACLED_HEADER]


def ged_row(number: int, **cells: str) -> list[str]:
    """A row of UCDP GED; cells by column replace those of a battle."""
    row = {
        "id": str(number), "year": "2015", "type_of_violence": "1", "side_a": "Government of Syria", "side_a_new_id": "118",
        "side_b": "Northern Front", "side_b_new_id": "4456", "number_of_sources": "2", "where_coordinates": "Aleppo town",
        "latitude": "36.2", "longitude": "37.16", "country": "Syria", "date_start": "2015-11-12 00:00:00.000",
        "date_end": "2015-11-14 00:00:00.000", "best": "7", "high": "9", "low": "5",
    }  # fmt: skip
    row |= cells
    return [row.get(title, "") for title in GED_HEADER]


def polecat_row(number: int, **cells: str) -> list[str]:
    """A row of POLECAT; cells by column replace those of a visit."""
    row = {
        "Event ID": str(number), "Event Date": "2015-11-12", "Event Type": "CONSULT", "Event Mode": "visit", "Intensity": "4.0",
        "Quad Code": "VERBAL COOPERATION", "Actor Name": "United States", "Actor Country": "USA", "Primary Actor Sector": "GOV",
        "Recipient Name": "Russia", "Recipient Country": "RUS", "Primary Recipient Sector": "GOV", "Placename": "Vienna",
        "Country": "AUT", "Latitude": "48.2", "Longitude": "16.37", "Source": "A Daily", "Language": "en", "Version": "NGEC",
    }  # fmt: skip
    row |= cells
    return [row.get(title, "") for title in POLECAT_HEADER]


def write_tabs(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    """Write rows with tabs between their cells."""
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding=encoding)
    return path


def write_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path
