"""Annotated pages: what a careful reader finds on a page, to score a coding against."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from detente.case.catalog import load_begun_case
from detente.case.model import Case
from detente.errors import DetenteError, SourceError
from detente.sources.article import Article
from detente.sources.coding import CodedEvent, Coding, Mention, Quote, Statement
from detente.sources.plover.lexicon import scores
from detente.sources.reader import read_page, read_path

SUFFIXES = (".json", ".yaml", ".yml")
_LAYOUT = "give `text` or `page`, `case`, and lists of `mentions`, `quotes`, `statements` and `events`"


class AnnotatedPage(NamedTuple):
    """A page, the case that it is read for, and what a person found on it; ``marks`` the kinds of items that they marked."""

    name: str
    case: Case
    coding: Coding
    marks: frozenset[str]

    @property
    def article(self) -> Article:
        """The article that was annotated."""
        return self.coding.article


def is_sentences(path: Path) -> bool:
    """Whether a file holds coded sentences rather than annotated pages: JSON, a list of objects that have an ``event``."""
    if path.is_dir() or path.suffix != ".json":
        return False
    raw = _raw(path)
    return isinstance(raw, list) and bool(raw) and all(isinstance(it, dict) and "case" not in it for it in raw)


def read_annotated(path: Path) -> list[AnnotatedPage]:
    """Read annotated pages from a file (JSON or YAML; one page or a list of them) or a folder of such files.

    A page is what ``detente read PAGE --case CASE --json`` prints, corrected by hand, with ``case`` beside it: the name
    or file of a case, or its ``parties`` and ``issues``. Written from nothing, ``text`` (or ``page``, a file) stands
    for the article, and items need no ``start`` and ``end``: words are sought in the order of the list, or at the
    ``nth`` place where they stand.

    SourceError: a file cannot be read, has another layout, or marks words that do not stand in the article.
    """
    files = sorted(it for it in path.iterdir() if it.suffix in SUFFIXES) if path.is_dir() else [path]
    if not files:
        raise SourceError(f"{path}: no annotated pages in this folder", advice="they end in .json or .yaml")
    return [page for file in files for page in _pages(file)]


def _pages(file: Path) -> Iterator[AnnotatedPage]:
    raw = _raw(file)
    rows = raw if isinstance(raw, list) else [raw]
    for number, row in enumerate(rows, 1):
        name = f"{file.name}, page {number}" if isinstance(raw, list) else file.name
        if not isinstance(row, dict) or "case" not in row:
            raise SourceError(f"{name} is no annotated page", advice=_LAYOUT)
        try:
            yield _page(row, name, file.parent)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(it) for it in first["loc"])
            raise SourceError(f"{name}, {where}: {first['msg'].lower()}", advice=_LAYOUT) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"{name} cannot be understood: {error}", advice=_LAYOUT) from error


def _raw(file: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        text = file.read_text(encoding="utf-8")
        return json.loads(text) if file.suffix == ".json" else YAML(typ="safe").load(text)
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror or error}", advice="check the path") from error
    except (ValueError, YAMLError, RecursionError) as error:
        raise SourceError(f"{file} is no JSON or YAML", advice=_LAYOUT) from error


def _page(row: dict[str, Any], name: str, folder: Path) -> AnnotatedPage:
    article, case = _article(row, name, folder), _case(row["case"], folder)
    marks = frozenset(kind for kind in ("mentions", "quotes", "statements", "events") if row.get(kind) is not None)
    found = {kind: list(_placed(row.get(kind) or [], article.text, kind, name)) for kind in marks}
    coding = Coding(
        article=article,
        mentions=tuple(
            Mention(start=it["start"], end=it["end"], party=it["party"]) for it in found.get("mentions", ())
        ),
        quotes=tuple(Quote(**it) for it in found.get("quotes", ())),
        statements=tuple(Statement(**{"cue": "", **it}) for it in found.get("statements", ())),
        events=tuple(_event(it) for it in found.get("events", ())),
    )
    _declared(coding, case, name)
    return AnnotatedPage(name, case, coding, marks)


def _article(row: dict[str, Any], name: str, folder: Path) -> Article:
    if "article" in row:
        return Article.model_validate(row["article"])
    return read_page(row["text"].encode(), name) if "text" in row else read_path(folder / row["page"])


def _case(raw: Any, folder: Path) -> Case:
    if isinstance(raw, dict):
        return Case.model_validate({"id": "annotated", **raw})
    try:
        return load_begun_case(str(folder / raw) if (folder / str(raw)).exists() else str(raw))
    except DetenteError as error:
        raise SourceError(f"the case {raw} cannot be read: {error}", advice="name a case or its file") from error


def _placed(items: list[dict[str, Any]], text: str, kind: str, name: str) -> Iterator[dict[str, Any]]:
    """Each item with where it stands."""
    place = 0
    for item in items:
        it = {key: value for key, value in item.items() if key != "nth"}
        start = it["start"] if "start" in it else _place(text, it["text"], item.get("nth"), place)
        end = it["end"] if "end" in it else start + len(it["text"])
        if start < 0 or text[start:end] != it.get("text", text[start:end]):
            words = str(it.get("text", ""))[:40]
            raise SourceError(f"{name}, {kind}: “{words}” does not stand in the article", advice="copy the exact words")
        place = end if kind in ("mentions", "quotes") else start
        yield {**it, "start": start, "end": end, "text": text[start:end]}


def _place(text: str, words: str, nth: int | None, after: int) -> int:
    """Where whole words stand: at the nth place, or else the next one behind the item before; -1 for nowhere."""
    places = [it.start() for it in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)] or [-1]
    if nth is not None:
        return places[nth - 1] if 0 < nth <= len(places) else -1
    return next((it for it in places if it >= after), places[0])


_AGREED = ("CONSULT", "SUPPORT", "COOPERATE", "AID")


def _event(it: dict[str, Any]) -> CodedEvent:
    """The event with quad class and intensity; what is to come of some types is an agreement, as PLOVER has it."""
    if it.get("modality") == "future" and it["type"] in _AGREED:
        it = {**it, "type": "AGREE", "mode": None, "modality": "actual"}
    known = scores()
    score = known.get((it["type"], it.get("mode"))) or known.get((it["type"], None))
    if score is None:
        raise KeyError(f"type {it['type']}")
    return CodedEvent(**{"quad": score.quad, "intensity": score.intensity, **it})


def _declared(coding: Coding, case: Case, name: str) -> None:
    named = {it.party for it in coding.mentions}
    for said in (coding.quotes, coding.statements):
        named |= {who for it in said for who in (it.speaker, it.addressee) if who}
    named |= {who for it in coding.events for who in (*it.actors, *it.recipients)}
    if unknown := sorted(named - set(case.parties)):
        raise SourceError(f"{name}: the case has no party {unknown[0]}", advice="declare it under case, parties")
