from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import parse_case
from detente.case.model import Issue
from detente.errors import CaseError
from detente.sources.coding import Statement
from detente.sources.evidence.pages import Page, reported_events, reported_statements
from detente.sources.evidence.positions import suggested_position
from detente.sources.evidence.proposals import PageInfo, proposals_text, read_proposals
from detente.sources.evidence.proposing import proposals_from
from detente.sources.evidence.remembered import memory_of, rejected, remember
from detente.sources.evidence.session import Session
from detente.sources.evidence.timeline import timeline
from detente.sources.verification import check
from tests.sources.evidence import talks

ISSUE = Issue(scale={0: "stays", 40: "leaves at the end of the transition", 100: "leaves at once"})


def statement(toward: str | None, text: str = "so it is", modality: str = "actual") -> Statement:
    return Statement.model_validate({
        "start": 0, "end": len(text), "text": text, "speaker": "a", "cue": "said", "modality": modality, "issues": ("p",),
        "toward": {"p": toward} if toward else {},
    })  # fmt: skip


def suggested(*statements: Statement):
    return suggested_position("p", ISSUE, statements)


def test_one_direction_gives_that_half_of_the_scale_however_often_it_is_said():
    assert suggested(statement("high")).value == [50, 100]
    assert suggested(*[statement("high")] * 9).value == [50, 100]
    assert suggested(statement("low")).value == [0, 50]


def test_contradicting_statements_give_the_whole_scale():
    assert suggested(statement("high"), statement("low")).value == [0, 50, 100]
    assert suggested(*[statement("high")] * 2, statement("low")).value == [0, 60, 100]
    assert "contradict" in suggested(statement("high"), statement("low")).reasoning


def test_words_of_one_mark_narrow_the_range():
    said = statement("low", "He leaves at the end of a transition")
    assert suggested(said).value == [20, 40, 70]
    assert "leaves at the end" in suggested(said).reasoning


def test_words_of_a_mark_at_the_other_end_do_not():
    assert suggested(statement("high", "He cannot leave at the end of a transition")).value == [50, 100]


def test_no_direction_gives_no_range():
    assert suggested(statement(None)).value is None
    assert suggested(statement("high", modality="hypothetical")).value is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["high", "low", None]), st.sampled_from(["actual", "hypothetical", "negated"])),
        max_size=9,
    ),
    st.lists(st.integers(-50, 150), min_size=2, max_size=5, unique=True),
)
def test_a_suggestion_lies_on_the_scale_and_in_order(said, marks):
    issue = Issue(scale={mark: f"mark {mark} it is so" for mark in marks})
    value = suggested_position("p", issue, [statement(toward, "so it is", modality) for toward, modality in said]).value
    if value is not None:
        assert min(marks) <= value[0] <= value[-1] <= max(marks)
        assert value == sorted(value)


# -- merging -----------------------------------------------------------------------------------------------------------


def test_one_statement_on_two_pages_is_one_with_both_places(tmp_path):
    reports = reported_statements(talks.pages(tmp_path))
    (water,) = (it for it in reports if it.statement.text.startswith("half"))
    assert [page.name for page, _ in water.places] == ["first.txt", "second.txt"]
    assert len(reports) == 3


def test_one_event_on_two_pages_is_one_with_both_places(tmp_path):
    reports = reported_events(talks.pages(tmp_path))
    assert [(it.event.type, len(it.places)) for it in reports] == [("RETREAT", 2), ("MOBILIZE", 1)]


def test_events_of_other_days_types_or_parties_stay_apart(tmp_path):
    one, two = talks.pages(tmp_path)
    (event,) = two.coding.events
    for change in ({"date": None}, {"type": "AID"}, {"actors": ("south",)}, {"modality": "future"}):
        coding = two.coding.model_copy(update={"events": (event.model_copy(update=change),)})
        assert len(reported_events([one, Page("second.txt", coding)])) == 3


def test_a_timeline_is_in_the_order_of_days_with_places(tmp_path):
    case = talks.case()
    entries = timeline(talks.pages(tmp_path), case)
    assert [it.date.day for it in entries] == sorted(it.date.day for it in entries)
    assert [it.kind for it in entries[:2]] == ["event", "event"]
    assert {len(it.places) for it in entries} == {1, 2}
    pages = {page.name: page for page in talks.pages(tmp_path)}
    for it in entries:
        for place in it.places:
            assert pages[place.page].coding.article.text[place.start : place.end] == place.text
    assert {it.text for it in timeline(talks.pages(tmp_path), case, ["south"])} == {
        "joint patrols on the whole river", "Northland released twelve fishermen to Southland"
    }  # fmt: skip


