"""Every case that comes with detente is itself a test."""

from __future__ import annotations

import pytest

from detente.case import open_case, parse_case
from detente.case.catalog import FOLDER, catalog, find_case, load_case, load_case_file
from detente.case.walk import judged, numbers
from detente.case.writer import case_text
from detente.engines.forecast import METHODS, forecast
from detente.errors import CaseError

NAMES = [name for name, _ in catalog()]
each_case = pytest.mark.parametrize("name", NAMES)
MOST_WORDS = 25


def test_the_founding_case_and_the_published_one_are_there():
    assert {"vienna-2015", "emission-standards-1994"} <= set(NAMES)
    assert sorted(NAMES) == NAMES


@each_case
def test_it_opens_without_errors(name):
    file = load_case_file(name)
    assert [str(finding) for finding in file.errors] == []


@each_case
def test_its_id_is_its_name_and_it_has_a_title_and_a_citation(name):
    case = load_case(name)
    assert case.id == name.split("/")[-1]
    assert case.title
    assert case.description
    assert case.citation


@each_case
def test_written_anew_it_is_equal(name):
    case = load_case(name)
    again = parse_case(case_text(case))
    assert again.case == case
    assert again.sound.digest == case.digest


@each_case
@pytest.mark.parametrize("method", METHODS)
def test_every_issue_has_a_forecast_on_its_scale(name, method):
    case = load_case(name)
    answer = forecast(case, method, draws=100)
    assert list(answer.issues) == list(case.issues)
    for key, it in answer.issues.items():
        issue = case.issues[key]
        assert it.outcome is not None
        assert issue.low <= it.outcome <= issue.high
        assert issue.low <= it.interval80[0] <= it.interval80[1] <= issue.high
        assert it.sentence.startswith(f"{case.issue_name(key)}: ")


@each_case
def test_its_numbers_rest_on_evidence_that_exists(name):
    case = load_case(name)
    for loc, claim in judged(case):
        assert set(claim.evidence) <= set(case.evidence), loc
    for key, it in case.evidence.items():
        assert it.source in case.sources, key


@each_case
def test_every_party_and_position_rests_on_evidence(name):
    case = load_case(name)
    assert [key for key, party in case.parties.items() if not party.evidence] == []
    stands = [(party, issue, it) for party, each in case.positions.items() for issue, it in each.items()]
    assert [(party, issue) for party, issue, it in stands if not (it.evidence or it.why)] == []


@each_case
def test_its_quotes_are_short(name):
    for key, it in load_case(name).evidence.items():
        assert len(it.quote.split()) <= MOST_WORDS, key


@each_case
def test_a_source_file_that_comes_with_it_is_quoted(name):
    case, folder = load_case(name), find_case(name).parent
    brought = {key for key, source in case.sources.items() if source.file and (folder / source.file).is_file()}
    assert {path.name for path in folder.glob("sources/*")} == {
        folder.joinpath(case.sources[key].file).name for key in brought
    }
    assert {it.source for it in case.evidence.values() if it.quote} >= brought


@each_case
def test_it_has_numbers(name):
    assert len(list(numbers(load_case(name)))) > 0


def test_a_case_is_found_by_name_path_and_folder(tmp_path):
    by_name = find_case("emission-standards-1994")
    assert by_name.is_relative_to(FOLDER)
    assert find_case(str(by_name)) == by_name
    assert find_case(str(by_name.parent)) == by_name
    own = tmp_path / "own.yaml"
    own.write_text("detente: 1\nid: own\n")
    assert find_case(str(own)) == own


def test_a_path_wins_over_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vienna-2015").write_text("detente: 1\nid: own\n")
    assert open_case(find_case("vienna-2015")).case.id == "own"


def test_a_misspelt_name_is_answered_with_the_right_one():
    with pytest.raises(CaseError) as raised:
        find_case("viena-2015")
    assert "vienna-2015" in raised.value.advice


def test_a_name_that_is_like_none_is_answered_with_the_list():
    with pytest.raises(CaseError) as raised:
        find_case("xyzzy")
    assert all(name in raised.value.advice for name in NAMES)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_name_no_file_can_have_is_refused_in_words(name):
    with pytest.raises(CaseError):
        find_case(name)
