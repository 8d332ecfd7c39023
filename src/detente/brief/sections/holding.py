"""Whether a ceasefire design holds: the verdict, the pair that fails first, what would make it hold, and the lull."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.charts.holding import CAPTION, closest, holding_chart, holding_words
from detente.brief.contents import Block, Bullets, Figure, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.results.ceasefire import DesignAnswer, Holding, Remedy

MOST_REMEDIES = 5


def holding(case: Case, it: DesignAnswer, evidence: Evidence) -> Iterator[Block]:
    """The blocks of a design's section that say whether it holds; a sentence where the model is switched off."""
    kept = it.holding
    yield Text(f" {_spaced(kept.sentence)}", strong="Does it hold?")
    if kept.model == "off":
        return
    binding = next((pair for pair in kept.pairs if (pair.attacker, pair.target) == kept.binding), None)
    if binding is not None and kept.holds is False:
        yield Text(_spaced(binding.sentence), notes=evidence.notes(binding.evidence))
    if closest(kept):
        yield Figure(holding_chart(case, kept), holding_words(case, kept), CAPTION)
    helping = tuple(_helping(kept))
    if helping:
        yield Text("", strong="What would make it hold, one change at a time:")
        yield Bullets(tuple(Text(_spaced(one.sentence)) for one in helping[:MOST_REMEDIES]))
    if it.mistrust is not None:
        yield Text(_spaced(it.mistrust.sentence))
    if it.lull is not None:
        yield Text(_spaced(it.lull.sentence))


def _helping(kept: Holding) -> Iterator[Remedy]:
    """Remedies for all pairs at once, those first that are enough in most draws."""
    whole = [one for one in kept.remedies if one.pair is None]
    yield from sorted(whole, key=lambda one: -(one.enough or 0.0))


def _spaced(text: str) -> str:
    return text.replace(" %", "\u00a0%")
