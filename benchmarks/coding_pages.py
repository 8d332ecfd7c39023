"""How fast pages are coded: loading, and words a second of one core after it, beside the parser alone.

Usage: python benchmarks/coding_pages.py FOLDER CASE [COUNT]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main() -> None:
    """Time loading, the parser alone, and coding."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    start = time.perf_counter()
    from detente.case.catalog import load_begun_case
    from detente.sources.coders import RuleCoder
    from detente.sources.language import parsed, pipeline

    coder = RuleCoder(load_begun_case(name))
    parsed("Talks opened.")
    loading = time.perf_counter() - start

    from detente.sources.reader import read_paths

    articles = [it.article for it in read_paths([folder]) if it.article is not None][:count]
    words = sum(len(it.text.split()) for it in articles)
    paragraphs = [it.text for article in articles for it in article.paragraphs]
    start = time.process_time()
    for _ in pipeline().pipe(paragraphs, batch_size=64):
        pass
    parsing = time.process_time() - start
    start = time.process_time()
    found = [coder.code(article) for article in articles]
    coding = time.process_time() - start
    events, quotes = sum(len(it.events) for it in found), sum(len(it.quotes) for it in found)
    print(f"loading case, rules and language model: {loading:.2f} s")
    print(f"{len(articles)} pages, {words:,} words: {quotes} quotes, {events} events")
    print(f"parsing every paragraph, nothing else: {words / parsing:,.0f} words/s of processor time")
    print(f"coding: {words / coding:,.0f} words/s of processor time, {coding / parsing:.2f} times the parser alone")


if __name__ == "__main__":
    main()
