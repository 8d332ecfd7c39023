"""Results of what is asked about a graph model beyond who is stable where; states are numbers as in the list of states."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from detente.results.run import Run
from detente.results.stability.stability import Stability


class Answer(BaseModel):
    """Base of results: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Move(Answer):
    """A move of a party to a state."""

    party: str
    to: int


class Verdict(Answer):
    """Whether a state is stable for a party under a concept, and the proof.

    Stable: ``sanctions`` holds for each improvement of the party the moves of the others that answer it. Not stable:
    ``improvement`` is where the party would go, and ``answers`` all the others could then do (states with their last movers), ``escapes``
    where the party still gets away from an answer.
    """

    party: str
    concept: str
    stable: bool
    sanctions: dict[int, tuple[Move, ...]] = {}
    improvement: int | None = None
    answers: tuple[Move, ...] = ()
    escapes: dict[int, int] = {}
    sentences: tuple[str, ...]


class Why(Answer):
    """Why a state is an equilibrium or not: a verdict with its proof for each party and concept."""

    run: Run
    state: int
    words: str
    equilibrium: dict[str, bool]
    verdicts: tuple[Verdict, ...]
    sentence: str


class Way(Answer):
    """How a state can be reached: a shortest path, and the parties without whose moves it is not reached."""

    state: int
    words: str
    equilibrium: tuple[str, ...]
    by_moves: tuple[Move, ...] | None
    by_improvements: tuple[Move, ...] | None
    needed: tuple[str, ...]
    needed_improving: tuple[str, ...]
    sentence: str


class Evolution(Answer):
    """What can become of a state: equilibria that can be reached, how and by whom; counts of all states reached."""

    run: Run
    start: int
    words: str
    reached: int
    reached_improving: int
    equilibria: tuple[Way, ...]
    sentences: tuple[str, ...]


class Coalition(Answer):
    """Stability against one coalition: ``stable`` gives, for each concept, the states; ``improvements`` where it could lead."""

    members: tuple[str, ...]
    stable: dict[str, tuple[int, ...]]
    improvements: dict[int, tuple[int, ...]]


class EquilibriumJump(Answer):
    """A coalition leads from one equilibrium to another that all its members prefer."""

    concept: str
    start: int
    end: int
    members: tuple[str, ...]
    sentence: str


class Coalitions(Answer):
    """Coalition analysis: every group of parties, what none of them upsets, and jumps between equilibria.

    ``blocks`` is empty, or the fixed blocks in which the parties act: then ``universal`` means stable for every block.
    """

    run: Run
    blocks: tuple[tuple[str, ...], ...]
    coalitions: tuple[Coalition, ...]
    universal: dict[str, tuple[int, ...]]
    jumps: tuple[EquilibriumJump, ...]
    sentences: tuple[str, ...]


class NewOrder(Answer):
    """A party whose ranking changes: adjacent swaps, and states from best to worst, ties together."""

    party: str
    swaps: float
    ranking: tuple[tuple[int, ...], ...]
    turned: tuple[tuple[int, int], ...]
    sentence: str


class Inverse(Answer):
    """The least change of preferences that makes a state an equilibrium, or breaks one.

    ``orders`` changes rankings, counted in adjacent ``swaps``; ``statements`` changes option statements, counted in ``changes``. Each is None
    where it was not asked for or not found. ``proven`` says that less is impossible.
    """

    run: Run
    state: int
    words: str
    concept: str
    breaks: bool
    orders: tuple[NewOrder, ...] | None
    swaps: float | None
    statements: dict[str, tuple[str, ...]] | None
    changes: int | None
    proven: bool
    sentences: tuple[str, ...]


class Comparison(Answer):
    """The comparison that tells most about a state: whether ``party`` prefers ``one`` to ``other``."""

    party: str
    one: int
    other: int
    bits: float
    if_better: float
    if_not: float


class Share(Answer):
    """In how many draws a state is an equilibrium, with the 95 % interval of the share, and what decides it."""

    state: int
    words: str
    share: float
    low: float
    high: float
    at_best: bool
    decided_by: Comparison | None
    sentence: str


class Robustness(Answer):
    """How sure the equilibria are over draws of uncertain preferences; for each concept the states that ever are one."""

    run: Run
    uncertain: tuple[str, ...]
    shares: dict[str, tuple[Share, ...]]
    sentences: tuple[str, ...]


class SeenBy(Answer):
    """The conflict as one party sees it: states it does not think of are left out."""

    party: str
    mistaken: bool
    unseen: tuple[int, ...]
    equilibria: dict[str, tuple[int, ...]]


class Views(Answer):
    """Each party's view, what lasts as all of them see it, what would last without mistakes, and what rests on a mistake."""

    run: Run
    views: tuple[SeenBy, ...]
    equilibria: dict[str, tuple[int, ...]]
    unmistaken: dict[str, tuple[int, ...]]
    resting_on_mistakes: dict[str, tuple[int, ...]]
    sentences: tuple[str, ...]


class LimitedHorizons(Answer):
    """Limited-move stability of two parties: equilibria by horizon up to where they repeat, and the non-myopic ones."""

    run: Run
    equilibria: dict[int, tuple[int, ...]]
    stable: dict[str, dict[int, tuple[int, ...]]]
    settled: int | None
    period: int | None
    non_myopic: tuple[int, ...] | None
    sentences: tuple[str, ...]


class Lasting(Answer):
    """What a brief tells of stability: who is stable where, why today's state and some equilibria last or not, what can come of it.

    ``whys`` holds today's state first. ``evolution`` is None without a status quo, ``together`` where the game is too large.
    """

    found: Stability
    whys: tuple[Why, ...]
    evolution: Evolution | None
    together: Coalitions | None
