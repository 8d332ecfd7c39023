"""Deals: which packages the parties could accept, which are best and who blocks them."""

from detente.engines.deals.deals import deals

__all__ = ["deals"]
