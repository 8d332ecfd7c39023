"""Every case that comes with detente is itself a test."""

from __future__ import annotations

from hashlib import sha256
from shutil import copy, copytree

import pytest

from detente.case import Case, open_case, parse_case
from detente.case.catalog import FOLDER, catalog, find_case, load_case, load_case_file
from detente.case.walk import judged, numbers
from detente.case.writer import case_text
from detente.engines.forecast import METHODS, forecast
from detente.errors import CaseError
from detente.sources.reader import read_path
from detente.sources.verification import read_sources, verify

NAMES = [name for name, _ in catalog()]
each_case = pytest.mark.parametrize("name", NAMES)
NEGOTIATED = [name for name in NAMES if load_case(name).issues]
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


@pytest.mark.parametrize("name", NEGOTIATED)
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
def test_it_has_numbers_or_a_graph_model(name):
    case = load_case(name)
    assert len(list(numbers(case))) > 0 or case.conflict.preferences


def test_published_graph_models_are_there():
    models = {name for name in NAMES if load_case(name).conflict.preferences}
    assert {"elmira-1991", "prisoners-dilemma", "us-north-korea-2017", "vienna-2015"} <= models


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


# -- the founding case -------------------------------------------------------------------------------------------------

LABEL = "Written for detente as a demonstration page; not reporting."
COMPILED_LATER = {"nmc"}  # figures for 2015 that were published later; the case says so


@pytest.fixture(scope="module")
def founding() -> Case:
    return load_case("vienna-2015")


def test_the_founding_case_holds_the_parties_of_the_talks_and_of_the_war(founding):
    at_the_table = {key for key, party in founding.parties.items() if party.role == "at_table"}
    assert at_the_table == {"usa", "russia", "saudi", "iran", "jordan", "lebanon", "turkey"}
    assert set(founding.parties) - at_the_table == {"syria_gov", "opposition", "isis", "nusra", "kurds"}
    assert len(founding.issues) == 8
    assert {measure.by for measure in founding.measures.values()} == set(founding.parties) - {"isis", "nusra"}


def test_every_number_of_the_founding_case_is_a_range_with_a_reason_and_evidence(founding):
    exact = [loc for loc, number in numbers(founding) if number.is_exact and loc[-1] != "reference"]
    assert exact == []
    assert [loc for loc, claim in judged(founding) if not (claim.why and claim.evidence)] == []


def test_the_founding_case_uses_nothing_from_after_its_day(founding):
    later = {key for key, source in founding.sources.items() if source.date and source.date > founding.as_of}
    assert later == COMPILED_LATER
    assert all(fact.date <= founding.as_of for fact in founding.facts.values())


def test_what_was_not_opened_is_marked_as_background_and_not_quoted(founding):
    for key, it in founding.evidence.items():
        source = founding.sources[it.source]
        assert bool(source.file) != (source.background and it.background), key
        assert bool(it.quote) == bool(source.file), key


def test_each_ceasefire_design_says_what_being_excluded_means(founding):
    assert [set(design.excluded) for design in founding.ceasefires.values()] == [
        {"isis"},
        {"isis", "nusra"},
        {"isis", "nusra", "opposition"},
    ]
    assert {design.excluded_means for design in founding.ceasefires.values()} == {"unprotected"}


def test_the_founding_case_says_what_it_is_not(founding):
    assert "illustrates" in founding.description
    assert "does not validate" in founding.description
    assert len(founding.unknowns) >= 5


def test_the_page_that_comes_with_it_is_labelled_and_quotes_nobody(founding):
    page = find_case("vienna-2015").parent / founding.sources["page"].file
    article = read_path(page)
    assert founding.sources["page"].label == "written for detente"
    assert page.read_text(encoding="utf-8").count(f'<p class="demo-label">{LABEL}</p>') == 2  # above and below
    assert not set('“”«»"') & set(article.text)


def test_the_quotes_of_the_founding_page_stand_in_it(founding, shared, tmp_path):
    original = shared / "sources" / "jpost-2015-11-12.txt"
    if not original.is_file():
        pytest.skip("the founding page is not beside the project")
    copytree(find_case("vienna-2015").parent, tmp_path / "case")
    copy(original, tmp_path / "case" / founding.sources["jpost"].file)
    found = verify(founding, read_sources(founding, tmp_path / "case"))
    assert {found[key].status for key, it in founding.evidence.items() if it.source == "jpost"} == {"verified"}


FROZEN = ("parties", "positions", "relations", "facts", "measures", "fighting", "overlap", "ceasefires")


def test_the_numbers_of_the_founding_case_are_frozen():
    """They were committed before the engines of leverage, trust and ceasefire existed, and are not tuned toward any answer.

    A change of this digest is a change of beliefs: say in the changelog which, and why.
    """
    raw = load_case("vienna-2015").raw()
    held = [f"{path} {value}" for name in FROZEN for path, value in _leaves(raw[name], name)]
    digest = sha256("\n".join(sorted(held)).encode()).hexdigest()
    assert digest == "1a0ec033464f30a2fcc679987f4ea8b14bf036154711b3fd8ab5674d737c723b"


def _leaves(value, path):
    """Every number of plain data with its path; words may be mended."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _leaves(item, f"{path}.{place}")
    elif isinstance(value, (int, float)) or str(value)[:1] in "+-":
        yield path, value
