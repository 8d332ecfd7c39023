"""Pictures of the deals: what they hold, the same in words, and that many packages are thinned the same way each time."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.charts.deals import acceptance, frontier, parties, trades
from detente.brief.charts.deals.acceptance import acceptance_figure
from detente.brief.charts.deals.files import described, pictures, write_pictures
from detente.brief.charts.deals.frontier import MOST_DOTS, efficient_for_two, frontier_figure
from detente.brief.charts.deals.labels import Box, placed
from detente.brief.charts.deals.marks import DASHES, SHAPES, marks
from detente.brief.charts.deals.pair import pair_of
from detente.brief.charts.deals.parties import MOST_LINES, parties_figure
from detente.brief.charts.deals.thinning import apart, evenly
from detente.brief.charts.deals.trades import trades_figure
from detente.brief.charts.drawing import png
from detente.brief.contents import Figure
from detente.brief.sections.deals import deals as section
from detente.case import parse_case
from detente.case.catalog import load_case
from detente.case.model import Case
from detente.engines.deals import deals
from detente.errors import CaseError, CommandError
from detente.results.deals import Clause, Deals, PackageView, PackageWorth, PartyStake, Solutions, Trade

ARABIC = "جمهورية مصر العربية والجامعة العربية في القاهرة"
LONG = "The United Coalition of Revolutionary and Opposition Forces of the Northern and Eastern Provinces"
HOSTILE = "<script>alert(1)</script>"


def a_case(count: int, names: Callable[[int], str] = "Party {}".format, reservation: float | None = None) -> Case:
    """Parties with different positions on four issues; no agreement is worth what the case's reference gives."""
    random = Random(3)
    stands = {
        f"p{party}": {
            f"i{issue}": {"position": random.randrange(30, 100), "salience": random.randrange(10, 90)}
            for issue in range(4)
        }
        for party in range(count)
    }
    scale = {0: "none of it", 50: "half of it", 100: "all of it"}
    raw: dict[str, Any] = {
        "detente": 1,
        "id": "made",
        "parties": {f"p{party}": {"name": names(party), "role": "at_table"} for party in range(count)},
        "issues": {f"i{issue}": {"name": f"Issue {issue}", "scale": scale, "reference": 0} for issue in range(4)},
        "positions": stands,
    }
    if reservation is not None:
        raw["deals"] = {"values": {party: {"reservation": reservation} for party in stands}}
    return parse_case(json.dumps(raw)).sound


def looked_at(found: Deals) -> Deals:
    """The result with a hand-made look at its first Nash package."""
    ids = list(found.parties)
    now = found.solutions.nash[0]
    other = {issue: 0.0 if mark else 50.0 for issue, mark in now.package.items()}
    text = tuple(
        Clause(
            issue=issue, name=about.name, alternative=now.package[issue], text=f"text of {about.name}",
            verdicts=dict(zip(ids, ("accepts", "could_live_with", "refuses"), strict=False)),
            reasons=dict.fromkeys(ids, "because"),
        )
        for issue, about in found.issues.items()
    )  # fmt: skip
    becomes = PackageWorth(package={**now.package, "i0": other["i0"], "i1": other["i1"]}, utilities=now.utilities)
    trade = Trade(
        first=(ids[0],), second=(ids[1],), gives=("i0",), gets=("i1", "i2"), becomes=becomes,
        gains={ids[0]: 4.2, ids[1]: 1.25} | dict.fromkeys(ids[2:], -3.0), sentence="One gives way on i0 for i1.",
    )  # fmt: skip
    view = PackageView(
        package=now, passes=True, efficient=True, accepted_by=tuple(ids[:2]), text=text, nearest=None,
        trades=(trade,) * 5, compared=None, sentence="It passes.",
    )  # fmt: skip
    return found.model_copy(update={"package": view})


