"""Groups: names that end as those of groups do, and other names that the words around them tell to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.sources.drafting.known import adjectives
from detente.sources.drafting.namings import NONE, STRONG, WEAK, acts, speaks, told
from detente.sources.drafting.tokens import Token, listed
from detente.sources.words import draft_words, word_list

REBELS = listed(
    "rebels rebel opposition fighters militants insurgents guerrillas militia militias separatists factions gunmen "
    "secessionists jihadists paramilitaries"
)
_LED = listed("coalition alliance force forces mission operation campaign bloc militia militias rebels fighters group")
_PLAIN = listed(
    "National Supreme Constitutional Central High Federal Border Air Coast Joint Foreign Defense Defence Interior Security "
    "Republican Presidential Royal State Chief General Armed Electoral Election Budget Ministerial Military Special Task Ground "
    "Rapid Parliament Senate House Higher Upper Lower Local Regional City Town Provincial Governing Executive"
)
"""Words that tell no body from that of another state: `National Assembly`, `Defense Council`."""


def is_group(name: str) -> bool:
    """Whether a name ends as names of groups do.

    >>> is_group("Northern Lake Front"), is_group("Movement for the Liberation of Orr"), is_group("Kari Dahl")
    (True, True, False)
    """
    words = re.sub(r"^\d\+\d ", "", name).split()
    endings = draft_words("armed_names") | draft_words("body_names")
    if len(words) == 2 and words[0].endswith("-led"):
        return True
    return len(words) > 1 and (
        words[-1] in endings or (words[0] in endings and words[1] in ("of", "for")) or
        (" of " in name and bool({name.split(" of ")[0].split()[-1]} & endings))
    )  # fmt: skip


def is_plain(name: str) -> bool:
    """Whether a name is that of a body which every state has, such as `Supreme Council` or `National Army`."""
    words = re.sub(r"^\d\+\d ", "", name).split()
    endings = draft_words("armed_names") | draft_words("body_names") | word_list("state_bodies")
    return len(words) < 6 and all(word in _PLAIN | endings | {"of", "and", "the"} for word in words) and not (
        name.endswith((" Movement", " Front", " Union", " League", " Alliance"))
    )  # fmt: skip


def is_armed(name: str) -> bool:
    """Whether a name is that of an armed group."""
    return any(word in draft_words("armed_names") for word in re.split(r"[\s-]", name))


def is_media(name: str) -> bool:
    """Whether a name is that of a newspaper, an agency or a broadcaster."""
    return name in draft_words("media") or bool(set(name.split()) & draft_words("media_signs"))


def is_other(name: str) -> bool:
    """Whether a name is that of an institute, a place, an agreement and the like, which is no party."""
    endings = draft_words("armed_names") | draft_words("body_names")
    words = set(name.split())
    return (
        is_media(name)
        or name in draft_words("no_names")
        or (bool(words & word_list("other_names")) and not words & endings)
    )


def is_short(name: str) -> bool:
    """Whether a name is an abbreviation: `NLF`, `NLF-IO`, `M12`.

    >>> [is_short(name) for name in ("NLF", "NLF-IO", "M12", "Oslo", "A")]
    [True, True, True, False, False]
    """
    return bool(
        re.fullmatch(r"(?=.{2,9}$)[A-Z][A-Z0-9+]+(?:-[A-Z0-9]+)?|\d\+\d [A-Z]{2,}|[A-Z]{2,4}[a-z]?[A-Z]+", name)
    )


def with_groups(sentence: list[Token]) -> Iterator[Token]:
    """Names that stand in two or three pieces as one: `Swedish rebels`, `Swedish-led coalition`, `Truth and Order Party`."""
    place = 0
    while place < len(sentence):
        it, size = sentence[place], 1
        second = sentence[place + 1] if place + 1 < len(sentence) else None
        third = sentence[place + 2] if place + 2 < len(sentence) else None
        if second is not None and second.kind == "word":
            if (
                it.kind == "state"
                and second.text in REBELS
                and (it.text in adjectives() or second.text != "opposition")
            ) or (it.kind == "led" and it.text.endswith("-led") and second.text in _LED and second.text != "mission"):
                size = 2
            elif second.text in ("and", "&") and third is not None and _are_halves(sentence, place):
                size = 3
        if size == 1:
            named = it.kind == "state" and len(it.text.split()) > 2 and second is not None and second.kind == "acronym"
            yield (
                Token("name", it.text, it.start, it.end, None, it.opens, it.after_the)
                if named and is_group(it.text)
                else it
            )
        else:
            last = sentence[place + size - 1]
            text = " ".join(one.text for one in sentence[place : place + size])
            yield Token("name", text, it.start, last.end, None, it.opens, it.after_the)
        place += size


def _are_halves(sentence: list[Token], place: int) -> bool:
    """`Truth and Order Party (TOP)`: by the letters of the short name behind it, or by an abstract first half."""
    first, third = sentence[place], sentence[place + 2]
    if first.kind != "name" or third.kind != "name" or not is_group(third.text):
        return False
    if first.text.split()[-1] in draft_words("first_halves"):
        return True
    following = sentence[place + 3] if place + 3 < len(sentence) else None
    short = following.text.strip("()") if following is not None and following.kind == "acronym" else ""
    return bool(short) and short == initials(f"{first.text} {third.text}")


def same_letters(short: str, name: str) -> bool:
    """Whether an abbreviation is that of a name: its initials, or from four letters on these in another order.

    An order of its own is that of another language.

    >>> same_letters("NLF", "Northern Lake Front"), same_letters("FLON", "Northern Lake Front of Orr"), same_letters("NFL", "NLF")
    (True, True, False)
    """
    letters = short.split("-")[0]
    first = initials(name)
    return letters == first or (len(letters) > 3 and sorted(letters) == sorted(first))


def alike(one: str, other: str) -> bool:
    """Whether two single words are spellings of one name: the same first letter, and one letter more or another.

    >>> alike("Houmis", "Humis"), alike("Karu", "Kano"), alike("Front", "Frost")
    (True, False, False)
    """
    if min(len(one), len(other)) < 5 or one[0] != other[0] or one == other or one[-1] != other[-1]:
        return False
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(1, len(long)))


def initials(name: str) -> str:
    """The capital letters that a name's words begin with.

    >>> initials("Movement for the Liberation of Orr")
    'MLO'
    """
    return "".join(word[0] for word in name.split() if word[0].isupper() or "+" in word)


def _ends_a_name(items: Sequence[Token], place: int) -> bool:
    """`Feed the Poor`: the last part of a name that holds an article."""
    if not items[place].after_the or place < 2 or items[place - 1].text != "the" or items[place - 2].kind != "name":
        return False
    return not (is_media(items[place - 2].text) or is_short(items[place - 2].text)) and items[place - 2].opens


def weight(items: Sequence[Token], place: int) -> float:
    """What one naming says that a name is a group's: more than nothing only where its words or those around it do."""
    it = items[place]
    before = items[place - 1] if place else None
    if it.honoured or is_other(it.text) or _ends_a_name(items, place):
        return NONE  # a person, a newspaper, or the rest of a longer name
    following = items[place + 1] if place + 1 < len(items) else None
    word = following.text.lower() if following is not None and following.kind in ("word", "title") else ""
    prior = [
        one.text.lower() for one in items[max(0, place - 4) : place] if one.kind in ("word", "title", "link", "cue")
    ]
    if following is not None and (word in draft_words("media_signs") or word in draft_words("place_nouns")):
        return NONE
    active = speaks(items, place) or acts(items, place)
    if is_group(it.text):
        if is_plain(it.text) and (following is None or following.kind != "acronym"):
            return NONE
        known = following is not None and following.kind == "acronym"
        return STRONG if active or known or it.after_the or told(items, place) else WEAK * 1.5
    if _armed_sign(items, place, word, prior):
        return STRONG
    if is_short(it.text):
        if prior[-1:] and prior[-1] in ("told", "tells", "reported", "agency", "by"):
            return NONE
        return STRONG if active or it.after_the or word in word_list("speak_for") or told(items, place) else WEAK * 1.5
    if before is not None and before.kind == "possessive":
        return NONE
    return STRONG if it.after_the and " " not in it.text and active else NONE


def _armed_sign(items: Sequence[Token], place: int, word: str, prior: list[str]) -> bool:
    """`Orr fighters`, `the rebel group Orr`, `the insurgents of the Orr`."""
    signs = draft_words("armed_signs")
    if " " in items[place].text and not items[place].after_the:
        return False
    if word in signs and word not in ("commander", "commanders", "soldiers", "troops", "armed", "militia"):
        return True
    named = prior[-1:] in (["group"], ["movement"], ["faction"], ["militia"]) and bool(set(prior[-3:-1]) & signs)
    return named or (
        prior[-2:] == ["of", "the"] and prior[-3:-2] != [] and prior[-3] in signs - {"commander", "commanders"}
    )
