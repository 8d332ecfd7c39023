"""Sides: what two sides do together and to one another, third parties between them, and whom a text has made known."""

from __future__ import annotations

import pytest

from detente.case import Case
from detente.case.model import Party
from detente.sources import code_article, read_page
from detente.sources.coders import RuleCoder
from detente.sources.coding import Quote
from detente.sources.events import events_of
from detente.sources.mentions import mentions_of
from tests.sources.coded import article

CIVIL_WAR = Case(
    id="civil-war",
    parties={
        "norland": Party(name="Norland", kind="government"),
        "front": Party(name="Dahl Front", kind="armed_group", aliases=("DF",)),
        "kenya": Party(name="Kenya", kind="state"),
        "league": Party(name="Coastal League", kind="organization"),
    },
)
NEIGHBOURS = Case(
    id="border", parties={"chad": Party(name="Chad"), "kenya": Party(name="Kenya"), "peru": Party(name="Peru")}
)
BEFORE = "Norland and the Dahl Front have been at war for years."
BORDER = "Chad and Kenya share a river. Chad and Kenya quarrel about the river. Peru is far away."


def told(*paragraphs: str, case: Case = CIVIL_WAR, before: str = BEFORE, quotes: tuple[Quote, ...] = ()):
    page = article(before, *paragraphs)
    found = events_of(page, case, mentions_of(page, case), quotes=quotes)
    return [(it.type, " ".join(it.actors), " ".join(it.recipients), it.modality) for it in found]


# -- known by what the article says of people --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("Olav Berg, who leads the Dahl Front, spoke on Monday.", "Berg accused the army of lying."),
            ("ACCUSE", "front", "norland", "actual"),
        ),
        (
            ("A spokesman for the Coastal League, Per Lund, arrived.", "He urged both sides to stop."),
            ("REQUEST", "league", "norland front", "actual"),
        ),
    ],
)
def test_people_act_for_whom_the_article_says(paragraphs, expected):
    assert expected in told(*paragraphs)


def test_soldiers_of_whom_nothing_is_said_are_nobodys():
    states = Case(id="two", parties={"a": Party(name="Norland"), "b": Party(name="Estavia")})
    assert told("Soldiers killed two men.", case=states) == []


# -- what both do ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland and the Dahl Front accused each other of murder.", ("ACCUSE", "norland front", "norland front")),
        ("Norland and the Dahl Front traded accusations.", ("ACCUSE", "norland front", "norland front")),
        ("Talks resumed on Monday.", ("CONSULT", "norland front", "")),
        ("The mediator smiled after five hours of talks.", ("CONSULT", "norland front", "")),
        ("The deal was signed on Monday.", ("AGREE", "norland front", "")),
        ("Under a truce signed on Monday, the roads are open.", ("AGREE", "norland front", "")),
        ("The two sides signed a treaty.", ("AGREE", "norland front", "")),
        ("Fighting broke out in the hills.", ("ASSAULT", "norland front", "")),
        ("The fighting could go on.", None),
        ("Talks collapsed on Monday.", None),
    ],
)
def test_what_takes_two_is_done_by_the_two_sides(sentence, expected):
    found = [it[:3] for it in told(sentence)]
    assert found == ([expected] if expected else [])


def test_two_states_are_sides_where_others_are_named_less():
    found = told("Chad rejected the offer.", case=NEIGHBOURS, before=BORDER)
    assert found == [("REJECT", "chad", "kenya", "actual")]
    even = BORDER + " Peru and Peru and Peru."
    assert told("Chad rejected the offer.", case=NEIGHBOURS, before=even) == [("REJECT", "chad", "", "actual")]


def test_without_two_sides_talks_are_nobodys():
    alone = Case(id="one", parties={"norland": Party(name="Norland")})
    assert told("Talks resumed on Monday.", case=alone, before="Norland is cold.") == []


