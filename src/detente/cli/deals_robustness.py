"""How the deals hold up over draws, on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.deals import DealsRobustness


def show_robustness(case: Case, say: Callable[..., None], found: DealsRobustness | None) -> None:
    """The draws in words, and the safest package in the wording of its issues; nothing where none were asked for."""
    if found is None:
        return
    from detente.engines.deals.wording import package_lines

    say("\nHow it holds up when the uncertain numbers are drawn:", "bold")
    for text in found.sentences:
        say(f"  {text}")
    if found.safe is not None and found.uncertain:
        for line in package_lines(case, found.safe.package):
            say(f"    {line}")
