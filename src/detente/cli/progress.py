"""Progress of long work on standard error: how much is done, how fast, how long it still takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_of(label: str, unit: str = "draws") -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Give, for a piece of work by name, whom to tell of the draws (or other units) done; shows nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda name: lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        def following(name: str) -> Callable[[int, int], None]:
            task = bar.add_task(f"{label}: {name.replace('_', ' ')}", total=None, rate="")

            def tell(done: int, total: int) -> None:
                speed = bar.tasks[task].speed
                bar.update(task, completed=done, total=total, rate=f"{speed:,.0f} {unit}/s" if speed else "")

            return tell

        yield following


@contextmanager
def saying() -> Iterator[Callable[[str], None]]:
    """Give whom to tell of each step of work whose length is not known; shows nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(f"{step[:1].upper()}{step[1:]} ...")
