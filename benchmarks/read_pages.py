"""Reading against trafilatura with metadata, on the same pages in the same run.

    python benchmarks/read_pages.py FOLDER [--most N] [--halves]

FOLDER holds `html/` and `ground-truth/` in the layout of the WCXB development set. Prints word-F1 of the body
with a bootstrap interval of the difference, the share of forbidden snippets that leaked and of wanted ones that
were found, title, author and date, and the ratio of the times. A date counts as flagged where the article gives a
doubt about it. The rules were made with pages of even number in view; those of odd number are the check.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter
from pathlib import Path
from statistics import mean, median

from trafilatura import bare_extraction

from detente.errors import SourceError
from detente.sources import read_page


def words(text: str) -> Counter[str]:
    """Words of a text, with how often each occurs."""
    return Counter(re.findall(r"\w+", text.lower()))


def f1(got: str, wanted: str) -> float:
    """Harmonic mean of precision and recall over words, with repetition."""
    one, other = words(got), words(wanted)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if one or other else 1.0


def share(snippets: list[str], text: str) -> tuple[int, int]:
    """How many of some snippets occur in a text, and how many there are."""
    flat = " ".join(text.split()).lower()
    return sum(" ".join(snippet.split()).lower() in flat for snippet in snippets), len(snippets)


def ours(data: bytes) -> dict[str, object]:
    """Read a page with detente."""
    try:
        it = read_page(data)
    except SourceError:
        return {"text": "", "title": None, "author": None, "date": None, "flag": True}
    body = "\n".join([*([it.standfirst] if it.standfirst else []), *(paragraph.text for paragraph in it.paragraphs)])
    date = it.date.isoformat() if it.date else None
    return {"text": body, "title": it.title, "author": it.byline, "date": date, "flag": it.date_doubt is not None}


def theirs(data: bytes) -> dict[str, object]:
    """Read a page with trafilatura, with metadata."""
    it = bare_extraction(data, with_metadata=True, include_comments=False)
    if it is None:
        return {"text": "", "title": None, "author": None, "date": None, "flag": False}
    return {
        "text": it.text or "",
        "title": it.title,
        "author": it.author,
        "date": it.date,
        "flag": False,
        "doubt": False,
    }


def same(one: object, other: object) -> bool:
    """True where two names are one but for case, spacing and marks."""
    left, right = (re.sub(r"\W+", "", str(text or "")).lower() for text in (one, other))
    return left == right


def compare(rows: dict[str, list[dict[str, object]]], truths: list[dict[str, object]]) -> list[float]:
    """Print the scores of the readers on some pages; return how far the first is ahead of the second on each page."""
    scores = {}
    for name, found in rows.items():
        pairs = list(zip(found, truths, strict=True))
        scores[name] = [f1(str(got["text"]), str(truth["main_content"])) for got, truth in pairs]
        leaked = [share(truth.get("without") or [], str(got["text"])) for got, truth in pairs]
        kept = [share(truth.get("with") or [], str(got["text"])) for got, truth in pairs]
        dated = [(got, str(truth["publish_date"])[:10]) for got, truth in pairs if truth.get("publish_date")]
        wrong = [got for got, day in dated if got["date"] and got["date"] != day]
        right = [got for got, day in dated if got["date"] == day]
        print(
            f"  {name:12} F1 {mean(scores[name]):.4f}  leaked {sum(a for a, _ in leaked) / max(1, sum(b for _, b in leaked)):.3%}"
            f"  wanted {sum(a for a, _ in kept) / max(1, sum(b for _, b in kept)):.2%}"
            f"  title {mean(same(got['title'], truth.get('title')) for got, truth in pairs):.1%}"
            f"  author {mean(same(got['author'], truth.get('author')) for got, truth in pairs if truth.get('author')):.1%}"
            f"  date {len(right) / max(1, len(dated)):.1%} (of {len(dated)}: {len(wrong)} wrong, "
            f"{sum(not got['flag'] for got in wrong)} of them not flagged; {sum(bool(got['flag']) for got in right)} right ones flagged)"
        )
    gain = [one - other for one, other in zip(scores["detente"], scores["trafilatura"], strict=True)]
    random.seed(0)
    boots = sorted(mean(random.choices(gain, k=len(gain))) for _ in range(2000))
    print(f"  F1 difference {mean(gain):+.4f}, 95 % interval {boots[50]:+.4f} to {boots[1949]:+.4f}")
    return gain


def main() -> None:
    """Read every page twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--halves", action="store_true", help="also the pages of even and of odd number by themselves")
    options = parser.parse_args()
    pages = sorted((options.folder / "ground-truth").glob("*.json"))[: options.most]
    rows: dict[str, list[dict[str, object]]] = {"detente": [], "trafilatura": []}
    times: dict[str, list[float]] = {"detente": [], "trafilatura": []}
    truths, names = [], []
    for number, page in enumerate(pages):
        truth = json.loads(page.read_text(encoding="utf-8"))["ground_truth"]
        file = next((options.folder / "html").glob(f"{page.stem}.html*"), page)
        if file == page or not truth.get("main_content"):
            continue
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        truths.append(truth)
        names.append(page.stem)
        readers = [("detente", ours), ("trafilatura", theirs)]
        for name, reader in readers if number % 2 else reversed(readers):
            start = time.perf_counter()
            rows[name].append(reader(data))
            times[name].append(time.perf_counter() - start)
    for half in ["all", "even", "odd"] if options.halves else ["all"]:
        chosen = [at for at, name in enumerate(names) if half == "all" or int(name) % 2 == (half == "odd")]
        print(f"{half}: {len(chosen)} pages")
        gain = compare(
            {name: [found[at] for at in chosen] for name, found in rows.items()}, [truths[at] for at in chosen]
        )
        worst = sorted(zip(gain, (names[at] for at in chosen), strict=True))[:5]
        print("  furthest behind:", ", ".join(f"{name} {value:+.3f}" for value, name in worst))
    ratios = [one / other for one, other in zip(times["detente"], times["trafilatura"], strict=True)]
    print(
        f"time: detente {sum(times['detente']):.2f} s, trafilatura {sum(times['trafilatura']):.2f} s, "
        f"ratio {sum(times['detente']) / sum(times['trafilatura']):.2f}, median of pages {median(ratios):.2f}"
    )


if __name__ == "__main__":
    main()
