"""Events: failures seen elsewhere that are not to be seen here, dates, modality, duplicates, spans."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.sources.coding import CodedEvent, Mention
from detente.sources.events import events_of
from detente.sources.mentions import mentions_of
from detente.sources.plover.duplicates import merged
from tests.sources.coded import CASE, THURSDAY, article, events, told

# -- what is no event --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland is considering a new approach to Estavia.",
        "Norland and Estavia are exploring a nationwide truce.",
        "Norland controls the hills above Estavia.",
        "Norland wants to create facts on the ground in Estavia.",
        "Norland lies south of Estavia.",
        "The river runs from Norland to Estavia.",
        "Suspected rebels armed with knives fled from Norland to Estavia.",
        "Talks between Norland and Estavia collapsed.",
        "Norland insists that the catch is too small.",
        "Norland declined to say whether Estavia had paid.",
    ],
)
def test_permissive_words_are_no_events(sentence):
    assert told(sentence) == []


def test_an_event_without_a_declared_party_is_left_out():
    assert told("The miners attacked the police near Norland.") in ([], [("ASSAULT", (), ("norland",), "actual")])
    assert told("The miners attacked the villagers. Norland is cold.") == []


# -- who does what to whom ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        # nominal events
        ("Norland's air campaign against Estavia went on.", "ASSAULT", "norland", "estavia"),
        ("Halvorsen's decision to send doctors to Estavia was popular.", "AGREE", "norland", "estavia"),
        ("The Norland proposal undercuts a plan of Estavia.", "REJECT", "norland", "estavia"),
        ("Norland answered by engaging in an air campaign against Estavia.", "ASSAULT", "norland", "estavia"),
        ("Fighting between Norland and Estavia broke out.", "ASSAULT", "norland estavia", ""),
        # phrasal verbs
        ("Norland called on Estavia not to dig in its heels.", "REQUEST", "norland", "estavia"),
        ("Norland called off its boycott of Estavia.", "CONCEDE", "norland", "estavia"),
        ("Norland broke off talks with Estavia.", "SANCTION", "norland", "estavia"),
        # coalitions and lists
        (
            "Norland and its allies, alongside Kenya and Chad, oppose Estavia.",
            "ACCUSE",
            "norland kenya chad",
            "estavia",
        ),
        ("Norland, along with Kenya, urged Estavia to answer.", "REQUEST", "norland kenya", "estavia"),
        ("Norland condemned Estavia and Chad.", "ACCUSE", "norland", "estavia chad"),
        ("Norland attacked a village held by Estavia.", "ASSAULT", "norland", "estavia"),
        ("Norland called off its talks with Estavia.", "SANCTION", "norland", "estavia"),
        ("Norland and Kenya troops attacked Estavia.", "ASSAULT", "norland kenya", "estavia"),
        ("A coalition led by Norland attacked Estavia.", "ASSAULT", "norland", "estavia"),
        ("Norland attacked Estavia at the request of Kenya.", "ASSAULT", "norland", "estavia"),
        # subjects lost across dashes and coordination
        (
            "While Chad considers him lawful – merely a matter of form – Norland and its allies, alongside Kenya, "
            "oppose Estavia.",
            "ACCUSE",
            "norland kenya",
            "estavia",
        ),
        ("Norland waited a week and then attacked Estavia.", "ASSAULT", "norland", "estavia"),
        # relative clauses, passives
        ("Norland, which attacked Estavia in May, is small.", "ASSAULT", "norland", "estavia"),
        ("Estavia was attacked by Norland.", "ASSAULT", "norland", "estavia"),
        ("Estavia, accused by Norland of lying, is small.", "ACCUSE", "norland", "estavia"),
        ("Two farmers from Estavia were killed by soldiers from Norland.", "ASSAULT", "norland", "estavia"),
        # clauses under another verb
        ("Norland demanded that Estavia free the pilots.", "REQUEST", "norland", "estavia"),
        ("Norland said Estavia must free the pilots.", "REQUEST", "norland", "estavia"),
        ("Norland insisted that Estavia free the pilots.", "REQUEST", "norland", "estavia"),
        ("Norland refused to negotiate with Estavia.", "REJECT", "norland", "estavia"),
        ("Norland agreed to lift its embargo on Estavia.", "AGREE", "norland", "estavia"),
        ("Norland threatened to bomb Estavia.", "THREATEN", "norland", "estavia"),
        ("Norland said it would cut off aid to Estavia.", "THREATEN", "norland", "estavia"),
        ("Norland accused Estavia of shelling a school.", "ACCUSE", "norland", "estavia"),
        ("Norland has denied entry to monitors from Estavia.", "REJECT", "norland", "estavia"),
    ],
)
def test_one_event_with_its_sides(sentence, kind, actors, recipients):
    (event,) = events(sentence)
    assert (event.type, event.actors, event.recipients) == (kind, tuple(actors.split()), tuple(recipients.split()))


def test_a_pronoun_means_the_subject_before_it():
    assert told("Norland is angry. It accused Estavia of lying.") == [("ACCUSE", ("norland",), ("estavia",), "actual")]


def test_whose_counterpart_somebody_is_does_not_make_it_act():
    found = told("Norland is angry. Her counterpart from Estavia accused Norland of lying.")
    assert found == [("ACCUSE", ("estavia",), ("norland",), "actual")]


def test_we_means_the_speaker():
    (event,) = events("“We have attacked Estavia,” Norland said.")
    assert (event.type, event.actors, event.recipients) == ("ASSAULT", ("norland",), ("estavia",))


def test_a_singular_pronoun_does_not_mean_people():
    (event,) = [it for it in events("Norland denies it, but experts say it attacked Estavia.") if it.type == "ASSAULT"]
    assert event.actors == ("norland",)


def test_rebels_who_fight_a_party_are_not_that_party():
    (event,) = events("Norland launched an air campaign against all forces battling Estavia.")
    assert (event.actors, event.recipients) == (("norland",), ())


def test_a_third_party_of_a_truce_is_not_its_recipient():
    found = told("Norland and Estavia agreed to a truce brokered by Kenya.")
    assert ("AGREE", ("norland", "estavia"), (), "actual") in found
    assert ("CONSULT", ("kenya",), (), "actual") in found


def test_two_deeds_of_one_sentence():
    assert told("Norland expelled the ambassador of Estavia and severed ties with Estavia.") == [
        ("SANCTION", ("norland",), ("estavia",), "actual"),
        ("SANCTION", ("norland",), ("estavia",), "actual"),
    ]
    assert told("Norland imposed sanctions on Estavia and sent food to Chad.") == [
        ("SANCTION", ("norland",), ("estavia",), "actual"),
        ("AID", ("norland",), ("chad",), "actual"),
    ]


# -- how it is told ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "kind", "modality"),
    [
        ("Norland has not attacked Estavia.", "ASSAULT", "negated"),
        ("Norland might attack Estavia.", "ASSAULT", "hypothetical"),
        ("Norland considered attacking Estavia.", "ASSAULT", "hypothetical"),
        ("Norland is weighing sanctions on Estavia.", "SANCTION", "hypothetical"),
        ("Norland would attack Estavia.", "ASSAULT", "hypothetical"),
        ("Norland will attack Estavia.", "ASSAULT", "future"),
        # what is friendly and lies ahead is agreed; retreat and concession stay what they are
        ("Norland will help Estavia.", "AGREE", "actual"),
        ("Norland will meet Estavia.", "AGREE", "actual"),
        ("Norland plans to visit Estavia.", "AGREE", "actual"),
        ("Norland will withdraw from Estavia.", "RETREAT", "future"),
        ("Norland will lift its embargo on Estavia.", "CONCEDE", "future"),
        ("Norland will not meet Estavia.", "REJECT", "actual"),
        ("Norland plans to bomb Estavia.", "THREATEN", "actual"),
        ("Norland attacked Estavia in 1994.", "ASSAULT", "historical"),
        ("Norland attacked Estavia last year.", "ASSAULT", "historical"),
        ("Norland attacked Estavia.", "ASSAULT", "actual"),
    ],
)
def test_modality(sentence, kind, modality):
    assert [(it.type, it.modality) for it in events(sentence)] == [(kind, modality)]


def test_a_condition_is_marked():
    found = told("Norland will leave the talks unless Estavia frees prisoners from Chad.")
    assert ("RETREAT", ("estavia",), ("chad",), "hypothetical") in found


# -- when --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Norland attacked Estavia on Thursday.", "2015-11-12"),
        ("Norland attacked Estavia on Wednesday.", "2015-11-11"),
        ("Norland attacked Estavia yesterday.", "2015-11-11"),
        ("Norland attacked Estavia last month.", "2015-10-01"),
        ("Norland will meet Estavia this weekend.", "2015-11-14"),
        ("Norland travels to Estavia this weekend.", "2015-11-14"),
        ("Norland will meet Estavia on Wednesday.", "2015-11-18"),
        ("Norland attacked Estavia on October 3, 2015.", "2015-10-03"),
        ("Norland attacked Estavia two days ago.", "2015-11-10"),
        ("Norland attacked Estavia on 30 October.", "2015-10-30"),
        ("Norland attacked Estavia on December 2.", "2014-12-02"),
        ("Norland will meet Estavia on December 2.", "2015-12-02"),
        ("Norland attacked Estavia, police said on Thursday.", None),
        ("Norland attacked Estavia.", None),
    ],
)
def test_the_day_is_counted_from_the_dateline(sentence, day):
    (event,) = events(sentence)
    assert event.date == (datetime.date.fromisoformat(day) if day else None)


def test_without_a_dateline_only_full_dates_count():
    assert events("Norland attacked Estavia on Thursday.", date=None)[0].date is None
    assert events("Norland attacked Estavia on 3 October 2015.", date=None)[0].date == datetime.date(2015, 10, 3)


# -- scores, places, duplicates ----------------------------------------------------------------------------------------


def test_quad_class_and_intensity_are_those_of_type_and_mode():
    (event,) = events("Norland bombed Estavia.")
    assert (event.type, event.mode, event.quad, event.intensity) == ("ASSAULT", "aerial", 4, -9.5)


def test_a_headline_counts_and_one_event_is_kept_once():
    found = events("Norland attacked Estavia on Thursday, officials said.", title="Norland attacked Estavia")
    assert [(it.start, it.date) for it in found] == [(0, THURSDAY)]


def test_places_hold_their_text():
    page = article("“No,” he said – twice.", "Norland shelled Estavia – again.", title="Norland and Estavia")
    for event in events_of(page, CASE, mentions_of(page, CASE)):
        assert page.text[event.start : event.end] == event.text


WORDS = "Norland Estavia attacked met the will not by on “ ” – , . and said Thursday troops if \n\n 北 é"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join))
def test_any_text_gives_events_in_their_places(text):
    page = article(*[part.strip() for part in text.split("\n\n") if part.strip()])
    for event in events_of(page, CASE, mentions_of(page, CASE)):
        assert page.text[event.start : event.end] == event.text
        assert event.actors or event.recipients
        assert not set(event.actors) & set(event.recipients)


def test_another_language_is_not_coded():
    page = article("Norland attacked Estavia.")
    for language, count in ((None, 1), ("en-GB", 1), ("fr", 0)):
        told_in = page.model_copy(update={"language": language})
        assert len(events_of(told_in, CASE, mentions_of(told_in, CASE))) == count


def test_mentions_in_any_order_give_the_same_events():
    page = article("Norland attacked Estavia.", "Chad helped Kenya.")
    known = mentions_of(page, CASE)
    assert events_of(page, CASE, known) == events_of(page, CASE, known[::-1])


def test_paragraphs_without_a_party_are_not_parsed(monkeypatch):
    seen: list[str] = []

    def parsed_all(texts, name):
        seen.extend(texts)
        return []

    monkeypatch.setattr("detente.sources.events.parsed_all", parsed_all)
    page = article("Nobody came.", "It rained.")
    assert events_of(page, CASE, ()) == ()
    assert seen == []


def test_a_mention_outside_the_text_or_of_nobody_does_no_harm():
    page = article("Norland attacked Estavia.")
    odd = [Mention(start=500, end=510, party="norland"), Mention(start=0, end=7, party="nobody")]
    assert events_of(page, CASE, odd) == ()


def report(text: str, **changes) -> CodedEvent:
    fields = {"type": "ASSAULT", "actors": ("norland",), "recipients": ("estavia",), "quad": 4, "intensity": -9}
    return CodedEvent(**{"start": 0, "end": len(text), "text": text, **fields, **changes})


def test_reports_of_one_event_keep_their_sources():
    one, two = report("Norland attacked the port"), report("Norland attacked the port again", date=THURSDAY)
    (event,) = merged([("a.txt", one), ("b.txt", two), ("a.txt", one)])
    assert event.sources == ("a.txt", "b.txt")
    assert (event.event.text, event.event.date) == (one.text, THURSDAY)


@pytest.mark.parametrize(
    "other",
    [
        report("Norland attacked the port", date=datetime.date(2015, 11, 10)),
        report("Norland attacked the port", type="COERCE"),
        report("Norland attacked the port", mode="aerial"),
        report("Norland attacked the port", actors=("kenya",)),
        report("Norland attacked the port", modality="negated"),
        report("soldiers stormed a distant village"),
    ],
)
def test_different_events_stay_apart(other):
    assert (
        len(merged([("a.txt", report("Norland attacked the port", date=THURSDAY, mode="drone")), ("b.txt", other)]))
        == 2
    )


# -- a page coded by hand ----------------------------------------------------------------------------------------------

BY_HAND = [
    ("AGREE", ("usa",), ()),  # will travel to the talks this week
    ("AGREE", ("usa",), ()),  # travels to negotiations this weekend
    ("AGREE", ("usa",), ("opposition",)),  # the decision to send advisers
    ("ASSAULT", ("russia",), ()),  # an air campaign against all forces battling the president
    ("ACCUSE", ("usa", "jordan", "saudi", "turkey"), ("syria_gov",)),  # oppose the president
    ("REJECT", ("usa", "jordan", "saudi", "turkey"), ("syria_gov",)),  # refuse to entertain his continued reign
    ("REQUEST", ("usa",), ()),  # called on all diplomats
    ("REJECT", ("usa",), ("russia",)),  # the proposal undercuts a strategy
]


def test_the_founding_page(shared):
    from detente.case.catalog import load_case
    from detente.sources import read_path

    page, case = read_path(shared / "sources" / "jpost-2015-11-12.txt"), load_case("vienna-2015")
    found = [(it.type, it.actors, it.recipients) for it in events_of(page, case, mentions_of(page, case))]
    known = list(BY_HAND)
    right = 0
    for it in found:
        if it in known:
            known.remove(it)
            right += 1
    assert right / len(found) >= 0.6
    assert right / len(BY_HAND) >= 0.8


def test_the_day_of_the_talks_on_the_founding_page(shared):
    from detente.case.catalog import load_case
    from detente.sources import read_path

    page, case = read_path(shared / "sources" / "jpost-2015-11-12.txt"), load_case("vienna-2015")
    days = {it.date for it in events_of(page, case, mentions_of(page, case)) if "this weekend" not in it.text}
    assert datetime.date(2015, 11, 14) in days
