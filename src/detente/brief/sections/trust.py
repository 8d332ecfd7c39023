"""Trust: what mistrust costs, the walls, the camps with their tensions, who could guarantee."""

from __future__ import annotations

from collections.abc import Iterable

from detente.brief.charts.trust import walls_chart, walls_in_words
from detente.brief.contents import Bullets, Figure, Section, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.engines.trust.wording import excluded_of, guarantee_sentence, reconciliation_sentence, told_reconciliations
from detente.results.trust import Assurance, Trust

CAPTION = "Walls of mistrust: mean trust of the parties of one layer in those of another. Darker means less trust."
ABOUT = (
    "Trust runs from 0 to 1: the chance, as one party sees it, that another keeps its next promise. It is taken from the "
    "relations of the case and from coded events, by the Beta reputation (Jøsang and Ismail 2002). To keep a peace first a party needs "
    "trust of harm / (peace worth - gain of a breach + harm), after Kydd (2000); a breach gains what taking a tenth of the other's capability wins at the table. In brackets stands "
    "the middle 80\u00a0% of draws."
)
MOST = 2


def trust(case: Case, found: Trust, evidence: Evidence) -> Section:
    """Half a page: the walls in words and as a picture, what mistrust costs, what could be done, the camps."""
    blocks: list[Text | Bullets | Figure] = [Text(_spaced(found.sentence), style="lead")]
    if any(it.trust is not None for it in found.walls):
        blocks.append(Figure(walls_chart(found), walls_in_words(found), CAPTION))
    short = [
        it
        for it in found.assurance
        if it.fights and it.enough is False and not {it.truster, it.trusted} & excluded_of(case)
    ]
    if short:
        blocks.append(Text("", strong="What mistrust costs:"))
        blocks.append(Bullets(tuple(_short(found, it, evidence) for it in short[:MOST])))
    could = [it for it in found.guarantors if not {it.one, it.other} & excluded_of(case)]
    done = [*_measures(found), *(guarantee_sentence(case, it) for it in could[:MOST])]
    if done:
        blocks += [Text("", strong="What could be done:"), Bullets(tuple(Text(_spaced(text)) for text in done))]
    tense = [reconciliation_sentence(case, it) for it in told_reconciliations(case, found.network.reconciliations)[:1]]
    blocks.append(Text("", strong="Camps and tensions:"))
    blocks.append(Bullets(tuple(Text(_spaced(text)) for text in (*found.network.sentences, *tense))))
    blocks.append(Text(ABOUT, style="small"))
    blocks += [Text(note, style="small") for note in found.notes]
    return Section("trust", "Trust", tuple(blocks))


def _short(found: Trust, it: Assurance, evidence: Evidence) -> Text:
    pair = (it.truster, it.trusted)
    held: Iterable[str] = next((one.evidence for one in found.opinions if (one.truster, one.trusted) == pair), ())
    return Text(_spaced(it.sentence), notes=evidence.notes(held))


def _measures(found: Trust) -> list[str]:
    return [text for text in found.sentences if text.startswith(("Most trust", "No single measure", "No measure"))]


def _spaced(text: str) -> str:
    return text.replace(" %", "\u00a0%")
