"""The block filter: which blocks of a page are not part of its article, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from detente.sources.article import Dropped
from detente.sources.dates import is_date_line

LONGEST_ENDING = 40
"""Characters at the end of a block in which an agency's mark is looked for."""
LONGEST_SHARE_BAR = 200

Sign = Callable[[str, str], bool]
"""Asks a block and the same block in lower case."""


class Rule(NamedTuple):
    """A reason for leaving a block out, and the sign it is known by."""

    reason: str
    holds: Sign


def _starts(pattern: str, longest: int) -> Sign:
    """The block begins so, marks and bullets before it aside."""
    form = re.compile(r"\W{0,3}(?:" + pattern + ")", re.IGNORECASE)
    return lambda block, folded: len(block) <= longest and form.match(block) is not None


def _holds(pattern: str, longest: int, *needs: str) -> Sign:
    """The block says so anywhere; a plain search for what it `needs` goes first, as most blocks have none of it."""
    form = re.compile(pattern, re.IGNORECASE)
    return lambda block, folded: len(block) <= longest and _has(folded, needs) and form.search(block) is not None


def _ends(pattern: str, longest: int) -> Sign:
    form = re.compile(pattern, re.IGNORECASE)
    return lambda block, folded: (
        len(block) <= longest and form.search(block, max(0, len(block) - LONGEST_ENDING)) is not None
    )


def _has(folded: str, needs: tuple[str, ...]) -> bool:
    for need in needs:  # noqa: SIM110 - a plain loop, as this is asked of every block many times
        if need in folded:
            return True
    return False


def _shouts(block: str, folded: str) -> bool:
    """Mostly capitals, and asking for something."""
    head = block[:400]
    if not _has(folded[:400], _ASKING) or _ASKS.search(head) is None:
        return False
    letters = [letter for letter in head if letter.isalpha()]
    return len(letters) >= 15 and sum(letter.isupper() for letter in letters) > 0.55 * len(letters)


def _is_share_bar(block: str, folded: str) -> bool:
    if len(block) > LONGEST_SHARE_BAR or not _has(folded, _NETWORKS):
        return False
    words = re.findall(r"\w+", folded)
    return 0 < len(words) <= 14 and all(word in _SHARE_WORDS for word in words) and not set(words).isdisjoint(_NETWORKS)


_ASKS = re.compile(
    r"\b(subscrib|upgrade|sign up|join|donat|free|offer|per month|a month|don.t show|show me later|click)", re.I
)
_ASKS = re.compile(
    r"\b(subscribe\b|upgrade (your|now|to)\b|sign up\b|join (now|today|us)\b|donate (now|today|here)\b|show me later|"
    r"don.t show|click (here|now|below)\b|free trial)|[$€£]\s?\d|\d\s?[$€£]",
    re.IGNORECASE,
)
_ASKING = ("subscribe", "upgrade", "sign up", "join", "donate", "show", "click", "free trial", "$", "€", "£")
_NETWORKS = (
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "telegram",
    "pinterest",
    "reddit",
    "email",
    "print",
    "share",
)
_SHARE_WORDS = {
    *_NETWORKS,
    "this", "article", "story", "on", "via", "by", "x", "copy", "link", "save", "post", "tweet", "comments", "comment",
    "the", "page", "to", "and", "or", "more", "close", "mail", "messenger", "whats", "app", "a",
}  # fmt: skip

_ASKED = r"(?:^\W{0,3}|[.!?:]\s{1,2}|\bplease\s)"
"""What stands before a request; in "they want to become a member" stands something else."""

