from __future__ import annotations

from detente.brief.contents import Bullets, Table, Text
from detente.brief.evidence import Evidence
from detente.brief.sections import parties, standing
from detente.case import parse_case
from detente.case.catalog import load_case_file
from detente.case.walk import believed_numbers
from detente.sources.verification import read_sources, verify
from tests.sources.evidence import talks


def words(section) -> str:
    found = []
    for block in section.blocks:
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found += [it.strong + it.text for it in block.items]
        elif isinstance(block, Table):
            found += [cell.text + " " + cell.detail for row in block.rows for cell in row]
    return "\n".join(found)


def test_every_number_of_the_founding_case_stands_with_its_evidence():
    file = load_case_file("vienna-2015")
    case = file.sound
    section = standing.standing(case, Evidence(case, verify(case, read_sources(case, file.path.parent))))
    text = words(section)
    assert text.startswith(f"Of {len(list(believed_numbers(case)))} numbers")
    assert "no evidence]" not in text
    others = [number for loc, number in believed_numbers(case) if loc[0] != "positions"]
    assert len(others) > 100
    assert [str(number) for number in others if f" {number}" not in text] == []
    for key in case.parties:
        assert case.party_name(key) in text
    assert sum(isinstance(block, Bullets) for block in section.blocks) >= 7


def test_what_has_no_evidence_and_what_speaks_against_it_are_said():
    text = talks.CASE.replace("why: first guess", "against: [map], why: first guess")
    case = parse_case(text).sound
    evidence = Evidence(case, verify(case, {}))
    shown = words(standing.standing(case, evidence))
    assert "Northland capability 40 to 60 [no evidence]" in shown
    assert "Southland capability 50 [1; background]" in shown
    held = words(parties.parties(case, evidence))
    assert "no evidence\nagainst it: [1]" in held
