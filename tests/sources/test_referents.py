"""Referents: common nouns, offices and pronouns that stand for a party, and what the conflict says of a deed's sides."""

from __future__ import annotations

import pytest

from detente.case import Case
from detente.case.model import Party
from detente.sources.coding import Mention, Quote
from detente.sources.events import events_of
from detente.sources.mentions import mentions_of
from detente.sources.referents import Referents
from tests.sources.coded import article

CIVIL_WAR = Case(
    id="civil-war",
    parties={
        "norland": Party(name="Norland", kind="government", aliases=("President Halvorsen", "Halvorsen")),
        "front": Party(name="Dahl Front", kind="armed_group", aliases=("DF",)),
        "kenya": Party(name="Kenya", kind="state", aliases=("Nairobi",)),
        "league": Party(name="Coastal League", kind="organization"),
    },
)
BEFORE = "Norland and the Dahl Front have been at war for years."


def told(*paragraphs: str, case: Case = CIVIL_WAR, quotes: tuple[Quote, ...] = ()) -> list[tuple[str, str, str, str]]:
    page = article(BEFORE, *paragraphs)
    found = events_of(page, case, mentions_of(page, case), quotes=quotes)
    return [(it.type, " ".join(it.actors), " ".join(it.recipients), it.modality) for it in found]


# -- common nouns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("The rebels shelled government positions.", "ASSAULT", "front", "norland"),
        ("Government troops bombed the insurgents.", "ASSAULT", "norland", "front"),
        ("Rebel fighters freed six soldiers.", "RETREAT", "front", "norland"),
        ("The army was attacked by guerrillas.", "ASSAULT", "front", "norland"),
        ("The government's offer was rejected by the rebels.", "REJECT", "front", "norland"),
        ("The army shelled rebel-held villages.", "ASSAULT", "norland", "front"),
        ("Kenya urged both sides to stop.", "REQUEST", "kenya", "norland front"),
        ("Kenya praised the two leaders.", "SUPPORT", "kenya", "norland front"),
        ("The warring parties signed a truce.", "AGREE", "norland front", ""),
        ("Officials in Nairobi condemned the rebels.", "ACCUSE", "kenya", "front"),
        ("Kenya-backed fighters attacked the army.", "ASSAULT", "front", "norland"),
    ],
)
def test_common_nouns_stand_for_a_party(sentence, kind, actors, recipients):
    assert [it[:3] for it in told(sentence)] == [(kind, actors, recipients)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Danish soldiers helped villagers.",
        "Foreign troops arrested two men.",
        "Former rebels attacked a market.",
        "Students arrested a burglar.",
        "All forces fought on.",
    ],
)
def test_somebody_else_is_no_party(sentence):
    assert told(sentence) == []


def test_without_a_government_or_a_named_group_soldiers_are_nobody():
    states = Case(id="two", parties={"a": Party(name="Norland"), "b": Party(name="Estavia")})
    assert told("Soldiers killed two men.", case=states) == []


def test_of_several_groups_the_one_named_last_is_meant():
    parties = {**CIVIL_WAR.parties, "army": Party(name="Hill Army", kind="armed_group")}
    case = Case(id="three", parties=parties)
    assert told("The Hill Army is small. The rebels condemned Kenya.", case=case) == [
        ("ACCUSE", "army", "kenya", "actual")
    ]


def test_a_person_is_known_by_the_family_name_once_introduced():
    found = told("Rebel commander Ola Brekke smiled.", "Brekke accused the government of lying.")
    assert found == [("ACCUSE", "front", "norland", "actual")]


def test_a_person_who_is_not_introduced_is_not_who_acted_before():
    found = told("Norland is angry.", "Ola Brekke, a farmer, smiled. He condemned the rebels.")
    assert found == [("ACCUSE", "", "front", "actual")]


def test_we_in_a_quote_is_its_speaker():
    sentence = "“We shelled Kenya.”"
    start = len(BEFORE) + 2 + 1
    quote = Quote(start=start, end=start + len(sentence) - 2, text=sentence[1:-1], speaker="front")
    assert told(sentence, quotes=(quote,)) == [("ASSAULT", "front", "kenya", "actual")]
    unknown = quote.model_copy(update={"speaker": None})
    assert told(sentence, quotes=(unknown,)) == [("ASSAULT", "", "kenya", "actual")]


