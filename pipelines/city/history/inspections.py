"""Inspections: whom the teams visit in a month, and what they find."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints
from pipelines.city.calendar import Month
from pipelines.city.dice import dice
from pipelines.city.history.tips import Tip
from pipelines.city.schemes import Scheme
from pipelines.city.world import World

FIRST_INSPECTION = 6
"""Month index of the first inspections."""

CAPACITY = {"institution": 6, "doctor": 6, "patient": 10}
"""Inspections a month in a city of 20,000 persons, of which two at least are made anywhere."""

RANDOM_SHARE, TIPPED_SHARE, LOOK_BACK_SHARE = 0.15, 0.4, 0.1
"""Shares of the capacity: drawn at random, sent by tips, 回头看 after a confirmed case."""

TIPS_LAST = 3
"""Months for which a tip is followed up."""

STOPS = 0.65
"""Chance that a confirmed actor stops."""

LOOKED_BACK = 12
"""Months an inspection looks back."""

REST = 6
"""Months for which an inspected subject is left alone."""

LEAN_TO_SIZE = 0.8
"""Exponent of size in the choice of planned inspections: big places are visited more often."""

LONG_CASE = 0.15
"""Share of confirmed cases that drag on for four to ten months."""


@dataclass(frozen=True)
class Inspection:
    """One visit: the subject, how it was chosen, what was found, and when that was known.

    `source` is `random`, `tip`, `look_back` or `plan`; `probability` is the chance of having been
    drawn, where the draw was random; `share` the part of what was taken that is established.
    """

    level: str
    actor: int
    month: int
    source: str
    probability: float | None
    found: Scheme | None
    share: float
    known: dt.date


def inspect(
    world: World,
    month: Month,
    schemes: Sequence[Scheme],
    sizes: dict[str, Floats],
    past: Sequence[Inspection],
    tips: Sequence[Tip] = (),
) -> list[Inspection]:
    """The inspections of a month. `sizes` is what each subject has charged before it, in fen."""
    if month.index < FIRST_INSPECTION:
        return []
    rng = dice(world.seed, "inspections", month.index)
    made = []
    for level, size in sizes.items():
        earlier = [inspection for inspection in past if inspection.level == level]
        number = max(2, round(CAPACITY[level] * len(world.people) / 20_000))
        guilty = guilty_in(schemes, level, month.index)
        tipped = np.unique([tip.actor for tip in tips if tip.level == level]).astype(np.int64)
        for actor, source, probability in _choose(month, size, tipped, earlier, number, rng):
            found = _found(guilty.get(actor), rng)
            made.append(
                Inspection(
                    level=level,
                    actor=actor,
                    month=month.index,
                    source=source,
                    probability=probability,
                    found=found,
                    share=float(np.round(rng.uniform(0.35, 1), 3)),
                    known=month.first + dt.timedelta(days=_days_until_known(found, rng)),
                )
            )
    return made


def guilty_in(schemes: Sequence[Scheme], level: str, index: int) -> dict[int, Scheme]:
    """Who was cheating in the 12 months before a month, and in what scheme, the plainest first."""
    running = [
        scheme
        for scheme in schemes
        if not scheme.innocent and scheme.first < index and scheme.last >= index - LOOKED_BACK
    ]
    return {
        place: scheme
        for scheme in sorted(running, key=lambda scheme: scheme.intensity)
        for of, place in ((scheme.level, scheme.actor), *scheme.members)
        if of == level
    }


def _found(scheme: Scheme | None, rng: np.random.Generator) -> Scheme | None:
    """What the team finds: the fainter a scheme, the more often it is missed."""
    thrown = rng.random()
    if scheme is None:
        return None
    return scheme if thrown >= missed(scheme.intensity) else None


def missed(intensity: float) -> float:
    """The chance that an inspection overlooks a scheme: 0.06 blatant, 0.11 plain, 0.35 faint."""
    return 0.05 + 0.45 * float(np.exp(-2 * intensity))


def _days_until_known(found: Scheme | None, rng: np.random.Generator) -> int:
    days, drags = int(rng.integers(30, 92)), rng.random() < LONG_CASE
    return days + int(rng.integers(90, 210)) if drags and found is not None else days


def _choose(
    month: Month,
    size: Floats,
    tipped: Ints,
    earlier: Sequence[Inspection],
    number: int,
    rng: np.random.Generator,
) -> list[tuple[int, str, float | None]]:
    """A random share, then tips, then look-backs, and by size for what is left."""
    resting = [i.actor for i in earlier if i.month > month.index - REST]
    open_to = np.setdiff1d(np.flatnonzero(size > 0), resting)
    number = min(number, len(open_to))
    at_random = min(number, max(1, round(number * RANDOM_SHARE)))
    drawn = rng.choice(open_to, at_random, replace=False)
    left = np.setdiff1d(open_to, drawn)
    by_tip = rng.permutation(np.intersect1d(tipped, left))
    by_tip = by_tip[: min(number - at_random, max(1, round(number * TIPPED_SHARE)))]
    left = np.setdiff1d(left, by_tip)
    again = np.intersect1d([i.actor for i in earlier if i.found is not None], left)
    again = rng.permutation(again).astype(np.int64)
    again = again[: min(number - at_random - len(by_tip), round(number * LOOK_BACK_SHARE))]
    left = np.setdiff1d(left, again)
    rest = number - at_random - len(by_tip) - len(again)
    weights = size[left] ** LEAN_TO_SIZE
    planned = rng.choice(left, rest, replace=False, p=weights / weights.sum()) if rest else left[:0]
    probability = at_random / max(1, len(open_to))
    return [
        *((int(actor), "random", probability) for actor in drawn),
        *((int(actor), "tip", None) for actor in by_tip),
        *((int(actor), "look_back", None) for actor in again),
        *((int(actor), "plan", None) for actor in planned),
    ]


def who_stops(world: World, month: Month, made: Sequence[Inspection]) -> set[int]:
    """The numbers of the schemes that end with their discovery; the others go on."""
    rng = dice(world.seed, "repentance", month.index)
    return {i.found.number for i in made if i.found is not None and rng.random() < STOPS}
