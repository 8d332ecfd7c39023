"""KTAB scenarios in XML: read as their CSV is, with model parameters, and safe whatever the file holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.catalog import load_case
from detente.case.model import Case
from detente.case.reader import parse_case
from detente.case.tables import ImportReport, import_table
from detente.case.writer import case_text
from detente.errors import CaseError

KTAB = Path(__file__).parents[3] / "shared" / "oracles" / "forecast" / "ktab"
PARAMETERS = """<ModelParameters>
  <VictoryProbModel>Octic</VictoryProbModel>
  <PCEModel>MarkovUPCM</PCEModel>
  <StateTransitions>deterministic</StateTransitions>
  <VotingRule> PropBin </VotingRule>
  <BigRAdjust>No</BigRAdjust>
</ModelParameters>"""
ADJUSTMENT = """<IdealAdjustment>
  <iaPair><adjustingIdeal>North</adjustingIdeal><referencePos>U.S. South</referencePos><adjust>0.25</adjust></iaPair>
  <iaPair><adjustingIdeal>North</adjustingIdeal><referencePos>North</referencePos><adjust>0.5</adjust></iaPair>
</IdealAdjustment>"""
ACTORS = [
    ("North", "first of two", "10.5", ["1", "2.5"], ["30", "40"]),
    ("U.S. South", "second", "20", ["90", "80"], ["5", "6"]),
]


def scenario(actors=ACTORS, dimensions=("Water share", "Land"), before: str = "", after: str = "") -> str:
    """A scenario as KTAB writes it, made of its parts."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<Scenario><name>River</name><desc>Two actors</desc>",
        before,
        "<Dimensions>",
    ]
    lines += [f"<dName>{name}</dName>" for name in dimensions]
    lines += ["</Dimensions>", "<Actors>"]
    for name, about, power, positions, saliences in actors:
        lines += [
            "<Actor>",
            f"<name>{name}</name>",
            f"<description>{about}</description>",
            f"<capability>{power}</capability>",
        ]
        lines += ["<Position>", *(f"<dCoord>{it}</dCoord>" for it in positions), "</Position>"]
        lines += ["<Salience>", *(f"<dSal>{it}</dSal>" for it in saliences), "</Salience>", "</Actor>"]
    return "\n".join([*lines, "</Actors>", after, "</Scenario>"])


def imported(tmp_path: Path, text: str | bytes) -> tuple[Case, ImportReport]:
    file = tmp_path / "river.xml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    case, report = import_table(file)
    written = parse_case(case_text(case))
    assert written.case == case
    assert not written.errors
    return case, report


def test_a_scenario(tmp_path: Path) -> None:
    case, report = imported(tmp_path, scenario(before=PARAMETERS, after=ADJUSTMENT))
    assert (case.id, case.title, case.description) == ("river", "River", "Two actors")
    assert list(case.issues) == ["water_share", "land"]
    assert {key: it.name for key, it in case.parties.items()} == {"north": "North", "u s south": "U.S. South"}
    assert case.positions["north"]["land"].position.best == 2.5
    assert case.positions["u s south"]["land"].salience.best == 6  # type: ignore[union-attr]
    assert case.parties["north"].capability.best == 10.5  # type: ignore[union-attr]
    settings = case.methods["spatial_model"]
    assert settings.options == {
        "victory_probability": "octic", "pce_model": "markov_uniform", "state_transitions": "deterministic",
        "voting_rule": "prop_bin", "risk_adjustment": "none",
    }  # fmt: skip
    assert settings.ideal_adjustment == {"north": {"u s south": 0.25, "north": 0.5}}
    assert report.format == "ktab xml"
    assert report.count("left_out") == 0
    assert report.count("read") == 2 + 2 + 2 * 7 + 5 + 6
    first = next(cell for cell in report.cells if cell.column)
    assert (first.row, first.column, first.header) == (2, 1, "name")