# -- proposals ---------------------------------------------------------------------------------------------------------


def proposed(tmp_path, case=None, **more):
    return proposals_from(talks.pages(tmp_path), case or talks.case(), tmp_path, **more)


def by_field(made):
    return {(it.field, it.does): it for it in made.proposals.values()}


def test_what_is_proposed(tmp_path):
    made = by_field(proposed(tmp_path))
    assert set(made) == {
        ("positions.north.water.position", "supports"),
        ("positions.north.water.position", "against"),
        ("positions.south.patrols.position", "new"),
        ("events.north_south_retreat_2031-06-01", "new"),
        ("facts.north_mobilize_2031-06-01", "new"),
    }
    supports = made["positions.north.water.position", "supports"]
    assert [it.quote for it in supports.quotes] == ["We will never give away the river"]
    against = made["positions.north.water.position", "against"]
    assert [(it.page, it.quote) for it in against.quotes] == [
        (f"page{n}", "half of the water should go south") for n in (1, 2)
    ]
    assert against.value is None
    assert against.suggests == [25, 50, 75]  # the words of the middle mark


def test_a_new_position_is_a_range_with_its_reason(tmp_path):
    it = by_field(proposed(tmp_path))["positions.south.patrols.position", "new"]
    assert it.value == [50, 100, 100]
    assert "joint patrols" in it.why


def test_an_event_carries_pair_day_kind_and_weight(tmp_path):
    it = by_field(proposed(tmp_path))["events.north_south_retreat_2031-06-01", "new"]
    assert (it.value["from"], it.value["to"], it.value["date"], it.value["kind"]) == (
        "north",
        "south",
        "2031-06-01",
        "cooperative",
    )
    assert it.value["intensity"] == 65
    assert len(it.quotes) == 2


def test_two_publishers_make_it_probably_true(tmp_path):
    made = by_field(proposed(tmp_path))
    assert {it.credibility for it in made["events.north_south_retreat_2031-06-01", "new"].quotes} == {2}
    assert {it.credibility for it in made["facts.north_mobilize_2031-06-01", "new"].quotes} == {6}
    assert {it.reliability for one in made.values() for it in one.quotes} == {"F"}


def test_plans_and_denials_are_no_events_of_the_case(tmp_path):
    one, _ = talks.pages(tmp_path)
    for modality in ("future", "hypothetical", "negated"):
        events = tuple(it.model_copy(update={"modality": modality}) for it in one.coding.events)
        page = Page("a", one.coding.model_copy(update={"events": events, "statements": ()}), one.path)
        assert proposals_from([page], talks.case(), tmp_path).proposals == {}


def test_a_quote_that_is_not_in_its_page_is_never_proposed(tmp_path):
    one, _ = talks.pages(tmp_path)
    invented = one.coding.statements[0].model_copy(update={"text": "All of the water should go south"})
    page = Page("a", one.coding.model_copy(update={"statements": (invented,), "events": ()}), one.path)
    assert proposals_from([page], talks.case(), tmp_path).proposals == {}


def test_unknown_speakers_and_issues_give_no_proposal(tmp_path):
    one, _ = talks.pages(tmp_path)
    changes = ({"speaker": None}, {"speaker": "east"}, {"issues": ("fish",), "toward": {}})
    statements = tuple(one.coding.statements[0].model_copy(update=change) for change in changes)
    page = Page("a", one.coding.model_copy(update={"statements": statements, "events": ()}), one.path)
    assert proposals_from([page], talks.case(), tmp_path).proposals == {}


def test_what_was_rejected_is_left_out(tmp_path):
    rejected = frozenset({("positions.south.patrols", "joint patrols on the whole river")})
    made = proposed(tmp_path, rejected=rejected)
    assert made.rejected == 1
    assert ("positions.south.patrols.position", "new") not in by_field(made)


def test_the_label_stands_on_every_quote(tmp_path):
    made = proposed(tmp_path, sensitivity="team")
    assert {it.sensitivity for one in made.proposals.values() for it in one.quotes} == {"team"}


def test_a_file_of_proposals_is_read_as_it_was_written(tmp_path):
    made = proposed(tmp_path)
    path = tmp_path / "proposals.yaml"
    path.write_text(proposals_text("river", "x", made.pages, made.proposals, tmp_path), encoding="utf-8")
    file = read_proposals(path)
    assert file.wrong == {}
    assert dict(file.proposals) == made.proposals
    assert {it.file for it in file.pages.values()} == {"first.txt", "second.txt"}
    assert all(isinstance(it, PageInfo) for it in file.pages.values())


