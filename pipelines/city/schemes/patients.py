"""Schemes of single insured persons."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import (
    CHRONIC,
    OUTPATIENT,
    STAY,
    Deed,
    deed,
    jointly,
)
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.dice import dice, happens
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.people import EMPLOYEES, RESIDENTS
from pipelines.city.pricelist import MALE
from pipelines.city.schemes.candidates import persons
from pipelines.city.schemes.plot import PATIENT, Plot
from pipelines.city.schemes.scene import Scene

SINGLE_VISIT = 0.4
"""Share of double claims for a visit instead of a stay."""

RESOLD = ("clopidogrel", "rivaroxaban", "insulin", "entecavir", "donepezil", "tiotropium")


def resell_drugs(scene: Scene) -> Deed:
    """A-07, modelled on N-74: dear drugs from one hospital after the other, far over need."""
    drugs = dice(scene.world.seed, "wares", scene.scheme.number).permutation(RESOLD)[:3]
    n = scene.times(7)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_3, LEVEL_2, LEVEL_1), n)
    visits = scene.visit(
        _self(scene, n), sites, condition_of("I25.1"), CHRONIC, scene.office_hours(scene.days(n))
    )
    lines = [scene.billed(visits, "consult", 1)]
    lines += [scene.billed(visits, str(key), scene.rng.integers(2, 4, n)) for key in drugs]
    return deed(visits, np.concatenate(lines))


def _self(scene: Scene, n: int) -> Ints:
    return np.full(n, scene.actor)


def lend_card(scene: Scene) -> Deed:
    """A-01: somebody of the other sex is treated on the card, far away on the same day."""
    people = scene.world.people
    other = ("N76.0", "gyn_us") if people.gend[scene.actor] == MALE else ("N40", "prostate_us")
    n = scene.times(2)
    day = scene.days(n)
    far = scene.world.institutions.of_kind(LEVEL_3, LEVEL_2)
    far = far[scene.world.institutions.area[far] != people.area[scene.actor]]
    there = scene.visit(
        _self(scene, n), scene.rng.choice(far, n), condition_of(other[0]), OUTPATIENT,
        scene.office_hours(day),
    )  # fmt: skip
    here = scene.visit(
        _self(scene, n),
        people.usual[scene.actor, LEVEL_1],
        scene.rng.choice(mild_conditions(), n),
        OUTPATIENT,
        scene.office_hours(day),
    )
    lines = [scene.treated(there), scene.treated(here), scene.billed(there, other[1], 1)]
    return deed(np.concatenate([there, here]), np.concatenate(lines))


def claim_twice(scene: Scene) -> Deed:
    """A-05, modelled on N-73: one bill is settled under both insurances at two sites."""
    if scene.lying_in[scene.actor] or happens(SINGLE_VISIT, 1, scene.rng)[0]:
        return _dear_visit_twice(scene)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2), 2, replace=False)
    day, nights = scene.days(1), scene.rng.integers(4, 9, 1)
    first = scene.stay(_self(scene, 1), int(sites[0]), condition_of("S52.5"), day, nights)
    return _and_again(scene, first, int(sites[1]))


def _dear_visit_twice(scene: Scene) -> Deed:
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2), 2, replace=False)
    begin = scene.office_hours(scene.days(1))
    first = scene.visit(_self(scene, 1), int(sites[0]), condition_of("S52.5"), OUTPATIENT, begin)
    return _and_again(scene, first, int(sites[1]))


def _and_again(scene: Scene, first: Rows, inst: int) -> Deed:
    """The same dates and lines once more at another site under the other insurance."""
    lines = np.concatenate([scene.treated(first), scene.billed(first, "ct", 1)])
    again = scene.visit(_self(scene, 1), inst, first["cond"], STAY, np.zeros(1, np.int64))
    for name in ("med_type", "beg", "end"):
        again[name] = first[name]
    again["settled"] = first["settled"] + np.timedelta64(90, "m")
    again["insutype"] = EMPLOYEES + RESIDENTS - first["insutype"]
    copies = lines.copy()
    copies["visit"], copies["dr"] = again["visit"][0], again["dr"][0]
    return jointly([deed(first, lines), deed(again, copies)])


def visit_everywhere(scene: Scene) -> Deed:
    """A-11: three sites in one day, again and again."""
    day = np.repeat(scene.days(scene.times(4)), 3)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2, LEVEL_1, CLINIC), len(day))
    visits = scene.visit(
        _self(scene, len(day)), sites, condition_of("M54.5"), OUTPATIENT, scene.office_hours(day)
    )
    return deed(visits, scene.treated(visits))


PLOTS = (
    Plot(resell_drugs, "A-07", PATIENT, 40, persons(25)),
    Plot(lend_card, "A-01", PATIENT, 40, persons(30)),
    Plot(claim_twice, "A-05", PATIENT, 24, persons(25)),
    Plot(visit_everywhere, "A-11", PATIENT, 16, persons(25)),
)
