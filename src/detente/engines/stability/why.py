"""Why a state lasts or not: the proofs of all verdicts, replayed, and in words."""

from __future__ import annotations

from detente.case.conflict import StateName
from detente.case.model import Case
from detente.engines.stability.asked import Asked, concept_named
from detente.engines.stability.certificates import Certificate, certificate, verified
from detente.engines.stability.concepts import CONCEPTS
from detente.engines.stability.graph import Step
from detente.engines.stability.words import listed, proof_sentences
from detente.errors import MethodError
from detente.results.stability.analysis import Verdict, Why


def why(case: Case, state: StateName | None = None, concept: str | None = None) -> Why:
    """The proofs for a state (default: the status quo), for every party, under one concept or all.

    Every proof is replayed before it is given out. Raises :class:`CommandError` where there is no such state or concept.

    >>> from detente.case.model import Case
    >>> case = Case.model_validate({"id": "one", "parties": {"a": {"name": "Iraq"}}, "conflict": {
    ...     "options": [{"id": "arm", "party": "a"}], "preferences": {"a": {"statements": ["arm"]}}}})
    >>> why(case, "none", "nash").verdicts[0].sentences
    ('Iraq would leave: it is better off at once if it chooses “arm”.',)
    """
    asked = Asked(case)
    concepts = CONCEPTS if concept is None else (concept_named(concept),)
    place = asked.at(state)
    verdicts = []
    for each in concepts:
        for party in asked.graph.parties:
            proof = certificate(asked.graph, party, place, each)
            if not verified(asked.graph, proof):
                raise MethodError("a proof does not hold; please report this case")
            verdicts.append(_verdict(asked, proof))
    held: dict[str, bool] = {each: all(it.stable for it in verdicts if it.concept == each) for each in concepts}
    return Why(
        run=asked.run("certificates", state=asked.number(place), concepts=list(concepts)),
        state=asked.number(place),
        words=asked.words.state(place),
        equilibrium=held,
        verdicts=tuple(verdicts),
        sentence=_summary(asked, place, held, verdicts),
    )


def _verdict(asked: Asked, proof: Certificate) -> Verdict:
    breach = proof.breach
    answers = sorted(breach.answers, key=lambda it: (it.state, it.party)) if breach else ()
    return Verdict(
        party=asked.game.parties[proof.party],
        concept=proof.concept,
        stable=proof.stable,
        sanctions={asked.number(it.improvement): asked.moves(it.path) for it in proof.sanctions},
        improvement=asked.number(breach.improvement) if breach else None,
        answers=asked.moves(Step(it.party, it.state) for it in answers),
        escapes={asked.number(one): asked.number(other) for one, other in breach.escapes} if breach else {},
        sentences=proof_sentences(asked.words, asked.graph, proof),
    )


def _summary(asked: Asked, place: int, held: dict[str, bool], verdicts: list[Verdict]) -> str:
    name = asked.words.numbered(place)
    name = name[:1].upper() + name[1:]
    lasting = [concept.upper() if concept != "nash" else "Nash" for concept, it in held.items() if it]
    leaving = [concept.upper() if concept != "nash" else "Nash" for concept, it in held.items() if not it]
    if not leaving:
        return f"{name} lasts: it is an equilibrium under {listed(lasting)}."
    who = list(dict.fromkeys(asked.case.party_name(it.party) for it in verdicts if not it.stable))
    if not lasting:
        return f"{name} does not last under {listed(leaving)}: {listed(who)} would leave it."
    return f"{name} lasts under {listed(lasting)}, not under {listed(leaving)}: there {listed(who)} would leave it."
