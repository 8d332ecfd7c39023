"""Every check of a case file: a case it objects to, and one it does not."""

from __future__ import annotations

import copy
import inspect
import json
import re

import pytest

from detente.case import Case, parse_case
from detente.case.checks import ALL, Subject, run
from detente.case.edits import Edit

SOUND = {
    "detente": 1,
    "id": "sound",
    "as_of": "2015-11-12",
    "parties": {
        "usa": {"name": "United States", "aliases": ["Washington"], "capability": 70, "evidence": ["table"]},
        "iran": {"name": "Iran", "aliases": ["Tehran"], "capability": [30, 40, 55]},
        "nusra": {"name": "Nusra Front", "capability": 20},
    },
    "issues": {
        "rule": {"scale": {"0": "stays", "100": "leaves"}, "reference": 0, "capability": {"iran": 50}},
        "aid": {"scale": {"0": "none", "10": "all"}},
    },
    "positions": {
        "usa": {"rule": {"position": 90, "salience": 60, "stated": 100, "bottom_line": 50, "red_line": 20}},
        "iran": {"rule": {"position": 10, "salience": 80}, "aid": {"position": 5, "salience": 20}},
        "nusra": {"aid": {"position": 0, "salience": 10}},
    },
    "relations": [{"from": "usa", "to": "iran", "trust": 10}, {"from": "iran", "to": "usa", "trust": 20}],
    "events": {
        "visit": {"date": "2015-11-02", "from": "usa", "to": "iran", "kind": "cooperative", "what": "a visit"},
        "visit_again": {"date": "2015-11-02", "from": "usa", "to": "iran", "kind": "cooperative", "same_as": "visit"},
        "strike": {"date": "2015-11-03", "from": "usa", "to": "nusra", "kind": "conflictual"},
    },
    "fighting": [{"from": "usa", "to": "nusra", "intensity": 30}],
    "overlap": [{"party": "iran", "with": "nusra", "share": 0.1}],
    "facts": {
        "advisers": {
            "date": "2015-10-30", "by": "usa", "what": "sends advisers",
            "effects": [{"party": "usa", "capability": "+5"}, {"from": "usa", "to": "iran", "trust": "-5"}],
        }
    },
    "measures": {"more": {"by": "usa", "what": "sends more", "effects": [{"party": "usa", "issue": "rule", "salience": "+5"}]}},
    "deals": {
        "pass_rule": {"veto": ["usa"], "weights": {"usa": 3, "iran": 2}, "quota": 4},
        "alternatives": {"rule": [0, 50, 100]},
        "values": {"usa": {"weights": {"rule": 40}, "rule": {"0": 0, "100": 100}}},
    },
    "conflict": {
        "options": [{"id": "arm", "party": "usa"}, {"id": "stay", "party": "iran"}],
        "status_quo": ["arm"],
        "infeasible": ["stay and not arm"],
        "preferences": {
            "usa": {"statements": ["not stay"]}, "iran": {"ranking": ["none", ["arm + stay", "stay"], 1]},
        },
    },
    "ceasefires": {
        "proposal": {
            "signatories": ["usa", "iran"], "excluded": ["nusra"], "excluded_means": "unprotected",
            "monitoring": {"detection": 0.5, "false_alarm": 0.1}, "redirect": {"usa": 0.6},
        }
    },
    "spoilers": [{"party": "nusra", "place": "outside", "kind": "total"}],
    "ripeness": {"usa": {"hurting": 40, "stalemate": [50, 70], "way_out": 30}},
    "links": [{"numbers": ["parties.usa.capability"], "opposite": ["parties.iran.capability"]}],
    "experts": {"anna": {"name": "Anna"}, "ben": {"weight": 2}},
    "judgements": [
        {"number": "parties.nusra.capability", "by": "anna", "value": 20},
        {"number": "parties.nusra.capability", "by": "ben", "value": 20},
    ],
    "seed_questions": {"rain": {"question": "How much?", "answer": 3, "judgements": {"anna": [1, 2, 4], "ben": [2, 3, 9]}}},
    "pooling": {"weights": "equal"},
    "sources": {"page": {"title": "A page"}},
    "evidence": {"table": {"source": "page", "quote": "named at the table", "span": [10, 28], "by": "usa"}},
}  # fmt: skip

