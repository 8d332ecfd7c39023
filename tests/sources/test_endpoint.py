"""A coder behind an address of the user's own, against a server of the test that stands in for it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from detente.case.model import Case, Issue, Party
from detente.cli.main import app
from detente.errors import CoderError, MethodError
from detente.sources import code_article, read_page
from detente.sources import endpoint as endpoint_module
from detente.sources.article import Article
from detente.sources.coders import coder_named
from detente.sources.coding import Coding, Quote
from detente.sources.endpoint import LONGEST_ANSWER, TRIES, EndpointCoder

CASE = Case(
    id="two",
    parties={"norway": Party(name="Norway"), "chad": Party(name="Chad", aliases=("Ndjamena",))},
    issues={"road": Issue(name="The road", scale={0: "shut", 1: "open"})},
)
PAGE = b"Talks on the road\n\nNorway said the road is open. \xe2\x80\x9cGo on,\xe2\x80\x9d Norway said.\n\nNobody else spoke that day."


class StandIn(ThreadingHTTPServer):
    """A server that answers what the test tells it to, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status, self.content, self.asked = 200, "{}", []  # type: ignore[var-annotated]
        self.headers: dict[str, str] = {}
        self.finish, self.filling, self.busy, self.drip = "stop", b"", 0, 0.0

    @property
    def coder(self) -> str:
        return f"openai:http://127.0.0.1:{self.server_address[1]}/v1"


