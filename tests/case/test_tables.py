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
from detente.case.tables import ImportReport, export_table, import_table
from detente.case.tables.cells import number
from detente.case.tables.grid import grid_of, read_bytes
from detente.case.writer import case_text
from detente.errors import CaseError, CommandError

SHARED = Path(__file__).parents[3] / "shared"
KTAB = SHARED / "oracles" / "forecast" / "ktab"
PLAIN = "party,issue,low,best,high,salience,capability\nNorth,Water,60,70,90,80,50\nSouth,Water,,30,,60,40\n"


def imported(tmp_path: Path, data: str | bytes, **options: object) -> tuple[Case, ImportReport]:
    file = tmp_path / "table.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    case, report = import_table(file, **options)  # type: ignore[arg-type]
    written = parse_case(case_text(case))
    assert written.case == case
    assert not written.errors
    return case, report


def test_a_plain_table(tmp_path: Path) -> None:
    case, report = imported(tmp_path, PLAIN)
    assert case.positions["north"]["water"].position.parts == [60, 70, 90]
    assert case.positions["south"]["water"].position.best == 30
    assert case.parties["north"].capability is not None
    assert case.parties["north"].capability.best == 50
    assert report.count("left_out") == 0


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
    assert codec in report.assumed[0]


def test_words_are_read_by_an_explicit_mapping_only(tmp_path: Path) -> None:
    data = PLAIN.replace("80,50", "High,50")
    case, report = imported(tmp_path, data)
    assert case.positions["north"]["water"].salience is None
    assert [(cell.row, cell.text) for cell in report.cells if cell.status == "left_out"] == [(2, "High")]
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
    rows = {cell.row for cell in report.cells if cell.status == "left_out"}
    assert rows == {4, 5, 6, 7}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Water,,10,,5,50", "it names no party; fill the cell"),
        ("East,,,10,,5,50", "it names no issue; fill the cell"),
        ("...,Water,,10,,5,50", "`...` gives no id"),
        ("North,Water,,10,,5,50", "row 2 already says where north stands on water"),
        ("East,Water,90,70,60,5,50", "low 90, best 70, high 60: they are not in order"),
        (
            "East,Water,,x,,5,50",
            'best: `x` is not a number; write one, or say what the word means with --words "x=NUMBER"',
        ),
        ("East,Water,,2015-11-12,,5,50", "`2015-11-12` is a date or a time"),
        ("East,Water,,#REF!,,5,50", "`#REF!` is an error of the spreadsheet"),
        ("East,Water,,,,5,50", "it has no position; fill best, or low and high"),
        (
            "East, the larger,Water,,10,,5,50",
            "the row has 8 cells and the headers 7: put a text with a comma in quotation marks",
        ),
    ],
)
def test_the_reason_for_leaving_a_row_out_says_what_to_do(tmp_path: Path, row: str, reason: str) -> None:
    _, report = imported(tmp_path, f"{PLAIN}{row}\n")
    lost = report.chosen("left_out")
    assert {cell.row for cell in lost} == {4}
    assert all(reason in cell.note and cell.note.startswith("the row is left out: ") for cell in lost)


@pytest.mark.parametrize(
    ("cells", "header", "reason"),
    [
        (",10,,140,50", "salience", "`140` is no salience: it has to be 0 to 100; correct the cell"),
        (",10,,50,-1", "capability", "`-1` is no capability: it has to be 0 or more; correct the cell"),
        (",10,,90..10,50", "salience", "`90..10` is no range; the smallest number comes first"),
        (",10,,1e999,50", "salience", "the number is larger than 1e+100; correct it"),
        (",10,,'1,234',50".replace("'", '"'), "salience", "`1,234` has a decimal comma or a thousands separator"),
    ],
)
def test_the_reason_for_leaving_a_cell_out_says_what_to_do(
    tmp_path: Path, cells: str, header: str, reason: str
) -> None:
    case, report = imported(tmp_path, f"{PLAIN}East,Water,{cells}\n")
    (cell,) = report.chosen("left_out")
    assert (cell.row, cell.header) == (4, header)
    assert reason in cell.note
    assert case.positions["east"]["water"].position.best == 10


