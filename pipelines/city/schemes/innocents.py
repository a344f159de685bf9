"""Legitimate care that looks like a scheme: what a good model must not put on top."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, PHARMACY, STAY, Deed, deed
from pipelines.city.conditions import INTERNAL, condition_of, mild_conditions
from pipelines.city.institutions import CHINESE, CLINIC, DENTAL, LEVEL_1, LEVEL_2, LEVEL_3, SHOP
from pipelines.city.people import EMPLOYEES
from pipelines.city.schemes.candidates import in_hospitals, persons, sites, with_a_second_site
from pipelines.city.schemes.pharmacy import at_the_till, boxes
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, PATIENT, Plot
from pipelines.city.schemes.scene import Scene

WELL_FILLED_FEN = 200_000
"""An account that a gift box does not empty."""


def needle_honestly(scene: Scene) -> Deed:
    """Like I-08: a loved clinic of Chinese medicine, busy every day within working hours."""
    days = scene.rng.choice(scene.month.days, min(scene.times(11), 20), replace=False)
    day = np.repeat(days, 7)
    psn = scene.rng.choice(scene.patients_near(scene.actor, 60, scene.anyone), len(day))
    visits = scene.visit(
        psn, scene.actor, condition_of("M51.2"), OUTPATIENT, scene.office_hours(day)
    )
    lines = [scene.billed(visits, key, 1) for key in ("general_care", "acupuncture", "cupping")]
    return deed(visits, np.concatenate(lines))


def scale_honestly(scene: Scene) -> Deed:
    """Like I-15: many scalings, each charged as the package and nothing else."""
    psn = scene.patients_near(scene.actor, scene.times(25), scene.aged(18))
    visits = scene.visit(
        psn,
        scene.actor,
        condition_of("K05.3"),
        OUTPATIENT,
        scene.office_hours(scene.days(len(psn))),
    )
    lines = [scene.billed(visits, key, 1) for key in ("general_care", "scaling_package")]
    return deed(visits, np.concatenate(lines))


def watch_closely(scene: Scene) -> Deed:
    """Like I-17: a ward that measures often, always within the daily maximum."""
    stays = scene.at_site(STAY)
    lines = [scene.billed(stays, "glucose", 5, day=0), scene.billed(stays, "oxygen", 24, day=0)]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def keep_the_till_fast(scene: Scene) -> Deed:
    """Like P-03: a pharmacy beside the station; strangers queue a minute or two apart."""
    n, days = 9, scene.times(4)
    psn = scene.rng.choice(np.flatnonzero(scene.world.people.insutype == EMPLOYEES), n * days)
    opening = scene.days(days) * DAY + scene.rng.integers(17 * 3_600, 18 * 3_600, days)
    gaps = scene.rng.integers(55, 170, (days, n)).cumsum(axis=1)
    visits = scene.visit(
        psn, scene.actor, condition_of("J06.9"), PHARMACY, (opening[:, None] + gaps).ravel()
    )
    return deed(at_the_till(visits), scene.treated(visits))


def sell_gift_boxes(scene: Scene) -> Deed:
    """Like P-02: before the holidays tonics at round prices, small beside the balance."""
    rich = (scene.world.people.insutype == EMPLOYEES) & (scene.accounts > WELL_FILLED_FEN)
    psn = scene.patients_near(scene.actor, scene.times(8), rich)
    visits = scene.visit(
        psn, scene.actor, condition_of("R42"), PHARMACY, scene.office_hours(scene.days(len(psn)))
    )
    return deed(at_the_till(visits), boxes(scene, visits, np.full(len(psn), 30_000)))


def work_at_two_sites(scene: Scene) -> Deed:
    """Like D-06: a doctor registered at two sites, at the second one on days of its own."""
    second = int(scene.world.doctors.second_site[scene.actor])
    free = _free_days(scene)
    if second < 0 or not len(free):
        return NO_DEED
    day = np.repeat(scene.rng.choice(free, min(4, len(free)), replace=False), 4)
    psn = scene.rng.choice(scene.patients_near(second, 40, scene.anyone), len(day))
    visits = scene.visit(psn, second, condition_of("K29.5"), OUTPATIENT, scene.office_hours(day))
    visits["dr"] = scene.actor
    return deed(visits, scene.treated(visits))


def _free_days(scene: Scene) -> Ints:
    """The days of the month on which the doctor has neither visits nor patients in bed."""
    own = scene.by_doctor()
    first: Ints = (own["beg"] - scene.month.start).astype(np.int64) // DAY
    last: Ints = (own["end"] - scene.month.start).astype(np.int64) // DAY
    day = np.arange(scene.month.days)
    busy = (first[:, None] <= day) & (day <= last[:, None])
    return np.flatnonzero(~busy.any(axis=0))


def prescribe_for_long(scene: Scene) -> Deed:
    """Like D-04: three months' supply at a time, and nothing before it is used up."""
    circle = scene.circle(24, scene.world.people.chronic >= 0)
    due = circle[np.arange(len(circle)) % 3 == scene.month.index % 3]
    inst = int(scene.world.doctors.inst[scene.actor])
    visits = scene.visit(
        due, inst, condition_of("I10"), CHRONIC, scene.office_hours(np.full(len(due), 14))
    )
    visits["dr"] = scene.actor
    lines = [scene.billed(visits, key, 3) for key in ("amlodipine", "atorvastatin")]
    return deed(visits, np.concatenate([scene.billed(visits, "consult", 1), *lines]))


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
    Plot(watch_closely, "I-17", INSTITUTION, 2, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(needle_honestly, "I-08", INSTITUTION, 3, sites(CLINIC, focus=CHINESE), innocent=True),
    Plot(scale_honestly, "I-15", INSTITUTION, 2, sites(CLINIC, focus=DENTAL), innocent=True),
    Plot(sell_gift_boxes, "P-02", INSTITUTION, 3, sites(SHOP), innocent=True),
    Plot(keep_the_till_fast, "P-03", INSTITUTION, 3, sites(SHOP), innocent=True),
    Plot(work_at_two_sites, "D-06", DOCTOR, 5, with_a_second_site, innocent=True),
    Plot(prescribe_for_long, "D-04", DOCTOR, 6, in_hospitals(INTERNAL), innocent=True),
    Plot(follow_the_plan, "A-07", PATIENT, 20, persons(50, chronic=True), innocent=True),
    Plot(be_referred, "A-01", PATIENT, 12, persons(18), innocent=True),
    Plot(bring_the_twin, "A-05", PATIENT, 12, persons(3), innocent=True),
    Plot(dialyse, "A-11", PATIENT, 8, persons(40, chronic=True), innocent=True),
)
