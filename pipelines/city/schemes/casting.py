"""Who plays which plot of a city, in which months, and how blatantly."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import Month
from pipelines.city.dice import dice, happens
from pipelines.city.schemes.plan import Plan
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, LEVELS, RING, Case, Plot
from pipelines.city.schemes.scene import Scheme
from pipelines.city.world import World

USUAL_SITES, USUAL_PERSONS = 160, 20_000
"""The city for which a plot says how many play it."""

STRENGTHS = (2.0, 1.0, 0.45, 0.2)
STRENGTH_SHARES = (0.2, 0.4, 0.25, 0.15)
"""From blatant to barely there."""

SWAPS = frozenset({"I-13", "I-26", "I-35"})
"""One thing billed and another given: the one stock book of a house tells all of them."""

STRETCHED = frozenset({"I-04", "I-11", "I-41"})
"""Where stays are prolonged or split, those that lawfully follow them seem to overlap them."""

FEWEST = 500
"""Persons below which nobody has enough neighbours to cheat with."""

SHORT = 0.15
"""Share of schemes that last no longer than three months."""


@dataclass
class Cast:
    """The schemes of a city, and the worked cases that do not fit into it, with the reason."""

    schemes: list[Scheme] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    taken: dict[str, set[int]] = field(default_factory=lambda: {level: set() for level in LEVELS})


def cast(world: World, months: Sequence[Month], plan: Plan) -> Cast:
    """The actors of a city, each in one plot while there are enough candidates.

    Worked cases choose first, so that they find the actor they tell of.
    """
    made = Cast()
    if len(world.people) < FEWEST:
        made.left_out.append(f"schemes: a city of fewer than {FEWEST} persons has none")
        return made
    for plot, intensity in sorted(plan, key=lambda each: each[0].case is None):
        rng = dice(world.seed, f"casting {plot.name}")
        span = None if plot.case is None else _months_of(plot.case, world, months, made)
        if plot.case is not None and span is None:
            continue
        number = 1 if plot.case else _actors(plot, world, asked=plan.asked, rng=rng)
        found = plot.candidates(world)
        for actor in _audition(found, made.taken[plot.level], _alike(made, plot), number, rng):
            first, last = span or _span(plot, len(months), rng)
            scheme = Scheme(
                number=len(made.schemes),
                name=plot.name,
                violation=plot.violation,
                level=plot.level,
                actor=actor,
                first=first,
                last=last,
                intensity=intensity or (1.0 if plot.case else _strength(rng)),
                innocent=plot.innocent,
                members=plot.members(world, actor, rng),
                case=plot.case.number if plot.case else None,
            )
            made.schemes.append(scheme)
            for level, place in ((plot.level, actor), *scheme.members):
                made.taken[level].add(place)
    return made


def _actors(plot: Plot, world: World, *, asked: bool, rng: np.random.Generator) -> int:
    """How many play a plot: in proportion to the sites, or to the persons, of the city."""
    by_sites = plot.level in {INSTITUTION, DOCTOR, RING}
    share = len(world.institutions) / USUAL_SITES if by_sites else len(world.people) / USUAL_PERSONS
    expected = plot.actors * share
    whole = int(expected) + int(rng.random() < expected % 1)
    return max(1, whole) if asked else whole


def _alike(made: Cast, plot: Plot) -> set[int]:
    """Who plays the same violation already: its look-alike would be no innocent there."""
    kin = (SWAPS, STRETCHED)
    same = next((each for each in kin if plot.violation in each), {plot.violation})
    return {s.actor for s in made.schemes if s.violation in same and s.level == plot.level}


def _audition(
    found: Ints, taken: set[int], alike: set[int], number: int, rng: np.random.Generator
) -> list[int]:
    """Draw actors; one that plays already is asked again only where nobody else is left."""
    drawn = rng.permutation(found)
    busy, last = (np.isin(drawn, np.fromiter(of, np.int64, len(of))) for of in (taken, alike))
    order = (drawn[~busy & ~last], drawn[busy & ~last], drawn[last])
    return [int(actor) for actor in np.concatenate(order)[:number]]


def _span(plot: Plot, months: int, rng: np.random.Generator) -> tuple[int, int]:
    """First and last month: look-alikes always run, schemes begin before the last quarter."""
    if plot.innocent:
        return 0, months - 1
    first = int(rng.integers(0, max(1, months * 3 // 4)))
    short = bool(happens(SHORT, 1, rng)[0])
    length = int(rng.integers(1, 4) if short else rng.integers(4, 30))
    return first, min(first + length, months) - 1


def _strength(rng: np.random.Generator) -> float:
    strength = rng.choice(STRENGTHS, p=STRENGTH_SHARES) * rng.uniform(0.75, 1.25)
    return float(np.round(min(strength, STRENGTHS[0]), 3))


def _months_of(
    case: Case, world: World, months: Sequence[Month], made: Cast
) -> tuple[int, int] | None:
    """The months of a worked case: those told, or the same months of the nearest other year."""
    if len(world.people) < case.persons:
        made.left_out.append(f"{case.number}: needs a city of {case.persons:,} persons")
        return None
    names = [month.name for month in months]
    for years in sorted(range(-100, 101), key=abs):
        first, last = (_moved(told, years) for told in (case.month_from, case.month_to))
        if first in names and last in names:
            return names.index(first), names.index(last)
    told = f"{case.month_from} to {case.month_to}"
    made.left_out.append(f"{case.number}: runs from {told}, which the city's months do not cover")
    return None


def _moved(month: str, years: int) -> str:
    return f"{int(month[:4]) + years:04d}{month[4:]}"
