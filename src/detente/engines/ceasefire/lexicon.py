"""Words by which a paragraph of a draft is taken to speak to an item of the checklist. Written to be read and corrected.

A cue is a word or a few words in order; ``*`` stands for any ending, ``...`` for up to six words between. One of the ``clear``
cues is enough; of the ``weak`` ones two different ones are needed.
"""

from __future__ import annotations

from typing import NamedTuple


class Cues(NamedTuple):
    """The cues of one item."""

    clear: tuple[str, ...]
    weak: tuple[str, ...] = ()


LEXICON: dict[str, Cues] = {
    "signatories": Cues(
        ("the undersigned", "parties to this agreement", "hereinafter ... part*", "binding on ... part*", "bind* ... units"),
        ("the parties", "signator*", "on behalf of", "represented by"),
    ),
    "class": Cues(("cessation of hostilities", "preliminary ceasefire", "permanent ceasefire", "definitive ceasefire", "humanitarian pause", "truce"),),
    "start": Cues(
        ("enter* into force", "take* effect", "come* into effect", "begin* at", "start* at", "effective from", "as of ... hours", "commence* on", "begin* on ... date"),
        ("hours", "gmt", "utc", "midnight", "local time", "date"),
    ),
    "duration": Cues(
        ("for a period of", "period of ... days", "renew*", "shall expire", "remain* in force", "extended for", "open-ended", "indefinite*"),
        ("days", "weeks", "months", "extend*"),
    ),
    "geography": Cues(
        ("line* of contact", "lines of control", "annexed map*", "attached map*", "agreed map*", "map* ... annex*", "throughout the territory", "throughout the country", "nationwide"),
        ("province*", "governorate*", "district*", "coordinates", "area*", "front*"),
    ),
    "prohibited_acts": Cues(
        ("cease all", "stop all attack*", "refrain from", "prohibited act*", "cease fire", "halt all", "cease ... hostilit*", "end all attack*", "stop fighting", "violations ... include"),
        ("attack*", "shelling", "bombard*", "air strikes", "mines", "snip*"),
    ),
    "permitted_acts": Cues(("self-defence", "self-defense", "self defence", "self defense", "right to defend", "proportionate force", "permitted act*"),),
    "no_territorial_gain": Cues(
        ("acquir* territory", "territorial gain*", "seek* to acquire", "gain* ground", "take ground", "seiz* ... territory", "advance* beyond ... line*", "improve ... positions", "current positions"),
    ),
    "separation": Cues(
        ("buffer zone*", "demilitari*ed zone*", "separation of forces", "disengagement", "withdraw* ... kilomet*", "pull* back", "move* back ... kilomet*", "safe zone*"),
        ("withdraw*", "kilomet*"),
    ),
    "heavy_weapons": Cues(("heavy weapon*", "heavy arms", "artillery ... withdraw*", "withdraw* ... artillery", "tanks ... withdraw*", "storage site*", "cantonment of weapons"),),
    "resupply_freeze": Cues(
        ("resuppl*", "reinforce*", "supply of arms", "arms embargo", "flow of arms", "flow of weapons", "flow of fighters", "recruit*", "foreign fighters", "fresh forces"),
    ),
    "monitoring": Cues(
        ("monitor*", "observer*", "observation mission", "peacekeep*", "surveillance", "drone* ... watch*", "satellite imag*"),
    ),
    "verification": Cues(("verif*", "inspect*", "on-site visit*", "site visit*", "fact-finding", "investigat*"),),
    "reporting": Cues(("shall report", "report* to the", "weekly report*", "daily report*", "submit ... report*", "public report*"), ("report*", "weekly", "daily")),
    "attribution_rule": Cues(
        ("attribut*", "determin* responsib*", "responsible for ... violation", "responsible for ... breach", "who ... violated", "who ... broke", "finding of violation", "decide* ... violat*", "decide* ... breach*"),
    ),
    "joint_commission": Cues(
        ("joint commission", "joint committee", "joint military commission", "joint military committee", "joint mechanism", "ceasefire commission", "ceasefire committee", "ceasefire task force", "joint body"),
    ),
    "hotline": Cues(("hotline", "hot line", "direct line", "liaison officer*", "points of contact", "contact point*", "telephone line*", "line of communication", "lines of communication"),),
    "sanctions": Cues(
        ("sanction*", "penalt*", "consequence*", "in the event of ... violation", "in case of ... violation", "in case of ... breach", "held accountable", "suspen* ... from the agreement", "measures against ... violat*"),
    ),
    "guarantee": Cues(("guarant*", "security assurance*", "underwrit*", "use their influence", "ensure compliance by", "third-party enforcement"),),
    "humanitarian_access": Cues(("humanitarian", "relief convoy*", "aid convoy*", "besieged", "medical evacuation", "aid agenc*", "relief supplies"), ("aid", "convoy*", "medical")),
    "detainees": Cues(("detain*", "prisoner*", "hostage*", "abducted", "missing persons", "captive*"),),
    "excluded_list": Cues(
        ("not apply to", "not cover", "does not include ... group*", "exclud*", "except* ... terrorist*", "excepting", "with the exception of", "not part of the ceasefire", "outside the ceasefire", "designated as terrorist*", "terrorist organi*ation*"),
    ),
    "designation": Cues(
        ("designated by", "designat* ... by the", "listed by", "as determined by", "as decided by", "list* ... maintained by", "decide* ... list", "added to the list by", "authority ... designat*"),
    ),
    "exclusion_criterion": Cues(
        ("criteri*", "affiliat*", "associated with ... group*", "shall be considered ... terrorist*", "considered as ... terrorist*", "who fight alongside", "members of ... group*", "under the command of", "definition of ... terrorist*"),
    ),
    "delineation": Cues(
        ("delineat*", "demarcat*", "territory held by", "areas held by", "map* ... held by", "areas controlled by", "location* of ... group*", "where ... group* are present", "mark* on ... map*", "separate themselves from"),
    ),
    "who_may_strike": Cues(
        ("may be attacked", "may be targeted", "may strike", "may attack", "continue ... strikes", "strikes against", "military action* against", "operations against", "air force* ... may", "actions against ... terrorist*", "may continue to"),
    ),
    "strike_notification": Cues(
        ("prior notice", "advance notice", "notif*", "inform ... before ... strike*", "inform ... before ... operation*", "hours before ... strike*", "prior notification"),
    ),
    "deconfliction": Cues(("deconflict*", "de-conflict*", "flight safety", "no-strike list*", "no strike list*", "avoid* ... incidents", "exchange of coordinates", "share coordinates"),),
    "entry_and_exit": Cues(
        ("taken off the list", "removed from the list", "delist*", "de-list*", "join* the ceasefire", "accede*", "accession", "leave the group", "dissociat*", "distance themselves from", "added to the list", "forfeit* ... protection", "lose* ... protection"),
    ),
    "spoiler_clause": Cues(("spoiler*", "attacks by third part*", "not party to ... agreement", "non-signator*", "undermine ... ceasefire", "derail*", "those who oppose"),),
    "link_to_political_track": Cues(
        ("political process", "political talks", "political track", "political transition", "political solution", "negotiations on", "peace talks", "intra-syrian talks", "parallel ... talks", "resumption of ... talks"),
    ),
    "settlement_of_dispute": Cues(("comprehensive settlement", "final settlement", "comprehensive peace agreement", "permanent end to the conflict", "settles the dispute", "new constitution is adopted", "constitutional settlement"),),
    "disarmament": Cues(("disarm*", "demobili*", "reintegrat*", "integration into the army", "integrated into ... army", "integrated into ... forces", "decommission*", "security sector reform", "hand over ... weapons"),),
    "amendment": Cues(("amend*", "modif* ... agreement", "interpretation of this agreement", "dispute* ... interpretation", "changed by ... consent"),),
    "publicity": Cues(("made public", "publish*", "confidential*", "not be disclosed", "public communi*", "disseminat*", "inform ... commanders"),),
}  # fmt: skip
