"""What stands behind the numbers: how many rest on what, and the evidence of each that no other table shows."""

from __future__ import annotations

from detente.brief.contents import Block, Bullets, Cell, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.sources.evidence.standing import Count, Ground, NumberGround, Standing, ground_of
from detente.sources.evidence.standing import standing as compute

HEADS = ("A quote in its source", "Unverified", "Background", "Misquoted", "Nothing", "Something against it")


def standing(case: Case, evidence: Evidence) -> Section:
    """Counts by party and by issue; then each claim with its numbers, the notes for and against it and how far they go."""
    found = compute(case, evidence.verifications)
    total = found.total
    blocks: list[Block] = [
        Text(
            f"Of {total.numbers} numbers {total.grounds['quoted']} rest on a quote that was found in its source, "
            f"{total.grounds['unverified']} on evidence that is not verified, {total.grounds['background']} on background "
            f"knowledge alone and {total.grounds['none']} on nothing; against {total.contradicted} something is recorded. "
            "A number counts by the best of its evidence.",
        )
    ]
    for name, title, counts in (
        ("standing_parties", "Numbers of", {case.party_name(key): it for key, it in found.parties.items()}),
        ("standing_issues", "Numbers on", {case.issue_name(key): it for key, it in found.issues.items()}),
    ):
        if counts:
            blocks.append(Table(name, (title, *HEADS), tuple(_counts(*it) for it in counts.items())))
    for title, items in _claims(case, found, evidence).items():
        blocks += [Text(title, style="small"), Bullets(tuple(items))]
    return Section("standing", "What stands behind the numbers", tuple(blocks))


def _counts(name: str, it: Count) -> tuple[Cell, ...]:
    return (Cell(name), *(Cell(str(number)) for number in it.grounds.values()), Cell(str(it.contradicted)))


TITLES = {
    "parties": "Parties, each number with the notes of its evidence in brackets:",
    "issues": "Issues:",
    "relations": "Relations, by the party whose view or influence it is:",
    "facts": "Facts on the ground:",
    "measures": "Measures:",
    "fighting": "Who attacks whom:",
    "overlap": "Whose fighters are mixed with whose:",
    "ceasefires": "Ceasefire designs:",
    "ripeness": "How the parties see the war:",
}
"""Sections of the case in the order of the brief; the positions have a table of their own."""


def _claims(case: Case, found: Standing, evidence: Evidence) -> dict[str, list[Text]]:
    """For each section of the case its claims in words, those of one party together; numbers with their notes."""
    gathered: dict[str, dict[str, dict[str, list[NumberGround]]]] = {}
    for it in found.numbers:
        section = it.path.split(".")[0]
        if section in TITLES:
            name, part = _named(case, it.claim)
            gathered.setdefault(section, {}).setdefault(name, {}).setdefault(part, []).append(it)
    return {
        TITLES[section]: [
            Text(" " + ". ".join(_claim(part, one, found, evidence) for part, one in parts.items()) + ".", strong=name)
            for name, parts in gathered[section].items()
        ]
        for section in TITLES
        if section in gathered
    }


def _claim(part: str, numbers: list[NumberGround], found: Standing, evidence: Evidence) -> str:
    first = numbers[0]
    values = "; ".join(f"{_label(it)} {it.value}" for it in numbers)
    marks = [", ".join(map(str, evidence.notes(first.evidence))), *SHORT[ground_of(first.evidence, found.pieces)]]
    against = ", ".join(map(str, evidence.notes(first.against)))
    marks += [f"against it: {against}"] if against else []
    return f"{part}{values} [{'; '.join(filter(None, marks))}]"


SHORT: dict[Ground, tuple[str, ...]] = {
    "quoted": (),
    "unverified": ("unverified",),
    "background": ("background",),
    "misquoted": ("not in its source",),
    "none": ("no evidence",),
}


def _label(it: NumberGround) -> str:
    """The number's own name within its claim."""
    steps = it.path.removeprefix(it.claim).strip(".").split(".")
    words = [step for step in steps if step not in ("effects", "amount") and not step.isdecimal()]
    return " ".join(words).replace("_", " ")


def _named(case: Case, claim: str) -> tuple[str, str]:
    """A claim in words: whose it is, and the part of that it is about."""
    section, _, key = claim.partition(".")
    if section == "parties":
        return case.party_name(key), ""
    if section == "issues":
        return case.issue_name(key), ""
    if section in ("relations", "fighting"):
        pair = case.relations[int(key)] if section == "relations" else case.fighting[int(key)]
        return case.party_name(
            pair.from_
        ), f"{'toward' if section == 'relations' else 'on'} {case.party_name(pair.to)}: "
    if section == "overlap":
        mixed = case.overlap[int(key)]
        return case.party_name(mixed.party), f"with {case.party_name(mixed.with_)}: "
    if section in ("facts", "measures"):
        act = case.facts[key] if section == "facts" else case.measures[key]
        return case.party_name(act.by), f"{act.what}: "
    if section == "ceasefires":
        return case.ceasefires[key].name or key, ""
    return case.party_name(key), ""
