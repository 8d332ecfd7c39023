"""The case in a page: facts, measures, the ceasefire, its exclusions, where the fire goes, and what mistrust costs."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Cell, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.engines.ceasefire.words import share_of_draws, share_words
from detente.engines.leverage.measure_words import what_matters
from detente.results.ceasefire import Ceasefire, DesignAnswer
from detente.results.leverage import Leverage
from detente.results.trust import Trust

MOST_FACTS = 3
ABOUT = (
    "Each sentence follows from the numbers of the case and is worked out in the sections below, with its assumptions; in brackets stands the "
    "middle 80\u00a0% of draws, for shares of draws their 95\u00a0% interval. None of it is a forecast of what anyone will do."
)


def story(
    case: Case, levers: Leverage | None, ceasefires: Ceasefire | None, trust: Trust | None, evidence: Evidence
) -> Section | None:
    """The page; None where the case has neither facts, measures nor a ceasefire design."""
    if levers is None and ceasefires is None:
        return None
    blocks: list[Text | Table | Bullets] = []
    if levers is not None:
        blocks += _listed("What the facts on the ground did", _facts(case, levers, evidence))
        blocks += _listed("What measures would do", (Text(text) for text in what_matters(levers.measures)))
    if ceasefires is not None and ceasefires.designs:
        blocks += _ceasefire(case, ceasefires, evidence)
    if trust is not None:
        blocks += _listed("What mistrust costs", _mistrust(ceasefires, trust))
    blocks.append(Text(ABOUT, style="small"))
    return Section("story", "The case in a page", tuple(_spaced(block) for block in blocks))


def _facts(case: Case, levers: Leverage, evidence: Evidence) -> Iterator[Text]:
    for name, it in list(levers.facts.items())[:MOST_FACTS]:
        yield Text(it.sentence, notes=evidence.notes(case.facts[name].evidence))


def _ceasefire(case: Case, found: Ceasefire, evidence: Evidence) -> Iterator[Text | Table | Bullets]:
    designs = tuple(found.designs.values())
    yield Text("", strong="Whether a ceasefire would hold:")
    yield Table(
        "holding",
        ("Design", "Violence prohibited", "Holds by the model", "First to fail, or closest to it"),
        tuple(_holds(case, it, evidence) for it in designs),
        numeric=False,
    )
    yield from _listed("Who gains from the exclusions", _exclusions(designs, evidence))
    yield from _listed("Where the fire goes", _fire(designs, evidence))


def _holds(case: Case, it: DesignAnswer, evidence: Evidence) -> tuple[Cell, ...]:
    kept, total = it.holding, it.accounting.total
    verdict = "not judged"
    if kept.share is not None:
        verdict = f"{'yes' if kept.holds else 'no'}: in {share_of_draws(kept.share)} of draws ({kept.verdict})"
    pair = " toward ".join(case.party_name(party) for party in kept.binding) if kept.binding else "–"
    stopped = share_words(total.stopped) if total is not None else "not known"
    return Cell(it.name, notes=evidence.notes(it.evidence)), Cell(stopped), Cell(verdict), Cell(pair)


def _exclusions(designs: tuple[DesignAnswer, ...], evidence: Evidence) -> Iterator[Text]:
    """For every group that a design leaves out, who gains and loses by it in the first design that does."""
    told: set[str] = set()
    for it in designs:
        for carved in it.carve_out:
            if carved.group not in told:
                told.add(carved.group)
                keys = {key for row in carved.rows for key in row.evidence}
                yield Text(carved.sentence, notes=evidence.notes(keys), strong=f"{it.name}: ")


def _fire(designs: tuple[DesignAnswer, ...], evidence: Evidence) -> Iterator[Text]:
    """Where freed effort goes in the first design that frees any, and who would carry it."""
    for it in designs:
        if it.realignment is not None and it.realignment.sentences:
            keys = {key for one in it.realignment.against for key in one.evidence}
            for sentence in it.realignment.sentences[:2]:
                yield Text(sentence, notes=evidence.notes(keys))
            return


def _mistrust(found: Ceasefire | None, trust: Trust) -> Iterator[Text]:
    yield Text(trust.sentence)
    for sentence in trust.sentences[:1]:
        yield Text(sentence)
    for it in found.designs.values() if found is not None else ():
        if it.mistrust is not None and it.holding.holds is False:
            yield Text(it.mistrust.sentence, strong=f"{it.name}: ")


def _listed(title: str, items: Iterator[Text]) -> Iterator[Text | Bullets]:
    found = tuple(items)
    if found:
        yield Text("", strong=f"{title}:")
        yield Bullets(found)


def _spaced(block: Text | Table | Bullets) -> Text | Table | Bullets:
    """Figures stay with their per cent signs at the end of a line."""
    if isinstance(block, Bullets):
        return Bullets(tuple(_unbroken(item) for item in block.items))
    return _unbroken(block) if isinstance(block, Text) else block


def _unbroken(text: Text) -> Text:
    return Text(text.text.replace(" %", "\u00a0%"), text.notes, text.style, text.strong)
