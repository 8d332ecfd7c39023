"""The trust of a case: opinions, walls, what peace needs, guarantors, camps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from detente.case.model import Case
from detente.engines.trust.confidence import measures
from detente.engines.trust.encounters import Pair, Tally
from detente.engines.trust.estimates import estimate
from detente.engines.trust.guaranteeing import guarantors
from detente.engines.trust.judging import judged, needs
from detente.engines.trust.network import SECONDS, network
from detente.engines.trust.plan import BLOCK, Gain, Plan, Values, joined, plan_of
from detente.engines.trust.vouching import vouchers
from detente.engines.trust.walls import walls
from detente.engines.trust.wording import excluded_of, sentences, summary_sentence
from detente.engines.uncertainty import Progress, in_blocks
from detente.errors import CommandError, MethodError
from detente.results.run import Run
from detente.results.trust import EventEffect, Opinion, Trust

MAX_DRAWS = 100_000


def trust(
    case: Case,
    *,
    draws: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
    gains: Mapping[Pair, Gain] | None = None,
    seconds: float = SECONDS,
    parameters: Mapping[str, Any] | None = None,
) -> Trust:
    """What each party can expect of the others' word, where that falls short, and what would help.

    ``gains`` says what a fait accompli brings a party against another, in points of its utility, as the leverage engine finds
    it; without, nothing. ``seconds`` bounds the search for two camps, half of it that for any number; ``parameters`` are noted in the run.
    Raises :class:`MethodError` where the case has fewer than two parties, or more than can be looked at, and
    :class:`CommandError` for an impossible number of draws.

    >>> from detente.case.catalog import load_case
    >>> found = trust(load_case("vienna-2015"), draws=50)
    >>> [(it.truster, round(it.trust.best, 2)) for it in found.walls if it.truster == it.trusted]
    [('internal', 0.22), ('regional', 0.41), ('international', 0.28)]
    """
    if not 0 <= draws <= MAX_DRAWS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS:,}")
    if len(case.parties) < 2:
        raise MethodError("trust takes two parties, and the case has fewer", advice="add `parties` and `relations`")
    gains = dict(gains or {})
    plan = plan_of(case, draws)
    best = plan.best()

    def evaluate(start: int, stop: int) -> Values:
        return plan.drawn(seed, start, stop)

    drawn = joined(in_blocks(evaluate, draws, BLOCK, workers=workers, progress=progress), plan)
    need = needs(plan, best, drawn, gains)
    assurance = judged(case, plan, best, drawn, gains)
    held = _opinions(case, plan, best, drawn)
    effects = _effects(plan, best, drawn)
    known = len(plan.known)
    between = walls(case, plan.known, best.trust[:known], drawn.trust[:known])
    without = walls(case, plan.known, best.trust[:known], drawn.trust[:known], excluded_of(case))
    tally = plan.best_tally
    vouching = vouchers(
        tuple(case.parties), plan.known, Tally(plan.record, plan.known, tally.column).opinions,
        excluded_of(case),
    )  # fmt: skip
    could = guarantors(case, plan, best, drawn, need, assurance)
    building = measures(case, plan, best, drawn, need)
    return Trust(
        run=Run.of(case, "trust", "beta_reputation", seed=seed, draws=draws, parameters=_parameters(gains, parameters)),
        as_of=plan.record.as_of,
        opinions=held,
        unknown=len(case.parties) * (len(case.parties) - 1) - known,
        events=effects,
        walls=between,
        walls_without_excluded=without,
        vouchers=vouching,
        assurance=assurance,
        measures=building,
        guarantors=could,
        network=network(case, seconds),
        notes=tuple(_notes(case, plan, gains)),
        sentences=sentences(case, assurance, could, building, effects, vouching),
        sentence=summary_sentence(case, held, between, without),
    )


def _parameters(gains: Mapping[Pair, Gain], more: Mapping[str, Any] | None) -> dict[str, Any]:
    given = {f"{one} against {other}": gain.best for (one, other), gain in gains.items()}
    return {**({"gains": given} if given else {}), **(more or {})}


def _opinions(case: Case, plan: Plan, best: Values, drawn: Values) -> tuple[Opinion, ...]:
    """The opinion of every pair looked at, those with information first."""
    tally = plan.best_tally
    held = tally.opinions
    found = []
    for number, pair in enumerate(plan.pairs):
        place, events = plan.record.priors.get(pair), plan.record.events.get(pair, ())
        evidence = [*(case.relations[place].evidence if place is not None else ())]
        reports = [report for one in events for report in one.reports]
        evidence += [key for report in reports for key in case.events[report].evidence]
        sources = [case.evidence[key].source for key in evidence if key in case.evidence]
        stated = estimate(float(best.stated[number, 0]), drawn.stated[number]) if place is not None else None
        found.append(
            Opinion(
                truster=pair[0],
                trusted=pair[1],
                stated=stated,
                belief=float(held.belief[number, 0]),
                disbelief=float(held.disbelief[number, 0]),
                uncertainty=float(held.uncertainty[number, 0]),
                trust=estimate(float(best.trust[number, 0]), drawn.trust[number]),
                encounters=float(tally.good[number, 0] + tally.bad[number, 0]),
                events=len(events),
                reports=len(reports),
                sources=tuple(dict.fromkeys(sources)),
                evidence=tuple(dict.fromkeys(evidence)),
                informed=number < len(plan.known),
            )
        )
    return tuple(found)


def _effects(plan: Plan, best: Values, drawn: Values) -> tuple[EventEffect, ...]:
    events = plan.case.events
    return tuple(
        EventEffect(
            event=one.key,
            truster=one.pair[0],
            trusted=one.pair[1],
            date=one.event.date,
            kind=one.event.kind,
            what=one.event.what,
            change=estimate(float(best.effects[number, 0]), drawn.effects[number]),
            reports=one.reports,
            evidence=tuple(dict.fromkeys(key for report in one.reports for key in events[report].evidence)),
        )
        for number, one in enumerate(plan.told)
    )


def _notes(case: Case, plan: Plan, gains: Mapping[Pair, Gain]) -> Iterable[str]:
    """What was assumed, and what was left out."""
    record, settings = plan.record, case.trust
    if record.unweighted:
        yield f"{record.unweighted} relations give trust without `trust_weight`: they count as 2 encounters each."
    if record.events and settings.half_life is None:
        yield "The half-life of an event is not given: 365 days are assumed."
    if record.events and case.as_of is None:
        yield f"The case has no `as_of`: the age of events counts from the last of them, {record.as_of}."
    if record.events and any(pair in record.priors for pair in record.events):
        yield (
            "Trust given under `relations` counts as what was believed before the events. Where it was judged with them in mind "
            "they count twice: lower its `trust_weight`."
        )
    if record.later:
        yield f"{_events(len(record.later))} after {record.as_of} and not counted."
    if record.unusable:
        yield f"{_events(len(record.unusable))} without two parties of the case and not counted."
    told = sum(len(it) for it in record.events.values())
    if told > len(plan.told):
        yield f"Of {told:,} events the {len(plan.told)} that moved trust most are told; all count."
    if plan.known and case.trust.prior_weight is None:
        yield (
            "The fewer encounters trust rests on, the nearer it is drawn to the base rate of a half; `trust: {prior_weight: 0}` in the "
            "case takes stated trust as it is."
        )
    if not gains:
        yield "What a fait accompli would gain a party at the table is taken as nothing; more gain needs more trust."
    if not case.relations:
        yield "The case has no relations: add `trust` and `sign` there."


def _events(count: int) -> str:
    return f"{count:,} event{' is' if count == 1 else 's are'}"
