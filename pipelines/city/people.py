"""The insured persons of the city: age, sex, household, insurance, illnesses, habits."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Texts, Times
from pipelines.city.conditions import CONDITIONS, age_class
from pipelines.city.dice import dice, happens, pick
from pipelines.city.grouped import Grouped
from pipelines.city.institutions import AREAS, KINDS, Institutions
from pipelines.city.pricelist import FEMALE, MALE

EMPLOYEES, RESIDENTS = 310, 390
"""Insurance types: employees' basic insurance, urban and rural residents' insurance."""

ADULT = 18
EMPLOYED = 0.42
"""Share of adults with employees' insurance."""

POOR = 0.06
"""Share of the others with medical assistance."""

AGE_BANDS = (0, 6, 18, 30, 45, 60, 70, 80, 95)
AGE_SHARES = (0.06, 0.14, 0.13, 0.24, 0.23, 0.11, 0.06, 0.03)


@dataclass(frozen=True)
class People:
    """Every insured person as arrays, one place per person.

    `chronic` is a condition or -1, `frailty` the personal rate of care (mean about 1),
    `usual` (person x kind) the sites a person normally goes to, `top_up` the monthly payment
    into the personal account in fen. `second` is a second chronic condition or -1; `identity` a
    `psn_idet_type` or 0; `lnt` and `lat` the home; `employer` a place among the employers or -1;
    `died`, `jailed` and `freed` days, NaT where it did not happen; `enrolled` the first day of
    insurance. `same_as` is the place of the person whose account it is: a few have a second
    account (its place comes last), all others point to themselves.
    """

    psn_no: Texts
    gend: Ints
    birth: Times
    age: Ints
    area: Ints
    household: Ints
    insutype: Ints
    poor: Mask
    chronic: Ints
    frailty: Floats
    usual: Ints
    top_up: Ints
    opening_balance: Ints
    second: Ints
    identity: Ints
    lnt: Floats
    lat: Floats
    employer: Ints
    died: Times
    jailed: Times
    freed: Times
    enrolled: Times
    same_as: Ints

    def __len__(self) -> int:
        return len(self.psn_no)

    @cached_property
    def by_area(self) -> Grouped:
        """The persons of every area."""
        return Grouped.by(self.area, len(AREAS))

    @cached_property
    def here(self) -> Mask:
        """Which persons are there to be treated at all."""
        return np.ones(len(self), bool)

    def regulars(self, kind: int) -> Grouped:
        """The persons whose usual site of a kind is each institution."""
        if kind not in self._regulars:
            sites = int(self.usual.max()) + 1
            self._regulars[kind] = Grouped.by(self.usual[:, kind], sites)
        return self._regulars[kind]

    @cached_property
    def _regulars(self) -> dict[int, Grouped]:
        return {}


def settle_people(persons: int, institutions: Institutions, year: int, seed: int) -> People:
    """The people of the city; ages are those at the start of `year`."""
    rng = dice(seed, "people")
    age, birth = _ages(persons, year, rng)
    gend = rng.choice([MALE, FEMALE], persons, p=[0.51, 0.49])
    household = np.sort(rng.integers(0, max(1, persons // 3), persons))
    area = _areas(household, rng)
    employed = (age >= ADULT) & happens(EMPLOYED, persons, rng)
    top_up = np.where(employed, rng.gamma(5, 4_000, persons), 0).astype(np.int64)
    return People(
        psn_no=np.array([f"36{n:018d}" for n in 1 + rng.permutation(persons * 9)[:persons]]),
        gend=gend,
        birth=birth,
        age=age,
        area=area,
        household=household,
        insutype=np.where(employed, EMPLOYEES, RESIDENTS),
        poor=~employed & happens(POOR, persons, rng),
        chronic=_chronic(age, gend, rng),
        frailty=rng.gamma(1.6, 1 / 1.6, persons) * np.array([0.9, 0.6, 0.95, 1.7])[age_class(age)],
        usual=_usual_sites(area, institutions, rng),
        top_up=top_up,
        opening_balance=(top_up * rng.gamma(2, 4, persons)).astype(np.int64),
        second=np.full(persons, -1),
        identity=np.zeros(persons, np.int64),
        lnt=np.asarray(115.6 + 0.25 * (area % 3), np.float64),
        lat=np.asarray(28.5 + 0.25 * (area // 3), np.float64),
        employer=np.full(persons, -1),
        died=np.full(persons, np.datetime64("NaT", "D")),
        jailed=np.full(persons, np.datetime64("NaT", "D")),
        freed=np.full(persons, np.datetime64("NaT", "D")),
        enrolled=birth,
        same_as=np.arange(persons),
    )


def _ages(persons: int, year: int, rng: np.random.Generator) -> tuple[Ints, Times]:
    band = rng.choice(len(AGE_SHARES), persons, p=np.array(AGE_SHARES))
    low, high = np.array(AGE_BANDS)[band], np.array(AGE_BANDS)[band + 1]
    age = low + (rng.random(persons) * (high - low)).astype(np.int64)
    days = (age + rng.random(persons)) * 365.2425
    birth = np.datetime64(f"{year}-01-01") - days.astype("timedelta64[D]")
    return age, birth


def _areas(household: Ints, rng: np.random.Generator) -> Ints:
    shares = np.array([0.3, 0.18, 0.16, 0.14, 0.12, 0.1])
    home: Ints = rng.choice(len(AREAS), household.max() + 1, p=shares)
    return home[household]


def _chronic(age: Ints, gend: Ints, rng: np.random.Generator) -> Ints:
    weights = condition_weights("chronic", age, gend)
    ill = rng.random(len(age)) < np.array([0.005, 0.04, 0.25, 0.55])[age_class(age)]
    return np.where(ill & (weights.sum(axis=1) > 0), pick(weights + 1e-12, rng), -1)


def condition_weights(channel: str, age: Ints, gend: Ints) -> Floats:
    """How likely each condition is (person x condition) for a `visit`, a `stay` or `chronic`."""
    base = np.array([getattr(condition, channel) for condition in CONDITIONS])
    by_age = np.array([condition.ages for condition in CONDITIONS])
    only = np.array([condition.gend for condition in CONDITIONS])
    fits = (only[None, :] == 0) | (only[None, :] == gend[:, None])
    return np.asarray(base * by_age.T[age_class(age)] * fits, np.float64)


def _usual_sites(area: Ints, institutions: Institutions, rng: np.random.Generator) -> Ints:
    usual = np.zeros((len(area), len(KINDS)), np.int64)
    for kind in range(len(KINDS)):
        sites = institutions.of_kind(kind)
        for home in range(len(AREAS)):
            near = np.where(institutions.area[sites] == home, 12.0, 1.0)
            weights = institutions.busy[sites] * near
            here = np.flatnonzero(area == home)
            usual[here, kind] = rng.choice(sites, len(here), p=weights / weights.sum())
    return usual
