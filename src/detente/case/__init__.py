"""The case: what is claimed. Frozen types, reader and writer with line numbers, checks, edits."""

from detente.case.claims import Evidence, Source
from detente.case.findings import Finding, FindingsError
from detente.case.model import Case, Issue, Party, Position
from detente.case.numbers import Change, Number
from detente.case.reader import CaseFile, open_case, parse_case, read_case

__all__ = [
    "Case",
    "CaseFile",
    "Change",
    "Evidence",
    "Finding",
    "FindingsError",
    "Issue",
    "Number",
    "Party",
    "Position",
    "Source",
    "open_case",
    "parse_case",
    "read_case",
]
