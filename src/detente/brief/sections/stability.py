"""Stability: which situations can last, why today's does or does not, and what can come of it."""

from __future__ import annotations

from detente.brief.charts import stability as charts
from detente.brief.contents import Bullets, Figure, Section, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.results.stability.analysis import Lasting, Why

ABOUT = (
    "By the graph model for conflict resolution (Kilgour, Hipel and Fang 1987). Nash: no party gains by moving alone. SEQ (sequential stability): "
    "who gains by a move would be answered, by moves that those who answer prefer, so that it does not pay. A state's number names it, nothing "
    "more. Preferences are judgements of the case; the order of a party's statements is its order of importance."
)
TABLE = "Choices, and the situations that last. A filled circle is a choice taken, a square a concept under which the state lasts."
MOVES = "Who can move where, by the number of the party: solid where it gains by the move, dashed where it does not. Dark states last (SEQ)."
PATHS = (
    "From today's state to states that last (SEQ): a solid step is one by which the mover gains, a dashed one is not."
)


def stability(case: Case, lasting: Lasting, evidence: Evidence) -> Section:
    """The answer in words, the table of choices, why today's state and others last or not, and the ways from today."""
    found = lasting.found
    blocks: list[Text | Bullets | Figure] = [Text(found.sentence, style="lead")]
    if found.options and charts.columns_shown(found):
        blocks.append(Figure(charts.options_chart(case, found), charts.options_in_words(found), TABLE))
    for why in lasting.whys:
        blocks.append(Text(why.sentence, strong="Today: " if why.state == found.status_quo else ""))
        reasons = _reasons(case, why, evidence)
        if reasons:
            blocks.append(Bullets(reasons))
    if lasting.evolution is not None:
        blocks.append(Text(" ".join(lasting.evolution.sentences), strong="What can come of today's state: "))
        drawn = charts.evolution_chart(case, lasting.evolution)
        if drawn is not None:
            blocks.append(Figure(drawn, charts.evolution_in_words(lasting.evolution), PATHS))
    moves = charts.moves_chart(case)
    if moves is not None:
        blocks.append(Figure(moves, charts.moves_in_words(case), MOVES))
    if lasting.together is not None and lasting.together.sentences:
        blocks.append(Text(lasting.together.sentences[0], strong="Together: "))
    blocks.append(Text(ABOUT, style="small"))
    blocks += [Text(note, style="small") for note in found.notes]
    return Section("stability", "Stability", tuple(blocks))


def _reasons(case: Case, why: Why, evidence: Evidence) -> tuple[Text, ...]:
    """Who would leave, and who is held back by what; parties that gain by nothing are named together."""
    told, content = [], []
    for it in why.verdicts:
        preferences = case.conflict.preferences.get(it.party)
        notes = evidence.notes(preferences.evidence if preferences is not None else ())
        if it.stable and not it.sanctions:
            content.append(case.party_name(it.party))
            continue
        told += [Text(sentence, notes=notes if place == 0 else ()) for place, sentence in enumerate(it.sentences)]
    if content:
        names = ", ".join(content)
        told.append(Text(f"Nothing that these can do alone leaves them better off: {names}."))
    return tuple(told)
