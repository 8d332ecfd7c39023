from __future__ import annotations

import csv
import gzip
import os
import random
import signal
import threading
import zipfile
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.case.catalog import load_case
from detente.errors import CaseError, CommandError, SourceError
from detente.sources.event_data import (
    COLUMNS,
    Filters,
    PartyMap,
    build_events,
    count_events,
    draft_map,
    list_events,
    read_map,
)
from detente.sources.event_data.building import actors_in
from detente.sources.event_data.database import database
from detente.sources.event_data.party_map import Rule
from tests.sources.event_files import (
    ACLED_HEADER,
    GED_HEADER,
    POLECAT_HEADER,
    acled_row,
    gdelt_row,
    ged_row,
    polecat_row,
    write_csv,
    write_tabs,
)

TALKS = PartyMap(
    (Rule("code", "USA*", "usa"), Rule("code", "RUS", "russia"), Rule("name", "Northern Front", "opposition"))
)


def table(path):
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?) ORDER BY id", [str(path)])
        titles = [it[0] for it in found.description]
        return [dict(zip(titles, row, strict=True)) for row in found.fetchall()]


def adds_up(built):
    return built.read == built.written + built.dropped + built.repeated + built.merged


@pytest.fixture
def four(tmp_path):
    """One file of each source."""
    return [
        write_tabs(tmp_path / "20151112.export.CSV", [gdelt_row(1), gdelt_row(2, code="010")]),
        write_csv(tmp_path / "acled.csv", [ACLED_HEADER, acled_row(1)], "utf-8-sig"),
        write_csv(tmp_path / "ged.csv", [GED_HEADER, ged_row(1)]),
        write_tabs(tmp_path / "polecat.txt", [POLECAT_HEADER, polecat_row(1)]),
    ]


def test_the_files_have_as_many_columns_as_their_sources():
    lengths = [len(it) for it in (gdelt_row(1), ACLED_HEADER, GED_HEADER, POLECAT_HEADER)]
    assert lengths == [61, 31, 49, 40]


def test_four_sources_become_one_table(four, tmp_path):
    built = build_events(four, tmp_path / "events.parquet")
    assert (built.read, built.written, built.left_out, built.unread) == (5, 5, (), ())
    assert adds_up(built)
    assert dict(built.sources) == {"acled": 1, "gdelt": 2, "ged": 1, "polecat": 1}
    acled, first, second, ged, polecat = table(tmp_path / "events.parquet")
    assert list(acled) == [column.name for column in COLUMNS]
    assert acled | {
        "id": "acled:SYR1", "date": date(2015, 11, 12), "actor": "Military Forces of Syria (2000-2024)", "directed": False,
        "code": "Armed clash", "type": "ASSAULT", "quad": 4, "fatalities": 3, "actor_kind": "State forces", "intensity": None,
        "text": 'Clashes, with "shelling",\nwent on.', "place": "Aleppo", "file": "acled.csv", "url": "A Daily",
    } == acled  # fmt: skip
    assert first | {
        "id": "gdelt:1", "event": "gdelt:1", "actor": "UNITED STATES", "actor_code": "USA", "recipient": "RUSSIA",
        "directed": True, "code": "042", "type": "CONSULT", "quad": 1, "intensity": 1.9, "mentions": 4, "reports": 1,
        "latitude": 48.2, "place": "Vienna, Wien, Austria", "url": "http://news.example/1", "modality": "actual",
    } == first  # fmt: skip
    assert (second["code"], second["type"]) == ("010", None)
    assert ged | {
        "date": date(2015, 11, 12), "date_end": date(2015, 11, 14), "code": "1", "directed": False, "fatalities": 7,
        "mentions": 2, "type": "ASSAULT", "recipient_code": "4456",
    } == ged  # fmt: skip
    assert polecat | {
        "id": "polecat:1@2015-11-12", "type": "CONSULT", "mode": "visit", "code": "CONSULT visit", "quad": 1, "intensity": 4.0,
        "actor_code": "USAGOV", "recipient_code": "RUSGOV", "directed": True,
    } == polecat  # fmt: skip


