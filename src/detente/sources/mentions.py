"""Mentions: where an article names a declared party, and never inside another name."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from detente.case.model import Case, Party
from detente.sources.aliases import Found, NameTree, ways_to_write
from detente.sources.article import Article
from detente.sources.coding import Mention
from detente.sources.words import State, states, word_list

Kind = Literal["state", "capital", "adjective", "people", "seat", "name"]
"""What sort of name it is: of a state, of its capital, the word for what is its own, for its people, any other; a seat is
one word for a state or government, which is a place behind `in`."""

DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_STRONG = frozenset(
    ["Institute", "University", "College", "Post", "Times", "Airlines", "Herald", "Tribune", "Center", "Centre"]
)
_HALVES = frozenset(
    ["Anglo", "Franco", "Sino", "Russo", "Greco", "Indo", "Austro", "Afro", "Euro", "Turco", "Perso", "Serbo"]
)
_NEXT = re.compile(r"[ \t]+([^\W\d_][\w.'’-]*)")
_RUN = re.compile(r"(?:[ \t]+(?:[A-Z][\w'’-]*|of|for|the|and|on))+")
_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)[ \t]+$")
_OF = re.compile(r"\b([A-Z]\w+) (?:of|in|for) (?:the )?$")
_MONTHS = "|".join([
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
])  # fmt: skip
_DATED = re.compile(
    rf"(?:[A-Z][\w.'’/ -]{{1,40}}, )?(?:\d{{1,2}} (?:{_MONTHS})[a-z]*|(?:{_MONTHS})[a-z]*\.? \d{{1,2}})\.?(?:,? \d{{4}})?(?::|\s+[–—-]{{1,2}})\s"
)
_DATELINE = re.compile(r"\W{0,3}(?P<place>[^\W\d_][\w.'’ ,/]{1,60}?)\s*(?P<wire>\([^)]{2,40}\)\s*)?[–—-]{1,2}\s")
LOOK_BACK = 60
"""Characters before a name that are looked at."""


class Name(NamedTuple):
    """A name of a party: whose, of what sort, and whether the case declares it."""

    party: str
    kind: Kind
    declared: bool


class Names:
    """All names of a case's parties, ready to be found; build it once for many articles.

    >>> case = Case(id="two", parties={"iran": Party(name="Iran"), "us": Party(name="United States", aliases=("US",))})
    >>> [(found.value.party, found.start) for found in Names(case).in_text("The US Navy left Iran; tell us why.")]
    [('us', 4), ('iran', 17)]
    """

    def __init__(self, case: Case) -> None:
        named, self.shared = _named(case)
        self._tree = NameTree(named.items())
        self._first_words = {re.split(r"[\W_]+", way)[0] for alias in named for way in ways_to_write(alias)}

    def in_text(self, text: str) -> list[Found]:
        """Names in one paragraph or headline, declared or inferred, that stand for their party."""
        dateline = dateline_end(text)
        titled = _is_titled(text)
        return [found for found in self._tree.find(text) if self._stands(text, found, dateline, titled)]

    def places_in(self, text: str) -> list[Found]:
        """Names of parties' lands and capitals in a paragraph, where they stand for a place or for the party."""
        return [found for found in self._tree.find(text) if found.value.kind in ("state", "capital")]

    def _stands(self, text: str, found: Found, dateline: int, titled: bool) -> bool:
        kind, declared = found.value.kind, found.value.declared
        if found.start < dateline and kind in ("state", "capital", "seat"):
            return False
        before, after = text[max(0, found.start - LOOK_BACK) : found.start], text[found.end : found.end + 120]
        if not self._is_whole(before, after, declared) or _is_organization(before, after, titled):
            return False
        if kind == "adjective":
            return _is_own(after, declared)
        if kind == "people":
            return bool(re.search(r"\b[Tt]he $", before)) and not re.match(r" (?:who|of|in|living)\b", after)
        if kind == "state":
            return declared and _is_whole_place(before, after, text[found.start : found.end], titled)
        if kind == "seat":
            lead = _BEFORE.search(before)
            owns = after.startswith(("'s", "’s"))
            return owns or not (lead and lead[1].lower() in word_list("places"))
        if kind == "capital":
            return _is_whole_place(before, after, "", titled) and _is_government(text, found, before, after)
        return True

    def _is_whole(self, before: str, after: str, declared: bool) -> bool:
        """Whether the name is no part of a longer word: not of `ISIS-K`, an address or a handle."""
        if before.endswith("@") or re.match(r"\.\w{2}|@|[_\d]", after) or re.search(r"[_\d/]\w*$|\w\.$", before):
            return False
        joined = re.match(r"-([^\W\d_]\w*)", after)
        if joined and (not declared or (joined[1][0].isupper() and not self._is_known(joined[1]))):
            return False
        lead = re.search(r"([^\W\d_]\w*)-$", before)
        return not (lead and (not declared or (lead[1][0].isupper() and not self._is_known(lead[1]))))

    def _is_known(self, word: str) -> bool:
        return word in self._first_words or word in _state_words() or word in _HALVES or word in ("Al", "El")


