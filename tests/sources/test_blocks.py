"""The block filter: junk goes, prose that uses the same words stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.blocks import reason_to_drop, sift

PROSE = (
    "Delegates from both banks of the river met in the old customs house on Monday to settle how the water is shared. "
    "They left in the evening without a paper, but agreed to meet again before the end of the month."
)
SHORT = (
    "“We will not sign it,” she said.",
    "The eastern bank had no answer to that.",
    "Both sides left by the back door.",
)


@pytest.mark.parametrize(
    "block",
    [
        "The island wants to become a member of the river union, its envoy said.",
        "Each bank would make a contribution of two million to the common fund.",
        "The hill province, already a member of the commission, abstained.",
        "“Support our work, or say openly that you do not,” the envoy told the council.",
        "They asked the northern bank to join our working group on the gauges.",
        "Commission members receive a daily briefing from the gauge keepers.",
        "Related fighting broke out upstream, officials said.",
        "Watch towers along the river were manned again on Tuesday.",
        "Listen to the villages first, he urged the delegates.",
        "3 comments by the envoy angered the western bank.",
        "Pictures by satellite show new trenches along the whole length of the western river bank, the keepers said.",
        "THE PARTIES AGREED TO FREE ALL PRISONERS WITHIN A MONTH AND TO JOIN THE TALKS",
        "(c) the commission hears complaints;",
        "The parties want to keep reading the draft line by line.",
        "The envoy asked who would get the alerts; nobody would.",
    ],
)  # fmt: skip
def test_prose_with_the_words_of_an_appeal_is_kept(block: str) -> None:
    assert reason_to_drop(block) == ""


@pytest.mark.parametrize(
    "block",
    [
        "Become a member today and read without advertisements.",
        "Like what you read? Make a contribution.",
        "Please support our work.",
        "Already a member? Log in.",
        "Subscribe now to keep reading.",
        "Get the river news in your inbox.",
        "Related: the river in pictures",
        "SUBSCRIBE NOW AND SAVE HALF",
        "(c) 2015 The Example",
        "November 12, 2015 - 5 min read",
    ],
)
def test_the_appeal_itself_goes(block: str) -> None:
    assert reason_to_drop(block)


@pytest.mark.parametrize(
    "teasers", [["The dams in pictures"], ["The dams in pictures", "A day at the gauges", "Who keeps the keys?"]]
)
@pytest.mark.parametrize("heading", ["Related", "Read more", "You may also like"])
def test_short_prose_behind_an_inset_is_kept(heading: str, teasers: list[str]) -> None:
    assert sift([PROSE, heading, *teasers, *SHORT])[0] == [PROSE, *SHORT]
    assert sift([PROSE, heading, *teasers, SHORT[0]])[0] == [PROSE, SHORT[0]]
    assert sift([PROSE, heading, *teasers, *SHORT[1:], "3 min read"])[0] == [PROSE, *SHORT[1:]]


def test_teasers_with_summaries_behind_the_end_are_dropped() -> None:
    teasers = [
        "The dams in pictures",
        "A walk along the dams of the river.",
        "A day at the gauges",
        "Two keepers show how it is done.",
    ]
    kept, dropped = sift([PROSE, "Related content", *teasers])
    assert kept == [PROSE]
    assert [it.text for it in dropped] == ["Related content", *teasers]


@pytest.mark.parametrize(
    "signatures",
    [["Ada Manager"], ["Ada Manager", "Bo van Writer"], ["Ada M. Keeper-Smith", "Editor-in-Chief"], ["The newsroom"], ["Ada Manager, Director", "Bo Writer"]],
)  # fmt: skip
@pytest.mark.parametrize("thanks", ["Thank you,", "With best regards,", "Thank you for your support."])
def test_an_appeal_takes_its_signatures_with_it(thanks: str, signatures: list[str]) -> None:
    kept, dropped = sift(["Dear reader,", "Help us.", thanks, *signatures, *SHORT, PROSE])
    assert kept == [*SHORT, PROSE]
    assert {it.reason for it in dropped} == {"appeal to readers"}


def test_names_without_an_appeal_before_them_are_kept() -> None:
    names = ["Ada Writer", "Bo Reader"]
    assert sift([PROSE, *names])[0] == [PROSE, *names]


def test_many_headings_take_no_longer_than_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.sources import blocks

    asked = []
    monkeypatch.setattr(blocks, "_is_end", lambda block: asked.append(block) or True)
    sift(["Related"] * 500)
    assert len(asked) < 1500


@given(
    st.lists(
        st.sampled_from(
            [PROSE, *SHORT, "Related", "Dear reader,", "Thank you,", "Ada Manager", "A headline", "3 min read"]
        ),
        max_size=30,
    )
)
def test_every_block_is_kept_or_dropped_once_and_in_order(blocks: list[str]) -> None:
    kept, dropped = sift(blocks)
    assert sorted([*kept, *(it.text for it in dropped)]) == sorted(blocks)
    rest = iter(blocks)
    assert all(block in rest for block in kept)
