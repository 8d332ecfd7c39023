"""A design read against the checklist of what ceasefire agreements settle."""

from __future__ import annotations

from typing import Literal

from detente.results.history import Frozen

AgreementClass = Literal["cessation of hostilities", "preliminary ceasefire", "definitive ceasefire"]


class ChecklistLine(Frozen):
    """One item: its quality (0 absent, 1 vague, 2 workable, 3 precise; null where it does not apply) and what the text says.

    ``given`` says where the quality comes from: ``provision`` of the case, another ``field`` of the design, or ``nothing``.
    ``gap`` says in words what is missing, empty where nothing is.
    """

    key: str
    title: str
    group: str
    good_clause: str
    needed_for: AgreementClass
    quality: int | None
    text: str
    given: Literal["provision", "field", "nothing"]
    gap: str


class DesignChecklist(Frozen):
    """All items of the checklist for one design.

    ``agreement_class`` is the class of agreement that the provisions amount to and ``because`` the rule that decided;
    ``other`` are provisions that the checklist does not know, kept as the case has them; ``renamed`` maps provisions that go by
    another name to the item they were counted as. ``workable`` of ``applicable`` items have quality 2 or more.
    """

    lines: tuple[ChecklistLine, ...]
    other: tuple[ChecklistLine, ...]
    renamed: dict[str, str]
    agreement_class: AgreementClass
    because: str
    workable: int
    applicable: int
    gaps: tuple[str, ...]
    sentence: str
