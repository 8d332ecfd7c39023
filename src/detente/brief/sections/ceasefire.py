"""Ceasefire: what each design would stop, who is protected, whom its exclusions help, and where the freed effort goes."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.charts.ceasefire import (
    carve_out_chart,
    carve_out_words,
    force_chart,
    force_words,
    violence_chart,
    violence_words,
)
from detente.brief.contents import WHOLE_ROWS, Block, Bullets, Cell, Figure, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.brief.sections.holding import holding
from detente.case.model import Case
from detente.engines.ceasefire.words import share_words
from detente.results.ceasefire import Accounting, Ceasefire, ChecklistLine, DesignAnswer

QUALITY = {None: "-", 0: "absent", 1: "vague", 2: "workable", 3: "precise"}
VIOLENCE = "Each bar is as long as the party's share of all attacks today; the figures are per cent of all."
CARVE_OUT = (
    "Dark bars to the right: gains by the exclusion; white bars to the left: losses. Grey lines: the middle 80\u00a0% of draws. "
    "Points of different parties cannot be compared."
)
FORCE = "Right of the broken line more effort is turned on the group than it has itself."


def sections(case: Case, found: Ceasefire, evidence: Evidence) -> Iterator[Section]:
    """The designs side by side, then each one on its own."""
    designs = list(found.designs.values())
    yield Section("ceasefire", "Ceasefire", tuple(_overview(case, found, designs)))
    for name, it in found.designs.items():
        yield Section(f"ceasefire-{name}", it.name, tuple(_design(case, it, evidence)), depth=1)


def _overview(case: Case, found: Ceasefire, designs: list[DesignAnswer]) -> Iterator[Block]:
    yield Text(found.sentence)
    columns = ("", *(it.name for it in designs))
    rows = [
        (Cell("Kind of agreement"), *(Cell(it.checklist.agreement_class) for it in designs)),
        (Cell("Workable clauses"), *(Cell(f"{it.checklist.workable} of {it.checklist.applicable}") for it in designs)),
    ]
    for title, field in (
        ("Prohibited", "stopped"),
        ("Permitted", "permitted"),
        ("Ambiguous", "ambiguous"),
        ("Outside", "outside"),
    ):
        rows.append((Cell(f"{title}, of all attacks today"), *(Cell(_share(it.accounting, field)) for it in designs)))
    yield Table("ceasefires", columns, tuple(rows), numeric=False)
    clauses = list(zip(*(it.checklist.lines for it in designs), strict=True))
    settled = [lines for lines in clauses if any(line.quality for line in lines)][:WHOLE_ROWS]
    if settled:
        rows = [tuple(_clauses(lines)) for lines in settled]
        yield Table("ceasefire-clauses", ("Clause", *(it.name for it in designs)), tuple(rows), numeric=False)
    absent = sum(not any(line.quality for line in lines) for lines in clauses)
    yield Text(f"{absent} of the {len(clauses)} clauses of the checklist are absent from every design.", style="small")
    drawn = f" In brackets: the middle 80\u00a0% of {found.run.draws} draws." if found.run.draws else ""
    yield Text(" ".join(found.assumptions) + drawn, style="small")


def _share(it: Accounting, field: str) -> str:
    return share_words(getattr(it.total, field)) if it.total is not None else "not known"


def _clauses(lines: tuple[ChecklistLine, ...]) -> Iterator[Cell]:
    yield Cell(lines[0].title)
    for line in lines:
        yield Cell(QUALITY[line.quality], line.text)


def _design(case: Case, it: DesignAnswer, evidence: Evidence) -> Iterator[Block]:
    if it.text:
        yield Text(it.text, notes=evidence.notes(it.evidence), style="lead")
    for means, sentence in it.protection.items():
        stated = means == it.excluded_means
        strong = "As the case reads it:" if stated else "Read the other way:"
        yield Text(f" {sentence}", strong=strong if len(it.protection) > 1 else "")
    counted = it.accounting
    fighting = evidence.notes({key for engaged in counted.engagements for key in engaged.evidence})
    yield Text(counted.sentence, notes=fighting)
    if counted.total is not None:
        yield Figure(violence_chart(case, counted), violence_words(case, counted), VIOLENCE)
    yield Text(it.checklist.sentence)
    yield from holding(case, it, evidence)
    for carved in it.carve_out:
        yield Text(carved.sentence, notes=evidence.notes({key for row in carved.rows for key in row.evidence}))
        if any(row.total.best < 0 for row in carved.rows):  # where all gain, the sentence says it
            yield Figure(carve_out_chart(case, carved), carve_out_words(case, carved), CARVE_OUT)
    if len(it.readings) > 1:
        yield Text("", strong="The same text with other lists of excluded groups:")
        yield Bullets(tuple(Text(rival.sentence) for rival in it.readings))
    if it.realignment is not None:
        keys = {key for one in it.realignment.against for key in one.evidence}
        for place, sentence in enumerate(it.realignment.sentences):
            yield Text(sentence, notes=evidence.notes(keys) if place == 0 else ())
        if any(one.ratio is not None for one in it.realignment.against):
            yield Figure(force_chart(case, it.realignment), force_words(case, it.realignment), FORCE)
    for note in it.notes:
        yield Text(note, style="small")