def crowd(count: int, size: int = 25) -> Deals:
    """A result with so many parties and packages, of random worth."""
    random = Random(1)
    ids = [f"p{number}" for number in range(size)]
    packages = tuple(
        PackageWorth(package={"x": float(number)}, utilities={party: random.uniform(0, 100) for party in ids})
        for number in range(count)
    )
    stakes = {
        party: PartyStake(name=f"Party {party}", reservation=30, bottom=0, top=100, veto=True, red_lines={})
        for party in ids
    }
    picked = Solutions(nash=packages[:1], egalitarian=packages[: count // 2], utilitarian=packages[2:3])
    return deals(load_case("panama-canal")).model_copy(
        update={"parties": stakes, "frontier": packages, "solutions": picked}
    )


@pytest.fixture(scope="module")
def panama() -> Deals:
    return deals(load_case("panama-canal"))


@pytest.fixture(scope="module")
def game() -> Deals:
    return deals(load_case("scorable-game-base"))


@pytest.fixture(scope="module")
def three() -> Deals:
    return looked_at(deals(a_case(3)))


def texts(figure: Figure) -> list[str]:
    return ["".join(it.itertext()) for it in ET.fromstring(figure.svg).iter() if it.tag.endswith("}text")]


@pytest.fixture
def specs(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The specifications of the charts drawn in a test, each held against the schema of Vega-Lite."""
    kept: list[dict[str, Any]] = []

    def keep(chart: Any) -> str:
        kept.append(chart.to_dict(validate=True))
        return "<svg></svg>"

    for module in (frontier, parties, acceptance, trades):
        monkeypatch.setattr(module, "svg_of", keep)
    return kept


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    plot = spec["vconcat"][0] if "vconcat" in spec else spec
    return list(plot["layer"])


def values(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    data = layer["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def test_every_picture_is_sound_by_the_schema(specs: list[dict[str, Any]], three: Deals) -> None:
    drawn = pictures(three)
    assert list(drawn.figures)[1:] == ["picks-by-party", "who-accepts", "trades"]
    assert len(specs) == 4


def test_the_frontier_shows_each_pick_once_with_its_shape_and_name(game: Deals, specs: list[dict[str, Any]]) -> None:
    pair = pair_of(game)
    assert pair == ("sportco", "tourism")  # the two with a veto
    frontier_figure(game, pair)
    shapes = [
        layer["mark"]["shape"] for layer in layers(specs[0]) if layer["mark"].get("stroke") and "shape" in layer["mark"]
    ]
    assert shapes == [SHAPES["nash"], SHAPES["egalitarian"], SHAPES["utilitarian"]]
    named = {
        row["text"] for layer in layers(specs[0]) if layer["mark"]["type"] == "text" for row in values(specs[0], layer)
    }
    assert {"Nash and", "Kalai-Smorodinsky", "Egalitarian"} <= named


def test_the_frontier_tells_packages_efficient_for_two_from_those_for_all(
    game: Deals, specs: list[dict[str, Any]]
) -> None:
    frontier_figure(game, ("mayor", "sportco"))
    dots = [layer for layer in layers(specs[0]) if layer["mark"]["type"] == "point" and "shape" not in layer["mark"]]
    everyone, edge = ({(row["x"], row["y"]) for row in values(specs[0], layer)} for layer in dots)
    assert edge < everyone
    assert edge == {
        (x, y) for x, y in everyone if not any((u > x and v >= y) or (u >= x and v > y) for u, v in everyone)
    }


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_efficient_for_two_by_definition(spots: list[tuple[int, int]]) -> None:
    best = {(x, y) for x, y in spots if not any((u > x and v >= y) or (u >= x and v > y) for u, v in spots)}
    assert efficient_for_two(spots) == sorted(best)


def test_reservations_are_lines_unless_they_are_far_off(specs: list[dict[str, Any]]) -> None:
    for reservation, lines in ((50.0, 2), (-900.0, 0)):
        found = deals(a_case(2, reservation=reservation))
        figure = frontier_figure(found, ("p0", "p1"))
        rules = [layer for layer in layers(specs[-1]) if layer["mark"].get("strokeDash") == [6, 4]]
        assert len(rules) == lines
        assert figure is not None
        assert f"No agreement is worth {reservation:g} and {reservation:g}." in figure.alternative
    assert "(outside the picture)" in json.dumps(specs[-1])


def test_two_parties_are_not_said_to_be_alone(panama: Deals, game: Deals) -> None:
    two, six = (
        frontier_figure(found, pair) for found, pair in ((panama, ("usa", "panama")), (game, ("sportco", "tourism")))
    )
    assert two is not None
    assert six is not None
    assert "efficient for United States and Panama" in texts(two)
    assert "efficient for SportCo and Department of Tourism alone" in texts(six)
    assert "efficient only when all parties at the table count" in texts(six)
    assert "efficient only when all parties at the table count" not in texts(two)


def test_frontier_in_words(panama: Deals) -> None:
    figure = frontier_figure(panama, ("usa", "panama"))
    assert figure is not None
    assert "Nash, Kalai-Smorodinsky and egalitarian: 64 and 68." in figure.alternative
    assert "Utilitarian and relative utilitarian: 79 and 53 and 1 more." in figure.alternative
    assert "run from 0 and 100 to 100 and 0" in figure.alternative


def test_each_pick_has_a_line_of_its_own_across_all_parties(game: Deals, specs: list[dict[str, Any]]) -> None:
    figure = parties_figure(game)
    assert figure is not None
    picked = marks(game)
    lines = [layer for layer in layers(specs[0]) if layer["mark"]["type"] == "line"][1:]
    assert [tuple(layer["mark"]["strokeDash"]) for layer in lines] == [mark.dash or (1, 0) for mark in picked]
    for layer, mark in zip(lines, picked, strict=True):
        assert [row["x"] for row in values(specs[0], layer)] == list(mark.packages[0].utilities.values())
    (bars,) = [layer for layer in layers(specs[0]) if layer["mark"]["type"] == "rule"]
    assert [row["x"] for row in values(specs[0], bars)] == [stake.reservation for stake in game.parties.values()]
    for stake in game.parties.values():
        assert figure.alternative.count(stake.name) == len(picked) + 1


def test_a_reservation_beyond_the_scale_is_pointed_at(specs: list[dict[str, Any]]) -> None:
    parties_figure(deals(a_case(2, reservation=-50)))
    points = [layer for layer in layers(specs[0]) if "angle" in layer["encoding"]]
    assert [row["x"] for row in values(specs[0], points[0])] == [0, 0]
    assert "no agreement is worth less than the scale shows" in json.dumps(specs[0])


def test_shapes_and_dashes_differ() -> None:
    assert set(SHAPES) == set(DASHES)
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert len(set(DASHES.values())) == len(DASHES)


def test_the_pair_asked_for_goes_first_and_has_to_be_at_the_table(game: Deals) -> None:
    assert pair_of(game, ("mayor", "sportco")) == ("mayor", "sportco")
    for wrong, said in ((("mayor", "nobody"), "nobody is not at the table"), (("mayor", "mayor"), "twice")):
        with pytest.raises(CommandError, match=said):
            pair_of(game, wrong)


def test_without_two_vetoes_the_pair_is_the_most_opposed() -> None:
    worth = [{"a": 1, "b": 2, "c": 9}, {"a": 2, "b": 3, "c": 5}, {"a": 3, "b": 5, "c": 2}]
    found = crowd(3, 3).model_copy(
        update={
            "parties": {
                party: PartyStake(name=party, reservation=0, bottom=0, top=9, veto=True, red_lines={})
                for party in "abc"
            },
            "frontier": tuple(PackageWorth(package={"x": 0.0}, utilities=one) for one in worth),
        }
    )
    assert pair_of(found) == ("a", "c")  # correlations: a and b 0.98, a and c -0.997, b and c -0.96
    assert pair_of(found.model_copy(update={"frontier": ()})) == ("a", "b")


def test_many_packages_are_thinned_the_same_way_each_time_and_the_caption_says_so(specs: list[dict[str, Any]]) -> None:
    found = crowd(3000)
    first, second = (frontier_figure(found, ("p0", "p1")) for _ in range(2))
    assert first is not None
    assert first == second
    assert specs[0] == specs[1]
    dots = values(specs[0], layers(specs[0])[0])
    assert 100 < len(dots) <= MOST_DOTS
    assert f"{len(dots):,} dots stand for 3,000 places" in first.caption
    assert "at most 12 are drawn" in first.caption
    lines = parties_figure(found)
    assert lines is not None
    assert len({row["line"] for row in values(specs[2], layers(specs[2])[1])}) == MOST_LINES
    assert f"{MOST_LINES} of the 3,000 efficient packages" in lines.caption
    assert "the first is drawn" in lines.caption


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), max_size=60), st.integers(1, 20))
def test_thinning_keeps_points_of_the_picture_within_the_limit(spots: list[tuple[float, float]], most: int) -> None:
    kept = apart(spots, most)
    assert len(kept) <= most
    assert len({spots[place] for place in kept}) == len(kept)
    assert bool(kept) == bool(spots)
    if len(set(spots)) <= most:
        assert {spots[place] for place in kept} == set(spots)
    even = evenly(spots, most)
    assert len(even) == min(most, len(spots))
    if most > 1 and spots:
        assert (even[0], even[-1]) == (spots[0], spots[-1])


def test_names_do_not_cover_one_another() -> None:
    labels = placed([("Nash", 100, 100), ("Egalitarian", 104, 100), ("Utilitarian", 250, 8)], [], [], 500, 300)
    boxes = [label.box for label in labels]
    for number, box in enumerate(boxes):
        assert Box(250, 150, 500, 300).overlap(box) == pytest.approx(box.width * box.height)
        assert not any(box.overlap(other) for other in boxes[:number])


def test_who_accepts_reads_without_colour(three: Deals, specs: list[dict[str, Any]]) -> None:
    figure = acceptance_figure(three)
    assert figure is not None
    clauses = len(three.issues)
    drawn = {}
    for layer in layers(specs[0]):
        if layer["mark"]["type"] == "point":
            look = (layer["mark"]["shape"], layer["mark"]["fill"])
            drawn[look] = drawn.get(look, 0) + len(values(specs[0], layer))
    full, half, pale, cross = (
        drawn[look]
        for look in (
            ("circle", acceptance.TONE),
            (acceptance.HALF, acceptance.TONE),
            ("circle", acceptance.QUIET),
            (acceptance.CROSS, "white"),
        )
    )
    assert full == clauses + 2 + 1  # a party accepts all clauses, two the whole, one in the key
    assert half == pale == clauses + 1
    assert cross == clauses + 1 + 1
    assert (
        "Issue 0: text of Issue 0 (accepts: Party 0; could live with it: Party 1; refuses: Party 2)."
        in figure.alternative
    )
    assert "(refuses the whole)" in figure.alternative
    said = json.dumps(specs[0])
    for issue in three.issues.values():
        assert f"text of {issue.name}" in said


def test_trades_point_from_who_gives_way_to_who_gets_its_way(three: Deals, specs: list[dict[str, Any]]) -> None:
    figure = trades_figure(three)
    assert figure is not None
    heads = {
        layer["mark"]["shape"]: len(values(specs[0], layer))
        for layer in layers(specs[0])
        if layer["mark"]["type"] == "point"
    }
    assert heads == {"triangle-right": 3, "triangle-left": 3}  # i2 is the same before and after: no arrow
    said = [
        row["text"] for layer in layers(specs[0]) if layer["mark"]["type"] == "text" for row in values(specs[0], layer)
    ]
    for text in ("Party 0", "+4.2 points", "Party 1", "+1.2 points", "Others: Party 2 −3"):
        assert said.count(text) == 3
    assert "The best 3 of 5." in figure.caption
    assert figure.alternative.startswith("One gives way on i0 for i1.")


def test_an_empty_zone_or_one_party_has_no_frontier_and_a_sentence() -> None:
    empty = deals(a_case(2, reservation=101))
    assert empty.zone.count == 0
    drawn = pictures(empty)
    assert drawn.figures == {}
    assert drawn.notes == ("No picture of the frontier and the picks: no package passes.",)
    alone = pictures(deals(a_case(1)))
    assert list(alone.figures) == ["picks-by-party"]
    assert alone.notes == ("No picture of the frontier: only one party is at the table.",)
    view = looked_at(deals(a_case(3)))
    assert view.package is not None
    untraded = view.model_copy(update={"package": view.package.model_copy(update={"trades": ()})})
    assert "no exchange from this package" in pictures(untraded).notes[0]
    assert "trades" not in pictures(untraded).figures


def test_a_frontier_too_long_to_list_leaves_the_picks(game: Deals) -> None:
    figure = frontier_figure(game.model_copy(update={"frontier": ()}), ("sportco", "tourism"))
    assert figure is not None
    assert "too many to list" in figure.caption
    assert "Egalitarian" in texts(figure)


def test_names_of_every_kind_are_drawn_and_hold_no_markup() -> None:
    kinds = (f"{ARABIC} {{}}", f"{{}} {LONG}", "{}中华人民共和国与东南亚国家联盟", f"{HOSTILE} {{}}", 'a"b\\c {} \x07')
    found = looked_at(deals(a_case(25, lambda number: kinds[number % len(kinds)].format(number))))
    drawn = pictures(found)
    assert len(drawn.figures) == 4
    for figure in drawn.figures.values():
        assert "<script" not in described(figure)
        assert ET.fromstring(figure.svg) is not None
        assert png(figure.svg, 0.5).startswith(b"\x89PNG")
    width, height = (
        float(ET.fromstring(drawn.figures["picks-by-party"].svg).attrib[side]) for side in ("width", "height")
    )
    assert height < 1.35 * width  # stands on a page with its caption


def test_pictures_are_written_whole_and_nothing_is_overwritten(three: Deals, tmp_path: Any) -> None:
    drawn = pictures(three)
    folder = tmp_path / "new" / "pictures"
    written = write_pictures(drawn, folder)
    assert sorted(file.name for file in written) == sorted(file.name for file in folder.iterdir())
    assert {file.suffix for file in written} == {".svg", ".png"}
    root = ET.fromstring((folder / "picks-by-party.svg").read_text())
    assert root[0].text == drawn.figures["picks-by-party"].caption
    assert root[1].text == drawn.figures["picks-by-party"].alternative
    (folder / "trades.svg").write_text("mine")
    for file in written:
        if file.name != "trades.svg":
            file.unlink()
    with pytest.raises(CaseError, match=r"trades\.svg exists"):
        write_pictures(drawn, folder)
    assert [file.name for file in folder.iterdir()] == ["trades.svg"]
    write_pictures(drawn, folder, force=True)
    assert (folder / "trades.svg").read_text().startswith("<svg")
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseError, match="cannot write"):
        write_pictures(drawn, tmp_path / "file")


def test_ids_make_plain_names_of_files() -> None:
    found = crowd(3, 2)
    odd = dict(zip(("../a b", "ü/" + "x" * 90), found.parties.values(), strict=True))
    renamed = tuple(
        PackageWorth(package=one.package, utilities=dict(zip(odd, one.utilities.values(), strict=True)))
        for one in found.frontier
    )
    drawn = pictures(found.model_copy(update={"parties": odd, "frontier": renamed, "solutions": Solutions()}))
    assert list(drawn.figures) == [f"frontier-a-b-ü-{'x' * 38}"]


def test_the_section_of_the_brief_shows_two_pictures_or_one_for_two_parties(panama: Deals, game: Deals) -> None:
    for case, found, count in (("panama-canal", panama, 1), ("scorable-game-base", game, 2)):
        blocks = section(load_case(case), found).blocks
        assert sum(isinstance(block, Figure) for block in blocks) == count
    empty = a_case(2, reservation=101)
    assert not any(isinstance(block, Figure) for block in section(empty, deals(empty)).blocks)
