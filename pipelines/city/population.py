"""How the people of the city come to be, and the few who have a second account."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from pipelines.city.areas import area_shares, scattered_around
from pipelines.city.arrays import Floats, Ints, Times
from pipelines.city.codes import one_way_keys, scattered, written
from pipelines.city.dice import dice, happens
from pipelines.city.employers import Employers
from pipelines.city.health import draw_health
from pipelines.city.horizon import NEVER, YEAR, Horizon
from pipelines.city.households import compose_households
from pipelines.city.institutions import CHINESE, CLINIC, KINDS, PLAIN, Institutions
from pipelines.city.insurance import AT_WORK, RESIDENT, Insured, employ, insure, top_ups
from pipelines.city.people import ADULT, EMPLOYEES, RESIDENTS, People

SPARE_ACCOUNTS = 0.001
"""Share of persons with a second account."""

NEARBY = 12.0
"""How much likelier a site of the own area is the usual one."""

JAILED, JAILED_BELOW = 0.0012, 65
"""Share of adults below an age with a prison term at some time of the horizon or shortly before."""

TERMS = (0.5, 6.0)
"""Length of prison terms in years, from and to."""


@dataclass(frozen=True)
class Settled:
    """Where people settle: the sites and employers of the city, the days it lives, its seed."""

    institutions: Institutions
    employers: Employers
    horizon: Horizon
    seed: int


def settle_people(persons: int, place: Settled, spare: int | None = None) -> People:
    """The people of a city; ages are those on the first day.

    Args:
        persons: insured persons, those included who are born while the city lives.
        place: where they settle.
        spare: second accounts, which come on top; by default for one person in a thousand.
    """
    rng = dice(place.seed, "people")
    known = _known_of(persons, place, rng)
    grown = np.flatnonzero((known["age"] >= ADULT) & np.isnat(known["moved"]))
    wanted = round(persons * SPARE_ACCOUNTS) if spare is None else spare
    owner = np.sort(rng.permutation(grown)[:wanted])
    for name, values in known.items():
        known[name] = np.concatenate([values, values[owner]])
    same_as = np.concatenate([np.arange(persons), owner])
    people = People(
        psn_no=written("36", scattered(len(same_as), 9, rng), 18),
        cert_key=one_way_keys(persons, rng)[same_as],
        same_as=same_as,
        **known,
    )
    _open_spare_accounts(people, owner, place)
    return people


def _known_of(persons: int, place: Settled, rng: np.random.Generator) -> dict[str, Any]:
    """What `People` says of persons, field by field, but for the names of their accounts."""
    horizon, areas = place.horizon, place.institutions.areas
    homes = compose_households(persons, horizon, rng)
    area = rng.choice(areas, homes.household.max() + 1, p=area_shares(areas))[homes.household]
    who = Insured(homes.age, homes.gend, homes.birth, homes.household, area)
    insurance = insure(who, place.employers, horizon, rng)
    lnt, lat = _homes(homes.household, area, rng)
    jailed, freed = _prison_terms(homes.age, horizon, rng)
    return {
        **vars(who),
        **vars(insurance),
        **vars(draw_health(homes.age, homes.gend, homes.birth, horizon, rng)),
        "usual": _usual_sites(area, place.institutions, rng),
        "opening_balance": (insurance.top_up * rng.gamma(2, 4, persons)).astype(np.int64),
        "lnt": lnt,
        "lat": lat,
        "jailed": jailed,
        "freed": freed,
    }


def _homes(household: Ints, area: Ints, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """One home for a household, somewhere in its area."""
    _, first = np.unique(household, return_index=True)
    lnt, lat = scattered_around(area[first], 0.07, rng)
    return lnt[household], lat[household]


def _prison_terms(age: Ints, horizon: Horizon, rng: np.random.Generator) -> tuple[Times, Times]:
    n = len(age)
    jailed = horizon.draw(n, rng, before=3)
    freed = jailed + (rng.uniform(*TERMS, n) * YEAR).astype("m8[D]")
    grown = (age > ADULT + 3) & (age < JAILED_BELOW)
    caught = grown & happens(JAILED, n, rng) & (freed > horizon.first)
    return np.where(caught, jailed, NEVER), np.where(caught, freed, NEVER)


def _usual_sites(area: Ints, institutions: Institutions, rng: np.random.Generator) -> Ints:
    """One site of every kind for each person; hospitals for one illness are nobody's usual one."""
    usual = np.zeros((len(area), len(KINDS)), np.int64)
    living = [np.flatnonzero(area == home) for home in range(institutions.areas)]
    for kind in range(len(KINDS)):
        sites = institutions.of_kind(kind)
        focus = institutions.focus[sites]
        sites = sites[(focus == PLAIN) | (focus == CHINESE) | (kind == CLINIC)]
        for home, here in enumerate(living):
            near = np.where(institutions.area[sites] == home, NEARBY, 1.0)
            weights = institutions.busy[sites] * near
            usual[here, kind] = rng.choice(sites, len(here), p=weights / weights.sum())
    return usual


def _open_spare_accounts(people: People, owner: Ints, place: Settled) -> None:
    """Fill in the second accounts at the end: in the other insurance, half of them elsewhere."""
    rng = dice(place.seed, "spare accounts")
    n, tail = len(owner), slice(len(people) - len(owner), None)
    employed = people.insutype[owner] != EMPLOYEES
    elsewhere = rng.integers(0, place.institutions.areas, n)
    area = np.where(happens(0.5, n, rng), elsewhere, people.area[owner])
    employer = employ(employed, area, place.employers, rng)
    people.area[tail], people.employer[tail] = area, employer
    people.insutype[tail] = np.where(employed, EMPLOYEES, RESIDENTS)
    people.psn_type[tail] = np.where(employed, AT_WORK, RESIDENT)
    people.top_up[tail] = top_ups(employed, employer, place.employers, rng)
    people.opening_balance[tail] = people.frailty[tail] = 0
    people.identity[tail] = people.poor[tail] = 0
