"""One reading of a ceasefire text: whom it binds, whom it leaves out, and what being left out means; said in a sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from detente.case.model import Case
from detente.errors import MethodError

Means = Literal["unprotected", "protected"]
MEANS: tuple[Means, ...] = ("unprotected", "protected")
BOTH = (
    "say `excluded_means: unprotected` (the excluded may still be struck: the design does not protect them) or "
    "`excluded_means: protected` (striking the excluded is what the design rules out)"
)
MOST_NAMED = 12


@dataclass(frozen=True)
class Reading:
    """Signatories, excluded groups and what excluding means; a group that is left out binds nobody and signs nothing."""

    signatories: tuple[str, ...]
    excluded: tuple[str, ...]
    means: Means

    @property
    def licensed(self) -> tuple[str, ...]:
        """Groups that may be struck lawfully."""
        return self.excluded if self.means == "unprotected" else ()

    def meaning(self, means: Means) -> Reading:
        """The same lists with the other meaning."""
        return replace(self, means=means)

    def excluding(self, groups: tuple[str, ...], could_sign: Collection[str] = ()) -> Reading:
        """The same text with another list: those on it do not sign; those taken off it sign if they could, else they are not covered."""
        kept = tuple(party for party in self.signatories if party not in groups)
        joining = tuple(party for party in self.excluded if party in could_sign and party not in groups)
        return Reading((*kept, *joining), groups, self.means)


def reading_of(case: Case, design: str) -> Reading:
    """The reading that a design states.

    Raises :class:`MethodError` where it does not say what excluding means, or where an excluded group has signed.
    """
    it = case.ceasefires[design]
    for party in (*it.signatories, *it.excluded):
        if party not in case.parties:
            raise MethodError(f"no party is called `{party}`", advice=f"the parties are: {', '.join(case.parties)}")
    both = [party for party in it.excluded if party in it.signatories]
    if both:
        raise MethodError(
            f"design `{design}`: `{both[0]}` both signs and is excluded", advice="remove it from one of the lists"
        )
    if it.excluded and it.excluded_means is None:
        raise MethodError(f"design `{design}` does not say what being excluded means", advice=BOTH)
    return Reading(
        tuple(dict.fromkeys(it.signatories)), tuple(dict.fromkeys(it.excluded)), it.excluded_means or "unprotected"
    )


def listed(names: list[str], link: str = "and") -> str:
    """Names as a person lists them; many are cut short.

    >>> listed(["a", "b", "c"]), listed([])
    ('a, b and c', '')
    """
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} more"
    return f"{', '.join(names[:-1])} {link} {names[-1]}" if len(names) > 1 else "".join(names)


def protection(case: Case, it: Reading, fighters: set[str]) -> str:
    """Who is protected and who is not, in one sentence; ``fighters`` are all parties that attack or are attacked.

    >>> from detente.case.model import Party
    >>> case = Case(id="x", parties={key: Party() for key in "abe"})
    >>> protection(case, Reading(("a", "b"), ("e",), "unprotected"), {"a", "e"})
    'Protected: a and b, from one another. Not protected: e, which a and b may still attack.'
    """
    signing = listed([case.party_name(party) for party in it.signatories])
    left_out = listed([case.party_name(party) for party in it.excluded])
    silent = [party for party in case.parties if party in fighters and party not in (*it.signatories, *it.excluded)]
    if not it.signatories:
        text = "Nobody is protected: the design binds no party"
        text += f", and {left_out} stands outside it anyway." if left_out else "."
        return text
    if len(it.signatories) > 4:
        signing = f"the {len(it.signatories)} signatories"
    others = "the signatories" if len(it.signatories) > 4 else signing
    if it.excluded and it.means == "protected":
        text = f"Protected: {signing}, from one another, and also {left_out}, which {others} may not attack and which {_is(it)} not bound"
    elif it.excluded:
        text = f"Protected: {signing}, from one another. Not protected: {left_out}, which {others} may still attack"
    else:
        text = f"Protected: {signing}, from one another; nobody is excluded"
    if silent:
        names = listed([case.party_name(party) for party in silent])
        text += f"; {names} neither sign{'s' if len(silent) == 1 else ''} nor {'is' if len(silent) == 1 else 'are'} excluded, and the text leaves open what may be done to {'it' if len(silent) == 1 else 'them'}"
    return text + "."


def _is(it: Reading) -> str:
    return "is" if len(it.excluded) == 1 else "are"
