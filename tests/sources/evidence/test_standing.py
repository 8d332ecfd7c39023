from __future__ import annotations

from hypothesis import given

from detente.case import Case, parse_case
from detente.case.catalog import load_case_file
from detente.case.walk import believed_numbers
from detente.sources import read_page
from detente.sources.evidence.standing import GROUNDS, standing
from detente.sources.verification import read_sources, verify
from tests.cases import cases
from tests.sources.evidence import talks

QUOTED = """\
detente: 1
id: q
parties:
  a: {capability: 5, evidence: [said, lost]}
  b: {capability: 6, evidence: [lost]}
  c: {capability: 7, evidence: [told], against: [said]}
  d: {capability: 8}
  e: {capability: 9, evidence: [known]}
sources: {page: {title: A page, grade: B2}, away: {title: Away}, old: {title: Old, background: true}}
evidence:
  said: {source: page, quote: The talks opened on time, grade: C3}
  lost: {source: page, quote: The talks opened late}
  told: {source: away, claim: It is so.}
  known: {source: old, claim: It was so.}
"""
PAGE = read_page(b"Talks open\n\nThe talks opened on time.\n\nNobody left early.")


def found(text: str = QUOTED):
    case = parse_case(text).case
    assert case is not None
    return standing(case, verify(case, {"page": PAGE}))


def test_a_number_rests_on_the_best_of_its_evidence():
    grounds = {it.party: it.ground for it in found().numbers}
    assert grounds == {"a": "quoted", "b": "misquoted", "c": "unverified", "d": "none", "e": "background"}


def test_misquotes_and_evidence_against_are_contradictions():
    it = found()
    assert {party: count.contradicted for party, count in it.parties.items()} == {
        "a": 1,
        "b": 1,
        "c": 1,
        "d": 0,
        "e": 0,
    }
    assert it.total.contradicted == 3
    (third,) = (one for one in it.numbers if one.party == "c")
    assert third.against == ("said",)


def test_the_two_parts_of_a_grade_stay_apart():
    pieces = found().pieces
    assert (pieces["said"].reliability, pieces["said"].credibility) == ("C", 3)
    assert (pieces["lost"].reliability, pieces["lost"].credibility) == ("B", 2)  # its source's
    assert (pieces["told"].reliability, pieces["told"].credibility) == ("F", 6)


def test_a_withheld_source_is_not_told():
    text = QUOTED.replace("grade: C3}", "grade: C3, sensitivity: source_protected, by: a}")
    piece = found(text).pieces["said"]
    assert "opened" not in piece.model_dump_json()
    assert piece.by is None
    assert piece.title == "source withheld"


@given(cases())
def test_every_number_is_counted_once(case):
    it = standing(case, verify(case, {}))
    assert it.total.numbers == len(it.numbers) == len(list(believed_numbers(case)))
    assert sum(it.total.grounds.values()) == it.total.numbers
    assert set(it.total.grounds) == set(GROUNDS)
    for count in (*it.parties.values(), *it.issues.values()):
        assert sum(count.grounds.values()) == count.numbers <= it.total.numbers


def test_the_founding_case_has_something_behind_every_number():
    file = load_case_file("vienna-2015")
    it = standing(file.sound, verify(file.sound, read_sources(file.sound, file.path.parent)))
    assert it.total.grounds["none"] == it.total.grounds["misquoted"] == 0
    assert it.total.grounds["quoted"] > 0
    assert all(one.name for one in it.numbers)


def test_an_empty_case():
    it = standing(Case(id="x"), {})
    assert it.total.numbers == 0


def test_the_small_case_names_its_numbers():
    names = {it.path: it.name for it in standing(talks.case(), {}).numbers}
    assert names["positions.north.water.position"] == "position of Northland on Share of the water"
