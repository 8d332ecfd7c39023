"""One writer at a time: two reviews of one case, in two terminals, wait for each other and lose nothing."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from detente.errors import CaseError

PATIENCE = 10.0
"""Seconds to wait for another writer, who needs the file for a moment only."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a file for as long as it is read, changed and written; the hold ends with the program, however that ends.

    Raises :class:`CaseError` where another program holds it for too long.
    """
    name = sha256(str(path.resolve()).encode()).hexdigest()[:16]
    handle = os.open(Path(tempfile.gettempdir()) / f"detente-{name}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        end = time.monotonic() + PATIENCE
        while not _taken(handle):
            if time.monotonic() > end:
                raise CaseError(
                    f"another review is writing {path.name}",
                    advice="nothing of this answer was written; wait a moment and answer again",
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(handle)  # which gives it back


def _taken(handle: int) -> bool:
    """Take the lock if it is free."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        lock = getattr(msvcrt, "locking")  # noqa: B009  (absent elsewhere)
        try:
            lock(handle, getattr(msvcrt, "LK_NBLCK"), 1)  # noqa: B009
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
