"""The result of the ceasefire engine."""

from __future__ import annotations

from detente.results.ceasefire.accounting import Accounting
from detente.results.ceasefire.carve_out import CarveOut, RivalReading
from detente.results.ceasefire.checklist import DesignChecklist
from detente.results.ceasefire.draft import Draft
from detente.results.ceasefire.holding import Holding, Mistrust
from detente.results.ceasefire.lull import Lull
from detente.results.ceasefire.realignment import Realignment
from detente.results.ceasefire.ripeness import Ripeness
from detente.results.history import Frozen
from detente.results.run import Run


class DesignAnswer(Frozen):
    """Everything the engine answers about one design.

    ``protection`` says in a sentence who is protected and who is not, for each reading of what being excluded means;
    ``accounting`` is that of the reading the design gives, ``other_reading`` that of the other one (null where nobody is
    excluded). ``realignment`` is null where nobody may be struck. ``holding`` says whether the signatories keep it out of their own interest,
    ``mistrust`` how trust as it stands changes that, ``lull`` who grows stronger while it holds, ``ripeness`` how the parties see the war. Parts that were asked to be left out are empty or null.
    """

    name: str
    text: str
    signatories: tuple[str, ...]
    excluded: tuple[str, ...]
    excluded_means: str | None
    protection: dict[str, str]
    checklist: DesignChecklist
    accounting: Accounting
    other_reading: Accounting | None
    carve_out: tuple[CarveOut, ...]
    readings: tuple[RivalReading, ...]
    realignment: Realignment | None
    holding: Holding
    mistrust: Mistrust | None
    lull: Lull | None
    ripeness: Ripeness
    notes: tuple[str, ...]
    evidence: tuple[str, ...]
    sentence: str


class Ceasefire(Frozen):
    """The answers of the ceasefire engine on every design asked for, by id, and on a draft text (null without one)."""

    run: Run
    designs: dict[str, DesignAnswer]
    draft: Draft | None
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: str
