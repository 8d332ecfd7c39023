"""What a coder of the user's own answers, checked against the article and the case; what fails the check is counted."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

from detente.case.model import Case
from detente.sources.article import Article
from detente.sources.coding import CodedEvent, Coding, Mention, Modality, Quote, Span, Statement, Toward
from detente.sources.mentions import Names, mentions_of
from detente.sources.plover.lexicon import scores

MOST_ITEMS = 5000
"""Items of one kind in an answer that are looked at."""

LONGEST_CUE = 60
"""Characters that a cue has at the most."""

Item = dict[str, Any]
_Coded = TypeVar("_Coded", bound=Span)
_KINDS = ("quotes", "statements", "events", "mentions")
_WORDS = "the article does not hold their words"
_BEYOND = f"an answer may have {MOST_ITEMS:,} of a kind"
_EVENT = "events whose type or parties are none of those asked for"
_MENTION = "mentions that are no name of the party they are given to"


class Answer:
    """One answer about one article, taken for what it may be: any JSON object.

    Words are looked up in the article; an item's ``start`` only chooses among several places that hold them. A party is
    its id or one of its names, where no other party has that name.

    >>> from detente.case.model import Party
    >>> from detente.sources import read_page
    >>> article = read_page(b"Talks\\n\\nThe talks will go on, Norway said on Monday.\\n\\nNobody left the table that day.")
    >>> case = Case(id="one", parties={"norway": Party(name="Norway")})
    >>> said = {"text": "The talks will go on", "speaker": "Norway", "cue": "said", "modality": "future"}
    >>> coding = Answer(article, case, {"statements": [said, {"text": "We leave"}]}).coding()
    >>> coding.statements[0].speaker, coding.findings
    ('norway', ('1 item was left out: the article does not hold their words',))
    """

    def __init__(self, article: Article, case: Case, raw: Item) -> None:
        self._article, self._case, self._raw = article, case, raw
        self._parties = _parties_by_name(case)
        self._lost: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()

    def coding(self, names: Names | None = None) -> Coding:
        """The coding that the answer holds; without mentions in it, those of the case's names are found by rules."""
        quotes = self._all("quotes", self._quote)
        statements = self._all("statements", self._statement)
        events = self._all("events", self._event)
        if isinstance(self._raw.get("mentions"), list):
            mentions = self._all("mentions", self._mention)
        else:
            mentions = mentions_of(self._article, self._case, names)
        return Coding(
            article=self._article, quotes=quotes, statements=statements, events=events, mentions=mentions,
            findings=tuple(self._findings()),
        )  # fmt: skip

    def _findings(self) -> Iterator[str]:
        for kind in _KINDS:
            given = self._raw.get(kind)
            if given is not None and not isinstance(given, list):
                yield f"its {kind} are no list and were left out"
        for why, count in self._lost.items():
            yield f"{count:,} {'item was' if count == 1 else 'items were'} left out: {why}"
        if count := self._unknown.total():
            shown = ", ".join(f"“{_plain(name)}”" for name in list(self._unknown)[:5])
            more = " and others" if len(self._unknown) > 5 else ""
            yield f"who is no party of the case was left out, {count:,} time{'' if count == 1 else 's'}: {shown}{more}"

    def _all(self, kind: str, made: Callable[[int, int, Item], _Coded | None]) -> tuple[_Coded, ...]:
        given = self._raw.get(kind)
        items = given if isinstance(given, list) else []
        if len(items) > MOST_ITEMS:
            self._lost[_BEYOND] += len(items) - MOST_ITEMS
        places: dict[str, int] = {}
        found: dict[str, _Coded] = {}
        for item in items[:MOST_ITEMS]:
            place = self._place(item, places, sliced=kind == "mentions")
            if place is None:
                self._lost[_WORDS] += 1
                continue
            it = made(*place, item)
            if it is not None:
                found.setdefault(it.model_dump_json(), it)
        return tuple(sorted(found.values(), key=lambda it: (it.start, it.end)))

    def _place(self, item: object, places: dict[str, int], sliced: bool) -> tuple[int, int] | None:
        """Where an item's words stand: nearest to the start it names, else behind where the same words stood last."""
        if not isinstance(item, dict):
            return None
        whole, words, near = self._article.text, item.get("text"), _number(item.get("start"))
        if words is None and sliced and near is not None:
            words = whole[near : _number(item.get("end")) or 0]
        if not isinstance(words, str) or not any(map(str.isalnum, words)):
            return None
        words = words.strip()
        found = _nearest(whole, words, near) if near is not None else whole.find(words, places.get(words, 0))
        if found < 0:  # said again where the article has it once, as two signatories of one point
            found = whole.find(words)
        if found < 0:
            return None
        places[words] = found + len(words)
        return found, found + len(words)

    def _quote(self, start: int, end: int, item: Item) -> Quote:
        toward = self._toward(item)
        return Quote(
            start=start, end=end, text=self._article.text[start:end], speaker=self._party(item.get("speaker")),
            addressee=self._party(item.get("addressee")), cue=self._cue(item) or None,
            issues=self._issues(item, toward), toward=toward,
        )  # fmt: skip

    def _statement(self, start: int, end: int, item: Item) -> Statement:
        toward = self._toward(item)
        return Statement(
            start=start, end=end, text=self._article.text[start:end], speaker=self._party(item.get("speaker")),
            addressee=self._party(item.get("addressee")), cue=self._cue(item), modality=_modality(item),
            issues=self._issues(item, toward), toward=toward,
        )  # fmt: skip

    def _event(self, start: int, end: int, item: Item) -> CodedEvent | None:
        kind, mode = _word(item.get("type")).upper(), _word(item.get("mode")).lower() or None
        actors, recipients = self._several(item.get("actors")), self._several(item.get("recipients"))
        score = scores().get((kind, mode)) or scores().get((kind, None))
        if score is None or not (actors or recipients):
            self._lost[_EVENT] += 1
            return None
        return CodedEvent(
            start=start, end=end, text=self._article.text[start:end], type=kind,
            mode=mode if (kind, mode) in scores() else None, actors=actors, recipients=recipients,
            modality=_modality(item), quad=score.quad, intensity=score.intensity, date=_date(item.get("date")),
        )  # fmt: skip

    def _mention(self, start: int, end: int, item: Item) -> Mention | None:
        party = self._party(item.get("party"))
        if party is None:
            return None
        words = " ".join(self._article.text[start:end].split())
        declared = self._case.parties[party]
        if words not in {" ".join(name.split()) for name in (declared.name or party, *declared.aliases)}:
            self._lost[_MENTION] += 1
            return None
        return Mention(start=start, end=end, party=party)

    def _cue(self, item: Item) -> str:
        """The cue, where the article holds it."""
        cue = _word(item.get("cue"))
        return cue if len(cue) <= LONGEST_CUE and cue in self._article.text else ""

    def _party(self, named: object) -> str | None:
        if named is None or named == "":
            return None
        party = self._parties.get(named) or self._parties.get(named.casefold()) if isinstance(named, str) else None
        if party is None:
            self._unknown[named if isinstance(named, str) else "no name"] += 1
        return party

    def _several(self, named: object) -> tuple[str, ...]:
        listed = named if isinstance(named, list) else [named]
        return tuple(dict.fromkeys(party for it in listed if (party := self._party(it)) is not None))

    def _issues(self, item: Item, toward: dict[str, Toward]) -> tuple[str, ...]:
        given = item.get("issues")
        keys = [key for key in given if isinstance(key, str)] if isinstance(given, list) else []
        return tuple(dict.fromkeys(key for key in (*keys, *toward) if key in self._case.issues))

    def _toward(self, item: Item) -> dict[str, Toward]:
        ends = item.get("toward")
        if not isinstance(ends, dict):
            return {}
        return {key: end for key, end in ends.items() if key in self._case.issues and end in ("low", "high")}