def test_an_adjustment_without_the_own_position_keeps_it_whole_as_ktab_does(tmp_path: Path) -> None:
    pair = "<iaPair><adjustingIdeal>North</adjustingIdeal><referencePos>U.S. South</referencePos><adjust>{}</adjust></iaPair>"
    after = "<IdealAdjustment>" + pair.format("0.25") + pair.format("0.3") + pair.format("0..1") + "</IdealAdjustment>"
    case, report = imported(tmp_path, scenario(after=after))
    assert case.methods["spatial_model"].ideal_adjustment == {"north": {"u s south": 0.25, "north": 1}}
    assert "none for north and itself: 1, as KTAB has it" in report.text()
    assert {cell.note for cell in report.chosen("left_out")} == {
        "the pair is left out: it stands here for the second time"
    }
    case, report = imported(tmp_path, scenario(after=f"<IdealAdjustment>{pair.format('0..1')}</IdealAdjustment>"))
    assert case.methods == {}
    assert {cell.note for cell in report.chosen("left_out")} == {"the pair is left out: a single number is needed"}


def test_xml_and_csv_of_one_scenario_give_the_same_positions(tmp_path: Path) -> None:
    (tmp_path / "river.csv").write_text(
        "River,Two actors,2,2\nActor,Description,Power,Water share,s,Land,s\n"
        "North,first of two,10.5,1,30,2.5,40\nU.S. South,second,20,90,5,80,6\n"
    )
    assert imported(tmp_path, scenario())[0] == import_table(tmp_path / "river.csv")[0]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(tmp_path: Path, codec: str) -> None:
    text = scenario([("Север", "один", "1", ["1"], ["2"])], ["Вода"]).replace("UTF-8", codec.removesuffix("-sig"))
    case, _ = imported(tmp_path, text.encode(codec))
    assert (list(case.parties), list(case.issues)) == (["север"], ["вода"])


def test_a_named_encoding_goes_before_the_declared_one(tmp_path: Path) -> None:
    file = tmp_path / "river.xml"
    file.write_bytes(scenario([("Север", "один", "1", ["1"], ["2"])], ["Вода"]).encode("cp1251"))
    with pytest.raises(CaseError, match="XML is broken"):
        import_table(file)
    case, report = import_table(file, encoding="cp1251")
    assert (list(case.parties), report.encoding) == (["север"], "cp1251")
    with pytest.raises(CaseError, match="no encoding is called no-such"):
        import_table(file, encoding="no-such")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    actors = [
        *ACTORS, ("north", "again", "1", ["1", "2"], ["3", "4"]), ("East", "x", "-1", ["1"], ["3", "4"]),
        ("West", "x", "lots", ["", "200"], ["3", "4"]), ("", "nobody", "1", ["1", "2"], ["3", "4"]),
    ]  # fmt: skip
    before = "<ModelParameters><VotingRule>ASymProsp</VotingRule><Mood>good</Mood></ModelParameters><prngSeed>0x1F</prngSeed>"
    after = ADJUSTMENT.replace("U.S. South", "Nobody").replace("0.5", "1.5") + "<Extra note='n'>stray</Extra>"
    case, report = imported(tmp_path, scenario(actors, before=before, after=after))
    assert set(case.positions) == {"north", "u s south"}
    assert case.description == "Two actors (KTAB seed 0x1F)"
    assert re.search(r"left out: line \d+, Actor/name 'north': the actor is left out: line 10", report.text())
    lost = [(f"{cell.header} {cell.text}", cell.note) for cell in report.chosen("left_out")]
    for start, reason in {
        "ModelParameters/VotingRule ASym": "detente has no asymmetric prospect voting; there are proportional, binary",
        "ModelParameters/Mood good": "Mood: the spatial model has no such option",
        "Actor/name north": "the actor is left out: line 10 already holds north",
        "Position/dCoord 1": "there are 1 values for 2 dimensions",
        "Actor/capability -1": "`-1` is no capability: it has to be 0 or more",
        "Actor/capability lots": "`lots` is not a number",
        "Position/dCoord 200": "`200` is no position: it has to be 0 to 100",
        "Actor/description nobody": "the actor is left out: it has no name",
        "iaPair/adjust 0.25": "no actor is called `Nobody`",
        "iaPair/adjust 1.5": "`1.5` is no adjustment: it has to be 0 to 1",
        "Extra note n": "a KTAB scenario has no such place",
        "Extra stray": "a KTAB scenario has no such place",
    }.items():
        notes = [note for key, note in lost if key.startswith(start)]
        assert any(reason in note for note in notes), (start, notes)
    texts = [cell.text for cell in report.cells if cell.column]
    assert len(texts) == len({(cell.row, cell.column) for cell in report.cells if cell.column})
    assert sorted(text.strip() for text in texts) == sorted(_texts(scenario(actors, before=before, after=after)))


