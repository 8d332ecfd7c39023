"""Who says what: by name, office, introduction, common noun and pronoun, in sentences, headlines and transcripts."""

from __future__ import annotations

import pytest

from detente.case.model import Case, Party
from detente.sources import code_article
from tests.sources.saying import CASE, article, coded, quoted, said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The road is open, said Kerry.", ("us", "The road is open")),
        ("The road, Kerry told Jordan, is open to all.", ("us", "is open to all")),
        ("Kerry said (twice) that the road is open.", ("us", "the road is open")),
        ("According to Jordan, the road is open.", ("jordan", "the road is open")),
        ("The road is open, according to a Jordanian official.", ("jordan", "The road is open")),
        ("A former Jordanian minister said the road is open.", (None, "the road is open")),
        ("A US-backed group said the road is open.", (None, "the road is open")),
        ("Analysts in Jordan said the road is open.", (None, "the road is open")),
        ("Syria denied that the road is open.", ("syria", "the road is open")),
        ("Jordan called on Syria to open the road.", ("jordan", "Syria to open the road")),
        ("Jordan urged Syria not to close the road.", ("jordan", "Syria not to close the road")),
        ("Amman demanded an end of the blockade.", ("jordan", "an end of the blockade")),
        ("Syria vowed to close the road.", ("syria", "to close the road")),
        ("Syria denied closing the road.", ("syria", "closing the road")),
        ("As Kerry said on Monday, the road is open.", ("us", "the road is open")),
        ("Asked about the road, Kerry said it is open.", ("us", "it is open")),
        ("Jordan (its spokesman says) has closed the road.", ("jordan", "has closed the road")),
        ("Syria repeated its claim that the road is open.", ("syria", "the road is open")),
        ("Kerry expressed the hope that the road would open.", ("us", "the road would open")),
        ("Syria says the road is open, two days after the pass was closed.", ("syria", "the road is open")),
        ("Kerry said the road is open and that the pass is not.", ("us", "the pass is not")),
        ("Kerry's Jordanian counterpart said the road is open.", ("jordan", "the road is open")),
        ("The White House said the road is open.", ("us", "the road is open")),
        ("Officials in Amman said the road is open.", ("jordan", "the road is open")),
        ("A rebel commander, Colonel Omar Haddad, said the road is open.", ("isis", "the road is open")),
        ("Omar Haddad, who speaks for Islamic State, said the road is open.", ("isis", "the road is open")),
        ("Jordan's state news agency reported that the road is open.", ("jordan", "the road is open")),
        ("The talks were hosted by Jordan, whose foreign minister said the road is open.", ("jordan", "the road is open")),
        ("A Kenyan minister said the road is open.", (None, "the road is open")),
        ("The government of Kenya said the road is open.", (None, "the road is open")),
        ("Labour leader Ann Reed said the road is open.", (None, "the road is open")),
        ("Jordan's foreign minister, Nora Haddad, said the road is open.", ("jordan", "the road is open")),
        ("Syria, which holds the pass, warned that the road may close.", ("syria", "the road may close")),
    ],
)  # fmt: skip
def test_who_says_what(text: str, wanted: tuple[str | None, str]) -> None:
    assert wanted in said(coded(text))


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        # people by family or given name, whatever the order
        (["Jordanian envoy Nora Haddad left.", "Haddad said the road is open."], ("jordan", "the road is open")),
        (["Jordanian envoy Nora Haddad left.", "Ms Nora said the road is open."], ("jordan", "the road is open")),
        (["The road, said rebel commander Omar Saleh, is open.", "Saleh said the pass is closed."],
         ("isis", "the pass is closed")),
        # whoever was called so before
        (["A Jordanian spokesman left.", "The spokesman said the road is open."], ("jordan", "the road is open")),
        (["To one French diplomat the offer of Jordan came late.", "Kerry left.", "The diplomat said the road is open."],
         (None, "the road is open")),
        # the last subject, not the last name; a body is `it`
        (["Kerry met Jordan's king.", "He said the road is open."], ("us", "the road is open")),
        (["Jordan closed the road.", "It said the pass is open."], ("jordan", "the pass is open")),
        (["Jordan's answer was brisk.", "The road is open, said Nora Haddad, its envoy."], ("jordan", "The road is open")),
        (["Syria must leave, Kerry said.", "Assad should go, he added."], ("us", "Assad should go")),
        (["Jordan stood by its ally.", "For Syria, Omar Saleh said the road is open."], ("syria", "the road is open")),
        (["The United States sent help.", "One of its diplomats said the road is open."], ("us", "the road is open")),
    ],
)  # fmt: skip
def test_who_says_what_by_what_stood_before(paragraphs: list[str], wanted: tuple[str | None, str]) -> None:
    assert wanted in said(coded(*paragraphs))