def test_a_code_is_text(tmp_path):
    file = write_tabs(tmp_path / "a.csv", [gdelt_row(1, code="010"), gdelt_row(2, code="10")])
    build_events([file], tmp_path / "e.parquet")
    assert [(it["code"], it["type"]) for it in table(tmp_path / "e.parquet")] == [("010", None), ("10", "REQUEST")]


def test_a_zero_lost_in_a_spreadsheet_is_noticed(tmp_path):
    spoiled = gdelt_row(1, code="010")
    spoiled[26:29] = ["10", "10", "1"]
    built = build_events([write_tabs(tmp_path / "a.csv", [spoiled, gdelt_row(2)])], tmp_path / "e.parquet")
    assert built.written == 1
    assert "zero in front is lost" in built.left_out[0].why


def test_rows_that_are_none_are_counted_and_shown(tmp_path):
    rows = [gdelt_row(number) for number in range(8)]
    rows[1] = rows[1][:-3]
    rows[2] = [*rows[2], "more"]
    rows[3][1] = "20151399"
    rows[4][0] = ""
    rows[5][26] = "talks"
    rows[6][30] = "warm"
    rows[7] = gdelt_row(7, place="Málaga, España")
    file = write_tabs(tmp_path / "a.csv", rows)
    with file.open("ab") as out:
        out.write(b"\n" + "\t".join(gdelt_row(9)).encode().replace(b"Wien", b"W\xff"))
    built = build_events([file], tmp_path / "e.parquet", left_out=tmp_path / "left_out.csv")
    assert adds_up(built)
    assert (built.written, built.dropped) == (3, 6)
    assert {it.why: it.count for it in built.left_out} == {
        "too few columns": 1, "too many columns": 1, "no date that can be read": 1, "no id": 1,
        "the event code is no CAMEO code": 1, "letters that are no UTF-8": 1,
    }  # fmt: skip
    assert dict(built.unread) == {"intensity": 1}
    few = next(it for it in built.left_out if it.why == "too few columns")
    assert few.examples[0][:2] == ("a.csv", 2)
    with (tmp_path / "left_out.csv").open(encoding="utf-8") as listed:
        assert len(list(csv.DictReader(listed))) == 6


