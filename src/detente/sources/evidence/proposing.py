"""From what pages say to proposed edits of a case: positions, events between parties, facts."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.case.claims import Sensitivity
from detente.case.model import Case
from detente.sources.coding import CodedEvent, Statement
from detente.sources.evidence.grades import parted
from detente.sources.evidence.pages import (
    EventReport,
    Page,
    StatementReport,
    folded,
    publishers,
    reported_events,
    reported_statements,
)
from detente.sources.evidence.positions import overlaps, suggested_position
from detente.sources.evidence.proposals import Cited, Kind, PageInfo, Proposal, proposal_id
from detente.sources.plover.lexicon import in_words
from detente.sources.verification import source_file

COOPERATIVE = (1, 2)
MATERIAL = (2, 4)
FEWEST_SHARED = 4
"""Words from which one quote within another is the same evidence."""


@dataclass(frozen=True)
class Proposed:
    """Proposals by id with the pages they quote, and how many were left out as accepted or rejected before."""

    pages: dict[str, PageInfo]
    proposals: dict[str, Proposal]
    known: int = 0
    rejected: int = 0
    undated: int = 0
    """Events left out because neither the text nor the page gives a day."""


@dataclass
class _Proposer:
    case: Case
    folder: Path
    pages: Sequence[Page]
    sensitivity: Sensitivity
    rejected: frozenset[tuple[str, str]]
    left_out: dict[str, int] = field(default_factory=lambda: {"known": 0, "rejected": 0, "undated": 0})

    def __post_init__(self) -> None:
        self.keys = {id(page): f"page{number}" for number, page in enumerate(self.pages, 1)}
        self.about = {self.keys[id(page)]: _about(page, self.case, self.folder) for page in self.pages}

    def cited(self, page: Page, it: Statement | CodedEvent, by: str | None, told: int, issue: str = "") -> Cited | None:
        """A quote with its span; None where the span does not hold it, whatever coder gave it."""
        if not it.text.strip() or page.coding.article.text[it.start : it.end] != it.text:
            return None
        key = self.keys[id(page)]
        source = self.case.sources.get(self.about[key].source or "")
        reliability, credibility = parted(source.grade if source is not None else None)
        return Cited(
            page=key, quote=it.text, span=(it.start, it.end), by=by,
            toward=it.toward.get(issue) if isinstance(it, Statement) else None,
            reliability=reliability, credibility=min(credibility, 2) if told > 1 else credibility,
            sensitivity=self.sensitivity,
        )  # fmt: skip

    def fresh(self, subject: str, held: Sequence[str], quotes: list[Cited]) -> list[Cited]:
        """The quotes that were neither rejected for this before nor stand behind or against it already."""
        found, seen = [], set()
        for it in quotes:
            words = folded(it.quote)
            source = self.about[it.page].source
            if (subject, words) in self.rejected:
                self.left_out["rejected"] += 1
            elif source is not None and any(self._same(key, source, words) for key in held):
                self.left_out["known"] += 1
            elif (it.page, words) not in seen:
                seen.add((it.page, words))
                found.append(it)
        return found

    def _same(self, key: str, source: str, words: str) -> bool:
        """True where a piece of evidence is of the same source and its words hold these or stand within them."""
        it = self.case.evidence.get(key)
        if it is None or it.source != source or not it.quote:
            return False
        quote = folded(it.quote)
        return quote == words or (len(quote.split()) >= FEWEST_SHARED and quote in words) or (
            len(words.split()) >= FEWEST_SHARED and words in quote
        )  # fmt: skip

    def _acts_of(self, party: str) -> tuple[str, ...]:
        """The evidence of all facts and events of a party that the case has."""
        acts = [it for it in self.case.facts.values() if it.by == party]
        done = [it for it in self.case.events.values() if it.from_ == party]
        return tuple(key for it in (*acts, *done) for key in it.evidence)

    # -- positions

    def positions(self) -> Iterator[Proposal]:
        groups: dict[tuple[str, str], list[StatementReport]] = {}
        for report in reported_statements(self.pages):
            for issue in report.statement.issues:
                speaker = report.statement.speaker
                if speaker is not None and speaker in self.case.parties and issue in self.case.issues:
                    groups.setdefault((speaker, issue), []).append(report)
        for (party, issue), reports in groups.items():
            yield from self._position(party, issue, reports)

    def _position(self, party: str, issue: str, reports: list[StatementReport]) -> Iterator[Proposal]:
        held = self.case.positions.get(party, {}).get(issue)
        if held is None:
            yield from self._stance(party, issue, reports, "new", "")
            return
        it, number = self.case.issues[issue], held.stated or held.position
        sides: dict[str, list[StatementReport]] = {"supports": [], "against": [], "unclear": []}
        for report in reports:
            alone = suggested_position(issue, it, [report.statement]).value
            agrees = alone is not None and overlaps(alone, number.low, number.high)
            sides["unclear" if alone is None else "supports" if agrees else "against"].append(report)
        now = f"The case has {'stated' if held.stated else 'position'} {number}. "
        yield from self._stance(party, issue, sides["supports"], "supports", now)
        yield from self._stance(party, issue, sides["against"], "against", now)
        yield from self._stance(party, issue, sides["unclear"], "supports", now + "Accept it only if you read it so. ")

    def _stance(
        self, party: str, issue: str, reports: list[StatementReport], does: Kind, now: str
    ) -> Iterator[Proposal]:
        held = self.case.positions.get(party, {}).get(issue)
        keys = (*held.evidence, *held.against) if held is not None else ()
        subject = f"positions.{party}.{issue}"
        cited = []
        for report in reports:
            told = publishers(report.places)
            cited += [one for place in report.places if (one := self.cited(*place, party, told, issue)) is not None]
        quotes = self.fresh(subject, keys, cited)
        if not quotes:
            return
        words = {folded(it.quote) for it in quotes}
        suggestion = suggested_position(
            issue, self.case.issues[issue], [it.statement for it in reports if folded(it.statement.text) in words]
        )
        yield Proposal(
            field=f"{subject}.position", does=does, quotes=tuple(quotes),
            value=suggestion.value if does == "new" else None,
            suggests=suggestion.value if does != "new" else None, why=now + suggestion.reasoning,
        )  # fmt: skip

    # -- events and facts

    def events(self) -> Iterator[Proposal]:
        for report in reported_events(self.pages):
            it = report.event
            actors = [party for party in it.actors if party in self.case.parties]
            recipients = [party for party in it.recipients if party in self.case.parties]
            if it.modality not in ("actual", "historical"):
                continue
            if recipients:
                for actor in actors:
                    yield from filter(None, (self._event(report, actor, to) for to in recipients if to != actor))
            elif it.quad in MATERIAL:
                yield from filter(None, (self._fact(report, actor) for actor in actors))

    def _quotes(self, report: EventReport, subject: str, held: Sequence[str]) -> list[Cited]:
        told = publishers(report.places)
        cited = [one for place in report.places if (one := self.cited(*place, None, told)) is not None]
        return self.fresh(subject, held, cited)

    def _event(self, report: EventReport, actor: str, other: str) -> Proposal | None:
        it, day, dated = report.event, *_day(report)
        if day is None:
            self.left_out["undated"] += 1
            return None
        kind = "cooperative" if it.quad in COOPERATIVE else "conflictual"
        same = next(
            (key for key, one in self.case.events.items()
             if (one.from_, one.to, one.date.isoformat(), one.kind) == (actor, other, day, kind)), None
        )  # fmt: skip
        subject = f"events.{same}" if same else f"events.{actor}.{other}"
        quotes = self._quotes(report, subject, self._acts_of(actor))
        if not quotes:
            return None
        code = it.type + (f"/{it.mode}" if it.mode else "")
        read = in_words(it.type, it.mode)
        why = f"Read as: {read}, {it.intensity:g} on a scale from -10 to 10; {dated}; {_told(report)}. An event moves trust."
        if same:
            return Proposal(
                field=f"events.{same}", does="supports", quotes=tuple(quotes), why=f"The case has it. {why}"
            )
        value = {
            "date": day, "from": actor, "to": other, "kind": kind, "intensity": _tidy(min(100.0, abs(it.intensity) * 10)),
            "what": _short(it.text), "code": code,
        }  # fmt: skip
        name = _free(f"{actor}_{other}_{it.type.lower()}_{day}", self.case.events)
        return Proposal(field=f"events.{name}", does="new", value=value, quotes=tuple(quotes), why=why)

    def _fact(self, report: EventReport, actor: str) -> Proposal | None:
        it, day, dated = report.event, *_day(report)
        quotes = self._quotes(report, f"facts.{actor}", self._acts_of(actor)) if day is not None else []
        if not quotes or day is None:
            return None
        name = _free(f"{actor}_{it.type.lower()}_{day}", self.case.facts)
        read = in_words(it.type, it.mode)
        why = f"Read as: {read}; {dated}; {_told(report)}. What it changes is yours to add."
        value = {"date": day, "by": actor, "what": _short(it.text)}
        return Proposal(field=f"facts.{name}", does="new", value=value, quotes=tuple(quotes), why=why)


def proposals_from(
    pages: Sequence[Page],
    case: Case,
    folder: Path,
    sensitivity: Sensitivity = "public",
    rejected: frozenset[tuple[str, str]] = frozenset(),
) -> Proposed:
    """Proposed edits of a case from coded pages; nothing is written.

    ``folder`` is that of the case, in which its source files are looked for. A statement of a party about an issue
    becomes a proposed position where the case has none, else evidence for or against the one it has. What one party
    did to another becomes an event, what it did on the ground without a named recipient a fact. Only acts that
    happened count; plans, conditions and denials do not. Credibility starts as 2 (probably true) where two publishers
    tell it, else as the source's own grade, else as 6.
    """
    proposer = _Proposer(case, folder, pages, sensitivity, rejected)
    made: dict[str, Proposal] = {}
    for it in (*proposer.positions(), *proposer.events()):
        taken = {other.field for other in made.values() if other.does == "new"}
        made.setdefault(proposal_id(it.subject, it.quotes), _apart(it, taken))
    used = {one.page for it in made.values() for one in it.quotes}
    about = {key: it for key, it in proposer.about.items() if key in used}
    return Proposed(about, made, **proposer.left_out)


def _apart(it: Proposal, taken: set[str]) -> Proposal:
    """The proposal under a name of its own where another new one has taken it."""
    if it.does != "new" or it.field not in taken or it.loc[0] == "positions":
        return it
    return it.model_copy(update={"field": _free(it.field, taken)})


def _about(page: Page, case: Case, folder: Path) -> PageInfo:
    article = page.coding.article
    return PageInfo(
        file=os.path.abspath(page.path) if page.path is not None else page.name,
        title=article.title or "", publisher=article.publisher or "", date=article.date,
        source=_source_of(page, case, folder),
    )  # fmt: skip


def _source_of(page: Page, case: Case, folder: Path) -> str | None:
    """The case's source that a page is: the same file, or else the same title."""
    path = page.path.resolve() if page.path is not None else None
    for key, source in case.sources.items():
        if path is not None and source_file(folder, source.file) == path:
            return key
    title = folded(page.coding.article.title or "")
    return next((key for key, source in case.sources.items() if title and folded(source.title) == title), None)


def _day(report: EventReport) -> tuple[str | None, str]:
    if report.event.date is not None:
        return report.event.date.isoformat(), "the text gives its day"
    days = [page.coding.article.date for page, _ in report.places if page.coding.article.date is not None]
    return (min(days).isoformat(), "the day is that of the page, the text gives none") if days else (None, "")


def _told(report: EventReport) -> str:
    number = publishers(report.places)
    return "told by one publisher" if number == 1 else f"told by {number} publishers"


def _free(name: str, taken: Container[str]) -> str:
    wanted, number = name[:56].rstrip("_ "), 2
    name = wanted
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else flat[:157].rsplit(" ", 1)[0] + " ..."


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value
