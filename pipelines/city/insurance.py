"""How the people of the city are insured: by an employer or as residents, and since when."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Times
from pipelines.city.dice import happens
from pipelines.city.employers import Employers
from pipelines.city.horizon import NEVER, YEAR, Horizon
from pipelines.city.people import ADULT, EMPLOYEES, RESIDENTS
from pipelines.city.pricelist import FEMALE

EMPLOYED = ((18, 0.15), (22, 0.47), (60, 0.33))
"""Share with employees' insurance from an age on; the old are insured as pensioners."""

RETIRED_AT = {"women": 55, "men": 60}
OLD, GRADUATE = 60, 23

AT_WORK, PENSIONER, STUDENT, RESIDENT = 1101, 1201, 1404, 1501
"""National person types; civil servants follow those at work and pensioners, one higher."""

RESIDENTS_FROM = ((0, 1401), (1, 1402), (7, 1403), (ADULT, RESIDENT), (OLD, 1600))
"""National person types of residents from an age on."""

FLEXIBLE = 0.14
"""Share of working employees who insure themselves (灵活就业) and have no employer."""

PERSONAL_RATE = 0.03
"""Share of the contribution base that goes into the personal account."""

OWN_BASE = 400_000
"""Usual monthly base in fen of those who insure themselves."""

CAME_A_YEAR = 0.01
"""Share of the employees who come from another city in a year."""

MOVED = 0.02
"""Share of adults who changed between the insurances in the three years before the first day."""

ASSISTED_HOUSEHOLDS = 0.06
LOW_INCOME, DESTITUTE, DISABLED = 30, 31, 40
"""The city's own codes of special groups: 低保, 特困供养, 残疾人."""

ASSISTED = (LOW_INCOME, DESTITUTE)
DISABLED_SHARE = 0.018


@dataclass(frozen=True)
class Insurance:
    """What `People` says of it, field by field."""

    insutype: Ints
    psn_type: Ints
    employer: Ints
    top_up: Ints
    enrolled: Times
    moved: Times
    was: Ints
    identity: Ints
    poor: Mask


@dataclass(frozen=True)
class Insured:
    """Who is to be insured: age on the first day, sex, birthday, household and area."""

    age: Ints
    gend: Ints
    birth: Times
    household: Ints
    area: Ints


def insure(
    who: Insured, employers: Employers, horizon: Horizon, rng: np.random.Generator
) -> Insurance:
    """Insure everybody, as an employee or as a resident."""
    n = len(who.age)
    ages, shares = np.array(EMPLOYED).T
    chance = np.concatenate([[0.0], shares])[np.searchsorted(ages, who.age, side="right")]
    employed = rng.random(n) < chance
    pensioner = employed & (who.age >= _pension_age(who.gend))
    flexible = employed & ~pensioner & happens(FLEXIBLE, n, rng)
    employer = employ(employed & ~flexible, who.area, employers, rng)
    identity = _identities(who, employed, rng)
    moved = _moves(who.age, horizon, rng)
    insutype = np.where(employed, EMPLOYEES, RESIDENTS)
    return Insurance(
        insutype=insutype,
        psn_type=_person_types(who, employed, employer, employers, rng),
        employer=employer,
        top_up=top_ups(employed, employer, employers, rng),
        enrolled=_first_days(who, employed, moved, horizon, rng),
        moved=moved,
        was=np.where(np.isnat(moved), 0, EMPLOYEES + RESIDENTS - insutype),
        identity=identity,
        poor=np.isin(identity, ASSISTED),
    )


def employ(working: Mask, area: Ints, employers: Employers, rng: np.random.Generator) -> Ints:
    """An employer for each of those who have one, mostly in their area; -1 for the others."""
    employer = np.full(len(area), -1)
    for home in np.unique(area):
        here = np.flatnonzero(working & (area == home))
        weights = employers.size * np.where(employers.area == home, 8.0, 1.0)
        employer[here] = rng.choice(len(employers), len(here), p=weights / weights.sum())
    return employer


def top_ups(employed: Mask, employer: Ints, employers: Employers, rng: np.random.Generator) -> Ints:
    """The monthly payment into the personal account in fen, a share of the wage."""
    wage: Floats = np.where(employer >= 0, employers.wage[employer], OWN_BASE)
    fen = PERSONAL_RATE * wage * rng.gamma(8, 1 / 8, len(employer))
    return np.where(employed, fen, 0).astype(np.int64)


def _pension_age(gend: Ints) -> Ints:
    return np.where(gend == FEMALE, RETIRED_AT["women"], RETIRED_AT["men"])


def _person_types(
    who: Insured, employed: Mask, employer: Ints, employers: Employers, rng: np.random.Generator
) -> Ints:
    """The national `psn_type`: at work, retired, or a resident of an age."""
    public = (employer >= 0) & employers.public[employer]
    at_work = AT_WORK + np.where(public, 1, 2 * (employer < 0))
    of_employee = np.where(who.age >= _pension_age(who.gend), PENSIONER + public, at_work)
    ages, types = np.array(RESIDENTS_FROM).T
    of_resident = types[np.searchsorted(ages, who.age, side="right") - 1]
    student = (who.age >= ADULT) & (who.age < GRADUATE) & happens(0.5, len(who.age), rng)
    return np.where(employed, of_employee, np.where(student, STUDENT, of_resident))


def _identities(who: Insured, employed: Mask, rng: np.random.Generator) -> Ints:
    """Special groups: in poor households all without work, the lonely old as destitute."""
    size = np.bincount(who.household)
    needy = happens(ASSISTED_HOUSEHOLDS, len(size), rng)[who.household] & ~employed
    lonely = (size[who.household] == 1) & (who.age >= OLD)
    disabled = happens(DISABLED_SHARE, len(who.age), rng)
    return np.select([needy & lonely, needy, disabled], [DESTITUTE, LOW_INCOME, DISABLED], 0)


def _moves(age: Ints, horizon: Horizon, rng: np.random.Generator) -> Times:
    """The first of the month in which a few changed the insurance, all before the first day."""
    months = rng.integers(1, 36, len(age)).astype("m8[M]")
    day = (horizon.first.astype("M8[M]") - months).astype("M8[D]")
    return np.where((age > ADULT + 3) & happens(MOVED, len(age), rng), day, NEVER)


def _first_days(
    who: Insured, employed: Mask, moved: Times, horizon: Horizon, rng: np.random.Generator
) -> Times:
    """Residents are insured from birth or 2010 on, employees since they began to work."""
    began = horizon.first - (rng.random(len(who.age)) * 15 * YEAR).astype("m8[D]")
    grown = who.birth + np.timedelta64(round(ADULT * YEAR), "D")
    since = np.where(employed, np.maximum(began, grown), np.datetime64("2010-01-01", "D"))
    since = np.where(np.isnat(moved), since, np.minimum(since, moved - np.timedelta64(400, "D")))
    came = employed & np.isnat(moved) & happens(CAME_A_YEAR * horizon.years, len(grown), rng)
    first_of_month = horizon.draw(len(grown), rng).astype("M8[M]").astype("M8[D]")
    return np.maximum(who.birth, np.where(came, first_of_month, since))