def test_a_quotation_that_is_never_closed_costs_no_row_unseen(tmp_path):
    text = [",".join(ACLED_HEADER)]
    for number in range(6):
        cells = acled_row(number, notes="short")
        text.append(",".join(cells))
    text[2] = text[2].replace("short", '"over\ntwo lines"')
    text[4] = text[4].replace("short", '"never closed')
    (tmp_path / "a.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    built = build_events([tmp_path / "a.csv"], tmp_path / "e.parquet")
    assert adds_up(built)
    assert built.written == 5
    (cause,) = built.left_out
    assert (cause.why, cause.count) == ("a quotation mark that is never closed", 1)
    assert cause.examples[0][:2] == ("a.csv", 6)
    assert [it["text"] for it in table(tmp_path / "e.parquet")].count("over\ntwo lines") == 1


def test_numbers_beyond_their_limits_are_left_empty_and_counted(tmp_path):
    file = write_csv(tmp_path / "a.csv", [ACLED_HEADER, acled_row(1, latitude="362"), acled_row(2, fatalities="many")])
    built = build_events([file], tmp_path / "e.parquet")
    assert dict(built.unread) == {"latitude": 1, "fatalities": 1}
    assert [it["latitude"] for it in table(tmp_path / "e.parquet")] == [None, 36.2]


@pytest.mark.parametrize(
    ("inter", "kind"), [("1", "State forces"), ("8", "External/Other forces"), ("Rioters", "Rioters")]
)
def test_old_and_new_inter_codes_of_acled_become_the_same_words(tmp_path, inter, kind):
    file = write_csv(tmp_path / "a.csv", [ACLED_HEADER, acled_row(1, inter1=inter, event_date="12 November 2015")])
    build_events([file], tmp_path / "e.parquet")
    (row,) = table(tmp_path / "e.parquet")
    assert (row["actor_kind"], row["date"]) == (kind, date(2015, 11, 12))


def test_polecat_in_latin_letters_of_old(tmp_path):
    file = write_tabs(
        tmp_path / "p.txt", [POLECAT_HEADER, polecat_row(1, Placename="Málaga"), polecat_row(2)], "iso-8859-1"
    )
    built = build_events([file], tmp_path / "e.parquet")
    assert built.written == 2
    assert "ISO-8859-1" in built.notes[0]
    assert table(tmp_path / "e.parquet")[0]["place"] == "Málaga"


def test_an_id_of_polecat_counts_with_its_date(tmp_path):
    header = ["Event Intensity" if it == "Intensity" else it for it in POLECAT_HEADER]
    rows = [polecat_row(1), polecat_row(1, **{"Event Date": "2015-11-13"}), polecat_row(1)]
    built = build_events([write_tabs(tmp_path / "p.txt", [header, *rows])], tmp_path / "e.parquet")
    assert (built.written, built.repeated) == (2, 1)
    assert {it["intensity"] for it in table(tmp_path / "e.parquet")} == {4.0}


def test_the_first_of_rows_with_one_id_counts_over_all_files(tmp_path):
    one = write_tabs(tmp_path / "b.csv", [gdelt_row(1, mentions=1), gdelt_row(2)])
    two = write_tabs(tmp_path / "a.csv", [gdelt_row(1, mentions=9), gdelt_row(3)])
    built = build_events([one, two, one], tmp_path / "e.parquet")
    assert (built.files, built.written, built.repeated) == (2, 3, 1)
    assert table(tmp_path / "e.parquet")[0]["mentions"] == 1


def test_reports_of_one_event_are_merged_when_asked(tmp_path):
    rows = [gdelt_row(1, mentions=2), gdelt_row(2, mentions=5), gdelt_row(3, code="190"), gdelt_row(4, day="20151113")]
    file = write_tabs(tmp_path / "a.csv", rows)
    assert build_events([file], tmp_path / "e.parquet").written == 4
    built = build_events([file], tmp_path / "e.parquet", merge=True)
    assert (built.written, built.merged) == (3, 1)
    assert adds_up(built)
    assert [(it["mentions"], it["reports"]) for it in table(tmp_path / "e.parquet")] == [(7, 2), (4, 1), (4, 1)]


def test_a_table_can_be_extended(four, tmp_path):
    build_events(four[:2], tmp_path / "one.parquet")
    built = build_events([tmp_path / "one.parquet", *four], tmp_path / "one.parquet")
    assert (built.written, built.repeated) == (5, 3)


def test_packed_files_and_names_with_stars(tmp_path):
    (tmp_path / "a[1]*.csv.gz").write_bytes(gzip.compress("\t".join(gdelt_row(1)).encode()))
    (tmp_path / "a1x.csv").write_text("no such columns", encoding="utf-8")
    assert build_events([tmp_path / "a[1]*.csv.gz"], tmp_path / "e.parquet").written == 1


def test_archives_of_one_file_are_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../a.export.CSV", "\t".join(gdelt_row(1)))
    assert build_events([tmp_path / "a.zip"], tmp_path / "e.parquet").written == 1
    assert table(tmp_path / "e.parquet")[0]["file"] == "a.export.CSV"
    assert sorted(it.name for it in tmp_path.iterdir()) == ["a.zip", "e.parquet"]
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "broken.zip").write_bytes(data[:45] + b"xxxx" + data[49:])
    with pytest.raises(SourceError, match=r"broken\.zip: the archive cannot be unpacked"):
        build_events([tmp_path / "broken.zip"], tmp_path / "e.parquet")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("a", "x")
        archive.writestr("b", "y")
    with pytest.raises(SourceError, match="an archive of 2 files"):
        build_events([tmp_path / "b.zip"], tmp_path / "e.parquet")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"), (b"a,b,c\n1,2,3\n", "no source of events"), (b"\0\1\2\3" * 20, "not a file of text"),
        (b"PAR1 and no more", "not a readable Parquet file"), ("\t".join(["1"] * 58).encode(), "GDELT 1.0"),
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_an_error_in_words(tmp_path, data, said):
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(SourceError, match=said):
        build_events([tmp_path / "a.csv"], tmp_path / "e.parquet")
    assert [it.name for it in tmp_path.iterdir()] == ["a.csv"]


