"""What one actor sees of a month, and the tools to write claims with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.calendar import DAY, Month
from pipelines.city.care import discharge_after
from pipelines.city.claims import STAY, blank_visits, is_stay
from pipelines.city.conditions import departments
from pipelines.city.dice import dice, happens
from pipelines.city.pricelist import numbers_of
from pipelines.city.schemes.stage import Stage
from pipelines.city.treatment import charge, treat
from pipelines.city.world import World

ENOUGH = 5_000
"""Persons of an area that are asked at most where a site has too few regulars."""


@dataclass(frozen=True)
class Scheme:
    """One planted actor: who does what from which month to which.

    `actor` is a place in the world (institution, doctor, person, clerk, employer by `level`;
    a `ring` has none of its own); `members` are the others of a ring, each a level and a place;
    `first` and `last` are month indexes; `intensity` is 1 where the scheme is plain, 2 where it
    is blatant and near 0 where it is barely there; `innocent` marks a look-alike; `case` is the
    worked case of the catalogue (N-63 ...) it plays, if any.
    """

    number: int
    name: str
    violation: str
    level: str
    actor: int
    first: int
    last: int
    intensity: float
    innocent: bool
    members: tuple[tuple[str, int], ...] = ()
    case: str | None = None

    @property
    def months(self) -> int:
        """How many months it runs."""
        return self.last - self.first + 1

    def others(self, level: str) -> Ints:
        """The places of the other members at a level."""
        return np.array([place for of, place in self.members if of == level], np.int64)

    @property
    def scheme_id(self) -> str:
        """The identifier in `truth/`."""
        return f"{self.name}-{self.number:04d}"


@dataclass(frozen=True)
class Scene:
    """A month as one actor finds it, with dice and visit keys of its own."""

    stage: Stage
    scheme: Scheme
    rng: np.random.Generator
    keys: Iterator[int]

    @property
    def world(self) -> World:
        """The city."""
        return self.stage.world

    @property
    def month(self) -> Month:
        """The month that is played."""
        return self.stage.month

    @property
    def accounts(self) -> Ints:
        """The balance of every person in fen, before the month's settlements."""
        return self.stage.accounts

    @property
    def lying_in(self) -> Mask:
        """Which persons have a stay this month."""
        return self.stage.lying_in

    @property
    def turn(self) -> int:
        """How many months of the scheme are over."""
        return self.month.index - self.scheme.first

    @property
    def actor(self) -> int:
        """The place of the actor in the world."""
        return self.scheme.actor

    @property
    def anyone(self) -> Mask:
        """Everybody, as a mask to narrow down."""
        return np.ones(len(self.world.people), bool)

    def aged(self, youngest: int, below: int = 200) -> Mask:
        """Persons from an age on, and below another."""
        age = self.world.people.age
        return (age >= youngest) & (age < below)

    def times(self, mean: float) -> int:
        """How often something is done this month: about `mean` x intensity, at least once.

        In a small city, whose sites have few patients, sites and doctors do it less often.
        """
        rarer = 1.0 if self.scheme.level == "patient" else self.world.fullness
        return max(1, int(self.rng.poisson(mean * self.scheme.intensity * rarer)))

    def circle(self, size: int, fits: Mask) -> Ints:
        """The actor's own circle: the same persons every month, from those that fit."""
        rng = dice(self.world.seed, "circle", self.scheme.number)
        found = np.flatnonzero(fits)
        return rng.permutation(found)[:size]

    def patients_near(self, inst: int, size: int, fits: Mask) -> Ints:
        """Fitting persons not in hospital, those who usually go to the site first."""
        people, sites = self.world.people, self.world.institutions
        regulars = people.regulars(int(sites.kind[inst])).at(inst)
        found = self.rng.permutation(regulars[self._free(regulars, fits)])
        if len(found) < size:
            others = people.by_area.at(int(sites.area[inst]))
            others = self.rng.permutation(others)[:ENOUGH]
            others = others[self._free(others, fits) & ~np.isin(others, regulars)]
            found = np.concatenate([found, others])
        return found[:size]

    def clientele(self, inst: int, youngest: int = 0, below: int = 200) -> Ints:
        """Persons of a site and an age who are not in hospital, in the same order every month.

        Its regulars come first, then others of the area.
        """
        people, sites = self.world.people, self.world.institutions
        rng = dice(self.world.seed, "clientele", self.scheme.number)
        regulars = people.regulars(int(sites.kind[inst])).at(inst)
        near = people.by_area.at(int(sites.area[inst]))
        asked = np.unique(near[rng.integers(0, max(1, len(near)), min(len(near), ENOUGH))])
        others = asked[~np.isin(asked, regulars)]
        found = np.concatenate([rng.permutation(regulars), rng.permutation(others)])
        fits = (people.age[found] >= youngest) & (people.age[found] < below)
        free: Ints = found[fits & self._free(found, self.anyone)]
        return free

    def _free(self, psn: Ints, fits: Mask) -> Mask:
        return np.asarray(fits[psn] & ~self.lying_in[psn] & self.stage.present[psn], bool)

    def visit(
        self, psn: Ints, inst: Ints | int, cond: Ints | int, med_type: int, begin: Ints
    ) -> Rows:
        """Visits that begin some seconds after the month does, with a doctor of the site."""
        rows = blank_visits(len(psn))
        rows["psn"], rows["inst"], rows["cond"], rows["med_type"] = psn, inst, cond, med_type
        rows["insutype"] = self.world.people.insutype[psn]
        rows["beg"] = self.month.start + begin.astype("m8[s]")
        rows["end"] = rows["beg"] + self.rng.integers(600, 5_400, len(psn)).astype("m8[s]")
        rows["settled"] = rows["end"]
        rows["dr"] = self.world.doctors.choose(
            rows["inst"].astype(np.int64), departments()[rows["cond"]], self.rng
        )
        rows["scheme"] = self.scheme.number
        rows["visit"] = self._key(len(rows))
        return rows

    def stay(self, psn: Ints, inst: Ints | int, cond: Ints | int, day: Ints, nights: Ints) -> Rows:
        """Stays that begin in the morning of a day of the month (0 = the first)."""
        begin = day * DAY + self.rng.integers(8 * 3_600, 11 * 3_600, len(psn))
        rows = self.visit(psn, inst, cond, STAY, begin)
        return discharge_after(rows, np.broadcast_to(nights, len(psn)), self.rng)

    def days(self, n: int) -> Ints:
        """Some days of the month."""
        return self.rng.integers(0, self.month.days, n)

    def office_hours(self, day: Ints) -> Ints:
        """Seconds of the month on given days between 8 and 17."""
        return day * DAY + self.rng.integers(8 * 3_600, 17 * 3_600, len(day))

    def at_site(self, *med_types: int) -> Rows:
        """The ordinary visits of the month at the actor's institution."""
        return self._of_types(self.stage.by_site.at(self.actor), med_types)

    def by_doctor(self, *med_types: int) -> Rows:
        """The ordinary visits of the month that the actor, a doctor, attends."""
        return self._of_types(self.stage.by_doctor.at(self.actor), med_types)

    def of_person(self, psn: int, *med_types: int) -> Rows:
        """The ordinary visits of a person in the month."""
        return self._of_types(self.stage.by_person.at(psn), med_types)

    def _of_types(self, rows: Ints, med_types: tuple[int, ...]) -> Rows:
        found: Rows = self.stage.visits[rows]
        return found[np.isin(found["med_type"], med_types)] if med_types else found

    def changed(self, rows: Rows, **fields: object) -> Rows:
        """Ordinary visits with some fields changed by the actor: the `edits` of a deed."""
        edited = rows.copy()
        for name, value in fields.items():
            edited[name] = value
        edited["scheme"] = self.scheme.number
        return edited

    def some(self, rows: Rows, share: float, *, least: int = 0) -> Rows:
        """A random share (x intensity) of rows, but `least` of them at least if there are any.

        What is no violation when it is done once a month needs a `least`, or the faint scheme of
        a small site would do less than an honest error.
        """
        chance = min(share * self.scheme.intensity, 0.95)
        chosen = happens(chance, len(rows), self.rng)
        if chosen.sum() < least:
            chosen[self.rng.permutation(len(rows))[:least]] = True
        return rows[chosen]

    def treated(self, visits: Rows) -> Rows:
        """Honest fee lines of visits."""
        return treat(self.world, visits, self.rng)

    def billed(
        self, visits: Rows, key: str, cnt: Floats | Ints | float, *, day: Ints | int = 0
    ) -> Rows:
        """One line of an item per visit, on a day of the visit (0 = the first), as planted."""
        n = len(visits)
        day = np.broadcast_to(day, n)
        noon = 12 * 3_600 - (visits["beg"] - visits["beg"].astype("M8[D]")).astype(np.int64)
        later = day * DAY + noon + self.rng.integers(0, 3 * 3_600, n)
        soon = self.rng.integers(120, 1_200, n)
        stay = is_stay(visits)
        lines = charge(
            self.world,
            visits,
            np.repeat(numbers_of(key), n),
            np.broadcast_to(np.asarray(cnt, np.float64), n),
            np.where(stay, np.maximum(later, soon), day * DAY + soon),
        )
        lines["scheme"] = self.scheme.number
        return lines

    def _key(self, n: int) -> Ints:
        """The next visit keys of this actor and month."""
        return np.fromiter(islice(self.keys, n), np.int64, n)