def mentions_of(article: Article, case: Case, names: Names | None = None) -> tuple[Mention, ...]:
    """Every place that names a declared party by exactly one of its names or aliases; the headline counts.

    A place is left out where the words around it make another name of it (`US Institute of Peace`), where it is the
    city that a report comes from, or where a capital is a place and no government.
    """
    return tuple(
        Mention(start=found.start, end=found.end, party=found.value.party)
        for found in references(article, names or Names(case))
        if found.value.declared
    )


def references(article: Article, names: Names) -> list[Found]:
    """Mentions, and the places where the word for what is a state's own stands for it (`a Russian proposal`)."""
    found = []
    for start, text in parts(article):
        found += [Found(it.start + start, it.end + start, it.value) for it in names.in_text(text)]
    return found


def parts(article: Article) -> list[tuple[int, str]]:
    """Headline, standfirst and paragraphs, each with its place in the article's text."""
    heads, place = [], 0
    for head in (article.title, article.standfirst):
        if head:
            heads.append((place, head))
            place += len(head) + 2
    return [*heads, *((it.start, it.text) for it in article.paragraphs)]


# -- the names of a case -----------------------------------------------------------------------------------------------


def _named(case: Case) -> tuple[dict[str, Name], tuple[str, ...]]:
    """Every name with its party, and the names that several parties share, which name none of them."""
    named: dict[str, Name] = {}
    shared: list[str] = []
    for key, party in case.parties.items():
        for alias in dict.fromkeys((party.name or key, *party.aliases)):
            alias = " ".join(alias.split())
            if alias in named and named[alias].party != key:
                shared.append(alias)
            elif alias:
                named[alias] = Name(key, _kind_of(alias, party), True)
    for alias in shared:
        named.pop(alias, None)
    for word, name in (_inferred(case) | _shortened(case) | _singular(case)).items():
        if word not in named and word not in shared:
            named[word] = name
    return named, tuple(dict.fromkeys(shared))


def _inferred(case: Case) -> dict[str, Name]:
    """The words for what is a state's own, for the party that is this state or its government."""
    found: dict[str, Name] = {}
    by_government = sorted(case.parties.items(), key=lambda it: it[1].kind != "government")
    for key, party in by_government:
        if party.kind in ("state", "government"):
            for state in _states_of(party):
                for seat in (*state.seats, *state.capitals):
                    found.setdefault(seat, Name(key, "capital" if seat in state.capitals else "name", False))
                for word in state.adjectives:
                    found.setdefault(word, Name(key, "adjective", False))
                    if word.endswith(("an", "i")):
                        found.setdefault(word + "s", Name(key, "people", False))
    return found


def _shortened(case: Case) -> dict[str, Name]:
    """`The North` and `northern` for the one party called `North Korea`."""
    found: dict[str, list[str]] = {}
    for key, party in case.parties.items():
        point = re.match(r"(North|South|East|West)(?:ern)? [A-Z]", party.name or key)
        if point:
            found.setdefault(point[1], []).append(key)
    single = {point: keys[0] for point, keys in found.items() if len(keys) == 1}
    names = {f"the {point}": Name(key, "name", False) for point, key in single.items()}
    return names | {f"{point.lower()}ern": Name(key, "adjective", False) for point, key in single.items()}


def _singular(case: Case) -> dict[str, Name]:
    """`Bosnian Serb` for what is of the `Bosnian Serbs`: parties called by the name of a people or of their members."""
    found = {}
    for key, party in case.parties.items():
        for alias in (party.name or "", *party.aliases):
            if re.fullmatch(r"(?:[A-Z]\w+ )?[A-Z]\w{2,}[^s]s", alias) and alias not in _kinds():
                found[alias[:-1]] = Name(key, "adjective", False)
    return found


def _states_of(party: Party) -> list[State]:
    own = {party.name, *party.aliases}
    joined = " | ".join(own)
    found = []
    for state in states():
        government = party.kind == "government" and any(
            re.search(rf"\b{re.escape(word)}\b", joined) for word in (*state.names, *state.adjectives)
        )
        if own & set(state.names) or government:
            found.append(state)
    return found[:1]


@cache
def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for state in states():
        kinds.update(dict.fromkeys(state.capitals, "capital"))
        kinds.update(dict.fromkeys(state.adjectives, "adjective"))
    for state in states():
        kinds.update(dict.fromkeys(state.names, "state"))
    return kinds


def _kind(alias: str) -> Kind:
    return _kinds().get(alias, "name")


def is_state_word(word: str) -> bool:
    """Whether a word names a state or is the word for what is its own, whether the case declares it or not."""
    return word in _kinds()


