"""The block filter: which blocks of a page are not part of its article, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from detente.sources.article import Dropped
from detente.sources.dates import is_date_line

LONGEST_JUNK = 700
"""Characters beyond which a block is never dropped for its words alone."""

Sign = Callable[[str], bool]


class Rule(NamedTuple):
    """A reason for leaving a block out, and the sign it is known by."""

    reason: str
    holds: Sign


def _words(pattern: str, longest: int = LONGEST_JUNK) -> Sign:
    form = re.compile(pattern, re.IGNORECASE)
    return lambda block: len(block) <= longest and form.search(block) is not None


def _shouts(block: str) -> bool:
    """Mostly capitals, and asking for something."""
    head = block[:400]
    if head.islower() or _ASKS.search(head) is None:
        return False
    letters = [letter for letter in head if letter.isalpha()]
    return len(letters) >= 15 and sum(letter.isupper() for letter in letters) > 0.55 * len(letters)


def _is_share_bar(block: str) -> bool:
    words = re.findall(r"\w+", block.lower())
    return 0 < len(words) <= 14 and all(word in _SHARE_WORDS for word in words) and len(set(words) & _NETWORKS) > 0


_ASKS = re.compile(
    r"\b(subscrib|upgrade|sign up|join|donat|free|offer|per month|a month|don.t show|show me later|click)", re.I
)
_NETWORKS = {
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
}
_SHARE_WORDS = _NETWORKS | {
    "this", "article", "story", "on", "via", "by", "x", "copy", "link", "save", "post", "tweet", "comments", "comment",
    "the", "page", "to", "and", "or", "more", "close", "mail", "messenger", "whats", "app", "a",
}  # fmt: skip

RULES: tuple[Rule, ...] = (
    Rule("date line", is_date_line),
    Rule("reading time", _words(r"^\W{0,3}\d{1,3}[\s-]{0,3}min(ute)?s?\.?\s{1,3}read\b", 60)),
    Rule("photo credit", _words(r"\((photo|image|picture|illustration|file)s?\s{0,2}(credit|by|courtesy)?\s{0,2}:", 400)),
    Rule("photo credit", _words(r"^\W{0,3}(photo|image|picture|illustration)s?(\s(credit|by|courtesy of))?\s{0,2}(:|by\b|©)", 200)),
    Rule("photo credit", _words(r"(getty images|shutterstock|/\s?(afp|reuters|epa|ap)\b|©\s?\w+)\W{0,4}$", 220)),
    Rule("invitation to follow", _words(r"^\W{0,3}be the first to know\b", 200)),
    Rule(
        "invitation to follow",
        _words(r"\b(join|like|follow|find|visit) (us|our)\b.{0,40}\b(facebook|twitter|telegram|whatsapp|instagram|youtube|linkedin|page|channel|group)\b", 260),
    ),
    Rule(
        "newsletter",
        _words(r"\b(sign up|subscribe|register|get|receive)\b.{0,80}\b(newsletter|in your inbox|daily briefing|email alerts?|push notifications?|weekly digest)\b", 400),
    ),
    Rule("newsletter", _words(r"^\W{0,3}(our |the )?(free )?(daily |weekly )?newsletters?\W{0,3}$", 60)),
    Rule("advertisement", _words(r"^\W{0,3}(advertisements?|advertising|sponsored( content| by)?|promoted( content)?|paid content|story continues below( this)?( advertisement)?|article continues (below|after)( this)?( ad\w*)?|scroll to continue( with content)?)\W{0,3}$", 90)),
    Rule(
        "appeal to readers",
        _words(r"\b(become a (member|subscriber|supporter|patron)|support (our|independent|quality) (journalism|work|reporting|newsroom)|(make|consider) a (contribution|donation)|as one of our (loyal )?readers|already a (subscriber|member)|start your (free )?trial|to (continue|keep) reading|paywall|subscriber[- ]only)\b", 500),
    ),
    Rule("appeal to readers", _words(r"\byou(r|.ll)?\b.{0,200}([$€£]\s?\d{1,3}|\d{1,3}\s?[$€£])\s{0,2}(a|per|/)\s{0,2}(month|year|week)\b|[$€£]\s?\d{1,3}\s{0,2}(a|per) (month|week)\b.{0,60}\byou\b", 300)),
    Rule("promotion", _shouts),
    Rule("share bar", _is_share_bar),
    Rule("cookie notice", _words(r"\b(we|this (web)?site|our partners) (use|uses|store)\b.{0,60}\bcookies\b", 600)),
    Rule("cookie notice", _words(r"\b(accept|manage|reject)( all)? cookies\b", 200)),
    Rule("copyright", _words(r"^\W{0,3}(©|\(c\)\s|copyright\s{0,3}(©|\(c\)|\d{4}|by\b))|\ball rights reserved\b", 300)),
    Rule(
        "pointer to other pages",
        _words(r"^\W{0,3}(read (more|also|next|the full)|also read|see also|see more|more on this|related( (content|articles?|stories|topics|news|posts?))?|recommended( for you)?|you (may|might) (also )?(like|be interested)|continue reading|click here|watch( more| now)?|listen( now)?|view (all|gallery|comments)|load more|show (more|comments)|most (read|popular)|trending( now)?|top stories|editors.? picks?|don.t miss|what to read next|up next|latest news)\b.{0,100}$", 150),
    ),
    Rule("comments", _words(r"^\W{0,3}(leave a (comment|reply)|post a comment|comments? (are closed|\(\d+\))|join the (conversation|discussion)|log ?in to comment|report (a |this )?(typo|comment|error)|\d+ comments?)\b.{0,80}$", 120)),
    Rule("tags", _words(r"^\W{0,3}(tags?|filed under|topics?|categories|keywords|more about)\s{0,2}:", 300)),
    Rule("navigation", _words(r"^\W{0,3}(home|menu|search|skip to( main)? content|log ?in|sign in|my account|back to top|close|print( this)?( page)?|next|previous|share|follow|subscribe|contact us|about us|privacy policy|terms of (use|service))\W{0,3}$", 60)),
)  # fmt: skip

_SALUTATION = re.compile(r"^\W{0,3}dear (reader|friend|supporter|subscriber|member|valued)s?\b", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"^\W{0,3}(thank you|thanks|sincerely|yours( sincerely| truly)?|(kind |best )?regards|gratefully)\W{0,3}$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W{0,3}(related( (content|articles?|stories|topics|news|posts?|reading))?|recommended( for you| stories)?|"
    r"more (stories|news|from [\w ]{1,30})|you (may|might) also (like|be interested in)|most (read|popular|viewed)|"
    r"read (more|next|also)|trending( now)?|top stories|latest( news)?|comments|tags|about the authors?|share this.{0,20})\W{0,3}$",
    re.IGNORECASE,
)
LONGEST_SALUTATION = 40
LONGEST_APPEAL = 25
"""Blocks an appeal may run on; without its sign-off by then, only its single blocks are judged."""


def reason_to_drop(block: str) -> str:
    """Why a block by itself is not part of an article; empty where it may be.

    >>> reason_to_drop("3 min read"), reason_to_drop("The talks opened on Monday.")
    ('reading time', '')
    """
    return next((rule.reason for rule in RULES if rule.holds(block)), "")


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
        while end > start and end + 1 < len(blocks) and _is_signature(blocks[end + 1]):
            end += 1
        for place in range(start, end + 1):
            reasons[place] = "appeal to readers"


def _is_signature(block: str) -> bool:
    return len(block) <= 140 and not is_sentence(block) and block[:1].isupper() and "," in block


def _mark_end(blocks: list[str], reasons: list[str]) -> None:
    """Behind such a heading everything goes until running text comes back."""
    for start, block in enumerate(blocks):
        if len(block) > 60 or not _END.search(block):
            continue
        rest = blocks[start + 1 :]
        back = next((place for place, text in enumerate(rest) if len(text.split()) >= 25 and is_sentence(text)), None)
        end = len(blocks) if back is None else start + 1 + back
        for place in range(start, end):
            reasons[place] = reasons[place] or "pointer to other pages"
