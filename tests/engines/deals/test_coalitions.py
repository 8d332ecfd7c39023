"""Coalitions in words."""

import numpy as np
import pytest

import detente
from detente.engines.deals.coalitions import coalitions_of
from detente.engines.deals.space import Rule


def said(veto, at_least, weights, quota):
    parties = "abcdefgh"[: len(weights)]
    rule = Rule(np.array(veto, dtype=bool), at_least, np.array(weights, dtype=float), quota)
    return coalitions_of(rule, parties, parties.upper())


@pytest.mark.parametrize(
    ("rule", "sentences"),
    [
        (([0, 0, 0], 3, [1, 1, 1], 0), ()),
        (([1, 1, 1], 0, [1, 1, 1], 0), ()),
        (([0, 0, 0], 2, [1, 1, 1], 0), ("A package passes with any two of A, B and C.", "Every package can be stopped by any two of A, B and C.")),
        (([1, 0, 0], 0, [1, 1, 1], 0), ("A package passes with A.", "Every package can be stopped by A alone.")),
        (([0, 0], 0, [1, 1], 0), ("A package needs nobody's consent.",)),
        (([0, 0], 0, [1, 1], 3), ("No package can pass, even if everybody accepts it: the pass rule cannot be met.",)),
        (
            ([0, 0, 0], 0, [3, 2, 1], 4),
            ("A package passes with A and any one of B and C.", "Every package can be stopped by A alone, or by B and C."),
        ),
        (
            ([0] * 5, 0, [5, 4, 3, 2, 1], 9),
            ("A package passes with A and B, or A, C and D, or A, C and E, or B, C and D.",),
        ),
    ],
)  # fmt: skip
def test_in_words(rule, sentences):
    assert said(*rule).sentences[: len(sentences) or None] == sentences


def test_a_long_list_is_cut_short():
    found = said([0] * 8, 0, [9, 8, 7, 6, 5, 4, 3, 2], 22)
    assert found.sentences[0].endswith("other sets of parties.")
    assert found.complete


def test_the_founding_case():
    found = detente.deals(detente.load_case("vienna-2015")).coalitions
    assert len(found.winning) == 10
    assert found.winning[0] == ("usa", "russia", "saudi", "iran", "jordan")
    assert len(found.blocking) == 2 + 10
    assert found.sentences == (
        "A package passes with United States and Russia and any three of Saudi Arabia, Iran, Jordan, Lebanon and Turkey.",
        "Every package can be stopped by United States alone, by Russia alone, or by any three of Saudi Arabia, Iran, Jordan, "
        "Lebanon and Turkey.",
    )