def _parties_by_name(case: Case) -> dict[str, str]:
    """Ids by id, and by names without regard to case where one party alone has them."""
    owners: dict[str, set[str]] = {}
    for key, party in case.parties.items():
        for name in (key, party.name or key, *party.aliases):
            owners.setdefault(name.casefold(), set()).add(key)
    named = {name: next(iter(keys)) for name, keys in owners.items() if len(keys) == 1}
    return named | {key: key for key in case.parties}


def _nearest(whole: str, words: str, start: int) -> int:
    """The place of the words nearest to ``start``; -1 where they do not stand.

    >>> _nearest("no, no, no", "no", 5)
    4
    """
    behind, before = whole.find(words, start), whole.rfind(words, 0, start + len(words))
    if behind < 0 or before < 0:
        return max(behind, before)
    return min(behind, before, key=lambda it: abs(it - start))


def _number(given: object) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else None


def _word(given: object) -> str:
    return given.strip() if isinstance(given, str) else ""


def _modality(item: Item) -> Modality:
    known: dict[str, Modality] = {it: it for it in get_args(Modality)}
    return known.get(_word(item.get("modality")).lower(), "actual")


def _date(given: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(_word(given))
    except ValueError:
        return None


def _plain(name: str) -> str:
    """A name fit for a line of a terminal."""
    shown = "".join(letter for letter in name if letter.isprintable())
    return shown if len(shown) <= 40 else shown[:37] + "..."