def test_missing_files_and_folders(tmp_path, four):
    for path, said in ((tmp_path / "no.csv", "no such file"), (tmp_path, "folder")):
        with pytest.raises(SourceError, match=said):
            build_events([path], tmp_path / "e.parquet")
    with pytest.raises(CommandError, match="cannot write"):
        build_events(four, tmp_path / "no" / "e.parquet")


def test_ctrl_c_stops_a_long_query():
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt), database(workers=1) as connection:
        connection.execute("SELECT max(sqrt(range)) FROM range(1000000000000)").fetchall()


def test_a_full_disk_or_memory_is_said_in_words():
    limits = "SET memory_limit = '1MB'; SET max_temp_directory_size = '1MB'"
    with pytest.raises(SourceError, match="could not be worked on"), database(workers=1) as connection:
        connection.execute(f"{limits}; CREATE TABLE much AS SELECT repeat('x', 1000) || range FROM range(1000000)")


# -- parties -----------------------------------------------------------------------------------------------------------


def test_actors_become_parties(four, tmp_path):
    built = build_events(four, tmp_path / "e.parquet", party_map=TALKS)
    found = {it["id"]: (it["actor_party"], it["recipient_party"]) for it in table(tmp_path / "e.parquet")}
    assert found == {
        "acled:SYR1": (None, "opposition"), "gdelt:1": ("usa", "russia"), "gdelt:2": ("usa", "russia"),
        "ged:1": (None, "opposition"), "polecat:1@2015-11-12": ("usa", None),
    }  # fmt: skip
    assert built.mapped == 2
    assert [name for name, _ in built.unmapped] == [
        "Government of Syria",
        "Military Forces of Syria (2000-2024)",
        "Russia",
    ]


def test_a_map_is_read_and_its_mistakes_are_told(tmp_path):
    case = load_case("vienna-2015")
    path = tmp_path / "map.csv"
    path.write_text(
        "\ufeffkind;pattern;party;why\ncode;SYRREB*;-;\nname;SYRIA;;undecided\nName; Russia ;russia;\n",
        encoding="utf-8",
    )
    actors = read_map(path, case)
    assert actors.rules == (Rule("code", "SYRREB*", "-"), Rule("name", "Russia", "russia"))
    assert (actors.party("RUSSIA", ""), actors.rule("", "syrreb"), actors.party("SYRIA", "")) == ("russia", "-", None)
    for text, said in (
        ("kind,pattern\nname,x\n", "no column party"), ("kind,pattern,party\nalias,x,usa\n", "map.csv:2: `alias`"),
        ("kind,pattern,party\nname,x,atlantis\n", "map.csv:2: `atlantis` is no party"),
    ):  # fmt: skip
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CaseError, match=said):
            read_map(path, case)