class Answering(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        choice = {"message": {"content": self.server.content}, "finish_reason": self.server.finish}
        answer = json.dumps({"choices": [choice]}).encode() + self.server.filling
        self.server.busy -= 1
        self.send_response(503 if self.server.busy >= 0 else self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            while self.server.drip:
                self.wfile.write(b" ")
                time.sleep(self.server.drip)
            self.wfile.write(answer)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[StandIn]:
    made = StandIn()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def ask(server: StandIn, content: Any) -> Any:
    server.content = content if isinstance(content, str) else json.dumps(content)
    return code_article(read_page(PAGE), CASE, coder_named(server.coder, CASE, "small"))


def test_what_the_article_holds_is_kept_with_its_place(server: StandIn) -> None:
    coding = ask(server, {
        "quotes": [{"text": "Go on,", "speaker": "norway", "addressee": None}],
        "statements": [{"text": "the road is open", "speaker": "norway", "cue": "said", "issues": ["road", "sea"],
                        "toward": {"road": "high", "sea": "low"}}],
    })  # fmt: skip
    assert [(it.text, it.speaker) for it in coding.quotes] == [("Go on,", "norway")]
    (statement,) = coding.statements
    assert (statement.issues, statement.toward) == (("road",), {"road": "high"})
    assert coding.article.text[statement.start : statement.end] == "the road is open"
    assert len(coding.mentions) == 2  # by the names of the case, where the answer gives none
    assert any("small" in it for it in coding.findings)


def test_a_quote_that_it_invents_is_left_out_and_counted(server: StandIn) -> None:
    coding = ask(
        server, {"quotes": [{"text": "We surrender", "speaker": "norway"}, {"text": "Go on,", "speaker": "sweden"}]}
    )
    assert [(it.text, it.speaker) for it in coding.quotes] == [("Go on,", None)]
    assert "1 item was left out: the article does not hold their words" in coding.findings
    assert "who is no party of the case was left out, 1 time: “sweden”" in coding.findings


def test_it_is_asked_once_at_the_named_address_with_parties_and_issues(server: StandIn) -> None:
    ask(server, {})
    ((path, asked),) = server.asked
    assert path == "/v1/chat/completions"
    assert asked["model"] == "small"
    assert "Norway" in asked["messages"][1]["content"]


@pytest.mark.parametrize(
    "content", ["no JSON", "[1, 2]", "{", "[" * 10_000, '"text"', "null"],
)  # fmt: skip
def test_an_answer_that_is_none_is_said_in_words(server: StandIn, content: str) -> None:
    with pytest.raises(MethodError, match="JSON"):
        ask(server, content)


@pytest.mark.parametrize(
    "content",
    [
        {"quotes": "all", "statements": 3},
        {"quotes": [1, None, {}, {"text": 5}, {"text": ""}]},
        {"statements": [{"text": "Nobody", "issues": 4, "toward": [], "speaker": ["x"], "cue": None}]},
    ],
)
def test_odd_answers_give_nothing_that_is_wrong(server: StandIn, content: Any) -> None:
    coding = ask(server, content)
    assert coding.quotes == ()
    assert all(it.speaker is None and it.issues == () for it in coding.statements)


def test_it_follows_no_redirection_and_says_the_status(server: StandIn) -> None:
    server.status, server.headers = 302, {"Location": "http://127.0.0.1:1/elsewhere"}
    with pytest.raises(MethodError, match="302"):
        ask(server, {})
    assert len(server.asked) == 1


def test_no_proxy_of_the_environment_is_used(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    ask(server, {})
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(MethodError, match="does not answer"):
        code_article(read_page(PAGE), CASE, coder_named("openai:http://127.0.0.1:1/v1", CASE, "small"))


def test_the_command_uses_it_when_it_is_named(server: StandIn, tmp_path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "page.txt"
    page.write_bytes(PAGE)
    server.content = json.dumps({"quotes": [{"text": "Go on,", "speaker": "usa"}]})
    done = CliRunner().invoke(
        app, ["read", str(page), "--case", "vienna-2015", "--coder", server.coder, "--model", "small", "--json"]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["quotes"][0]["speaker"] == "usa"
    assert len(server.asked) == 1


def test_everything_that_a_coding_holds_can_be_answered(server: StandIn) -> None:
    coding = ask(server, {
        "mentions": [{"text": "Norway", "party": "norway"}, {"start": 58, "end": 64, "party": "norway"}],
        "quotes": [{"text": "Go on,", "speaker": "Norway", "addressee": "Ndjamena", "cue": "said", "issues": ["road"]}],
        "statements": [{"text": "the road is open", "speaker": "norway", "addressee": "chad", "cue": "said",
                        "modality": "future", "toward": {"road": "high"}}],
        "events": [{"text": "Norway said the road is open", "type": "consult", "mode": "visit", "actors": ["norway"],
                    "recipients": "chad", "modality": "hypothetical", "date": "2015-11-12"}],
    })  # fmt: skip
    text = coding.article.text
    assert [text[it.start : it.end] for it in coding.mentions] == ["Norway", "Norway"]
    (quote,), (statement,), (event,) = coding.quotes, coding.statements, coding.events
    assert (quote.speaker, quote.addressee, quote.cue, quote.issues) == ("norway", "chad", "said", ("road",))
    assert (statement.addressee, statement.cue, statement.modality) == ("chad", "said", "future")
    assert (statement.issues, statement.toward) == (("road",), {"road": "high"})
    assert (event.type, event.mode, event.quad, event.intensity) == ("CONSULT", "visit", 1, 4)
    assert (event.actors, event.recipients, event.modality) == (("norway",), ("chad",), "hypothetical")
    assert str(event.date) == "2015-11-12"
    assert text[event.start : event.end] == event.text
    assert len(coding.findings) == 1


def test_what_fits_neither_article_nor_case_is_left_out_and_counted(server: StandIn) -> None:
    road = {"text": "the road is open", "actors": ["norway"], "recipients": []}
    coding = ask(server, {
        "mentions": [{"text": "Nobody", "party": "norway"}, {"text": "Norway", "party": "sweden"}],
        "statements": [{"text": "the road is open", "speaker": "norway", "cue": "\u001b[31mshouted"}],
        "events": [
            {**road, "type": "WAR"},
            {**road, "type": "CONSULT", "actors": ["Sweden\u001b[31m"]},
            {**road, "type": "ASSAULT", "mode": "shouting", "modality": "odd", "date": "soon"},
            {**road, "type": "ASSAULT", "text": "Norway shelled Chad"},
        ],
    })  # fmt: skip
    assert coding.mentions == ()
    assert coding.statements[0].cue == ""
    (event,) = coding.events
    assert (event.mode, event.modality, event.date) == (None, "actual", None)
    told = " ".join(coding.findings)
    assert "2 items were left out: events whose type or parties" in told
    assert "1 item was left out: mentions that are no name" in told
    assert "1 item was left out: the article does not hold" in told
    assert "“Sweden[31m”, “sweden”" in told
    assert "\x1b" not in told


def test_the_same_words_twice_stand_at_two_places_and_a_start_chooses_one(server: StandIn) -> None:
    twice = ask(server, {"mentions": [{"text": "Norway", "party": "norway"}] * 2}).mentions
    later = ask(server, {"mentions": [{"text": "Norway", "start": 70, "party": "norway"}]}).mentions
    assert len(twice) == 2
    assert later == twice[1:]


def test_two_signatories_may_state_the_same_words(server: StandIn) -> None:
    point = {"text": "the road is open"}
    coding = ask(server, {"statements": [{**point, "speaker": "norway"}, {**point, "speaker": "chad"}]})
    assert [(it.speaker, it.start) for it in coding.statements] == [("norway", 31), ("chad", 31)]


def test_thoughts_and_words_around_the_object_are_passed_over(server: StandIn) -> None:
    answer = json.dumps({"quotes": [{"text": "Go on,"}]})
    assert len(ask(server, "<think>{perhaps}</think>Here it is:\n```json\n" + answer + "\n```").quotes) == 1


def test_more_items_than_an_article_has_are_counted_and_left(server: StandIn) -> None:
    coding = ask(server, {"quotes": [{"text": "Go on,"}] * 6000})
    assert len(coding.quotes) == 1
    assert any(it.startswith("1,000 items were left out") for it in coding.findings)


def test_an_article_that_no_model_reads_is_not_sent(server: StandIn) -> None:
    long = read_page(b"Talks\n\n" + b"The talks went on and on. " * 50_000)
    with pytest.raises(MethodError, match="longer than"):
        code_article(long, CASE, coder_named(server.coder, CASE, "small"))
    assert server.asked == []


def test_an_answer_without_end_or_cut_off_is_said_in_words(server: StandIn) -> None:
    server.filling = b" " * (LONGEST_ANSWER + 10)
    with pytest.raises(MethodError, match="more than 4 MB"):
        ask(server, {})
    server.filling, server.finish = b"", "length"
    with pytest.raises(MethodError, match="cut off"):
        ask(server, '{"quotes": [')


def test_a_busy_server_is_asked_again_and_not_for_ever(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_module, "_PAUSE", 0.01)
    server.busy = TRIES - 1
    ask(server, {})
    assert len(server.asked) == TRIES
    server.busy = 100
    with pytest.raises(MethodError, match="503"):
        ask(server, {})
    assert len(server.asked) == 2 * TRIES


@pytest.mark.parametrize("drip", [0.05, 30.0])
def test_a_server_that_is_silent_or_sends_a_byte_now_and_then_ends_in_words(server: StandIn, drip: float) -> None:
    server.drip = drip
    with pytest.raises(MethodError, match=r"within 0\.4 s"):
        EndpointCoder(CASE, server.coder.removeprefix("openai:"), "small", timeout=0.4).code(read_page(PAGE))


def test_a_server_that_hangs_up_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_module, "_PAUSE", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            for _ in range(TRIES):
                listening.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        coder = EndpointCoder(CASE, f"http://127.0.0.1:{listening.getsockname()[1]}/v1", "small")
        with pytest.raises(CoderError, match="does not answer"):
            coder.code(read_page(PAGE))


@pytest.mark.parametrize(
    "address",
    ["", "localhost:8080", "ftp://localhost/v1", "http://", "http://localhost:99999/v1", "http://[::1", "http://a b/v1",
     "http://localhost/\u00fc", "http://localhost/\x1b[31m", "http://ada:secret@localhost/v1"],
)  # fmt: skip
def test_an_address_that_is_none_is_said_in_words(address: str) -> None:
    with pytest.raises(MethodError) as caught:
        EndpointCoder(CASE, address, "small")
    assert "secret" not in caught.value.message
    assert "\x1b" not in caught.value.message


def test_a_coder_cannot_change_the_article() -> None:
    class Liar:
        def code(self, article: Article) -> Coding:
            said = Article(text="We surrender")
            return Coding(article=said, quotes=(Quote(start=0, end=12, text="We surrender"),))

    coding = code_article(read_page(PAGE), CASE, Liar())
    assert coding.article.text.startswith("Talks on the road")
    assert coding.quotes == ()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    made = tmp_path / "pages" / "page.txt"
    made.parent.mkdir()
    made.write_bytes(
        b"Talks on Syria\n\nRussia said on Monday that Syria will hold elections next year, and Iran agreed with it.\n\n"
        b"The United States said that Assad must leave before any elections are held in the country.\n"
    )
    return made


def invoke(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(it) for it in arguments])


def test_proposals_come_from_it_when_it_is_named(server: StandIn, page: Path, tmp_path: Path) -> None:
    server.content = json.dumps({
        "statements": [{"text": "Syria will hold elections next year", "speaker": "russia", "toward": {"transition": "high"}}]
    })  # fmt: skip
    done = invoke(
        "evidence", "propose", page, "--case", "vienna-2015", "-o", tmp_path / "proposals.yaml", "--coder", server.coder,
        "--model", "small",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert len(server.asked) == 1
    assert "Syria will hold elections next year" in (tmp_path / "proposals.yaml").read_text(encoding="utf-8")


def test_a_draft_takes_its_stances_from_it_when_it_is_named(server: StandIn, page: Path, tmp_path: Path) -> None:
    server.content = json.dumps({
        "statements": [{"text": "Syria will hold elections next year", "speaker": "Russia", "toward": {"elections": "high"}}]
    })  # fmt: skip
    done = invoke("draft", page, "-o", tmp_path / "case.yaml", "--coder", server.coder, "--model", "small")
    assert done.exit_code == 0, done.output
    assert len(server.asked) == 1
    assert "Syria will hold elections next year" in (tmp_path / "case.yaml").read_text(encoding="utf-8")


def test_without_the_option_nobody_is_asked(server: StandIn, page: Path, tmp_path: Path) -> None:
    done = invoke("evidence", "propose", page, "--case", "vienna-2015", "-o", tmp_path / "proposals.yaml")
    assert done.exit_code == 0, done.output
    assert server.asked == []


def test_a_corpus_is_coded_by_it_and_stops_where_it_does_not_answer(
    server: StandIn, page: Path, tmp_path: Path
) -> None:
    server.content = json.dumps({
        "events": [{"text": "Iran agreed with it", "type": "AGREE", "actors": ["iran"], "recipients": ["russia"]}]
    })  # fmt: skip
    output = tmp_path / "events.parquet"
    command = ["read", "--corpus", page.parent, "--case", "vienna-2015", "-o", output, "--workers", 1,
               "--coder", server.coder, "--model", "small"]  # fmt: skip
    server.status = 404
    stopped = invoke(*command)
    assert stopped.exit_code == 1
    assert isinstance(stopped.exception, CoderError)
    assert "goes on" in stopped.exception.advice
    server.status = 200
    done = invoke(*command)
    assert done.exit_code == 0, done.output
    assert "1 events in 1 pages" in done.output


@pytest.mark.parametrize("command", [["draft", "PAGE"], ["evidence", "propose", "PAGE", "--case", "vienna-2015"]])
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--model", "small"], "--model needs a coder"),
        (["--coder", "openai:http://127.0.0.1:1/v1"], "model is not named"),
        (["--coder", "spacy:no_such_pipeline"], "cannot be loaded"),
        (["--coder", "other"], "no such coder"),
        (["--coder", "openai:http://127.0.0.1:1/v1", "--model", "small"], "does not answer"),
    ],
)
def test_wrong_coders_are_said_in_words(
    page: Path, tmp_path: Path, command: list[str], options: list[str], words: str
) -> None:
    done = invoke(*(page if it == "PAGE" else it for it in command), "-o", tmp_path / "out.yaml", *options)
    assert done.exit_code in (1, 2)
    assert words in getattr(done.exception, "message", done.output)