def test_a_position_off_the_scale_is_left_out_and_the_rest_is_sound(tmp_path: Path) -> None:
    head = "party,issue,best,stated,red line,reference,scale low,scale high\n"
    rows = ["A,w,5,11,2,3,0,10", "B,w,12,,,,0,10", "C,w,13,,,,,", "D,w,7,,,99,0,20", "E,w,1,,,4,5,1"]
    case, report = imported(tmp_path, head + "\n".join(rows))
    assert list(case.parties) == ["a", "d", "e"]
    assert (case.issues["w"].low, case.issues["w"].high) == (0, 10)
    lost = {(cell.row, cell.header): cell.note for cell in report.chosen("left_out")}
    assert "stated 11 lies off the scale that row 2 gives w, 0 to 10" in lost[2, "stated"]
    assert "position 12 lies off its own scale, 0 to 10; correct it, or widen the scale" in lost[3, "best"]
    assert "position 13 lies off the scale that row 2 gives w, 0 to 10" in lost[4, "best"]
    assert "reference 99 lies off" in lost[5, "reference"]
    assert "an issue has one scale" in lost[5, "scale high"]
    assert "the scale runs from 5 to 1" in lost[6, "scale low"]
    assert "another row gives another reference" in lost[6, "reference"]


def test_a_scale_that_a_row_left_out_declares_does_not_count(tmp_path: Path) -> None:
    case, _ = imported(tmp_path, "party,issue,best,scale low,scale high\nA,w,12,0,10\nB,w,70,,\n")
    assert (case.issues["w"].low, case.issues["w"].high) == (0, 100)


def test_two_parties_of_one_name(tmp_path: Path) -> None:
    data = "party,party name,issue,best\na,North,w,1\nb,NORTH,w,2\nnorth,,w,3\nb,South,v,3\n"
    case, report = imported(tmp_path, data)
    assert [party.name for party in case.parties.values()] == ["North", "South", ""]
    (cell,) = report.chosen("left_out")
    assert (cell.row, cell.text) == (3, "NORTH")
    assert cell.note == "it is the name of a already; give one of them another name"


def test_dots_in_names_are_said_and_the_name_keeps_them(tmp_path: Path) -> None:
    case, report = imported(tmp_path, PLAIN.replace("North", "U.S. Army"))
    assert case.parties["u_s_army"].name == "U.S. Army"
    assert "assumed: party: no dot can stand in an id: it is `u_s_army`, and the name keeps the dot" in report.text()


@pytest.mark.parametrize("name", ["weights", "Reservation", "tables"])
def test_an_issue_with_a_reserved_name_gets_another_id(tmp_path: Path, name: str) -> None:
    case, report = imported(tmp_path, PLAIN.replace("Water", name))
    assert [(key, it.name) for key, it in case.issues.items()] == [(f"{name.lower()}_issue", name)]
    assert f"the id is `{name.lower()}_issue`" in report.text()


def test_long_names_stay_apart(tmp_path: Path) -> None:
    case, _ = imported(tmp_path, PLAIN.replace("North", "x" * 70 + "1").replace("South", "x" * 70 + "2"))
    assert list(case.parties) == ["x" * 64, "x" * 62 + "_2"]


def test_a_party_without_capability_among_others_is_anywhere_between_them(tmp_path: Path) -> None:
    case, report = imported(tmp_path, PLAIN + "East,Water,,10,,5,\n")
    assert case.parties["east"].capability.raw == [40, 50]  # type: ignore[union-attr]
    assert "none for east: anywhere from 40 to 50, as the other parties" in report.text()


def test_capability_by_issue(tmp_path: Path) -> None:
    case, report = imported(tmp_path, PLAIN + "North,Land,,10,,5,99\nNorth,Air,,10,,5,\nSouth,Air,,10,,5,\n")
    given = {issue: {party: it.raw for party, it in about.capability.items()} for issue, about in case.issues.items()}
    assert given == {"water": {"north": 50}, "land": {"north": 99}, "air": {"north": [50, 99]}}
    assert case.parties["north"].capability is None  # neither is the general one
    assert case.parties["south"].capability.raw == 40  # type: ignore[union-attr]
    becomes = {(cell.row, cell.becomes) for cell in report.chosen("read") if cell.header == "capability"}
    assert {(2, "issues.water.capability.north"), (3, "parties.south.capability")} <= becomes
    assert "none for north on air: anywhere from 50 to 99, as on its other issues" in report.text()
    assert "row 6, capability: none in this row: 40, as in other rows of south" in report.text()
    export_table(case, tmp_path / "k.csv", "ktab")
    assert (tmp_path / "k.csv").read_text(encoding="utf-8").splitlines()[2].split(",")[2] == "74.5"


