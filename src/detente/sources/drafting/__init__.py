"""A first case from coverage alone: everything in it is a proposal that a person has to go through."""
