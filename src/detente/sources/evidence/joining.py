"""New proposals joined to those of an earlier run, whose answers stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from detente.sources.evidence.proposals import PageInfo, Proposal, ProposalsFile


def joined(
    earlier: ProposalsFile | None, pages: Mapping[str, PageInfo], proposals: Mapping[str, Proposal]
) -> tuple[dict[str, PageInfo], dict[str, Proposal], int]:
    """Pages and proposals of both, and how many proposals are new; a page in both stands once."""
    if earlier is None:
        return dict(pages), dict(proposals), len(proposals)
    kept = {key: _absolute(it, earlier.path.parent) for key, it in earlier.pages.items()}
    names = {}
    for key, it in pages.items():
        same = next((name for name, other in kept.items() if other.file == it.file), None)
        names[key] = same or _free(key, kept)
        kept.setdefault(names[key], it)
    found = dict(earlier.proposals)
    fresh = {key: _renamed(it, names) for key, it in proposals.items() if key not in found}
    return kept, {**found, **fresh}, len(fresh)


def _absolute(it: PageInfo, folder: Path) -> PageInfo:
    return it.model_copy(update={"file": str((folder.resolve() / it.file).resolve())})


def _free(name: str, taken: Mapping[str, PageInfo]) -> str:
    number = len(taken) + 1
    while name in taken:
        name, number = f"page{number}", number + 1
    return name


def _renamed(it: Proposal, names: Mapping[str, str]) -> Proposal:
    quotes = tuple(one.model_copy(update={"page": names[one.page]}) for one in it.quotes)
    return it.model_copy(update={"quotes": quotes})
