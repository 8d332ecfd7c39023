"""Small cases with ceasefire designs, and a plain reference for the accounting."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from detente.case import Case

NAMES = ("a", "b", "c", "d", "e")
FATES = ("stopped", "permitted", "ambiguous", "outside")


def truce(
    fighting: dict[tuple[str, str], Any],
    signatories: list[str],
    excluded: list[str],
    means: str | None = "unprotected",
    *,
    parties: dict[str, Any] | None = None,
    overlap: dict[tuple[str, str], Any] | None = None,
    relations: dict[tuple[str, str], int] | None = None,
    **design: Any,
) -> Case:
    """A case with one design, ``truce``."""
    names = sorted({*NAMES, *(parties or {})})
    return Case(
        id="small",
        parties={name: {"capability": 10, **(parties or {}).get(name, {})} for name in names},
        fighting=[{"from": one, "to": other, "intensity": value} for (one, other), value in fighting.items()],
        overlap=[{"party": one, "with": other, "share": share} for (one, other), share in (overlap or {}).items()],
        relations=[{"from": one, "to": other, "sign": sign} for (one, other), sign in (relations or {}).items()],
        ceasefires={"truce": {"signatories": signatories, "excluded": excluded, "excluded_means": means, **design}},
    )


def plain_totals(case: Case, design: str = "truce", *, split: bool = True) -> dict[str, float]:
    """Shares of violence by fate, one engagement after the other, at exact numbers."""
    it = case.ceasefires[design]
    found = dict.fromkeys(FATES, 0.0)
    for fight in case.fighting:
        amount = fight.intensity.best
        binds, covers = fight.from_ in it.signatories, fight.to in it.signatories
        if binds and covers:
            apart = 1.0
            for mixed in case.overlap:
                if (
                    split
                    and mixed.party == fight.to
                    and mixed.with_ in it.excluded
                    and it.excluded_means == "unprotected"
                ):
                    apart *= 1 - mixed.share.best
            found["stopped"] += amount * apart
            found["ambiguous"] += amount * (1 - apart)
        elif binds and fight.to in it.excluded:
            found["permitted" if it.excluded_means == "unprotected" else "stopped"] += amount
        elif binds or covers:
            found["ambiguous"] += amount
        else:
            found["outside"] += amount
    whole = sum(found.values())
    return {fate: amount / whole for fate, amount in found.items()}


@st.composite
def truces(draw: st.DrawFn, *, overlapping: bool = True) -> Case:
    """A case with exact numbers, some fighting, and a design that signs and excludes different parties."""
    pairs = [(one, other) for one in NAMES for other in NAMES if one != other]
    some = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=10, unique=True))
    fighting = {pair: draw(st.integers(1, 100)) for pair in some}
    places = {name: draw(st.sampled_from(["signs", "excluded", "neither"])) for name in NAMES}
    mixed = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if overlapping else []
    parties = {
        name: {
            "capability": draw(st.integers(0, 100)), "harm": draw(st.integers(0, 50)), "peace_worth": draw(st.integers(0, 50)),
            "role": draw(st.sampled_from(["at_table", "absent", "excluded"])),
        }
        for name in NAMES
    }  # fmt: skip
    return truce(
        fighting,
        [name for name in NAMES if places[name] == "signs"],
        [name for name in NAMES if places[name] == "excluded"],
        draw(st.sampled_from(["unprotected", "protected"])),
        parties=parties,
        overlap={pair: draw(st.integers(0, 10)) / 10 for pair in mixed},
        relations={
            pair: draw(st.sampled_from([-1, 0, 1]))
            for pair in draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True))
        },
        redirect={name: draw(st.integers(0, 10)) / 10 for name in NAMES if places[name] == "signs"},
    )
