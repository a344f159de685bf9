"""What a kind of scheme is: what is done, by whom, together with whom, and what registers tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import Deed
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.world import World

INSTITUTION, DOCTOR, PATIENT = "institution", "doctor", "patient"
CLERK, EMPLOYER, RING = "agency", "employer", "ring"
LEVELS = (INSTITUTION, DOCTOR, PATIENT, CLERK, EMPLOYER, RING)

ENROLMENT = np.dtype(
    [
        ("psn", "i4"),
        ("insutype", "i2"),
        ("employer", "i4"),  # -1: none
        ("first", "M8[D]"),
        ("last", "M8[D]"),  # NaT: still insured
        ("base", "i8"),  # monthly contribution base in fen, 0: none
        ("scheme", "i4"),
    ]
)
FACT = np.dtype(
    [
        ("psn", "i4"),
        ("kind", "U12"),  # ext_type of the contract
        ("first", "M8[D]"),
        ("last", "M8[D]"),  # NaT: open
        ("scheme", "i4"),
    ]
)

Candidates = Callable[[World], Ints]
Member = tuple[str, int]
"""Somebody of a ring: a level and a place in the world."""

Members = Callable[[World, int, np.random.Generator], tuple[Member, ...]]
"""Draws those who join an actor."""


@dataclass(frozen=True)
class Listed:
    """Rows that a scheme leaves in the registers of enrolments and of outside facts."""

    enrolments: Rows = field(default_factory=lambda: np.zeros(0, ENROLMENT))
    facts: Rows = field(default_factory=lambda: np.zeros(0, FACT))


def alone(_world: World, _actor: int, _rng: np.random.Generator) -> tuple[Member, ...]:
    """Nobody joins in."""
    return ()


def unlisted(_world: World, _scheme: Scheme, _months: Sequence[Month]) -> Listed:
    """No register tells of it."""
    return Listed()


Enlist = Callable[[World, Scheme, Sequence[Month]], Listed]
"""What registers tell of a scheme that runs in the months of a city."""


@dataclass(frozen=True)
class Case:
    """A worked case of the catalogue: its number, months as told, and smallest city."""

    number: str
    month_from: str
    month_to: str
    persons: int = 20_000


@dataclass(frozen=True)
class Plot:
    """A kind of scheme, or an honest life that looks like one.

    `act` plays one month; `violation` is the catalogue's id (of a look-alike: what it looks
    like); `actors` is how many there are in 20,000 persons; `members` draws the rest of a ring;
    `enlist` writes what registers tell of it; `case` makes it a worked case, played exactly once.
    """

    act: Callable[[Scene], Deed]
    violation: str
    level: str
    actors: float
    candidates: Candidates
    innocent: bool = False
    members: Members = alone
    enlist: Enlist = unlisted
    case: Case | None = None

    @property
    def name(self) -> str:
        """The function that plays it, as a word."""
        return self.act.__name__.replace("_", "-")
