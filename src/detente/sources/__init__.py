"""Sources: what was read. A page becomes an article."""

from detente.sources.article import Article, DateCandidate, Dropped, Paragraph
from detente.sources.reader import read_page, read_path, read_paths

__all__ = ["Article", "DateCandidate", "Dropped", "Paragraph", "read_page", "read_path", "read_paths"]
