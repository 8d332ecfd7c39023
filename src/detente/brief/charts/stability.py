"""Pictures of the graph model: options and what lasts, who moves where, and what can come of today's state.

Grey and one dark tone; shape and line carry the meaning, so that the pictures read the same on a black and white print.
"""

from __future__ import annotations

from math import cos, hypot, pi, sin

from detente.brief.charts.canvas import Canvas
from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import FONT, GRID, INK, TONE, WIDTH
from detente.case.model import Case
from detente.engines.stability.asked import Asked
from detente.results.stability import Stability
from detente.results.stability.analysis import Evolution, Move, Way

ROW = 17
LABEL = 236  # width of the names of options
MOST_COLUMNS = 10
MOST_NODES = 16
MOST_WAYS = 4
CONCEPTS = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ"}
SHORT = 38


def columns_shown(found: Stability) -> tuple[int, ...]:
    """The states a picture shows: today's, then those that are equilibria under most concepts, in the order of the states."""
    votes = {state.id: sum(state.id in it for it in found.equilibria.values()) for state in found.states}
    order = [state.id for state in found.states]
    best = sorted((it for it in order if votes[it]), key=lambda it: (-votes[it], order.index(it)))
    first = [] if found.status_quo is None else [found.status_quo]
    kept = set(list(dict.fromkeys([*first, *best]))[:MOST_COLUMNS])
    return tuple(it for it in order if it in kept)


def options_chart(case: Case, found: Stability) -> str:
    """SVG of a table: options by party, a filled circle where an option is taken; below, a square where a state is an equilibrium."""
    shown = columns_shown(found)
    states = {state.id: state for state in found.states}
    owners = [" or ".join(case.party_name(it) for it in option.parties) for option in found.options]
    rows = len(found.options) + len(set(owners)) + len(CONCEPTS) + 2
    canvas = Canvas(height=ROW * rows + 8)
    step = min(46.0, (WIDTH - LABEL) / max(1, len(shown)))
    across = {state: LABEL + step * (place + 0.5) for place, state in enumerate(shown)}
    down = ROW / 2
    canvas.text(0, down, "state", size=10)
    for state, x in across.items():
        canvas.text(x, down, f"{state}", align="center", size=10, bold=state == found.status_quo)
        if state == found.status_quo:
            canvas.box(x - step / 2, 0, x + step / 2, ROW * rows + 8, fill="#eef1f4")
            canvas.text(x, down + ROW, "today", align="center", size=9)
    down += ROW
    before = ""
    for option, owner in zip(found.options, owners, strict=True):
        if owner != before:
            down += ROW
            canvas.text(0, down, _short(owner), size=10.5, bold=True)
            before = owner
        down += ROW
        canvas.text(10, down, _short(option.name), size=10.5)
        canvas.line(0, down + ROW / 2, WIDTH, down + ROW / 2, color=GRID, width=0.5)
        for state, x in across.items():
            taken = states[state].options.get(option.id)
            if taken is None:
                canvas.text(x, down, "any", align="center", size=9)
            else:
                canvas.shape(
                    x, down, "circle", size=48, fill=TONE if taken else "white", stroke=TONE if taken else "#a9b0b8"
                )
    for concept, name in CONCEPTS.items():
        down += ROW
        canvas.text(0, down, f"lasts under {name}", size=10.5)
        for state, x in across.items():
            if state in found.equilibria.get(concept, ()):
                canvas.shape(x, down, "square", size=62, fill=TONE, stroke=TONE)
    return _svg(canvas)


def options_in_words(found: Stability) -> str:
    """The table in words."""
    states = {state.id: state for state in found.states}
    told = []
    for state in columns_shown(found):
        held = [name for concept, name in CONCEPTS.items() if state in found.equilibria.get(concept, ())]
        today = " (today)" if state == found.status_quo else ""
        told.append(
            f"state {state}{today}: {states[state].name}; {'lasts under ' + ', '.join(held) if held else 'does not last'}"
        )
    return f"States and what is taken in them. {'. '.join(told)}."


