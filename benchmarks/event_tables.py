"""How long it takes to read a file of GDELT 2.0 into an event table, and how much memory; beside Python's own csv module.

Run it as `python benchmarks/event_tables.py [--rows 5000000] [--part 200000] [--workers 2] [--folder FOLDER]`. It writes a made-up file
of so many rows, reads it in a process of its own, and prints time, processor time and the largest memory. Then it reads a part of it
in turn with detente and with a loop over `csv.reader` that does the same work (days, numbers, types, parties, repeated ids) and writes CSV.
Times are of the machine as it is: look at the processor time where others use it too.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import islice
from pathlib import Path

from detente.sources.event_data import PartyMap, build_events
from detente.sources.event_data.columns import CAMEO_TYPES
from detente.sources.event_data.party_map import Rule

CODES = (("010", 1, 0.0), ("042", 1, 1.9), ("0871", 2, 9.0), ("112", 3, -2.0), ("190", 4, -10.0))
COUNTRIES = (
    ("USA", "UNITED STATES"), ("RUS", "RUSSIA"), ("SYR", "SYRIA"), ("SYRREB", "SYRIA"), ("USAGOV", "WHITE HOUSE"), ("", ""),
    *((f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}", f"COUNTRY {number}") for number in range(90)),
)  # fmt: skip
PARTIES = PartyMap((Rule("code", "USA*", "usa"), Rule("code", "RUS*", "russia"), Rule("code", "SYRREB", "opposition")))


def write(path: Path, rows: int) -> None:
    """Write a file of GDELT 2.0 with made-up events."""
    chance = random.Random(1)
    geo = "4\tDamascus, Dimashq, Syria\tSY\tSY13\t25703\t{:.4f}\t{:.4f}\t-2541"
    with path.open("w", encoding="utf-8") as out:
        for number in range(rows):
            sides = [
                f"{code}\t{name}\t{code[:3]}\t\t\t\t\t{code[3:]}\t\t" for code, name in chance.choices(COUNTRIES, k=2)
            ]
            code, quad, goldstein = chance.choice(CODES)
            day = 20150101 + chance.randrange(12) * 100 + chance.randrange(28)
            place = geo.format(33 + chance.random(), 36 + chance.random())
            out.write(
                f"{410_000_000 + number}\t{day}\t{day // 100}\t2015\t2015.8\t{sides[0]}\t{sides[1]}\t1\t{code}\t{code[:3]}\t{code[:2]}"
                f"\t{quad}\t{goldstein}\t{chance.randrange(1, 50)}\t1\t10\t-2.5\t{place}\t{place}\t{place}\t20151112120000\t"
                f"http://news.example/{chance.randrange(10**9)}/talks-on-a-ceasefire-open-in-the-capital.html\n"
            )


def plainly(path: Path, output: Path) -> int:
    """The same with the csv module; how many rows are written."""
    known: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file, output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) != 61 or row[0] in known:
                continue
            known.add(row[0])
            day = date(int(row[1][:4]), int(row[1][4:6]), int(row[1][6:]))
            kind = CAMEO_TYPES.get(row[26][:3]) or CAMEO_TYPES.get(row[26][:2], "")
            parties = [PARTIES.party(row[place + 1], row[place]) for place in (5, 15)]
            numbers = [int(row[29]), float(row[30]), float(row[56]), float(row[57]), int(row[31])]
            writer.writerow(
                [f"gdelt:{row[0]}", day, row[6], row[5], row[16], row[15], row[26], kind, *parties, *numbers, row[60]]
            )
    return len(known)


def timed(what: str) -> None:
    """Print how long this process took and its largest memory."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{what}: processor time {own.ru_utime + own.ru_stime:.1f} s, largest memory {own.ru_maxrss / 1024:,.0f} MB",
        flush=True,
    )


def main() -> None:
    """Write the file, read it, compare on a part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--part", type=int, default=200_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        begin = time.perf_counter()
        built = build_events(
            [options.read], options.read.with_suffix(".parquet"), party_map=PARTIES, workers=options.workers
        )
        print(f"{built.written:,} of {built.read:,} rows, {built.mapped:,} mapped: {time.perf_counter() - begin:.1f} s")
        timed("reading")
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        file, part = Path(name) / "events.csv", Path(name) / "part.csv"
        write(file, options.rows)
        print(f"{options.rows:,} rows, {file.stat().st_size / 1e9:.2f} GB; {options.workers} workers", flush=True)
        subprocess.run([sys.executable, __file__, "--read", str(file), "--workers", str(options.workers)], check=True)
        with file.open(encoding="utf-8") as lines, part.open("w", encoding="utf-8") as out:
            out.writelines(islice(lines, options.part))
        for _ in range(2):
            begin, cpu = time.perf_counter(), time.process_time()
            count = plainly(part, Path(name) / "plain.csv")
            middle, cpu_middle = time.perf_counter(), time.process_time()
            build_events([part], Path(name) / "part.parquet", party_map=PARTIES, workers=options.workers)
            end, cpu_end = time.perf_counter(), time.process_time()
            print(
                f"{count:,} rows: csv module {middle - begin:.1f} s, detente {end - middle:.1f} s: ratio {(middle - begin) / (end - middle):.1f}; "
                f"processor time {cpu_middle - cpu:.1f} s and {cpu_end - cpu_middle:.1f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