def test_words_within_a_quote_that_the_case_has_are_known(tmp_path):
    text = talks.CASE.replace(
        "sources:\n", "sources:\n  page: {title: Ministers meet at the river, file: first.txt}\n"
    ).replace("evidence:\n  map", "evidence:\n  said: {source: page, quote: We will never give away the}\n  map")
    case = parse_case(text.replace("why: first guess", "evidence: [said]")).sound
    made = by_field(proposed(tmp_path, case))
    assert ("positions.north.water.position", "supports") not in made
    assert ("positions.north.water.position", "against") in made
    assert proposed(tmp_path, case).known == 1


def test_a_page_is_laid_where_the_case_names_it_and_does_not_have_it(tmp_path):
    (tmp_path / "case").mkdir()
    text = talks.CASE.replace(
        "sources:\n", "sources:\n  page: {title: Ministers meet at the river, file: texts/one.txt}\n"
    )
    (tmp_path / "case" / "case.yaml").write_text(text, encoding="utf-8")
    case = parse_case(text).sound
    made = proposals_from(talks.pages(tmp_path)[:1], case, tmp_path / "case")
    path = tmp_path / "proposals.yaml"
    path.write_text(proposals_text("river", "", made.pages, made.proposals, tmp_path), encoding="utf-8")
    session = Session(tmp_path / "case" / "case.yaml", path)
    for key, it in session.began.proposals.items():
        session.accept(key, it)
    assert (tmp_path / "case" / "texts" / "one.txt").read_text(encoding="utf-8") == talks.FIRST
    assert list(session.file().sound.sources) == ["page", "atlas"]
    assert [it.code for it in check(session.case) if it.severity == "error"] == []


def test_a_line_of_the_memory_that_cannot_be_read_is_passed_over(tmp_path):
    case = tmp_path / "case.yaml"
    assert rejected(case) == frozenset()
    remember(case, by_field(proposed(tmp_path))["positions.south.patrols.position", "new"])
    with memory_of(case).open("a", encoding="utf-8") as file:
        file.write("{broken\n[]\n")
    assert rejected(case) == {("positions.south.patrols", "joint patrols on the whole river")}


def two_reviews(tmp_path) -> tuple[Session, Session]:
    made = proposed(tmp_path)
    case = tmp_path / "case.yaml"
    case.write_text(talks.CASE, encoding="utf-8")
    text = proposals_text("river", "", made.pages, made.proposals, tmp_path)
    (tmp_path / "proposals.yaml").write_text(text, encoding="utf-8")
    return Session(case, tmp_path / "proposals.yaml"), Session(case, tmp_path / "proposals.yaml")


def test_what_another_review_answered_is_not_answered_again(tmp_path):
    first, second = two_reviews(tmp_path)
    key = first.began.open[0]
    assert second.began.open[0] == key
    first.reject(key, first.began.proposals[key])
    before = first.case.read_bytes()
    with pytest.raises(CaseError, match="was rejected meanwhile"):
        second.accept(key, second.began.proposals[key])
    with pytest.raises(CaseError, match="was rejected meanwhile"):
        second.reject(key, second.began.proposals[key])
    assert first.case.read_bytes() == before


def test_a_number_changed_since_it_was_shown_is_told_and_kept(tmp_path):
    review, _ = two_reviews(tmp_path)
    key = next(key for key, it in review.began.proposals.items() if it.loc[:3] == ("positions", "north", "water"))
    it = review.began.proposals[key]
    review.present(it)
    changed = talks.CASE.replace("position: [5, 20]", "position: [6, 21]")
    review.case.write_text(changed, encoding="utf-8")
    with pytest.raises(CaseError, match="changed since this was shown: it now has 6 to 21"):
        review.accept(key, it)
    assert review.case.read_text(encoding="utf-8") == changed


def test_events_without_a_day_are_counted(tmp_path):
    page = talks.pages(tmp_path)[0]
    undated = page.coding.model_copy(
        update={
            "article": page.coding.article.model_copy(update={"date": None}),
            "events": tuple(it.model_copy(update={"date": None}) for it in page.coding.events),
        }
    )
    made = proposals_from([Page(page.name, undated, page.path)], parse_case(talks.CASE).sound, tmp_path)
    assert made.undated > 0
    assert not any(it.loc[0] == "events" for it in made.proposals.values())
