"""People: whom an article introduces, with the side that they speak for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.sources.aliases import Found
from detente.sources.words import word_list

_PARTICLES = ("al", "bin", "de", "van", "von", "el", "der", "da", "dos", "ibn", "ben")
_LEFT = re.compile(
    r"(?P<person>[A-Z][\w.’'-]+(?:[ \t]+(?:[A-Z][\w.’'-]*|al|bin|de|van|von|el)){0,3}),[ \t]+(?:the[ \t]+|an?[ \t]+)?"
    r"(?P<office>[\w’'-]+(?:[ \t]+[\w’'-]+){0,5})[ \t]+(?:of|for|from|to)[ \t]+(?:the[ \t]+)?$"
)
SHORTEST_GIVEN = 2
"""Letters of a given name above which it may stand for the person."""
MOST_WORDS = 4
"""Words of a person's name at the most."""


class People:
    """People by family name, with the party that they speak for; None: known to speak for none of the case."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}
        self._given: dict[str, str | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._known or name in self._given

    def party(self, name: str) -> str | None:
        """The party of a person, by family name or, where this is none, by given name."""
        return self._known[name] if name in self._known else self._given.get(name)

    def labelled(self, label: str) -> str | None:
        """The party of whoever a label of a transcript names, by family or given name, in capitals or not."""
        words = [re.sub(r"\W", "", word).casefold() for word in label.split()]
        for known in (self._known, self._given):
            for name, party in known.items():
                if party is not None and name.casefold() in words:
                    return party
        return None

    def learn(self, name: str, party: str | None, given: Iterable[str] = ()) -> None:
        """Remember a person; what an article said first holds, unless it said nothing of a party."""
        if self._known.get(name) is None:
            self._known[name] = party
        for word in given:
            if len(word) > SHORTEST_GIVEN:
                self._given.setdefault(word, party)

    def introduce(self, text: str, names: Iterable[Found]) -> None:
        """Learn from the words around parties' names: `Norwegian Foreign Minister Kari Dahl` speaks for Norway.

        >>> from detente.sources.mentions import Name
        >>> people = People()
        >>> people.introduce("Norwegian Foreign Minister Kari Dahl left.", [Found(0, 9, Name("norway", "adjective", False))])
        >>> people.party("Dahl")
        'norway'
        """
        for name in names:
            if text[max(0, name.start - 12) : name.start].rstrip().lower().endswith(("former", "ex-")):
                continue
            person = _behind(text, name) or _before(text, name)
            if person:
                party = str(name.value.party)
                self.learn(person[-1], party, person[:-1])


def _behind(text: str, name: Found) -> list[str]:
    """The person named behind a party's name and an office: `Norway's envoy Kari Dahl`."""
    words = re.match(r"(?:[’']s)?((?:\s+[\w.’'-]+){1,8})", text[name.end : name.end + 120])
    if words is None:
        return []
    titles, offices, fields = word_list("titles"), word_list("speak_for"), word_list("fields")
    titled = False
    person: list[str] = []
    for word in words[1].split():
        bare = word.rstrip(".,'’").removesuffix("’s").removesuffix("'s")
        joins = bare in ("of", "and", "for")
        if not person and bare in fields:
            continue
        if not person and (word in titles or bare in titles or bare.lower() in offices or joins):
            titled = titled or not joins
        elif bare[:1].isupper() or (person and bare in _PARTICLES):
            person.append(bare)
            if word.endswith((",", "’s", "'s")):
                break
        else:
            break
    return person if titled and person and len(person) <= MOST_WORDS and person[-1][:1].isupper() else []


def _before(text: str, name: Found) -> list[str]:
    """The person named before an office and a party's name: `Kari Dahl, foreign minister of Norway`."""
    match = _LEFT.search(text[max(0, name.start - 140) : name.start])
    if match is None:
        return []
    offices = {word.lower() for word in match["office"].split()}
    if offices & word_list("no_longer") or not offices & word_list("speak_for"):
        return []
    person = match["person"].split()
    while person and person[0] in word_list("titles"):
        person = person[1:]
    return person
