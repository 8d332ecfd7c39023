"""Rejected proposals, remembered beside the case so that they are not proposed again."""

from __future__ import annotations

import json
import os
from pathlib import Path

from detente.errors import CaseError
from detente.sources.evidence.pages import folded
from detente.sources.evidence.proposals import Proposal


def memory_of(case: Path) -> Path:
    """The file beside a case that holds what was rejected for it.

    >>> memory_of(Path("talks/case.yaml")).name
    'case.rejected.jsonl'
    """
    return case.with_name(f"{case.stem}.rejected.jsonl")


def remember(case: Path, proposal: Proposal) -> None:
    """Write down that the quotes of a proposal were rejected for what it is about; on disk before it returns."""
    path = memory_of(case)
    lines = [json.dumps({"about": proposal.subject, "quote": it.quote}, ensure_ascii=False) for it in proposal.quotes]
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CaseError(f"cannot write {path}: {error.strerror}", advice="check the folder of the case") from None


def rejected(case: Path) -> frozenset[tuple[str, str]]:
    """What was rejected: pairs of what it was about and the words; a line that cannot be read is passed over."""
    try:
        lines = memory_of(case).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    found = set()
    for line in lines:
        try:
            it = json.loads(line)
            found.add((str(it["about"]), folded(str(it["quote"]))))
        except (ValueError, KeyError, TypeError):
            continue
    return frozenset(found)
