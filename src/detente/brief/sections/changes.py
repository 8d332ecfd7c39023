"""What would change the answer: the uncertain numbers that move it most, and whose presence does."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Section, Text
from detente.case.model import Case
from detente.case.number_names import number_name
from detente.engines.forecast.sentences import shown
from detente.results.forecast import Forecast

MOST = 8


def changes(case: Case, forecast: Forecast) -> Section:
    """The widest swings over all issues, measured against each issue's scale."""
    ranked = sorted(
        (
            (swing.width / (case.issues[issue].high - case.issues[issue].low), it.name, swing)
            for issue, it in forecast.issues.items()
            for swing in it.swings
        ),
        key=lambda item: (-item[0], item[1], item[2].number),
    )
    lines = tuple(
        Text(
            f" between {shown(swing.low)} and {shown(swing.high)}, the {number_name(case, swing.number)} moves the answer "
            f"from {shown(swing.outcome_at_low)} to {shown(swing.outcome_at_high)}",
            strong=f"{name}:",
        )
        for width, name, swing in ranked[:MOST]
        if width > 0
    )
    if not lines:
        return Section("changes", "What would change the answer", (Text("No number of this case is uncertain."),))
    intro = Text(
        "These are the uncertain numbers that move an answer most, and so the ones most worth knowing better. Each is moved "
        "alone through its range, with all others at their best values.",
    )
    return Section("changes", "What would change the answer", (intro, Bullets(lines), *_absences(case, forecast)))


def _absences(case: Case, forecast: Forecast) -> Iterator[Text | Bullets]:
    """Parties without which an answer would be a different one: a twentieth of the scale or more."""
    lines = []
    for issue, it in forecast.issues.items():
        width = case.issues[issue].high - case.issues[issue].low
        heavy = [pull for pull in it.pulls if pull.pull is not None and abs(pull.pull) >= width / 20]
        if heavy and it.outcome is not None:
            said = "; ".join(
                f"{shown(it.outcome - (pull.pull or 0))} without {case.party_name(pull.party)}" for pull in heavy[:4]
            )
            lines.append(Text(f" {shown(it.outcome)} with all parties; {said}", strong=f"{it.name}:"))
    if lines:
        yield Text("Parties whose presence matters most to the answer:")
        yield Bullets(tuple(lines))
