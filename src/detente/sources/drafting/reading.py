"""Reading pages for a draft: every naming of a name, every title, with what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from detente.sources.article import Article
from detente.sources.drafting import groups, namings, titles
from detente.sources.drafting.candidates import Key, Place, Side
from detente.sources.drafting.known import capital_names, sort_of, state_of
from detente.sources.drafting.tokens import Token, listed, sentences, tokens
from detente.sources.words import draft_words

LISTED = 3
"""So many states in one sentence are a list of those concerned: each counts as named once more."""


_SAYING = listed(
    "said says insisted insists argued claimed claims declared declares stated warned stressed noted repeated"
)
"""Cues behind which a clause of what is said begins."""
_RULE = frozenset(
    ["government", "regime", "junta", "army", "military", "authorities", "security forces", "panel", "delegation"]
)
"""Words that speak of how a state is ruled or fights: said of the one where the fighting is."""


_DATELINE = re.compile(r"([A-Z][A-Z .’'-]{2,40}?)(?:,[\w .,]{1,30})?(?: ?\([\w. ]+\))?\s*[–—-]+ ")


_LABEL = re.compile(r"(?:(?:MR|MS|MRS|DR|SEN|AMB|GEN)\.? )?(?P<name>[A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,3}):\s+")
"""Who speaks in a transcript."""


def _dateline(page: int, article: Article) -> dict[int, str]:
    """The state from whose capital a page reports, by page; empty where its first words do not say."""
    found = _DATELINE.match(article.paragraphs[0].text) if article.paragraphs else None
    state = state_of(found[1].strip().title()) if found else None
    return {page: state} if state is not None else {}


def parts(article: Article) -> Iterator[tuple[int, str]]:
    """Standfirst and paragraphs with where they start; a headline has capitals of its own and is left out."""
    if article.standfirst:
        start = article.text.find(article.standfirst)
        if start >= 0:
            yield start, article.standfirst
    for it in article.paragraphs:
        dateline = _DATELINE.match(it.text)
        label = _LABEL.match(it.text)
        skipped = label.end() if label else dateline.end() if dateline else 0
        yield it.start + skipped, it.text[skipped:]


class Reading:
    """What some pages say of names: counted sentence by sentence, settled when all are read."""

    def __init__(self) -> None:
        self.sides: dict[Key, Side] = {}
        self.names: Counter[str] = Counter()
        self.opening: Counter[str] = Counter()
        self.speaking: Counter[str] = Counter()
        self.heard_at: dict[str, Place] = {}
        self.people: dict[str, tuple[Key, Place]] = {}
        self.by_clause: dict[str, tuple[Key, Place]] = {}
        self.subject: Key | None = None
        self.last_group: str | None = None
        self.owned: dict[str, Key] = {}
        self.holders: dict[str, set[str]] = {}
        self.datelines: dict[int, str] = {}
        self.titled: set[str] = set()
        self.by_title: dict[str, Counter[Key]] = {}
        self.pending: list[tuple[str, str, Place]] = []
        self.acronyms: dict[str, str] = {}
        self.rebels: Counter[str] = Counter()
        self.rebels_at: Place | None = None

    def read_article(self, page: int, article: Article) -> None:
        """Read a headline for whose people it names, and paragraphs for all else."""
        self.read_owners(tokens(article.title or ""))
        self.datelines.update(_dateline(page, article))
        for it in article.paragraphs:
            self.read_label(page, it.start, it.text)
        for start, text in parts(article):
            self.subject = None
            for sentence in sentences(tokens(text, start)):
                self.read(page, sentence)

    def read(self, page: int, sentence: list[Token]) -> None:
        """Count what one sentence says of every name in it."""
        items = list(groups.with_groups(sentence))
        self.read_owners(items)
        together = {it.state for it in items if it.kind == "state"}
        self._subject(items)
        for place, it in enumerate(items):
            at = (page, it.start, it.end)
            if it.kind == "state" and it.state is not None:
                self._state(items, place, at, len(together) >= LISTED)
            elif it.kind == "led":
                self._led(items, place, at)
            elif it.kind == "name":
                self._name(page, items, place, at)
            elif it.kind == "title":
                self._title(page, items, place)
            elif it.kind == "word" and it.text.lower() in groups.REBELS - {"opposition", "factions"}:
                self.rebels[it.text.lower()] += 1
                self.rebels_at = self.rebels_at or at

    def _state(self, items: list[Token], place: int, at: Place, listed: bool) -> None:
        it = items[place]
        assert it.state is not None
        weight = namings.weight(items, place)
        side = self.side((sort_of(it.state), it.state))
        if weight == namings.NONE:
            return
        weight = namings.STRONG if listed and weight >= namings.WEAK else weight
        side.named += 1 + (listed and weight >= namings.STRONG)
        side.weight += weight
        side.spoke += namings.speaks(items, place)
        side.aliases[it.text] += 1
        side.first = side.first or at
        if any(one.text in _RULE for one in _at_once(items[place + 1 : place + 4])):
            side.signs["government"] += 1
        self._roles(items, place, side)

    def read_label(self, page: int, start: int, text: str) -> None:
        """`MR. DAHL: Good morning`: the person speaks."""
        found = _LABEL.match(text)
        if found is not None and found["name"] not in draft_words("no_names"):
            name = found["name"].title()
            self.speaking[name] += 1
            self.pending.append((name, "", (page, start + found.start("name"), start + found.end("name"))))

    def _subject(self, items: list[Token]) -> None:
        """Remember what a paragraph names first and does something, for `its leader` later in it."""
        for place, it in enumerate(items):
            weight = groups.weight(items, place) if it.kind == "name" else 0.0
            if it.kind == "state" and it.state is not None and not self.subject:
                weight = namings.weight(items, place)
            if weight >= namings.STRONG and it.kind in ("state", "name"):
                self.subject = (sort_of(it.state), it.state) if it.state is not None else ("group", it.text)
                return

    def read_owners(self, items: list[Token]) -> None:
        """`Norway's Dahl`, most often in a headline."""
        for first, second, third in zip(items, items[1:], items[2:], strict=False):
            if first.state and second.kind == "possessive" and third.kind == "name" and " " not in third.text:
                self.owned.setdefault(third.text, (sort_of(first.state), first.state))

    def _roles(self, items: list[Token], place: int, side: Side) -> None:
        """`brokered by X and Y`, `backed by X`, `X mediators`."""
        following = items[place + 1].text.lower() if place + 1 < len(items) else ""
        if following.startswith("mediat"):
            side.signs["mediates"] += 1
        at = place - 1
        while at >= 1 and (items[at].kind in ("state", "name", "comma") or items[at].text in ("and", "the", "both")):
            at -= 1
        if at >= 1 and items[at].text == "by":
            word = items[at - 1].text.lower()
            side.signs["mediates"] += word in draft_words("brokering")
            side.signs["backs"] += word in draft_words("backing")
        elif at >= 1 and items[at].text == "for" and items[at - 1].text.startswith("mediat"):
            side.signs["mediates"] += 1

    def _led(self, items: list[Token], place: int, at: Place) -> None:
        """`X-backed rebels`, `X-brokered truce`."""
        name, _, how = items[place].text.rpartition("-")
        if items[place].state is None:
            return
        state = items[place].state or ""
        side = self.side((sort_of(state), state))
        side.named += 1
        side.weight += namings.STRONG
        side.aliases[name] += 1
        side.first = side.first or (at[0], at[1], at[1] + len(name))
        side.signs["mediates"] += how in draft_words("brokering")
        side.signs["backs"] += how in draft_words("backing")

    def _name(self, page: int, items: list[Token], place: int, at: Place) -> None:
        it = items[place]
        self.names[it.text] += 1
        self.opening[it.text] += it.opens and not it.after_the
        spoke = namings.speaks(items, place)
        self.speaking[it.text] += spoke
        if spoke:
            self.heard_at.setdefault(it.text, at)
        following = items[place + 1] if place + 1 < len(items) else None
        if following is not None and following.kind == "acronym" and following.text.strip("()") != it.text:
            self.acronyms[following.text.strip("()")] = it.text
        near = {one.text for one in items[max(0, place - 4) : place]}
        if self.last_group and near & {"itself", "themselves"} and "as" in near and self.last_group != it.text:
            self.acronyms.setdefault(it.text, self.last_group)  # `the Front, which speaks of itself as the Orr Emirate`
        weight = groups.weight(items, place)
        if weight > namings.NONE:
            self.last_group = it.text
            side = self.side(("group", it.text))
            side.weight += weight
            side.aliases[it.text] += 1
            side.first = side.first or at
            self._roles(items, place, side)
            self._signs(items, place, side)
        self._led_by(page, items, place)
        self._speaks_of_own(page, items, place)

    @staticmethod
    def _signs(items: list[Token], place: int, side: Side) -> None:
        near = {it.text.lower() for it in items[max(0, place - 4) : place + 2] if it.kind in ("word", "title")}
        side.signs["armed"] += bool(near & draft_words("armed_signs"))
        side.signs["unrecognised"] += bool(near & draft_words("unrecognised"))

    def side(self, key: Key) -> Side:
        """The candidate with a key, made where there is none yet."""
        return self.sides.setdefault(key, Side(key[1], key[0]))

    def _led_by(self, page: int, items: list[Token], place: int) -> None:
        """`the Northern Front, led by Ann Berg`."""
        before = [it.text for it in items[max(0, place - 2) : place]]
        if before not in (["led", "by"], ["headed", "by"]) or place < 3:
            return
        at = place - 3 - (items[place - 3].kind == "comma")
        at -= at >= 1 and items[at].kind == "acronym"
        side = titles.side_of(items[at], "leader") if at >= 0 else None
        if side is not None and titles.is_person(items[place]):
            self.people.setdefault(items[place].text, (side, (page, items[at].start, items[place].end)))

    def _speaks_of_own(self, page: int, items: list[Token], place: int) -> None:
        """`Ann Berg said (that) Oslo would`: a capital as the subject of what somebody says names the side."""
        after = [it for it in items[place + 1 : place + 4] if it.text != "that"]
        if (
            len(after) < 2
            or after[0].text not in _SAYING
            or after[1].state is None
            or after[1].text not in capital_names()
        ):
            return
        if " " in items[place].text and titles.is_person(items[place]):
            key: Key = (sort_of(after[1].state), after[1].state)
            self.by_clause.setdefault(items[place].text, (key, (page, items[place].start, after[1].end)))

    def _title(self, page: int, items: list[Token], place: int) -> None:
        """Tie the side beside a title to the name beside it; either may be missing."""
        it = titles.tied(items, place)
        if it is None:
            return
        span = (page, it.start, it.end)
        if it.person is not None:
            self.titled.add(it.person)
        if it.side is not None:
            self._by_title(it, span)
        elif it.person is not None and place and items[place - 1].text in ("its", "whose", "their") and self.subject:
            self.people.setdefault(it.person, (self.subject, span))
        elif it.person is not None:
            self.pending.append((it.person, it.title, span))

    def _by_title(self, it: titles.Tied, span: Place) -> None:
        assert it.side is not None
        self.by_title.setdefault(it.title, Counter())[it.side] += 1
        if it.side[0] == "group":
            side = self.side(it.side)
            side.weight += namings.STRONG
            side.aliases[it.side[1]] += 1
            side.first = side.first or span
            side.signs["armed"] += bool(set(it.title.split()) & {"rebel", "commander", "commanders"})
        if it.title.startswith("mediat"):
            self.side(it.side).signs["mediates"] += 1
        if it.person is not None:
            self.holders.setdefault(it.title, set()).add(it.person.split()[-1])
            self.people.setdefault(it.person, (it.side, span))


def _at_once(items: list[Token]) -> Iterator[Token]:
    """The words before the next comma or name."""
    for it in items:
        if it.kind not in ("word", "title", "possessive"):
            return
        yield it
