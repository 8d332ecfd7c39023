"""What stands behind each number of a case, what has nothing behind it, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from detente.case.claims import Judged
from detente.case.document import Loc
from detente.case.model import Act, Case
from detente.case.number_names import number_name
from detente.case.walk import believed_numbers, judged
from detente.sources.evidence.grades import parted
from detente.sources.verification import Verification

Ground = Literal["quoted", "unverified", "background", "misquoted", "none"]
"""The best of what stands behind a number; see :data:`GROUNDS`."""

GROUNDS: dict[Ground, str] = {
    "quoted": "a quote found in its source",
    "unverified": "evidence that is not verified",
    "background": "background knowledge only, still to be checked",
    "misquoted": "only quotes that are not in their source",
    "none": "no evidence",
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Piece(_Frozen):
    """One piece of evidence as it stands behind or against a number; ``ground`` says how far it was checked."""

    id: str
    source: str
    title: str
    words: str
    quoted: bool
    by: str | None
    reliability: str
    credibility: int
    sensitivity: str
    ground: Ground
    reason: str = ""


class NumberGround(_Frozen):
    """One number of the case with the ids of the evidence for and against it, and the best of the first.

    ``claim`` is the place of what it is part of: the party, position, relation or act that the evidence belongs to.
    """

    path: str
    claim: str
    name: str
    value: str
    party: str | None
    issue: str | None
    ground: Ground
    evidence: tuple[str, ...]
    against: tuple[str, ...]
    why: str


class Count(_Frozen):
    """How many numbers of one party, one issue or the whole case stand on what, and how many are contradicted."""

    numbers: int
    contradicted: int
    grounds: dict[Ground, int]


class Standing(_Frozen):
    """The evidence of a whole case: counts first, then each number, then each piece of evidence."""

    case: str
    total: Count
    parties: dict[str, Count]
    issues: dict[str, Count]
    numbers: tuple[NumberGround, ...]
    pieces: dict[str, Piece]


def standing(case: Case, verifications: Mapping[str, Verification]) -> Standing:
    """What stands behind each number of a case.

    A number rests on the evidence of the claim it belongs to: the party, issue, position, relation or act it is written
    in. Its ground is the best of that evidence: a quote found in its source, before evidence that is not verified,
    before background knowledge, before misquotes, before nothing. It is contradicted where its claim names evidence
    ``against`` it, or where a quote for it is not in its source.

    >>> case = Case(id="one", parties={"a": {"capability": 5}})
    >>> standing(case, {}).numbers[0].ground
    'none'
    """
    pieces = {key: _piece(case, key, verifications.get(key)) for key in case.evidence}
    claims = dict(judged(case))
    numbers = tuple(
        _number(case, loc, str(number), *_claim_of(loc, claims), pieces) for loc, number in believed_numbers(case)
    )
    return Standing(
        case=case.id,
        total=_count(numbers, pieces),
        parties={key: _count((it for it in numbers if it.party == key), pieces) for key in case.parties},
        issues={key: _count((it for it in numbers if it.issue == key), pieces) for key in case.issues},
        numbers=numbers,
        pieces=pieces,
    )


def ground_of(keys: Iterable[str], pieces: Mapping[str, Piece]) -> Ground:
    """The best ground that some evidence gives; evidence that the case does not declare gives none."""
    order: tuple[Ground, ...] = get_args(Ground)
    return min((pieces[key].ground for key in keys if key in pieces), key=order.index, default="none")


def _claim_of(loc: Loc, claims: Mapping[Loc, Judged]) -> tuple[Loc, Judged | None]:
    """The nearest claim above a number that can rest on evidence, and its place; the number's own where there is none."""
    for depth in range(len(loc) - 1, 0, -1):
        if loc[:depth] in claims:
            return loc[:depth], claims[loc[:depth]]
    return loc, None


def _number(
    case: Case, loc: Loc, value: str, place: Loc, claim: Judged | None, pieces: Mapping[str, Piece]
) -> NumberGround:
    evidence = claim.evidence if claim is not None else ()
    party, issue = _belongs_to(case, loc)
    return NumberGround(
        path=".".join(map(str, loc)),
        claim=".".join(map(str, place)),
        name=_name(case, loc),
        value=value,
        party=party,
        issue=issue,
        ground=ground_of(evidence, pieces),
        evidence=evidence,
        against=claim.against if claim is not None else (),
        why=claim.why if claim is not None else "",
    )


