from __future__ import annotations

import json
import os
import subprocess
import sys

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from detente.case import read_case
from detente.case.catalog import find_case
from detente.cli import main
from detente.cli.main import app
from detente.errors import DetenteError
from tests.hostile import HOSTILE

CASE = "emission-standards-1994"
COMMANDS = sorted(typer.main.get_command(app).commands)
SMALL = """\
# my case
detente: 1
id: small
parties:
  a: {capability: 2}   # strong
  b: {capability: [1, 3]}
issues:
  price: {scale: {0: free, 100: dear}}
positions:
  a: {price: {position: 10, salience: 50}}
  b: {price: {position: [60, 70, 90], salience: 80}}
"""
BROKEN = SMALL.replace("capability: 2", "capability: lots")


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


class Answer:
    """What a command gave: exit code, standard output, standard error."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def detente(monkeypatch, capsys):
    """Run the command line in this process, with its own handling of errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main.run()
        code = ended.value.code
        told = capsys.readouterr()
        return Answer(0 if code is None else code, told.out, told.err)

    return call


def apart(*arguments, **options):
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "detente", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, **options,
    )  # fmt: skip


# -- all commands ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_and_gives_an_example(command):
    told = CliRunner().invoke(app, [command, "--help"])
    assert told.exit_code == 0
    assert "Usage:" in told.output
    assert "Example: detente " + command in told.output


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_a_bad_command(command, detente):
    answer = detente(command, "--no-such-option")
    assert (answer.code, answer.out) == (2, "")
    assert "--no-such-option" in answer.err


def test_without_a_command_the_help_is_shown(detente):
    answer = detente()
    assert "Usage:" in answer.out + answer.err
    assert "forecast" in answer.out + answer.err


