"""Pictures of the deals: the frontier of a pair, picks by party, who accepts which clause, trades."""
