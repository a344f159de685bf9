"""Benefits drawn for the dead and for prisoners, and what is lawful after such a day."""

import numpy as np

from pipelines.city.arrays import Ints, Rows, Times
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, STAY, Deed, deed
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.dice import dice
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import died_early, dying, imprisoned
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
    own_stays = scene.of_person(scene.actor, STAY)
    last = own_stays[own_stays["way"] == DIED]
    if len(last):
        return Deed(NO_DEED.claims, edits=scene.changed(last, settled=_days_later(scene, last)))
    stay = _to_the_end(scene)
    if scene.lying_in[scene.actor] or not len(stay):
        return NO_DEED
    stay["settled"] = _days_later(scene, stay)
    return deed(stay, scene.treated(stay))


def _to_the_end(scene: Scene) -> Rows:
    """A stay from some days before the death on, if it begins this month."""
    people = scene.world.people
    nights = dice(scene.world.seed, "last nights", scene.scheme.number).integers(4, 10, 1)
    died = people.died[scene.actor].astype("M8[s]")
    day: Ints = (died - scene.month.start).astype(np.int64) // DAY - nights
    day = day[(day >= 0) & (day < scene.month.days)]
    site = int(people.usual[scene.actor, LEVEL_2])
    cond = condition_of("J18.9")
    stay = scene.stay(own(scene, len(day)), site, cond, day, nights[: len(day)])
    stay["way"] = DIED
    return stay


def _days_later(scene: Scene, stays: Rows) -> Times:
    days = scene.rng.integers(2, 9, len(stays))
    return np.asarray(stays["end"] + days.astype("m8[D]"))


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
    Plot(settle_the_estate, "A-14", PATIENT, 2, dying, innocent=True),
    Plot(be_on_parole, "A-14", PATIENT, 1, imprisoned, innocent=True, enlist=registered("other")),
)
