from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import open_case
from detente.errors import SourceError
from detente.sources import read_page
from detente.sources.coders import code_article
from detente.sources.coding import Coding
from detente.sources.drafting.drafting import draft, write
from detente.sources.drafting.known import state_of
from detente.sources.drafting.parties import entries, keys_of
from detente.sources.drafting.sides import sides
from detente.sources.drafting.stances import stance
from detente.sources.drafting.tokens import tokens
from detente.sources.drafting.topics import spoken_of, topics
from detente.sources.verification import check

LAKE = """\
Talks on the lake resume

March 3, 2024

GENEVA — The foreign minister of Kenya, Joseph Odera, told reporters that Nairobi wants a permanent ceasefire before any talks on the border. "We will not discuss prisoners until the shelling stops," Odera said.

Ethiopia's prime minister, Alem Tesfa, rejected the proposal. Ethiopian officials said the ceasefire must include the withdrawal of Kenyan troops from the lake.

A spokesman for the Northern Lake Front (NLF), Daud Ali, demanded the release of all prisoners. The NLF accused Kenya of shelling villages. Somali rebels rejected the talks.

Scholars at the Nairobi Institute of Peace doubted that elections would follow. UN envoy Maria Stein called on both sides to let aid convoys through.
"""
STRIKE = """\
Dockers and harbour board meet again

The Harbour Workers Union said on Friday that wages must rise by a tenth. "We have waited for two years," said its leader, Ines Paro.

Tom Beck, a spokesman for the Port Authority, said that the board could pay half of that. The Port Authority offered to talk about pensions as well.

The Harbour Workers Union rejected the offer on Saturday and threatened a new strike action.
"""


def nothing(article, case):
    return Coding(article=article)


def found(text: str):
    return sides([read_page(text.encode())])


def by_name(text: str):
    return {it.name: it for it in found(text).sides}


def test_states_groups_and_people_with_their_sides():
    it = by_name(LAKE)
    assert set(it) == {"Kenya", "Ethiopia", "Northern Lake Front", "Somali rebels", "United Nations"}
    assert {name: list(side.people) for name, side in it.items()} == {
        "Kenya": ["Joseph Odera"], "Ethiopia": ["Alem Tesfa"], "Northern Lake Front": ["Daud Ali"], "United Nations": ["Maria Stein"],
        "Somali rebels": [],
    }  # fmt: skip
    assert "NLF" in it["Northern Lake Front"].aliases
    assert "Nairobi" in it["Kenya"].aliases  # a capital that speaks
    assert it["Northern Lake Front"].armed
    assert it["Kenya"].sort == "state"


def test_a_dispute_without_states():
    it = by_name(STRIKE)
    assert set(it) == {"Harbour Workers Union", "Port Authority"}
    assert list(it["Port Authority"].people) == ["Tom Beck"]


@pytest.mark.parametrize(
    ("text", "not_named"),
    [
        ("OSLO — Two sides met. Kenya said no.", "Norway"),  # a dateline
        ("Kenya met Chad in Oslo. Kenya and Chad said so in Oslo.", "Norway"),  # a capital where something happens
        ("Kenya said no at the Norwegian Institute of Affairs. The Norwegian Institute of Affairs said so.", "Norway"),
        ("Norwegian scholars said so. Norwegian scholars told Kenya so.", "Norway"),
        ("Former Norwegian minister Ole Dahl said so. Former Norwegian minister Ole Dahl told Kenya.", "Norway"),
    ],
)
def test_what_is_no_party(text, not_named):
    page = f"A headline\n\n{text}\n\nThe sun shone over the fields that day."
    assert not_named not in by_name(page)


def test_a_title_that_has_one_side_on_the_page_has_it_everywhere_on_it():
    page = (
        "A headline\n\nThe Norwegian secretary of state will travel today. Norway hopes for a deal.\n\n"
        "Secretary of State Kari Moen said that talks go on.\n\nThe sun shone over the fields that day."
    )
    assert list(by_name(page)["Norway"].people) == ["Kari Moen"]


def test_who_speaks_without_a_side_is_told():
    page = (
        "A headline\n\nKenya and Chad met. Kenya said yes and Chad said no.\n\nLater Anna Blum said that it was late.\n"
    )
    assert "Anna Blum" in found(page).unplaced


