"""A language model of the user's own as coder, behind an OpenAI-compatible address; off unless it is named.

It reaches the one address that the user gives and no other: no proxy of the environment is used and no redirection is
followed. What the model returns are words and who says them; where they stand is looked up in the article, so that a
quote which the article does not hold is left out.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from typing import Any
from urllib.parse import urlsplit

from detente.case.model import Case
from detente.errors import MethodError
from detente.sources.article import Article
from detente.sources.coding import Coding, Mention, Quote, Statement, Toward
from detente.sources.mentions import Names, mentions_of

LONGEST_ANSWER = 4_000_000
"""Bytes of an answer that are read."""

MOST_ITEMS = 2000
"""Quotes and statements of an answer that are looked at."""

TIMEOUT = 120.0
"""Seconds to wait for an answer."""

_INSTRUCTION = (
    "You code a news article for a negotiation. Answer with one JSON object and nothing else: "
    '{"quotes": [{"text": ..., "speaker": ..., "addressee": ...}], '
    '"statements": [{"text": ..., "speaker": ..., "cue": ..., "issues": [...], "toward": {...}}]}. '
    "Each text is copied from the article letter by letter. quotes: words between quotation marks, marks left out. "
    "statements: reported clauses without speaker and cue. speaker, addressee: an id of a party, or null. issues: ids of "
    "issues that the clause touches; toward: for such an id low or high, the end of its scale that the clause points to."
)


class EndpointCoder:
    """Codes by asking an OpenAI-compatible endpoint, such as one that serves a model on this machine.

    MethodError: the address is none, nobody answers, or the answer is not what was asked for.
    """

    def __init__(self, case: Case, address: str, model: str, timeout: float = TIMEOUT) -> None:
        self._parts = urlsplit(address)
        if self._parts.scheme not in ("http", "https") or not self._parts.hostname:
            raise MethodError(
                f"{address}: no address of a coder", advice="write openai:http://localhost:8080/v1, with your own port"
            )
        if not model:
            raise MethodError("the coder's model is not named", advice="name it with --model")
        self._case, self._address, self._model, self._timeout = case, address, model, timeout

    def code(self, article: Article) -> Coding:
        """Ask the model about one article, and keep what the article holds."""
        answer = self._answer(article)
        quotes, lost = self._found(article, answer.get("quotes"))
        statements, also_lost = self._found(article, answer.get("statements"))
        findings = [
            f"quotes and statements were coded by {self._model} at {self._parts.netloc}, not by detente's own rules"
        ]
        if lost + also_lost:
            findings.append(f"{lost + also_lost} of its answers were left out: the article does not hold their words")
        return Coding(
            article=article,
            quotes=tuple(
                Quote(
                    start=start, end=end, text=article.text[start:end], speaker=self._party(item.get("speaker")),
                    addressee=self._party(item.get("addressee")),
                )
                for start, end, item in quotes
            ),
            statements=tuple(
                Statement(
                    start=start, end=end, text=article.text[start:end], speaker=self._party(item.get("speaker")),
                    addressee=self._party(item.get("addressee")), cue=str(item.get("cue") or ""),
                    issues=self._issues(item.get("issues")), toward=self._toward(item.get("toward")),
                )
                for start, end, item in statements
            ),
            mentions=self._mentions(article),
            findings=tuple(findings),
        )  # fmt: skip

    def _mentions(self, article: Article) -> tuple[Mention, ...]:
        return mentions_of(article, self._case, Names(self._case))

    def _party(self, key: object) -> str | None:
        return key if isinstance(key, str) and key in self._case.parties else None

    def _issues(self, keys: object) -> tuple[str, ...]:
        return (
            tuple(key for key in keys if isinstance(key, str) and key in self._case.issues)
            if isinstance(keys, list)
            else ()
        )

    def _toward(self, ends: object) -> dict[str, Toward]:
        if not isinstance(ends, dict):
            return {}
        return {key: end for key, end in ends.items() if key in self._case.issues and end in ("low", "high")}

    def _found(self, article: Article, items: object) -> tuple[list[tuple[int, int, dict[str, Any]]], int]:
        """Where the words of each answer stand; the same words twice are looked for one after the other."""
        found, lost, places = [], 0, dict[str, int]()
        for item in items[:MOST_ITEMS] if isinstance(items, list) else []:
            text = item.get("text") if isinstance(item, dict) else None
            start = article.text.find(text, places.get(text, 0)) if isinstance(text, str) and text.strip() else -1
            if start < 0 or not isinstance(text, str):
                lost += 1
                continue
            places[text] = start + len(text)
            found.append((start, start + len(text), item))
        return sorted(found, key=lambda it: it[:2]), lost

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
        told = json.dumps({"parties": parties, "issues": issues, "article": article.text}, ensure_ascii=False)
        messages = [{"role": "system", "content": _INSTRUCTION}, {"role": "user", "content": told}]
        return {"model": self._model, "messages": messages, "temperature": 0, "stream": False}

    def _answer(self, article: Article) -> dict[str, Any]:
        try:
            status, body = self._ask(json.dumps(self._question(article)).encode())
        except (OSError, http.client.HTTPException, ssl.SSLError) as error:
            raise MethodError(
                f"the coder at {self._address} does not answer ({type(error).__name__})",
                advice="start your server, or leave out --coder to use detente's own rules",
            ) from None
        if status != 200:
            raise MethodError(
                f"the coder at {self._address} answers with status {status}", advice="look at its own messages"
            )
        try:
            content = json.loads(body)["choices"][0]["message"]["content"]
            fenced = re.search(r"\{.*\}", content, re.DOTALL)
            answer = json.loads(fenced[0] if fenced else content)
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise MethodError(
                f"the coder at {self._address} does not answer with the JSON that was asked for",
                advice="try a larger model, or leave out --coder to use detente's own rules",
            )
        return answer

    def _ask(self, body: bytes) -> tuple[int, bytes]:
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=self._timeout)
        path = self._parts.path.rstrip("/") + "/chat/completions"
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json", "Accept": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read(LONGEST_ANSWER)
        finally:
            connection.close()
