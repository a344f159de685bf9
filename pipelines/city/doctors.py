"""The doctors who practise in the city: where, in which department, and on which days."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipelines.city.arrays import Ints, Mask, Texts
from pipelines.city.codes import scattered, written
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.dice import dice, happens
from pipelines.city.institutions import CLINIC, LEVEL_1, Institutions, staff_table

AT_TWO_SITES = 0.05
"""Share of doctors registered at a second site."""

ON_A_FREE_DAY = 0.6
"""Chance that a day off at the first site is spent at the second."""


@dataclass(frozen=True)
class Doctors:
    """Every doctor as arrays, ordered by main site and department.

    `department` is the registered scope of practice, `duty` the title (1 chief to 4 resident).
    `second_site` is another site where the doctor is registered too, or -1; `week` (doctor x 7)
    says on which days of the week, Monday first, the doctor is on the roster, `second_week` on
    which at the second site.
    """

    code: Texts
    inst: Ints
    department: Ints
    duty: Ints
    second_site: Ints
    week: Mask
    second_week: Mask

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def ranges(self) -> tuple[Ints, Ints]:
        """First doctor and number of doctors for every (site, department)."""
        cells = len(DEPARTMENTS)
        cell = self.inst * cells + self.department
        wanted = np.arange((self.inst.max(initial=0) + 1) * cells)
        first = np.searchsorted(cell, wanted)
        count = np.searchsorted(cell, wanted, side="right") - first
        return first.reshape(-1, cells), count.reshape(-1, cells)

    def choose(self, inst: Ints, department: Ints, rng: np.random.Generator) -> Ints:
        """Draw a doctor of the department at each site, or any doctor there; -1 at pharmacies."""
        first, count = self.ranges
        known = inst < len(first)
        inst = np.where(known, inst, 0)
        start, number = first[inst, department], count[inst, department]
        anyone = number == 0
        start = np.where(anyone, first[inst, 0], start)
        number = np.where(anyone, count[inst].sum(axis=1), number)
        drawn = start + (rng.random(len(inst)) ** 1.3 * number).astype(np.int64)
        return np.where(known & (number > 0), drawn, -1)

    def at(self, inst: int) -> Ints:
        """The doctors whose main site is `inst`."""
        first, after = np.searchsorted(self.inst, [inst, inst + 1])
        return np.arange(first, after)


def employ_doctors(institutions: Institutions, seed: int) -> Doctors:
    """The doctors of every site, some of them registered at a second site as well."""
    rng = dice(seed, "doctors")
    inst, department, turn = _posts(institutions)
    n = len(inst)
    outposts = institutions.of_kind(LEVEL_1, CLINIC)
    week = _weeks(institutions.beds[inst] > 0, turn)
    second_site = _second_sites(inst, outposts, rng)
    return Doctors(
        code=written("D36", scattered(n, 7, rng), 10),
        inst=inst,
        department=department,
        duty=rng.choice([1, 2, 3, 4], n, p=[0.1, 0.25, 0.4, 0.25]),
        second_site=second_site,
        week=week,
        second_week=_second_weeks(week, second_site >= 0, rng),
    )


def _posts(institutions: Institutions) -> tuple[Ints, Ints, Ints]:
    """Site, department and turn within the department of every doctor; busy sites have more."""
    size = np.maximum(1, np.rint(institutions.busy)).astype(np.int64)
    doctors = staff_table()[institutions.kind, institutions.focus] * size[:, None]
    inst, department = np.nonzero(doctors)
    number = doctors[inst, department]
    turn = np.arange(number.sum()) - np.repeat(number.cumsum() - number, number)
    return np.repeat(inst, number), np.repeat(department, number), turn


def _weeks(in_hospital: Mask, turn: Ints) -> Mask:
    """Two days off in a hospital, one elsewhere; the first doctor of a department at weekends."""
    day, off = np.arange(7), np.where(in_hospital, 5 + 2 * turn, 6 + 3 * turn) % 7
    also_off = np.where(in_hospital, (off + 1) % 7, off)
    return np.asarray((day != off[:, None]) & (day != also_off[:, None]), bool)


def _second_sites(main: Ints, outposts: Ints, rng: np.random.Generator) -> Ints:
    site = rng.choice(outposts, len(main))
    return np.where(happens(AT_TWO_SITES, len(main), rng) & (site != main), site, -1)


def _second_weeks(week: Mask, elsewhere: Mask, rng: np.random.Generator) -> Mask:
    """Days at the second site, of those that are free at the first: one at least."""
    wish = np.where(week, 1.0, rng.random(week.shape))
    dearest = np.arange(7) == wish.argmin(axis=1)[:, None]
    return np.asarray(((wish < ON_A_FREE_DAY) | dearest) & ~week & elsewhere[:, None], bool)