RULES: tuple[Rule, ...] = (
    Rule("date line", lambda block, folded: is_date_line(block)),
    Rule("reading time", _starts(r"\d{1,3}[\s-]{0,3}min(ute)?s?\.?\s{1,3}read\b", 60)),
    Rule("photo credit", _holds(r"\((photo|image|picture|illustration|file)s?\s{0,2}(credit|by|courtesy)?\s{0,2}:", 400, "(")),
    Rule("photo credit", _starts(r"(photo|image|picture|illustration)s?(\s(credit|by|courtesy of))?\s{0,2}(:|©|by\b.{0,45}$)", 200)),
    Rule("photo credit", _ends(r"(getty images|shutterstock|/\s?(afp|reuters|epa|ap)\b|©\s?\w+)\W{0,4}$", 220)),
    Rule("invitation to follow", _starts(r"be the first to know\b", 200)),
    Rule(
        "invitation to follow",
        _holds(r"\b(join|like|follow|find|visit) (us|our)\b.{0,40}\b(facebook|twitter|telegram|whatsapp|instagram|youtube|linkedin)\b", 260, " us", " our"),
    ),
    Rule(
        "invitation to follow",
        _holds(_ASKED + r"(join|like|follow|visit) our (\w+ ){0,3}(page|channel|group)\b", 200, " our"),
    ),
    Rule(
        "newsletter",
        _holds(r"\b(sign up|subscribe|register)\b.{0,80}\b(newsletter|in your inbox|daily briefing|email alerts?|push notifications?|weekly digest)\b", 400,
               "newsletter", "inbox", "briefing", "alert", "notification", "digest"),
    ),
    Rule("newsletter", _holds(r"\b(get|receive)\b.{0,80}\b(in|to) your inbox\b|" + _ASKED + r"(get|receive) our\b.{0,60}\bnewsletter\b", 400, "inbox", "newsletter")),
    Rule("newsletter", _starts(r"(our |the )?(free )?(daily |weekly )?newsletters?\W{0,3}$", 60)),
    Rule("advertisement", _starts(r"(advertisements?|advertising|sponsored( content| by)?|promoted( content)?|paid content|story continues below( this)?( advertisement)?|article continues (below|after)( this)?( ad\w*)?|scroll to continue( with content)?)\W{0,3}$", 90)),
    Rule(
        "appeal to readers",
        _holds(_ASKED + r"(become a (member|subscriber|supporter|patron)\b(?! (of|state))|support (our|independent|quality) (journalism|work|reporting)|(make|consider) a (contribution|donation)\b)", 500,
               "become a", "support", "contribution", "donation"),
    ),
    Rule(
        "appeal to readers",
        _holds(r"\b(support (our|independent|quality) (journalism|newsroom)|as one of our (loyal )?readers|already a (subscriber|member)\?|start your (free )?trial|(subscribe|sign in|log in|register|sign up)\b.{0,40}\bto (continue|keep) reading|subscriber[- ]only)\b", 500,
               "support", "readers", "already a", "trial", "reading", "subscriber"),
    ),
    Rule("appeal to readers", _starts(r"(already a (subscriber|member)\?|to (continue|keep) reading)", 300)),
    Rule("appeal to readers", _holds(r"\byou(r|.ll)?\b.{0,200}([$€£]\s?\d{1,3}|\d{1,3}\s?[$€£])\s{0,2}(a|per|/)\s{0,2}(month|year|week)\b|[$€£]\s?\d{1,3}\s{0,2}(a|per) (month|week)\b.{0,60}\byou\b", 300, "$", "€", "£")),
    Rule("promotion", _shouts),
    Rule("share bar", _is_share_bar),
    Rule("cookie notice", _holds(r"\b(we|this (web)?site|our partners) (use|uses|store)\b.{0,60}\bcookies\b|^.{0,150}\b(accept|manage|reject)( all)? cookies\b", 600, "cookies")),
    Rule("copyright", _starts(r"(©|\(c\)\s{0,3}(copyright|(19|20)\d\d)|copyright\s{0,3}(©|\(c\)|\d{4}|by\b))", 300)),
    Rule("copyright", _holds(r"\ball rights reserved\b", 300, "all rights reserved")),
    Rule(
        "pointer to other pages",
        _starts(r"(read (more|also|next)|read the full (story|article)|also read|see also|see more|more on this|you (may|might) (also )?(like|be interested)|continue reading|click here|view (all|gallery|comments)|load more|show (more|comments)|editors.? picks?|don.t miss|what to read next|latest news)\b.{0,100}$", 150),
    ),
    Rule(
        "pointer to other pages",
        _starts(r"(related( (content|articles?|stories|topics|news|posts?))?|recommended( for you)?|watch( more| now)?|listen( now)?|most (read|popular)|trending( now)?|top stories|up next)\b(\s{0,2}[:|>»–—-].{0,120}|.{0,100}[^.!?…\"'”’»)])?$", 150),
    ),
    Rule("comments", _starts(r"(leave a (comment|reply)|post a comment|comments? (are closed|\(\d+\))|join the (conversation|discussion)|log ?in to comment|report (a |this )?(typo|comment|error))\b.{0,80}$|\d+ comments?\W{0,3}$", 120)),
    Rule("tags", _starts(r"(tags?|filed under|topics?|categories|keywords|more about)\s{0,2}:", 300)),
    Rule("navigation", _starts(r"(home|menu|search|skip to( main)? content|log ?in|sign in|my account|back to top|close|print( this)?( page)?|next|previous|share|follow|subscribe|contact us|about us|privacy policy|terms of (use|service))\W{0,3}$", 60)),
)  # fmt: skip

