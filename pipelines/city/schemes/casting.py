"""Which schemes a city has, how many actors each, and who they are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import Claims
from pipelines.city.conditions import (
    DEPARTMENTS,
    GENERAL,
    INTERNAL,
    REHABILITATION,
    TCM,
)
from pipelines.city.dice import dice
from pipelines.city.institutions import (
    CHINESE,
    CLINIC,
    DENTAL,
    LEVEL_1,
    LEVEL_2,
    LEVEL_3,
    PHARMACY,
    VILLAGE,
)
from pipelines.city.schemes import (
    charges,
    doctors,
    innocents,
    patients,
    pharmacy,
    stays,
)
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.world import World

Candidates = Callable[[World], Ints]


@dataclass(frozen=True)
class Plot:
    """A kind of scheme: what is done, by whom, and by how many in 20,000 persons."""

    act: Callable[[Scene], Claims]
    violation: str
    level: str
    actors: int
    candidates: Candidates

    @property
    def name(self) -> str:
        """The function that plays it, as a word."""
        return self.act.__name__.replace("_", "-")

    @property
    def innocent(self) -> bool:
        """Whether it only looks like a scheme."""
        return self in LOOK_ALIKES


def sites(*kinds: int, focus: int | None = None) -> Candidates:
    """Institutions of some kinds, of clinics those with a focus."""

    def found(world: World) -> Ints:
        here = world.institutions.of_kind(*kinds)
        return here if focus is None else here[world.institutions.focus[here] == focus]

    return found


def in_hospitals(*departments: str) -> Candidates:
    """Doctors of some departments whose main site is a hospital or a health centre."""

    def found(world: World) -> Ints:
        wanted = [DEPARTMENTS.index(department) for department in departments]
        kind = world.institutions.kind[world.doctors.inst]
        return np.flatnonzero(np.isin(world.doctors.department, wanted) & (kind <= LEVEL_1))

    return found


def with_a_second_site(world: World) -> Ints:
    """Doctors registered at two sites."""
    return np.flatnonzero(world.doctors.second_site >= 0)


def persons(youngest: int, *, chronic: bool = False) -> Candidates:
    """Persons from an age on, perhaps only the chronically ill."""

    def found(world: World) -> Ints:
        people = world.people
        return np.flatnonzero((people.age >= youngest) & ((people.chronic >= 0) | (not chronic)))

    return found


INSTITUTION, DOCTOR, PATIENT = "institution", "doctor", "patient"
SCHEMES = (
    Plot(stays.hang_beds, "I-02", INSTITUTION, 3, sites(LEVEL_1, LEVEL_2)),
    Plot(stays.invent_stays, "I-03", INSTITUTION, 3, sites(LEVEL_1, LEVEL_2)),
    Plot(stays.split_stays, "I-04", INSTITUTION, 3, sites(LEVEL_2, LEVEL_3)),
    Plot(stays.induce_the_elderly, "I-01", INSTITUTION, 2, sites(LEVEL_1)),
    Plot(stays.overcount_days, "I-10", INSTITUTION, 2, sites(LEVEL_2)),
    Plot(stays.admit_for_check_ups, "I-06", INSTITUTION, 2, sites(LEVEL_1)),
    Plot(charges.invent_therapy, "I-08", INSTITUTION, 3, sites(LEVEL_1)),
    Plot(charges.unbundle_scaling, "I-15", INSTITUTION, 2, sites(CLINIC, focus=DENTAL)),
    Plot(charges.unbundle_injections, "I-15", INSTITUTION, 1, sites(LEVEL_2)),
    Plot(charges.charge_twice, "I-17", INSTITUTION, 3, sites(LEVEL_2, LEVEL_3)),
    Plot(charges.overprice, "I-16", INSTITUTION, 5, sites(CLINIC, VILLAGE)),
    Plot(pharmacy.turn_into_cash, "P-02", INSTITUTION, 4, sites(PHARMACY)),
    Plot(pharmacy.swipe_collected_cards, "P-03", INSTITUTION, 4, sites(PHARMACY)),
    Plot(doctors.bill_phantom_services, "D-06", DOCTOR, 12, in_hospitals(TCM, REHABILITATION)),
    Plot(doctors.bill_at_two_sites, "D-06", DOCTOR, 12, in_hospitals(GENERAL, INTERNAL)),
    Plot(doctors.overprescribe, "D-04", DOCTOR, 16, in_hospitals(INTERNAL, GENERAL)),
    Plot(patients.resell_drugs, "A-07", PATIENT, 40, persons(25)),
    Plot(patients.lend_card, "A-01", PATIENT, 40, persons(30)),
    Plot(patients.claim_twice, "A-05", PATIENT, 24, persons(25)),
    Plot(patients.visit_everywhere, "A-11", PATIENT, 16, persons(25)),
)
LOOK_ALIKES = (
    Plot(innocents.rehabilitate, "I-02", INSTITUTION, 2, sites(LEVEL_2, LEVEL_1)),
    Plot(innocents.operate_on_cataracts, "I-03", INSTITUTION, 2, sites(LEVEL_2)),
    Plot(innocents.examine_a_school, "I-03", INSTITUTION, 2, sites(LEVEL_1)),
    Plot(innocents.give_chemotherapy, "I-04", INSTITUTION, 2, sites(LEVEL_3)),
    Plot(innocents.serve_the_new_year, "I-01", INSTITUTION, 3, sites(LEVEL_1)),
    Plot(innocents.watch_closely, "I-17", INSTITUTION, 2, sites(LEVEL_2, LEVEL_1)),
    Plot(innocents.needle_honestly, "I-08", INSTITUTION, 3, sites(CLINIC, focus=CHINESE)),
    Plot(innocents.scale_honestly, "I-15", INSTITUTION, 2, sites(CLINIC, focus=DENTAL)),
    Plot(innocents.sell_gift_boxes, "P-02", INSTITUTION, 3, sites(PHARMACY)),
    Plot(innocents.keep_the_till_fast, "P-03", INSTITUTION, 3, sites(PHARMACY)),
    Plot(innocents.work_at_two_sites, "D-06", DOCTOR, 5, with_a_second_site),
    Plot(innocents.prescribe_for_long, "D-04", DOCTOR, 6, in_hospitals(INTERNAL)),
    Plot(innocents.follow_the_plan, "A-07", PATIENT, 20, persons(50, chronic=True)),
    Plot(innocents.be_referred, "A-01", PATIENT, 12, persons(18)),
    Plot(innocents.bring_the_twin, "A-05", PATIENT, 12, persons(3)),
    Plot(innocents.dialyse, "A-11", PATIENT, 8, persons(40, chronic=True)),
)
PLOTS = SCHEMES + LOOK_ALIKES
"""Every plot of the city: the schemes first, then what only looks like one."""

PLOT = {plot.name: plot for plot in PLOTS}
LEVELS = (INSTITUTION, DOCTOR, PATIENT)


def cast(world: World, months: int) -> list[Scheme]:
    """The actors of a city, each in one plot while there are enough candidates."""
    rng = dice(world.seed, "casting")
    taken: dict[str, set[int]] = {level: set() for level in LEVELS}
    schemes: list[Scheme] = []
    for plot in PLOTS:
        found = plot.candidates(world)
        number = max(1, round(plot.actors * len(world.people) / 20_000))
        for actor in _audition(found, taken[plot.level], number, rng):
            taken[plot.level].add(actor)
            schemes.append(_scheme(plot, len(schemes), actor, months, rng))
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
