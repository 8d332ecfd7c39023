"""The checklist, the class of agreement, and drafts matched to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.catalog import load_case
from detente.engines.ceasefire import ceasefire
from detente.engines.ceasefire.checked import agreement_class
from detente.engines.ceasefire.checklist import ALIASES, BY_KEY, EXCLUDED, ITEMS
from detente.engines.ceasefire.draft import MOST_LETTERS, match_draft
from detente.engines.ceasefire.lexicon import LEXICON
from detente.errors import MethodError
from tests.engines.ceasefire.truces import truce


def checklist(excluded=("e",), **provisions):
    case = truce({("a", "b"): 1}, ["a", "b"], list(excluded), provisions=provisions)
    return ceasefire(case, draws=0).designs["truce"].checklist


def line(found, key):
    return next(it for it in found.lines if it.key == key)


def test_every_item_has_words_and_every_alias_an_item():
    assert len(BY_KEY) == len(ITEMS)
    assert set(LEXICON) == set(BY_KEY)
    assert set(ALIASES.values()) <= set(BY_KEY)
    assert not set(ALIASES) & set(BY_KEY)
    assert len({item.absent for item in ITEMS}) == len(ITEMS)


def test_excluded_groups_are_items_of_their_own():
    keys = {item.key for item in ITEMS if item.group == EXCLUDED}
    assert keys == {
        "excluded_list", "designation", "exclusion_criterion", "delineation", "who_may_strike", "strike_notification",
        "deconfliction", "entry_and_exit",
    }  # fmt: skip


def test_gaps_are_said_in_words_the_heavy_ones_first():
    found = checklist(monitoring={"text": "Observers", "quality": 1}, hotline={"quality": 2})
    assert "no attribution rule" in found.gaps
    assert "the list of excluded groups names no authority" in found.gaps
    assert line(found, "monitoring").gap == "monitoring is named, but not who watches with what access"
    assert line(found, "hotline").gap == ""
    assert found.gaps.index("no attribution rule") < found.gaps.index("nothing on heavy weapons")


def test_items_of_excluded_groups_do_not_apply_where_nobody_is_excluded():
    found = checklist(excluded=())
    assert line(found, "designation").quality is None
    assert found.applicable == len(ITEMS) - 8
    assert "the list of excluded groups names no authority" not in found.gaps


def test_other_names_map_and_unknown_provisions_are_kept():
    found = checklist(
        Observers={"quality": 2},
        buffer_zone={"quality": 1},
        separation={"quality": 3},
        flags={"text": "White", "quality": 2},
    )
    assert found.renamed == {"Observers": "monitoring", "buffer_zone": "separation"}
    assert line(found, "monitoring").quality == 2
    assert line(found, "separation").quality == 3
    assert [(it.key, it.text, it.quality) for it in found.other] == [("flags", "White", 2)]


def test_fields_of_the_design_speak_where_no_provision_does():
    found = checklist()
    assert (line(found, "signatories").quality, line(found, "signatories").given) == (2, "field")
    assert line(found, "geography").quality == 1
    assert line(checklist(signatories={"quality": 0}), "signatories").quality == 0


@pytest.mark.parametrize(
    ("qualities", "kind"),
    [
        ({}, "cessation of hostilities"),
        ({"monitoring": 1, "verification": 3}, "cessation of hostilities"),
        ({"monitoring": 3}, "cessation of hostilities"),
        ({"monitoring": 2, "attribution_rule": 2}, "preliminary ceasefire"),
        ({"monitoring": 2, "guarantee": 3, "disarmament": 3}, "preliminary ceasefire"),
        (
            {"monitoring": 2, "joint_commission": 2, "disarmament": 2, "settlement_of_dispute": 2},
            "definitive ceasefire",
        ),
        ({"disarmament": 3, "settlement_of_dispute": 3}, "cessation of hostilities"),
    ],
)
def test_the_class_of_agreement(qualities, kind):
    assert agreement_class(qualities)[0] == kind


RANK = ("cessation of hostilities", "preliminary ceasefire", "definitive ceasefire")


@given(st.dictionaries(st.sampled_from(sorted(BY_KEY)), st.integers(0, 3)), st.sampled_from(sorted(BY_KEY)))
def test_a_better_clause_never_lowers_the_class(qualities, key):
    better = qualities | {key: min(3, qualities.get(key, 0) + 1)}
    assert RANK.index(agreement_class(better)[0]) >= RANK.index(agreement_class(qualities)[0])


# -- drafts ------------------------------------------------------------------------------------------------------------

DRAFT = """Article 1. The parties shall cease all attacks by air and on the ground as of 12 May, 00:00 hours.

