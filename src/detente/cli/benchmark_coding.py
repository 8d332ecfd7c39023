"""The tables of ``detente benchmark coding``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from detente.sources.annotations import AnnotatedPage
    from detente.sources.coding import CodedEvent, Coding
    from detente.sources.gold import Gold, Tally

MEASURES = {
    "found": "sentences in which an event was found",
    "type": "type right, of the event that was marked",
    "quad": "quad class right, of the event that was marked",
    "actor": "actors right, of the event that was marked",
    "recipient": "recipients right, of the event that was marked",
    "modality": "modality right, of the event that was marked",
    "type_all": "type right, of all events coded",
    "quad_all": "quad class right, of all events coded",
    "triple_precision": "actor, type and recipient right, of all coded",
    "triple_recall": "actor, type and recipient found, of all known",
}
PAGE_MEASURES = {
    "mention_precision": "mentions of parties right, of all found",
    "mention_recall": "mentions of parties found, of all there",
    "quote_precision": "direct quotes right to the letter, of all found",
    "quote_recall": "direct quotes found, of all there",
    "quote_f1": "direct quotes, F1 of these two",
    "quote_speakers": "speaker right, of the quotes found",
    "statement_precision": "reported statements right with their speaker, of all found",
    "statement_recall": "reported statements found with their speaker, of all there",
    "statement_span_precision": "reported statements right, whoever speaks, of all found",
    "statement_span_recall": "reported statements found, whoever speaks, of all there",
    "event_found": "events found, of all there",
    "event_type": "type right, of the events found",
    "event_quad": "quad class right, of the events found",
    "event_modality": "modality right, of the events found",
    "triple_precision": "actor, type and recipient right, of all coded",
    "triple_recall": "actor, type and recipient found, of all there",
}
PARTS = {"used": "while writing rules", "aside": "set aside", "all": "all"}


def report(pairs: Sequence[tuple[Gold, tuple[CodedEvent, ...]]]) -> dict[str, Any]:
    """Everything the tables show: per part and measure, and per type, counts with shares and intervals."""
    from detente.sources.gold import by_type, tallies

    parts = {
        "used": [pair for pair in pairs if not pair[0].aside],
        "aside": [pair for pair in pairs if pair[0].aside],
        "all": list(pairs),
    }
    measures = {part: {name: _share(tally) for name, tally in tallies(its).items()} for part, its in parts.items()}
    return {
        "sentences": {part: len(its) for part, its in parts.items()},
        "measures": measures,
        "types": [row._asdict() for row in by_type(parts["all"])],
    }


def _share(tally: Tally) -> dict[str, Any]:
    from detente.engines.uncertainty.intervals import wilson

    low, high = wilson(tally.right, tally.of)
    return {"right": tally.right, "of": tally.of, "share": tally.right / tally.of, "interval": [low, high]}


def table(found: dict[str, Any]) -> None:
    """Print the tables for people."""
    count = found["sentences"]
    typer.echo(
        f"{count['all']} sentences: {count['used']} looked at while the rules were written, "
        f"{count['aside']} set aside. In brackets: right of how many, 95 % interval.\n"
    )
    for name, meaning in MEASURES.items():
        its = {part: found["measures"][part].get(name) for part in PARTS}
        if not any(its.values()):
            typer.echo(f"  {meaning}: the data do not say it")
            continue
        typer.echo(f"  {meaning}")
        for part, label in PARTS.items():
            if its[part]:
                typer.echo(f"    {label:20} {_words(its[part])}")
    typer.echo("\n  By type (all sentences)")
    typer.echo(f"    {'type':10} {'sentences':>9} {'found':>6} {'right':>6} {'coded as':>9} {'right':>6}")
    for row in found["types"]:
        typer.echo(
            f"    {row['type']:10} {row['sentences']:>9} {row['found']:>6} {row['right']:>6} "
            f"{row['coded']:>9} {row['coded_right']:>6}"
        )


def _words(it: dict[str, Any]) -> str:
    low, high = it["interval"]
    return f"{it['share']:.2f}  ({it['right']} of {it['of']}, {low:.2f} to {high:.2f})"


def page_report(pairs: Sequence[tuple[AnnotatedPage, Coding]]) -> dict[str, Any]:
    """What the table of annotated pages shows: per measure counts, share and interval; F1 of the quotes."""
    from detente.sources.agreement import agreements

    tallies = agreements(pairs)
    measures = {name: _share(tally) for name, tally in tallies.items() if tally.of}
    if "quote_recall" in tallies:
        right = tallies["quote_recall"].right
        both = tallies["quote_precision"].of + tallies["quote_recall"].of
        measures["quote_f1"] = {"share": 2 * right / both if both else 1.0}
    return {"pages": len(pairs), "measures": measures}


def page_table(found: dict[str, Any]) -> None:
    """Print the table of annotated pages for people."""
    pages = found["pages"]
    typer.echo(f"{pages} annotated page{'' if pages == 1 else 's'}. In brackets: right of how many, 95 % interval.\n")
    for name, meaning in PAGE_MEASURES.items():
        it = found["measures"].get(name)
        words = "-" if it is None else _words(it) if "of" in it else f"{it['share']:.2f}"
        typer.echo(f"  {meaning:66} {words}")