def _belongs_to(case: Case, loc: Loc) -> tuple[str | None, str | None]:
    """The party and the issue that a number is about, as far as its place says."""
    named = [str(step) for step in loc[1:]]
    if loc[0] in ("relations", "fighting", "overlap"):
        it = {"relations": case.relations, "fighting": case.fighting, "overlap": case.overlap}[str(loc[0])][int(loc[1])]
        return getattr(it, "from_", None) or getattr(it, "party", None), None
    if loc[0] in ("facts", "measures"):
        return _act(case, loc).by, None
    party = next((step for step in named if step in case.parties), None)
    if loc[0] == "issues":
        return party, str(loc[1])
    return party, next((step for step in named[1:] if step in case.issues), None)


def _act(case: Case, loc: Loc) -> Act:
    return case.facts[str(loc[1])] if loc[0] == "facts" else case.measures[str(loc[1])]


def _name(case: Case, loc: Loc) -> str:
    """A number in words; its path with names where no sentence knows it."""
    if loc[0] == "relations":
        it = case.relations[int(loc[1])]
        return f"{str(loc[2]).replace('_', ' ')} of {case.party_name(it.from_)} toward {case.party_name(it.to)}"
    if loc[0] == "fighting":
        fight = case.fighting[int(loc[1])]
        return f"{loc[2]} of attacks by {case.party_name(fight.from_)} on {case.party_name(fight.to)}"
    if loc[0] == "overlap":
        mixed = case.overlap[int(loc[1])]
        return f"share of {case.party_name(mixed.party)} mixed with {case.party_name(mixed.with_)}"
    if loc[0] in ("facts", "measures"):
        act = _act(case, loc)
        last = [
            str(step).replace("_", " ")
            for step in loc[2:]
            if not isinstance(step, int) and step not in ("effects", "amount")
        ]
        return f"{' of '.join(reversed(last))} of “{act.what}” by {case.party_name(act.by)}"
    if loc[0] in ("positions", "parties", "issues") and len(loc) > 2:
        return number_name(case, loc, None)
    if loc[0] == "ceasefires":
        return f"{str(loc[-1]).replace('_', ' ')} under “{case.ceasefires[str(loc[1])].name or loc[1]}”"
    return ".".join(map(str, loc))


def _piece(case: Case, key: str, verification: Verification | None) -> Piece:
    it = case.evidence[key]
    source = case.sources.get(it.source)
    reliability, credibility = parted(it.grade or (source.grade if source is not None else None))
    withheld = it.sensitivity in ("source_protected", "party_confidential")
    status = verification.status if verification is not None else "unverified"
    background = it.background or (source is not None and source.background)
    ground: Ground = (
        "quoted"
        if status == "verified" and not background
        else "misquoted" if status == "misquoted" else "background" if background else "unverified"
    )  # fmt: skip
    return Piece(
        id=key,
        source="" if withheld else it.source,
        title="source withheld" if withheld else (source.title if source is not None else "") or it.source,
        words=f"withheld: {it.sensitivity.replace('_', ' ')}" if withheld else it.quote or it.claim,
        quoted=bool(it.quote) and not withheld,
        by=None if withheld else it.by,
        reliability=reliability,
        credibility=credibility,
        sensitivity=it.sensitivity,
        ground=ground,
        reason=verification.reason if verification is not None else "its source is not at hand",
    )


def _count(numbers: Iterable[NumberGround], pieces: Mapping[str, Piece]) -> Count:
    grounds: dict[Ground, int] = dict.fromkeys(GROUNDS, 0)
    total = contradicted = 0
    for it in numbers:
        total += 1
        grounds[it.ground] += 1
        misquoted = any(key in pieces and pieces[key].ground == "misquoted" for key in it.evidence)
        contradicted += bool(it.against) or misquoted
    return Count(numbers=total, contradicted=contradicted, grounds=grounds)
