"""Sources: what was read. A page becomes an article."""
