"""What ``detente leverage`` shows a person: words first, then the tables they rest on."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from detente.case.model import Case
from detente.engines.leverage.elasticity import strongest
from detente.engines.leverage.measure_words import NONE, measure_row, what_matters
from detente.engines.leverage.wording import moved
from detente.results.leverage import Leverage, ZoneCurve

MOST_ELASTICITIES = 8
MOST_SETS = 12
CURVE_STEP = 5
SURE = 0.95


def show(case: Case, result: Leverage, *, every: bool) -> None:
    """What the facts did, what each measure would do, how far capability carries, then what was asked for beside."""
    console = Console(highlight=False)
    _say(console, f"{case.title or case.id}: leverage\n", "bold")
    _say(console, result.sentence)
    if result.facts:
        _say(console, "\nFacts on the ground:", "bold")
        for fact in result.facts.values():
            _say(console, f"  {fact.sentence}")
    if result.measures:
        _show_measures(console, case, result)
    if result.elasticities:
        _say(console, "\nHow far capability carries:", "bold")
        for it in strongest(result.elasticities, len(result.elasticities) if every else MOST_ELASTICITIES):
            _say(console, f"  {it.sentence}")
    _show_portfolio(console, result)
    if result.contest is not None:
        _say(console, "\nContest of measures:", "bold")
        _say(console, f"  {result.contest.sentence}")
    for curve in result.zone_curves:
        _show_curve(console, case, curve)
    if result.war is not None:
        _say(console, "\nWar as the outside option:", "bold")
        for text in (result.war.sentence, *result.war.notes):
            _say(console, f"  {text}")
    _show_influence(console, case, result)
    for note in result.notes:
        _say(console, f"\n{note}")
    _say(
        console,
        f"\nChanges are with less without, at the best values, with the middle 80 % of {result.run.draws:,} common draws. They follow "
        "from the beliefs in the case; they are not forecasts of what anyone will do.",
    )
    _say(console, f"detente {result.run.version}, case {result.run.case} {result.run.case_digest[:12]}")


def _say(console: Console, text: str, style: str | None = None) -> None:
    console.print(text, style=style, markup=False)


def _show_measures(console: Console, case: Case, result: Leverage) -> None:
    _say(console, "\nMeasures that could be taken:", "bold")
    for text in what_matters(result.measures):
        _say(console, f"  {text}")
    rows = [measure_row(case, it) for it in result.measures.values()]
    kinds = any(row.kind != NONE for row in rows)
    titles = [
        "measure",
        *(["kind"] if kinds else []),
        "cost",
        "outcome most moved",
        "helps most",
        "hurts most",
        "itself",
        "zone",
    ]
    table = Table(box=None, padding=(0, 1, 1, 0), header_style="bold")
    for title in titles:
        table.add_column(title, justify="right" if title == "cost" else "left", overflow="fold")
    for row in rows:
        kind = [row.kind] if kinds else []
        own = row.itself if row.backfires in (NONE, "0 %") else f"{row.itself}, loses in {row.backfires} of draws"
        cells = [row.what, *kind, row.cost, row.outcome, row.helps, row.hurts, own, row.zone]
        table.add_row(*(_plain(cell) for cell in cells))
    console.print(table)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text.replace(", -", ",\u00a0-").replace(" %", "\u00a0%"))


def _show_portfolio(console: Console, result: Leverage) -> None:
    if result.portfolio is None:
        return
    _say(console, "\nThe best set of measures:", "bold")
    _say(console, f"  {result.portfolio.sentence}")
    for one in result.portfolio.frontier[:MOST_SETS]:
        _say(console, f"  cost {one.cost:g}, gain {moved(one.gain)}: {', '.join(one.measures)}")
    for note in result.portfolio.notes:
        _say(console, f"  {note}")


def _show_curve(console: Console, case: Case, curve: ZoneCurve) -> None:
    name = case.party_name(curve.party)
    about = (
        f"by the reservation of {name}" if curve.whose == "own" else f"as {name} makes no agreement costlier for others"
    )
    _say(console, f"\nChance of a zone, {about}:", "bold")
    _say(console, f"  {curve.sentence}")
    table = Table(box=None, padding=(0, 2), header_style="bold")
    for title in ("reservation" if curve.whose == "own" else "points worse", "share of draws with a zone [95 %]"):
        table.add_column(title, justify="right")
    for at, share in list(zip(curve.at, curve.shares, strict=True))[::CURVE_STEP]:
        table.add_row(f"{at:g}", f"{share.value:.2f} \\[{share.low:.2f}, {share.high:.2f}]")
    console.print(table)


def _show_influence(console: Console, case: Case, result: Leverage) -> None:
    if result.influence is None:
        return
    _say(console, "\nWho can be moved through whom:", "bold")
    _say(console, f"  {result.influence.sentence}")
    for it in result.influence.paths:
        if it.stays_best is not None and it.stays_best < SURE:
            through = ", ".join(map(case.party_name, it.path[1:-1]))
            way = f"The way to {case.party_name(it.path[-1])} {f'through {through}' if through else 'without intermediaries'}"
            _say(console, f"  {way} is the best in {100 * it.stays_best:.0f} % of draws.")
