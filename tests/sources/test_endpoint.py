"""A coder behind an address of the user's own, against a server of the test that stands in for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from typer.testing import CliRunner

from detente.case.model import Case, Issue, Party
from detente.cli.main import app
from detente.errors import MethodError
from detente.sources import code_article, read_page
from detente.sources.coders import coder_named

CASE = Case(
    id="two",
    parties={"norway": Party(name="Norway")},
    issues={"road": Issue(name="The road", scale={0: "shut", 1: "open"})},
)
PAGE = b"Talks on the road\n\nNorway said the road is open. \xe2\x80\x9cGo on,\xe2\x80\x9d Norway said.\n\nNobody else spoke that day."


class StandIn(ThreadingHTTPServer):
    """A server that answers what the test tells it to, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status, self.content, self.asked = 200, "{}", []  # type: ignore[var-annotated]
        self.headers: dict[str, str] = {}

    @property
    def coder(self) -> str:
        return f"openai:http://127.0.0.1:{self.server_address[1]}/v1"


class Answering(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        answer = json.dumps({"choices": [{"message": {"content": self.server.content}}]}).encode()
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

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
    assert len(coding.mentions) == 2
    assert any("small" in it for it in coding.findings)


def test_a_quote_that_it_invents_is_left_out_and_counted(server: StandIn) -> None:
    coding = ask(
        server, {"quotes": [{"text": "We surrender", "speaker": "norway"}, {"text": "Go on,", "speaker": "sweden"}]}
    )
    assert [(it.text, it.speaker) for it in coding.quotes] == [("Go on,", None)]
    assert any(it.startswith("1 of its answers") for it in coding.findings)


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
