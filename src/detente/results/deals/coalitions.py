"""Who can pass a package together, and who can stop every one."""

from __future__ import annotations

from detente.results.history import Frozen


class Coalitions(Frozen):
    """The smallest coalitions under the pass rule.

    ``winning`` can pass a package, and not without any one of their members; ``blocking`` can stop every package, and
    not without any one of theirs. ``complete`` is False where there are more than are listed. ``sentences`` are empty
    where everybody has to accept.
    """

    winning: tuple[tuple[str, ...], ...]
    blocking: tuple[tuple[str, ...], ...]
    complete: bool
    sentences: tuple[str, ...]
