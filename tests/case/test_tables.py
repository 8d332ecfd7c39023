"""Import and export of tables: real spreadsheets, every cell accounted for, nothing lost on the way."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.catalog import catalog
from detente.case.model import Case
from detente.case.reader import parse_case, read_case
from detente.case.tables import export_table, import_table
from detente.case.tables.cells import number
from detente.case.writer import case_text
from detente.errors import CaseError, CommandError

SHARED = Path(__file__).parents[3] / "shared"
KTAB = SHARED / "oracles" / "forecast" / "ktab"
PLAIN = "party,issue,low,best,high,salience,capability\nNorth,Water,60,70,90,80,50\nSouth,Water,,30,,60,40\n"


def imported(tmp_path: Path, data: str | bytes, **options: object) -> tuple[Case, object]:
    file = tmp_path / "table.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    case, report = import_table(file, **options)  # type: ignore[arg-type]
    assert parse_case(case_text(case)).case == case
    return case, report


def test_a_plain_table(tmp_path: Path) -> None:
    case, report = imported(tmp_path, PLAIN)
    assert case.positions["north"]["water"].position.parts == [60, 70, 90]
    assert case.positions["south"]["water"].position.best == 30
    assert case.parties["north"].capability is not None
    assert case.parties["north"].capability.best == 50
    assert report.count("left_out") == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\ufeff" + PLAIN,
        PLAIN.replace("North", "  North ").replace("Water", " Water  "),
        PLAIN.replace("\n", ",,\n"),
        "\n\n" + PLAIN.replace("\nSouth", "\n\n,,,\nSouth"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("80,50", "80%,50"),
        PLAIN.replace(",", ";").replace("70", "70,0"),
        PLAIN.replace("party", "Actor").replace("best", "Position").replace("capability", "POWER"),
        PLAIN.encode("utf-16"),
    ],
    ids=["semicolon", "tab", "bom", "padded", "trailing", "blank", "crlf", "percent", "comma", "synonyms", "utf16"],
)
def test_what_real_spreadsheets_hold(tmp_path: Path, data: str | bytes) -> None:
    wanted, _ = imported(tmp_path, PLAIN)
    got, _ = imported(tmp_path, data)
    assert got.positions == wanted.positions
    assert got.parties == wanted.parties


@pytest.mark.parametrize(("name", "codec"), [("Россия", "cp1251"), ("سوريا", "cp1256"), ("Österreich", "cp1252")])
def test_legacy_encodings_are_read_and_said(tmp_path: Path, name: str, codec: str) -> None:
    case, report = imported(tmp_path, PLAIN.replace("North", name).encode(codec))
    assert name in {party.name for party in case.parties.values()}
    assert codec in report.assumed[0]  # type: ignore[attr-defined]


def test_words_are_read_by_an_explicit_mapping_only(tmp_path: Path) -> None:
    data = PLAIN.replace("80,50", "High,50")
    case, report = imported(tmp_path, data)
    assert case.positions["north"]["water"].salience is None
    assert [(cell.row, cell.text) for cell in report.cells if cell.status == "left_out"] == [(2, "High")]  # type: ignore[attr-defined]
    case, _ = imported(tmp_path, data, words={"high": [70, 90]})
    assert case.positions["north"]["water"].salience.raw == [70, 90]  # type: ignore[union-attr]


def test_no_column_is_lost(tmp_path: Path) -> None:
    case, _ = imported(
        tmp_path,
        PLAIN.replace("capability", "capability,Interviewer").replace("50\n", "50,Ada\n").replace("40\n", "40,\n"),
    )
    assert case.positions["north"]["water"].columns == {"Interviewer": "Ada"}
    file = tmp_path / "again.csv"
    export_table(case, file)
    assert import_table(file)[0].positions == case.positions


def test_rows_that_cannot_be_used_are_left_out_and_named(tmp_path: Path) -> None:
    data = PLAIN + "North,Water,,10,,5,50\n,Water,,10,,5,50\nEast,Water,90,70,60,5,50\nWest,Water,,x,,140,-1\n"
    case, report = imported(tmp_path, data)
    assert set(case.parties) == {"north", "south"}
    rows = {cell.row for cell in report.cells if cell.status == "left_out"}  # type: ignore[attr-defined]
    assert rows == {4, 5, 6, 7}


def test_capability_by_issue(tmp_path: Path) -> None:
    case, _ = imported(tmp_path, PLAIN + "North,Land,,10,,5,99\n")
    assert {issue: it.capability["north"].best for issue, it in case.issues.items()} == {"water": 50, "land": 99}


@pytest.mark.parametrize(
    ("text", "delimiter", "value"),
    [("60 %", ",", 60), ("12,5", ";", 12.5), ("1 234,5", ";", 1234.5), ("1,234.5", ";", 1234.5), ("1.234,5", ";", 1234.5),
     ("1,234", ",", None), ("high", ",", None), ("", ",", None), ("1e400", ",", None), ("3..4", ",", [3, 4]), ("3..", ",", None)],
)  # fmt: skip
def test_cells(text: str, delimiter: str, value: object) -> None:
    assert number(text, {}, delimiter)[0] == value


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"a,b\n1,2\n", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0junk", bytes(range(256)), b"party,issue,best\n"],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CaseError) as caught:
        imported(tmp_path, data)
    assert caught.value.advice


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such file"):
        import_table(tmp_path / "none.csv")


@given(st.lists(st.lists(st.text(alphabet="ab1,;%\"' .-\n", max_size=6), max_size=6), max_size=6))
def test_every_cell_is_accounted_for_once(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["party", "issue", "best", "salience", "extra"], ["A", "i", "5", "6", "x"], *rows])
    file = tmp_path_factory.mktemp("cells") / "t.csv"
    file.write_text(stream.getvalue(), encoding="utf-8", newline="")
    try:
        _, report = import_table(file)
    except CaseError:
        return
    reported = sorted((cell.row, cell.column) for cell in report.cells if cell.column)
    from detente.case.tables.grid import read_grid

    grid = read_grid(file)
    there = [
        (line, place) for line, row in enumerate(grid.rows, 1) for place, text in enumerate(row, 1) if text.strip()
    ]
    assert reported == there


@given(st.binary(max_size=200))
def test_any_bytes_give_a_case_or_an_error_in_words(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "t.csv"
    file.write_bytes(data)
    with pytest.raises(CaseError):
        import_table(file)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", [name for name, _ in catalog()])
def test_export_and_import_give_the_same_numbers(tmp_path: Path, name: str, suffix: str) -> None:
    case = read_case(dict(catalog())[name])
    export_table(case, tmp_path / f"t{suffix}")
    back, report = import_table(tmp_path / f"t{suffix}")
    assert report.count("left_out") == 0
    for party, held in case.positions.items():
        for issue, it in held.items():
            got = back.positions[party][issue]
            assert (got.position, got.salience, got.stated, got.bottom_line, got.red_line) == (
                it.position, it.salience, it.stated, it.bottom_line, it.red_line,
            )  # fmt: skip
            assert (back.issues[issue].low, back.issues[issue].high) == (
                case.issues[issue].low,
                case.issues[issue].high,
            )


def test_excel_text_is_never_a_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    case, _ = imported(tmp_path, PLAIN.replace("North", "=1+1"))
    export_table(case, tmp_path / "t.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "t.xlsx").active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in {cell.value for cell in cells}


def test_an_unknown_format_is_a_bad_command(tmp_path: Path) -> None:
    case, _ = imported(tmp_path, PLAIN)
    for file, kind in (("t.ods", "long"), ("t.xlsx", "ktab"), ("t.csv", "wide")):
        with pytest.raises(CommandError):
            export_table(case, tmp_path / file, kind)


@pytest.mark.skipif(not KTAB.exists(), reason="the KTAB scenarios are not beside the project")
def test_ktab_scenarios(tmp_path: Path) -> None:
    case, report = import_table(KTAB / "dummyData_3Dim.csv")
    assert list(case.issues) == ["pstn1", "pstn2", "pstn3"]
    assert list(case.parties)[0] == "sactor-00"
    assert case.positions["sactor-02"]["pstn3"].position.best == 0.07
    assert case.positions["sactor-02"]["pstn3"].salience.best == 34.62  # type: ignore[union-attr]
    assert case.parties["sactor-05"].capability.best == 120.048  # type: ignore[union-attr]
    assert report.format == "ktab"
    assert report.count("left_out") == 0
    case, _ = import_table(KTAB / "SOE-Policy.csv")
    assert list(case.issues) == ["policy_position"]
    assert len(case.parties) == 26
    export_table(case, tmp_path / "back.csv", "ktab")
    back, _ = import_table(tmp_path / "back.csv")
    assert {key: held["policy_position"].position for key, held in case.positions.items()} == {
        key: held["policy_position"].position for key, held in back.positions.items()
    }
