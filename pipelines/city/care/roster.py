"""Who is on duty on which day of the week, at the main site and at the second one."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.doctors import Doctors
from pipelines.city.world import World

CELLS = len(DEPARTMENTS)
SENIORITY = 1.3
"""The first doctors of a department see more patients than the last."""


@dataclass(frozen=True)
class Roster:
    """The doctors on duty, ordered by day of the week, site and department.

    `starts` is where each (day, site, department) begins in `doctor`; `wait` (day x site) the
    days until the site has a doctor again, `since` the days since it had one.
    """

    doctors: Doctors
    doctor: Ints
    starts: Ints
    wait: Ints
    since: Ints

    @classmethod
    def of(cls, world: World) -> "Roster":
        """The roster of a city."""
        doctors, sites = world.doctors, len(world.institutions)
        who, day, inst = _duties(doctors)
        cell = (day * sites + inst) * CELLS + doctors.department[who]
        counts = np.bincount(cell, minlength=7 * sites * CELLS)
        staffed = counts.reshape(7, sites, CELLS).sum(axis=2) > 0
        staffed[:, ~staffed.any(axis=0)] = True
        ahead = np.stack([np.roll(staffed, -days, axis=0) for days in range(7)])
        behind = np.stack([np.roll(staffed, days, axis=0) for days in range(7)])
        return cls(
            doctors,
            who[np.argsort(cell, kind="stable")],
            np.concatenate([[0], counts.cumsum()]),
            ahead.argmax(axis=0),
            behind.argmax(axis=0),
        )

    def choose(self, inst: Ints, department: Ints, day: Ints, rng: np.random.Generator) -> Ints:
        """Draw a doctor on duty of the department, else of the site, else anybody of the staff.

        At a pharmacy it is nobody (-1).
        """
        site = (day * self.wait.shape[1] + inst) * CELLS
        start, number = self._posts(site + department, 1)
        anyone, staff = self._posts(site, CELLS)
        start = np.where(number > 0, start, anyone)
        number = np.where(number > 0, number, staff)
        drawn = start + (rng.random(len(inst)) ** SENIORITY * number).astype(np.int64)
        found: Ints = self.doctor[np.minimum(drawn, len(self.doctor) - 1)]
        off = np.flatnonzero(number == 0)
        found[off] = self.doctors.choose(inst[off], department[off], rng)
        return found

    def _posts(self, cell: Ints, cells: int) -> tuple[Ints, Ints]:
        start = self.starts[cell]
        return start, self.starts[cell + cells] - start


def _duties(doctors: Doctors) -> tuple[Ints, Ints, Ints]:
    """Every duty of a week: who, on which day, where."""
    who, day = np.nonzero(doctors.week)
    elsewhere = doctors.second_week & (doctors.second_site >= 0)[:, None]
    also, then = np.nonzero(elsewhere)
    return (
        np.concatenate([who, also]),
        np.concatenate([day, then]),
        np.concatenate([doctors.inst[who], doctors.second_site[also]]),
    )
