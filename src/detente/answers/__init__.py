"""Answers that need several engines: each gets what it asks of the others handed in as arguments."""
