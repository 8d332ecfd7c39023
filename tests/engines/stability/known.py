"""Published conflicts and their stable states: the raw case, stable states by concept and party, equilibria by concept."""

from __future__ import annotations

ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9]
# Hipel, Fang, Kilgour and Haight 1993; Fang, Hipel and Kilgour 1993
ELMIRA = {
    "id": "elmira",
    "parties": {"moe": {}, "uniroyal": {}, "local_government": {}},
    "conflict": {
        "states": {
            1: "delay", 2: "modify, delay", 3: "accept", 4: "modify, accept", 5: "delay, insist",
            6: "modify, delay, insist", 7: "accept, insist", 8: "modify, accept, insist", 9: "abandon",
        },
        "transitions": {
            "moe": [[1, 2], [3, 4], [5, 6], [7, 8]],
            "uniroyal": [[1, 3], [1, 9], [2, 4], [2, 9], [3, 9], [4, 9], [5, 7], [5, 9], [6, 8], [6, 9], [7, 9], [8, 9]],
            "local_government": [[1, 5], [2, 6], [3, 7], [4, 8], [5, 1], [6, 2], [7, 3], [8, 4]],
        },
        "status_quo": [1],
        "preferences": {
            "moe": {"ranking": [7, 3, 4, 8, 5, 1, 2, 6, 9]},
            "uniroyal": {"ranking": [1, 4, 8, 5, 9, 3, 7, 2, 6]},
            "local_government": {"ranking": [7, 3, 5, 1, 8, 6, 4, 2, 9]},
        },
    },
}  # fmt: skip
ELMIRA_STABLE = {
    "nash": [ALL, [1, 4, 5, 8, 9], [5, 6, 7, 8, 9]],
    "gmr": [ALL, [1, 4, 5, 8, 9], ALL],
    "smr": [ALL, [1, 4, 5, 8, 9], ALL],
    "seq": [ALL, [1, 4, 5, 8, 9], [2, 3, 5, 6, 7, 8, 9]],
    "sseq": [ALL, [1, 4, 5, 8, 9], [2, 3, 5, 6, 7, 8, 9]],
}
ELMIRA_EQUILIBRIA = {
    "nash": [5, 8, 9], "gmr": [1, 4, 5, 8, 9], "smr": [1, 4, 5, 8, 9], "seq": [5, 8, 9], "sseq": [5, 8, 9],
}  # fmt: skip
# The same in options: Uniroyal delays, accepts or abandons, and once it has abandoned nothing else matters.
BY_OPTIONS = {
    "id": "elmira-options",
    "parties": {"moe": {}, "uniroyal": {}, "local_government": {}},
    "conflict": {
        "options": [
            {"id": "modify", "party": "moe", "moves": "forward"},
            {"id": "delay", "party": "uniroyal", "moves": "back"},
            {"id": "accept", "party": "uniroyal"},
            {"id": "abandon", "party": "uniroyal", "moves": "forward"},
            {"id": "insist", "party": "local_government"},
        ],
        "infeasible": ["not exactly one of (delay, accept, abandon)"],
        "coalesce": ["abandon"],
        "status_quo": ["delay"],
        "preferences": {
            "moe": {"ranking": ["accept + insist", "accept", "modify + accept", "modify + accept + insist", "delay + insist",
                                "delay", "modify + delay", "modify + delay + insist", "abandon"]},
            "uniroyal": {"ranking": ["delay", "modify + accept", "modify + accept + insist", "delay + insist", "abandon",
                                     "accept", "accept + insist", "modify + delay", "modify + delay + insist"]},
            "local_government": {"ranking": ["accept + insist", "accept", "delay + insist", "delay", "modify + accept + insist",
                                             "modify + delay + insist", "modify + accept", "modify + delay", "abandon"]},
        },
    },
}  # fmt: skip
# in the numbers of the options: delay 2, accept 4, abandon 8, insist 16, modify 1
NUMBERS = {1: 2, 2: 3, 3: 4, 4: 5, 5: 18, 6: 19, 7: 20, 8: 21, 9: 8}


def _numbered(states):
    return sorted(NUMBERS[state] for state in states)


DILEMMA = {
    "id": "dilemma",
    "parties": {"one": {}, "two": {}},
    "conflict": {
        "options": [
            {"id": "one", "party": "one", "name": "cooperate"},
            {"id": "two", "party": "two", "name": "cooperate"},
        ],
        "preferences": {"one": {"ranking": [2, 3, 0, 1]}, "two": {"ranking": [1, 3, 0, 2]}},
    },
}


def _korea(us, nk, last):
    """The scenarios of Z. Jacobi, November 2017: strike 1, withdraw 2, invade 4, abandon 8."""
    return {
        "id": "us-north-korea",
        "parties": {"us": {}, "nk": {}},
        "conflict": {
            "options": [
                {"id": "strike", "party": "us", "moves": "forward"},
                {"id": "withdraw", "party": "us"},
                {"id": "invade", "party": "nk", "moves": "forward" if last else "both"},
                {"id": "abandon", "party": "nk"},
            ],
            "infeasible": ["strike and withdraw"],
            "status_quo": ["none"],
            "preferences": {"us": {"ranking": us}, "nk": {"ranking": nk}},
        },
    }


BASE = [8, 0, 9, 10, 12, 5, 4, 13, 14, 1, 2, 6], [6, 14, 2, 10, 0, 4, 12, 5, 1, 13, 8, 9]
HARSH = [8, 9, 0, 10, 13, 12, 5, 4, 1, 2, 14, 6]


def _same(metarational, sequential, nash):
    return {"nash": nash, "gmr": metarational, "smr": metarational, "seq": sequential, "sseq": sequential}


CONFLICTS = {
    "elmira": (ELMIRA, ELMIRA_STABLE, ELMIRA_EQUILIBRIA),
    "elmira by options": (
        BY_OPTIONS,
        {concept: [_numbered(it) for it in each] for concept, each in ELMIRA_STABLE.items()},
        {concept: _numbered(it) for concept, it in ELMIRA_EQUILIBRIA.items()},
    ),
    "prisoners dilemma": (DILEMMA, {}, _same([0, 3], [0, 3], [0])),
    "korea": (_korea(*BASE, last=False), {}, _same([0, 4, 5, 10, 12], [0, 5, 10], [0, 5])),
    "korea, no way back": (_korea(*BASE, last=True), {}, _same([0, 4, 5, 10, 12], [0, 5, 10, 12], [0, 5])),
    "korea, bloodthirsty": (
        _korea(HARSH, [6, 14, 4, 12, 5, 13, 2, 0, 10, 1, 9, 8], last=True), {}, _same([5, 12], [5, 12], [5]),
    ),
    "korea, deterrence": (
        _korea(HARSH, [6, 14, 4, 12, 0, 10, 5, 13, 2, 1, 9, 8], last=True), {},
        _same([0, 5, 10, 12], [0, 5, 10, 12], [5]),
    ),
}  # fmt: skip
