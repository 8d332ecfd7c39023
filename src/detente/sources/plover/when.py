"""When an event happened or will, as far as its sentence says."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from detente.sources.dates import find_dates, resolve
from detente.sources.plover.lexicon import lexicon
from detente.sources.plover.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PHRASE = re.compile(
    rf"\b(?:(?:last|this|next|past|coming|previous)\s+(?:{_DAYS}|week|weekend|month|year)|{_DAYS}|today|tonight|yesterday"
    r"|tomorrow|(?:\d{1,4}|an?|one|two|three|four|five|six|seven|ten)\s+(?:day|week|month|year)s?\s+ago)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|since|during|of)\s+(?:the\s+)?((?:19|20)\d\d)s?\b", re.IGNORECASE)
_LONG_AGO = datetime.timedelta(days=60)


class When(NamedTuple):
    """First and last day that a phrase means, and where it stands in the paragraph."""

    first: datetime.date
    last: datetime.date
    place: int

    def is_past(self, dateline: datetime.date) -> bool:
        """Whether it lies so long before the article that the event is history to it."""
        return self.last < dateline - _LONG_AGO


def when(trigger: Token, dateline: datetime.date | None, *, future: bool = False) -> When | None:
    """Return the days that the sentence gives for an event; the day on which somebody said so is not meant.

    >>> from detente.sources.language import parsed
    >>> doc = parsed("Norway attacked Sudan on Thursday.")
    >>> str(when(doc[1], datetime.date(2015, 11, 12)).first)
    '2015-11-12'
    """
    found = _told(trigger, dateline, future)
    ranked = sorted((rank, abs(it.place - trigger.idx), it) for it in found if (rank := _rank(trigger, it.place)) < 2)
    return ranked[0][2] if ranked else None


def _told(trigger: Token, dateline: datetime.date | None, future: bool) -> list[When]:
    sentence = trigger.sent
    start, text = sentence.start_char, sentence.text
    found = [
        When(days[0], days[1], start + match.start())
        for match in (_PHRASE.finditer(text) if dateline else ())
        if dateline and (days := resolve(match[0], dateline, future=future))
    ]
    for it in find_dates(text):
        found.append(When(it.date, it.date, start + it.start))
    if not found:
        for match in _YEAR.finditer(text):
            year = int(match[1])
            found.append(When(datetime.date(year, 1, 1), datetime.date(year, 12, 31), start + match.start(1)))
    return found


def _rank(trigger: Token, place: int) -> int:
    token = next((it for it in trigger.sent if it.idx <= place < it.idx + len(it.text_with_ws)), None)
    if token is None:
        return 2
    verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.i == trigger.i:
        return 0
    if ("speech", lemma(verb)) in lexicon() or lemma(verb) in {"report", "tell"}:
        return 2
    return 1 if verb.i in {above.i for above in trigger.ancestors} else 2
