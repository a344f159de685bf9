"""Too much of a drug: more packs than days to take them, at a site, by a doctor, in a ward."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import CHRONIC, NO_DEED, NO_SCHEME, OUTPATIENT, STAY, Deed, deed
from pipelines.city.conditions import GENERAL, INTERNAL, condition_of
from pipelines.city.dice import dice
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3, PLAIN
from pipelines.city.pricelist import ITEMS, price_list
from pipelines.city.schemes.candidates import in_hospitals, sites
from pipelines.city.schemes.doctors.consulting_room import (
    attended,
    basket,
    charged,
    long_treated,
    on_duty,
    open_days,
    own_site,
    usual_drugs,
)
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

ORAL = ("amlodipine", "valsartan", "metformin", "atorvastatin", "clopidogrel", "danshen")
"""Tablets sold in packs for a month."""

WEEK = 7
"""Days for which a patient who goes home is given drugs at most."""

QUARTER_PACKS = {"consult": 1, "amlodipine": 3, "valsartan": 3}
"""A long prescription for high blood pressure: three packs of four weeks."""


def prescribe_beyond_need(scene: Scene) -> Deed:
    """I-22: a house hands out packs for months at visits that recur every few weeks.

    A plain hospital or health centre: a dialysis centre gives nothing to take home.
    """
    visits = scene.some(scene.at_site(OUTPATIENT, CHRONIC), 0.6)
    row, item = usual_drugs(visits)
    packs = 3 + scene.rng.poisson(1.5, len(row))
    return deed(NO_DEED.claims.visits, charged(scene, visits[row], item, packs))


def prescribe_for_a_quarter(scene: Scene) -> Deed:
    """Like I-22: a health centre writes the lawful long prescriptions of up to 12 weeks.

    Each person comes once a quarter, and nothing is given before it is used up.
    """
    psn = _due_this_month(scene, scene.actor, 24)
    visits = scene.visit(
        psn, scene.actor, condition_of("I10"), OUTPATIENT,
        scene.office_hours(open_days(scene, scene.actor, len(psn))),
    )  # fmt: skip
    return deed(visits, basket(scene, visits, QUARTER_PACKS))


def overprescribe(scene: Scene) -> Deed:
    """D-04: the same patients of one doctor get a month's supply again every ten days.

    What each of them gets first overlaps nothing yet, and is not counted.
    """
    people, circle = scene.world.people, _own_circle(scene)
    rounds = min(4, max(2, round(1 + 2 * scene.scheme.intensity)))
    psn = np.tile(circle, rounds)
    apart = scene.month.days // rounds
    day = np.repeat(np.arange(rounds) * apart, len(circle)) + scene.rng.integers(0, 6, len(psn))
    begin = scene.office_hours(on_duty(scene, scene.actor, day))
    visits = attended(scene, psn, people.chronic[psn], begin, med_type=CHRONIC)
    row, item = usual_drugs(visits)
    packs = scene.rng.integers(1, 3, len(row))
    consultations = scene.billed(visits, "consult", 1)
    lines = np.concatenate([consultations, charged(scene, visits[row], item, packs)])
    if scene.turn == 0:
        visits["scheme"][: len(circle)] = NO_SCHEME
        lines["scheme"][np.isin(lines["visit"], visits["visit"][: len(circle)])] = NO_SCHEME
    return deed(visits, lines)


def _own_circle(scene: Scene) -> Ints:
    """The regulars of the doctor's site with tablets for long, the same ones every month."""
    people, inst = scene.world.people, own_site(scene)
    regulars = people.regulars(int(scene.world.institutions.kind[inst])).at(inst)
    fits = np.zeros(len(people), bool)
    fits[regulars] = long_treated(people.chronic[regulars])
    mean = 4 * scene.scheme.intensity * scene.world.fullness
    drawn = dice(scene.world.seed, "size of the circle", scene.scheme.number).poisson(mean)
    circle = scene.circle(4 + int(drawn), fits)
    return circle[~scene.lying_in[circle] & scene.stage.present[circle]]


def prescribe_for_long(scene: Scene) -> Deed:
    """Like D-04: a doctor's long prescriptions, each for 12 weeks and once in that time."""
    psn = _due_this_month(scene, own_site(scene), 18)
    day = on_duty(scene, scene.actor, scene.days(len(psn)))
    visits = attended(scene, psn, condition_of("I10"), scene.office_hours(day))
    return deed(visits, basket(scene, visits, QUARTER_PACKS))


def _due_this_month(scene: Scene, inst: int, size: int) -> Ints:
    """A third of a site's elderly who take tablets but are registered for no chronic illness.

    The third is told by the person's own number, so everybody's turn comes once a quarter.
    """
    people = scene.world.people
    found = scene.clientele(inst, 50)
    circle = found[people.chronic[found] < 0]
    due: Ints = circle[circle % 3 == scene.month.index % 3]
    return due[: max(1, round(size * scene.world.fullness / 3))]


def oversupply_in_the_ward(scene: Scene) -> Deed:
    """I-24: in-patients are charged tablets for one to three months on a day of the stay."""
    stays = scene.some(scene.at_site(STAY), 0.7)
    day = scene.rng.integers(0, stay_days(stays))
    keys = scene.rng.choice(ORAL, 2, replace=False)
    lines = [
        scene.billed(stays, str(key), scene.rng.integers(1, 4, len(stays)), day=day) for key in keys
    ]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def send_home_with_a_week(scene: Scene) -> Deed:
    """Like I-24: on the last day patients are given tablets to take home, for 7 days at most.

    Those of their own illness: the same granules for everybody would be treatment without need.
    """
    stays = scene.some(scene.at_site(STAY), 0.8)
    row, item = usual_drugs(stays)
    lines = [NO_DEED.claims.lines]
    for drug in np.unique(item):
        home = stays[row[item == drug]]
        packs = min(1.0, round(WEEK / float(price_list().days[drug]), 2))
        lines.append(scene.billed(home, ITEMS[drug].key, packs, day=stay_days(home) - 1))
    given = np.concatenate(lines)
    given["days"] = np.minimum(price_list().days[given["item"]], WEEK)
    return deed(NO_DEED.claims.visits, given)


PLOTS = (
    Plot(prescribe_beyond_need, "I-22", INSTITUTION, 1, sites(LEVEL_2, LEVEL_1, focus=PLAIN)),
    Plot(prescribe_for_a_quarter, "I-22", INSTITUTION, 0.6, sites(LEVEL_1), innocent=True),
    Plot(oversupply_in_the_ward, "I-24", INSTITUTION, 0.8, sites(LEVEL_3, LEVEL_2)),
    Plot(send_home_with_a_week, "I-24", INSTITUTION, 0.5, sites(LEVEL_3, LEVEL_2), innocent=True),
    Plot(overprescribe, "D-04", DOCTOR, 2, in_hospitals(INTERNAL, GENERAL)),
    Plot(prescribe_for_long, "D-04", DOCTOR, 1.5, in_hospitals(INTERNAL), innocent=True),
)
