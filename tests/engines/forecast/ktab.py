"""KTAB's own figures: its input files and the positions it gives, turn by turn."""

from __future__ import annotations

import csv
import re
from pathlib import Path

OPTIONS = {
    "VotingRule": "voting_rule",
    "VictoryProbModel": "victory_probability",
    "PCEModel": "pce_model",
    "BigRRange": "risk_range",
    "BigRAdjust": "risk_adjustment",
    "ThirdPartyCommit": "third_party_commitment",
    "InterVecBrgn": "vector_bargain",
}
VALUES = {"PropBin": "prop_bin", "MarkovIncentive": "markov_incentive", "TwoThirds": "two_thirds", "FullCommit": "full"}


def runs(shared: Path) -> list[tuple[Path, dict[str, str], Path]]:
    """Input, options in our names and expected positions of every run that is there."""
    folder = shared / "oracles" / "forecast" / "ktab"
    found = []
    for expected in sorted(folder.glob("*.positions.csv")):
        stem = expected.name.split(".")[0]
        option = re.search(r"\.(\w+)=(\w+)\.", expected.name)
        options = {OPTIONS[option[1]]: VALUES.get(option[2], option[2].lower())} if option else {}
        found.append((folder / f"{stem}.csv", options, expected))
    return found


def positions(file: Path) -> dict[tuple[int, str, str], float]:
    """Position by turn, party and issue, under the ids that an import gives."""
    with file.open(encoding="utf-8") as lines:
        return {
            (int(row["turn"]), row["actor"].strip().lower(), row["dim"].strip().lower().replace(" ", "_")): float(
                row["position"]
            )
            for row in csv.DictReader(lines)
        }
