"""What a ceasefire agreement settles: the checklist that designs are read against, as a table to read and to correct.

``needed_for`` is the first class of agreement that needs the item (Clayton and Sticher 2021: a cessation of hostilities says that
fighting stops, a preliminary ceasefire has means to keep it, a definitive one also settles what becomes of the armed
forces and of the dispute). ``heavy`` marks items that research finds to matter most for whether a ceasefire lasts
(Fortna 2003: buffers, joint commissions, guarantees; Walter 1997: guarantees) and those on which an exclusion stands.
"""

from __future__ import annotations

from typing import NamedTuple

from detente.results.ceasefire.checklist import AgreementClass

CESSATION: AgreementClass = "cessation of hostilities"
PRELIMINARY: AgreementClass = "preliminary ceasefire"
DEFINITIVE: AgreementClass = "definitive ceasefire"
EXCLUDED = "Excluded groups"


class Item(NamedTuple):
    """An item: its key, title, what a good clause says, the class that needs it, and the gap in words where it is absent or vague."""

    key: str
    group: str
    title: str
    good_clause: str
    needed_for: AgreementClass
    heavy: bool
    absent: str
    vague: str


def _items(group: str, *rows: tuple[str, str, str, AgreementClass, bool, str, str]) -> tuple[Item, ...]:
    return tuple(Item(row[0], group, *row[1:]) for row in rows)


ITEMS: tuple[Item, ...] = (
    *_items(
        "Who, when and where",
        ("signatories", "Parties that sign", "Names every party that is bound, who signs for it, and that its allies and units are bound too.",
         CESSATION, True, "no list of who is bound", "the list of signatories does not say whom each one binds"),
        ("class", "Kind of agreement", "Says whether fighting stops for a time or for good, and what is to follow.",
         CESSATION, False, "nothing on what kind of ceasefire it is", "the kind of ceasefire is not clear"),
        ("start", "Start", "Gives the day, the hour and the time zone at which fire stops.",
         CESSATION, True, "no date on which it begins", "no fixed hour at which it begins"),
        ("duration", "Duration and renewal", "Says how long it holds, and how it is renewed or ends.",
         CESSATION, False, "nothing on how long it holds", "the duration is vague"),
        ("geography", "Area and maps", "Names the area, with agreed maps and lines that both sides have initialled.",
         PRELIMINARY, True, "no agreed map", "the area is named without an agreed map"),
    ),
    *_items(
        "What stops and what may go on",
        ("prohibited_acts", "Prohibited acts", "Lists the acts that stop: attacks by any weapon, from the air too, arrests, laying of mines, incitement.",
         CESSATION, True, "no list of what is forbidden", "what is forbidden is not listed act by act"),
        ("permitted_acts", "Permitted acts and self-defence", "Says what stays allowed, and when and how force in self-defence is.",
         CESSATION, False, "nothing on self-defence", "self-defence is named without limits"),
        ("no_territorial_gain", "No taking of ground", "Forbids to take ground or to better positions while it holds.",
         CESSATION, False, "no rule against taking ground", "the rule against taking ground is vague"),
        ("separation", "Separation and buffer zones", "Says who moves back how far and by when, and who watches the zone between.",
         PRELIMINARY, True, "no separation of forces", "separation is named without distances or dates"),
        ("heavy_weapons", "Heavy weapons", "Says which weapons are withdrawn, how far, and who counts them.",
         PRELIMINARY, False, "nothing on heavy weapons", "heavy weapons are named without distances or counts"),
        ("resupply_freeze", "Freeze of resupply", "Forbids to bring in fighters and arms, and says who checks the roads and borders.",
         PRELIMINARY, False, "nothing on fresh fighters and arms", "the freeze of resupply has nobody who checks it"),
    ),
    *_items(
        "Seeing and settling",
        ("monitoring", "Monitoring", "Says who watches, with what numbers, access, transport and technology, and from when.",
         PRELIMINARY, True, "no monitoring", "monitoring is named, but not who watches with what access"),
        ("verification", "Verification", "Says how a report is checked, on the spot and by when.",
         PRELIMINARY, False, "no way to verify a report", "verification has no procedure"),
        ("reporting", "Reporting", "Says who reports to whom, how often, and what is made public.",
         PRELIMINARY, False, "no reporting", "reporting has no addressee or rhythm"),
        ("attribution_rule", "Attribution of violations", "Says who decides who broke it, by what evidence, how soon, and who may object.",
         PRELIMINARY, True, "no attribution rule", "the attribution rule does not say who decides by what evidence"),
        ("joint_commission", "Joint commission", "Sets up a body of the parties that meets at fixed times, with a chair and a rule to decide.",
         PRELIMINARY, True, "no joint commission", "the joint commission has no members, chair or rule to decide"),
        ("hotline", "Hotline", "Names the officers who answer at all hours, and how soon.",
         PRELIMINARY, False, "no hotline", "the hotline has no named ends"),
        ("sanctions", "Consequences of violations", "Says what follows a violation, step by step, short of the end of the ceasefire.",
         PRELIMINARY, False, "no consequence of a violation", "consequences are threatened without steps"),
        ("guarantee", "Guarantee from outside", "Names who guarantees it, and what the guarantor will do about a violation.",
         PRELIMINARY, True, "no guarantee from outside", "guarantors are named without what they will do"),
    ),
    *_items(
        "People",
        ("humanitarian_access", "Humanitarian access", "Opens named roads and places to named organisations, with notice and safety rules.",
         CESSATION, False, "nothing on humanitarian access", "humanitarian access is promised without roads and rules"),
        ("detainees", "Detainees", "Says who is released or exchanged, in what order, and who visits those who stay.",
         CESSATION, False, "nothing on detainees", "release of detainees has no list or order"),
    ),
    *_items(
        EXCLUDED,
        ("excluded_list", "List of excluded groups", "Names each excluded group, and says that nobody else is excluded.",
         CESSATION, True, "no list of excluded groups", "the excluded groups are not named one by one"),
        ("designation", "Who designates", "Names the authority that puts a group on the list or takes it off, and how it decides.",
         CESSATION, True, "the list of excluded groups names no authority", "who decides on the list is not clear"),
        ("exclusion_criterion", "Criterion of exclusion", "Says by what test a group is excluded: membership, command, or the place where it is found.",
         CESSATION, True, "no criterion of who counts as excluded", "the criterion of exclusion can be stretched"),
        ("delineation", "Where the excluded are", "Marks on an agreed map where the excluded are and where signatories are, and keeps it up to date.",
         PRELIMINARY, True, "no map that tells the excluded from signatories", "the map of who is where is incomplete"),
        ("who_may_strike", "Who may strike them", "Says which parties may attack the excluded, by what means and with whose consent.",
         CESSATION, True, "nothing on who may strike the excluded", "who may strike the excluded is not limited"),
        ("strike_notification", "Notice of strikes", "Asks for notice before or after each strike, to a named body, with place and target.",
         PRELIMINARY, False, "no notice of strikes", "notice of strikes has no addressee or deadline"),
        ("deconfliction", "Deconfliction", "Keeps strikes away from signatories, civilians and one another: channels, distances, no-strike lists.",
         PRELIMINARY, True, "no deconfliction", "deconfliction covers only a part of the forces"),
        ("entry_and_exit", "Way onto and off the list", "Says how a group, or those who leave it, come under the ceasefire, and what puts a signatory on the list.",
         PRELIMINARY, False, "no way onto or off the list", "the way onto or off the list has no steps"),
    ),
    *_items(
        "Politics",
        ("spoiler_clause", "Attacks by others", "Says that attacks by those who do not sign do not end it, and how the parties answer them together.",
         PRELIMINARY, False, "nothing on attacks by those outside it", "the answer to attacks by others is not clear"),
        ("link_to_political_track", "Link to the political talks", "Says how it goes together with the talks, and what happens to it if they stall.",
         CESSATION, False, "no link to political talks", "the link to political talks has no dates or steps"),
        ("settlement_of_dispute", "Settlement of the dispute", "Settles what the war is about, or adopts the agreement that does.",
         DEFINITIVE, False, "the dispute itself is not settled", "the dispute is settled only in part"),
        ("disarmament", "What becomes of the armed forces", "Says who disarms, is demobilised or joins which forces, where and by when.",
         DEFINITIVE, False, "nothing on what becomes of the armed forces", "disarmament has no places or dates"),
        ("amendment", "Amendment", "Says how the text is changed and who has the last word on what it means.",
         CESSATION, False, "no rule on changing the text", "who may change the text is not clear"),
        ("publicity", "Public or confidential", "Says which parts are public, and who tells the forces in the field.",
         CESSATION, False, "nothing on what is public", "what is public is not clear"),
    ),
)  # fmt: skip
BY_KEY: dict[str, Item] = {item.key: item for item in ITEMS}

