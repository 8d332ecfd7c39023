"""The Kalai-Smorodinsky solution: everybody as far on the way to its ideal as can be."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.solutions.definitions import leximin_best, ratio_scale
from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.given import Given
from detente.engines.deals.solutions.leximin import leximin_rows

OVERRULED = "Not defined, as no package is acceptable to everybody."


def kalai_smorodinsky(given: Given) -> Found:
    """The packages with the highest least ratio g_i / (ideal_i - r_i), ties decided by the second-least, and so on.

    g_i = u_i - r_i is the gain of party i, and ideal_i its highest utility in any package that everybody accepts.
    Parties whose ideal is their reservation are left out. It is the highest least ratio, not the smallest
    difference between ratios; ratios are compared in hundredths. There is no solution where nothing is acceptable to
    everybody.

    Source: Kalai & Smorodinsky 1975, doi:10.2307/1914280; for finite sets Nagahisa & Tanaka 2002,
    doi:10.1007/s001820200091.
    """
    if given.problem.ruled:
        return Found.nothing(given.space, OVERRULED)
    ideal, proven = given.ideals
    scale = ratio_scale(ideal)
    counted = np.flatnonzero(scale)
    without = [name for name, weight in zip(given.space.parties, scale, strict=True) if weight == 0]
    notes = []
    if without:
        notes.append(f"Left out of the ratios, as no acceptable package gives them a gain: {', '.join(without)}.")
    if not proven:
        notes.append("The search for the ideals was cut short, so that they may lie higher.")
    hits = leximin_rows(given, scale, counted)
    return given.chosen(
        hits.rows,
        lambda gains, tolerance: leximin_best(gains[:, counted] * scale[counted], tolerance),
        *notes,
        hits=hits,
    )
