"""Patients and doctors hand in glove: the same persons again and again, one basket for all."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import NO_DEED, OUTPATIENT, Deed, deed
from pipelines.city.conditions import mild_conditions
from pipelines.city.dice import dice
from pipelines.city.institutions import CLINIC, LEVEL_1
from pipelines.city.schemes.candidates import rings, sites
from pipelines.city.schemes.doctors.consulting_room import basket, duty_days, few, long_treated
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, PATIENT, RING, Member, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.world import World

PERSONS, DOCTORS = 12, 2
"""Members of a ring beside its site."""

GROWN_UP = 30

ON_DEMAND = (
    {"consult": 1, "donepezil": 1, "ginkgo": 2, "infusion": 1, "cerebrolysin": 2},
    {"consult": 1, "insulin": 1, "clopidogrel": 1, "ultrasound": 1, "herbs": 7},
    {"consult": 1, "tiotropium": 1, "vitamins": 2, "acupuncture": 1, "massage": 1},
)
"""What the persons of a ring ask for, one after the other in turns."""


def collude(scene: Scene) -> Deed:
    """I-37: a circle comes to its doctors together, several times a month, for one basket."""
    persons, doctors = scene.scheme.others(PATIENT), scene.scheme.others(DOCTOR)
    if not len(persons):
        return NO_DEED
    inst = int(scene.scheme.others(INSTITUTION)[0])
    days = few(scene, duty_days(scene, int(doctors[0])), 5)
    free = persons[~scene.lying_in[persons] & scene.world.people.here[persons]]
    size = max(2, round(min(0.9, 0.55 + 0.2 * scene.scheme.intensity) * len(free)))
    psn = np.concatenate([scene.rng.permutation(free)[:size] for _ in days])
    hour = np.repeat(scene.rng.integers(8, 16, len(days)), min(size, len(free))) * 3_600
    begin = (
        np.repeat(days, min(size, len(free))) * DAY + hour + scene.rng.integers(0, 3_600, len(psn))
    )
    visits = scene.visit(
        psn, inst, scene.rng.choice(mild_conditions(), len(psn)), OUTPATIENT, begin
    )
    visits["dr"] = scene.rng.choice(doctors, len(visits))
    turn = dice(scene.world.seed, "demand", scene.scheme.number).integers(len(ON_DEMAND))
    return deed(visits, basket(scene, visits, ON_DEMAND[turn]))


def gather(world: World, _actor: int, rng: np.random.Generator) -> tuple[Member, ...]:
    """A small site, doctors of it, and grown-up persons of the neighbourhood."""
    people = world.people
    inst = int(rng.choice(world.institutions.of_kind(LEVEL_1, CLINIC)))
    near = people.by_area.at(int(world.institutions.area[inst]))
    adult = near[(people.age[near] >= GROWN_UP) & people.here[near]]
    persons = rng.choice(adult, min(PERSONS, len(adult)), replace=False)
    return (
        (INSTITUTION, inst),
        *((DOCTOR, int(doctor)) for doctor in world.doctors.at(inst)[:DOCTORS]),
        *((PATIENT, int(psn)) for psn in persons),
    )


def keep_a_faithful_circle(scene: Scene) -> Deed:
    """Like I-37: a family-doctor team whose contracted persons come on the day of their group.

    The same persons meet month after month, but once a month each, and what is done is what
    the own illness asks for.
    """
    people = scene.world.people
    found = scene.clientele(scene.actor)
    psn = found[long_treated(people.chronic[found])][: round(18 * scene.world.fullness)]
    doctor = int(scene.world.doctors.at(scene.actor)[0])
    duty = duty_days(scene, doctor)
    day = duty[np.minimum(psn % 4 * 5, len(duty) - 1)]
    cond: Ints = people.chronic[psn]
    visits = scene.visit(psn, scene.actor, cond, OUTPATIENT, scene.office_hours(day))
    visits["dr"] = doctor
    return deed(visits, scene.treated(visits))


PLOTS = (
    Plot(collude, "I-37", RING, 0.5, rings, members=gather),
    Plot(keep_a_faithful_circle, "I-37", INSTITUTION, 0.5, sites(LEVEL_1), innocent=True),
)
