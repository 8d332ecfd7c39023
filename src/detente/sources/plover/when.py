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
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|aug|sept?|oct"
    r"|nov|dec"
)
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<month>{_NAMES})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month2>{_NAMES}))\b"
    r"(?!,?\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
_LONG_AGO = datetime.timedelta(days=14)
_THEN = re.compile(
    rf"\b(?:(?:last|previous)\s+(?:month|year|spring|summer|autumn|fall|winter|decade|{_NAMES})|earlier\s+this\s+(?:month|year)"
    rf"|(?:in|since|on|during|until|from|of)\s+(?:late\s+|early\s+|mid-?)?(?:\d{{1,2}}\s+)?(?:{_NAMES})\b"
    r"|(?:in|since|during|from|until)\s+(?:the\s+)?(?:19|20)\d\ds?"
    r"|(?:\d+|several|many|two|three|four|five|six|seven|eight|nine|ten|some|a few)\s+(?:weeks|months|years|decades)\s+(?:ago|earlier|before)"
    r"|an?\s+(?:month|year|decade)\s+(?:ago|earlier|before)|the\s+(?:week|month|year)\s+before|in\s+the\s+past|years\s+ago"
    r"|the\s+(?:19|20)\d\d(?=\s+[a-z])|previously|at\s+the\s+time|long\s+ago|in\s+recent\s+(?:months|years))\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"\b(?:{_DAYS}|today|tonight|yesterday|overnight|now|this\s+(?:week|weekend|morning|afternoon|evening)|last\s+(?:night|week))\b",
    re.IGNORECASE,
)


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


def is_history(trigger: Token, dateline: datetime.date | None = None) -> bool:
    """Whether a phrase beside an event says that it lies back some weeks or more; the dateline's own month does not.

    >>> from detente.sources.language import parsed
    >>> [is_history(parsed(f"Norway attacked Sudan {then}.")[1]) for then in ("last month", "on Thursday", "")]
    [True, False, False]
    """
    start, text = trigger.sent.start_char, trigger.sent.text
    near = [
        (_rank(trigger, start + found.start()), abs(start + found.start() - trigger.idx), ago)
        for pattern, ago in ((_THEN, True), (_NOW, False))
        for found in pattern.finditer(text)
        if not (dateline and f"{dateline:%b}".lower() in found[0].lower())
    ]
    told = [it for it in near if it[0] < 2]
    return bool(told) and min(told)[2]


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
    for match in _MONTH_DAY.finditer(text) if dateline and not found else ():
        if dateline and (day := _without_year(match, dateline, future)):
            found.append(When(day, day, start + match.start()))
    if not found:
        for match in _YEAR.finditer(text):
            year = int(match[1])
            found.append(When(datetime.date(year, 1, 1), datetime.date(year, 12, 31), start + match.start(1)))
    return found


def _without_year(match: re.Match[str], dateline: datetime.date, future: bool) -> datetime.date | None:
    """Return the day and month that lie nearest before the dateline, or after it for what is to come."""
    month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
    number = int(match["day"] or match["day2"])
    for year in (dateline.year, dateline.year + (1 if future else -1)):
        try:
            day = datetime.date(year, month, number)
        except ValueError:
            continue
        if day >= dateline if future else day <= dateline:
            return day
    return None


def _rank(trigger: Token, place: int) -> int:
    token = next((it for it in trigger.sent if it.idx <= place < it.idx + len(it.text_with_ws)), None)
    if token is None:
        return 2
    verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.i == trigger.i:
        return 0
    if verb.dep_ == "xcomp" and verb.head.i == trigger.i:
        return 1
    if ("speech", lemma(verb)) in lexicon() or lemma(verb) in {"report", "tell"}:
        return 2
    return 1 if verb.i in {above.i for above in trigger.ancestors} else 2
