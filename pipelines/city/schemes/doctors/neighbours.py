"""A neighbour that may no longer settle: its patients appear at the next site's till."""

import numpy as np

from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, Claims, Deed
from pipelines.city.conditions import mild_conditions
from pipelines.city.dice import dice
from pipelines.city.institutions import CLINIC, LEVEL_1, VILLAGE
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.doctors.consulting_room import (
    duty_days,
    few,
    in_series,
    open_days,
    visits_at,
)
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

SERIES = 9
"""Visits of a neighbour that are keyed in one after the other."""


def settle_for_a_neighbour(scene: Scene) -> Deed:
    """I-32: a suspended neighbour goes on working and settles under the actor's number.

    Its visits turn up under one doctor of the actor, and more are keyed in by the pile, at a
    pace that nobody can see patients at.
    """
    neighbour, doctor = _neighbour(scene), int(scene.world.doctors.at(scene.actor)[0])
    others = scene.some(visits_at(scene, neighbour, OUTPATIENT, CHRONIC), 0.7)
    moved = scene.changed(others, inst=scene.actor, dr=doctor)
    days = few(scene, duty_days(scene, doctor), 4)
    customers = scene.clientele(neighbour)[:150]
    psn = scene.rng.choice(customers, SERIES * len(days))
    begin = in_series(scene, days, SERIES, (60, 200))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    visits = scene.visit(psn, scene.actor, cond, OUTPATIENT, begin)
    visits["dr"] = doctor
    return Deed(Claims(visits, scene.treated(visits)), edits=moved)


def take_over_from_a_neighbour(scene: Scene) -> Deed:
    """Like I-32: the neighbour has closed for good, and its patients come here instead.

    From the second month on all of them do, spread over the doctors and hours of the house.
    """
    if scene.month.index <= scene.scheme.first:
        return NO_DEED
    neighbour = _neighbour(scene)
    patients = visits_at(scene, neighbour, OUTPATIENT, CHRONIC)
    doctors = scene.world.doctors.at(scene.actor)
    moved = scene.changed(patients, inst=scene.actor, dr=scene.rng.choice(doctors, len(patients)))
    psn = scene.clientele(neighbour)[: scene.times(14)]
    begin = scene.office_hours(open_days(scene, scene.actor, len(psn)))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    visits = scene.visit(psn, scene.actor, cond, OUTPATIENT, begin)
    return Deed(Claims(visits, scene.treated(visits)), edits=moved)


def _neighbour(scene: Scene) -> int:
    """A small site of the same area, or else of the same kind: the same one every month."""
    places = scene.world.institutions
    small = np.setdiff1d(places.of_kind(CLINIC, VILLAGE), [scene.actor])
    near = small[places.area[small] == places.area[scene.actor]]
    found = near if len(near) else small
    return int(dice(scene.world.seed, "neighbour", scene.scheme.number).choice(found))


PLOTS = (
    Plot(settle_for_a_neighbour, "I-32", INSTITUTION, 1, sites(LEVEL_1, CLINIC)),
    Plot(take_over_from_a_neighbour, "I-32", INSTITUTION, 0.6, sites(LEVEL_1), innocent=True),
)