def test_the_sides_are_those_named_together():
    text = "Kenya spoke. Norland and the Dahl Front met. Norland smiled, Kenya left."
    mentions = [
        Mention(start=place, end=place + len(name), party=party)
        for name, party in (("Kenya", "kenya"), ("Norland", "norland"), ("Dahl Front", "front"))
        for place in [text.index(name)]
    ]
    known = Referents(CIVIL_WAR, mentions, text)
    assert set(known.sides) == {"norland", "front"}
    assert known.opponent("front") == "norland"
    assert known.opponent("kenya") is None
    assert Referents(CIVIL_WAR, (), "").both(0) == ()


# -- both sides of a deed ----------------------------------------------------------------------------------------------


def test_what_a_side_does_to_nobody_named_is_done_to_the_other():
    assert told("The rebels retook the port.") == [("COERCE", "front", "norland", "actual")]
    assert told("The rebels refused to answer.") == [("REJECT", "front", "norland", "actual")]
    assert told("The army killed six villagers.") == [("ASSAULT", "norland", "", "actual")]
    assert told("Police arrested Ola Brekke.") == [("COERCE", "norland", "", "actual")]
    assert told("Kenya refused to answer.") == [("REJECT", "kenya", "", "actual")]


def test_two_sides_that_meet_act_together():
    assert told("Norland met the Dahl Front.") == [("CONSULT", "norland front", "", "actual")]
    assert told("Kenya met the Dahl Front.") == [("CONSULT", "kenya", "front", "actual")]
    assert told("Kenya met the Dahl Front in Norland.") == [("CONSULT", "kenya", "front", "actual")]


def test_peace_is_asked_of_both_sides():
    assert told("Kenya called for an end to the fighting.") == [("REQUEST", "kenya", "norland front", "actual")]
    assert told("Kenya called for a new road.") == [("REQUEST", "kenya", "", "actual")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Six soldiers were killed in a raid by the rebels.",
        "Six soldiers were killed in clashes with the rebels.",
        "Six soldiers died when the rebels attacked a post.",
    ],
)
def test_who_was_hurt_in_a_deed_is_its_recipient(sentence):
    assert told(sentence) == [("ASSAULT", "front", "norland", "actual")]


def test_violence_that_somebody_is_accused_of_is_an_event_too():
    assert told("The rebels accused the army of attacking their camps.") == [
        ("ACCUSE", "front", "norland", "actual"),
        ("ASSAULT", "norland", "front", "actual"),
    ]
    assert told("The rebels said that soldiers attacked one of their camps.") == [
        ("ASSAULT", "norland", "front", "actual")
    ]


# -- how and when ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The rebels attacked the army last month.", "historical"),
        ("The rebels attacked the army in March.", "historical"),
        ("The rebels attacked the army earlier this year.", "historical"),
        ("The rebels had attacked the army before the talks.", "historical"),
        ("The army said the rebels had attacked a post.", "actual"),
        ("The rebels attacked the army on Tuesday.", "actual"),
        ("The rebels attacked the army last week.", "actual"),
        ("The rebels have attacked the army.", "actual"),
    ],
)
def test_what_lies_weeks_back_is_historical(sentence, modality):
    assert [it[3] for it in told(sentence)] == [modality]


@pytest.mark.parametrize(
    ("sentence", "kind", "modality"),
    [
        ("Norland will lift its sanctions on Kenya only if it leaves.", "CONCEDE", "hypothetical"),
        ("Norland is due to meet Kenya in May.", "AGREE", "actual"),
        ("The rebels will not accept the terms.", "REJECT", "actual"),
        ("We want to thank Kenya.", "SUPPORT", "actual"),
    ],
)
def test_what_is_ahead_refused_or_conditional(sentence, kind, modality):
    assert [(it[0], it[3]) for it in told(sentence)] == [(kind, modality)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland was asked whether the rebels would come.",
        "Norland spoke to reporters in Kenya.",
        "Norland brushed aside rumours about Kenya.",
        "Norland refused to rule out a visit by Kenya.",
        "The insurgents fighting Norland are young.",
    ],
)
def test_talk_and_background_are_no_events(sentence):
    assert told(sentence) == []


