"""The pictures of the graph model as files."""

from __future__ import annotations

from detente.brief.charts import stability as charts
from detente.brief.charts.deals.files import Pictures
from detente.brief.contents import Figure
from detente.case.model import Case
from detente.engines.stability.stability import stability
from detente.engines.stability.status_quo import evolving


def stability_pictures(case: Case) -> Pictures:
    """The table of options, the graph of moves and the ways from the status quo, as far as the case has them, and why others are missing."""
    found = stability(case)
    figures: dict[str, Figure] = {}
    notes = []
    if found.options and charts.columns_shown(found):
        figures["options"] = Figure(charts.options_chart(case, found), charts.options_in_words(found), "")
    else:
        notes.append("No table of options: the conflict is given by states, or none lasts and it has no status quo.")
    moves = charts.moves_chart(case)
    if moves is not None:
        figures["moves"] = Figure(moves, charts.moves_in_words(case), "")
    else:
        notes.append(
            f"No graph of moves: it is drawn up to {charts.MOST_NODES} states, and here are {found.feasible:,}."
        )
    evolution = evolving(case) if found.status_quo is not None else None
    drawn = charts.evolution_chart(case, evolution) if evolution is not None else None
    if evolution is not None and drawn is not None:
        figures["evolution"] = Figure(drawn, charts.evolution_in_words(evolution), "")
    else:
        notes.append("No ways from the status quo: there is none, or no state that lasts (SEQ) is reached from it.")
    return Pictures(figures, tuple(notes))
