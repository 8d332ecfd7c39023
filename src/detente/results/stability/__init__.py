"""Stability: which situations can last, and why."""
