"""A language model of the user's own as coder, behind an OpenAI-compatible address; off unless it is named.

It reaches the one address that the user gives and no other: no proxy of the environment is used and no redirection is
followed. What the model returns is checked against the article, so that it cannot invent a quote
(:mod:`detente.sources.answers`).
"""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from detente.case.model import Case
from detente.errors import CoderError, MethodError
from detente.sources.answers import Answer
from detente.sources.article import Article
from detente.sources.coding import Coding
from detente.sources.mentions import Names
from detente.sources.plover.lexicon import scores

LONGEST_ANSWER = 4_000_000
"""Bytes of an answer that are read."""

LONGEST_ASKED = 1_000_000
"""Characters of an article that is sent; no model reads more at once."""

TIMEOUT = 120.0
"""Seconds to wait for an answer about one article, all tries together."""

TRIES = 3
"""How often an article is sent to a server that says it is busy or out of order."""

_PAUSE = 0.5  # seconds before the second try; twice that before the third
_BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])
_CLOSED = frozenset([401, 403, 404, 405])  # no article will be answered
_RULES = "leave out --coder to use detente's own rules"
_INSTRUCTION = """\
You code a news article for a negotiation. Answer with one JSON object and nothing else:
{"mentions": [{"text", "party"}], "quotes": [{"text", "speaker", "addressee", "cue", "issues", "toward"}],
"statements": [{"text", "speaker", "addressee", "cue", "modality", "issues", "toward"}],
"events": [{"text", "type", "mode", "actors", "recipients", "modality", "date"}]}
Each text is copied from the article letter by letter. mentions: every place that names a party, by exactly one of its
names. quotes: words between quotation marks, marks left out. statements: reported clauses without speaker and cue.
events: what one party does to another, from actor to the last word needed. speaker, addressee, party: the id of a party,
or null; actors, recipients: lists of ids. cue: the word that reports. issues: ids of issues that the words touch;
toward: for such an id "low" or "high", the end of its scale that the words point to. modality: actual, historical,
future, hypothetical or negated. date: year-month-day or null. type and mode, by PLOVER 2.0: """


