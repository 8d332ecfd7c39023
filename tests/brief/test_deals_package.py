"""The brief's draft text."""

from __future__ import annotations

from detente.brief.contents import Bullets, Table
from detente.brief.sections.deals_package import draft
from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.deals import deals


def test_the_draft_of_the_founding_case():
    case = load_case("vienna-2015")
    found = deals(case, package="nash")
    section = draft(case, found, found.package)
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.columns == ("Clause", "Accept", "Could live with it", "Refuse")
    assert [cell.text for cell in table.rows[0]] == [
        f"1. Future of President Bashar Assad: {case.issues['presidency'].scale[50]}", "Lebanon", "United States, Russia, Saudi Arabia, Jordan, Turkey", "Iran",
    ]  # fmt: skip
    for row in table.rows:
        named = [name for cell in row[1:] for name in cell.text.split(", ") if name != "–"]
        assert sorted(named) == sorted(stake.name for stake in found.parties.values())
    reasons, trades = (block for block in section.blocks if isinstance(block, Bullets))
    assert any(it.strong == "Iran: " and "clause 1, beyond its bottom line" in it.text for it in reasons.items)
    assert len(trades.items) == 3
    assert all("It takes" in it.text and "instead of" in it.text for it in trades.items)


def test_a_package_without_trades_or_refusals_says_so():
    case = Case.model_validate({
        "id": "calm",
        "parties": {"a": {}, "b": {}},
        "issues": {"x": {"scale": {0: "no", 100: "yes"}}},
        "positions": {"a": {"x": {"position": 100}}, "b": {"x": {"position": 100}}},
    })  # fmt: skip
    found = deals(case, package={"x": 100})
    section = draft(case, found, found.package)
    assert not [block for block in section.blocks if isinstance(block, Bullets)]
    assert "No exchange on two issues" in section.blocks[-1].text
