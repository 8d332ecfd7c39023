"""What ``detente stability`` is asked beyond who is stable where: one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from detente.case.model import Case

NAMES = {"nash": "Nash"}


def question(case: Case, asked: dict[str, Any]) -> Callable[[], Any] | None:
    """How to answer what the options ask, or None where they ask nothing; ``asked`` holds the values of all options.

    Raises :class:`CommandError` for two questions at once, or an option that belongs to a question not asked.
    """
    from detente.errors import CommandError

    wanted = [name for name in ANSWERS if asked[name] not in (None, False, 0)]
    if len(wanted) > 1:
        names = " and ".join(_option(name) for name in wanted)
        raise CommandError(f"{names} are two questions", advice="ask one at a time")
    for name, homes in BELONGS.items():
        if asked[name] not in (None, False, ()) and not set(wanted) & homes:
            needs = " or ".join(_option(home) for home in sorted(homes))
            raise CommandError(f"{_option(name)} says nothing without {needs}", advice=f"add {needs}")
    if not wanted:
        return None
    return lambda: ANSWERS[wanted[0]](case, asked)


def _option(name: str) -> str:
    return "--" + {"start": "from", "breaking": "break"}.get(name, name)


def _why(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.why import why

    return why(case, _state(asked["why"]), asked["concept"])


def _from(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.status_quo import evolving

    return evolving(case, _state(asked["start"]))


def _coalitions(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.together import together

    return together(case)


def _blocks(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.together import together

    blocks = [[it.strip() for it in block.split(",") if it.strip()] for block in asked["blocks"].split(":")]
    return together(case, [block for block in blocks if block])


def _inverse(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.changed import inverse

    return inverse(
        case, asked["inverse"], asked["concept"] or "seq", breaks=asked["breaking"], parties=asked["change"] or ()
    )


def _draws(case: Case, asked: dict[str, Any]) -> Any:
    from detente.cli.progress import progress_of
    from detente.engines.stability.sure import robustness

    with progress_of("Stability") as following:
        return robustness(case, asked["draws"], asked["seed"] or 0, progress=following("draws of preferences"))


def _views(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.seen import views

    return views(case)


def _horizons(case: Case, asked: dict[str, Any]) -> Any:
    from detente.engines.stability.horizons import horizons

    return horizons(case)


ANSWERS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "why": _why, "start": _from, "coalitions": _coalitions, "blocks": _blocks, "inverse": _inverse, "draws": _draws,
    "views": _views, "horizons": _horizons,
}  # fmt: skip
BELONGS = {
    "concept": {"why", "inverse"}, "breaking": {"inverse"}, "change": {"inverse"}, "seed": {"draws"},
}  # fmt: skip


def draw(case: Case, folder: Path) -> None:
    """Write the pictures and say on standard error where they are."""
    from detente.brief.charts.deals.files import write_pictures
    from detente.brief.charts.stability_files import stability_pictures

    drawn = stability_pictures(case)
    for file in write_pictures(drawn, folder):
        typer.echo(f"Wrote {file}", err=True)
    for note in drawn.notes:
        typer.echo(note, err=True)


def _state(text: str) -> str | None:
    """The state a person names; ``now`` is the status quo."""
    return None if text == "now" else text


def show(case: Case, found: Any) -> None:
    """An answer for a person: words, and of a proof every party in turn."""
    from rich.console import Console

    from detente.results.stability.analysis import Evolution, Why

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: stability\n", "bold")
    if isinstance(found, Why):
        say(found.sentence)
        for concept, held in found.equilibrium.items():
            say(f"\n{NAMES.get(concept, concept.upper())}: {'an equilibrium' if held else 'no equilibrium'}", "bold")
            for it in found.verdicts:
                if it.concept == concept:
                    for sentence in it.sentences:
                        say(f"  {sentence}")
        say("\nEvery proof was replayed move by move before it was shown; --json gives it in full.")
    else:
        for sentence in found.sentences:
            say(sentence)
    if isinstance(found, Evolution):
        say("\nEquilibria that can be reached, the nearest first:", "bold")
        for way in found.equilibria:
            say(f"  {way.sentence} ({', '.join(NAMES.get(it, it.upper()) for it in way.equilibrium)})")
    typer.echo(f"detente {found.run.version}, case {found.run.case} {found.run.case_digest[:12]}")
