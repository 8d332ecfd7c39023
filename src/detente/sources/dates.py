"""Dates: what a page says of itself, whether its statements agree, and what "Thursday" means."""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from detente.sources.article import DateCandidate

LONGEST_SCANNED = 400
"""Characters of a line in which dates are looked for."""

_MONTH_NAMES = (
    "january jan janvier janv enero januar jänner gennaio janeiro января январь янв يناير ינואר ژانویه",
    "february feb février févr fevrier febrero februar febbraio fevereiro февраля февраль фев فبراير פברואר فوریه",
    "march mar mars marzo märz março марта март мар مارس آذار מרץ",
    "april apr avril avr abril aprile апреля апрель апр أبريل ابريل إبريل نيسان אפריל آوریل",
    "may mai mayo maggio maio мая май مايو أيار מאי مه",
    "june jun juin junio juni giugno junho июня июнь июн يونيو حزيران יוני ژوئن",
    "july jul juillet juil julio juli luglio julho июля июль июл يوليو تموز יולי ژوئیه",
    "august aug août aout agosto августа август авг أغسطس اغسطس آب אוגוסט اوت",
    "september sept sep septembre septiembre settembre setembro сентября сентябрь сен سبتمبر أيلول ספטמבר سپتامبر",
    "october oct octobre octubre oktober okt ottobre outubro октября октябрь окт أكتوبر اكتوبر אוקטובר اکتبر",
    "november nov novembre noviembre novembro ноября ноябрь ноя نوفمبر נובמבר نوامبر",
    "december dec décembre déc decembre diciembre dezember dez dicembre dezembro декабря декабрь дек ديسمبر דצמבר دسامبر",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTHS |= {"شباط": 2, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "كانون الثاني": 1}
_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}(?P<sep>[-/.])(?P<number>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\w){_MONTH}\s{{0,3}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b,?\s{{0,3}}(?:at\s|-\s)?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?[\s\-]{{1,3}}(?:of\s|de\s|ב-?)?{_MONTH},?[\s\-]{{0,3}}(?:de\s|del\s)?{_YEAR}",
        rf"{_YEAR}\s{{0,2}}[年년]\s{{0,2}}(?P<number>[01]?\d)\s{{0,2}}[月월]\s{{0,2}}(?P<day>[0-3]?\d)\s{{0,2}}[日일]",
        rf"{_DAY}(?P<sep>[./\-])(?P<number>\d{{1,2}})(?P=sep){_YEAR}",
    )
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|[٠-٩۰-۹]{4}")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LINE_WORDS = re.compile(
    r"\b(?:published|updated|posted|created|modified|issued|released|last|first|date|dated|time|on|at|from|by|and|edited"
    r"|reviewed|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|am|pm|a\.m|p\.m|gmt|utc|est|edt|cet|cest|bst|pst|pdt|ist|et|z|publié|publiée|le|mis|mise|à|jour|modifié|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|опубликовано|обновлено|дата|в|г|год|года|мск|veröffentlicht|stand|uhr|am"
    r"|aktualisiert|publicado|actualizado|el|a|las|نشر|نُشر|تاريخ|النشر|في|آخر|تحديث|פורסם|עודכן|בתאריך)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:updated?|modified|reviewed|mis à jour|обновлено|aktualisiert|actualizado|تحديث|עודכן)\b", re.I
)


class Found(NamedTuple):
    """A date in a line of text and the words that give it."""

    date: datetime.date
    text: str
    start: int


def find_dates(text: str) -> list[Found]:
    """Return the full dates in the first `LONGEST_SCANNED` characters of ``text``, in order.

    Day and month must be certain: ``12/11/2015`` could be two dates and gives none.

    >>> [str(found.date) for found in find_dates("12 ноября 2015 г., updated Nov. 13, 2015")]
    ['2015-11-12', '2015-11-13']
    >>> find_dates("12/11/2015")
    []
    """
    if not _HAS_YEAR.search(text, 0, LONGEST_SCANNED):
        return []
    line = text[:LONGEST_SCANNED].translate(_DIGITS)
    found: dict[int, Found] = {}
    for form in _FORMS:
        for match in form.finditer(line):
            date = _date(match)
            overlaps = any(f.start < match.end() and match.start() < f.start + len(f.text) for f in found.values())
            if date and not overlaps:
                found[match.start()] = Found(date, text[match.start() : match.end()], match.start())
    return [found[start] for start in sorted(found)]


