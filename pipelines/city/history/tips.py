"""Tips: what people report, rightly or wrongly."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.city.calendar import Month
from pipelines.city.dice import dice
from pipelines.city.schemes import PLOTS, Scheme
from pipelines.city.world import World

TRUE_TIP, FALSE_TIP = 0.07, 0.03
"""Chance of a tip a month about a plain scheme, and about a look-alike."""

MISTAKEN = {"institution": 1.2, "doctor": 0.6, "patient": 1.0}
"""Tips a month in a city of 20,000 persons about somebody with nothing behind it."""

KNOWS_WHAT = 0.7
"""Share of tips that say what is wrong."""

CHANNELS = ("举报专线", "网络平台", "信箱", "微信小程序")
NAMED = 0.45


@dataclass(frozen=True)
class Tip:
    """One tip: about whom, when, and how it came.

    `month` is a month index; `violation` the catalogue's id it speaks of, or None.
    """

    level: str
    actor: int
    month: int
    received: dt.date
    violation: str | None
    channel: str
    named: bool


def tips_of(
    world: World, month: Month, schemes: Sequence[Scheme], sizes: dict[str, np.ndarray]
) -> list[Tip]:
    """The tips of a month: true ones, wrong ones about look-alikes, and mere spite.

    `sizes` (level to one number per subject) says who is there to be talked of at all.
    """
    rng = dice(world.seed, "tips", month.index)
    heard = [
        (level, place, scheme.violation)
        for scheme in schemes
        if scheme.first <= month.index <= scheme.last
        for level, place in ((scheme.level, scheme.actor), *scheme.members)
        if level in sizes and rng.random() < _chance(scheme)
    ]
    for level, rate in MISTAKEN.items():
        there = np.flatnonzero(sizes[level] > 0)
        number = min(len(there), rng.poisson(rate * len(world.people) / 20_000))
        heard += [
            (level, int(place), str(rng.choice(_violations(level))))
            for place in rng.choice(there, number, replace=False)
        ]
    return [_tip(month, *each, rng) for each in heard]


def _chance(scheme: Scheme) -> float:
    """The blatant are noticed more often."""
    return FALSE_TIP if scheme.innocent else TRUE_TIP * min(1.5, 0.3 + 0.7 * scheme.intensity)


def _violations(level: str) -> list[str]:
    return sorted({plot.violation for plot in PLOTS if plot.level == level and not plot.innocent})


def _tip(month: Month, level: str, actor: int, violation: str, rng: np.random.Generator) -> Tip:
    return Tip(
        level=level,
        actor=actor,
        month=month.index,
        received=month.first + dt.timedelta(days=int(rng.integers(month.days))),
        violation=violation if rng.random() < KNOWS_WHAT else None,
        channel=str(rng.choice(CHANNELS)),
        named=bool(rng.random() < NAMED),
    )
