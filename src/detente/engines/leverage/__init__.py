"""Leverage: what facts on the ground and measures do to the other answers."""
