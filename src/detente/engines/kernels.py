"""How hot loops are compiled: once, kept on disk, and free of the interpreter's lock so that threads run them side by side.

Numba notices a change of the file a loop stands in, but not of the loops it calls in other files. So the
folder of compiled loops is named after the sources of all loops.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from numba import config, njit

Loop = TypeVar("Loop", bound=Callable[..., object])
ENGINES = Path(__file__).parent
MARK = b"import compiled"


def compiled(loop: Loop) -> Loop:
    """Compile a function on NumPy arrays when it is first called; a division by zero gives infinity or NaN."""
    settings = {"nogil": True, "error_model": "numpy"}
    try:
        found: Loop = njit(cache=True, **settings)(loop)
    except RuntimeError:  # no folder can be written to: compile in every process
        found = njit(**settings)(loop)
    return found


def folder_of_compiled_loops() -> Path:
    """Where compiled loops are kept: in the user's cache, by the content of all files with loops."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA", "~"))
    elif sys.platform == "darwin":
        home = Path("~/Library/Caches")
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache"))
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(ENGINES.rglob("*.py")):
        content = file.read_bytes()
        if MARK in content:
            digest.update(content)
    return home.expanduser() / "detente" / "compiled" / digest.hexdigest()


def _keep_loops() -> None:
    try:
        folder = folder_of_compiled_loops()
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return
    if os.access(folder, os.W_OK):
        config.CACHE_DIR = str(folder)


if not os.environ.get("NUMBA_CACHE_DIR"):
    _keep_loops()
