"""How well the people of the city are: chronic illnesses, frailty, deaths."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Times
from pipelines.city.conditions import CONDITIONS, age_class
from pipelines.city.dice import happens
from pipelines.city.horizon import NEVER, YEAR, Horizon
from pipelines.city.people import condition_weights
from pipelines.city.pricelist import FEMALE, MALE

CHRONIC_SHARE = (0.005, 0.04, 0.25, 0.55)
"""Share of the chronically ill by age class."""

SECOND_SHARE = (0.0, 0.08, 0.28, 0.45)
"""Share of them with a second chronic illness."""

CERTIFIED = 0.93
"""Share of chronic illnesses that are registered for outpatient treatment (慢特病备案)."""

OFTEN_WITH = {
    "I10": ("E11.9", "I25.1", "I63.9"),
    "E11.9": ("I10", "I10", "I25.1", "N18.5"),
    "I25.1": ("I10", "I10", "E11.9"),
    "I63.9": ("I10", "I10", "E11.9"),
    "I69.3": ("I10", "F03"),
    "N18.5": ("I10", "I10", "E11.9"),
    "J44.9": ("I25.1", "I10"),
}
"""Chronic illnesses that come together, by ICD-10 code, the likelier more than once."""

ELSE_WITH = ("I10", "I10", "E11.9")

AGE_FRAILTY = (0.9, 0.6, 0.95, 1.7)
"""Mean rate of care by age class."""

MORTALITY = (2e-4, 3.3e-5, 0.092)
"""Deaths a year: a + b exp(c age), about 0.001 at 35, 0.008 at 60, 0.05 at 80."""


@dataclass(frozen=True)
class Health:
    """What `People` says of it: illnesses, whether registered, frailty, the day of death."""

    chronic: Ints
    second: Ints
    certified: Mask
    frailty: Floats
    died: Times


def draw_health(
    age: Ints, gend: Ints, birth: Times, horizon: Horizon, rng: np.random.Generator
) -> Health:
    """The health of persons; those still to be born come healthy."""
    n, grade = len(age), age_class(age)
    born = birth < horizon.first
    vigour = rng.gamma(1.6, 1 / 1.6, n)
    ill = born & (rng.random(n) < np.array(CHRONIC_SHARE)[grade])
    chronic = _chronic(np.flatnonzero(ill), age, gend, rng)
    twice = (chronic >= 0) & (rng.random(n) < np.array(SECOND_SHARE)[grade])
    second = _second(chronic, twice, rng)
    return Health(
        chronic=chronic,
        second=second,
        certified=(chronic >= 0) & happens(CERTIFIED, n, rng),
        frailty=vigour * np.array(AGE_FRAILTY)[grade],
        died=_deaths(np.where(born, age, -1), vigour, horizon, rng),
    )


def _chronic(ill: Ints, age: Ints, gend: Ints, rng: np.random.Generator) -> Ints:
    """A first illness of each of the ill, drawn group by group of sex and age class."""
    chronic = np.full(len(age), -1)
    grade = age_class(age[ill])
    for sex in (MALE, FEMALE):
        for each in range(len(CHRONIC_SHARE)):
            group = ill[(gend[ill] == sex) & (grade == each)]
            if not len(group):
                continue
            weights = condition_weights("chronic", age[group[:1]], gend[group[:1]])[0]
            if weights.sum() > 0:
                drawn = rng.choice(len(CONDITIONS), len(group), p=weights / weights.sum())
                chronic[group] = drawn
    return chronic


def _second(chronic: Ints, twice: Mask, rng: np.random.Generator) -> Ints:
    """A second illness that often comes with the first."""
    place = {condition.code: n for n, condition in enumerate(CONDITIONS)}
    second = np.full(len(chronic), -1)
    for first, condition in enumerate(CONDITIONS):
        group = np.flatnonzero(twice & (chronic == first))
        codes = OFTEN_WITH.get(condition.code, ELSE_WITH)
        second[group] = rng.choice([place[code] for code in codes], len(group))
    return second


def _deaths(age: Ints, vigour: Floats, horizon: Horizon, rng: np.random.Generator) -> Times:
    """The day of death of those who die within the horizon; the frail die sooner."""
    base, scale, slope = MORTALITY
    a_year = (base + scale * np.exp(slope * age)) * (0.3 + 0.7 * vigour) * (age >= 0)
    hazard = np.maximum(a_year, 1e-12) / YEAR
    days = rng.exponential(1.0, len(age)) / hazard
    on_time = days < horizon.days
    died = horizon.first + np.where(on_time, days, 0).astype("m8[D]")
    return np.where(on_time, died, NEVER)
