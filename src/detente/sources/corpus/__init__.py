"""A corpus: a folder of many pages coded into one event table, on many cores or machines, resumable after a kill."""

from detente.sources.corpus.coding_pages import coded
from detente.sources.corpus.reading import CorpusRead, read_corpus

__all__ = ["CorpusRead", "coded", "read_corpus"]