SEVERAL = Case(
    id="several",
    parties={
        "norland": Party(name="Norland", kind="government", aliases=("Tarn", "Norlanders")),
        "jordan": Party(name="Jordan", kind="state", aliases=("Amman",)),
        "south": Party(name="South Sorrel", kind="state"),
        "front": Party(name="Upland Front", kind="armed_group", aliases=("Uplanders",)),
        "court": Party(name="Regional Court", kind="organization"),
        "union": Party(name="Coast Union", kind="organization"),
    },
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In Amman, the foreign minister said the road is open.", ("jordan", "the road is open")),
        ("Authorities in Amman said the road is open.", ("jordan", "the road is open")),
        ("Gen. Omar Saleh said the road is open.", ("norland", "the road is open")),
        ("Jordan's main rebel group said the road is open.", ("front", "the road is open")),
        ("Jordan's main nationalist party said the road is open.", (None, "the road is open")),
        ("A court spokesman said the road is open.", ("court", "the road is open")),
        ("The court said the road is open.", ("court", "the road is open")),
        ("Monitors said the road is open.", (None, "the road is open")),
        ("The southern army said the road is open.", ("south", "the road is open")),
        ("An Uplander spokesman said the road is open.", ("front", "the road is open")),
        ("Norland's security chief Ana Ruiz left. Ruiz said the road is open.", ("norland", "the road is open")),
        (
            "Norland left. “Jordan must go,” the ministry said, adding that the road is open.",
            ("norland", "the road is open"),
        ),
        ("The road is open, villagers said, less than a day after the truce.", (None, "The road is open")),
        ("The road is open, the rebels said, the clearest sign yet of a truce.", ("front", "The road is open")),
        ("The road is open, the rebels said, declining to say more.", ("front", "The road is open")),
        ("Jordan promised to open the road.", ("jordan", "to open the road")),
    ],
)
def test_who_says_what_among_several_parties(text: str, wanted: tuple[str | None, str]) -> None:
    assert said(coded(text, case=SEVERAL)) == [wanted]


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        ("Upland Front: no talks while the road is shut", ("front", "no talks while the road is shut")),
        ("No talks while the road is shut: Upland Front", ("front", "No talks while the road is shut")),
    ],
)
def test_a_headline_reports_with_a_colon(headline: str, wanted: tuple[str, str]) -> None:
    assert said(code_article(article("The talks ended.", title=headline), SEVERAL)) == [wanted]


def test_one_word_for_a_state_is_a_place_behind_in() -> None:
    coding = coded("In Tarn the shops were shut. Tarn said so, and Tarn's army left Tarn.", case=SEVERAL)
    assert [it.start for it in coding.mentions] == [29, 47]


