"""Which schemes a city has, how many actors each, and who they are."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.dice import dice
from pipelines.city.schemes import (
    cases_of_stays,
    charges,
    doctors,
    false_records,
    impostors,
    inducement,
    innocents,
    long_stays,
    paper_stays,
    patients,
    pharmacy,
    thresholds,
    turnover,
)
from pipelines.city.schemes.plot import LEVELS, Plot
from pipelines.city.schemes.scene import Scheme
from pipelines.city.world import World

FAMILIES = (
    inducement, paper_stays, turnover, thresholds, long_stays, impostors, false_records,
    cases_of_stays, charges, pharmacy, doctors, patients, innocents,
)  # fmt: skip
PLOTS: tuple[Plot, ...] = tuple(plot for family in FAMILIES for plot in family.PLOTS)
"""Every plot of the city, and every look-alike."""

PLOT = {plot.name: plot for plot in PLOTS}


def cast(world: World, months: int, plan: Sequence[str] | None = None) -> list[Scheme]:
    """The actors of a city, each in one plot while there are enough candidates.

    `plan` names the plots to cast, or the violations whose plots to cast; None casts all.
    """
    rng = dice(world.seed, "casting")
    taken: dict[str, set[int]] = {level: set() for level in LEVELS}
    schemes: list[Scheme] = []
    for plot in PLOTS:
        if plan is not None and not {plot.name, plot.violation} & set(plan):
            continue
        if plot.case is not None and len(world.people) < plot.case.persons:
            continue
        found = plot.candidates(world)
        number = max(1, round(plot.actors * len(world.people) / 20_000))
        for actor in _audition(found, taken[plot.level], number, rng):
            taken[plot.level].add(actor)
            scheme = _scheme(plot, len(schemes), actor, months, rng)
            ring = plot.members(world, actor, dice(world.seed, "ring", scheme.number))
            schemes.append(replace(scheme, members=ring))
    return schemes


def _audition(found: Ints, taken: set[int], number: int, rng: np.random.Generator) -> list[int]:
    """Draw actors; one that plays already is asked again only where nobody else is left."""
    drawn = [int(actor) for actor in rng.permutation(found)]
    return sorted(drawn, key=lambda actor: actor in taken)[:number]


def _scheme(plot: Plot, number: int, actor: int, months: int, rng: np.random.Generator) -> Scheme:
    """Honest look-alikes always run; schemes begin in any month but the last quarter."""
    first = 0 if plot.innocent else int(rng.integers(0, max(1, months * 3 // 4)))
    length = months if plot.innocent else int(rng.integers(6, 30))
    return Scheme(
        number=number,
        name=plot.name,
        violation=plot.violation,
        level=plot.level,
        actor=actor,
        first=first,
        last=min(first + length, months) - 1,
        intensity=float(np.round(rng.uniform(0.4, 1.5), 3)),
        innocent=plot.innocent,
    )