# Check, to the edits that make the sound case one it objects to, each with the code it then gives.
OBJECTIONS = {
    "alternatives_sound": [
        ("deals.alternatives.rule=[]", "no-alternative"),
        ("deals.alternatives.rule=[0, 50, 0]", "alternative-repeated"),
    ],
    "exclusions_readable": [
        ("deals.exclude=[rule=0 adn aid=10]", "bad-exclusion"),
        ("deals.exclude=[rule=0 and]", "bad-exclusion"),
        ("deals.exclude=[bases=0]", "bad-exclusion"),
        ("deals.exclude=[rule=51]", "bad-exclusion"),
        ("deals.exclude=[rule]", "bad-exclusion"),
    ],
    "exclusions_of_implications": [
        ("deals.exclude=[rule=0 implies aid=0]", "implication-excluded"),
        ("deals.exclude=[if rule=0 then aid=0]", "implication-excluded"),
    ],
    "exclusions_leave_packages": [
        ("deals.exclude=[rule=0 or rule>=50]", "no-package-left"),
        ("deals.exclude=[rule=0 and aid=0, rule=0 and aid=10, rule>0]", "no-package-left"),
    ],
    "interactions_sound": [
        ("deals.interactions=[{party: turkey, issues: [rule, aid], values: {0: {0: 5}}}]", "unknown-party"),
        ("deals.interactions=[{party: usa, issues: [rule, bases], values: {0: {0: 5}}}]", "unknown-issue"),
        ("deals.interactions=[{party: usa, issues: [rule, rule], values: {0: {0: 5}}}]", "interaction-of-one"),
        ("deals.interactions=[{party: usa, issues: [rule, aid], values: {0: {5: 5}}}]", "unknown-alternative"),
    ],
    "weights_sound": [
        ("deals.values.usa.weights={rule: 0}", "weights-sum-to-zero"),
        ("deals.values.usa.weights={aid: 5}", "weights-sum-to-zero"),
        ("deals.values.usa.weights={rule: 5, aid: 5}", "weight-without-value"),
        ("deals.values.iran={weights: {rule: 5}}", "weight-missing"),
    ],
    "values_span_alternatives": [("deals.values.usa.rule={0: 0, 50: 100}", "value-missing")],
    "reservation_out_of_reach": [
        ("deals.values.usa.reservation=101", "reservation-out-of-reach"),
        ("parties.iran.reservation=[99, 100]", "reservation-out-of-reach"),
    ],
    "pass_rule_can_be_met": [
        ("deals.pass_rule={at_least: 4}", "pass-rule-unmet"),
        ("deals.pass_rule={quota: 6, weights: {usa: 3, iran: 2}}", "pass-rule-unmet"),
        ("deals.pass_rule={quota: 4}", "pass-rule-unmet"),
    ],
    "event_parties": [
        ("events.visit.from=turkey", "unknown-party"),
        ("events.visit.to=turkey", "unknown-party"),
        ("events.visit.to=usa", "self-event"),
    ],
    "event_after_as_of": [("events.visit.date=2015-11-13", "event-after-as-of")],
    "event_same_as": [
        ("events.visit_again.same_as=visits", "unknown-event"),
        ("events.visit_again.same_as=visit_again", "report-of-report"),
        ("events.visit_again.same_as=strike", "report-differs"),
    ],
    "events_alike": [("events.visit_again={date: 2015-11-02, from: usa, to: iran, kind: cooperative, what: a visit}", "events-alike")],
    "contradictory_signs": [("relations.0.sign=-1\nrelations.1.sign=1", "contradictory-signs")],
    "no_parties": [("parties={}", "no-parties")],
    "party_without_position": [("positions.nusra=", "party-without-position")],
    "alias_claimed_twice": [
        ("parties.iran.aliases=[WASHINGTON]", "alias-claimed-twice"),
        ("parties.iran.name=united  states", "alias-claimed-twice"),
    ],
    "capability_missing": [
        ("parties.nusra.capability=", "capability-missing"),
        ("parties={usa: {}, iran: {}, nusra: {}}", "capability-assumed"),
    ],
    "no_issues": [("issues={}\nconflict=", "no-issues")],
    "scale_too_short": [("issues.aid.scale={5: some}", "scale-too-short")],
    "reference_off_scale": [("issues.rule.reference=101", "reference-off-scale"), ("issues.rule.reference=[-1, 5]", "reference-off-scale")],
    "issue_without_position": [("issues.bases={scale: {0: none, 1: one}}", "issue-without-position")],
    "issue_capability": [("issues.rule.capability={irann: 5}", "unknown-party")],
    "issue_id_reserved": [
        ("issues.weights={scale: {0: a, 1: b}}", "issue-id-reserved"),
        ("issues.reservation={scale: {0: a, 1: b}}", "issue-id-reserved"),
        ("issues.tables={scale: {0: a, 1: b}}", "issue-id-reserved"),
    ],
    "position_of_unknown_party": [("positions.turkey={}", "unknown-party")],
    "position_on_unknown_issue": [("positions.usa.bases={position: 1}", "unknown-issue")],
    "position_off_scale": [
        ("positions.usa.rule.position=101", "off-scale"),
        ("positions.usa.rule.position=[-1, 5, 10]", "off-scale"),
        ("positions.usa.rule.stated=101", "off-scale"),
        ("positions.usa.rule.bottom_line=-1", "off-scale"),
        ("positions.usa.rule.red_line=101", "off-scale"),
    ],
    "salience_assumed": [("positions.usa.rule.salience=", "salience-assumed")],
    "bottom_line_beyond_red_line": [
        ("positions.usa.rule.bottom_line=10", "bottom-line-beyond-red-line"),
        ("positions.iran.rule={position: 10, salience: 1, bottom_line: 90, red_line: 80}", "bottom-line-beyond-red-line"),
    ],
    "relation_parties": [
        ("relations.0.to=turkey", "unknown-party"),
        ("relations.0.from=turkey", "unknown-party"),
        ("relations.0.to=usa", "self-relation"),
        ("fighting.0.to=turkey", "unknown-party"),
        ("fighting.0.to=usa", "self-relation"),
    ],
    "relation_repeated": [
        ("relations.2={from: usa, to: iran}", "pair-repeated"),
        ("fighting.1={from: usa, to: nusra, intensity: 1}", "pair-repeated"),
    ],
    "act_parties": [
        ("facts.advisers.by=turkey", "unknown-party"),
        ("measures.more.by=turkey", "unknown-party"),
        ("facts.advisers.effects.0.party=turkey", "unknown-party"),
        ("facts.advisers.effects.1.to=turkey", "unknown-party"),
        ("facts.advisers.effects.1.from=turkey", "unknown-party"),
        ("measures.more.effects.0.issue=bases", "unknown-issue"),
    ],
    "effect_target": [
        ("facts.advisers.effects.0={party: usa}", "effect-empty"),
        ("facts.advisers.effects.0={capability: '+5'}", "effect-target"),
        ("facts.advisers.effects.0={party: usa, salience: '+5'}", "effect-target"),
        ("facts.advisers.effects.0={from: usa, trust: '+5'}", "effect-target"),
    ],
    "effect_without_number": [
        ("facts.advisers.effects.0={party: usa, reservation: '-1'}", "effect-without-number"),
        ("facts.advisers.effects.0={party: iran, issue: rule, red_line: '-1'}", "effect-without-number"),
    ],
    "fact_after_as_of": [("facts.advisers.date='2015-11-13'", "fact-after-as-of"), ("as_of='2015-10-29'", "fact-after-as-of")],
    "deal_names": [
        ("deals.pass_rule.veto=[turkey]", "unknown-party"),
        ("deals.pass_rule.weights={turkey: 1}", "unknown-party"),
        ("deals.alternatives={bases: [0, 1]}", "unknown-issue"),
        ("deals.alternatives.rule=[0, 101]", "off-scale"),
        ("deals.values={turkey: {}}", "unknown-party"),
        ("deals.values.usa={bases: {0: 1}}", "unknown-issue"),
        ("deals.values.usa.weights={bases: 1}", "unknown-issue"),
    ],
    "option_names": [
        ("conflict.options.0.party=turkey", "unknown-party"),
        ("conflict.options.1.id=arm", "duplicate-option"),
        ("conflict.options.0.shared_with=[turkey]", "unknown-party"),
        ("conflict.preferences={turkey: {}}", "unknown-party"),
        ("conflict.transitions={turkey: []}", "unknown-party"),
    ],
    "one_form": [
        ("conflict.states={1: war}", "two-forms"),
        ("conflict={states: {1: war, 2: peace}, transitions: {usa: [[1, 3]]}}", "unknown-state"),
        ("conflict={states: {1: war, 2: peace}, transitions: {usa: [[1, 1]]}}", "move-to-itself"),
    ],
    "option_expressions": [
        ("conflict.infeasible=[stay and]", "bad-option-expression"),
        ("conflict.infeasible=[stay and fly]", "bad-option-expression"),
        ("conflict.infeasible=[stay=1]", "bad-option-expression"),
        ("conflict.infeasible=['at most one of stay, arm']", "bad-option-expression"),
        ("conflict.coalesce=[fly]", "bad-option-expression"),
        ("conflict.options.0.take_if=fly", "bad-option-expression"),
        ("conflict.options.0.drop_if=fly", "bad-option-expression"),
        ("conflict.preferences.usa={statements: [fly]}", "bad-option-expression"),
        ("conflict.preferences.usa={weights: {fly: 3}}", "bad-option-expression"),
    ],
    "status_quo_possible": [
        ("conflict.status_quo=[fly]", "unknown-option"),
        ("conflict.status_quo=[4]", "bad-status-quo"),
        ("conflict.status_quo=[arm, arm]", "bad-status-quo"),
        ("conflict={states: {1: war}, status_quo: [2]}", "bad-status-quo"),
        ("conflict.status_quo=[stay]", "status-quo-infeasible"),
    ],
    "preferences_sound": [
        ("conflict.preferences.usa={statements: [arm], ranking: [arm]}", "preferences-twice"),
        ("conflict={states: {1: war}, preferences: {usa: {statements: [war]}}}", "statements-without-options"),
        ("conflict.preferences.usa={ranking: [arm, fly]}", "bad-state"),
        ("conflict.preferences.usa={ranking: [arm, [4]]}", "bad-state"),
        ("conflict.preferences.usa={ranking: [arm, [1]]}", "state-ranked-twice"),
        ("conflict.preferences.usa={comparisons: [arm]}", "bad-comparison"),
        ("conflict.preferences.usa={comparisons: [arm > fly]}", "bad-comparison"),
    ],
    "parties_can_move_and_prefer": [
        ("conflict.preferences.iran={}", "party-without-preferences"),
        ("conflict.options.0.party=iran", "party-without-options"),
    ],
    "views_name_what_there_is": [
        ("conflict.views={turkey: {}}", "unknown-party"),
        ("conflict.views={usa: {unseen: [fly]}}", "unknown-option"),
        ("conflict.views={usa: {unseen: [arm]}}", "own-option-unseen"),
        ("conflict.views={usa: {preferences: {turkey: {statements: [arm]}}}}", "unknown-party"),
    ],
    "views_of_others": [
        ("conflict.views={usa: {preferences: {usa: {statements: [arm]}}}}", "own-preferences-misread"),
        ("conflict.views={usa: {preferences: {iran: {statements: [fly]}}}}", "bad-option-expression"),
        ("conflict.views={usa: {preferences: {iran: {weights: {arm and: 1}}}}}", "bad-option-expression"),
    ],
    "overlap_parties": [
        ("overlap.0.party=turkey", "unknown-party"),
        ("overlap.0.with=turkey", "unknown-party"),
        ("overlap.0.with=iran", "self-overlap"),
    ],
    "overlap_above_one": [("overlap.1={party: iran, with: usa, share: 0.95}", "overlap-above-one")],
    "redirect_without_signing": [("ceasefires.proposal.redirect={nusra: 0.1}", "redirect-without-signing")],
    "ceasefire_parties": [
        ("ceasefires.proposal.signatories=[turkey]", "unknown-party"),
        ("ceasefires.proposal.excluded=[turkey]", "unknown-party"),
        ("ceasefires.proposal.redirect={turkey: 1}", "unknown-party"),
        ("ceasefires.proposal.excluded=[usa]", "excluded-signatory"),
        ("ceasefires.proposal.signatories=[]", "no-signatories"),
    ],
    "spoiler_parties": [
        ("spoilers.0.party=turkey", "unknown-party"),
        ("spoilers.1={party: nusra, place: outside, kind: greedy}", "spoiler-repeated"),
        ("spoilers.0.place=inside", "spoiler-place"),
        ("spoilers.0.party=usa", "spoiler-place"),
    ],
    "ripeness_parties": [("ripeness.turkey={hurting: 5}", "unknown-party")],
    "regrowth_below_loss": [("parties.usa.regrowth=[-1.5, 0]", "regrowth-below-loss")],
    "excluded_means_missing": [("ceasefires.proposal.excluded_means=", "excluded-means-missing")],
    "monitoring_worse_than_chance": [("ceasefires.proposal.monitoring.detection=0.05", "detection-below-false-alarm")],
    "link_paths": [
        ("links.0.numbers=[parties.usa.capabilty]", "unknown-number"),
        ("links.0.opposite=[parties.usa.capability]", "link-repeated"),
        ("links.1={numbers: [parties.iran.capability]}", "link-repeated"),
    ],
    "method_parties": [
        ("methods={spatial_model: {ideal_adjustment: {turkey: {usa: 0.5}}}}", "unknown-party"),
        ("methods={spatial_model: {ideal_adjustment: {usa: {turkey: 0.5}}}}", "unknown-party"),
    ],
    "judgement_expert": [
        ("judgements.0.by=carl", "unknown-expert"),
        ("seed_questions.rain.judgements.carl=[1, 2, 3]", "unknown-expert"),
    ],
    "judgement_number": [
        ("judgements.0.number=parties.nusra.capabilty", "unknown-number"),
        ("judgements.0.number=judgements.1.value", "unknown-number"),
        ("judgements.0.value=[-1, 20]", "judgement-off-limits"),
        ("judgements.0={number: positions.usa.rule.position, by: anna, value: [90, 101]}", "judgement-off-limits"),
        ("judgements.0={number: issues.rule.reference, by: anna, value: -1}", "judgement-off-limits"),
        ("judgements.0={number: positions.usa.rule.salience, by: anna, value: [60, 101]}", "judgement-off-limits"),
        ("judgements.0={number: overlap.0.share, by: anna, value: 2}", "judgement-off-limits"),
    ],
    "judgement_repeated": [("judgements.1.by=anna", "judgement-repeated")],
    "written_number_unused": [("judgements.1.value=30", "written-number-unused"), ("parties.nusra.capability=[10, 30]", "written-number-unused")],
    "seed_answers": [
        ("seed_questions.rain.judgements.anna=[1, 4]", "seed-answer-shape"),
        ("seed_questions.rain.judgements.anna=[1, 1, 4]", "seed-answer-shape"),
    ],
    "seed_questions_unanswered": [("seed_questions.rain.judgements={anna: [1, 2, 4]}", "seed-question-unanswered")],
    "too_few_seed_questions": [
        ("pooling={weights: performance}", "few-seed-questions"),
        ("pooling={}", "few-seed-questions"),
        ("pooling={weights: performance}\nseed_questions={}", "no-seed-questions"),
    ],
    "nobody_heard": [("pooling={weights: given}\nexperts.anna.weight=0\nexperts.ben.weight=0", "nobody-heard")],
    "unknown_evidence": [
        ("parties.usa.evidence=[tabel]", "unknown-evidence"), ("parties.usa.against=[tabel]", "unknown-evidence")
    ],
    "unknown_source": [("evidence.table.source=pgae", "unknown-source"), ("evidence.table.by=turkey", "unknown-party")],
    "evidence_without_words": [("evidence.table={source: page, quote: ' '}", "evidence-without-words")],
    "evidence_span": [("evidence.table.span=[28, 10]", "span-backwards"), ("evidence.table.span=[-1, 10]", "span-backwards")],
    "evidence_unused": [("parties.usa.evidence=[]", "evidence-unused")],
}  # fmt: skip