def _kind_of(alias: str, party: Party) -> Kind:
    kind = _kind(alias)
    seat = kind == "name" and alias != party.name and party.kind in ("state", "government")
    return "seat" if seat and alias.istitle() and alias.isalpha() else kind


@cache
def _state_words() -> frozenset[str]:
    return frozenset(word for name in _kinds() for word in name.split())


# -- the words around a name -------------------------------------------------------------------------------------------


def dateline_end(text: str) -> int:
    """Where the dateline of a report ends (`GENEVA, Nov 3 (Wire) -`); 0 without one."""
    dated = _DATED.match(text[:140])
    if dated:
        return dated.end()
    match = _DATELINE.match(text[:140])
    if not match:
        return 0
    place = match["place"].split(",")[0].strip()
    shouted = place.isupper() and len(place) > 3
    return match.end() if shouted or match["wire"] or _kind(place) == "capital" else 0


def without_dateline(text: str) -> str:
    """A paragraph with its dateline blanked, which a parser would take for a part of the first sentence.

    >>> without_dateline("OSLO, May 3 (Wire) - Talks opened.").strip()
    'Talks opened.'
    """
    end = dateline_end(text)
    return " " * end + text[end:]


def _is_titled(text: str) -> bool:
    """Whether nearly all words begin large, as in some headlines, where capitals then say nothing."""
    words = list(re.findall(r"[^\W\d_]{4,}", text[:400]))
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _is_organization(before: str, after: str, titled: bool) -> bool:
    """Whether the words around make an institute, newspaper, treaty or river of the name."""
    run = _RUN.match(after)
    others = word_list("other_names")
    if run:
        words = [word for word in run[0].split() if word[0].isupper()]
        if titled:
            return bool(words) and run[0].split()[0] == words[0] and words[0] in _STRONG
        ends_in_office = words and words[-1].lower() in word_list("speak_for")
        first = run[0].split()[0]
        if words and first[0].isupper() and not ends_in_office and not others.isdisjoint(words):
            return True
        if first in ("of", "for") and words and not titled and others & set(words[:1]):
            return True
    of = _OF.search(before)
    return bool(of and of[1] in others)


def _is_whole_place(before: str, after: str, name: str, titled: bool) -> bool:
    """Whether the place is no part of another place's or a person's name (`South Sudan`, `Vernon Jordan`)."""
    lead = _BEFORE.search(before)
    if lead and lead[1] in word_list("other_places"):
        return False
    if titled or (name.isupper() and len(name) < 5) or "." in name:
        return True
    if re.search(r"Islamic State (?:of|in) $", before):
        return False
    starts_sentence = (
        lead is None
        or not before[: lead.start()].strip(" \t“\"'‘«")
        or bool(re.search(r"[.!?:;–—]\W*$", before[: lead.start()]))
    )
    if lead and lead[1][0].isupper() and not starts_sentence and not _may_stand_beside(lead[1]):
        return False
    follow = _NEXT.match(after)
    return not (follow and follow[1][0].isupper() and not _may_stand_beside(follow[1]))


def _may_stand_beside(word: str) -> bool:
    bare = word.rstrip(".'’")
    return (
        bare in DAYS
        or word in word_list("titles")
        or bare in word_list("titles")
        or bare in word_list("state_bodies")
        or bare in _state_words()
        or (bare.isupper() and len(bare) > 1)
        or bare.endswith(("’s", "'s"))
    )


def _is_own(after: str, declared: bool) -> bool:
    """Whether what follows the word for what is a state's own speaks or acts for the state."""
    place = 0
    for _ in range(4):
        word = _NEXT.match(after, place)
        if word is None:
            break
        bare = word[1].rstrip(".'’").removesuffix("'s").removesuffix("’s")
        behind = _NEXT.match(after, word.end())
        pair = f"{bare} {behind[1]}".lower().rstrip(".'’") if behind else bare
        if pair in word_list("for_the_state"):
            return True
        if bare.lower() in word_list("not_the_state"):
            return False
        if bare[0].isupper() and bare not in word_list("state_bodies"):
            return declared and bare in _state_words()
        if bare.lower() in word_list("for_the_state") or bare in word_list("state_bodies"):
            return True
        place = word.end()
        if not word[1][-1].isalnum():
            break
    return declared


def _is_government(text: str, found: Found, before: str, after: str) -> bool:
    """Whether the name of a capital stands for the government there."""
    lead = _BEFORE.search(before)
    if lead and lead[1].lower() in word_list("places"):
        return False
    follow = _NEXT.match(after)
    if not follow or follow[1][0].isupper() or follow[1] in word_list("for_the_state"):
        return True
    if follow[1] in word_list("not_the_state"):
        return False
    from detente.sources.language import parsed

    word = next((word for word in parsed(text) if word.idx + len(word) == found.end), None)
    return word is None or word.dep_ not in ("compound", "amod") or word.head.pos_ != "NOUN"