def test_a_drafted_map_proposes_organs_of_a_state_and_no_rebels(tmp_path):
    case = load_case("vienna-2015")
    rows = [
        gdelt_row(1), gdelt_row(2, ("USAGOV", "WHITE HOUSE"), ("RUSMIL", "RUSSIA")),
        gdelt_row(3, ("USAREB", "UNITED STATES"), ("ZZZ", "ELBONIA")),
    ]  # fmt: skip
    text = draft_map(case, actors_in([write_tabs(tmp_path / "a.csv", rows)]))
    (tmp_path / "map.csv").write_text(text, encoding="utf-8")
    found = {(it["kind"], it["pattern"]): it["party"] for it in csv.DictReader(text.splitlines())}
    assert found["code", "USA"] == found["code", "USAGOV"] == "usa"
    assert found["code", "RUSMIL"] == "russia"
    assert found["code", "USAREB"] == "-"
    assert found["name", "ELBONIA"] == ""
    assert found["name", "Moscow"] == "russia"
    actors = read_map(tmp_path / "map.csv", case)
    assert actors.party("UNITED STATES", "USAREB") is None
    assert actors.party("Government of Russia (Soviet Union)", "") == "russia"


# -- counting ----------------------------------------------------------------------------------------------------------


def test_counts_by_month_pair_and_type(four, tmp_path):
    build_events(four, tmp_path / "e.parquet", party_map=TALKS)
    by_type = count_events(tmp_path / "e.parquet", Filters(), ("type",))
    assert by_type.columns == ("type", "events", "mean_intensity", "fatalities")
    assert by_type.rows == (("ASSAULT", 2, None, 10), ("CONSULT", 2, 2.95, None), ("none", 1, 0.0, None))
    assert count_events(tmp_path / "e.parquet", Filters(actor="usa", recipient="russia")).events == 2
    assert count_events(tmp_path / "e.parquet", Filters(actor="russia", recipient="usa")).events == 0
    clash = Filters(actor="opposition", recipient="Government of Syria")  # not directed: either way round
    assert count_events(tmp_path / "e.parquet", clash).events == 1
    assert count_events(tmp_path / "e.parquet", Filters(party="opposition", type="assault")).events == 2
    assert count_events(tmp_path / "e.parquet", Filters(first=date(2015, 11, 13))).events == 0
    assert [it["id"] for it in list_events(tmp_path / "e.parquet", Filters(source="gdelt"), 1)] == ["gdelt:1"]
    with pytest.raises(CommandError, match="no such group"):
        count_events(tmp_path / "e.parquet", Filters(), ("week",))
    with pytest.raises(CommandError, match="no such type"):
        count_events(tmp_path / "e.parquet", Filters(type="WAR"))
    with pytest.raises(SourceError, match="not an event table"):
        count_events(four[0], Filters())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_counts_are_those_of_a_plain_count(tmp_path, seed):
    """The same rows read and counted without a database."""
    chance = random.Random(seed)
    sides = [("USA", "UNITED STATES"), ("RUS", "RUSSIA"), ("ZZZ", "ELBONIA"), ("", "")]
    rows = [
        gdelt_row(
            chance.randrange(12), chance.choice(sides), chance.choice(sides), chance.choice(["010", "042", "10", "190"]),
            f"2015{chance.randrange(1, 13):02d}11",
        )
        for _ in range(20)
    ]  # fmt: skip
    for row in rows:
        if chance.random() < 0.1:
            del row[-1]
    file = write_tabs(tmp_path / "a.csv", rows)
    built = build_events([file], tmp_path / "e.parquet", party_map=TALKS)
    kept: dict[str, list[str]] = {}
    for row in rows:
        if len(row) == 61:
            kept.setdefault(row[0], row)
    assert adds_up(built)
    assert built.written == len(kept)
    wanted: dict[tuple[str, str], int] = {}
    for row in kept.values():
        if row[5] == "USA":
            key = (
                f"{row[1][:4]}-{row[1][4:6]}",
                {"04": "CONSULT", "10": "REQUEST", "19": "ASSAULT"}.get(row[26][:2], "none"),
            )
            wanted[key] = wanted.get(key, 0) + 1
    counts = count_events(tmp_path / "e.parquet", Filters(actor="usa"), ("month", "type"))
    assert {row[:2]: row[2] for row in counts.rows} == wanted
