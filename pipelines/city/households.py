"""The households of the city: who lives together, and how old they are."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints, Mask, Times
from pipelines.city.dice import happens
from pipelines.city.horizon import YEAR, Horizon
from pipelines.city.pricelist import FEMALE, MALE

HEAD, SPOUSE, CHILD, GRANDPARENT, BABY = range(5)
"""Who somebody is in a household; a baby is born while the city is watched."""

NOBODY = -1

BIRTHS_A_YEAR = 0.0068
"""Births a year per person."""

ELDEST = 99
BOYS = 0.52
WIDOWS, WIDOWED_AT = 0.68, 62
"""Share of women among people who live alone from an age on."""


@dataclass(frozen=True)
class Family:
    """A kind of household: its share, how old its head is, and who belongs to it."""

    share: float
    head: tuple[int, int]
    members: tuple[int, ...]


FAMILIES = (
    Family(0.0, (23, 37), (HEAD, SPOUSE, BABY)),
    Family(0.09, (20, 42), (HEAD,)),
    Family(0.06, (42, 62), (HEAD,)),
    Family(0.08, (62, 94), (HEAD,)),
    Family(0.05, (23, 40), (HEAD, SPOUSE)),
    Family(0.15, (44, 63), (HEAD, SPOUSE)),
    Family(0.13, (60, 88), (HEAD, SPOUSE)),
    Family(0.20, (27, 58), (HEAD, SPOUSE, CHILD)),
    Family(0.11, (28, 52), (HEAD, SPOUSE, CHILD, CHILD)),
    Family(0.05, (27, 55), (HEAD, CHILD)),
    Family(0.04, (28, 52), (HEAD, SPOUSE, CHILD, GRANDPARENT)),
    Family(0.04, (28, 50), (HEAD, SPOUSE, CHILD, GRANDPARENT, GRANDPARENT)),
)
"""The kinds of household; the share of the first follows from the births."""


@dataclass(frozen=True)
class Households:
    """Every person as arrays, household by household."""

    household: Ints
    age: Ints
    birth: Times
    gend: Ints


def compose_households(persons: int, horizon: Horizon, rng: np.random.Generator) -> Households:
    """Households of `persons` together; ages are those on the first day, 0 before birth."""
    family, household = _families(persons, horizon, rng)
    turn = np.arange(persons) - np.searchsorted(household, household)
    longest = max(len(each.members) for each in FAMILIES)
    members = np.full((len(FAMILIES), longest), NOBODY)
    for place, each in enumerate(FAMILIES):
        members[place, : len(each.members)] = each.members
    role = members[family[household], turn]
    age = _ages(role, household, family, rng)
    days = ((age + rng.random(persons)) * YEAR).astype("m8[D]")
    birth = np.where(role == BABY, horizon.draw(persons, rng), horizon.first - days)
    return Households(household, age, birth, _sexes(role, turn, household, age, rng))


def _families(persons: int, horizon: Horizon, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """The kind of every household, and the household of every person."""
    size = np.array([len(each.members) for each in FAMILIES])
    share = np.array([each.share for each in FAMILIES])
    share /= share.sum()
    expecting = min(0.5, BIRTHS_A_YEAR * horizon.years * float(share @ size))
    share = (1 - expecting) * share
    share[0] = expecting
    enough = 50 + int(1.05 * persons / float(share @ size))
    family = rng.choice(len(FAMILIES), enough, p=share)
    while size[family].sum() < persons:
        family = np.concatenate([family, rng.choice(len(FAMILIES), enough, p=share)])
    return family, np.repeat(np.arange(len(family)), size[family])[:persons]


def _ages(role: Ints, household: Ints, family: Ints, rng: np.random.Generator) -> Ints:
    """Spouses are of an age; between parents and children lie 20 to 42 years."""
    low, high = np.array([each.head for each in FAMILIES])[family].T
    head = low + rng.random(len(family)) * (high - low)
    spouse = np.maximum(20, head + rng.normal(-0.5, 2.5, len(family)))
    parent = np.minimum(head, spouse)[household]
    head, spouse = head[household], spouse[household]
    n = len(role)
    child = parent - 20 - rng.beta(2, 2.5, n) * (np.minimum(parent, 42) - 20)
    old = np.minimum(head + 20 + rng.beta(2, 2.5, n) * 20, ELDEST)
    age = np.select(
        [role == HEAD, role == SPOUSE, role == CHILD, role == GRANDPARENT],
        [head, spouse, child, old],
        0.0,
    )
    return np.asarray(age, np.int64)


def _sexes(role: Ints, turn: Ints, household: Ints, age: Ints, rng: np.random.Generator) -> Ints:
    """The two of a couple differ, and so do two grandparents."""
    n = len(role)
    alone = np.bincount(household)[household] == 1
    woman: Mask = rng.random(n) < np.where(alone & (age >= WIDOWED_AT), WIDOWS, 0.48)
    first = np.arange(n) - turn
    woman = np.where(role == SPOUSE, ~woman[first], woman)
    woman = np.where((role == CHILD) | (role == BABY), ~happens(BOYS, n, rng), woman)
    beside = (role == GRANDPARENT) & (np.roll(role, 1) == GRANDPARENT) & (turn > 0)
    woman = np.where(beside, ~np.roll(woman, 1), woman)
    return np.where(woman, FEMALE, MALE)