_QUOTATION = re.compile(r"[“\"«„][^”\"»“]{3,600}[”\"»“][\s,]{1,3}\w")
_SALUTATION = re.compile(r"^\W{0,3}dear (reader|friend|supporter|subscriber|member|valued)s?\b", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"^\W{0,3}(thank you|thanks|sincerely|yours( sincerely| truly)?|(with )?(kind |best )?regards|gratefully)"
    r"( for (reading|your [\w ]{1,30}))?(,\s{0,2}[\w .,'’-]{1,60})?\W{0,3}$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^\W{0,3}(?:[^\W\d_a-z][\w.'’-]{0,30})(?: (?:[^\W\d_a-z][\w.'’-]{0,30}|(?:de|del|da|van|von|der|bin|ibn|al|el)\b)){1,4}\W{0,2}$"
)
_OFFICE = re.compile(
    r"^\W{0,3}(the |your )?([\w&-]+ ){0,4}(editor(s|-in-chief| in chief)?|publisher|director|chairman|chairwoman|chair|president|ceo|founder"
    r"|team|staff|newsroom|editorial board|manager)\W{0,2}$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W{0,3}(related( (content|articles?|stories|topics|news|posts?|reading))?|recommended( for you| stories)?|"
    r"more (stories|news|from [\w ]{1,30})|you (may|might) also (like|be interested in)|most (read|popular|viewed)|"
    r"read (more|next|also)|trending( now)?|top stories|latest( news)?|comments|tags|about the authors?|share this.{0,20})\W{0,3}$",
    re.IGNORECASE,
)  # fmt: skip
LONGEST_SALUTATION = 40
LONGEST_APPEAL = 25
"""Blocks an appeal may run on; without its sign-off by then, only its single blocks are judged."""
MOST_SIGNATURES = 6
LONG_PROSE = 25
"""Words of a sentence that by itself shows running text to be back behind a heading such as "Related"."""
SHORT_PROSE = 12
"""Words that two or more sentences in a row must have for the same."""


def reason_to_drop(block: str) -> str:
    """Why a block by itself is not part of an article; empty where it may be.

    >>> reason_to_drop("3 min read"), reason_to_drop("The talks opened on Monday.")
    ('reading time', '')
    """
    if _QUOTATION.match(block):
        return ""  # somebody is quoted, whatever the words
    folded = block.lower()
    return next((rule.reason for rule in RULES if rule.holds(block, folded)), "")


def sift(blocks: list[str]) -> tuple[list[str], list[Dropped]]:
    """Part blocks into those of the article and those left out, each with its reason.

    Besides the words of a block its place counts: an appeal runs from its salutation to its signatures, and
    behind a heading such as "Related content" come other pages' headlines.

    >>> sift(["The talks opened on Monday.", "Related Content", "Another headline"])[0]
    ['The talks opened on Monday.']
    """
    reasons = [reason_to_drop(block) for block in blocks]
    _mark_appeals(blocks, reasons)
    _mark_end(blocks, reasons)
    kept = [block for block, reason in zip(blocks, reasons, strict=True) if not reason]
    dropped = [Dropped(text=block, reason=reason) for block, reason in zip(blocks, reasons, strict=True) if reason]
    return kept, dropped


def is_sentence(block: str) -> bool:
    """Whether a block ends as a sentence does, in any of the scripts read."""
    return block.rstrip("\"'”’»)] ")[-1:] in ".!?…:;。！？؟।։" and len(block) > 1


def _mark_appeals(blocks: list[str], reasons: list[str]) -> None:
    for start, block in enumerate(blocks):
        if len(block) > LONGEST_SALUTATION or not _SALUTATION.search(block):
            continue
        end = next(
            (
                place
                for place in range(start, min(len(blocks), start + LONGEST_APPEAL))
                if _SIGN_OFF.search(blocks[place][:60])
            ),
            start,
        )
        last = min(len(blocks) - 1, end + MOST_SIGNATURES)
        while start < end < last and _is_signature(blocks[end + 1]):
            end += 1
        for place in range(start, end + 1):
            reasons[place] = "appeal to readers"


def _is_signature(block: str) -> bool:
    """A name, with or without an office, or an office alone."""
    if len(block) > 140 or is_sentence(block):
        return False
    titled = block[:1].isupper() and "," in block
    return titled or (len(block) <= 60 and (_NAME.match(block) or _OFFICE.match(block)) is not None)


def _mark_end(blocks: list[str], reasons: list[str]) -> None:
    """Behind such a heading everything goes until running text comes back."""
    place = 0
    while place < len(blocks):
        if not _is_end(blocks[place]):
            place += 1
            continue
        end = _back(blocks, reasons, place + 1)
        for behind in range(place, end):
            reasons[behind] = reasons[behind] or "pointer to other pages"
        place = end


def _back(blocks: list[str], reasons: list[str], start: int) -> int:
    """Where running text comes back: one long sentence, or several in a row.

    Other pages' teasers alternate headline and sentence, or are headlines alone. A sentence that is quoted speech is
    running text by itself.
    """
    run = words = 0
    first = len(blocks)
    for place in range(start, len(blocks)):
        block = blocks[place]
        if _is_end(block):
            run = words = 0
        elif reasons[place]:
            continue
        elif _is_prose(block):
            first = first if run else place
            run, words = run + 1, words + len(block.split())
            if (words >= LONG_PROSE and run == 1) or (run > 1 and words >= SHORT_PROSE) or _QUOTATION.match(block):
                return first
        else:
            run = words = 0
    return len(blocks)


def _is_end(block: str) -> bool:
    return len(block) <= 60 and _END.match(block) is not None


def _is_prose(block: str) -> bool:
    """A sentence of some length; a short question may as well be a headline."""
    asks = block.rstrip()[-1:] in "?؟？"
    return is_sentence(block) and len(block.split()) >= (12 if asks else 4)
