"""Compare the candidates for the calibrated forecast on issues with known outcomes, and fit the chosen one.

    python benchmarks/fit_calibrated.py --data FILE [--seeds N] [--only NAME ...] [-o table.md]
    python benchmarks/fit_calibrated.py --data FILE --write coefficients.json --date YYYY-MM-DD

Every figure is out of sample: ten folds that never split a proposal, for each seed; penalties chosen inside.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
from calibrated_candidates import CANDIDATES, places, prepare

from detente.engines.forecast import densities
from detente.engines.forecast.bootstrap import clustered_interval
from detente.engines.forecast.calibrated.fit import folds
from detente.engines.forecast.calibrated.model import learn, written
from detente.engines.forecast.records import Record, read_records

Array = npt.NDArray[np.float64]
FOLDS = 10
CITATION = (
    "Thomson, R., Arregui, J., Leuffen, D., Costello, R., Cross, J., Hertz, R., Jensen, T. (2012). A new dataset on "
    "decision-making in the European Union before and after the 2004 and 2007 enlargements (DEUII). Journal of European "
    "Public Policy 19(4), 604-622, doi:10.1080/13501763.2012.662028; issues with at least three actors, capability: "
    "Shapley-Shubik (Commission and Parliament set to the largest state)"
)


def out_of_fold(name: str, issues: Sequence[Record], seed: int) -> Array:
    """Densities of all issues by one candidate, each from a fit without its fold."""
    where = folds([it.proposal for it in issues], FOLDS, seed)
    found = np.empty((len(issues), 101))
    for fold in range(FOLDS):
        train = [it for it, at in zip(issues, where, strict=True) if at != fold]
        test = [it for it, at in zip(issues, where, strict=True) if at == fold]
        found[where == fold] = CANDIDATES[name](train, test)
    return found


def scores(density: Array, outcomes: Array) -> Array:
    """The scores of each issue, of shape (issues, scores)."""
    error = np.abs(densities.median(density) - outcomes)
    covered = densities.highest_density(density)[np.arange(len(outcomes)), outcomes.astype(int)]
    pit = densities.randomised_pit(density, outcomes)
    return np.column_stack(
        [
            densities.crps(density, outcomes),
            densities.log_score(density, outcomes),
            error,
            covered,
            error <= 10,
            (pit >= 0.1) & (pit <= 0.9),
        ]
    )


def _one(task: tuple[str, Path, int]) -> tuple[str, int, Array, float]:
    name, data, seeds = task
    issues = _issues(data)
    start, outcomes = time.perf_counter(), places(issues).astype(float)
    found = [scores(out_of_fold(name, issues, seed), outcomes) for seed in range(seeds)]
    return name, seeds, np.stack(found), time.perf_counter() - start


def _issues(data: Path) -> list[Record]:
    issues = [it for it in read_records(data, outcomes=True).issues if len(it.actors) >= 3]
    other = [it for it in read_records(data, "cap_votes100", outcomes=True).issues if len(it.actors) >= 3]
    prepare(issues, other)
    return issues


def table(found: dict[str, Array], proposals: Sequence[str]) -> list[str]:
    """The table of all candidates, as lines of Markdown."""
    lines = [
        "| candidate | CRPS | against `logit` (99 %) | against `residuals` (95 %) | log score | MAE of median |"
        " in 80 % set | PIT in middle 80 % | hit within 10 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, it in found.items():
        per = it.mean(axis=0)
        parts = [f"{per[:, 0].mean():.2f}"]
        for base, share in (("logit", 0.99), ("residuals", 0.95)):
            if base not in found or base == name:
                parts.append("")
                continue
            gap = per[:, 0] - found[base].mean(axis=0)[:, 0]
            low, high = clustered_interval(gap, proposals, share)
            parts.append(f"{gap.mean():+.2f} [{low:+.2f}, {high:+.2f}]")
        log = per[:, 1].mean()
        parts += [f"{log:.3f}" if np.isfinite(log) else "infinite", f"{per[:, 2].mean():.1f}"]
        parts += [f"{per[:, place].mean():.2f}" for place in (3, 5, 4)]
        lines.append(f"| `{name}` | " + " | ".join(parts) + " |")
    return lines


def selected(found: dict[str, Array], seeds: int, proposals: Sequence[str]) -> tuple[float, list[str]]:
    """CRPS of choosing, for each fold, the candidate best on the other folds; and what was chosen."""
    names, total, chosen = list(found), [], []
    for seed in range(seeds):
        where = folds(proposals, FOLDS, seed)
        per = np.stack([found[name][seed, :, 0] for name in names])
        for fold in range(FOLDS):
            best = int(per[:, where != fold].mean(axis=1).argmin())
            chosen.append(names[best])
            total.append(per[best, where == fold].sum())
    return sum(total) / (seeds * len(proposals)), chosen


def main() -> None:
    """Run the candidates and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(CANDIDATES))
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--write", type=Path, help="only fit the chosen model and write its figures here")
    parser.add_argument("--date", default="", help="date to note in the figures")
    options = parser.parse_args()
    if options.write:
        fitted = learn(_issues(options.data), data=options.data.name, citation=CITATION, date=options.date)
        options.write.write_text(written(fitted), encoding="utf-8")
        return
    proposals = [it.proposal for it in _issues(options.data)]
    found: dict[str, Array] = {}
    with get_context("spawn").Pool(options.workers) as pool:
        for name, _, values, seconds in pool.imap(_one, [(name, options.data, options.seeds) for name in options.only]):
            found[name] = values
            print(f"{name:20} CRPS {values[..., 0].mean():.3f}  MAE {values[..., 2].mean():.2f}  "
                  f"log {values[..., 1].mean():.3f}  {seconds:.0f} s", flush=True)  # fmt: skip
    lines = table(found, proposals)
    score, chosen = selected(found, options.seeds, proposals)
    names, counts = np.unique(chosen, return_counts=True)
    lines += ["", f"Choosing in each fold the candidate that is best on the other folds: CRPS {score:.2f} "
              f"({', '.join(f'{name} {count} times' for name, count in zip(names, counts, strict=True))})."]  # fmt: skip
    print("\n".join(lines))
    if options.output:
        options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
