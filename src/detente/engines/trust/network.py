"""The signed network of a case: triads, camps, tensions, and what a reconciliation would do."""

from __future__ import annotations

from detente.case.model import Case
from detente.engines.trust.camps import CampSplit, by_number, split_freely, split_in_two
from detente.engines.trust.network_words import network_sentences
from detente.engines.trust.signed_graph import Edge, SignedGraph, signed_graph
from detente.results.trust import Reconciliation, SignedNetwork, SignedPair, Split, Triads

SECONDS = 20.0
MOST_TRIADS = 200
MOST_RECONCILIATIONS = 2000


def network(case: Case, seconds: float = SECONDS) -> SignedNetwork:
    """The signed network of a case; the split into two camps may take ``seconds``, that into any number half of it.

    >>> from detente.case.catalog import load_case
    >>> found = network(load_case("vienna-2015"))
    >>> found.any_camps.alone
    ('lebanon', 'isis', 'nusra')
    """
    graph, disputed = signed_graph(case)
    two, solved = split_in_two(graph, seconds)
    free = split_freely(graph, seconds / 2, solved)
    parties = list(case.parties)
    found = SignedNetwork(
        pairs=tuple(_pair(parties, edge) for edge in graph.edges),
        disputed=disputed,
        triads=triads(parties, graph),
        two_camps=_split(parties, graph, two),
        any_camps=_split(parties, graph, free),
        by_number=by_number(graph, two, free),
        reconciliations=reconciliations(parties, graph),
        sentences=(),
    )
    return found.model_copy(update={"sentences": network_sentences(case, found)})


def triads(parties: list[str], graph: SignedGraph) -> Triads:
    """Triads with a sign on every side, counted by their hostile sides."""
    counts = [0, 0, 0, 0]
    tense: list[tuple[str, str, str]] = []
    for one, other, sign in graph.edges:
        for third, second in graph.neighbours[other].items():
            last = graph.neighbours[one].get(third)
            if third > other and last is not None:
                hostile = [sign, second, last].count(-1)
                counts[hostile] += 1
                if hostile == 1 and len(tense) < MOST_TRIADS:
                    tense.append((parties[one], parties[other], parties[third]))
    total = sum(counts)
    return Triads(
        no_hostile=counts[0],
        one_hostile=counts[1],
        two_hostile=counts[2],
        three_hostile=counts[3],
        balanced=(counts[0] + counts[2]) / total if total else None,
        weakly_balanced=(total - counts[1]) / total if total else None,
        tense=tuple(tense),
    )


def reconciliations(parties: list[str], graph: SignedGraph) -> tuple[Reconciliation, ...]:
    """For each hostile pair what would be tense if it were friendly; those that make least tense first."""
    found = []
    for one, other, sign in graph.edges:
        if sign > 0:
            continue
        mine, theirs = graph.neighbours[one], graph.neighbours[other]
        both = [(third, mine[third], theirs[third]) for third in sorted(mine.keys() & theirs.keys())]
        caught = tuple(
            _pair(parties, (third, one if first < 0 else other, -1)) for third, first, second in both if first != second
        )
        relieved = tuple(parties[third] for third, first, second in both if first == second == 1)
        found.append(Reconciliation(one=parties[one], other=parties[other], caught=caught, relieved=relieved))
    found.sort(key=lambda it: (len(it.caught) - len(it.relieved), it.one, it.other))
    return tuple(found[:MOST_RECONCILIATIONS])


def _split(parties: list[str], graph: SignedGraph, found: CampSplit) -> Split:
    members: dict[int, list[str]] = {}
    for node, camp in enumerate(found.camps):
        members.setdefault(camp, []).append(parties[node])
    camps = sorted((tuple(it) for it in members.values() if len(it) > 1), key=lambda it: (-len(it), it))
    return Split(
        disagreement=found.value,
        at_least=found.at_least,
        proven=found.at_least >= found.value,
        camps=tuple(camps),
        alone=tuple(party for it in members.values() if len(it) == 1 for party in it),
        splits=found.count,
        unsettled=tuple(parties[node] for node in found.unsettled),
        tensions=tuple(_pair(parties, edge) for edge in graph.disagreements(found.camps)),
        always_tense=tuple(_pair(parties, edge) for edge in found.always) if found.always is not None else None,
    )


def _pair(parties: list[str], edge: Edge) -> SignedPair:
    return SignedPair(one=parties[edge[0]], other=parties[edge[1]], sign=edge[2])
