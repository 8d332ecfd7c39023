"""A design read against the checklist: what is there, what is missing, and which class of agreement it amounts to."""

from __future__ import annotations

from detente.case.ceasefires import CeasefireDesign
from detente.case.model import Case
from detente.engines.ceasefire.checklist import ALIASES, BY_KEY, EXCLUDED, ITEMS, Item
from detente.engines.ceasefire.reading import listed
from detente.results.ceasefire.checklist import AgreementClass, ChecklistLine, DesignChecklist

WORKABLE = 2
MEANS_TO_KEEP_IT = ("verification", "attribution_rule", "joint_commission", "sanctions", "guarantee")
MOST_GAPS = 6


def checked(case: Case, design: str) -> DesignChecklist:
    """The checklist of one design.

    Provisions under another known name count as the item (:data:`~detente.engines.ceasefire.checklist.ALIASES`), the better
    one where both stand; those that nothing knows are kept and listed. Where no provision stands, the design's own fields speak:
    a list of signatories or excluded groups is workable (2), an area by name alone is vague (1).
    """
    it = case.ceasefires[design]
    given, renamed, other = _given(it)
    lines = tuple(_line(item, it, given) for item in ITEMS)
    judged = [line for line in lines if line.quality is not None]
    qualities = {line.key: line.quality or 0 for line in lines}
    kind, because = agreement_class(qualities)
    workable = sum((line.quality or 0) >= WORKABLE for line in judged)
    gaps = tuple(line.gap for line in sorted(judged, key=lambda line: not BY_KEY[line.key].heavy) if line.gap)
    heavy = [line.gap for line in judged if line.gap and BY_KEY[line.key].heavy and not line.quality]
    text = f"{workable} of {len(judged)} items {_is(workable)} workable. It amounts to a {kind}: {because}."
    if heavy:
        rest = len(gaps) - len(heavy[:MOST_GAPS])
        text += f" What is missing most: {'; '.join(heavy[:MOST_GAPS])}{f' (and {rest} more gaps)' if rest else ''}."
    return DesignChecklist(
        lines=lines, other=other, renamed=renamed, agreement_class=kind, because=because, workable=workable,
        applicable=len(judged), gaps=gaps, sentence=text,
    )  # fmt: skip


def agreement_class(qualities: dict[str, int]) -> tuple[AgreementClass, str]:
    """The class that some qualities amount to, and the rule that decided.

    After Clayton and Sticher (2021, doi:10.1093/isq/sqab026), by our own thresholds. Preliminary: monitoring is workable (2), and
    so is verification, attribution, a joint commission, consequences or a guarantee. Definitive: also what becomes of the armed
    forces and the settlement of the dispute. Else a cessation of hostilities.

    >>> agreement_class({"monitoring": 2, "joint_commission": 2})[0]
    'preliminary ceasefire'
    >>> agreement_class({"monitoring": 1, "joint_commission": 3})
    ('cessation of hostilities', 'monitoring is not workable')
    """
    kept = [key for key in MEANS_TO_KEEP_IT if qualities.get(key, 0) >= WORKABLE]
    if qualities.get("monitoring", 0) < WORKABLE:
        rest = "" if kept else ", nor is any other means to keep it"
        return "cessation of hostilities", f"monitoring is not workable{rest}"
    if not kept:
        return "cessation of hostilities", "monitoring is workable, but no other means to keep it is"
    means = listed(["monitoring", *(_name(key) for key in kept)])
    lacking = [key for key in ("disarmament", "settlement_of_dispute") if qualities.get(key, 0) < WORKABLE]
    if lacking:
        missing = listed([_name(key) for key in lacking])
        return "preliminary ceasefire", f"workable: {means}; not workable: {missing}"
    return (
        "definitive ceasefire",
        f"workable: {means}, what becomes of the armed forces and the settlement of the dispute",
    )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _name(key: str) -> str:
    title = BY_KEY[key].title
    return title[:1].lower() + title[1:]


Given = dict[str, tuple[int, str]]


def _given(it: CeasefireDesign) -> tuple[Given, dict[str, str], tuple[ChecklistLine, ...]]:
    """Quality and text by item, the provisions that were renamed, and those that the checklist does not know."""
    given: Given = {}
    renamed: dict[str, str] = {}
    other = []
    for key, provision in it.provisions.items():
        plain = key.strip().lower().replace("-", "_").replace(" ", "_")
        item = plain if plain in BY_KEY else ALIASES.get(plain)
        if item is None:
            other.append(
                ChecklistLine(
                    key=key, title=key.replace("_", " "), group="Other provisions", good_clause="", needed_for="cessation of hostilities",
                    quality=provision.quality, text=provision.text, given="provision", gap="",
                )
            )  # fmt: skip
            continue
        if item != key:
            renamed[key] = item
        if item not in given or provision.quality > given[item][0]:
            given[item] = provision.quality, provision.text
    return given, renamed, tuple(other)


def _line(item: Item, it: CeasefireDesign, given: Given) -> ChecklistLine:
    quality: int | None = 0
    text, source = "", "nothing"
    if item.key in given:
        (quality, text), source = given[item.key], "provision"
    elif item.group == EXCLUDED and not it.excluded:
        quality = None
    elif item.key == "signatories" and it.signatories:
        quality, text, source = 2, f"{len(it.signatories)} parties are named.", "field"
    elif item.key == "excluded_list":
        quality, text, source = 2, f"{len(it.excluded)} named.", "field"
    elif item.key == "geography" and it.scope:
        quality, text, source = 1, f"{it.scope[:1].upper()}{it.scope[1:]}.", "field"
    gap = {0: item.absent, 1: item.vague}.get(quality, "") if quality is not None else ""
    return ChecklistLine(
        key=item.key, title=item.title, group=item.group, good_clause=item.good_clause, needed_for=item.needed_for,
        quality=quality, text=text, given=source, gap=gap,
    )  # fmt: skip
