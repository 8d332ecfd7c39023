"""What ``detente ceasefire`` shows a person: words first, then the tables they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from detente.case.model import Case
from detente.engines.ceasefire.holding_words import holding_text
from detente.engines.ceasefire.lull import lull_text
from detente.engines.ceasefire.ripeness import ripeness_text
from detente.engines.ceasefire.words import amount, percent, points, share_words
from detente.results.ceasefire import Accounting, Ceasefire, DesignAnswer, Draft, Fates

MARKS = {None: "does not apply", 0: "absent", 1: "vague", 2: "workable", 3: "precise"}
READINGS = {
    "unprotected": "If the excluded may be attacked",
    "protected": "If attacks on the excluded are what the text rules out",
}
SCENARIOS = {"as_before": "each as before", "stated": "stated shares", "all_guns": "all freed effort"}
LONGEST = 70


def show(case: Case, result: Ceasefire, *, only_draft: bool) -> None:
    """The draft where one was given; else every design, the comparison first."""
    console = Console(highlight=False)
    _say(console, f"{case.title or case.id}: ceasefire\n", "bold")
    if result.draft is not None:
        _show_draft(console, result.draft)
    if not only_draft or result.draft is None:
        if len(result.designs) > 1:
            _say(console, result.sentence)
            _side_by_side(console, result)
        for it in result.designs.values():
            _show_design(console, case, it, alone=len(result.designs) == 1)
        _say(console, "\nWhat this assumes:", "bold")
        for text in dict.fromkeys((*result.assumptions, *_of_the_parts(result))):
            _say(console, f"  {text}")
        drawn = (
            f"the middle 80 % of {result.run.draws} draws (seed {result.run.seed})"
            if result.run.draws
            else "none, as there are no draws"
        )
        _say(console, f"  Intervals, in brackets: {drawn}; they say how far the case's ranges move the answer.")
    for note in result.notes:
        _say(console, note)
    run = result.run
    _say(console, f"\ndetente {run.version}, case {run.case} {run.case_digest[:12]}")


def _of_the_parts(result: Ceasefire) -> Iterator[str]:
    """What holding and lull assume, the same for every design said once."""
    for it in result.designs.values():
        yield from it.holding.assumptions
        yield from it.lull.assumptions if it.lull is not None else ()


def _show_design(console: Console, case: Case, it: DesignAnswer, *, alone: bool) -> None:
    _say(console, f"\n{it.name}", "bold")
    for means, sentence in it.protection.items():
        label = f"{READINGS[means]}{', as the case states' if means == it.excluded_means else ''}. "
        _say(console, f"{label if len(it.protection) > 1 else ''}{sentence}")
    _say(console, f"\n{it.accounting.sentence}")
    if it.accounting.half_stopped is not None and it.accounting.total is not None:
        more = it.accounting.total.stopped.best > 0.5
        share = it.accounting.half_stopped if more else 1 - it.accounting.half_stopped
        side = "More than half" if more else "At most half"
        _say(
            console,
            f"{side} of the fighting would be prohibited; so in {percent(share)} of draws ({it.accounting.verdict}).",
        )
    if it.other_reading is not None and it.other_reading.total is not None:
        _say(console, f"By the other reading {share_words(it.other_reading.total.stopped)} would be prohibited.")
    if it.accounting.total is not None:
        console.print(_fates_table(case, it.accounting))
    _say(console, f"\n{it.checklist.sentence}")
    if it.checklist.other:
        _say(console, f"Provisions outside the checklist: {', '.join(line.title for line in it.checklist.other)}.")
    if alone:
        _checklist(console, it)
    _say(console, "\nDoes it hold?")
    for text in holding_text(case, it.holding):
        _say(console, f"  {text}")
    if it.mistrust is not None:
        _say(console, f"  {it.mistrust.sentence}")
    if it.lull is not None:
        _say(console, "\nWhat the lull does:")
        for text in lull_text(case, it.lull):
            _say(console, f"  {text}")
    _say(console, "")
    for text in ripeness_text(case, it.ripeness):
        _say(console, text)
    for carved in it.carve_out:
        _say(console, f"\n{carved.sentence}")
        if alone:
            console.print(_carve_out_table(case, it, carved.group))
    if len(it.readings) > 1:
        _say(console, "\nThe same text with other lists of excluded groups:")
        for rival in it.readings:
            _say(console, f"  {rival.sentence}")
    if it.realignment is not None:
        _say(console, "")
        for sentence in it.realignment.sentences:
            _say(console, sentence)
        if alone:
            console.print(_force_table(case, it))
    for note in it.notes:
        _say(console, f"Note: {note}")


def _fates_table(case: Case, it: Accounting) -> Table:
    table = _plain("attacks on", "share of all", "prohibited", "permitted", "ambiguous", "outside")
    rows = sorted(it.by_target.items(), key=lambda row: -row[1].weight.best)
    for name, fates in [
        *((case.party_name(party), fates) for party, fates in rows),
        *([("all", it.total)] if it.total else []),
    ]:
        table.add_row(name, percent(fates.weight.best), *_shares(fates))
    return table


def _shares(fates: Fates) -> list[str]:
    return [share_words(it) for it in (fates.stopped, fates.permitted, fates.ambiguous, fates.outside)]


def _carve_out_table(case: Case, it: DesignAnswer, group: str) -> Table:
    table = _plain("points", "sum", "may go on", "rival weakened", "own exposure", "acceptance", "gains in")
    carved = next(one for one in it.carve_out if one.group == group)
    for row in carved.rows:
        terms = (row.licensed_strikes, row.rival_weakened, row.own_exposure, row.acceptance_gained)
        each = [f"{term.best:+.1f}" if term.best else "0" for term in terms]
        judged = not (row.not_judged and not row.total.best)
        table.add_row(
            case.party_name(row.party), points(row.total) if judged else "not judged", *each,
            percent(row.gains) if row.gains is not None and judged else "",
        )  # fmt: skip
    return table


def _force_table(case: Case, it: DesignAnswer) -> Table:
    table = _plain(
        "against", "freed effort", "times its capability", "ratio form", "difference form", "most of the burden"
    )
    for one in it.realignment.against if it.realignment else ():
        first = next(iter(one.burden.items()), None)
        most = f"{case.party_name(first[0])} {percent(first[1].force.best)}" if first else ""
        ratio = amount(one.ratio) if one.ratio is not None else "no capability"
        table.add_row(
            case.party_name(one.group), SCENARIOS[one.scenario], ratio, share_words(one.ratio_form),
            share_words(one.difference_form), most,
        )  # fmt: skip
    return table


def _checklist(console: Console, it: DesignAnswer) -> None:
    table = _plain("item", "quality", "what it says, or what is missing")
    group = ""
    for line in it.checklist.lines:
        if line.group != group:
            group = line.group
            table.add_row(f"{group}:", "", "")
        said = line.text or line.gap
        table.add_row(
            f"  {line.title}", MARKS[line.quality], said if len(said) <= LONGEST else said[: LONGEST - 3] + "..."
        )
    console.print(table)


def _side_by_side(console: Console, result: Ceasefire) -> None:
    """Items that any design settles, with the quality in each; the rest counted."""
    designs = list(result.designs.values())
    table = _plain("quality, 0 to 3", *(it.name for it in designs))
    left = 0
    for lines in zip(*(it.checklist.lines for it in designs), strict=True):
        if any(line.quality for line in lines):
            table.add_row(lines[0].title, *("-" if line.quality is None else str(line.quality) for line in lines))
        else:
            left += 1
    table.add_row("class of agreement", *(it.checklist.agreement_class for it in designs))
    _say(console, "")
    console.print(table)
    if left:
        _say(console, f"{left} more items of the checklist are absent from every design.")


def _show_draft(console: Console, draft: Draft) -> None:
    _say(console, draft.sentence)
    for number, paragraph in enumerate(draft.paragraphs, 1):
        text = " ".join(paragraph.text.split())
        _say(console, f"\n[{number}] {text if len(text) <= 300 else text[:297] + '...'}")
        for proposal in paragraph.proposals:
            words = ", ".join(f"“{' '.join(it.text.split())}”" for it in proposal.words[:4])
            _say(console, f"    {proposal.title} ({proposal.key}): {proposal.quality}, {proposal.why}; by {words}")
        if not paragraph.proposals:
            _say(console, "    matches no item of the checklist")
    _say(console, "\nNot found in the draft: " + "; ".join(draft.missing) + ".") if draft.missing else None
    _say(console, "Write what you accept yourself, as `ceasefires.DESIGN.provisions.KEY` with `text` and `quality`.")


def _plain(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, name in enumerate(columns):
        table.add_column(name, justify="left" if place == 0 or name.startswith("what") else "right")
    return table


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style or None, markup=False)
