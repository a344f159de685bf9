"""Legitimate care that looks like a scheme: what a good model must not put on top."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY, on_working_day
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, PHARMACY, STAY, Deed, deed
from pipelines.city.conditions import INTERNAL, condition_of
from pipelines.city.institutions import CHINESE, CLINIC, DENTAL, LEVEL_1, LEVEL_2, LEVEL_3, SHOP
from pipelines.city.people import EMPLOYEES
from pipelines.city.pricelist import numbers_of
from pipelines.city.schemes.candidates import in_hospitals, sites, with_a_second_site
from pipelines.city.schemes.pharmacy import at_the_till, boxes
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

WELL_FILLED_FEN = 200_000
"""An account that a gift box does not empty."""


def give_chemotherapy(scene: Scene) -> Deed:
    """Like I-04: planned cycles bring the same patients back every two weeks."""
    ill = scene.circle(scene.times(10), scene.aged(40))
    ill = ill[~scene.lying_in[ill]]
    psn = np.tile(ill, 2)
    day = np.repeat([1, 15], len(ill)) + scene.rng.integers(0, 3, len(psn))
    stays = scene.stay(psn, scene.actor, condition_of("Z51.1"), day, np.full(len(psn), 3))
    return deed(stays, scene.treated(stays))


def rehabilitate(scene: Scene) -> Deed:
    """Like I-02: long, quiet stays after a stroke, with therapy on working days only."""
    psn = scene.patients_near(scene.actor, scene.times(5), scene.aged(55))
    nights = scene.rng.integers(14, 25, len(psn))
    stays = scene.stay(psn, scene.actor, condition_of("I69.3"), scene.days(len(psn)), nights)
    lines = scene.treated(stays)
    routine = np.isin(lines["item"], numbers_of("bed", "ward_round", "nursing_1", "nursing_2"))
    return deed(stays, lines[routine | on_working_day(lines["time"])])


def operate_on_cataracts(scene: Scene) -> Deed:
    """Like I-03: an operating day; eight patients come and go together on one pathway."""
    psn = scene.patients_near(scene.actor, 8, scene.aged(60))
    day = np.full(len(psn), scene.rng.integers(0, scene.month.days))
    stays = scene.stay(psn, scene.actor, condition_of("H25.9"), day, np.full(len(psn), 1))
    pathway = ("bed", "ward_round", "nursing_2", "eye_exam", "cbc", "cataract_surgery", "lens")
    lines = [scene.billed(stays, key, 1) for key in pathway]
    lines += [scene.billed(scene.some(stays, 0.5), key, 1) for key in ("ecg", "glucose", "renal")]
    return deed(stays, np.concatenate(lines))


def examine_a_school(scene: Scene) -> Deed:
    """Like I-03: in spring and autumn a school comes for its health check, one basket for all."""
    if scene.month.first.month not in {3, 9}:
        return NO_DEED
    pupils = scene.aged(6, 18)
    psn = scene.patients_near(scene.actor, scene.times(40), pupils)
    day = np.full(len(psn), 9)
    visits = scene.visit(
        psn, scene.actor, condition_of("Z00.0"), OUTPATIENT, scene.office_hours(day)
    )
    lines = [scene.billed(visits, key, 1) for key in ("general_care", "check_up", "cbc", "urine")]
    return deed(visits, np.concatenate(lines))


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


def serve_the_new_year(scene: Scene) -> Deed:
    """Like I-01: everybody is home for the Spring Festival and coughs in the market town."""
    if scene.month.first.month not in {1, 2}:
        return NO_DEED
    psn = scene.patients_near(scene.actor, scene.times(70), scene.anyone)
    visits = scene.visit(
        psn,
        scene.actor,
        condition_of("J06.9"),
        OUTPATIENT,
        scene.office_hours(scene.days(len(psn))),
    )
    return deed(visits, scene.treated(visits))


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


PLOTS = (
    Plot(rehabilitate, "I-02", INSTITUTION, 2, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(operate_on_cataracts, "I-03", INSTITUTION, 2, sites(LEVEL_2), innocent=True),
    Plot(examine_a_school, "I-03", INSTITUTION, 2, sites(LEVEL_1), innocent=True),
    Plot(give_chemotherapy, "I-04", INSTITUTION, 2, sites(LEVEL_3), innocent=True),
    Plot(serve_the_new_year, "I-01", INSTITUTION, 3, sites(LEVEL_1), innocent=True),
    Plot(watch_closely, "I-17", INSTITUTION, 2, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(needle_honestly, "I-08", INSTITUTION, 3, sites(CLINIC, focus=CHINESE), innocent=True),
    Plot(scale_honestly, "I-15", INSTITUTION, 2, sites(CLINIC, focus=DENTAL), innocent=True),
    Plot(sell_gift_boxes, "P-02", INSTITUTION, 3, sites(SHOP), innocent=True),
    Plot(keep_the_till_fast, "P-03", INSTITUTION, 3, sites(SHOP), innocent=True),
    Plot(work_at_two_sites, "D-06", DOCTOR, 5, with_a_second_site, innocent=True),
    Plot(prescribe_for_long, "D-04", DOCTOR, 6, in_hospitals(INTERNAL), innocent=True),
)
