"""Checks of deals: names, alternatives, values, exclusions, interactions and the pass rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.case.checks.subject import Subject
from detente.case.constraints import Exclusion, exclusion, impossible
from detente.case.deals import PartyValues
from detente.case.expressions import Either, ExpressionError, Not
from detente.case.findings import Problem
from detente.case.model import Case
from detente.case.negotiation import alternatives, seated, weights

IMPLICATION = re.compile(r"\b(implies|if)\b", re.IGNORECASE)


def deal_names(subject: Subject) -> Iterator[Problem]:
    """Deals name declared parties and issues, and alternatives on the scale."""
    deals = subject.case.deals
    if deals.pass_rule is not None:
        for place, party in enumerate(deals.pass_rule.veto):
            yield from subject.unknown_parties(("deals", "pass_rule", "veto", place), [party])
        for party in deals.pass_rule.weights:
            yield from subject.unknown_parties(("deals", "pass_rule", "weights", party), [party])
    for issue, listed in deals.alternatives.items():
        loc = ("deals", "alternatives", issue)
        yield from subject.unknown_issues(loc, [issue])
        scale = subject.case.issues.get(issue)
        for place, value in enumerate(listed):
            if scale is not None and not scale.low <= value <= scale.high:
                yield Problem(
                    "off-scale", (*loc, place), f"alternative {value:g} lies off the scale of `{issue}`",
                    "move it onto the scale, or extend the scale",
                )  # fmt: skip
    for party, values in deals.values.items():
        yield from subject.unknown_parties(("deals", "values", party), [party])
        for issue in values.tables:
            yield from subject.unknown_issues(("deals", "values", party, issue), [issue])
        for issue in values.weights:
            yield from subject.unknown_issues(("deals", "values", party, "weights", issue), [issue])


def alternatives_sound(subject: Subject) -> Iterator[Problem]:
    """An issue has alternatives, each once."""
    for issue, listed in subject.case.deals.alternatives.items():
        loc = ("deals", "alternatives", issue)
        if not listed:
            yield Problem(
                "no-alternative", loc, f"issue `{issue}` has no alternative, so there is no package",
                "list some, or remove the line: the marks of the scale are then the alternatives",
            )  # fmt: skip
        for place, value in enumerate(listed):
            if value in listed[:place]:
                yield Problem(
                    "alternative-repeated", (*loc, place), f"alternative {value:g} stands twice", "keep one of them"
                )


def exclusions_readable(subject: Subject) -> Iterator[Problem]:
    """What is excluded is said in the language of expressions, of declared issues and listed alternatives."""
    for place, text in enumerate(subject.case.deals.exclude):
        try:
            exclusion(subject.case, text)
        except ExpressionError as error:
            shown = error.pointer.replace("\n", "\n    ")
            yield Problem(
                "bad-exclusion", ("deals", "exclude", place), error.message,
                f"mend it where the caret points, or write it as assad=0 and elections=100:\n    {shown}",
            )  # fmt: skip


def exclusions_of_implications(subject: Subject) -> Iterator[Problem]:
    """What is excluded is where a link between issues fails, not where it holds."""
    for place, text in enumerate(subject.case.deals.exclude):
        try:
            tree = exclusion(subject.case, text).tree
        except ExpressionError:  # said by another check
            continue
        if isinstance(tree, Either) and isinstance(tree.left, Not) and IMPLICATION.search(text):
            yield Problem(
                "implication-excluded", ("deals", "exclude", place), f"`{text[:60]}` excludes the packages in which it holds",
                f"to exclude those in which it fails, write: not ({text[:60]})", "warning",
            )  # fmt: skip


def exclusions_leave_packages(subject: Subject) -> Iterator[Problem]:
    """What is excluded leaves at least one package."""
    group = impossible(subject.case, _readable(subject.case))
    if group:
        named = ", ".join(f"`{issue}`" for issue in group)
        yield Problem(
            "no-package-left", ("deals", "exclude"), f"every combination of {named} is excluded, so no package can be",
            "take back an exclusion that every package needs broken", at_key=True,
        )  # fmt: skip


def _readable(case: Case) -> tuple[Exclusion, ...]:
    found = []
    for text in case.deals.exclude:
        try:
            found.append(exclusion(case, text))
        except ExpressionError:  # said by another check
            continue
    return tuple(found)


def interactions_sound(subject: Subject) -> Iterator[Problem]:
    """Interactions are of declared parties, on two different declared issues and on listed alternatives."""
    for number, it in enumerate(subject.case.deals.interactions):
        loc = ("deals", "interactions", number)
        yield from subject.unknown_parties((*loc, "party"), [it.party])
        for place, issue in enumerate(it.issues):
            yield from subject.unknown_issues((*loc, "issues", place), [issue])
        if it.issues[0] == it.issues[1]:
            yield Problem("interaction-of-one", (*loc, "issues"), f"`{it.issues[0]}` stands twice", "name two issues")
        if any(issue not in subject.case.issues for issue in it.issues):
            continue
        listed = [alternatives(subject.case, issue) for issue in it.issues]
        pairs = [(first, second) for first, row in it.values.items() for second in row]
        lost = next((pair for pair in pairs if pair[0] not in listed[0] or pair[1] not in listed[1]), None)
        if lost is not None:
            yield Problem(
                "unknown-alternative", (*loc, "values"), f"{lost[0]:g}, {lost[1]:g} is no pair of alternatives of "
                f"`{it.issues[0]}` and `{it.issues[1]}`", "list both under deals.alternatives, or correct the pair",
            )  # fmt: skip


def weights_sound(subject: Subject) -> Iterator[Problem]:
    """Given weights do not sum to zero, and stand where the party has a position or a table of values."""
    for party, values in subject.case.deals.values.items():
        loc = ("deals", "values", party, "weights")
        held = weights(subject.case, party)
        if values.weights and not any(number.high > 0 for _, number in held.values()):
            yield Problem(
                "weights-sum-to-zero", loc, f"the weights of `{party}` sum to zero over the issues it has values on",
                "give a weight above 0 to an issue on which it has a position or a table of values", at_key=True,
            )  # fmt: skip
            continue
        for issue in values.weights:
            if issue in subject.case.issues and issue not in held:
                yield Problem(
                    "weight-without-value", (*loc, issue), f"`{party}` has a weight and neither position nor values on `{issue}`",
                    "the weight counts nothing; add a position or a table of values", "warning", at_key=True,
                )  # fmt: skip
        lost = [issue for issue in held if values.weights and issue not in values.weights]
        if lost:
            yield Problem(
                "weight-missing", loc, f"the weights of `{party}` leave out {', '.join(f'`{it}`' for it in lost)}, which count nothing",
                "write a weight for each issue, 0 where it means so", "warning", at_key=True,
            )  # fmt: skip


def values_span_alternatives(subject: Subject) -> Iterator[Problem]:
    """A table of values reaches from the lowest to the highest alternative; between its entries values run straight."""
    for party, values in subject.case.deals.values.items():
        for issue, table in values.tables.items():
            if issue not in subject.case.issues or not table:
                continue
            beyond = [mark for mark in alternatives(subject.case, issue) if not min(table) <= mark <= max(table)]
            if beyond:
                yield Problem(
                    "value-missing", ("deals", "values", party, issue),
                    f"`{party}` has no value for {', '.join(f'{it:g}' for it in beyond)} on `{issue}`",
                    "write it; without it the value is that of the nearest end of the table", "warning", at_key=True,
                )  # fmt: skip


def reservation_out_of_reach(subject: Subject) -> Iterator[Problem]:
    """A reservation above the best package leaves its party no package to accept."""
    case = subject.case
    extra = {it.party for it in case.deals.interactions}
    for party, it in case.parties.items():
        values = case.deals.values.get(party, PartyValues())
        under_values = values.reservation is not None
        number = values.reservation if under_values else it.reservation
        if number is None or party in extra or not weights(case, party):
            continue
        most = _most(case, party)
        if number.low > most + 1e-9:
            loc = ("deals", "values", party, "reservation") if under_values else ("parties", party, "reservation")
            yield Problem(
                "reservation-out-of-reach", loc, f"no package is worth {number} to `{party}`: its best is worth {most:.4g} at most",
                "check the number; as it is, the party accepts nothing", "warning",
            )  # fmt: skip


def _most(case: Case, party: str) -> float:
    """What the best alternative of every issue would be worth at the best values."""
    held = {issue: number.best for issue, (_, number) in weights(case, party).items()}
    tables = case.deals.values.get(party, PartyValues()).tables
    best = {}
    for issue in held:
        it = case.issues[issue]
        if tables.get(issue):
            best[issue] = max(number.best for number in tables[issue].values())
        else:
            at, width = case.positions[party][issue].position.best, it.high - it.low or 1.0
            best[issue] = max((100 * (1 - abs(at - mark) / width) for mark in alternatives(case, issue)), default=0.0)
    total = sum(held.values())
    return sum(held[issue] * best[issue] for issue in held) / total if total > 0 else 0.0


def pass_rule_can_be_met(subject: Subject) -> Iterator[Problem]:
    """A pass rule asks for no more parties and no more weight than there are at the table."""
    rule, parties = subject.case.deals.pass_rule, seated(subject.case)
    if rule is None:
        return
    if rule.at_least is not None and rule.at_least > len(parties):
        yield Problem(
            "pass-rule-unmet", ("deals", "pass_rule", "at_least"), f"{rule.at_least} parties have to consent, and {len(parties)} are at the table",
            "ask for fewer, or give more parties the role at_table", "warning",
        )  # fmt: skip
    if rule.quota is not None:
        weight = sum(rule.weights[it].best for it in parties if it in rule.weights) if rule.weights else len(parties)
        if rule.quota.best > weight + 1e-9:
            yield Problem(
                "pass-rule-unmet", ("deals", "pass_rule", "quota"), f"a weight of {rule.quota} has to consent, and all at the table have {weight:g}",
                "lower the quota, or correct the weights", "warning",
            )  # fmt: skip


CHECKS = (
    deal_names,
    alternatives_sound,
    exclusions_readable,
    exclusions_of_implications,
    exclusions_leave_packages,
    interactions_sound,
    weights_sound,
    values_span_alternatives,
    reservation_out_of_reach,
    pass_rule_can_be_met,
)
