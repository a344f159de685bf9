"""Schemes of single doctors."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import CHRONIC, OUTPATIENT, Deed, deed, jointly
from pipelines.city.conditions import GENERAL, INTERNAL, REHABILITATION, TCM, condition_of
from pipelines.city.institutions import CLINIC, LEVEL_1
from pipelines.city.schemes.candidates import in_hospitals
from pipelines.city.schemes.phantom import therapy_days
from pipelines.city.schemes.plot import DOCTOR, Plot
from pipelines.city.schemes.scene import Scene

REFILL_DRUGS = ("clopidogrel", "atorvastatin", "acarbose")


def bill_phantom_services(scene: Scene) -> Deed:
    """D-06: more hours of therapy in a day than anybody works."""
    inst = int(scene.world.doctors.inst[scene.actor])
    return therapy_days(scene, inst, scene.actor, days=scene.times(3), sessions=16)


def bill_at_two_sites(scene: Scene) -> Deed:
    """D-06: the licence is used at a second site on days when the doctor works at the first."""
    second = scene.world.institutions.of_kind(LEVEL_1, CLINIC)
    second = second[second != scene.world.doctors.inst[scene.actor]]
    elsewhere = int(second[scene.scheme.number % len(second)])
    day = np.repeat(scene.days(scene.times(5)), 3)
    return jointly(
        [
            _surgery_hours(scene, int(scene.world.doctors.inst[scene.actor]), day),
            _surgery_hours(scene, elsewhere, day),
        ]
    )


def _surgery_hours(scene: Scene, inst: int, day: Ints) -> Deed:
    psn = scene.rng.permutation(scene.patients_near(inst, 4 * len(day), scene.anyone))[: len(day)]
    visits = scene.visit(
        psn, inst, condition_of("K29.5"), OUTPATIENT, scene.office_hours(day[: len(psn)])
    )
    visits["dr"] = scene.actor
    return deed(visits, scene.treated(visits))


def overprescribe(scene: Scene) -> Deed:
    """D-04: a month's supply is prescribed again every ten days."""
    people = scene.world.people
    inst = int(scene.world.doctors.inst[scene.actor])
    fits = (people.chronic >= 0) & (people.area == scene.world.institutions.area[inst])
    circle = scene.circle(scene.times(7) + 3, fits)
    psn = np.tile(circle, 3)
    day = np.repeat([2, 12, 22], len(circle)) + scene.rng.integers(0, 5, len(psn))
    visits = scene.visit(psn, inst, condition_of("I25.1"), CHRONIC, scene.office_hours(day))
    visits["dr"] = scene.actor
    lines = [scene.billed(visits, "consult", 1)]
    lines += [scene.billed(visits, key, 2) for key in REFILL_DRUGS]
    return deed(visits, np.concatenate(lines))


PLOTS = (
    Plot(bill_phantom_services, "D-06", DOCTOR, 12, in_hospitals(TCM, REHABILITATION)),
    Plot(bill_at_two_sites, "D-06", DOCTOR, 12, in_hospitals(GENERAL, INTERNAL)),
    Plot(overprescribe, "D-04", DOCTOR, 16, in_hospitals(INTERNAL, GENERAL)),
)
