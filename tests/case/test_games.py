"""Games from files: point tables, Genius and GeniusWeb, each by what its packages are worth by the format's own rule."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.catalog import load_case
from detente.case.tables import import_table
from detente.engines.deals.building import space_of
from detente.errors import CaseError


def table(folder: Path, text: str, name: str = "game.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def worth(path: Path) -> tuple[list[list[float]], list[float], tuple[str, ...]]:
    """Utilities of all packages, the last issue fastest, reservations and parties of an imported game."""
    space = space_of(import_table(path)[0])
    return space.utilities_of(space.all_packages()).tolist(), space.reservations.tolist(), space.parties


# -- point tables --------------------------------------------------------------------------------------------------------


def test_the_scorable_game_as_a_point_table_is_the_catalog_case(tmp_path, shared):
    game = json.loads((shared / "oracles/deals/scorable_game_base.json").read_text())["game"]
    lines = ["Party;Issue;Option;Points;Minimum"]
    for party in game["parties"]:
        for issue, row in zip("ABCDE", party["points"], strict=True):
            lines += [
                f"{party['name']};{issue};{issue}{place};{points};{party['minimum']}"
                for place, points in enumerate(row, 1)
            ]
    path = table(tmp_path, "\n".join(lines))
    case, report = import_table(path)
    assert report.count("left_out") == 0
    utilities, reservations, _ = worth(path)
    known = space_of(load_case("scorable-game-base"))
    assert utilities == pytest.approx(known.utilities_of(known.all_packages()))
    assert reservations == known.reservations.tolist()
    assert case.issues["a"].scale == {0: "A1", 1: "A2", 2: "A3"}


def test_a_table_opens_like_a_case(tmp_path):
    path = table(tmp_path, "party,issue,alternative,points\na,x,one,100\na,x,two,0\nb,x,one,0\nb,x,two,100\n")
    assert load_case(str(path)).deals.alternatives == {"x": (0, 1)}


points = st.one_of(st.integers(-20, 50), st.floats(-5, 5).map(lambda it: round(it, 2)))


@given(st.lists(st.lists(points, min_size=5, max_size=5), min_size=2, max_size=2), st.integers(-30, 80))
def test_points_keep_their_order_and_the_minimum_its_place(tmp_path_factory, rows, minimum):
    lines = ["party,issue,alternative,points,minimum"]
    for party, row in zip("ab", rows, strict=True):
        names = [("x", "one"), ("x", "two"), ("y", "one"), ("y", "two"), ("y", "three")]
        lines += [f"{party},{issue},{name},{it},{minimum}" for (issue, name), it in zip(names, row, strict=True)]
    utilities, reservations, parties = worth(table(tmp_path_factory.mktemp("game"), "\n".join(lines)))
    for place, party in enumerate(parties):
        row = rows["ab".index(party)]
        raw = [x + y for x, y in product(row[:2], row[2:])]
        low = min(0, *row[:2]) + min(0, *row[2:])
        high = max(0, *row[:2]) + max(0, *row[2:])
        if high == low:
            assert [it[place] for it in utilities] == [0] * 6
            continue
        assert [it[place] for it in utilities] == pytest.approx(
            [100 * (it - low) / (high - low) for it in raw], abs=1e-6
        )
        assert reservations[place] == pytest.approx(100 * (minimum - low) / (high - low), abs=1e-6)


def test_what_a_point_table_leaves_open_is_said(tmp_path):
    text = (
        "A game,,,,\nplayer,issue,option,score,threshold,colour\nA,Site,North,10,5,red\nA,Site,South,many,,\nA,,South,3,,\n"
        "A,Site,North,11,,\nB,Site,South,1..3,6,\nA,Cost.,low,40,7,\nC,,,,9,\n...,Site,North,1,,\n"
    )
    case, report = import_table(table(tmp_path, text))
    lost = {(cell.row, cell.header): cell.note for cell in report.chosen("left_out")}
    assert "above the headers" in lost[1, "player"]
    assert "no such column" in lost[3, "colour"]
    assert "not a number" in lost[4, "score"]
    assert "names no issue" in lost[5, "option"]
    assert "for the same alternative" in lost[6, "score"]
    assert "gives a another minimum" in lost[8, "threshold"]
    assert "gives no id" in lost[10, "player"]
    assert case.deals.values["c"].reservation.best == 9
    assert case.deals.values["b"].tables["site"][1].raw == pytest.approx([100 / 3, 100])
    assumed = " ".join(cell.note for cell in report.chosen("assumed"))
    assert "none for a on site, south: 0" in assumed
    assert "0 to 50 points, which become 0 to 100" in assumed


def test_every_cell_of_a_point_table_is_reported_once(tmp_path):
    text = "party,issue,alternative,points,minimum,x\na,x,one,100,3,\na,x,two,0,4,k\n,,,,,\nb,x,one,q,1,\n"
    _, report = import_table(table(tmp_path, text))
    cells = [(cell.row, cell.column) for cell in report.cells if cell.column]
    filled = {
        (row, column)
        for row, line in enumerate(text.splitlines(), 1)
        for column, it in enumerate(line.split(","), 1)
        if it
    }
    assert len(cells) == len(set(cells))
    assert set(cells) == filled


def test_a_point_table_without_points_is_refused(tmp_path):
    with pytest.raises(CaseError, match="no row could be read as points"):
        import_table(table(tmp_path, "party,issue,alternative,points\na,x,one,many\n"))


# -- Genius ----------------------------------------------------------------------------------------------------------------


def space_xml(weights, issues, extra="", kind="any"):
    """A utility space; evaluations by issue and item, None for a domain."""
    inner = "".join(f'<weight index="{number}" value="{it}"/>' for number, it in enumerate(weights, 1))
    for number, (issue, items) in enumerate(issues.items(), 1):
        rows = "".join(
            f'<item index="{place}" value="{item}"' + (f' evaluation="{it}"/>' if it is not None else "/>")
            for place, (item, it) in enumerate(items.items(), 1)
        )
        inner += f'<issue etype="discrete" index="{number}" name="{issue}" type="discrete" vtype="discrete">\n{rows}</issue>\n'
    return f'<utility_space type="{kind}"><objective etype="objective" index="0" name="any">{inner}</objective>{extra}</utility_space>'


FOOD = {"Food": {"Chips": 3, "Cake": 4}, "Drinks and such": {"Tea": 1, "Beer": 2, "Wine": 0}}


def test_a_genius_profile_is_worth_what_genius_says(tmp_path):
    extra = '<reservation value="0.35"/><discount_factor value="1.0"/>'
    path = table(tmp_path, space_xml((0.25, 0.75), FOOD, extra), "anna.xml")
    case, report = import_table(path)
    assert report.count("left_out") == 0
    assert load_case(str(path)) == case
    utilities, reservations, parties = worth(path)
    assert parties == ("anna",)
    expected = [100 * (0.25 * food / 4 + 0.75 * drink / 2) for food, drink in product((3, 4), (1, 2, 0))]
    assert [it[0] for it in utilities] == pytest.approx(expected)
    assert reservations == [35]
    assert case.issues["drinks_and_such"].scale == {0: "Tea", 1: "Beer", 2: "Wine"}


def test_a_folder_of_profiles_is_one_game_in_the_order_of_its_domain(tmp_path):
    domain = {issue: dict.fromkeys(reversed(list(items))) for issue, items in FOOD.items()}
    table(tmp_path, f"<negotiation_template>{space_xml((), domain)}</negotiation_template>", "zzz_domain.xml")
    table(tmp_path, space_xml((0.5, 0.5), FOOD), "anna.xml")
    table(tmp_path, space_xml((1, 0), {"Food": FOOD["Food"]}), "ben.xml")
    table(tmp_path, "not part of it", "notes.txt")
    case, report = import_table(tmp_path, case_id="party")
    assert case.issues["food"].scale == {0: "Cake", 1: "Chips"}
    assert list(case.parties) == ["anna", "ben"]
    assert case.deals.values["ben"].tables["food"][0].best == 100
    assert "`notes.txt` is no part of the game" in " ".join(cell.note for cell in report.chosen("assumed"))


def test_weights_of_nested_objectives_multiply(tmp_path):
    inner = space_xml((0.5, 0.5), FOOD).replace('<utility_space type="any">', "").replace("</utility_space>", "")
    text = (
        '<utility_space><objective index="9" name="top"><weight index="0" value="0.4"/><weight index="7" value="0.6"/>'
        f'{inner}<issue index="7" name="Music"><item index="1" value="loud" evaluation="1"/></issue></objective></utility_space>'
    )
    case, _ = import_table(table(tmp_path, text, "p.xml"))
    weights = {issue: it.best for issue, it in case.deals.values["p"].weights.items()}
    assert weights == pytest.approx({"food": 0.2, "drinks_and_such": 0.2, "music": 0.6})


def test_what_genius_has_and_a_case_has_not_is_left_out_in_words(tmp_path):
    text = space_xml((0.5, 0.5), FOOD, '<discount_factor value="0.9"/><colour shade="red">text</colour>')
    text = text.replace('evaluation="2"', 'evaluation="two"').replace(
        "</objective>", '<issue index="5" name="Price" etype="integer" lowerbound="1" upperbound="9"/></objective>'
    )
    _, report = import_table(table(tmp_path, text, "p.xml"))
    lost = {cell.text: cell.note for cell in report.chosen("left_out")}
    assert lost.keys() == {"0.9", "red", "text", "two", "Price", "1", "9"}
    assert "patience" in lost["0.9"]
    assert "only issues with listed items" in lost["Price"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (space_xml((), {"Food": {"Chips": None, "Cake": None}}), "a domain without a profile"),
        (space_xml((1,), {"Food": {"Chips": 1}}, kind="nonlinear"), "not additive"),
        (space_xml((0, 0), FOOD), "sum to zero"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + space_xml((1,), {"Food": {"Chips": 1}}), "declares a document type"),
        (space_xml((1,), {"Food": {"Chips": 1}})[:-5], "the XML is broken"),
    ],
)
def test_what_is_no_genius_game_is_refused(tmp_path, text, message):
    with pytest.raises(CaseError, match=message):
        import_table(table(tmp_path, text, "p.xml"))


# -- GeniusWeb ---------------------------------------------------------------------------------------------------------------


def web(**changes):
    """A profile with a listed issue and a range."""
    profile = {
        "name": "anna",
        "domain": {
            "name": "jobs",
            "issuesValues": {"lease car": {"values": ["yes", "no"]}, "days": {"range": ["0", "4", "2"]}},
        },
        "issueWeights": {"lease car": 0.6, "days": 0.4},
        "issueUtilities": {
            "lease car": {"DiscreteValueSetUtilities": {"valueUtilities": {"yes": 1, "no": 0.3333333333333333}}},
            "days": {"numberutils": {"lowValue": 0, "lowUtility": 1, "highValue": 4, "highUtility": 0}},
        },
        "reservationBid": {"issuevalues": {"lease car": "no", "days": 2}},
    }
    return {"LinearAdditiveUtilitySpace": profile | changes}


def test_a_geniusweb_profile_is_worth_what_geniusweb_says(tmp_path):
    path = table(tmp_path, json.dumps(web()), "anna.json")
    _, report = import_table(path)
    assert report.count("left_out") == report.count("assumed") == 0
    utilities, reservations, _ = worth(path)
    assert [it[0] for it in utilities] == pytest.approx(
        [60 * car + 40 * day for car, day in product((1, 1 / 3), (1, 0.5, 0))]
    )
    assert reservations == pytest.approx([60 / 3 + 20])


def test_a_folder_of_geniusweb_profiles_is_one_game(tmp_path):
    domain = web()["LinearAdditiveUtilitySpace"]["domain"]
    table(tmp_path, json.dumps(domain), "jobs.json")
    table(tmp_path, json.dumps(web()), "a.json")
    table(tmp_path, json.dumps(web(name="ben", reservationBid=None)), "b.json")
    table(tmp_path, json.dumps({"size": 6}), "specials.json")
    case, _ = import_table(tmp_path)
    assert list(case.parties) == ["anna", "ben"]
    assert case.title == "jobs"
    assert case.deals.values["ben"].reservation is None


def test_what_a_geniusweb_profile_leaves_open_is_said(tmp_path):
    utilities = {"lease car": {"discreteutils": {"valueUtilities": {"yes": 1, "maybe": 1}}}}
    text = json.dumps(
        web(issueUtilities=utilities, reservationBid={"lease car": "maybe"}, issueWeights={"lease car": 1})
    )
    case, report = import_table(table(tmp_path, text, "anna.json"))
    assert sorted(cell.text for cell in report.chosen("left_out")) == ["1", "maybe"]
    assert case.deals.values["anna"].reservation.best == 0
    assert {cell.note for cell in report.chosen("assumed")} >= {
        "none for anna on lease_car, no: 0",
        "none for anna on days, 2: 0",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "the JSON is broken"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ("[" * 5000 + "]" * 5000, "JSON"),
        ('{"a": ' * 500 + "1" + "}" * 500, "JSON"),
        ("{}", "neither a GeniusWeb domain nor an additive profile"),
        ('{"PartialOrdering": {}}', "neither a GeniusWeb domain nor an additive profile"),
        ('{"LinearAdditiveUtilitySpace": []}', "holds no profile"),
        ('{"LinearAdditiveUtilitySpace": {}}', "no `issuesValues`"),
        (json.dumps({"issuesValues": {"a": {"values": ["b"]}}}), "a domain without a profile"),
        (json.dumps(web(domain={"issuesValues": {"a": {"range": ["0", "1", "0"]}}})), "neither values nor a range"),
        (json.dumps(web(domain={"issuesValues": {"a": {"range": "123"}}})), "neither values nor a range"),
        (json.dumps(web(domain={"issuesValues": {"a": {"range": ["0", "1e9", "1"]}}})), "runs over"),
        (json.dumps(web(domain={"issuesValues": {"a": {"values": [[1]]}}})), "neither values nor a range"),
        (json.dumps(web(issueWeights={})), "sum to zero"),
    ],
)
def test_what_is_no_geniusweb_game_is_refused(tmp_path, text, message):
    with pytest.raises(CaseError, match=message):
        import_table(table(tmp_path, text, "p.json"))


def test_a_folder_without_a_game_is_refused(tmp_path):
    with pytest.raises(CaseError, match="holds no game"):
        import_table(tmp_path)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@given(st.data())
def test_a_profile_with_anything_in_any_place_is_read_or_refused(tmp_path_factory, data):
    profile = web()
    at, place = profile, "LinearAdditiveUtilitySpace"
    while isinstance(at[place], dict) and at[place] and data.draw(st.booleans()):
        at, place = at[place], data.draw(st.sampled_from(sorted(at[place])))
    at[place] = data.draw(json_values)
    path = table(tmp_path_factory.mktemp("web"), json.dumps(profile), "p.json")
    try:
        case, _ = import_table(path)
    except CaseError:
        return
    assert case.deals.values
