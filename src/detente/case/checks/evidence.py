"""Checks of evidence and sources; whether a quote stands in its source is checked in ``detente.sources``."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject, unknown
from detente.case.findings import Problem
from detente.case.walk import judged


def unknown_evidence(subject: Subject) -> Iterator[Problem]:
    """Evidence ids name declared evidence."""
    for loc, claim in judged(subject.case):
        for name, keys in (("evidence", claim.evidence), ("against", claim.against)):
            for place, key in enumerate(keys):
                if key not in subject.evidence:
                    yield unknown("evidence", (*loc, name, place), key, subject.evidence)


def unknown_source(subject: Subject) -> Iterator[Problem]:
    """Evidence comes from a declared source, and from a declared party where it names one."""
    for key, it in subject.case.evidence.items():
        if it.source not in subject.sources:
            yield unknown("source", ("evidence", key, "source"), it.source, subject.sources)
        yield from subject.unknown_parties(("evidence", key, "by"), [it.by])


def evidence_without_words(subject: Subject) -> Iterator[Problem]:
    """Evidence quotes its source or says what it claims."""
    for key, it in subject.case.evidence.items():
        if not (it.quote.strip() or it.claim.strip()):
            yield Problem(
                "evidence-without-words", ("evidence", key), f"evidence `{key}` has neither quote nor claim",
                "add the exact words as `quote`, or what the source says as `claim`", at_key=True,
            )  # fmt: skip


def evidence_span(subject: Subject) -> Iterator[Problem]:
    """A span runs forward and is as long as its quote."""
    for key, it in subject.case.evidence.items():
        if it.span is not None and not 0 <= it.span[0] < it.span[1]:
            yield Problem(
                "span-backwards", ("evidence", key, "span"), f"span {list(it.span)} does not run forward",
                "write [start, end] in characters of the article's text",
            )  # fmt: skip


def evidence_unused(subject: Subject) -> Iterator[Problem]:
    """Evidence that nothing refers to may have been forgotten."""
    used = {key for _, claim in judged(subject.case) for key in (*claim.evidence, *claim.against)}
    for key in subject.case.evidence:
        if key not in used:
            yield Problem(
                "evidence-unused", ("evidence", key), f"nothing refers to evidence `{key}`",
                "add its id to the number it supports or speaks `against`, or remove it", "warning", at_key=True,
            )  # fmt: skip


CHECKS = (unknown_evidence, unknown_source, evidence_without_words, evidence_span, evidence_unused)