def test_bodies_of_a_state_are_the_state_and_other_names_are_not():
    assert state_of("Norwegian Army") == "Norway"
    assert state_of("Norwegian Liberation Front") is None
    assert state_of("Norway") == "Norway"


def test_every_topic_has_a_worded_scale_and_words():
    assert len({it.id for it in topics()}) == len(topics()) >= 20
    for it in topics():
        assert all(it.issue.scale.values())
        assert it.words
        assert all(part == part.casefold() for choice in it.words for part in choice)


def test_issues_are_those_spoken_of():
    names = [it.id for it in spoken_of([read_page(LAKE.encode())])]
    assert {"ceasefire", "prisoners", "withdrawal", "border", "aid_access"} <= set(names)
    assert [it.id for it in spoken_of([read_page(STRIKE.encode())])] == ["pay"]


def test_a_question_of_no_table_is_still_a_question():
    page = "Head\n\nThe north said the lighthouse is theirs.\n\nThe south said that the lighthouse stays open.\n"
    (it,) = spoken_of([read_page(page.encode())])
    assert it.issue.name == "Lighthouse"


@pytest.fixture
def made(tmp_path) -> Path:
    (tmp_path / "lake.txt").write_text(LAKE, encoding="utf-8")
    (tmp_path / "case").mkdir()
    article = read_page(LAKE.encode(), "lake.txt")
    made = draft([(tmp_path / "lake.txt", article)], tmp_path / "case", code_article, "lake")
    write(made, tmp_path / "case" / "case.yaml")
    return tmp_path / "case" / "case.yaml"


def test_a_draft_passes_the_checks_and_every_quote_is_in_its_page(made):
    assert [it for it in check(made) if it.severity == "error"] == []
    case = open_case(made).sound
    assert all(it.span is not None for it in case.evidence.values())
    assert (made.parent / case.sources["lake"].file).read_text(encoding="utf-8") == LAKE


def test_a_draft_says_that_everything_in_it_is_a_proposal(made):
    text = made.read_text(encoding="utf-8")
    assert text.startswith("# A first case drafted from coverage alone. EVERYTHING IN IT IS A PROPOSAL")
    case = open_case(made).sound
    for it in (
        *case.parties.values(),
        *case.issues.values(),
        *(one for held in case.positions.values() for one in held.values()),
    ):
        assert it.why.startswith("Proposal")
        assert it.evidence
    assert case.unknowns


def test_a_draft_holds_stances_with_their_quotes(made):
    case = open_case(made).sound
    held = case.positions["northern_lake_front"]["prisoners"]
    assert held.position.low >= 50
    assert any("release of all prisoners" in case.evidence[key].quote for key in held.evidence)