# Edits that come close to an objection and shall not raise it.
NEAR = {
    "overlap_above_one": [
        "overlap.1={party: iran, with: usa, share: 0.9}",
        "overlap.1={party: usa, with: nusra, share: 1}",
    ],
    "redirect_without_signing": ["ceasefires.proposal.redirect={iran: 0.1}", "ceasefires.proposal.signatories=[]"],
    "party_without_position": ["parties.iran.name=Persia"],
    "alias_claimed_twice": ["parties.iran.aliases=[Iran, Iran]", "parties.iran.name=", "parties.usa.aliases=['', ' ']"],
    "capability_missing": [
        "parties.nusra={name: N}\nissues.aid.capability={nusra: 3}",
        "parties.nusra={}\npositions.nusra=",
    ],
    "scale_too_short": ["issues.aid.scale={0: a, 1: b}"],
    "reference_off_scale": ["issues.rule.reference=[0, 100]", "issues.rule.reference="],
    "issue_without_position": ["positions.usa.aid={position: 10}"],
    "position_off_scale": ["positions.usa.rule.position=[0, 100]", "positions.usa.rule.stated="],
    "bottom_line_beyond_red_line": [
        "positions.usa.rule.bottom_line=20",
        "positions.usa.rule.red_line=",
        "positions.usa.rule.position=20",
    ],
    "relation_repeated": ["relations.2={from: usa, to: nusra}"],
    "effect_target": ["facts.advisers.effects=[]", "facts.advisers.effects.0={party: usa, reservation: '-1'}"],
    "effect_without_number": ["facts.advisers.effects.0={party: usa, capability: '-1'}"],
    "fact_after_as_of": ["facts.advisers.date='2015-11-12'", "as_of="],
    "deal_names": ["deals=", "deals.alternatives.rule=[0, 100]"],
    "option_names": ["conflict.status_quo=[arm, stay]", "conflict.options.0.shared_with=[iran]"],
    "one_form": ["conflict={states: {1: war, 2: peace}, transitions: {usa: [[1, 2]]}}"],
    "option_expressions": [
        "conflict.options.0.take_if='exactly one of (arm, stay)'",
        "conflict.preferences.usa={statements: [{text: arm iff stay, why: so they say}]}",
    ],
    "status_quo_possible": ["conflict.status_quo=[none]", "conflict.status_quo=[3]", "conflict.status_quo="],
    "preferences_sound": ["conflict.preferences.usa={comparisons: [arm + stay > arm = none > stay]}"],
    "parties_can_move_and_prefer": ["conflict={}"],
    "views_name_what_there_is": ["conflict.views={iran: {unseen: [arm]}}"],
    "views_of_others": ["conflict.views={usa: {preferences: {iran: {statements: [not arm]}}}}"],
    "ceasefire_parties": ["ceasefires.proposal.excluded=[]"],
    "spoiler_parties": ["ceasefires={}", "spoilers.0={party: usa, place: inside, kind: limited}"],
    "regrowth_below_loss": ["parties.usa.regrowth=-1", "parties.usa.regrowth=2"],
    "excluded_means_missing": ["ceasefires.proposal.excluded=[]\nceasefires.proposal.excluded_means="],
    "monitoring_worse_than_chance": [
        "ceasefires.proposal.monitoring.detection=0.1",
        "ceasefires.proposal.monitoring.false_alarm=",
        "ceasefires.proposal.monitoring=",
    ],
    "issue_id_reserved": ["issues.weight={scale: {0: a, 1: b}}"],
    "method_parties": [
        "methods={spatial_model: {options: {voting_rule: binary}, ideal_adjustment: {usa: {iran: 0.5}}}}"
    ],
    "judgement_number": [
        "judgements.0.value=[0, 1000]",
        "judgements.0={number: positions.usa.rule.position, by: anna, value: [0, 100]}",
    ],
    "judgement_repeated": ["judgements.1.number=parties.usa.capability"],
    "written_number_unused": ["judgements=[]", "judgements.1.value=[15, 25]\nparties.nusra.capability=[15, 20, 25]"],
    "seed_questions_unanswered": ["seed_questions.rain.judgements={anna: [1, 2, 4]}\njudgements.1="],
    "too_few_seed_questions": ["pooling={weights: given}\nseed_questions={}"],
    "nobody_heard": ["pooling={weights: given}\nexperts.anna.weight=0"],
    "evidence_without_words": ["evidence.table={source: page, claim: it says so}"],
    "evidence_span": ["evidence.table.span=[0, 1]", "evidence.table.span="],
}

