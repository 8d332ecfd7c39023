"""What event codes say about trust: kind and intensity by CAMEO root code, and by PLOVER quad class.

The intensities are detente's own judgement, in the order of Goldstein's scale (Goldstein 1992,
doi:10.1177/0022002792036002007): the more an act costs or hurts, the more it weighs. Give a column
`intensity` to use others. CAMEO: Schrodt (2012), *CAMEO Conflict and Mediation Event Observations Codebook*.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["cooperative", "conflictual"]

ROOTS: dict[str, tuple[Kind, float, str]] = {
    "01": ("cooperative", 5, "makes a statement"),
    "02": ("cooperative", 15, "appeals"),
    "03": ("cooperative", 35, "says it will cooperate"),
    "04": ("cooperative", 25, "consults"),
    "05": ("cooperative", 40, "cooperates in diplomacy"),
    "06": ("cooperative", 60, "cooperates in deeds"),
    "07": ("cooperative", 70, "gives aid"),
    "08": ("cooperative", 65, "yields"),
    "09": ("conflictual", 15, "investigates"),
    "10": ("conflictual", 30, "demands"),
    "11": ("conflictual", 25, "disapproves"),
    "12": ("conflictual", 40, "rejects"),
    "13": ("conflictual", 50, "threatens"),
    "14": ("conflictual", 40, "protests"),
    "15": ("conflictual", 60, "shows force"),
    "16": ("conflictual", 55, "reduces relations"),
    "17": ("conflictual", 70, "coerces"),
    "18": ("conflictual", 85, "assaults"),
    "19": ("conflictual", 95, "fights"),
    "20": ("conflictual", 100, "uses mass violence"),
}
QUADS: dict[str, tuple[Kind, float, str]] = {
    "1": ("cooperative", 25, "cooperates in words"),
    "2": ("cooperative", 65, "cooperates in deeds"),
    "3": ("conflictual", 35, "quarrels in words"),
    "4": ("conflictual", 85, "harms in deeds"),
}
KINDS: dict[str, Kind] = {
    "cooperative": "cooperative", "cooperation": "cooperative", "+": "cooperative", "+1": "cooperative",
    "conflictual": "conflictual", "conflict": "conflictual", "-": "conflictual", "-1": "conflictual",
}  # fmt: skip


def coded(code: str) -> tuple[Kind, float, str] | str:
    """Kind, intensity and words of a CAMEO code; where it is none, the reason in words.

    A code is text: its first two digits are its root, so that "010" is a statement and "10" a demand.

    >>> coded("010")[0], coded("10")[0], coded("190")[:2]
    ('cooperative', 'conflictual', ('conflictual', 95))
    >>> coded("1")
    'code `1` has one digit: a zero in front may be lost; format the column as text'
    """
    code = code.strip()
    if not re.fullmatch("[0-9]{1,4}", code):
        return f"code `{code}` is no CAMEO code: it has two to four digits"
    if len(code) == 1:
        return f"code `{code}` has one digit: a zero in front may be lost; format the column as text"
    found = ROOTS.get(code[:2])
    if found is None:
        return f"code `{code}` has no root from 01 to 20: a zero in front may be lost; format the column as text"
    return found
