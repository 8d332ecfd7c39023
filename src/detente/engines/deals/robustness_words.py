"""Robustness of the deals in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case.model import Case
from detente.engines.deals.analysis_words import in_points, listed
from detente.results.deals.picks import TITLES
from detente.results.deals.robustness import DealsRobustness, DecidingNumber, PackageRobustness
from detente.results.shares import ShareOfDraws


def robustness_sentences(
    case: Case, found: DealsRobustness, packages: int, left_out: Mapping[str, int]
) -> tuple[str, ...]:
    """What the draws say: the zone, each pick, what survives, and what decides.

    ``packages`` counts all packages; ``left_out``, by solution, the ties at the best values that were not followed.
    """
    if not found.uncertain:
        return ("Every number that the packages are judged by is exact, so that all draws are the same.",)
    every = [" ".join([_zone(found), *_decided("Whether a zone exists", "one exists", found.zone_hangs_on)])]
    several = any(sum(name in it.picked_by for it in found.packages) > 1 for name in TITLES)
    every += [_pick(case, it, several) for it in found.packages]
    if found.packages:
        first = found.packages[0]
        what = f"Whether {TITLES[first.picked_by[0]]} picks {'the first of these' if several else 'its package'} again"
        every += _decided(what, "it does", found.pick_hangs_on)
    every += [_left_out(TITLES[name], count) for name, count in left_out.items()]
    if not found.certain:
        every.append(
            "A search was cut short in some draws: there may be a zone in more of them, and the packages may be efficient in fewer."
        )
    every.append(_survivors(found, packages))
    return tuple(every)


def _left_out(title: str, count: int) -> str:
    many = "1 more package ties" if count == 1 else f"{count:,} more packages tie"
    verb = "was" if count == 1 else "were"
    return f"{title[:1].upper()}{title[1:]}: {many} at the best values and {verb} not followed through the draws."


def _zone(found: DealsRobustness) -> str:
    numbers = f"the {found.uncertain:,} uncertain numbers" if found.uncertain > 1 else "the one uncertain number"
    meaning = {
        "robust": "robust" if found.open.value >= 0.5 else "that there is none is robust",
        "sensitive": "sensitive to the numbers",
        "undetermined": "whether that is robust is undetermined",
    }[found.verdict]
    return (
        f"A zone exists in {in_percent(found.open)} of {found.draws:,} draws of {numbers}: {meaning}. Brackets hold the "
        "95 % interval of a share."
    )


def pick_name(it: PackageRobustness, *, several: bool = False) -> str:
    """A pick as a sentence names it, such as "the Nash pick"."""
    names = listed(TITLES[name] for name in it.picked_by)
    return f"one {names} pick" if several else f"the {names} pick"


def _pick(case: Case, it: PackageRobustness, several: bool) -> str:
    name = pick_name(it, several=several)
    text = (
        f"{name[:1].upper()}{name[1:]} passes in {in_percent(it.passes)} of the draws ({_called(it)}), is efficient in "
        f"{in_percent(it.efficient)}, and is picked again {_again(it)}.{_lost(case, it)}"
    )
    return " ".join([text, *_decided("Whether it passes", "it does", it.hangs_on)])


def _lost(case: Case, it: PackageRobustness) -> str:
    if it.regret is None:
        return ""
    most = max(it.regret, key=it.regret.__getitem__)
    if it.regret[most] < 0.05:
        return " No party regrets it."
    return (
        f" {case.party_name(most)} regrets it most: on average it falls {in_points(it.regret[most])} short of the best "
        "package for it that passes."
    )


def _called(it: PackageRobustness) -> str:
    return {
        "robust": "robust",
        "sensitive": "sensitive to the numbers",
        "undetermined": "whether that is robust is undetermined",
    }[it.verdict]


def _again(it: PackageRobustness) -> str:
    if len(it.picked_by) == 1:
        return f"in {in_percent(it.chosen[it.picked_by[0]])}"
    return listed(f"in {in_percent(it.chosen[name])} as {TITLES[name]}" for name in it.picked_by)


def _survivors(found: DealsRobustness, packages: int) -> str:
    if found.survive_most is None:
        return f"{packages:,} packages are too many to look at in every draw, so that only the picks were followed."
    if found.safe is None:
        return "No package passes in any draw."
    least = f"{100 * found.surviving:.0f} % of the draws"
    often, regret = in_percent(found.safe.share), in_points(found.safe.worst_regret)
    weighed = f"of those that pass as often it asks least of the party that gives up most, {regret} on average"
    if not found.survive_most:
        return f"No package passes in {least}. The one that does most often passes in {often}; {weighed}:"
    many = f"{found.survive_most:,} of {packages:,} packages pass" if found.survive_most > 1 else "One package passes"
    every = f"{found.survive_all:,}" if found.survive_all else "none"
    return f"{many} in at least {least}, {every} in all of them. The safest passes in {often}; {weighed}:"


def _decided(what: str, happens: str, found: tuple[DecidingNumber, ...]) -> Iterator[str]:
    """What decides, where anything is left to decide."""
    if not found:
        return
    first = found[0]
    if first.interval[0] <= 0 <= first.interval[1]:
        yield f"{what} hangs on no single number clearly: which of them decides is undetermined."
        return
    linked = " and what is linked to it" if first.linked else ""
    text = (
        f"{what} hangs most on the {first.name}{linked}: {happens} in {in_percent(first.lower)} of the draws where it is at "
        f"most its median, and in {in_percent(first.upper)} where it is above."
    )
    close = [f"the {it.name}" for it in found[1:] if not it.interval[0] <= 0 <= it.interval[1]]
    if close:
        text += f" Next: {listed(close[:2])}."
    yield text


def in_percent(share: ShareOfDraws) -> str:
    """A share of draws with its interval, as a person reads it; only what always happens is 100 %.

    >>> in_percent(ShareOfDraws(value=0.62, low=0.59, high=0.65)), in_percent(ShareOfDraws(value=1.0, low=0.9962, high=1.0))
    ('62 % (59 to 65 %)', '100 % (99.6 to 100 %)')
    """
    digits = 0 if share.high - share.low >= 0.03 else 1
    value, low, high = (_percent(one, digits) for one in (share.value, share.low, share.high))
    return f"{value} % ({low} to {high} %)"


def _percent(share: float, digits: int) -> str:
    """A share in hundredths, with more digits where hardly any would read as none, or nearly all as all.

    >>> [_percent(share, 1) for share in (0.0, 0.0004, 0.314, 0.99996, 1.0)]
    ['0', '0.04', '31.4', '99.996', '100']
    """
    if share <= 0 or share >= 1:
        return f"{100 * share:.0f}"
    for more in range(digits, 6):
        text = f"{100 * share:.{more}f}"
        if 0 < float(text) < 100:
            return text
    return f"{100 * share:.6g}"
