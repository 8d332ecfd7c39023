"""One package looked at closely: as a draft text, with its trades, its neighbours and another package beside it."""

from detente.engines.deals.packages.view import looked_at

__all__ = ["looked_at"]