def _date(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    day = int(parts["day"])
    month = _MONTHS[parts["month"].lower()] if parts.get("month") else int(parts["number"])
    day_first = parts.get("sep") and match.start("day") < match.start("year")
    if day_first and month > 12 and parts["sep"] == "/":
        day, month = month, day
    elif day_first and parts["sep"] != "." and day <= 12 and day != month:
        return None
    try:
        return datetime.date(int(parts["year"]), month, day)
    except ValueError:
        return None


def parse_stamp(text: str) -> datetime.date | None:
    """Return the date of a machine-readable stamp (ISO 8601, RFC 2822 and the like), or None.

    >>> parse_stamp("2015-11-12T22:48:00+02:00"), parse_stamp("Thu, 12 Nov 2015 20:48:00 GMT")
    (datetime.date(2015, 11, 12), datetime.date(2015, 11, 12))
    """
    text = text.strip()
    compact = re.match(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{4,6}\w{0,3})?$", text)
    if compact:
        text = "-".join(compact.groups())
    found = find_dates(text[:80])
    return found[0].date if found else None


def is_date_line(text: str) -> bool:
    """Whether a short line holds nothing but one or two dates, times and their labels.

    >>> is_date_line("Published: November 12, 2015 22:48"), is_date_line("On 12 May 2015 they met.")
    (True, False)
    """
    found = find_dates(text) if len(text) <= 120 else []
    if not found:
        return False
    rest = text
    for one in found:
        rest = rest.replace(one.text, " ", 1)
    rest = _LINE_WORDS.sub(" ", rest)
    return sum(c.isalpha() for c in rest) <= 1


def says_updated(text: str) -> bool:
    """Whether the words around a date call it the date of a change.

    >>> says_updated("Last updated: 3 May 2015")
    True
    """
    return bool(_UPDATED.search(text[:LONGEST_SCANNED]))


def disagree(candidates: Iterable[DateCandidate]) -> bool:
    """Whether the dates are not all one day; two clocks a time zone apart count as two.

    >>> one, two = (DateCandidate(date=d, where="meta", text=d) for d in ("2015-11-12", "2015-11-13"))
    >>> disagree([one, two])
    True
    """
    return len({candidate.date for candidate in candidates}) > 1


_WEEKDAYS = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_SHIFT = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_AGO = re.compile(r"(\d{1,4}|an?|one|two|three|four|five|six|seven|ten) (day|week|month|year)s? ago$")
_COUNTS = {
    w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {"a": 1, "an": 1}


def resolve(
    phrase: str, dateline: datetime.date, *, future: bool = False
) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day that a phrase such as "last month" means on ``dateline``.

    A weekday means the last such day up to and including the dateline (a Thursday article's
    "Thursday" is that day), or with ``future`` the first from the dateline on. Weeks run from
    Monday to Sunday. None: the phrase is not a known one.

    >>> thursday = datetime.date(2015, 11, 12)
    >>> [str(day) for day in resolve("on Thursday", thursday)]
    ['2015-11-12', '2015-11-12']
    >>> [str(day) for day in resolve("this weekend", thursday)]
    ['2015-11-14', '2015-11-15']
    >>> [str(day) for day in resolve("last month", thursday)]
    ['2015-10-01', '2015-10-31']
    """
    words = re.sub(r"[^\w ]", " ", phrase[:80].lower()).split()
    while words and words[0] in {"on", "in", "during", "the", "earlier", "later", "late", "early", "over", "since"}:
        words = words[1:]
    try:
        return _days(words, dateline, future)
    except (ValueError, OverflowError):
        return None


def _days(words: list[str], dateline: datetime.date, future: bool) -> tuple[datetime.date, datetime.date] | None:
    single = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
    if len(words) == 1 and words[0] in single:
        day = dateline + datetime.timedelta(days=single[words[0]])
        return day, day
    ago = _AGO.match(" ".join(words))
    if ago:
        count = int(ago[1]) if ago[1].isdigit() else _COUNTS[ago[1]]
        return _shifted(ago[2], -count, dateline)
    shift = _SHIFT.get(words[0]) if words else None
    name = words[-1] if len(words) in (1, 2) and (len(words) == 1 or shift is not None) else ""
    if name in _WEEKDAYS:
        return _weekday(_WEEKDAYS[name], shift, dateline, future)
    if shift is not None and name in {"week", "weekend", "month", "year"}:
        return _span(name, shift, dateline)
    return None


def _weekday(
    number: int, shift: int | None, dateline: datetime.date, future: bool
) -> tuple[datetime.date, datetime.date]:
    back = (dateline.weekday() - number) % 7
    if shift == -1:
        days = -(back or 7)
    elif shift == 1:
        days = 7 - back
    elif shift == 0:
        days = number - dateline.weekday()
    else:
        days = (7 - back) % 7 if future else -back
    day = dateline + datetime.timedelta(days=days)
    return day, day


def _span(unit: str, shift: int, dateline: datetime.date) -> tuple[datetime.date, datetime.date]:
    if unit in {"week", "weekend"}:
        monday = dateline + datetime.timedelta(days=7 * shift - dateline.weekday())
        return monday + datetime.timedelta(days=5 if unit == "weekend" else 0), monday + datetime.timedelta(days=6)
    if unit == "year":
        return datetime.date(dateline.year + shift, 1, 1), datetime.date(dateline.year + shift, 12, 31)
    year, month = divmod(dateline.year * 12 + dateline.month - 1 + shift, 12)
    following, next_month = divmod(year * 12 + month + 1, 12)
    last = datetime.date(following, next_month + 1, 1) - datetime.timedelta(days=1)
    return datetime.date(year, month + 1, 1), last


def _shifted(unit: str, count: int, dateline: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Two days ago is a day; two months ago is known no closer than to the month."""
    if unit in {"month", "year"}:
        return _span(unit, count, dateline)
    day = dateline + datetime.timedelta(days=count * (7 if unit == "week" else 1))
    return day, day


def without_repeats(candidates: Iterable[DateCandidate]) -> tuple[DateCandidate, ...]:
    """Keep the first of the candidates that say the same date in the same place."""
    kept: dict[tuple[datetime.date, str], DateCandidate] = {}
    for candidate in candidates:
        kept.setdefault((candidate.date, candidate.where), candidate)
    return tuple(kept.values())
