"""Trust: what past conduct lets each party expect of the others."""
