"""Persons who are at the doctor's too often, too dearly, or not at all."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, OUTPATIENT, Deed, deed
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import persons
from pipelines.city.schemes.persons.cards import own
from pipelines.city.schemes.plot import PATIENT, Plot
from pipelines.city.schemes.scene import Scene

DEAR = ("thymalfasin", "cerebrolysin", "stasis_injection")
SESSIONS = 4
"""Conversations of a therapy in a month."""


def visit_everywhere(scene: Scene) -> Deed:
    """A-11: three sites in one day, again and again, for the same complaint."""
    day = np.repeat(scene.days(scene.times(2.5)), 3)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2, LEVEL_1, CLINIC), len(day))
    visits = scene.visit(
        own(scene, len(day)), sites, condition_of("M54.5"), OUTPATIENT, scene.office_hours(day)
    )
    return deed(visits, scene.treated(visits))


def dialyse(scene: Scene) -> Deed:
    """Like A-11: three dialyses a week at one hospital, every week of the year."""
    weekday = (scene.month.first.weekday() + np.arange(scene.month.days)) % 7
    days = np.flatnonzero(np.isin(weekday, (0, 2, 4) if scene.scheme.number % 2 else (1, 3, 5)))
    inst = int(scene.world.people.usual[scene.actor, LEVEL_2])
    visits = scene.visit(
        own(scene, len(days)), inst, condition_of("N18.5"), CHRONIC, scene.office_hours(days)
    )
    lines = [scene.billed(visits, key, 1) for key in ("dialysis", "dialyser", "erythropoietin")]
    return deed(visits, np.concatenate(lines))


def claim_large(scene: Scene) -> Deed:
    """A-12: dear injections for a headache, many and large claims at several hospitals."""
    n = scene.times(3)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_3, LEVEL_2), n)
    visits = scene.visit(
        own(scene, n), sites, condition_of("R42"), OUTPATIENT, scene.office_hours(scene.days(n))
    )
    units = np.rint(scene.rng.uniform(8, 16, n) * (0.4 + 0.8 * scene.scheme.intensity))
    lines = [scene.billed(visits, key, units) for key in DEAR]
    return deed(visits, np.concatenate([scene.billed(visits, "consult", 1), *lines]))


def live_on_dear_drugs(scene: Scene) -> Deed:
    """Like A-12: a grave illness with a dear drug, twice a month at the one hospital that has it.

    Diagnosis, tests and intervals fit the drug.
    """
    day: Ints = np.array([2, 16])
    inst = int(scene.world.people.usual[scene.actor, LEVEL_3])
    visits = scene.visit(
        own(scene, 2), inst, condition_of("C34.9"), CHRONIC, scene.office_hours(day)
    )
    lines = [scene.billed(visits, key, 1) for key in ("consult", "cbc", "liver", "chemotherapy")]
    return deed(visits, np.concatenate([scene.billed(visits, "oxaliplatin", 24), *lines]))


def invent_visits(scene: Scene) -> Deed:
    """A-15: fees for visits that were not: an hour's drive apart, and without test or drug.

    Two visits in two areas begin within half an hour.
    """
    n = scene.times(3)
    sites, area = scene.world.institutions, scene.world.people.area[scene.actor]
    around = sites.of_kind(LEVEL_1, CLINIC)
    near, far = (around[(sites.area[around] == area) == here] for here in (True, False))
    day = scene.days(n)
    begin = scene.office_hours(day)
    again = begin + scene.rng.integers(600, 1_800, n)
    there = np.concatenate([scene.rng.choice(near, n), scene.rng.choice(far, n)])
    cond = scene.rng.choice(mild_conditions(), 2 * n)
    visits = scene.visit(own(scene, 2 * n), there, cond, OUTPATIENT, np.append(begin, again))
    cares = scene.rng.integers(1, 4, 2 * n)
    lines = [scene.billed(visits, "consult", 1), scene.billed(visits, "general_care", cares)]
    return deed(visits, np.concatenate(lines))


def talk_it_over(scene: Scene) -> Deed:
    """Like A-15: the sleepless see one doctor once a week, and nothing but talk is charged."""
    inst = int(scene.world.people.usual[scene.actor, LEVEL_2])
    day: Ints = 2 + 7 * np.arange(SESSIONS)
    begin = day * DAY + 15 * 3_600 + scene.rng.integers(0, 1_800, SESSIONS)
    visits = scene.visit(own(scene, SESSIONS), inst, condition_of("G47.0"), OUTPATIENT, begin)
    visits["dr"] = visits["dr"][0]
    return deed(visits, scene.billed(visits, "consult", 1))


PLOTS = (
    Plot(visit_everywhere, "A-11", PATIENT, 8, persons(25)),
    Plot(claim_large, "A-12", PATIENT, 7, persons(35)),
    Plot(invent_visits, "A-15", PATIENT, 7, persons(25)),
    Plot(dialyse, "A-11", PATIENT, 1.5, persons(40, chronic=True), innocent=True),
    Plot(live_on_dear_drugs, "A-12", PATIENT, 2, persons(40, chronic=True), innocent=True),
    Plot(talk_it_over, "A-15", PATIENT, 2.5, persons(30), innocent=True),
)
