"""Ceasefire: whether a design holds, and whom its exclusions serve."""
