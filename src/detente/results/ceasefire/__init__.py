"""The result of the ceasefire engine: what a design stops, whom its exclusions help, and where the freed effort goes."""

from detente.results.ceasefire.accounting import Accounting, Engaged, Fates
from detente.results.ceasefire.carve_out import CarveOut, CarveOutRow, RivalReading
from detente.results.ceasefire.ceasefire import Ceasefire, DesignAnswer
from detente.results.ceasefire.checklist import ChecklistLine, DesignChecklist
from detente.results.ceasefire.draft import Draft, DraftParagraph, MatchedWords, Proposal
from detente.results.ceasefire.estimate import Estimate
from detente.results.ceasefire.holding import Gain, Holding, Mistrust, Needed, PairHolding, Remedy
from detente.results.ceasefire.lull import Declining, Growth, Lull
from detente.results.ceasefire.realignment import Against, Burden, Freed, Realignment
from detente.results.ceasefire.ripeness import PartyRipeness, Ripeness, SpoilerOptions

__all__ = [
    "Accounting",
    "Against",
    "Burden",
    "CarveOut",
    "CarveOutRow",
    "Ceasefire",
    "ChecklistLine",
    "Declining",
    "DesignAnswer",
    "DesignChecklist",
    "Draft",
    "DraftParagraph",
    "Engaged",
    "Estimate",
    "Fates",
    "Freed",
    "Gain",
    "Growth",
    "Holding",
    "Lull",
    "MatchedWords",
    "Mistrust",
    "Needed",
    "PairHolding",
    "PartyRipeness",
    "Proposal",
    "Realignment",
    "Remedy",
    "Ripeness",
    "RivalReading",
    "SpoilerOptions",
]
