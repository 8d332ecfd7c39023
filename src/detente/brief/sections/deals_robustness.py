"""How the deals hold up over draws: in words, and the safest package in the wording of its issues."""

from __future__ import annotations

from detente.brief.contents import Bullets, Cell, Table, Text
from detente.results.deals import Deals

ABOUT = (
    "In each draw every uncertain number takes a value from its range, so that the shares show how far the answer rests on "
    "them. They are not the chance of an agreement. Robust: it holds in at least 90 % of the draws, the whole interval "
    "included; sensitive: it does not; undetermined: there are too few draws to say."
)


def robustness(found: Deals) -> list[Text | Table | Bullets]:
    """Nothing where no draws were asked for."""
    held = found.robustness
    if held is None:
        return []
    said = [Text(text.replace(" %", "\u00a0%")) for text in held.sentences]
    blocks: list[Text | Table | Bullets] = [Text("", strong="When the uncertain numbers are drawn:")]
    if held.safe is None or not held.uncertain:
        blocks.append(Bullets(tuple(said)))
    else:
        package = held.safe.package.package
        rows = tuple(
            (Cell(about.name), Cell(about.alternatives[f"{package[issue]:.15g}"] or f"{package[issue]:g}"))
            for issue, about in found.issues.items()
        )
        title = "Safest package" if held.survivors else "Passes most often"
        blocks += [Bullets(tuple(said[:-1])), said[-1], Table("safest_package", ("Issue", title), rows, numeric=False)]
    return [*blocks, Text(ABOUT.replace(" %", "\u00a0%"), style="small")]
