"""Random games, and the definitions of stability written down with sets and dictionaries: slow, plain, and shared with nothing."""

from __future__ import annotations

import itertools
import json
import random

import numpy as np

from detente.engines.stability.game import Game, Moves


def game_of(moves, ranks, states=None, status_quo=None, parties=None):
    """A game from dictionaries: moves[party][state] is a set of states, ranks[party][state] a number; states are 0, 1, ..."""
    count = len(ranks[0])
    listed = []
    for own in moves:
        rows = [sorted(own.get(state, ())) for state in range(count)]
        ends = np.cumsum([0, *map(len, rows)]).astype(np.int64)
        listed.append(Moves(ends, np.array([to for row in rows for to in row], np.int32)))
    dense = [[sorted(set(row)).index(it) for it in row] for row in ranks]
    names = tuple(parties or [f"p{place}" for place in range(len(ranks))])
    numbers = np.arange(count) if states is None else np.array(states)
    return Game(names, (), numbers.astype(np.int64), np.array(dense, np.int32), status_quo, listed=tuple(listed))


def random_game(seed, *, most_parties=4, most_options=5, ties=None):
    """A game of 2 or more parties from options, some states infeasible, some moves irreversible, some ranks tied."""
    chance = random.Random(seed)
    parties = chance.randint(2, most_parties)
    options = chance.randint(parties, max(parties, most_options))
    owner = [place if place < parties else chance.randrange(parties) for place in range(options)]
    forward = [chance.random() < 0.2 for _ in range(options)]
    feasible = [value for value in range(2**options) if chance.random() < 0.75] or [0]
    place = {value: number for number, value in enumerate(feasible)}
    moves = []
    for party in range(parties):
        own = {}
        for value in feasible:
            to = set()
            for other in feasible:
                change = value ^ other
                bits = [bit for bit in range(options) if change >> bit & 1]
                if bits and all(owner[bit] == party and not (forward[bit] and value >> bit & 1) for bit in bits):
                    to.add(place[other])
            own[place[value]] = to
        moves.append(own)
    tied = chance.random() < 0.5 if ties is None else ties
    ranks = []
    for _ in range(parties):
        row = list(range(len(feasible)))
        chance.shuffle(row)
        ranks.append([it // chance.choice([2, 3]) for it in row] if tied else row)
    return moves, ranks


def group_reach(moves, members, start, allowed=lambda party, here, there: True):
    """R_H(start): states a group can reach, nobody moving twice in a row."""
    found, waiting, seen = set(), [(start, None)], set()
    while waiting:
        here, last = waiting.pop()
        for party in members:
            if party == last:
                continue
            for there in moves[party].get(here, ()):
                if allowed(party, here, there) and (there, party) not in seen:
                    seen.add((there, party))
                    found.add(there)
                    waiting.append((there, party))
    return found


def is_stable(moves, ranks, party, state, concept):
    """The five concepts, word for word."""
    mine = ranks[party]
    others = [it for it in range(len(ranks)) if it != party]
    better = {to for to in moves[party].get(state, ()) if mine[to] > mine[state]}
    if concept == "nash":
        return not better

    def improving(mover, here, there):
        return ranks[mover][there] > ranks[mover][here]

    for to in better:
        answers = group_reach(moves, others, to, *([improving] if concept in ("seq", "sseq") else []))
        bad = {it for it in answers if mine[it] <= mine[state]}
        if concept in ("smr", "sseq"):
            bad = {it for it in bad if all(mine[on] <= mine[state] for on in moves[party].get(it, ()))}
        if not bad:
            return False
    return True


def coalition_gains(moves, ranks, members, state):
    """R_H++(s)."""
    return {to for to in group_reach(moves, members, state) if all(ranks[it][to] > ranks[it][state] for it in members)}


def coalition_stable(moves, ranks, members, state, concept, answering=None):
    """The four concepts against a coalition; ``answering`` are the groups that may answer, by default all of the others."""
    gains = coalition_gains(moves, ranks, members, state)
    if concept == "cnash":
        return not gains
    others = [it for it in range(len(ranks)) if it not in members]
    groups = answering
    if groups is None:
        groups = [it for size in range(1, len(others) + 1) for it in itertools.combinations(others, size)]

    def bad(it):
        return any(ranks[member][it] <= ranks[member][state] for member in members)

    for to in gains:
        if concept == "cseq":
            answers, waiting, seen = set(), [(to, None)], set()
            while waiting:
                here, last = waiting.pop()
                for group in groups:
                    if group != last:
                        for there in coalition_gains(moves, ranks, group, here):
                            if (there, group) not in seen:
                                seen.add((there, group))
                                answers.add(there)
                                waiting.append((there, group))
        else:
            answers = group_reach(moves, others, to)
        found = {it for it in answers if bad(it)}
        if concept == "csmr":
            found = {it for it in found if all(bad(on) for on in group_reach(moves, members, it))}
        if not found:
            return False
    return True


def elmira(folder):
    """The Elmira conflict of the oracles: (oracle, moves, ranks) with states 0 to 8."""
    oracle = json.loads((folder / "oracles/stability/elmira.json").read_text(encoding="utf-8"))
    moves = []
    for pairs in oracle["moves"]:
        own = {}
        for here, there in pairs:
            own.setdefault(here - 1, set()).add(there - 1)
        moves.append(own)
    ranks = []
    for order in oracle["ranking_best_first"]:
        ranks.append([9 - order.index(state) for state in range(1, 10)])
    return oracle, moves, ranks


def us_north_korea(folder, scenario):
    """A scenario of the US-North Korea conflict: (expected, moves, ranks, values)."""
    oracle = json.loads((folder / "oracles/stability/us_north_korea.json").read_text(encoding="utf-8"))
    told = oracle["scenarios"][scenario]
    values = [it for it in range(16) if it & 3 != 3]
    fixed = [1, 4] if told["invasion_irreversible"] else [1]
    moves = []
    for own in (3, 12):
        moves.append(
            {
                place: {
                    to
                    for to, other in enumerate(values)
                    if other != here
                    and not (here ^ other) & ~own
                    and not any(here & bit and not other & bit for bit in fixed)
                }
                for place, here in enumerate(values)
            }
        )
    ranks = [[12 - told[name].index(it) for it in values] for name in ("us", "nk")]
    return told["computed"], moves, ranks, values