@pytest.mark.parametrize(
    "arguments", [["forcast"], ["forecast"], ["check"], ["edit"], ["edit", CASE], ["forecast", CASE, "--draws", "many"]]
)
def test_a_bad_command_ends_with_2(arguments, detente):
    answer = detente(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_the_version(detente):
    answer = detente("--version")
    assert answer.code == 0
    assert answer.out.startswith("detente 0")


@pytest.mark.parametrize(
    "arguments",
    [
        ["forecast", "no-such-case"],
        ["check", "no-such-case"],
        ["edit", "no-such-case", "id=x"],
        ["cases", "no-such-case"],
        ["forecast", CASE, "--method", "oracle"],
        ["forecast", CASE, "--issue", "price"],
        ["edit", CASE, "nowhere"],
        ["edit", CASE, "parties.nl.capability=-1"],
        ["edit", CASE, "relations.².trust=5"],
        ["forecast", "x" * 5000],
    ],
)
def test_bad_input_ends_with_1_and_words(arguments, detente):
    answer = detente(*arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("detente: ")
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) >= 2


@pytest.mark.parametrize("command", [["forecast"], ["forecast", "--json"], ["check"], ["check", "--json"], ["edit"]])
def test_a_broken_file_ends_with_1(command, broken, detente):
    first, *options = command
    answer = detente(first, broken, *(["id=x"] if first == "edit" else []), *options)
    assert answer.code == 1
    assert "Traceback" not in answer.out + answer.err
    if command == ["check", "--json"]:
        assert json.loads(answer.out)["errors"] == 1
    elif first != "check":
        assert answer.out == ""
        assert f"{broken}:5:19: error:" in answer.err


@pytest.mark.parametrize("command", ["check", "forecast"])
def test_a_hostile_file_ends_with_1_and_words(command, hostile, detente):
    path, it = hostile
    answer = detente(command, path)
    assert answer.code == 1
    told = answer.out if command == "check" else answer.err
    assert f"{path}:" in told
    assert f"[{it.code}]" in told
    assert "Traceback" not in answer.out + answer.err


@pytest.mark.parametrize("command", ["check", "forecast"])
def test_a_folder_ends_with_1(command, tmp_path, detente):
    assert detente(command, tmp_path).code == 1


def test_no_traceback_in_a_process_of_its_own(broken, huge, tmp_path):
    laughs = tmp_path / "laughs.yaml"
    laughs.write_bytes(HOSTILE["billion-laughs"].data)
    for path in (broken, huge, laughs, tmp_path / "missing.yaml"):
        done = apart("forecast", path)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("detente: ")
        assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_sees_no_traceback():
    with subprocess.Popen(
        [sys.executable, "-m", "detente", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.read(1)
        running.stdout.close()
        told = running.stderr.read().decode()
        running.wait()
    assert told == ""


def test_names_in_any_script_are_printed_whatever_the_terminal(small):
    small.write_text(SMALL.replace("id: small", "id: small\ntitle: Переговоры — 谈判"), encoding="utf-8")
    done = apart("forecast", small, env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert "Переговоры — 谈判" in done.stdout


def test_an_error_carries_its_exit_code(monkeypatch, detente):
    def fails(*arguments, **options):
        raise DetenteError("something", advice="do this")

    monkeypatch.setattr("detente.case.catalog.load_case", fails)
    answer = detente("forecast", CASE)
    assert (answer.code, answer.err) == (1, "detente: something\n  do this\n")


# -- check -------------------------------------------------------------------------------------------------------------


def test_check_of_a_sound_case_ends_with_0(small, detente):
    answer = detente("check", small)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{small}: no errors, no warnings\n"


def test_check_counts_and_shows_what_it_finds(small, detente):
    small.write_text(SMALL.replace("capability: 2", "capability: lots").replace(", salience: 50", ""), encoding="utf-8")
    answer = detente("check", small)
    assert answer.code == 1
    assert f"{small}:5:19: error: " in answer.out
    assert answer.out.endswith(f"{small}: 1 error, 1 warning\n")


def test_check_ends_with_0_where_there_are_only_warnings(small, detente):
    small.write_text(SMALL.replace(", salience: 50", ""), encoding="utf-8")
    answer = detente("check", small)
    assert answer.code == 0
    assert "no errors, 1 warning" in answer.out


def test_check_as_json(broken, detente):
    answer = detente("check", broken, "--json")
    data = json.loads(answer.out)
    assert (answer.code, data["errors"], data["warnings"], data["file"]) == (1, 1, 0, str(broken))
    (finding,) = data["findings"]
    assert (finding["line"], finding["column"], finding["code"]) == (5, 19, "bad-number")


def test_check_of_a_missing_file_as_json_is_still_data(tmp_path, detente):
    answer = detente("check", tmp_path / "none.yaml", "--json")
    assert answer.code == 1
    assert [finding["code"] for finding in json.loads(answer.out)["findings"]] == ["unreadable"]


@pytest.mark.parametrize("name", [CASE, str(find_case(CASE)), str(find_case(CASE).parent)])
@pytest.mark.parametrize("command", [["check"], ["forecast", "--json"]])
def test_a_name_a_path_and_a_folder_all_work(command, name, detente):
    answer = detente(command[0], name, *command[1:])
    assert answer.code == 0
    assert answer.out


# -- forecast ----------------------------------------------------------------------------------------------------------


def test_forecast_for_people(small, detente):
    answer = detente("forecast", small)
    assert (answer.code, answer.err) == (0, "")
    assert "price: the weighted mean is " in " ".join(answer.out.split())
    assert "not how often the method is right" in " ".join(answer.out.split())


def test_forecast_for_programs(small, detente):
    import detente as library

    answer = detente("forecast", small, "--json", "--seed", "3", "--draws", "200", "--method", "median")
    assert (answer.code, answer.err) == (0, "")
    expected = library.forecast(read_case(small), "median", seed=3, draws=200)
    assert json.loads(answer.out) == json.loads(expected.model_dump_json())


def test_forecast_is_the_same_on_any_number_of_workers(small, detente):
    one, two = (detente("forecast", small, "--json", "--draws", "2000", "--workers", workers).out for workers in (1, 2))
    assert one == two


def test_forecast_of_one_issue(detente):
    answer = detente("forecast", "vienna-2015", "--issue", "presidency", "--json", "--draws", "50")
    assert list(json.loads(answer.out)["issues"]) == ["presidency"]


@pytest.mark.parametrize("options", [["--draws", "-1"], ["--workers", "0"]])
def test_forecast_asked_for_the_impossible_is_a_bad_command(options, detente):
    answer = detente("forecast", CASE, *options)
    assert (answer.code, answer.out) == (2, "")


# -- sensitivity -------------------------------------------------------------------------------------------------------

JUDGED = """\
experts: {anna: {name: Anna}, ben: {}}
judgements:
  - {number: parties.b.capability, by: anna, value: [1, 3]}
  - {number: parties.b.capability, by: ben, value: 5}
"""


def test_sensitivity_for_people(small, detente):
    answer = detente("sensitivity", small, "--draws", 64)
    assert (answer.code, answer.err) == (0, "")
    text = " ".join(answer.out.split())
    assert text.startswith("small: what the forecast rests on price: the outcome is")
    for title in ("one number at a time", "Sobol indices", "what alone would move the outcome", "value of finding out"):
        assert title in text
    assert "Research next: " in text
    assert "64 base points (seed 0), weighted mean." in text
    assert "experts" not in text


def test_sensitivity_shows_the_experts(small, detente):
    small.write_text(SMALL + JUDGED, encoding="utf-8")
    text = " ".join(detente("sensitivity", small, "--draws", 8).out.split())
    assert "capability of b Anna 1 2 3 50 % 93 % ben 5 5 5 50 %" in text
    assert "under each expert alone" in text
    assert "experts: equal weights" in text


def test_sensitivity_for_programs(small, detente):
    answer = detente("sensitivity", small, "--json", "--draws", 9, "--seed", 4, "--mark", 50)
    data = json.loads(answer.out)
    assert (data["run"]["command"], data["run"]["draws"], data["run"]["parameters"]["mark"]) == ("sensitivity", 16, 50)
    assert data["issues"]["price"]["mark"] == 50


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--draws", "3"], 2),
        (["--workers", "0"], 2),
        (["--option", "speed"], 2),
        (["--option", "speed=3"], 1),
        (["--mark", "101"], 1),
        (["--mark", "nan"], 1),
        (["--issue", "prize"], 1),
        (["--method", "oracle"], 1),
    ],
)
def test_sensitivity_asked_for_the_impossible_says_so(options, code, small, detente):
    answer = detente("sensitivity", small, *options)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("detente: ")


# -- cases -------------------------------------------------------------------------------------------------------------


def test_cases_lists_the_catalog(detente):
    answer = detente("cases")
    assert answer.code == 0
    assert f"{CASE}: " in answer.out
    rows = json.loads(detente("cases", "--json").out)
    assert {CASE, "vienna-2015"} <= {row["name"] for row in rows}
    assert all(row["title"] and row["parties"] for row in rows)
    without = {row["name"] for row in rows if not row["issues"]}  # games that are graph models alone
    assert without == {"elmira-1991", "prisoners-dilemma", "us-north-korea-2017"}


def test_cases_shows_one(detente):
    answer = detente("cases", CASE)
    assert "10 parties, 1 issues" in answer.out or "10 parties, 1 issue" in answer.out
    assert "vienna-2015" not in answer.out


def test_cases_copies_one_with_its_sources(tmp_path, detente):
    target = tmp_path / "copy"
    answer = detente("cases", "vienna-2015", "-o", target)
    assert (answer.code, answer.out) == (0, "")
    assert str(target) in answer.err
    assert read_case(target / "case.yaml") == read_case(find_case("vienna-2015"))
    assert (target / "sources").is_dir()
    again = detente("cases", "vienna-2015", "-o", target)
    assert (again.code, again.out) == (1, "")


def test_cases_copies_only_what_is_named(tmp_path, detente):
    assert detente("cases", "-o", tmp_path / "copy").code == 2


def test_cases_does_not_copy_a_case_of_ones_own(small, tmp_path, detente):
    assert detente("cases", small, "-o", tmp_path / "copy").code == 1
    assert not (tmp_path / "copy").exists()


# -- schema ------------------------------------------------------------------------------------------------------------


def test_schema_prints_a_schema(detente):
    answer = detente("schema")
    assert (answer.code, answer.err) == (0, "")
    jsonschema.Draft202012Validator.check_schema(json.loads(answer.out))


@pytest.mark.parametrize(("option", "title"), [("--fields", "# Case file"), ("--checks", "# Checks")])
def test_schema_prints_the_pages(option, title, detente):
    answer = detente("schema", option)
    assert answer.code == 0
    assert answer.out.startswith(title)


# -- edit --------------------------------------------------------------------------------------------------------------


def test_edit_prints_the_edited_case_and_leaves_the_file(small, detente):
    answer = detente("edit", small, "parties.a.capability=[1, 2, 3]")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == SMALL.replace("capability: 2}", "capability: [1, 2, 3]}")
    assert small.read_text(encoding="utf-8") == SMALL


def test_edit_keeps_a_byte_order_mark(small, detente):
    small.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert detente("edit", small, "parties.a.capability=5", "-i").code == 0
    assert small.read_bytes() == b"\xef\xbb\xbf" + SMALL.replace("capability: 2", "capability: 5").encode()
    assert "\ufeff" not in detente("edit", small, "parties.a.capability=6").out  # printed text has none


def test_edit_in_place(small, detente):
    answer = detente("edit", small, "parties.a.capability=5", "positions.b.price.salience=", "-i")
    assert (answer.code, answer.out) == (0, "")
    assert read_case(small).parties["a"].capability.best == 5
    assert "# strong" in small.read_text(encoding="utf-8")


def test_edit_into_another_file(small, tmp_path, detente):
    target = tmp_path / "other.yaml"
    assert detente("edit", small, "title=Mine", "-o", target).code == 0
    assert read_case(target).title == "Mine"
    assert small.read_text(encoding="utf-8") == SMALL


def test_edit_of_a_case_of_the_catalog_goes_elsewhere(tmp_path, detente):
    before = find_case(CASE).read_bytes()
    assert detente("edit", CASE, "title=Mine", "-i").code == 2
    assert detente("edit", CASE, "title=Mine", "-o", tmp_path / "mine.yaml").code == 0
    assert find_case(CASE).read_bytes() == before


def test_edit_that_would_break_the_case_writes_nothing(small, detente):
    answer = detente("edit", small, "positions.b.price.position=900", "-i")
    assert (answer.code, answer.out) == (1, "")
    assert "off-scale" in answer.err
    assert small.read_text(encoding="utf-8") == SMALL


def test_edit_that_cannot_write_says_so(small, tmp_path, detente):
    answer = detente("edit", small, "title=Mine", "-o", tmp_path / "no" / "such" / "folder.yaml")
    assert (answer.code, answer.out) == (1, "")
    assert "cannot write" in answer.err


# -- tables ------------------------------------------------------------------------------------------------------------

LONG = "party,issue,best,salience,capability\nNorth,Water,70,80,5\nSouth,Water,30,60,4\n"
KTAB = "River,Two,2,1,\nActor,Description,Power,Water,Salience,\nNorth,first,5,70,80,\nSouth,second,4,30,60,\n"


@pytest.mark.parametrize("text", [LONG, KTAB], ids=["long", "ktab"])
def test_a_table_is_given_where_a_case_is_wanted(tmp_path, detente, text):
    (tmp_path / "river.csv").write_text(text, encoding="utf-8")
    assert detente("import", tmp_path / "river.csv", "-o", tmp_path / "river.yaml").code == 0
    from_table = detente("forecast", tmp_path / "river.csv", "--json")
    assert from_table.code == 0
    assert from_table.out == detente("forecast", tmp_path / "river.yaml", "--json").out
    checked = detente("check", tmp_path / "river.csv")
    assert (checked.code, checked.err) == (0, "")
    assert "no errors, no warnings" in checked.out
    assert detente("brief", tmp_path / "river.csv", "-o", tmp_path / "b.html").code == 0
    printed = detente("edit", tmp_path / "river.csv", "parties.north.capability=9")
    assert "north: {name: North, " in printed.out
    assert detente("edit", tmp_path / "river.csv", "parties.north.capability=9", "-i").code == 2
    assert (tmp_path / "river.csv").read_text(encoding="utf-8") == text


def test_a_table_that_would_lose_cells_is_no_case(tmp_path, detente):
    (tmp_path / "river.csv").write_text(LONG.replace("80", "high"), encoding="utf-8")
    for command in ("forecast", "brief", "export", "edit"):
        answer = detente(command, tmp_path / "river.csv", *{"export": ["x.csv"], "edit": ["title=x"]}.get(command, []))
        assert (answer.code, answer.out) == (1, "")
        assert "of its cells 1 would be left out:\n  left out: row 2, salience 'high'" in answer.err
        assert "detente import" in answer.err
    answer = detente("check", tmp_path / "river.csv", "--json")
    assert answer.code == 1
    (finding,) = json.loads(answer.out)["findings"]
    assert "would be left out" in finding["message"]


def test_the_warnings_of_a_table_name_the_file_as_imported(tmp_path, detente):
    (tmp_path / "river.csv").write_text("party,issue,best\nNorth,Water,70\nSouth,Water,30\n", encoding="utf-8")
    answer = detente("check", tmp_path / "river.csv")
    assert answer.code == 0
    assert "river.csv (as imported):" in answer.out


def test_import_reports_what_it_assumed_and_left_out(tmp_path, detente):
    (tmp_path / "river.csv").write_text(LONG.replace("80", "high"), encoding="utf-8")
    answer = detente("import", tmp_path / "river.csv")
    assert answer.code == 0
    assert "11 cells read" not in answer.out  # the report goes to the standard error, the case to the output
    assert answer.out.startswith("detente: 1\nid: river\n")
    assert "left out: row 2, salience 'high': `high` is not a number" in answer.err
    assert "left out" not in detente("import", tmp_path / "river.csv", "--words", "high=70..90").err.replace(
        "0 left out", ""
    )
    assert detente("import", tmp_path / "river.csv", "--words", "high=90..70").code == 2
    data = json.loads(detente("import", tmp_path / "river.csv", "--json").out)
    assert {cell["status"] for cell in data["report"]["cells"]} == {"read", "assumed", "left_out"}


# -- deals -------------------------------------------------------------------------------------------------------------


def test_deals_answers_in_words_and_as_json(detente):
    words = detente("deals", "panama-canal")
    assert words.code == 0
    assert "1,024 of 1,024 packages pass" in words.out
    assert "Who is in the way" in words.out
    data = json.loads(detente("deals", "panama-canal", "--json").out)
    assert data["zone"]["count"] == 1024
    assert len(data["frontier"]) == 26
    assert data["solutions"]["nash"][0]["utilities"] == {"usa": 64.0, "panama": 68.0}
    assert set(data["solutions"]["nash"][0]["package"]) == set(data["issues"])
    everything = json.loads(detente("deals", "panama-canal", "--within", "all", "--json").out)
    assert everything["frontier"] == data["frontier"]


def test_deals_over_draws_answer_in_words_and_as_json(detente):
    asked = ("deals", "vienna-2015", "--draws", "30", "--seed", "2")
    words = " ".join(detente(*asked).out.split())
    assert "How it holds up when the uncertain numbers are drawn" in words
    assert "of 30 draws of the 125 uncertain numbers" in words
    assert "The safest passes in" in words
    one, two = (detente(*asked, "--workers", workers, "--json").out for workers in ("1", "2"))
    assert one == two
    held = json.loads(one)["robustness"]
    assert held["draws"] == json.loads(one)["run"]["draws"] == 30
    assert held["safe"] == held["survivors"][0]
    assert json.loads(detente("deals", "panama-canal", "--json").out)["robustness"] is None
    assert detente("deals", "panama-canal", "--draws", "-1").code == 2


def test_deals_in_order_with_weights_and_side_payments(detente):
    words = detente("deals", "scorable-game-base", "--side-payments", "--nash-weights", "sportco=3").out
    headings = [
        "55 of 720 packages pass", "Nash", "Who is in the way:", "What would close the zone:", "Positions at the table:",
        "With side payments:", "The Nash pick weighs gains:",
    ]  # fmt: skip
    places = [words.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "nobody gains or loses" not in words
    for wrong in ("sportco=0", "sportco=-1", "sportco", "nobody=1"):
        refused = detente("deals", "scorable-game-base", "--nash-weights", wrong)
        assert refused.code == 1
        assert "Traceback" not in refused.err


def test_deals_with_somebody_at_the_table_or_away(detente):
    seated = json.loads(detente("deals", "vienna-2015", "--seat", "syria_gov", "--json").out)
    assert "syria_gov" in seated["parties"]
    alone = json.loads(detente("deals", "vienna-2015", "--without", "iran", "--json").out)
    assert "iran" not in alone["parties"]
    unknown = detente("deals", "vienna-2015", "--seat", "nobody")
    assert unknown.code == 1
    assert "no party nobody" in unknown.err
    assert detente("deals", "vienna-2015", "--within", "half").code == 1


def test_deals_draws_pictures_and_says_where(detente, tmp_path):
    folder = tmp_path / "pictures"
    drawn = detente("deals", "scorable-game-base", "--charts", folder, "--pair", "mayor", "sportco", "--json")
    assert drawn.code == 0
    assert json.loads(drawn.out)["zone"]["count"] == 55
    assert {file.name for file in folder.iterdir()} == {
        "frontier-mayor-sportco.svg", "frontier-mayor-sportco.png", "picks-by-party.svg", "picks-by-party.png",
    }  # fmt: skip
    for file in folder.iterdir():
        assert f"Wrote {file}" in drawn.err
    again = detente("deals", "scorable-game-base", "--charts", folder)
    assert again.code == 1
    assert "picks-by-party.svg exists" in again.err
    assert "--force" in again.err
    assert detente("deals", "scorable-game-base", "--charts", folder, "--force").code == 0


def test_deals_refuses_a_pair_without_pictures_or_not_at_the_table(detente, tmp_path):
    alone = detente("deals", "panama-canal", "--pair", "usa", "panama")
    assert alone.code == 2
    assert "--charts FOLDER" in alone.err
    absent = detente("deals", "panama-canal", "--charts", tmp_path, "--pair", "usa", "iran")
    assert absent.code == 2
    assert "parties at the table: usa, panama" in absent.err
    assert list(tmp_path.iterdir()) == []
