"""From a case to the space of its packages."""

from detente.engines.deals.building.numbers import Stand
from detente.engines.deals.building.spaces import numbers_read, space_of, spaces_drawn, weights_of

__all__ = ["Stand", "numbers_read", "space_of", "spaces_drawn", "weights_of"]
