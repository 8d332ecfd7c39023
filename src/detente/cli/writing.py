"""Writing the file a person asked for."""

from __future__ import annotations

from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a text file, or raise an error that names the path and the reason."""
    from detente.errors import CommandError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror}", advice="name a file you may write") from None