@pytest.mark.parametrize(
    ("text", "delimiter", "value"),
    [("60 %", ",", 60), ("12,5", ";", 12.5), ("1 234,5", ";", 1234.5), ("1,234.5", ";", 1234.5), ("1.234,5", ";", 1234.5),
     ("1,234", ",", None), ("٦٠٪", ",", 60), ("−5", ",", -5), ("٢٫٥", ",", 2.5), ("90..10", ",", None), ("high", ",", None), ("", ",", None), ("1e400", ",", None), ("3..4", ",", [3, 4]), ("3..", ",", None)],
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


def test_a_password_and_an_old_format_are_two_messages(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    for name, said in (("EncryptedPackage", "protected by a password"), ("Workbook", r"old format \(.xls\)"), ("WordDocument", "no workbook")):  # fmt: skip
        with pytest.raises(CaseError, match=said):
            imported(tmp_path, head + name.encode("utf-16-le"))


def test_words_that_stand_for_no_number_are_a_bad_command(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="low 90 is above high 70"):
        imported(tmp_path, PLAIN, words={"high": [90, 70]})


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
    grid = grid_of(file, read_bytes(file))
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
@pytest.mark.parametrize("name", [name for name, path in catalog() if read_case(path).positions])
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


def workbook(tmp_path: Path, *rows: list[object], formats: dict[str, str] | None = None) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format  # type: ignore[index]
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def test_excel_percents_are_read_as_they_are_shown(tmp_path: Path) -> None:
    formats = {"C2": "0%", "D2": "0.0 %;[Red]-0.0 %", "D3": '0.00" % of all"'}
    rows: list[list[object]] = [["party", "issue", "best", "salience"], ["A", "w", 0.07, 0.6], ["B", "w", 70, 0.6]]
    case, report = import_table(workbook(tmp_path, *rows, formats=formats))
    assert case.positions["a"]["w"].position.best == 7
    assert [case.positions[party]["w"].salience.best for party in "ab"] == [60, 0.6]  # type: ignore[union-attr]
    assert report.assumed == ("numbers shown as percent are read as shown, 60 % as 60 and not as 0.6: 2 cells",)
    assert ("60%", "percent sign dropped") in {(cell.text, cell.note) for cell in report.cells}


def test_excel_formulas_without_a_stored_value_are_left_out_and_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["party", "issue", "best", "salience"],
        ["A", "w", 5, "=1+1"],
        ["B", "w", "=2", 3],
        ["=D2"],
    ]
    case, report = import_table(workbook(tmp_path, *rows))
    assert list(case.parties) == ["a"]
    lost = {(cell.row, cell.column): (cell.header, cell.text, cell.note) for cell in report.chosen("left_out")}
    assert lost[2, 4][:2] == ("salience", "=1+1")
    assert "a formula without a stored value; open the workbook in a spreadsheet" in lost[2, 4][2]
    assert "best: a formula without a stored value" in lost[3, 1][2]
    assert set(lost) == {(2, 4), (3, 1), (3, 2), (3, 3), (3, 4), (4, 1)}


@pytest.mark.parametrize(("stored", "lost"), [("<v>7</v>", 0), ("<v></v>", 0), ("", 1)])
def test_excel_formulas_with_a_stored_value_are_read(tmp_path: Path, stored: str, lost: int) -> None:
    import zipfile

    rows: list[list[object]] = [["party", "issue", "best", "why"], ["A", "w", 5, "=1+6"]]
    with zipfile.ZipFile(workbook(tmp_path, *rows)) as old, zipfile.ZipFile(tmp_path / "s.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            kind = ' t="str"' if stored else ""
            new.writestr(
                name, data.replace('<c r="D2"><f>1+6</f><v></v></c>', f'<c r="D2"{kind}><f>1+6</f>{stored}</c>')
            )
    case, report = import_table(tmp_path / "s.xlsx")
    assert report.count("left_out") == lost
    assert case.positions["a"]["w"].why == ("7" if "7" in stored else "")


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


SCENARIO = (
    "Name,About it,2,2,\nActor,Description,Power,A,Sal A,B,Sal B,\nNorth,first,10,1,2,3,4,\nSouth,second,20,5,6,7,8,\n"
)


def test_an_unquoted_comma_in_a_description_is_mended_and_said(tmp_path: Path) -> None:
    wanted, _ = imported(
        tmp_path, SCENARIO.replace("first", '"one, two, three"').replace("About it", '"About it, in short"')
    )
    data = SCENARIO.replace("first", "one, two, three").replace("About it", "About it, in short")
    for text in (data, data.replace(",\n", "\n"), data.replace("3,4,\n", "3,4\n"), data.replace("3,4,\n", "3,4,,,\n")):
        case, report = imported(tmp_path, text)
        assert case == wanted
        assert report.count("left_out") == 0
        assert (
            "row 3, description: columns 2 to 4 are one text that holds commas without quotation marks" in report.text()
        )
        assert "row 1, description: columns 2 to 3 are one text" in report.text()


def test_a_shifted_row_that_cannot_be_mended_is_left_out_and_named(tmp_path: Path) -> None:
    case, report = imported(tmp_path, SCENARIO.replace("first", "one, two").replace("1,2,3,4", "1,2,x,4"))
    assert list(case.parties) == ["south"]
    notes = {cell.note for cell in report.chosen("left_out")}
    assert len(notes) == 1
    assert "`two` stands where Power should" in notes.pop()
    # without a surplus of cells nothing is shifted: the one bad cell is left out
    case, report = imported(tmp_path, SCENARIO.replace("first,10", "first,n/a"))
    assert [(cell.row, cell.header) for cell in report.chosen("left_out")] == [(3, "Power")]
    assert case.parties["north"].capability.raw == 20  # type: ignore[union-attr]
    assert case.positions["north"]["a"].position.best == 1


def test_ktab_cells_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    data = SCENARIO.replace("3,4", "300,4").replace("7,8", "7,") + "NORTH,third,1,2,3,4,5,\n...,fourth,1,2,3,4,5,\n"
    case, report = imported(tmp_path, data)
    assert list(case.parties) == ["north", "south"]
    lost = {(cell.row, cell.column): cell.note for cell in report.chosen("left_out")}
    assert lost[3, 6] == "`300` is no position: it has to be 0 to 100; correct the cell"
    assert lost[3, 7] == "north has no position on b beside it"
    assert "row 3 already holds north" in lost[5, 1]
    assert "`...` gives no id" in lost[6, 3]
    assert "none for south on b: 50" in report.text()


def test_ktab_dimensions_of_one_name_and_reserved_ones_stay_apart(tmp_path: Path) -> None:
    case, _ = imported(tmp_path, SCENARIO.replace(",A,", ",Weights,").replace(",B,", ",weights,"))
    assert list(case.issues) == ["weights_issue", "weights_2"]
    assert [it.position.best for it in case.positions["north"].values()] == [1, 3]


rows_of_cells = st.lists(
    st.tuples(
        st.sampled_from(["A", "a", "B.", "B", "ß", "SS", "", "..."]), st.sampled_from(["w", "v", "weights", ""]),
        *(st.sampled_from(["", "5", "-3", "50", "1e300", "0..9", "x"]) for _ in range(9)), st.sampled_from(["", "A", "ss", "N"]),
    ),
    max_size=8,
)  # fmt: skip


@given(rows_of_cells)
def test_every_case_made_of_a_table_passes_the_check(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    head = "party,issue,low,best,high,salience,capability,stated,reference,scale_low,scale_high,party_name"
    data = "\n".join([head, *map(",".join, rows), "Last,w,,5,,,,,,,,"])
    folder = tmp_path_factory.mktemp("checked")
    _, report = imported(folder, data)
    there = sum(bool(cell) for row in data.split("\n") for cell in row.split(","))
    assert len({(cell.row, cell.column) for cell in report.cells if cell.column}) == there
    assert sum(cell.column > 0 for cell in report.cells) == there
