"""Trust in sentences: words first, then the number with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.model import Case
from detente.engines.trust.network_words import listed
from detente.results.trust import (
    Assurance,
    ConfidenceMeasure,
    Estimate,
    EventEffect,
    Guarantors,
    Opinion,
    Reconciliation,
    Voucher,
    Wall,
)

WITHIN = {"internal": "within the country", "regional": "within the region", "international": "among the states beyond"}


def shown(value: float) -> str:
    """A trust from 0 to 1 in two digits.

    >>> shown(0.114), shown(1.0), shown(0.0), shown(-0.05)
    ('.11', '1', '0', '-.05')
    """
    text = f"{value:.2f}"
    return {"1.00": "1", "0.00": "0", "-0.00": "0"}.get(text, text.replace("0.", ".", 1))


def with_interval(it: Estimate) -> str:
    """A number and the middle 80 % of its draws.

    >>> with_interval(Estimate(best=0.04, interval80=(0.01, 0.09)))
    '.04 [.01, .09]'
    """
    if it.interval80 is None or it.interval80[0] == it.interval80[1]:
        return shown(it.best)
    return f"{shown(it.best)} [{shown(it.interval80[0])}, {shown(it.interval80[1])}]"


def percent(it: Estimate) -> str:
    """A share in per cent, with its interval.

    >>> percent(Estimate(best=0.78, interval80=(0.6, 0.85)))
    '78 % [60, 85]'
    """
    spread = it.interval80
    if spread is None or f"{spread[0]:.0%}" == f"{spread[1]:.0%}":
        return f"{it.best * 100:.0f} %"
    return f"{it.best * 100:.0f} % [{spread[0] * 100:.0f}, {spread[1] * 100:.0f}]"


def assurance_sentence(case: Case, it: Assurance, known: bool) -> str:
    """Whether one party trusts another enough, and what would be enough."""
    pair = f"{case.party_name(it.truster)} in {case.party_name(it.trusted)}"
    if it.game == "not judged":
        return f"Trust of {pair}: not judged, as the case gives no `peace_worth` or no `harm` of the first."
    if it.game == "deadlock":
        return f"To {case.party_name(it.truster)} fighting is worth at least as much as peace: no trust of {pair} changes that."
    if it.game == "dilemma":
        return (
            f"Trust of {pair} does not decide: breaking the peace would bring the first at least as much as keeping it. What "
            "monitoring and punishment could do is for `detente ceasefire` to say."
        )
    needed = with_interval(it.needed) if it.needed is not None else ""
    if not known:
        return f"Nothing is known about the trust of {pair}; to keep a peace first would take {needed}."
    numbers = f"trust of {pair} is {with_interval(it.trust)}, and to keep a peace first takes {needed}; {it.verdict}."
    return f"Enough: {numbers}" if it.enough else f"Not enough: {numbers}{_would_do(it)}"


def _would_do(it: Assurance) -> str:
    ways = []
    if it.encounters is not None:
        count = max(round(it.encounters), 1)
        ways.append(f"about {count} kept promise{'s' if count != 1 else ''} in a row")
    if it.guarantee is not None:
        ways.append(f"a guarantee that makes up {percent(it.guarantee)} of the harm")
        ways.append("monitoring that gives warning of as large a share of breaches")
    return f" Enough would be {', or '.join(ways)}." if ways else ""


def excluded_of(case: Case) -> frozenset[str]:
    """The parties that the case calls excluded: nobody asks for trust in them, so that the words leave them aside."""
    return frozenset(party for party, it in case.parties.items() if it.role == "excluded")


def summary_sentence(case: Case, opinions: Sequence[Opinion], walls: Sequence[Wall], without: Sequence[Wall]) -> str:
    """Where trust is lowest, and the walls."""
    known = [it for it in opinions if it.informed]
    if not known:
        return "Nothing is known about trust: no relation gives one and no event is counted. Every opinion is all uncertainty."
    aside = excluded_of(case)
    asked = [it for it in known if not {it.truster, it.trusted} & aside]
    worst = min(asked or known, key=lambda it: (it.trust.best, it.truster, it.trusted))
    left = " (excluded groups left aside)" if asked and len(asked) < len(known) else ""
    pair = f"{case.party_name(worst.truster)} in {case.party_name(worst.trusted)}"
    text = f"Trust is lowest of {pair}: {with_interval(worst.trust)}{left}."
    told = [
        _wall(it, other)
        for it, other in zip(walls, without, strict=True)
        if it.truster == it.trusted and it.trust is not None
    ]
    return f"{text} The walls, as mean trust: {', '.join(told)}." if told else text


def _wall(it: Wall, without: Wall) -> str:
    text = f"{WITHIN[it.truster]} {with_interval(it.trust)}" if it.trust is not None else ""
    if without.trust is not None and it.trust is not None and without.known < it.known:
        text += f" (without the excluded groups {with_interval(without.trust)})"
    return text


def sentences(
    case: Case,
    assurance: Sequence[Assurance],
    guarantors: Sequence[Guarantors],
    measures: Sequence[ConfidenceMeasure],
    events: Sequence[EventEffect],
    vouchers: Sequence[Voucher],
) -> tuple[str, ...]:
    """What mistrust costs, who could guarantee, what would build confidence, which events moved trust, who could vouch."""
    aside = excluded_of(case)
    return (
        *_cost([it for it in assurance if not {it.truster, it.trusted} & aside]),
        *_could_guarantee(case, [it for it in guarantors if not {it.one, it.other} & aside]),
        *_builds(case, measures), *_moved(case, events), *_vouch(case, vouchers, assurance),
    )  # fmt: skip


def _cost(assurance: Sequence[Assurance]) -> Iterator[str]:
    fights = [it for it in assurance if it.fights and it.enough is not None]
    others = [it for it in assurance if not it.fights and it.enough is not None]
    told = [
        f"in {sum(not it.enough for it in those)} of {len(those)} directions in which parties {who}"
        for those, who in ((fights, "fight each other"), (others, "do not fight"))
        if those
    ]
    if told:
        text = ", and ".join(told)
        yield f"{text[:1].upper()}{text[1:]}, there is too little trust to keep a peace first."
    if assurance and not fights:
        yield "No pair that fights is judged: that takes `fighting`, and `peace_worth` and `harm` of the parties."
    yield from [it.sentence for it in fights if not it.enough][:4]


def _could_guarantee(case: Case, guarantors: Sequence[Guarantors]) -> Iterator[str]:
    for it in guarantors[:4]:
        yield guarantee_sentence(case, it)


def guarantee_sentence(case: Case, it: Guarantors) -> str:
    """Who could guarantee a promise between two parties."""
    pair = f"{case.party_name(it.one)} and {case.party_name(it.other)}"
    if it.guarantors:
        names = (
            f"{case.party_name(one.party)} (trust {shown(one.trust_of_one)} and {shown(one.trust_of_other)}"
            + (f"; in {one.share * 100:.0f} % of draws" if one.share is not None else "")
            + ")"
            for one in it.guarantors[:3]
        )
        return f"Between {pair}, trusted enough by both to guarantee: {listed(names)}."
    if it.nearest is not None and it.short is not None:
        near = f"{case.party_name(it.nearest)}, short by {shown(it.short)}"
        return f"Between {pair} nobody is trusted enough by both to guarantee; nearest comes {near}."
    return f"Between {pair} there is no third party of which both know anything."


def _builds(case: Case, measures: Sequence[ConfidenceMeasure]) -> Iterator[str]:
    """The measures that add most trust, most for their cost, and that take most away; and pairs brought over."""
    if not measures:
        return
    most = max(measures, key=lambda it: it.gained.best)
    worst = min(measures, key=lambda it: it.gained.best)
    priced = [it for it in measures if it.per_cost is not None]
    if most.gained.best <= 0:
        yield "No measure of the case adds to trust."
    else:
        text = f"Most trust would come of this: {_low(most.what)} ({_signed(most.gained)} over all pairs)"
        cheap = max(priced, key=lambda it: it.per_cost or 0.0, default=most)
        yield (
            f"{text}; most for its cost: {_low(cheap.what)} ({_signed(cheap.gained)})."
            if cheap != most
            else f"{text}, also for its cost."
        )
    if worst.gained.best < 0:
        yield f"Most trust would be lost by this: {_low(worst.what)} ({_signed(worst.gained)})."
    crossing = [(it, pair) for it in measures for pair in it.opened]
    for it, (one, other) in crossing[:2]:
        yield f"{it.what}: this alone brings the trust of {case.party_name(one)} in {case.party_name(other)} to enough, at the best values."
    if not crossing:
        yield "No single measure brings a pair to enough trust."


def _moved(case: Case, events: Sequence[EventEffect]) -> Iterator[str]:
    for it in events[:3]:
        what = f"{it.what or it.event} ({it.date})"
        pair = f"{case.party_name(it.truster)} in {case.party_name(it.trusted)}"
        change = f"by {_signed(it.change)}" if abs(it.change.best) >= 0.005 else "by less than .01"
        yield f"What moved the trust of {pair}: {what}, {change}."


def _vouch(case: Case, vouchers: Sequence[Voucher], assurance: Sequence[Assurance]) -> Iterator[str]:
    lacking = {(it.truster, it.trusted) for it in assurance if it.enough is False}
    for it in [one for one in vouchers if (one.truster, one.trusted) in lacking][:2]:
        own = f"against {shown(it.direct)} of its own" if it.direct is not None else "where nothing is known directly"
        yield (
            f"{listed(map(case.party_name, it.through))} could vouch for {case.party_name(it.trusted)} to "
            f"{case.party_name(it.truster)}: belief {shown(it.belief)} that way, {own}."
        )


def reconciliation_sentence(case: Case, it: Reconciliation) -> str:
    """What else becomes tense if two hostile parties were friendly."""
    text = f"If {case.party_name(it.one)} and {case.party_name(it.other)} were reconciled"
    caught = [f"{case.party_name(pair.one)} and {case.party_name(pair.other)}" for pair in it.caught]
    text += (
        f", tense would become what stands between {'; '.join(caught)}"
        if caught
        else ", nothing else would become tense"
    )
    relieved = listed(map(case.party_name, it.relieved))
    return f"{text}; no longer caught between two friends at odds: {relieved}." if relieved else f"{text}."


def told_reconciliations(case: Case, found: Sequence[Reconciliation]) -> list[Reconciliation]:
    """Those worth telling: of parties at the table where there are any, those that make least tense first."""
    aside = excluded_of(case)
    asked = [it for it in found if not {it.one, it.other} & aside]
    seated = [it for it in asked if case.parties[it.one].role == case.parties[it.other].role == "at_table"]
    return (seated or asked)[:3]


def _signed(it: Estimate) -> str:
    text = with_interval(it)
    return text if text.startswith("-") or it.best == 0 else f"+{text}"


def _low(text: str) -> str:
    """A sentence as part of another: only an article loses its capital."""
    return text[:1].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else text
