"""Side payments as a result and in words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.case.model import Case
from detente.engines.deals.analysis_words import in_points, listed, points
from detente.engines.deals.side_payments import Paid, WithPayments, acceptable_to_all, with_payments
from detente.engines.deals.solutions import Found
from detente.engines.deals.space import Space
from detente.engines.deals.worth import plain, worths
from detente.results.deals import PaidPackage, SidePayments
from detente.results.deals.picks import TITLES

SAME = "Side payments take the points of different parties to be worth the same, which nobody can measure."


def side_payments(case: Case, space: Space, passing: str, picked: Mapping[str, Found]) -> SidePayments:
    """The packages judged with side payments; ``passing`` says how many pass without, ``picked`` what the solutions pick."""
    found = with_payments(space)
    firsts = {name: one.packages[0] for name, one in picked.items() if len(one.packages)}
    paid = {name: acceptable_to_all(space, package) for name, package in firsts.items()}
    return SidePayments(
        passing=found.count,
        at_least=found.at_least,
        best=None if found.best is None else tuple(_paid_package(space, one) for one in found.best),
        solutions={name: _paid_package(space, one) for name, one in paid.items() if one is not None},
        sentences=(*_sentences(case, space, passing, found), *_picks(case, space, paid), SAME),
    )


def _paid_package(space: Space, one: Paid) -> PaidPackage:
    return PaidPackage(
        package=worths(space, one.package[None])[0],
        payments={party: plain(move) for party, move in zip(space.parties, one.moves.tolist(), strict=True)},
        paid=plain(one.paid),
        surplus=plain(one.surplus),
    )


def _sentences(case: Case, space: Space, passing: str, found: WithPayments) -> list[str]:
    if found.count is None:
        return ["There are too many packages to look at each with side payments."]
    if not found.count and not found.at_least:
        return [f"With side payments still none of {space.size:,} packages passes."]
    verb = "passes" if found.count == 1 else "pass"
    count = f"{'at least ' if found.at_least else ''}{found.count:,}"
    texts = [f"With side payments {count} of {space.size:,} packages {verb} instead of {passing}."]
    if found.best:
        best = found.best[0]
        texts.append(
            f"The package with most to share leaves {in_points(best.surplus)} beyond the reservations of those who share: "
            f"{_needs(case, space, best)}."
        )
    return texts


def _picks(case: Case, space: Space, paid: Mapping[str, Paid | None]) -> list[str]:
    """What the picks would cost to make acceptable to all, those that need nothing together."""
    if not paid:
        return []
    titles = {name: TITLES[name] for name in paid}
    free = [titles[name] for name, one in paid.items() if one is not None and not one.paid]
    never = [titles[name] for name, one in paid.items() if one is None]
    texts = []
    if len(free) == len(paid):
        texts.append("What the solutions pick everybody accepts without a payment.")
    elif free:
        texts.append(f"Everybody accepts without a payment what {_title(free)}.")
    said: dict[str, list[str]] = {}
    for name, one in paid.items():
        if one is not None and one.paid:
            said.setdefault(_needs(case, space, one), []).append(titles[name])
    texts += [f"For everybody to accept what {_title(names)}, {needs}." for needs, names in said.items()]
    if never:
        texts.append(f"No payment makes everybody accept what {_title(never)}.")
    return texts


def _title(names: list[str]) -> str:
    return f"the {listed(names)} {'solution picks' if len(names) == 1 else 'solutions pick'}"


def _needs(case: Case, space: Space, one: Paid) -> str:
    """Who pays whom."""
    if not one.paid:
        return "no payment is needed"
    names = [case.party_name(party) for party in space.parties]
    pays = [f"{names[it]} pays {points(-one.moves[it])}" for it in np.flatnonzero(one.moves < 0).tolist()]
    gets = [f"{names[it]} receives {points(one.moves[it])}" for it in np.flatnonzero(one.moves > 0).tolist()]
    return f"{in_points(one.paid)} have to change hands: {listed([*pays, *gets], len(names))}"
