"""Stability: which situations can last, by the graph model for conflict resolution."""
