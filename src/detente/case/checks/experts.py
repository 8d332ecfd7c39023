"""Checks of experts, their judgements and the seed questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.case.checks.subject import Subject, unknown
from detente.case.document import Loc
from detente.case.fields import bounds_at
from detente.case.findings import Problem
from detente.case.performance import is_usable
from detente.case.pooling import expert_weights, weighting
from detente.case.walk import believed_numbers

FEW = 8


def judgement_expert(subject: Subject) -> Iterator[Problem]:
    """Judgements and answers to seed questions come from declared experts."""
    for place, it in enumerate(subject.case.judgements):
        if it.by not in subject.experts:
            yield unknown("expert", ("judgements", place, "by"), it.by, subject.experts)
    for key, seed in subject.case.seed_questions.items():
        for expert in seed.judgements:
            if expert not in subject.experts:
                yield unknown("expert", ("seed_questions", key, "judgements", expert), expert, subject.experts)


def judgement_number(subject: Subject) -> Iterator[Problem]:
    """A judgement concerns a number that is written in the case, on its scale and within its limits."""
    if not subject.case.judgements:
        return
    known = {".".join(map(str, loc)): loc for loc, _ in believed_numbers(subject.case)}
    for place, it in enumerate(subject.case.judgements):
        if it.number not in known:
            if not _is_left_out(subject, it.number):
                yield unknown("number", ("judgements", place, "number"), it.number, known)
            continue
        low, high, where = _limits(subject, known[it.number])
        if it.value.low < low or it.value.high > high:
            yield Problem(
                "judgement-off-limits", ("judgements", place, "value"),
                f"{it.value} lies outside what `{it.number}` can be, {low:g} to {high:g}{where}",
                "move the judgement within these limits, or extend the scale",
            )  # fmt: skip


def judgement_repeated(subject: Subject) -> Iterator[Problem]:
    """An expert judges a number once."""
    seen: set[tuple[str, str]] = set()
    for place, it in enumerate(subject.case.judgements):
        if (it.number, it.by) in seen:
            yield Problem(
                "judgement-repeated", ("judgements", place), f"`{it.by}` judges `{it.number}` for the second time",
                "keep the judgement that holds; only the first is read",
            )  # fmt: skip
        seen.add((it.number, it.by))


def written_number_unused(subject: Subject) -> Iterator[Problem]:
    """A number that experts judged is the pool of their judgements; a different one written in its place is not read."""
    if not subject.case.judgements:
        return
    written = {".".join(map(str, loc)): (loc, number) for loc, number in believed_numbers(subject.case)}
    for path, pool in subject.case.pools.items():
        if path in written and written[path][1] != pool.number:
            loc, number = written[path]
            count = len(pool.members)
            yield Problem(
                "written-number-unused", loc,
                f"`{path}` is {pool.number} by {count} judgement{'' if count == 1 else 's'}; {number}, written here, is not used",
                f"write {pool.number.raw} here, or take the judgements out", "warning",
            )  # fmt: skip


def seed_answers(subject: Subject) -> Iterator[Problem]:
    """Answers to a seed question are three different values: 5 %, 50 % and 95 % quantile."""
    for key, seed in subject.case.seed_questions.items():
        for expert, answer in seed.judgements.items():
            if not is_usable(answer):
                yield Problem(
                    "seed-answer-shape", ("seed_questions", key, "judgements", expert),
                    f"{answer} is no answer to a seed question", "write three different values, [low, best, high]",
                )  # fmt: skip


def seed_questions_unanswered(subject: Subject) -> Iterator[Problem]:
    """Experts are compared fairly only where all of them answered every seed question."""
    case = subject.case
    judging = {it.by for it in case.judgements} & set(case.experts)
    for key, seed in case.seed_questions.items():
        missing = sorted(judging - set(seed.judgements))
        if missing:
            yield Problem(
                "seed-question-unanswered", ("seed_questions", key), f"no answer from {', '.join(missing)} to `{key}`",
                "ask them, or take the question out: who answers none has no performance weight", "warning", at_key=True,
            )  # fmt: skip


def too_few_seed_questions(subject: Subject) -> Iterator[Problem]:
    """Performance weights need seed questions, and a handful of them cannot tell experts apart."""
    case = subject.case
    if weighting(case.experts, case.seed_questions, case.pooling) != "performance":
        return
    count = len(case.seed_questions)
    if not count:
        yield Problem(
            "no-seed-questions", ("pooling", "weights"), "performance weights need seed questions; all experts count the same",
            "add `seed_questions`, or write `weights: equal`",
        )  # fmt: skip
    elif count < FEW:
        yield Problem(
            "few-seed-questions", ("seed_questions",), f"{count} seed question{'' if count == 1 else 's'} are few to weigh experts by",
            f"ask at least {FEW}, or write `weights: equal` under `pooling`", "warning", at_key=True,
        )  # fmt: skip


def nobody_heard(subject: Subject) -> Iterator[Problem]:
    """Where no expert who judged a number has any weight, all of them count the same, and that is said."""
    case = subject.case
    weights = expert_weights(case.experts, case.seed_questions, case.pooling)
    by_number: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    for place, it in enumerate(case.judgements):
        by_number.setdefault(it.number, []).append(it.by)
        first.setdefault(it.number, place)
    for path, experts in by_number.items():
        known = [expert for expert in experts if expert in weights]
        if known and not any(map(weights.__getitem__, known)):
            yield Problem(
                "nobody-heard", ("judgements", first[path]), f"no expert who judged `{path}` has a weight above zero",
                "all of them count the same there; ask an expert with weight, or write `weights: equal`", "warning",
            )  # fmt: skip


def _is_left_out(subject: Subject, path: str) -> bool:
    """True where the file holds something at a path that the case lacks as it could not be read: said elsewhere."""
    return _stands(subject.raw, path) and not _stands(subject.case.raw(), path)


def _stands(node: Any, path: str) -> bool:
    for step in path.split("."):
        if isinstance(node, list) and step.isdecimal() and len(step) < 9:
            node = node[int(step)] if int(step) < len(node) else None
        else:
            node = node.get(step) if isinstance(node, Mapping) else None
    return node is not None


def _limits(subject: Subject, loc: Loc) -> tuple[float, float, str]:
    """Least and most a number may be, and words for where that comes from."""
    issue = _issue_of(loc)
    if issue in subject.case.issues and len(subject.case.issues[issue].scale) > 1:
        scale = subject.case.issues[issue]
        return scale.low, scale.high, f", the scale of `{issue}`"
    return *bounds_at(loc), ""


def _issue_of(loc: Loc) -> str:
    """The issue on whose scale the number at a location lies; empty for a number that lies on none."""
    if loc[0] == "positions" and loc[-1] in ("position", "stated", "bottom_line", "red_line"):
        return str(loc[2])
    if loc[0] == "issues" and loc[-1] == "reference":
        return str(loc[1])
    return ""


CHECKS = (
    judgement_expert,
    judgement_number,
    judgement_repeated,
    written_number_unused,
    seed_answers,
    seed_questions_unanswered,
    too_few_seed_questions,
    nobody_heard,
)
