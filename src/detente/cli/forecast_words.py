"""What ``detente forecast`` shows a person: words first, then tables, then what the numbers are and are not."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from detente.case.model import Case
from detente.engines.forecast.sentences import agreement, shown
from detente.results.forecast import DynamicForecast, Forecast, ForecastComparison, IssueForecast
from detente.results.history import Move
from detente.results.run import Run

MOST_MOVES = 40
SMALL = 0.005  # of the scale: a move below is counted, not told
ACCURACY = (
    "on 322 issues of EU legislation the weighted mean missed the outcome by 23 of 100 on average, the plain mean by 24. "
    "Nobody has such a figure for armed conflicts."
)


def show(case: Case, result: Forecast, *, turns: bool) -> None:
    """One method: a sentence for each issue, the table, what happened, and how to read it."""
    console = Console(highlight=False)
    _say(console, f"{case.title or case.id}: forecast\n", style="bold")
    for it in result.issues.values():
        _say(console, it.sentence + "\n")
    console.print(_table(case, result))
    if isinstance(result, DynamicForecast):
        _say(console, f"\n{result.ended}")
        if turns:
            _say(console, "")
            for line in told_turns(case, result):
                _say(console, line)
    for note in result.notes:
        _say(console, f"\n{note}")
    _say(console, f"\n{_meaning(result)}")
    _close(console, result.run, result.issues)


def show_all(case: Case, result: ForecastComparison) -> None:
    """All methods side by side, one table for the outcomes and one line for each issue on how far they agree."""
    console = Console(highlight=False)
    _say(console, f"{case.title or case.id}: forecast by {len(result.methods)} methods\n", style="bold")
    first = next(iter(result.methods.values()))
    for issue, it in first.issues.items():
        _say(console, agreement(case, result, issue) + "\n")
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", title_justify="left")
        for name in (it.name, "outcome", "80 %", "most likely nearest"):
            table.add_column(name, justify="right" if name in ("outcome", "80 %") else "left")
        for method, forecast in result.methods.items():
            found = forecast.issues[issue]
            table.add_row(
                method.replace("_", " "), shown(found.outcome), _interval(found), _nearest(case, issue, found)
            )
        console.print(table)
        _say(console, "")
    for method, why in result.failed.items():
        _say(console, f"{method.replace('_', ' ')}: no answer; {why}.")
    for method, forecast in result.methods.items():
        if isinstance(forecast, DynamicForecast) and not forecast.converged:
            _say(console, f"{method.replace('_', ' ')}: {forecast.ended}")
    _say(
        console,
        f"80 % and nearest: of draws, or of probability for methods that give a density. The plain methods come first: {ACCURACY}",
    )
    _close(console, result.run, first.issues)


def told_turns(case: Case, result: DynamicForecast) -> list[str]:
    """Turn by turn, who moved and why; small moves are only counted."""
    lines = []
    for turn in range(1, len(result.turns)):
        moves = [it for it in result.moves if it.turn == turn]
        told = [it for it in moves if _share(case, it) >= SMALL]
        lines += [f"Turn {turn}", *(f"  {it.why}" for it in told[:MOST_MOVES])]
        if len(moves) > len(told[:MOST_MOVES]):
            lines.append(f"  {len(moves) - len(told[:MOST_MOVES])} small moves; --json has them all.")
        elif not moves:
            lines.append("  Nobody moves.")
    return lines


def _share(case: Case, move: Move) -> float:
    """The largest part of a scale that a move covers."""
    widths = {issue: (case.issues[issue].high - case.issues[issue].low) or 1.0 for issue in move.after}
    return max(abs(move.after[issue] - move.before[issue]) / width for issue, width in widths.items())


def _meaning(result: Forecast) -> str:
    run = result.run
    if not run.draws:
        return "No draws were made, so there is no interval: the answers are those of the best values."
    if any(it.density is not None and it.density.of == "outcome" for it in result.issues.values()):
        return (
            f"Interval: the middle 80 % of the method's own distribution of the outcome, over {run.draws} draws (seed "
            f"{run.seed}) of the uncertain numbers."
        )
    return (
        f"Interval: the middle 80 % of {run.draws} draws (seed {run.seed}). It says how far the uncertain numbers of the "
        f"case move the answer, not how often the method is right: {ACCURACY}"
    )


def _table(case: Case, result: Forecast) -> Table:
    own = result.run.method
    plain = [name for name in ("mean", "weighted_mean", "weighted_median", "middle") if name != own]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("issue", own, "80 %", *plain, "scale"):
        table.add_column(name.replace("_", " "), justify="left" if name in ("issue", "scale") else "right")
    for key, it in result.issues.items():
        scale = case.issues[key]
        table.add_row(
            it.name, shown(it.outcome), _interval(it), *(shown(getattr(it.baselines, name)) for name in plain),
            f"{scale.low:g} to {scale.high:g} {scale.unit}".strip(),
        )  # fmt: skip
    return table


def _interval(it: IssueForecast) -> str:
    return f"{shown(it.interval80[0])} to {shown(it.interval80[1])}" if it.interval80 else ""


def _nearest(case: Case, issue: str, it: IssueForecast) -> str:
    """The mark that most draws, or most of the probability, lie nearest to."""
    shares = it.nearest
    if not shares:
        return ""
    mark = max(shares, key=shares.__getitem__)
    words = next((text for at, text in case.issues[issue].scale.items() if f"{at:.15g}" == mark), "")
    return f"{mark} {words}".strip() + f" ({shares[mark] * 100:.0f} %)"


def _close(console: Console, run: Run, issues: dict[str, IssueForecast]) -> None:
    undetermined = [it.name for it in issues.values() if it.outcome is None]
    if undetermined:
        _say(console, f"Undetermined: {', '.join(undetermined)}.")
    _say(console, f"detente {run.version}, case {run.case} {run.case_digest[:12]}")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style or None, markup=False)
