"""Draws in blocks, on one core, several cores or several machines, with the same answer.

The blocks do not depend on who computes them, and a draw depends only on the seed and its number, so the
answer is the same on any number of workers, also where one of them is lost and its block is computed again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from detente.errors import CommandError, DetenteError

Part = TypeVar("Part")
Progress = Callable[[int, int], None]
MAX_WORKERS = 256


class StoppedError(DetenteError):
    """A person stopped the work; says how much of it was done."""

    exit_code = 130


def in_blocks(
    evaluate: Callable[[int, int], Part],
    draws: int,
    size: int,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> list[Part]:
    """Evaluate draws 0 to ``draws`` in contiguous blocks of ``size`` and give the parts in order.

    ``evaluate(start, stop)`` runs in threads (its heavy parts release the interpreter), by default one for
    each core, or on the Dask scheduler at ``cluster``, where it has to be picklable. ``progress`` is told
    the draws done and all draws. Raises :class:`StoppedError` on Ctrl-C.

    >>> in_blocks(lambda start, stop: stop - start, 5, 2, workers=1)
    [2, 2, 1]
    """
    parts: list[Part] = []
    each_block(evaluate, draws, size, parts.append, workers=workers, cluster=cluster, progress=progress)
    return parts


def each_block(
    evaluate: Callable[[int, int], Part],
    draws: int,
    size: int,
    take: Callable[[Part], None],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> None:
    """As :func:`in_blocks`, but hand over each part as soon as all before it are done, so that none need be kept.

    The order in which ``take`` gets the parts is always the same, and so is a sum of them, to the last digit.
    """
    count = available_cores() if workers is None else workers
    if not 1 <= count <= MAX_WORKERS:
        raise CommandError(f"{count} workers are not possible", advice=f"ask for 1 to {MAX_WORKERS}")
    blocks = [(start, min(start + size, draws)) for start in range(0, draws, size)]
    waiting: dict[int, tuple[int, Part]] = {}
    done = taken = 0
    tell = progress or (lambda done, total: None)
    try:
        for start, stop, part in _on_cluster(evaluate, blocks, cluster) if cluster else _here(evaluate, blocks, count):
            waiting[start] = stop, part
            while taken in waiting:
                taken, ready = waiting.pop(taken)
                take(ready)
            done += stop - start
            tell(done, draws)
    except KeyboardInterrupt:
        raise StoppedError(f"stopped after {done:,} of {draws:,} draws; nothing was written") from None


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _here(
    evaluate: Callable[[int, int], Part], blocks: list[tuple[int, int]], workers: int
) -> Iterator[tuple[int, int, Part]]:
    if min(workers, len(blocks)) <= 1:
        for start, stop in blocks:
            yield start, stop, evaluate(start, stop)
        return
    with ThreadPoolExecutor(min(workers, len(blocks))) as pool:
        running = {pool.submit(evaluate, start, stop): (start, stop) for start, stop in blocks}
        try:
            for future in as_completed(running):
                yield *running.pop(future), future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _on_cluster(
    evaluate: Callable[[int, int], Part], blocks: list[tuple[int, int]], address: str
) -> Iterator[tuple[int, int, Part]]:
    from detente.engines.uncertainty.cluster import on_cluster

    return on_cluster(evaluate, blocks, address)
