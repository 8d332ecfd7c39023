"""From what was read to parties: people to their sides, one side for all names of a group, the rebels without a name."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from detente.sources.drafting import groups, namings
from detente.sources.drafting.candidates import Found, Key, Side, pour
from detente.sources.drafting.known import seated_in, sort_of, whole_of
from detente.sources.drafting.reading import Reading
from detente.sources.words import states, word_list

_OF_STATE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|secretary of state|(?:foreign|interior|finance) minister)\b"
)
"""Titles of those who speak for a state: without a side named they are taken for the state the page comes from."""

_PEACEFUL = (
    "Party", "Council", "Commission", "Union", "Congress", "Committee", "Team", "Government", "Republic", "Community", "League",
    "Assembly", "Organization", "Organisation", "Confederation", "Federation", "Coalition", "coalition", "opposition", "Opposition",
)  # fmt: skip
"""Endings of names that are seldom those of armed groups, even on a page about rebels."""


NEARLY = 0.6
"""Share of the weight of the state named most from which the state that a page comes from is what the page is about."""


def settled(read: Reading) -> Found:
    """The candidate parties of pages that were read, most likely first, and the people without a side."""
    return _Settling(read).found()


class _Settling:
    def __init__(self, read: Reading) -> None:
        self.read, self.sides, self.people = read, read.sides, read.people

    def found(self) -> Found:
        self._place_pending()
        self._merge_groups()
        self._merge_known()
        unplaced = self._place_people()
        self._nameless_rebels()
        ranked = sorted(
            (it for it in self.sides.values() if self._counts(it)),
            key=lambda it: (-(it.spoke > 0 or bool(it.people)), -it.weight, -it.named, it.name),
        )
        return Found(ranked, unplaced, self._called())

    def _place_pending(self) -> None:
        """A title that elsewhere in the pages has one side only has it here; a page from a capital names its own leaders."""
        for person, title, span in self.read.pending:
            known = self.read.by_title.get(title, Counter())
            dateline = self.read.datelines.get(span[0])
            holders = self.read.holders.get(title, set())
            home: Key = ("state", dateline or "")
            if len(known) == 1 and (not holders or person.split()[-1] in holders):
                self.people.setdefault(person, (next(iter(known)), span))
            elif _bare(person) in self.read.owned:
                self.people.setdefault(person, (self.read.owned[_bare(person)], span))
            elif title in _offices() and ("state", _offices()[title]) in self.sides:
                self.people.setdefault(person, (("state", _offices()[title]), span))
            elif (side := self._by_office(title)) is not None:
                self.people.setdefault(person, (side, span))
            elif person in self.read.by_clause:
                self.people.setdefault(person, self.read.by_clause[person])
            elif self._is_heard(person) and _OF_STATE.search(title) and dateline is not None and self._is_home(home):
                self.people.setdefault(person, (("state", dateline), span))

    def _by_office(self, title: str) -> Key | None:
        """The government or the rebels that a `government spokesman` or a `rebel commander` speaks for, if there is one only."""
        if title.startswith(("government ", "presidential ")):
            fits = [key for key, it in self.sides.items() if it.signs["government"]]
        elif title.startswith("rebel "):
            fits = [
                key for key, it in self.sides.items() if it.sort == "group" and it.weight and not self._is_peaceful(it)
            ]
        else:
            return None
        return fits[0] if len(fits) == 1 else None

    @staticmethod
    def _is_peaceful(it: Side) -> bool:
        return it.name.endswith(_PEACEFUL) and not it.armed

    def _is_home(self, key: Key) -> bool:
        """True where a page is about the state it comes from: that is named as much as any other."""
        states = [it.weight for it in self.sides.values() if it.sort == "state"]
        if any(it.signs["government"] for it in self.sides.values()) and not self.read.side(key).signs["government"]:
            return False
        return key in self.sides and self.sides[key].weight >= NEARLY * max(states)

    def _is_heard(self, person: str) -> bool:
        """True where a person speaks, by the whole name or the last."""
        return self.read.speaking[person] + self.read.speaking[person.split()[-1]] > 0

    def _merge_groups(self) -> None:
        """One side for a group's whole name, its abbreviation, and singular and plural; none for names of people."""
        last = {person.split()[-1] for person in (*self.people, *self.read.titled)}
        for key in [key for key in self.sides if key[0] == "group"]:
            name, side = key[1], self.sides.pop(key)
            if name in ("North", "South", "East", "West"):  # `the North`, of a state that is named so
                whole = [it for it in self.sides if it[0] == "state" and it[1].startswith(f"{name} ")]
                if len(whole) == 1:
                    pour(side, self.sides[whole[0]])
                continue
            if (
                name in self.people
                or name in self.read.titled
                or name in last
                or not self._is_named(name)
                or groups.is_other(name)
            ):
                continue
            full = self._full_name(name)
            target = self.read.side(("group", full))
            pour(side, target)
            target.named += self.read.names[name]
            target.spoke += self.read.speaking[name]
        for short, long in self.read.acronyms.items():
            full = self._full_name(long)
            if ("group", full) in self.sides:
                side = self.sides["group", full]
                side.aliases[short] += 1
                if short not in side.aliases or side.aliases[short] == 1:
                    side.named += self.read.names[short] if ("group", short) not in self.sides else 0

    def _full_name(self, name: str) -> str:
        """The whole name of a group that a name stands for; of a singular and a plural the plural."""
        if name in self.read.acronyms and self.read.acronyms[name] != name:
            return self.read.acronyms[name]
        if groups.is_short(name):
            same = [it for it in self.read.names if groups.is_group(it) and groups.same_letters(name, it)]
            return min(same, default=name)
        stem = name.split()[0] if name.split()[-1] in groups.REBELS and len(name.split()) == 2 else name
        if " " not in stem:
            stem = next(
                (
                    it
                    for it in sorted(self.read.names)
                    if groups.alike(it, stem) and self.read.names[it] >= self.read.names[stem]
                ),
                stem,
            )
            plural = stem if stem.endswith("s") else f"{stem}s"
            if self.read.names[plural] and ("group", stem) != ("group", plural):
                return plural
            return stem if self.read.names[stem] else name
        inner = name.rpartition(" of the ")[2]
        if inner != name and groups.is_group(inner):
            return inner
        return next(
            (it for it in self.read.names if it != name and groups.is_group(it) and it.endswith(f" {name}")
             and not re.match(r"\d", name)), name
        )  # fmt: skip

    def _merge_known(self) -> None:
        """A part of an organization goes with the whole unless it is named again and again; a seat with its organization."""
        for key in [key for key in self.sides if key[1] in whole_of()]:
            whole = whole_of()[key[1]]
            alone = ("organization", whole) not in self.sides and len(self.sides) > 1
            again = self.sides[key].weight >= 2 * namings.STRONG and key[1].endswith(("Council", "Assembly"))
            if self.sides[key].named and not again and not alone:
                side = self.sides.pop(key)
                pour(side, self.read.side(("organization", whole)))
        for city, organization in seated_in().items():
            self._move_seat(city, organization)

    def _move_seat(self, city: str, organization: str) -> None:
        there = self.sides.get((sort_of(organization), organization))
        for key in [key for key, it in self.sides.items() if it.sort == "state" and set(it.aliases) == {city}]:
            if there is not None and there is not self.sides[key]:
                pour(self.sides.pop(key), there)

    def _place_people(self) -> list[str]:
        for person, (key, span) in self.people.items():
            full: Key = ("group", self._full_name(key[1])) if key[0] == "group" else key
            if full[0] == "group" and full not in self.sides:
                continue
            if key[1] in whole_of() and key not in self.sides:
                full = ("organization", whole_of()[key[1]])
            side = self.read.side(full)
            side.people[person] = span
            last = person.split()[-1]
            side.spoke += self.read.speaking[person] + (self.read.speaking[last] if last != person else 0)
            side.weight += namings.STRONG
            side.named += not side.named
            side.first = side.first or span
        known = {word for person in self.people for word in person.split()}
        grouped = {alias for side in self.sides.values() for alias in side.aliases}
        office = {person: title for person, title, _ in self.read.pending}
        heard = [name for name, title in office.items() if _OF_STATE.search(title) or self._is_heard(name)]
        heard += [name for name, spoke in self.read.speaking.items() if spoke and (" " in name or spoke > 1)]
        lasts = {name.split()[-1] for name in heard if " " in name}
        return list(dict.fromkeys(
            f"{_title_case(office.get(name, ''))}{name}" for name in heard
            if not set(name.split()) & known and name not in grouped and self._is_named(name) and not groups.is_other(name)
            and not groups.is_plain(name) and not groups.is_group(name) and name not in word_list("other_places")
            and (" " in name or name not in lasts)
        ))  # fmt: skip

    def _nameless_rebels(self) -> None:
        """Fighters are the groups that the pages name; where there are none, they are a party of their own."""
        if self.read.rebels:
            for it in self.sides.values():
                if it.sort == "group" and not it.armed and not self._is_peaceful(it):
                    it.signs["armed"] += 1
        if (
            sum(self.read.rebels.values()) < 2
            or self.read.rebels_at is None
            or any(it.armed or it.signs["unrecognised"] for it in self.sides.values() if self._counts(it))
        ):
            return
        word = next((word for word, _ in self.read.rebels.most_common() if word.endswith("s")), "rebels")
        name = word.capitalize()
        number = sum(self.read.rebels.values())
        self.sides["group", name] = Side(
            name, "group", number, 0, float(number), Counter({word: number}), {}, self.read.rebels_at, Counter(armed=1)
        )

    def _called(self) -> dict[str, str]:
        """The last word of a name, or the first where the pages use that one alone."""
        found = {}
        for person in self.people:
            words = person.split()
            first, last = self.read.names[words[0]], self.read.names[words[-1]]
            found[person] = words[0] if len(words) > 2 and first and not last else words[-1]
        return found

    def _is_named(self, name: str) -> bool:
        """A single word that only ever opens sentences may be any word."""
        return (
            " " in name
            or self.read.names[name] > self.read.opening[name]
            or name.isupper()
            or self.read.names[name] == 0
        )

    @staticmethod
    def _counts(it: Side) -> bool:
        return it.named > 0 and (it.weight >= namings.ENOUGH or bool(it.people))


@cache
def _offices() -> dict[str, str]:
    """Titles that one state alone has, as its table of seats says."""
    return {seat.casefold(): it.names[0] for it in states() for seat in it.seats}


def _bare(person: str) -> str:
    """The last name of a person without an article: `Omari` of `Ali al-Omari`."""
    return re.sub(r"^(?:al|el|ad|an|ar|as)-", "", person.split()[-1], flags=re.IGNORECASE)


def _title_case(title: str) -> str:
    return f"{title[0].upper()}{title[1:]} " if title else ""
