"""The deals of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from detente.case.model import Case
from detente.engines.deals.at_table import AtTheTable, at_the_table
from detente.engines.deals.blockers import Blocking, blockers, blocking_sentence
from detente.engines.deals.building import space_of
from detente.engines.deals.closing_words import closing
from detente.engines.deals.coalitions import coalitions_of
from detente.engines.deals.drawn import Draws, drawn_robustness
from detente.engines.deals.frontier import Frontier, frontier
from detente.engines.deals.frontier_answer import checked_points, frontier_notes, near_solutions
from detente.engines.deals.nash_weights import nash_powers, weights_sentence
from detente.engines.deals.packages import looked_at
from detente.engines.deals.packages.asked import Asked, Sides
from detente.engines.deals.power import power
from detente.engines.deals.side_payments_words import side_payments as paid
from detente.engines.deals.solutions import NAMES, Found, solutions
from detente.engines.deals.space import Ints, Space
from detente.engines.deals.why_empty import WhyEmpty, why_empty
from detente.engines.deals.wording import summary_sentence
from detente.engines.deals.worth import worths
from detente.engines.deals.zone import zone_count
from detente.engines.deals.zone_share import share_that_passes, sure_to_pass
from detente.engines.uncertainty import Progress
from detente.errors import MethodError
from detente.results.deals import (
    Blocker,
    Deals,
    IssueAlternatives,
    PackageWorth,
    PartyStake,
    Power,
    SidePayments,
    Solutions,
    Zone,
)
from detente.results.deals.picks import Pick
from detente.results.run import Run

Within = Literal["zone", "all"]


def deals(
    case: Case,
    *,
    within: Within = "zone",
    seat: Iterable[str] = (),
    without: Iterable[str] = (),
    near: float | None = None,
    nash_weights: Mapping[str, float] | None = None,
    side_payments: bool | None = None,
    package: Asked | None = None,
    compare: Asked | None = None,
    between: Sides | None = None,
    draws: int = 0,
    seed: int = 0,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> Deals:
    """Which packages could pass, which are best, who blocks, and what would open an empty zone.

    All numbers at their best values. ``within`` says over which packages the frontier runs; ``seat`` brings absent
    parties to the table, ``without`` takes parties from it. ``nash_weights`` are the exponents of the Nash solution by
    party, 1 for those not named. ``side_payments`` judges packages with side payments as well; without it the case
    decides (``deals.side_payments``). ``package``, the name of a solution or alternatives by issue, is looked at
    closely; ``compare`` is another in its place, and ``between``, such as ``usa+saudi:russia``, limits its trades to
    two groups. With ``near``, ``frontier`` holds only the efficient packages that lie, for every party, within so many
    points of one solution: also where the whole frontier is too large. With ``draws``, up to 100,000 seeded draws of every uncertain number, ``robustness`` says how the zone
    and the solutions' picks hold up; ``workers`` (threads; every core without it) and ``cluster`` (address of a Dask
    scheduler) change the time, never the answer, and ``progress`` is told the draws done and all draws. Raises
    :class:`MethodError` where the case has no packages or a party is unknown,
    :class:`~detente.errors.CommandError` for an impossible number of draws or workers.

    >>> from detente.case.catalog import load_case
    >>> found = deals(load_case("panama-canal"))
    >>> found.zone.packages, [it.utilities for it in found.solutions.nash]
    (1024, [{'usa': 64.0, 'panama': 68.0}])
    """
    seat, without = tuple(seat), tuple(without)
    for party in (*seat, *without):
        if party not in case.parties:
            raise MethodError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
    if within not in ("zone", "all"):
        raise MethodError(f"packages within {within} are not known", advice="ask for zone or all")
    asked = Draws(draws, seed, seat, without, workers, cluster, progress)
    space = space_of(case, seat=seat, without=without)
    parameters: dict[str, Any] = {"within": within, "seat": list(seat), "without": list(without)}
    parameters["nash_weights"] = dict(nash_weights or {})
    parameters["side_payments"] = case.deals.side_payments if side_payments is None else side_payments
    if near is not None:
        parameters["near"] = checked_points(near)
    found = _Answer(case, space, within, parameters).deals(asked)
    if package is not None:
        return looked_at(case, found, package, compared=compare, between=between)
    if compare is not None or between is not None:
        raise MethodError(
            "no package is named to compare or to trade from", advice="name one with --package, package=... in Python"
        )
    return found


class _Answer:
    def __init__(self, case: Case, space: Space, within: Within, parameters: dict[str, Any]) -> None:
        self.case, self.space, self.within, self.parameters = case, space, within, parameters
        self.names = [case.party_name(party) for party in space.parties]
        self.nash_powers = nash_powers(case, space, parameters["nash_weights"])
        self.issues = [case.issue_name(issue) for issue in space.issues]

    def deals(self, asked: Draws) -> Deals:
        space = self.space
        count, at_least = zone_count(space)
        share = share_that_passes(space) if at_least else None
        picked = solutions(replace(space, parties=tuple(self.names)), self.nash_powers)  # their notes name parties
        points = self.parameters.get("near")
        if not count and not len(picked["utilitarian"].packages) and picked["utilitarian"].proven:
            at_least, share = False, None
        empty = count == 0 and not at_least
        shown = self._frontier(picked, points, empty=empty)
        if at_least:
            count = max(count, sure_to_pass(space, picked, shown if self.within == "zone" else None))
        why = why_empty(space, self.names, self.issues, self._scales()) if empty else WhyEmpty((), (), ())
        table = self._at_the_table()
        found = Deals(
            run=Run.of(self.case, "deals", "exact", seed=asked.seed, draws=asked.count, parameters=self.parameters),
            issues={issue: self._alternatives(place) for place, issue in enumerate(space.issues)},
            parties={party: self._stake(place) for place, party in enumerate(space.parties)},
            zone=Zone(count=count, at_least=at_least, packages=space.size, share=share, empty_because=why.reasons),
            within=self.within,
            frontier=self._worths(shown.packages),
            frontier_complete=shown.complete,
            frontier_count=shown.count if shown.counted else None,
            solutions=self._solutions(picked),
            blockers=self._blockers(),
            power=self._power(),
            opening=why.opening,
            heels=table.heels,
            bottom_lines=table.bottom_lines,
            within_bottom_lines=table.within,
            at_the_table=table.sentences,
            closing=None if empty else closing(self.case, space),
            coalitions=coalitions_of(space.rule, space.parties, self.names),
            side_payments=self._side_payments(f"{'at least ' if at_least else ''}{count:,}", picked),
            robustness=drawn_robustness(
                self.case, space, picked, self._worths, replace(asked, nash_powers=self.nash_powers)
            )
            if asked.count
            else None,
            notes=(
                *self._weights_note(),
                *(() if empty else self._said(picked)),
                *why.notes,
                *table.notes,
                *frontier_notes(shown, points),
            ),
            sentence="",
        )
        return found.model_copy(update={"sentence": summary_sentence(self.case, found)})

    def _frontier(self, picked: dict[str, Found], points: float | None, *, empty: bool) -> Frontier:
        if empty and self.within == "zone":
            return Frontier.empty(self.space)
        if points is None:
            return frontier(self.space, self.within)
        return near_solutions(self.space, picked, points, self.within)

    def _alternatives(self, place: int) -> IssueAlternatives:
        issue = self.space.issues[place]
        scale = self.case.issues[issue].scale
        return IssueAlternatives(
            name=self.issues[place],
            alternatives={f"{mark:.15g}": scale.get(mark, "") for mark in self.space.alternatives[place]},
        )

    def _stake(self, place: int) -> PartyStake:
        space = self.space
        refused: dict[str, tuple[float, ...]] = {}
        for block in space.blocks:
            if len(block.issues) == 1 and block.refused[place].any():
                issue = block.issues[0]
                marks = block.choices[block.refused[place], 0]
                refused[space.issues[issue]] = tuple(space.alternatives[issue][mark] for mark in marks)
        return PartyStake(
            name=self.names[place],
            reservation=float(space.reservations[place]),
            bottom=float(sum(block.values[place].min() for block in space.blocks)),
            top=float(sum(block.values[place].max() for block in space.blocks)),
            veto=bool(space.rule.veto[place]) or space.rule.at_least >= len(space.parties),
            red_lines=refused,
        )

    def _worths(self, packages: Ints) -> tuple[PackageWorth, ...]:
        return worths(self.space, packages)

    def _solutions(self, picked: dict[str, Found]) -> Solutions:
        return Solutions(**{name: self._worths(picked[name].packages) for name in NAMES})

    def _said(self, picked: dict[str, Found]) -> list[str]:
        """What the solutions have to say, each thing once, with the solutions that say it."""
        said: dict[str, list[str]] = {}
        for name in NAMES:
            for note in picked[name].notes:
                said.setdefault(note, []).append(name)
        return [
            note if len(names) == len(NAMES) else f"{Pick(tuple(names), ()).title}: {note}"
            for note, names in said.items()
        ]

    def _blockers(self) -> dict[str, Blocker]:
        return {self.space.parties[one.party]: self._blocker(one) for one in blockers(self.space)}

    def _blocker(self, one: Blocking) -> Blocker:
        nearest = one.nearest
        return Blocker(
            kills=one.kills,
            at_least=one.at_least,
            nearest=self._worths(nearest.package[np.newaxis])[0] if nearest is not None else None,
            short=float(nearest.short) if nearest is not None else None,
            sentence=blocking_sentence(self.space, one, self.names, self.issues, self._scales()),
        )

    def _scales(self) -> list[Mapping[float, str]]:
        return [self.case.issues[issue].scale for issue in self.space.issues]

    def _power(self) -> dict[str, Power]:
        found = power(self.space.rule)
        return {
            party: Power(banzhaf=float(found.banzhaf[place]), shapley_shubik=float(found.shapley_shubik[place]))
            for place, party in enumerate(self.space.parties)
        }

    def _at_the_table(self) -> AtTheTable:
        return at_the_table(
            self.case,
            self.space,
            seat=self.parameters["seat"],
            without=self.parameters["without"],
            nash_powers=self.nash_powers,
        )

    def _side_payments(self, passing: str, picked: dict[str, Found]) -> SidePayments | None:
        return paid(self.case, self.space, passing, picked) if self.parameters["side_payments"] else None

    def _weights_note(self) -> tuple[str, ...]:
        given = self.parameters["nash_weights"]
        return (weights_sentence(self.case, self.space, given),) if given else ()
