"""Blocks of draws on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from detente.errors import CommandError

Part = TypeVar("Part")
PATIENCE = "15s"  # to find the scheduler
RETRIES = 3


def on_cluster(
    evaluate: Callable[[int, int], Part], blocks: list[tuple[int, int]], address: str
) -> Iterator[tuple[int, int, Part]]:
    """Evaluate blocks on the workers of the scheduler at ``address``, as they finish.

    A block whose worker is lost is computed again by another. Every worker needs the same version of
    detente. Raises :class:`CommandError` where no scheduler answers.
    """
    from dask.distributed import Client, as_completed

    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise CommandError(
            f"no Dask scheduler answers at {address} ({error or type(error).__name__})",
            advice="start one with `dask scheduler`, and workers with `dask worker tcp://HOST:8786`",
        ) from None
    with client:
        futures = {
            client.submit(evaluate, start, stop, pure=False, retries=RETRIES): (start, stop) for start, stop in blocks
        }
        try:
            for future in as_completed(list(futures), loop=client.loop):
                yield *futures[future], future.result()
        finally:
            client.cancel(list(futures))