CHECKS = {check.__name__: check for check in ALL}


def changed(edits: str):
    """The sound case as raw data, with edits made that need not leave it sound."""
    raw = copy.deepcopy(SOUND)
    for edit in map(Edit.parse, edits.split("\n")):
        holder = raw
        for step in edit.loc[:-1]:
            holder = holder[step] if isinstance(holder, list) else holder.setdefault(str(step), {})
        last = edit.loc[-1]
        if isinstance(holder, list):
            holder[last : last + 1] = [] if edit.removes else [edit.value]
        elif edit.removes:
            holder.pop(last, None)
        else:
            holder[last] = edit.value
    return raw


def problems(check, raw):
    return list(check(Subject(Case.model_validate(raw), raw)))


def test_every_check_has_a_case_it_objects_to():
    assert set(OBJECTIONS) == set(CHECKS)
    assert set(NEAR) <= set(CHECKS)


def test_every_code_a_check_can_give_is_tried():
    for name, check in CHECKS.items():
        written = set(re.findall(r'Problem\(\s*"([a-z-]+)"', inspect.getsource(check)))
        assert written <= {code for _, code in OBJECTIONS[name]}, name


def test_the_sound_case_has_no_finding_at_all():
    assert parse_case(json.dumps(SOUND)).findings == ()


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_silent_about_a_sound_case(name):
    assert problems(CHECKS[name], SOUND) == []


