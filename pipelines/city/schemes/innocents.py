"""Persons whose lawful lives look like a scheme."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, OUTPATIENT, Deed, deed
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.institutions import CLINIC, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import persons
from pipelines.city.schemes.plot import PATIENT, Plot
from pipelines.city.schemes.scene import Scene


def follow_the_plan(scene: Scene) -> Deed:
    """Like A-07: several chronic illnesses, several sites, each drug once a month."""
    drugs = ("clopidogrel", "insulin", "donepezil", "atorvastatin")
    sites = scene.world.people.usual[scene.actor, [LEVEL_3, LEVEL_2, LEVEL_2, LEVEL_3]]
    day = np.array([3, 9, 16, 22])
    visits = scene.visit(
        np.full(4, scene.actor), sites, condition_of("I25.1"), CHRONIC, scene.office_hours(day)
    )
    lines = [scene.billed(visits[[n]], key, 1) for n, key in enumerate(drugs)]
    return deed(visits, np.concatenate([scene.billed(visits, "consult", 1), *lines]))


def bring_the_twin(scene: Scene) -> Deed:
    """Like A-05: two of one household, same day, same site, same illness, same bill."""
    people = scene.world.people
    family = np.flatnonzero(people.household == people.household[scene.actor])
    pair = np.unique(np.append(family[:2], scene.actor))[:2]
    day = np.repeat(scene.days(1), len(pair))
    inst = people.usual[scene.actor, LEVEL_2]
    visits = scene.visit(pair, inst, condition_of("J20.9"), OUTPATIENT, scene.office_hours(day))
    lines = [scene.billed(visits, key, 1) for key in ("consult", "cbc", "crp", "xray", "lianhua")]
    return deed(visits, np.concatenate(lines))


def be_referred(scene: Scene) -> Deed:
    """Like A-01: seen at home in the morning, referred to the far centre in the afternoon."""
    people = scene.world.people
    day = int(scene.days(1)[0]) * DAY
    begin: Ints = np.array([day + 9 * 3_600, day + 15 * 3_600])
    sites = people.usual[scene.actor, [CLINIC, LEVEL_3]]
    cond = np.repeat(scene.rng.choice(mild_conditions()), 2)
    visits = scene.visit(np.full(2, scene.actor), sites, cond, OUTPATIENT, begin)
    return deed(visits, scene.treated(visits))


def dialyse(scene: Scene) -> Deed:
    """Like A-11: three dialyses a week, every week of the year."""
    days = np.arange(int(scene.scheme.number % 2), scene.month.days, 2)[:13]
    inst = int(scene.world.people.usual[scene.actor, LEVEL_2])
    visits = scene.visit(
        np.full(len(days), scene.actor), inst, condition_of("N18.5"), CHRONIC,
        scene.office_hours(days),
    )  # fmt: skip
    lines = [scene.billed(visits, key, 1) for key in ("dialysis", "dialyser", "erythropoietin")]
    return deed(visits, np.concatenate(lines))


PLOTS = (
    Plot(follow_the_plan, "A-07", PATIENT, 20, persons(50, chronic=True), innocent=True),
    Plot(be_referred, "A-01", PATIENT, 12, persons(18), innocent=True),
    Plot(bring_the_twin, "A-05", PATIENT, 12, persons(3), innocent=True),
    Plot(dialyse, "A-11", PATIENT, 8, persons(40, chronic=True), innocent=True),
)