ALIASES: dict[str, str] = {
    "parties": "signatories", "signatory_list": "signatories", "agreement_class": "class", "type": "class",
    "start_date": "start", "entry_into_force": "start", "renewal": "duration", "expiry": "duration", "term": "duration",
    "maps": "geography", "scope": "geography", "area": "geography", "territory": "geography",
    "prohibited": "prohibited_acts", "cessation": "prohibited_acts", "permitted": "permitted_acts",
    "self_defence": "permitted_acts", "self_defense": "permitted_acts", "territorial_gain": "no_territorial_gain",
    "freeze_of_lines": "no_territorial_gain", "buffer": "separation", "buffer_zone": "separation",
    "demilitarized_zone": "separation", "demilitarised_zone": "separation", "disengagement": "separation",
    "withdrawal": "separation", "resupply": "resupply_freeze", "arms_freeze": "resupply_freeze", "monitors": "monitoring",
    "observers": "monitoring", "attribution": "attribution_rule", "commission": "joint_commission",
    "joint_committee": "joint_commission", "communication": "hotline", "consequences": "sanctions",
    "penalties": "sanctions", "guarantees": "guarantee", "guarantors": "guarantee",
    "humanitarian": "humanitarian_access", "aid": "humanitarian_access", "prisoners": "detainees",
    "list": "excluded_list", "excluded_groups": "excluded_list", "designating_authority": "designation",
    "who_designates": "designation", "criterion": "exclusion_criterion", "excluded_criterion": "exclusion_criterion",
    "excluded_geography": "delineation", "excluded_area": "delineation", "strikes": "who_may_strike",
    "notification": "strike_notification", "exit": "entry_and_exit", "entry_exit": "entry_and_exit",
    "delisting": "entry_and_exit", "spoilers": "spoiler_clause", "political_track": "link_to_political_track",
    "political_process": "link_to_political_track", "ddr": "disarmament", "demobilisation": "disarmament",
    "demobilization": "disarmament", "amendments": "amendment", "confidentiality": "publicity",
}  # fmt: skip
"""Other names that provisions go by, to the item they are counted as."""