def test_two_pages_of_one_name_are_both_kept(tmp_path):
    pages = []
    for name, text in (("a", LAKE), ("b", STRIKE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(text, encoding="utf-8")
        pages.append((tmp_path / name / "page.txt", read_page(text.encode())))
    (tmp_path / "case").mkdir()
    made = draft(pages, tmp_path / "case", nothing)
    write(made, tmp_path / "case" / "case.yaml")
    assert sorted(it.name for it in (tmp_path / "case" / "sources").iterdir()) == ["page-2.txt", "page.txt"]
    assert [it for it in check(tmp_path / "case" / "case.yaml") if it.severity == "error"] == []


@pytest.mark.parametrize(
    "text", ["Rain\n\nIt rained all day.\n\nIt was wet.", "Head\n\nNorway said no.\n\nNobody came."]
)
def test_too_little_for_a_case_is_told(text, tmp_path):
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="too few parties"):
        draft([(tmp_path / "page.txt", read_page(text.encode()))], tmp_path, nothing)


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_has_its_tokens_where_they_say(text):
    for it in tokens(text, 7):
        assert text[it.start - 7 : it.end - 7] == it.text


@given(
    st.lists(
        st.sampled_from(
            ["Norway", "said", "’s", ",", ".", "minister", "of", "the Front", "(NF)", "Ole", "\n\n", "rebels", "“"]
        ),
        max_size=40,
    )
)
def test_any_order_of_words_is_read(words):
    page = "A headline\n\n" + " ".join(words) + "\n\nThe sun shone over the fields that day."
    article = read_page(page.encode())
    for side in sides([article]).sides:
        for page_number, start, end in side.people.values():
            assert page_number == 0
            assert 0 <= start < end <= len(article.text)


DISPUTE = """\
Two neighbours disagree about plates

LIMA, May 3, 2031 - The leaders of Bolivia and Peru failed to agree, the African Union's foreign policy chief Jo Lund said.

Bolivian President Luz Paz said that Sucre would never give in, while Prime Minister Ana Rio said Lima would wait. BNC, which has 3,700 peacekeepers there, said that it was ready.

Foreign Minister Raul Cruz told reporters that talks go on. President Omar Hale was not there.

The Lake Front and the League of Towns (LOT) proposed a meeting. The Lake Front, led by Tom Ash, denied all charges. "It is late," said Ash.
"""


def test_people_are_placed_by_title_clause_dateline_and_lead():
    it = by_name(DISPUTE)
    people = {name: set(side.people) for name, side in it.items()}
    assert people["Bolivia"] == {"Luz Paz"}
    assert people["Peru"] == {"Ana Rio", "Raul Cruz"}  # by what she says of Lima; by the dateline
    assert people["African Union"] == {"Jo Lund"}
    assert people["Lake Front"] == {"Tom Ash"}
    assert {"BNC", "League of Towns"} <= set(it)
    assert not any("Omar Hale" in side.people for side in it.values())  # he does not speak


RIVER = """\
Truce on the Tamu holds for a day

The leftist rebels of the Tamu Valley Front (TVF) and the Kenyan government signed a truce brokered by Qatar and the African Union on Sunday.

The Freedom and Dignity Movement (FDM), backed by Chad, stayed away. "We signed nothing," its leader, Oda Mbeki, told Reuters. FDM fighters shelled two villages near the border with Uganda.

Officials of the self-declared Tamu People's Republic could not be reached. The Norwegian-led coalition said that its aircraft had not flown.

Moscow blamed Nairobi for the delay, the Orrland Times reported. The UN Security Council meets on Monday; UN monitors said the truce was holding. "It is quiet," Colonel Abel Orr told AFP in the town of Kisi.
"""


def test_all_sorts_of_parties_of_one_page():
    it = by_name(RIVER)
    assert set(it) == {
        "Tamu Valley Front", "Kenya", "Qatar", "African Union", "Freedom and Dignity Movement", "Chad", "Tamu People's Republic",
        "Norwegian-led coalition", "Russia", "United Nations",
    }  # fmt: skip
    assert "TVF" in it["Tamu Valley Front"].aliases
    assert list(it["Freedom and Dignity Movement"].people) == ["Oda Mbeki"]
    assert {name for name, side in it.items() if side.armed} == {"Tamu Valley Front", "Freedom and Dignity Movement"}


def test_what_a_party_is_and_does_is_proposed():
    read = found(RIVER)
    made = entries(dict(zip(keys_of([it.name for it in read.sides]), read.sides, strict=True)), read.called)
    kinds = {key: (it["kind"], it.get("role")) for key, it in made.items()}
    assert kinds["kenya"] == ("government", None)
    assert kinds["qatar"] == ("state", "mediator")
    assert kinds["chad"] == ("state", "patron")
    assert kinds["freedom_and_dignity_movement"] == ("armed_group", None)
    assert kinds["norwegian_led_coalition"] == ("coalition", None)
    assert kinds["african_union"] == ("organization", "mediator")
    assert "do not recognise it" in made["tamu_people_s_republic"]["why"]
    names = [name for it in made.values() for name in (it["name"], *it.get("aliases", []))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("The Houmis rejected it. The Humis said so.", "Houmis", {"Humis"}),
        (
            "The FLON refused. The Northern Lake Front of Orr (NLFO) met the FLON.",
            "Northern Lake Front of Orr",
            {"FLON"},
        ),
        ("South Korea agreed. The South said so.", "South Korea", {"South"}),
        ("The United Nations Support Mission said so. UN officials agreed.", "United Nations", {"UN"}),
    ],
)
def test_one_party_for_all_its_names(text, name, aliases):
    it = by_name(f"A headline\n\n{text}\n\nThe sun shone over the fields that day.")
    assert len(it) == 1
    assert aliases <= set(it[name].aliases)


def test_fighters_without_a_name_are_a_party_until_the_pages_name_them():
    head, foot = "A headline\n\n", "\n\nThe sun shone over the fields that day."
    nameless = by_name(head + "The rebels shelled a town. Kenya said the rebels had no plan." + foot)
    assert nameless["Rebels"].armed
    named = by_name(head + "The rebels shelled a town. Kenya said the OLF had no plan. The OLF rejected it." + foot)
    assert "Rebels" not in named
    assert named["OLF"].armed