class EndpointCoder:
    """Codes by asking an OpenAI-compatible endpoint, such as one that serves a model on this machine.

    ``timeout`` bounds the seconds for one article, however the server behaves. MethodError: the address is none, or the
    answer is not what was asked for; CoderError: nobody answers there, or not this program.
    """

    def __init__(self, case: Case, address: str, model: str, timeout: float = TIMEOUT) -> None:
        self._secure, self._host, self._port, self._path = _parts(address)
        if not model:
            raise MethodError("the coder's model is not named", advice="name it with --model")
        self._case, self._address, self._model, self._timeout = case, address, model, timeout
        self._names = Names(case)

    @property
    def patience(self) -> float:
        """Seconds that one article may take."""
        return self._timeout

    def code(self, article: Article) -> Coding:
        """Ask the model about one article, and keep what the article holds."""
        coding = Answer(article, self._case, self._answer(article)).coding(self._names)
        finding = f"coded by {self._model} at {self._host}, not by detente's own rules"
        return coding.model_copy(update={"findings": (finding, *coding.findings)})

    def _question(self, article: Article) -> dict[str, object]:
        parties = {key: [it.name or key, *it.aliases] for key, it in self._case.parties.items()}
        issues = {
            key: {
                "name": it.name,
                "question": it.question,
                "scale": {str(mark): word for mark, word in it.scale.items()},
            }
            for key, it in self._case.issues.items()
        }
        date = article.date.isoformat() if article.date else None
        told = json.dumps(
            {"parties": parties, "issues": issues, "date": date, "article": article.text}, ensure_ascii=False
        )
        messages = [{"role": "system", "content": _INSTRUCTION + _types()}, {"role": "user", "content": told}]
        return {"model": self._model, "messages": messages, "temperature": 0, "stream": False}

    def _answer(self, article: Article) -> dict[str, Any]:
        if len(article.text) > LONGEST_ASKED:
            raise MethodError(
                f"the article is longer than {LONGEST_ASKED:,} characters, which no model reads at once",
                advice=f"split the page, or {_RULES}",
            )
        status, body = self._asked(json.dumps(self._question(article)).encode())
        if status != 200:
            error = CoderError if status in _CLOSED or 300 <= status < 400 else MethodError
            raise error(f"the coder at {self._address} answers with status {status}", advice="look at its own messages")
        if len(body) > LONGEST_ANSWER:
            raise MethodError(
                f"the coder at {self._address} answers with more than {LONGEST_ANSWER // 1_000_000} MB", advice=_RULES
            )
        answer, cut = _object_in(body)
        if answer is None:
            why = ", since it was cut off at the length that the server allows" if cut else ""
            advice = "let it answer at greater length" if cut else "try a larger model"
            raise MethodError(
                f"the coder at {self._address} does not answer with the JSON that was asked for{why}",
                advice=f"{advice}, or {_RULES}",
            )
        return answer

    def _asked(self, body: bytes) -> tuple[int, bytes]:
        """Status and body of the answer; a busy server is asked again while there is time."""
        until = time.monotonic() + self._timeout
        for number in range(1, TRIES + 1):
            try:
                status, answer = self._ask(body, until)
            except (OSError, http.client.HTTPException, UnicodeError) as error:
                late = time.monotonic() >= until
                if not late and number < TRIES and not isinstance(error, ConnectionRefusedError | socket.gaierror):
                    time.sleep(min(_PAUSE * number, max(0.0, until - time.monotonic())))
                    continue
                raise self._silent(error, late) from None
            if status not in _BUSY or number == TRIES or time.monotonic() + _PAUSE * number >= until:
                return status, answer
            time.sleep(_PAUSE * number)
        raise AssertionError("every last try returns or raises")

    def _silent(self, error: Exception, late: bool) -> MethodError:
        if late:  # one long article need not be the next one's fault
            return MethodError(
                f"the coder at {self._address} does not answer within {self._timeout:g} s",
                advice=f"use a smaller model or shorter pages, or {_RULES}",
            )
        return CoderError(
            f"the coder at {self._address} does not answer ({type(error).__name__})",
            advice=f"start your server, or {_RULES}",
        )

    def _ask(self, body: bytes, until: float) -> tuple[int, bytes]:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=max(0.1, until - time.monotonic()))
        try:
            connection.connect()
            with _ended_at(connection.sock, until):
                connection.request("POST", self._path, body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                read = answer.read(LONGEST_ANSWER + 1)
            if time.monotonic() >= until:  # what was read may be a part
                raise TimeoutError
            return answer.status, read
        finally:
            connection.close()


@contextmanager
def _ended_at(connected: socket.socket, until: float) -> Iterator[None]:
    """End a connection at a moment, since a server that sends a byte now and then never runs into a timeout."""

    def end() -> None:
        with suppress(OSError):  # it is closed already
            socket.socket.shutdown(connected, socket.SHUT_RDWR)

    watch = threading.Timer(max(0.0, until - time.monotonic()), end)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _parts(address: str) -> tuple[bool, str, int | None, str]:
    """Whether an address is secure, its host, its port and the path that is asked."""
    advice = "write openai:http://localhost:8080/v1, with your own port"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = None, "", None
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts is None or parts.scheme not in ("http", "https") or not host or not plain:
        raise MethodError(f"{_shown(address)}: no address of a coder", advice=advice)
    if parts.username is not None or parts.password is not None:
        raise MethodError("an address of a coder holds no user and no password", advice=advice)
    query = f"?{parts.query}" if parts.query else ""
    return parts.scheme == "https", host, port, parts.path.rstrip("/") + "/chat/completions" + query


def _shown(address: str) -> str:
    return "".join(letter for letter in address[:200] if letter.isprintable())


def _types() -> str:
    """The types of events with their modes, in words for the model."""
    modes: dict[str, list[str]] = {}
    for kind, mode in scores():
        modes.setdefault(kind, []).extend([mode] if mode else [])
    return "; ".join(f"{kind} ({', '.join(it)})" if it else kind for kind, it in modes.items()) + "."


def _object_in(body: bytes) -> tuple[dict[str, Any] | None, bool]:
    """The JSON object in the message of an answer, None where there is none; and whether the message was cut off.

    What a model writes around the object, or before it as its thoughts, is passed over.
    """
    cut = False
    try:
        choice = json.loads(body)["choices"][0]
        cut = choice.get("finish_reason") == "length"
        content = choice["message"]["content"]
        if isinstance(content, list):
            content = "".join(part.get("text", "") for part in content)
        content = content.rpartition("</think>")[2]
        found = json.loads(content[content.index("{") : content.rindex("}") + 1])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, MemoryError):
        return None, cut
    return (found, cut) if isinstance(found, dict) else (None, cut)