@pytest.mark.parametrize(("name", "edits"), [(name, edits) for name, tried in NEAR.items() for edits in tried])
def test_a_check_is_silent_where_nothing_is_wrong(name, edits):
    assert problems(CHECKS[name], changed(edits)) == []


@pytest.mark.parametrize(
    ("name", "edits", "code"), [(name, *tried) for name, each in OBJECTIONS.items() for tried in each]
)
def test_a_check_objects_and_says_where_and_what_to_do(name, edits, code):
    raw = changed(edits)
    found = [problem for problem in problems(CHECKS[name], raw) if problem.code == code]
    assert found
    for problem in found:
        assert problem.message
        assert problem.advice
        assert problem.severity in ("error", "warning")
    # the reader reports the same, and at a place that exists
    read = [finding for finding in parse_case(json.dumps(raw, indent=1)).findings if finding.code == code]
    assert len(read) >= len(found)
    assert all(finding.source.strip() for finding in read)


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.__name__)
def test_a_check_tells_its_rule(check):
    assert inspect.getdoc(check)


def test_all_checks_run_together():
    raw = changed("parties.usa.evidence=[tabel]\npositions.usa.rule.position=101")
    assert {problem.code for problem in run(Subject(Case.model_validate(raw), raw))} == {
        "unknown-evidence", "evidence-unused", "off-scale",
    }  # fmt: skip


def test_a_near_name_is_offered():
    (problem,) = problems(CHECKS["issue_capability"], changed("issues.rule.capability={irann: 5}"))
    assert "did you mean `iran`?" in problem.advice
    assert problem.at_key


def test_a_party_declared_with_a_mistake_is_still_declared():
    raw = changed("parties.nusra.capability=lots")
    codes = [finding.code for finding in parse_case(json.dumps(raw)).findings if finding.severity == "error"]
    assert codes == ["bad-number"] or codes == ["bad-number", "capability-missing"]
    assert "unknown-party" not in codes
