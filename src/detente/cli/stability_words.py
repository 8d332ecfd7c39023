"""What ``detente stability`` shows a person: the answer in words, the states side by side, how to read them."""

from __future__ import annotations

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from detente.case.model import Case
from detente.engines.stability.concepts import Analysis
from detente.engines.stability.wording import options_taken, state_words
from detente.results.stability import Stability

MOST_SHOWN = 12
SIGNS = {True: "yes", False: "-", None: "any"}


def show(case: Case, found: Stability, analysis: Analysis) -> None:
    """The answer, then the table of states, then what each concept finds."""
    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: stability\n", "bold")
    say(f"{found.sentence}\n")
    shown, left_out = _chosen(analysis)
    console.print(_by_option(case, analysis, shown) if analysis.game.options else _by_state(case, analysis, shown))
    if left_out:
        say(f"{left_out:,} of {found.feasible:,} states are not shown; --json or -o FILE.csv gives all.")
    say("")
    for text in found.sentences:
        say(text)
    say(
        "\nE: an equilibrium, stable for every party. Else: the parties for which the state is not stable, who would leave it, by "
        f"number ({', '.join(f'{number} {case.party_name(party)}' for number, party in enumerate(found.parties, 1))})."
    )
    for text in found.notes:
        say(text)
    typer.echo(f"detente {found.run.version}, case {found.run.case} {found.run.case_digest[:12]}")


def _chosen(analysis: Analysis) -> tuple[list[int], int]:
    """Positions of the states to show: all where they are few, else the status quo and what is an equilibrium most often."""
    game = analysis.game
    count = len(game.states)
    if count <= MOST_SHOWN:
        return list(range(count)), 0
    votes = np.sum([stable.all(axis=0) for stable in analysis.stable.values()], axis=0)
    first = [] if game.status_quo is None else [game.status_quo]
    best = [
        int(it) for it in np.argsort(-votes, kind="stable")[: MOST_SHOWN + 1] if votes[it] > 0 and it != game.status_quo
    ]
    shown = sorted((first + best)[:MOST_SHOWN])
    return shown, count - len(shown)


def _by_option(case: Case, analysis: Analysis, shown: list[int]) -> Table:
    """Options as rows, states as columns, as the literature shows them."""
    game = analysis.game
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("state")
    for position in shown:
        table.add_column(_number(analysis, position), justify="right")
    taken = [options_taken(game, position) for position in shown]
    before = ""
    for option in game.options:
        owners = " or ".join(case.party_name(game.parties[it]) for it in option.parties)
        if owners != before:
            table.add_row(owners, *[""] * len(shown), style="bold")
        table.add_row(f"  {option.name}", *(SIGNS[it[option.id]] for it in taken))
        before = owners
    for concept in analysis.stable:
        table.add_row(
            concept.upper() if concept != "nash" else "Nash", *(_verdict(analysis, concept, it) for it in shown)
        )
    return table


def _by_state(case: Case, analysis: Analysis, shown: list[int]) -> Table:
    """States as rows, for a conflict without options."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("state", justify="right")
    table.add_column("in words")
    for concept in analysis.stable:
        table.add_column(concept.upper() if concept != "nash" else "Nash", justify="right")
    for position in shown:
        verdicts = (_verdict(analysis, concept, position) for concept in analysis.stable)
        table.add_row(_number(analysis, position), state_words(analysis.game, position), *verdicts)
    return table


def _number(analysis: Analysis, position: int) -> str:
    quo = " (now)" if position == analysis.game.status_quo else ""
    return f"{analysis.game.states[position]}{quo}"


def _verdict(analysis: Analysis, concept: str, position: int) -> str:
    keeps = analysis.stable[concept][:, position]  # type: ignore[index]
    return "E" if keeps.all() else " ".join(str(number) for number, it in enumerate(keeps, 1) if not it)
