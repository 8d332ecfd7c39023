"""How much one naming says that a name is a party: it speaks or acts there, or it is only a place."""

from __future__ import annotations

from collections.abc import Sequence

from detente.sources.drafting.known import adjectives, capital_names, sort_of
from detente.sources.drafting.tokens import Token, listed
from detente.sources.words import draft_words, word_list

STRONG, WEAK, NONE = 1.0, 0.4, 0.0
ENOUGH = 0.9
"""Sum of the weights of its namings from which a name is taken for a party."""

_NEAR = frozenset(
    ["within", "into", "through", "eastern", "western", "northern", "southern", "from", "pre-war", "since", "for", "via", "of", "to"]
)  # fmt: skip
"""Words before a state that make it a place, beside those of the word list, unless it acts."""
_WITH = frozenset(["by", "with", "against", "between", "and", "including", "alongside", "both", "than", "like"])
_LAND = frozenset(["border", "borders", "bordering", "frontier", "bordered"])
_OWN = frozenset(
    [
        "junta",
        "side",
        "rulers",
        "negotiators",
        "brokers",
        "backing",
        "weapons",
        "arms",
        "court",
        "bloc",
        "withdrawal",
        "role",
        "refusal",
        "rejection",
        "acceptance",
        "announcement",
        "claim",
        "claims",
        "involvement",
        "interference",
        "approval",
        "ambitions",
        "representative",
    ]
)
_AT_ONCE = listed("also already still then again now itself themselves immediately never later earlier reportedly")
SIDES = frozenset(["and", "or", "nor"])


def follows(items: Sequence[Token], place: int) -> int:
    """The place behind a name and what belongs to it: its short name, a clause between commas, who acts together with it."""
    at = place + 1
    if at < len(items) and items[at].kind == "acronym":
        at += 1
    if at < len(items) and items[at].kind == "comma":
        closing = next((n for n in range(at + 1, min(at + 14, len(items))) if items[n].kind == "comma"), None)
        at = closing + 1 if closing is not None else len(items)
    elif at < len(items) and items[at].text == "and":
        other = next((n for n in range(at + 1, min(at + 4, len(items))) if items[n].kind in ("name", "state")), None)
        at = other + 1 if other is not None else len(items)
        at += at < len(items) and items[at].kind == "acronym"
    return at


def speaks(items: Sequence[Token], place: int) -> bool:
    """True where a cue follows, at once or behind what belongs to the name, or where one stands before it behind a quote."""
    if place and items[place - 1].kind == "cue":
        if any(it.kind in ("quote", "comma") for it in items[: place - 1][-2:]):
            return True
        if place == 1 or (place == 2 and items[0].kind == "word"):
            return True
    after = items[follows(items, place) :][:2]
    return bool(after) and (
        after[0].kind == "cue" or (len(after) > 1 and after[0].kind == "word" and after[1].kind == "cue")
    )


def acts(items: Sequence[Token], place: int) -> bool:
    """True where a verb follows: what the name does, in a shape that nouns seldom have."""
    at = follows(items, place)
    while at < len(items) and items[at].text in _AT_ONCE:
        at += 1
    if at >= len(items) or items[at].kind not in ("word", "cue"):
        return False
    word = items[at].text
    if items[at].kind == "cue" or word in draft_words("deeds"):
        return True
    if place > 1 and items[place - 2 + (items[place - 1].text != "the")].text.lower() in ("did", "does", "do"):
        return True
    if word in word_list("for_the_state") | word_list("not_the_state") | word_list("speak_for"):
        return False
    following = items[at + 1].text if at + 1 < len(items) else ""
    return word.endswith("ed") or (word.endswith("s") and not word.endswith("ss") and following in _OBJECTS)


_OBJECTS = listed("the a an its their no that to for by with both all any up out on in not it them him")


def told(items: Sequence[Token], place: int) -> bool:
    """True where the name is the object of a cue: `accused Oslo`, `thanked the Front`."""
    at = place - 1
    while at >= 0 and items[at].kind == "word" and items[at].text in ("the", "both", "on", "upon"):
        at -= 1
    return at >= 0 and items[at].kind == "cue" and items[at].text not in ("said", "says", "say", "stated", "wrote")


def weight(items: Sequence[Token], place: int) -> float:
    """What one naming of a known name counts."""
    it = items[place]
    before = items[place - 1] if place else None
    prior = before.text.lower() if before is not None else ""
    following = items[place + 1] if place + 1 < len(items) else None
    word = following.text if following is not None else ""
    if prior in word_list("no_longer") or word in word_list("not_the_state") | draft_words("place_nouns"):
        return NONE
    own = _owns(items, place)
    if own is not None:
        return own
    if place > 1 and items[place - 2 + (items[place - 1].text != "the")].text.lower() in ("did", "does", "do"):
        return True
    if word in word_list("for_the_state") | _OWN or (following is not None and following.kind == "title"):
        return STRONG
    active = speaks(items, place) or acts(items, place)
    if it.text in capital_names():  # a capital is a place unless it speaks or acts
        return STRONG if prior not in word_list("places") and (active or told(items, place)) else NONE
    if it.text in adjectives():
        return WEAK
    return _of_a_name(items, place, prior, active)


def _of_a_name(items: Sequence[Token], place: int, prior: str, active: bool) -> float:
    if active and prior not in ("in", "of", "from", "near", "at"):
        return STRONG
    organization = sort_of(items[place].state or "") == "organization"
    earlier = items[place - 2] if place > 1 else None
    if prior in ("of", "for", "from", "by", "the") and earlier is not None:
        at = place - 1 - (prior == "the")
        one = items[at - 1] if at else earlier
        if items[at].text in ("of", "for", "from") and (
            one.kind == "title" or one.text.lower() in word_list("speak_for")
        ):
            return STRONG
    if told(items, place):
        return STRONG
    if organization:
        return WEAK / 2 if prior in ("in", "into", "within", "inside", "under") else STRONG
    if prior in _WITH:
        return NONE if earlier is not None and earlier.text in _LAND else _listed(items, place)
    if prior in word_list("places"):
        return NONE
    return WEAK if prior not in _NEAR else WEAK / 2


def _listed(items: Sequence[Token], place: int) -> float:
    """`with Mali and Chad`: as the first of them stands; behind `and` a name is a place where the first is one."""
    if items[place - 1].text not in SIDES:
        return STRONG
    at = place - 2
    while at >= 1 and items[at].kind in ("state", "name", "comma"):
        at -= 1
    return WEAK / 2 if at >= 0 and items[at].text.lower() in word_list("places") | {"from", "through"} else STRONG


def _owns(items: Sequence[Token], place: int) -> float | None:
    """`Norway's government`, `Norway's northern coast`; None where nothing is owned."""
    if place + 1 >= len(items) or items[place + 1].kind != "possessive":
        return None
    for it in items[place + 2 : place + 6]:
        if it.kind not in ("word", "title", "cue"):
            break
        if it.kind == "title" or it.text in word_list("for_the_state") | _OWN:
            return STRONG
        if it.text in word_list("not_the_state") | draft_words("place_nouns"):
            return NONE
    return STRONG if items[place].text in capital_names() else WEAK