# -- whose deed it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("Gunmen loyal to the Dahl Front attacked the army.", "ASSAULT", "front", "norland"),
        ("The air force bombed the rebels.", "ASSAULT", "norland", "front"),
        ("The killing of a rebel leader by the army angered many.", "ASSAULT", "norland", "front"),
        ("A ceasefire signed by Norland and the Dahl Front collapsed.", "AGREE", "norland front", ""),
        ("The rebels, the army said, had attacked a post.", "ASSAULT", "front", "norland"),
        ("The rebels claimed responsibility for the bombing.", "ASSAULT", "front", "norland"),
        ("Norland, rebels sign peace deal", "AGREE", "norland front", ""),
        ("Norland's refusal to answer angered many.", "REJECT", "norland", "front"),
        ("Negotiators from Norland and the Dahl Front shook hands.", "CONSULT", "norland front", ""),
    ],
)
def test_deeds_whose_doer_stands_apart(sentence, kind, actors, recipients):
    assert [it[:3] for it in told(sentence)] == [(kind, actors, recipients)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya warned that the fighting could go on.",
        "Norland opened its gates to people fleeing the fighting.",
        "Kenya praised a plan aimed at ending the war.",
    ],
)
def test_words_beside_a_verb_that_tell_of_others_are_not_its_deed(sentence):
    assert [it for it in told(sentence) if it[0] in ("THREATEN", "ASSAULT", "RETREAT")] == []


def test_a_warning_of_ones_own_deed_is_a_threat():
    assert told("The rebels warned that they would strike.") == [("THREATEN", "front", "norland", "actual")]


def test_a_name_after_an_unnamed_office_holder_is_that_person():
    found = told("The envoy of Kenya left on Monday.", "Kari Dahlstad, who had seen nobody, condemned the rebels.")
    assert found == [("ACCUSE", "kenya", "front", "actual")]
    other = told("The envoy of Kenya left on Monday.", "Kari Dahlstad, a farmer, condemned the rebels.")
    assert other == [("ACCUSE", "", "front", "actual")]


def test_them_are_those_named_together_before():
    found = told("Kenya met both sides on Monday. It urged them to stop.")
    assert found[-1] == ("REQUEST", "kenya", "norland front", "actual")


def test_a_side_without_armed_group_is_one_of_two_states():
    states = {
        "norland": Party(name="Norland"),
        "estavia": Party(name="Estavia"),
        "un": Party(name="UN", kind="organization"),
    }
    page = article("Norland and Estavia are at war.", "Norland retook the port.", "Estavia is small.")
    case = Case(id="states", parties=states)
    (event,) = events_of(page, case, mentions_of(page, case))
    assert (event.type, event.actors, event.recipients) == ("COERCE", ("norland",), ("estavia",))


def test_an_object_pronoun_does_not_mean_the_subject_of_its_verb():
    found = told("The Dahl Front is small. The army fought it.")
    assert found == [("ASSAULT", "norland", "front", "actual")]


def test_they_who_do_something_to_us_are_the_other_side():
    sentence = "“They shelled us.”"
    start = len(BEFORE) + 2 + 1
    quote = Quote(start=start, end=start + len(sentence) - 2, text=sentence[1:-1], speaker="front")
    assert told(sentence, quotes=(quote,)) == [("ASSAULT", "norland", "front", "actual")]


def test_parties_in_a_longer_list_are_not_the_two_sides():
    found = told("Chiefs of Norland, Kenya and the Dahl Front met.", "Kenya urged both sides to stop.")
    assert found[-1] == ("REQUEST", "kenya", "norland front", "actual")


def test_ready_alone_agrees_to_nothing():
    assert told("Norland is ready.") == []
    assert told("Norland is ready to talk.") == [("AGREE", "norland", "", "actual")]
