"""What would have to change for a state to be an equilibrium, or to be one no longer: preferences, by the least change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.case.conflict import StateName
from detente.case.model import Case
from detente.engines.stability.asked import Asked, concept_named
from detente.engines.stability.inverse import SECONDS, Change, least_change, swaps_between
from detente.engines.stability.inverse_statements import StatementSearch, least_statement_change
from detente.engines.stability.words import listed
from detente.errors import CommandError, MethodError
from detente.results.stability.analysis import Inverse, NewOrder

MOST_TURNED = 3


def inverse(
    case: Case,
    state: StateName,
    concept: str = "seq",
    *,
    breaks: bool = False,
    parties: Sequence[str] = (),
    seconds: float = SECONDS,
) -> Inverse:
    """The least change of rankings, and of option statements where there are some, that makes a state an equilibrium.

    With ``breaks``, that ends it. ``parties`` are those whose preferences may change, by default all. Raises :class:`CommandError`
    for an unknown state, concept or party, :class:`MethodError` where neither question can be answered.
    """
    asked = Asked(case)
    place, known = asked.at(state), concept_named(concept)
    for it in parties:
        if it not in asked.game.parties:
            raise CommandError(
                f"{it} has no part in the graph model", advice=f"name among {', '.join(asked.game.parties)}"
            )
    allowed = tuple(asked.game.parties.index(it) for it in parties) or None
    notes: list[str] = []
    orders = _attempt(
        notes, lambda: least_change(asked.graph, place, known, breaks=breaks, parties=allowed, seconds=seconds)
    )
    search = None
    if any(it.statements for it in case.conflict.preferences.values()):
        search = _attempt(
            notes,
            lambda: least_statement_change(
                case.conflict, asked.game, place, known, breaks=breaks, parties=parties or None
            ),
        )
    if notes and orders is None and search is None:
        raise MethodError(notes[0], advice=notes[1] if len(notes) > 1 else "")
    told = _orders(asked, orders) if orders is not None else None
    return Inverse(
        run=asked.run("inverse", state=asked.number(place), concept=known, breaks=breaks, parties=list(parties)),
        state=asked.number(place),
        words=asked.words.state(place),
        concept=known,
        breaks=breaks,
        orders=told,
        swaps=orders.total if orders is not None else None,
        statements=search.found.statements if search is not None and search.found is not None else None,
        changes=search.found.changes if search is not None and search.found is not None else None,
        proven=orders.proven if orders is not None else not notes,
        sentences=(
            *_sentences(asked, place, known, breaks, orders, told),
            *_statement_sentences(asked, search),
            *notes[:1],
        ),
    )


def _attempt(notes: list[str], ask):  # type: ignore[no-untyped-def]
    try:
        return ask()
    except MethodError as error:
        notes += [error.message, error.advice]
        return None


def _orders(asked: Asked, change: Change) -> tuple[NewOrder, ...]:
    told = []
    for party in asked.graph.parties:
        old, new = asked.game.ranks[party], change.ranks[party]
        if not change.swaps[party]:
            continue
        levels = [np.flatnonzero(new == level).tolist() for level in range(int(new.max()), -1, -1)]
        pairs = np.argwhere((new[:, None] > new[None, :]) & (old[:, None] < old[None, :])).tolist()
        pairs.sort(key=lambda it: abs(int(old[it[0]]) - int(old[it[1]])))
        told.append(
            NewOrder(
                party=asked.game.parties[party],
                swaps=swaps_between(old, new),
                ranking=tuple(asked.numbers(level) for level in levels),
                turned=tuple((asked.number(one), asked.number(other)) for one, other in pairs),
                sentence=_order_sentence(asked, party, pairs),
            )
        )
    return tuple(told)


def _order_sentence(asked: Asked, party: int, pairs: list[list[int]]) -> str:
    shown = [f"{asked.words.numbered(one)} to {asked.words.numbered(other)}" for one, other in pairs[:MOST_TURNED]]
    more = f", and {len(pairs) - MOST_TURNED} more pairs turned round" if len(pairs) > MOST_TURNED else ""
    return f"{asked.words.party(party)} would have to prefer {listed(shown)}{more}."


def _sentences(
    asked: Asked, place: int, concept: str, breaks: bool, change: Change | None, told: tuple[NewOrder, ...] | None
) -> list[str]:
    name, label = asked.words.numbered(place), "Nash" if concept == "nash" else concept.upper()
    name = name[:1].upper() + name[1:]
    if change is None or told is None:
        return []
    if not change.total:
        already = "is no equilibrium" if breaks else "is an equilibrium already"
        return [f"{name} {already} under {label}: nothing has to change."]
    what = "to end it as an equilibrium" if breaks else "to make it an equilibrium"
    swaps = f"{change.total:g} adjacent swap{'s' if change.total != 1 else ''} of states in the rankings"
    sure = "fewer are impossible" if change.proven else f"fewer are not ruled out; at least {change.bound:g} are needed"
    return [f"{name}: {what} under {label} takes {swaps} ({sure}).", *(it.sentence for it in told)]


def _statement_sentences(asked: Asked, search: StatementSearch | None) -> list[str]:
    if search is None:
        return []
    if search.found is None:
        return [f"No {search.tried} or fewer changes of statements would do; more were not tried."]
    if not search.found.changes:
        return []
    told = [
        f"{asked.case.party_name(party)}, most important first: {'; '.join(texts) or 'nothing'}."
        for party, texts in search.found.statements.items()
    ]
    count = search.found.changes
    return [f"In statements it takes {count} change{'s' if count > 1 else ''}, and fewer would not do.", *told]