# -- what one side does to the other -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland was attacked at dawn.", ("ASSAULT", "front", "norland")),
        ("Six Norland soldiers were killed in a clash.", ("ASSAULT", "front", "norland")),
        ("Six Norland soldiers were killed by a mine.", ("ASSAULT", "", "norland")),
        ("Norland freed ten prisoners.", ("RETREAT", "norland", "front")),
        ("Norland withdrew from the valley.", ("RETREAT", "norland", "")),
        ("Norland asked for the bodies.", ("REQUEST", "norland", "front")),
        ("Kenya mediated for a week.", ("CONSULT", "kenya", "norland front")),
        ("Kenya welcomed the news.", ("SUPPORT", "kenya", "norland front")),
    ],
)
def test_the_other_side_is_meant(sentence, expected):
    assert [it[:3] for it in told(sentence)] == [expected]


def test_who_is_accused_of_violence_did_it_to_the_accuser():
    found = [it[:3] for it in told("Norland accused the Dahl Front of attacking a camp.")]
    assert ("ASSAULT", "front", "norland") in found
    civil = [it[:3] for it in told("Norland accused the Dahl Front of attacking civilians.")]
    assert ("ASSAULT", "front", "norland") not in civil


# -- denials and refusals ----------------------------------------------------------------------------------------------


def test_a_denial_rejects_and_tells_what_did_not_happen():
    found = told("Norland denied shelling the Dahl Front.")
    assert ("REJECT", "norland", "front", "actual") in found
    assert ("ASSAULT", "norland", "front", "negated") in found


def test_a_denial_answers_whoever_accused():
    found = told("The Coastal League accused Norland of murder.", "Norland denied it.")
    assert found[-1] == ("REJECT", "norland", "league", "actual")


@pytest.mark.parametrize("said", ["will not accept", "could not accept", "is not prepared to accept"])
def test_what_somebody_will_not_accept_is_rejected(said):
    assert told(f"Norland {said} a map of the Dahl Front.")[0][:3] == ("REJECT", "norland", "front")


# -- layout ------------------------------------------------------------------------------------------------------------


def test_a_dateline_is_no_part_of_the_sentence():
    found = told("NAIROBI, May 3 - Norland and the Dahl Front agreed on a truce.")
    assert [it[:3] for it in found] == [("AGREE", "norland front", "")]


def test_you_in_a_question_means_whoever_answers():
    question, answer = "Have you spoken to Norland?", "We have."
    text = article(BEFORE, question, answer).text
    quotes = tuple(
        Quote(start=text.index(it), end=text.index(it) + len(it), text=it, speaker=speaker)
        for it, speaker in ((question, None), (answer, "kenya"))
    )
    assert told(question, answer, quotes=quotes) == [("CONSULT", "kenya", "norland", "actual")]
    assert told(question, answer) == [("CONSULT", "", "norland", "actual")]


def test_we_of_a_communique_are_those_who_sign_it():
    text = (
        "Communique of the Dahl Front\n\nThe Dahl Front declares:\n\n1. We call on Norland to leave.\n\n"
        "2. We condemn Kenya.\n\n3. We thank the Coastal League.\n"
    )
    page = article(*text.split("\n\n")[1:], title="Communique of the Dahl Front")
    found = {(it.type, it.actors, it.recipients) for it in RuleCoder(CIVIL_WAR).code(page).events}
    assert ("REQUEST", ("front",), ("norland",)) in found


def test_border_guards_are_the_states():
    found = told("Kenyan border guards attacked Chad.", case=NEIGHBOURS, before=BORDER)
    assert found == [("ASSAULT", "kenya", "chad", "actual")]


def test_an_article_that_names_many_has_no_two_sides():
    page = (
        "Norland, Estavia, Kenya and Chad sent envoys to talks on the war. The talks resumed on Monday. "
        "All of the groups that fight Norland stayed away. A joint statement was read out. It asks the United Nations for help."
    )
    parties = {key: Party(name=key.title()) for key in ("norland", "estavia", "kenya", "chad")}
    parties["front"] = Party(name="Front", kind="armed_group")
    coding = code_article(
        read_page(f"Talks\n\n{page}\n\nThe Front was not there.".encode()), Case(id="x", parties=parties)
    )
    assert not [it for it in coding.events if "front" in (*it.actors, *it.recipients)]