def test_people_of_one_government_and_one_rebel_side():
    page = (
        "Chad's Bello waits\n\nThe Chadian government and the OLF met. Government spokesman Ali Deby said it was late.\n\n"
        "Rebel commander Isa Nour said no. President Omar Bello said that talks go on.\n\nThe OLF rebels left.\n"
    )
    it = by_name(page)
    assert set(it["Chad"].people) == {"Ali Deby", "Omar Bello"}
    assert set(it["OLF"].people) == {"Isa Nour"}


def test_who_cannot_be_placed_is_named_with_the_office():
    page = "A headline\n\nPresident Omar Bello said no to Kenya and Chad.\n\nKenya said yes and Chad rejected it.\n"
    assert found(page).unplaced == ["President Omar Bello"]


def test_a_transcript_has_its_speakers_and_no_party_of_their_names():
    page = (
        "Transcript of the briefing\n\nMS. LARSEN: Good morning. Kenya met the OLF, and Kenya said yes.\n\n"
        "QUESTION: And the OLF?\n\nMS. LARSEN: The OLF rejected it.\n"
    )
    assert set(by_name(page)) == {"Kenya", "OLF"}
    assert found(page).unplaced == ["Larsen"]


KNOWN = {it.id: it for it in topics()}


@pytest.mark.parametrize(
    ("text", "cue", "issue", "end"),
    [
        ("it will never accept a truce", "said", "ceasefire", "low"),
        ("there could be no truce before it held the port", "said", "ceasefire", "low"),
        ("a ceasefire was signed in June", "said", "ceasefire", None),  # what happened is no stance
        ("breaking the ceasefire", "accused", "ceasefire", None),
        ("it would come only when all prisoners were freed", "said", "prisoners", "high"),
        ("if they want prisoners, they will have to stop fighting", "said", "prisoners", None),
        ("if they want prisoners, they will have to stop fighting", "said", "ceasefire", "high"),
        ("our men must go free without conditions", "said", "prisoners", "high"),
        ("both sides to pull back their troops without delay", "called", "withdrawal", "high"),
        ("a withdrawal of its troops", "rejected", "withdrawal", "low"),
        ("its team will withdraw from the talks", "said", "withdrawal", None),
        ("sanctions must be lifted at once", "said", "sanctions", "high"),
        ("it will not lift its sanctions", "said", "sanctions", "low"),
        ("do not send us mercenaries", "said", "interference", "high"),
        ("we want zero troops and zero guarantees", "said", "security", "low"),
        ("the group has nothing against dialogue and is ready", "said", "talks", "high"),
    ],
)
def test_a_stance_is_what_the_speaker_wants(text, cue, issue, end):
    assert stance(text, cue, KNOWN[issue]) == end


def test_an_issue_is_no_word_of_a_name_and_no_mere_place():
    page = (
        "Head\n\nThe Orr Independence Army said it was near the border with Chad.\n\n"
        "Important guests said that it was late. The army pulled out of the negotiations, Chad said.\n"
    )
    assert [it.id for it in spoken_of([read_page(page.encode())])] == ["talks"]


def test_evidence_of_a_draft_is_whole_sentences(made):
    case = open_case(made).sound
    (quote, *_) = [case.evidence[key].quote for key in case.parties["kenya"].evidence]
    assert quote.startswith("The foreign minister of Kenya, Joseph Odera, told reporters")
    assert quote.endswith("on the border.")


def test_a_page_too_long_for_a_report_is_left_out_and_said_to_be(tmp_path):
    lake, endless = tmp_path / "lake.txt", tmp_path / "endless.txt"
    lake.write_text(LAKE, encoding="utf-8")
    body = "".join(f"\n\nKenya said on day {day} that its {day} soldiers would leave the lake." for day in range(6000))
    endless.write_text(f"An endless page{body}", encoding="utf-8")
    long = read_page(endless.read_bytes())
    assert len(long.text) > 300_000
    made = draft([(lake, read_page(lake.read_bytes())), (endless, long)], tmp_path, nothing)
    assert made.notes[0] == "endless.txt is too long for a report and was left out"
    assert len(made.case.sources) == 1
    with pytest.raises(SourceError, match=r"endless\.txt: too long"):
        draft([(endless, long)], tmp_path, nothing)
