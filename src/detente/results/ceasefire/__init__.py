"""The result of the ceasefire engine: what a design stops, whom its exclusions help, and where the freed effort goes."""

from detente.results.ceasefire.accounting import Accounting, Engaged, Fates
from detente.results.ceasefire.carve_out import CarveOut, CarveOutRow, RivalReading
from detente.results.ceasefire.ceasefire import Ceasefire, DesignAnswer
from detente.results.ceasefire.checklist import ChecklistLine, DesignChecklist
from detente.results.ceasefire.draft import Draft, DraftParagraph, MatchedWords, Proposal
from detente.results.ceasefire.estimate import Estimate
from detente.results.ceasefire.realignment import Against, Burden, Freed, Realignment

__all__ = [
    "Accounting",
    "Against",
    "Burden",
    "CarveOut",
    "CarveOutRow",
    "Ceasefire",
    "ChecklistLine",
    "DesignAnswer",
    "DesignChecklist",
    "Draft",
    "DraftParagraph",
    "Engaged",
    "Estimate",
    "Fates",
    "Freed",
    "MatchedWords",
    "Proposal",
    "Realignment",
    "RivalReading",
]
