"""Legitimate care that looks like a scheme: what a good model must not put on top."""

import numpy as np

from pipelines.city.calendar import DAY, on_working_day
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, Deed, deed
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.pricelist import numbers_of
from pipelines.city.schemes.candidates import persons, sites
from pipelines.city.schemes.plot import INSTITUTION, PATIENT, Plot
from pipelines.city.schemes.scene import Scene


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
    begin = np.array([day + 9 * 3_600, day + 15 * 3_600])
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
    Plot(rehabilitate, "I-02", INSTITUTION, 2, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(operate_on_cataracts, "I-03", INSTITUTION, 2, sites(LEVEL_2), innocent=True),
    Plot(examine_a_school, "I-03", INSTITUTION, 2, sites(LEVEL_1), innocent=True),
    Plot(give_chemotherapy, "I-04", INSTITUTION, 2, sites(LEVEL_3), innocent=True),
    Plot(serve_the_new_year, "I-01", INSTITUTION, 3, sites(LEVEL_1), innocent=True),
    Plot(follow_the_plan, "A-07", PATIENT, 20, persons(50, chronic=True), innocent=True),
    Plot(be_referred, "A-01", PATIENT, 12, persons(18), innocent=True),
    Plot(bring_the_twin, "A-05", PATIENT, 12, persons(3), innocent=True),
    Plot(dialyse, "A-11", PATIENT, 8, persons(40, chronic=True), innocent=True),
)
