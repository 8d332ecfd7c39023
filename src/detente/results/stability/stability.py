"""The result of the stability engine."""

from __future__ import annotations

from detente.results.history import Frozen
from detente.results.run import Run


class Choice(Frozen):
    """An option: its id, its name, and the parties that can change it."""

    id: str
    name: str
    parties: tuple[str, ...]


class State(Frozen):
    """A feasible state.

    ``id`` is the sum of 1 for the first option taken, 2 for the second, 4 for the third ..., or the number the case gives the
    state. ``options`` says which are taken: null where states that are one to everybody differ in it. ``name`` is the state in
    words.
    """

    id: int
    options: dict[str, bool | None]
    name: str


class Stability(Frozen):
    """Which states are stable for whom, and which for everybody.

    Concepts are ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``. ``feasible`` is how many states there are. ``states`` holds them
    in increasing order of their ids, or in the order of the case where it lists its states; ``stability`` the ids of the states
    stable for a party, by concept and party; both are empty where there are more than 10,000 states, and a table holds them on
    request. ``counts`` is how many are stable for a party, ``equilibria`` the ids of the states stable for all. ``status_quo`` is
    the id of today's state. ``notes`` say what was assumed.
    """

    run: Run
    parties: tuple[str, ...]
    options: tuple[Choice, ...]
    feasible: int
    status_quo: int | None
    states: tuple[State, ...]
    stability: dict[str, dict[str, tuple[int, ...]]]
    counts: dict[str, dict[str, int]]
    equilibria: dict[str, tuple[int, ...]]
    notes: tuple[str, ...]
    sentence: str
    sentences: tuple[str, ...]