def _texts(xml: str) -> list[str]:
    from lxml import etree

    root = etree.fromstring(xml.encode())
    found = [text for it in root.iter() for text in (it.text, it.tail, *it.attrib.values())]
    return [text.strip() for text in found if text and text.strip()]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE Scenario [<!ENTITY a0 "ha">{LAUGHS}]><Scenario><name>&a11;</name></Scenario>'
OUTSIDE = '<!DOCTYPE Scenario [<!ENTITY x SYSTEM "file:///etc/passwd">]><Scenario><name>&x;</name></Scenario>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB.encode(), "declares a document type or entities"),
        (BOMB.encode("utf-16"), "declares a document type or entities"),
        (('<?xml version="1.0" encoding="utf-7"?>' + BOMB.replace("<", "+ADw-")).encode(), "XML is broken"),
        (OUTSIDE.encode(), "declares a document type or entities"),
        (('<?xml version="1.0" encoding="cp037"?>' + OUTSIDE).encode("cp037"), "declares a document type|no KTAB|XML is broken"),
        (scenario()[:-40].encode(), r"river.xml:\d+: the XML is broken"),
        (b"", "the table is empty"),
        (b"<", "XML is broken"),
        (b"<html><body/></html>", "no KTAB scenario: its outermost element is <html>"),
        (b"<Scenario/>", "names no dimension"),
        (scenario(dimensions=["Water", ""]).encode(), "dimension 2 has no name"),
        (scenario([]).encode(), "no row could be read as a position"),
        (b"<a>" * 100_000, "XML is broken"),
        (b"<Scenario>" + b"<a/>" * 200_001 + b"</Scenario>", "more than 200000 elements"),
        (b"<Scenario>" + b" " * 5_000_000 + b"</Scenario>", "larger than 5 MB"),
        (b'<?xml version="1.0" encoding="no-such"?><Scenario/>', "XML is broken"),
        (scenario().replace("UTF-8", "ascii").replace("River", "Река").encode(), "XML is broken"),
        (scenario().replace("Two actors", "&undefined;").encode(), "XML is broken"),
    ],
    ids=lambda it: it[:30] if isinstance(it, str) else "",
)  # fmt: skip
def test_hostile_and_broken_xml_is_refused_in_words(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(CaseError, match=message) as raised:
        imported(tmp_path, data)
    assert raised.value.advice
    assert "root:" not in str(raised.value)


@given(st.binary(max_size=80), st.integers(0, 900), st.integers(0, 40))
def test_any_damage_gives_a_case_or_an_error_in_words(
    tmp_path_factory: pytest.TempPathFactory, put: bytes, place: int, cut: int
) -> None:
    whole = scenario(before=PARAMETERS).encode()
    file = tmp_path_factory.mktemp("damage") / "s.xml"
    file.write_bytes(whole[:place] + put + whole[place + cut :])
    try:
        case, _ = import_table(file)
    except CaseError as error:
        assert error.advice
    else:
        assert not parse_case(case_text(case)).errors


def test_a_command_can_be_given_a_scenario(tmp_path: Path) -> None:
    case, _ = imported(tmp_path, scenario(before=PARAMETERS))
    assert load_case(str(tmp_path / "river.xml")) == case


@pytest.mark.skipif(not KTAB.exists(), reason="the KTAB scenarios are not beside the project")
def test_the_names_of_the_oracles(tmp_path: Path) -> None:
    import csv

    for scenario_file in KTAB.glob("*.csv"):
        if ".positions" in scenario_file.name:
            continue
        case = load_case(str(scenario_file))
        for answer in KTAB.glob(f"{scenario_file.stem}.*positions.csv"):
            with answer.open(newline="") as file:
                first = [row for row in csv.DictReader(file) if row["turn"] == "0"]
            assert len(first) == len(case.parties) * len(case.issues)
            for row in first:
                stance = case.positions[row["actor"].lower()][row["dim"].lower().replace(" ", "_")]
                assert stance.position.best == pytest.approx(float(row["position"]), abs=1e-9)
