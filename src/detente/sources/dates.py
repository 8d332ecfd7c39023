"""Dates: what a page says of itself, whether its statements agree, and what "Thursday" means."""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from detente.sources.article import DateCandidate, Role

LONGEST_SCANNED = 400
"""Characters of a line in which dates are looked for."""

SEEN = ("time element", "date line")
"""How the places of visible dates begin."""
ONE_DAY = datetime.timedelta(days=1)
_NUMERIC = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b")

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
_READING_TIME = re.compile(
    r"\b(?:(?:average |estimated )?reading time\W{0,3})?\d{1,3}[\s-]{0,2}min(?:ute)?s?\b\.?(?: (?:to )?read(?:ing)?(?: time)?\b)?", re.I
)  # fmt: skip
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
    rest = _LINE_WORDS.sub(" ", _READING_TIME.sub(" ", rest))
    return sum(c.isalpha() for c in rest) <= 1


def says_updated(text: str) -> bool:
    """Whether the words around a date call it the date of a change.

    >>> says_updated("Last updated: 3 May 2015")
    True
    """
    return bool(_UPDATED.search(text[:LONGEST_SCANNED]))


def dates_of_line(line: str, where: str, *, before: str = "", elsewhere: bool = False) -> list[DateCandidate]:
    """The dates of a date line, each with its role by the words in front of it.

    ``before`` is what stands in front of the line; with ``elsewhere`` the line stands where other pages' dates stand.

    >>> [(str(it.date), it.role) for it in dates_of_line("Published 3 May 2015, updated 5 May 2015", "date line")]
    [('2015-05-03', 'published'), ('2015-05-05', 'changed')]
    """
    dates = find_dates(line)
    found = []
    end = 0
    for number, it in enumerate(dates):
        words = line[end : it.start] if number else f"{before} {line[: it.start]}"
        if len(dates) == 1:
            words += line[it.start + len(it.text) :]
        end = it.start + len(it.text)
        role: Role = "elsewhere" if elsewhere else "changed" if says_updated(words) else "published"
        place = f"{where} below the article" if elsewhere else f"{where}, changed" if role == "changed" else where
        found.append(DateCandidate(date=it.date, where=place, text=it.text, role=role))
    return found


def disagree(candidates: Iterable[DateCandidate]) -> bool:
    """Whether the dates of publication are not all one day, or a change is dated before the publication.

    Two clocks a time zone apart count as two days. Where a reader sees the date of a change alone, it is compared too;
    beside a visible date of publication it may be any later day.

    >>> one, two = (DateCandidate(date=d, where="meta", text=d) for d in ("2015-11-12", "2015-11-13"))
    >>> disagree([one, two])
    True
    >>> disagree([one, two.model_copy(update={"role": "changed"})])
    False
    """
    every = list(candidates)
    published = [it for it in every if it.role == "published"]
    changed = [it for it in every if it.role == "changed"]
    if not published:
        return len({it.date for it in changed if _is_seen(it)}) > 1
    first = published[0].date
    seen = [] if any(_is_seen(it) for it in published) else [it for it in changed if _is_seen(it)]
    days = {it.date for it in [*published, *seen]}
    return len(days) > 1 or any(it.date < first - ONE_DAY for it in changed)


def doubt(candidates: Iterable[DateCandidate]) -> str | None:
    """Why the date of publication may be wrong, in words; None where nothing speaks against it.

    >>> doubt([DateCandidate(date="2015-11-13", where="date line", text="Updated November 13, 2015", role="changed")])
    'the page gives the date of a change alone, not that of its publication'
    """
    every = list(candidates)
    if disagree(every):
        return "the dates that the page gives for itself disagree"
    if not any(it.role == "published" for it in every) and any(it.role == "changed" for it in every):
        return "the page gives the date of a change alone, not that of its publication"
    return None


def chosen(candidates: Iterable[DateCandidate]) -> DateCandidate | None:
    """The first date of publication, or else of a change.

    >>> chosen([]) is None
    True
    """
    every = list(candidates)
    return next((it for role in ("published", "changed") for it in every if it.role == role), None)


def _is_seen(it: DateCandidate) -> bool:
    """Whether a person who looks at the page sees this date."""
    return it.where.startswith(SEEN)


def reconciled(candidates: Iterable[DateCandidate]) -> tuple[DateCandidate, ...]:
    """Read a numeric date the other way round where that is a date the page declares.

    >>> declared = DateCandidate(date="2024-09-10", where="meta date", text="2024-09-10")
    >>> line = DateCandidate(date="2024-10-09", where="date line", text="09.10.2024")
    >>> [str(it.date) for it in reconciled([declared, line])]
    ['2024-09-10', '2024-09-10']
    """
    every = list(candidates)
    declared = {it.date for it in every if not _is_seen(it) and it.role == "published"}
    return tuple(_turned(it, declared) for it in every)


def _turned(it: DateCandidate, declared: set[datetime.date]) -> DateCandidate:
    if it.date in declared or it.date.day > 12 or not _NUMERIC.search(it.text) or not _is_seen(it):
        return it
    other = it.date.replace(month=it.date.day, day=it.date.month)
    return it.model_copy(update={"date": other}) if other in declared else it


def without_repeats(candidates: Iterable[DateCandidate]) -> tuple[DateCandidate, ...]:
    """Keep the first of the candidates that say the same date in the same place."""
    kept: dict[tuple[datetime.date, str], DateCandidate] = {}
    for candidate in candidates:
        kept.setdefault((candidate.date, candidate.where), candidate)
    return tuple(kept.values())


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
