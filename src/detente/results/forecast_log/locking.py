"""One writer at a time, on every system."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from detente.errors import LogError

PATIENCE = 10.0  # seconds to wait for another writer
PAUSE = 0.02

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 40  # the byte that is locked lies beyond any content, as Windows denies reading a locked byte

    def _take(file: BinaryIO) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _release(file: BinaryIO) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)


@contextmanager
def locked(file: BinaryIO, path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the file alone; :class:`LogError` where another program holds it for ``patience`` seconds.

    The system lets go of the file when a program ends, however it ends.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            _take(file)
            break
        except OSError:
            if time.monotonic() >= deadline:
                raise LogError(f"{path}: another program is writing to it", advice="try again") from None
            time.sleep(PAUSE)
    try:
        yield
    finally:
        _release(file)
