"""Benefits drawn for the dead and for prisoners, and what is lawful after such a day."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, Deed, deed
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import died_early, imprisoned
from pipelines.city.schemes.papers import registered
from pipelines.city.schemes.persons.cards import own
from pipelines.city.schemes.plot import PATIENT, Plot
from pipelines.city.schemes.scene import Scene

DIED = 5
"""The `dscg_way` of those who die in hospital."""

PENSION_DRUGS = ("amlodipine", "atorvastatin", "insulin", "clopidogrel")
"""What relatives go on fetching."""


def draw_after_death(scene: Scene) -> Deed:
    """A-14: relatives go on fetching the drugs of somebody who died."""
    if scene.world.people.died[scene.actor] >= scene.month.start:
        return NO_DEED
    return _fetched(scene, scene.times(2))


def _fetched(scene: Scene, n: int) -> Deed:
    site = int(scene.world.people.usual[scene.actor, LEVEL_1])
    visits = scene.visit(
        own(scene, n), site, condition_of("I10"), CHRONIC, scene.office_hours(scene.days(n))
    )
    keys = scene.rng.permutation(PENSION_DRUGS)[:2]
    return deed(visits, np.concatenate([scene.billed(visits, str(key), 1) for key in keys]))


def draw_in_prison(scene: Scene) -> Deed:
    """A-14: the card of a prisoner is used at home as if its owner were there."""
    if not _inside(scene):
        return NO_DEED
    n = scene.times(2)
    people = scene.world.people
    sites = people.usual[scene.actor, scene.rng.choice([LEVEL_1, LEVEL_2], n)]
    cond = scene.rng.choice(mild_conditions(), n)
    visits = scene.visit(own(scene, n), sites, cond, OUTPATIENT, scene.office_hours(scene.days(n)))
    return deed(visits, scene.treated(visits))


def _inside(scene: Scene) -> bool:
    people = scene.world.people
    begun = people.jailed[scene.actor] < scene.month.start
    return bool(begun & (people.freed[scene.actor] > scene.month.end))


def settle_the_estate(scene: Scene) -> Deed:
    """Like A-14: the last stay ended with the death; the family settles it days later."""
    people, month = scene.world.people, scene.month
    died = people.died[scene.actor].astype("M8[s]")
    if not month.start <= died < month.end:
        return NO_DEED
    day: Ints = np.array([(died - month.start).astype(np.int64) // DAY])
    nights = scene.rng.integers(4, 10, 1)
    site = int(people.usual[scene.actor, LEVEL_2])
    stay = scene.stay(own(scene, 1), site, condition_of("J18.9"), day - nights, nights)
    stay["way"] = DIED
    stay["settled"] = stay["end"] + np.timedelta64(int(scene.rng.integers(2, 9)), "D")
    return deed(stay, scene.treated(stay))


def be_on_parole(scene: Scene) -> Deed:
    """Like A-14: a gravely ill prisoner on registered medical parole, treated at one hospital."""
    if not _inside(scene):
        return NO_DEED
    site = int(scene.world.people.usual[scene.actor, LEVEL_3])
    day = np.array([4])
    visits = scene.visit(
        own(scene, 1), site, condition_of("C34.9"), OUTPATIENT, scene.office_hours(day)
    )
    return deed(visits, np.concatenate([scene.treated(visits), scene.billed(visits, "ct", 1)]))


PLOTS = (
    Plot(draw_after_death, "A-14", PATIENT, 3, died_early),
    Plot(draw_in_prison, "A-14", PATIENT, 2, imprisoned),
    Plot(settle_the_estate, "A-14", PATIENT, 2, died_early, innocent=True),
    Plot(be_on_parole, "A-14", PATIENT, 1, imprisoned, innocent=True, enlist=registered("other")),
)