@pytest.mark.parametrize(
    ("headline", "paragraph", "wanted"),
    [
        ("Envoy sees “no way back” from talks", "US envoy Ann Reed said the talks go on.", ("us", "no way back")),
        ("Talks fail; Reed: “No way back”", "Kerry left.", (None, "No way back")),
        ("Syria: US envoy warns of “no way back”", "Kerry left.", ("us", "no way back")),
    ],
)
def test_whose_words_a_headline_quotes(headline: str, paragraph: str, wanted: tuple[str | None, str]) -> None:
    coding = code_article(article(paragraph, title=headline), CASE)
    assert wanted in quoted(coding)


def test_a_common_noun_stands_for_the_party_of_its_kind() -> None:
    case = Case(
        id="kinds",
        parties={
            "norland": Party(name="Norland", kind="government"),
            "estavia": Party(name="Estavia", kind="state"),
            "front": Party(name="Upland Front", kind="armed_group"),
            "union": Party(name="Coast Union", kind="organization"),
            "north": Party(name="North Sorrel", kind="state"),
        },
    )
    nouns = {
        "The rebels": "front", "A government spokesman": "norland", "The bloc": "union", "The army": "norland",
        "An Uplander official": "front", "The North": "north", "A Kenyan minister": None, "Analysts": None,
    }  # fmt: skip
    for noun, party in nouns.items():
        assert (party, "the road is open") in said(coded(f"{noun} said the road is open.", case=case)), noun
    told = "Estavia closed the road. The foreign ministry said the pass is closed."
    assert ("estavia", "the pass is closed") in said(coded(told, case=case))


def test_who_gives_a_briefing_answers_where_no_label_names_a_party() -> None:
    page = article(
        "QUESTION: Is the road open?", "MR. REED: It is.", "QUESTION: And the pass?", "MR. REED: No.",
        title="State Department briefing on Syria",
    )  # fmt: skip
    assert quoted(code_article(page, CASE)) == [
        (None, "Is the road open?"), ("us", "It is."), (None, "And the pass?"), ("us", "No."),
    ]  # fmt: skip


def test_a_pronoun_is_the_last_speaker_and_not_the_nearest_name() -> None:
    coding = coded(
        "Kerry said the road is open.", "After Syria closed the bridge, Jordan left. He said the pass is closed."
    )
    assert said(coding)[-1] == ("us", "the pass is closed")


def test_a_pronoun_without_a_speaker_before_is_the_subject_of_its_sentence() -> None:
    assert said(coded("Kerry travels on Friday with a plan, he told reporters: The road is to open."))[0][0] == "us"


def test_it_is_no_party_that_only_stood_in_the_paragraph_before() -> None:
    coding = coded("Syria left the talks.", "The paper is short. It says the road is open.")
    assert said(coding) == [(None, "the road is open")]


def test_a_person_is_known_by_the_office_that_introduced_them() -> None:
    coding = coded("Jordanian Foreign Minister Nora Haddad landed at noon.", "“We are ready,” Haddad said.")
    assert quoted(coding) == [("jordan", "We are ready,")]
    assert [it.party for it in coding.mentions] == []


def test_the_one_spoken_to_is_known() -> None:
    coding = coded("Kerry told Jordan that the road is open.", "“Stay,” Kerry told Syria.")
    assert [it.addressee for it in coding.statements] == ["jordan"]
    assert [it.addressee for it in coding.quotes] == ["syria"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Syria denied that it had shelled the road.", "negated"),
        ("Syria said it did not shell the road.", "negated"),
        ("Syria said it will shell the road.", "future"),
        ("Syria said it would shell the road if attacked.", "hypothetical"),
        ("Syria said it had shelled the road.", "historical"),
        ("Syria said it controls the road.", "actual"),
    ],
)
def test_denials_plans_and_conditions_are_marked(text: str, modality: str) -> None:
    assert [it.modality for it in coded(text).statements] == [modality]


def test_refusals_to_speak_and_own_words_in_quotes_report_nothing() -> None:
    assert said(coded("Kerry declined to say that the road is open.")) == []
    assert said(coded("“They told us that the road is open,” Kerry said.")) == []