Article 2. This agreement shall not apply to the groups designated by the Council.
(a) The Council may add a group by consent.
(b) There is no guarantee of any kind.

Monitoring is to be agreed.

The delegations thank their hosts."""


def found_in(text):
    return {it.text: {one.key: one.quality for one in it.proposals} for it in match_draft(text).paragraphs}


def test_paragraphs_are_matched_with_their_quality():
    found = found_in(DRAFT)
    assert list(found) == [
        "Article 1. The parties shall cease all attacks by air and on the ground as of 12 May, 00:00 hours.",
        "Article 2. This agreement shall not apply to the groups designated by the Council.",
        "(a) The Council may add a group by consent.",
        "(b) There is no guarantee of any kind.",
        "Monitoring is to be agreed.",
        "The delegations thank their hosts.",
    ]
    one, two, _, four, five, last = found.values()
    assert one == {"start": 2, "prohibited_acts": 2}
    assert two == {"excluded_list": 1, "designation": 1}
    assert four == {"guarantee": 0}
    assert five == {"monitoring": 1}
    assert last == {}
    draft = match_draft(DRAFT)
    assert draft.unmatched == 2
    assert draft.provisions["guarantee"] == 0
    assert "no attribution rule" in draft.missing


def test_spans_are_exact():
    draft = match_draft(DRAFT)
    for paragraph in draft.paragraphs:
        assert draft.text[paragraph.start : paragraph.end] == paragraph.text
        for proposal in paragraph.proposals:
            for words in proposal.words:
                assert draft.text[words.start : words.end] == words.text
                assert paragraph.start <= words.start < words.end <= paragraph.end


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=400),
    st.lists(st.sampled_from(["joint commission", "\n\n", "1. ", " no ", "monitoring", "\n(b) "]), max_size=8),
)
def test_any_text_is_parted_without_loss(text, more):
    whole = text + "".join(more)
    if not whole.strip():
        with pytest.raises(MethodError):
            match_draft(whole)
        return
    draft = match_draft(whole)
    ends = 0
    for it in draft.paragraphs:
        assert not whole[ends : it.start].strip()
        assert whole[it.start : it.end] == it.text
        assert it.text.strip() == it.text
        ends = it.end
    assert not whole[ends:].strip()


def test_given_spans_are_kept():
    draft = match_draft("Head\n\nA hotline is open.", [(6, 24)])
    assert [(it.start, it.end, it.proposals[0].key) for it in draft.paragraphs] == [(6, 24, "hotline")]


def test_a_draft_in_another_language_is_left_to_a_person():
    assert "word list is English" in match_draft("Les parties cessent le feu.\n\nوقف إطلاق النار").sentence


@pytest.mark.parametrize("text", ["", " \n ", "a" * 30_000, "word " * (MOST_LETTERS // 5 + 1), "a\n\n" * 5000])
def test_an_empty_or_endless_draft_is_refused(text):
    with pytest.raises(MethodError) as raised:
        match_draft(text)
    assert raised.value.advice


def test_nothing_is_written_to_the_case():
    case = load_case("vienna-2015")
    before = case.digest
    found = ceasefire(case, ["exclude_isis"], draft=DRAFT, draws=0)
    assert case.digest == before
    assert line(found.designs["exclude_isis"].checklist, "guarantee").given == "nothing"
