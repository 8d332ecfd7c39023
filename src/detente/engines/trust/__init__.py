"""Trust: what past conduct lets each party expect of the others."""

from detente.engines.trust.network import network
from detente.engines.trust.trust import trust

__all__ = ["network", "trust"]