def moves_chart(case: Case) -> str | None:
    """SVG of the graph of moves: who leads from where to where, improvements solid; None where there are too many states to draw."""
    asked = Asked(case)
    count = asked.graph.states
    if count > MOST_NODES:
        return None
    canvas = Canvas(height=WIDTH * 0.72)
    middle, radius = (WIDTH / 2, WIDTH * 0.34), WIDTH * 0.29
    places = {
        state: (
            middle[0] + 1.35 * radius * sin(2 * pi * state / count),
            middle[1] - radius * cos(2 * pi * state / count),
        )
        for state in range(count)
    }
    for party in asked.graph.parties:
        for state in range(count):
            better = set(asked.graph.improvements.of(party, state).tolist())
            for to in asked.graph.moves.of(party, state).tolist():
                _arrow(canvas, places[state], places[to], str(party + 1), solid=to in better)
    lasting = set(asked.analysis.equilibria["seq"].tolist())
    for state, (x, y) in places.items():
        _node(canvas, x, y, str(asked.number(state)), dark=state in lasting)
    names = "; ".join(f"{place} {case.party_name(party)}" for place, party in enumerate(asked.game.parties, 1))
    canvas.text(0, WIDTH * 0.72 - 8, names, size=10)
    return _svg(canvas)


def moves_in_words(case: Case) -> str:
    """The graph of moves in words: the improvements."""
    asked = Asked(case)
    told = []
    for party in asked.graph.parties:
        pairs = [
            f"{asked.number(state)} to {asked.number(to)}"
            for state in range(asked.graph.states)
            for to in asked.graph.improvements.of(party, state).tolist()
        ]
        told.append(f"{asked.words.party(party)}: {', '.join(pairs) if pairs else 'none'}")
    return f"Improvements of each party, from state to state. {'. '.join(told)}."


def evolution_chart(case: Case, found: Evolution) -> str | None:
    """SVG of a path to each of some equilibria, step by step from today: solid where the mover gains by the step."""
    asked = Asked(case)
    ways = ways_shown(found)
    if not ways:
        return None
    longest = max(len(_path(way)) for way in ways)
    step = (WIDTH - 60) / max(1, longest)
    height = 62.0
    canvas = Canvas(height=height * len(ways) + 10)
    for row, way in enumerate(ways):
        y, here = height * (row + 0.55), asked.game.position(found.start)
        x = 24.0
        for move in _path(way):
            party, to = asked.game.parties.index(move.party), asked.game.position(move.to)
            gains = bool(asked.graph.preferred(party, here)[to])
            _arrow(canvas, (x, y), (x + step, y), "", solid=gains)
            canvas.text(x + step / 2, y - 9, _fitting(case.party_name(move.party), step - 34), align="center", size=9.5)
            _node(canvas, x, y, str(asked.number(here)), dark=False)
            here, x = to, x + step
        _node(canvas, x, y, str(asked.number(here)), dark=True)
    return _svg(canvas)


def ways_shown(found: Evolution) -> tuple[Way, ...]:
    """The ways a picture shows: to states that last under sequential stability."""
    return tuple(way for way in found.equilibria if "seq" in way.equilibrium and way.by_moves)[:MOST_WAYS]


def evolution_in_words(found: Evolution) -> str:
    """The paths in words."""
    return " ".join(way.sentence for way in ways_shown(found))


def _path(way: Way) -> tuple[Move, ...]:
    return way.by_improvements or way.by_moves or ()


def _node(canvas: Canvas, x: float, y: float, text: str, *, dark: bool) -> None:
    canvas.shape(x, y, "circle", size=620, fill=TONE if dark else "white", stroke=TONE)
    canvas.text(x, y, text, align="center", size=10, bold=True, color="white" if dark else INK)


def _arrow(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], label: str, *, solid: bool) -> None:
    """A line from one node to another with a head at its end; a little to the right, so that both ways can be seen."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    x, y = across / length, down / length
    side = 3.5
    begin = (start[0] + 15 * x - side * y, start[1] + 15 * y + side * x)
    tip = (end[0] - 16 * x - side * y, end[1] - 16 * y + side * x)
    canvas.line(
        *begin, *tip, color=INK if solid else "#8a8f98", width=1.3 if solid else 0.8, dash=() if solid else (3, 3)
    )
    head = f"M{x:.3f},{y:.3f}L{-x - 0.7 * y:.3f},{-y + 0.7 * x:.3f}L{-x + 0.7 * y:.3f},{-y - 0.7 * x:.3f}Z"  # fmt: skip
    canvas.shape(*tip, head, size=26, fill=INK if solid else "#8a8f98", stroke=INK if solid else "#8a8f98", width=0.5)
    if label:
        canvas.text(begin[0] + 0.3 * (tip[0] - begin[0]) - 5 * y, begin[1] + 0.3 * (tip[1] - begin[1]) + 5 * x, label,
                    align="center", size=8, bold=solid)  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _fitting(text: str, width: float) -> str:
    most = max(4, int(width / 5.0))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _svg(canvas: Canvas) -> str:
    return svg_of(canvas.chart().configure(font=FONT, background="white").configure_view(stroke=None))
