"""The numbers of a case in words, as a sentence names them."""

from __future__ import annotations

from detente.case.document import Loc
from detente.case.model import Case


def number_name(case: Case, number: str | Loc, issue: str | None = "") -> str:
    """A number of the case in words; it names its issue where that is another than ``issue``, and always where that is None.

    ``number`` is its location, or its path where that holds no alternative (an alternative may be written with a
    point).

    >>> case = Case(id="x", parties={"a": {"name": "Alba"}}, issues={"price": {"name": "Price", "scale": {5: "low"}}})
    >>> number_name(case, "parties.a.capability"), number_name(case, ("deals", "values", "a", "weights", "price"))
    ('capability of Alba', 'weight of Price to Alba')
    >>> number_name(case, ("deals", "values", "a", "tables", "price", 5.0))
    'value of “low” on Price to Alba'
    """
    steps = tuple(number.split(".")) if isinstance(number, str) else number
    if steps[0] == "positions":
        place = "" if issue in ("", steps[2]) else f" on {case.issue_name(str(steps[2]))}"
        return f"{str(steps[3]).replace('_', ' ')} of {case.party_name(str(steps[1]))}{place}"
    if steps[0] == "issues" and steps[2] == "reference":
        return f"reference of {case.issue_name(str(steps[1]))}"
    if steps[0] == "deals":
        return _deals_number(case, steps)
    if steps[0] == "parties" and steps[2] != "capability":
        return f"{str(steps[2]).replace('_', ' ')} of {case.party_name(str(steps[1]))}"
    party = steps[3] if steps[0] == "issues" else steps[1]
    return f"capability of {case.party_name(str(party))}"


def _deals_number(case: Case, steps: Loc) -> str:
    if steps[1] == "interactions":
        it = case.deals.interactions[int(steps[2])]
        picked = [alternative_name(case, issue, float(mark)) for issue, mark in zip(it.issues, steps[4:], strict=True)]
        return f"what {' together with '.join(picked)} adds for {case.party_name(it.party)}"
    party = case.party_name(str(steps[2]))
    if steps[3] == "reservation":
        return f"reservation of {party}"
    issue = str(steps[4])
    if steps[3] == "weights":
        return f"weight of {case.issue_name(issue)} to {party}"
    return f"value of {alternative_name(case, issue, float(steps[5]))} to {party}"


def alternative_name(case: Case, issue: str, mark: float) -> str:
    """An alternative of an issue in words, with the issue.

    >>> alternative_name(Case(id="x", issues={"price": {"name": "Price", "scale": {5: "low", 9: ""}}}), "price", 9.0)
    '9 on Price'
    """
    words = case.issues[issue].scale.get(mark, "")
    return f"{f'“{words}”' if words else f'{mark:.15g}'} on {case.issue_name(issue)}"
