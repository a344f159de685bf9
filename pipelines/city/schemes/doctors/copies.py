"""One paper, many patients: prescriptions written in series, records copied from a template."""

import numpy as np

from pipelines.city.claims import CHRONIC, NO_DEED, NOTHING_GIVEN, Deed, deed
from pipelines.city.conditions import EYES, GENERAL, INTERNAL, condition_of
from pipelines.city.dice import dice
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2
from pipelines.city.schemes.candidates import doctors_at, in_hospitals
from pipelines.city.schemes.doctors.cards import RESOLD
from pipelines.city.schemes.doctors.consulting_room import (
    attended,
    basket,
    duty_days,
    few,
    in_series,
    long_treated,
    on_duty,
    own_site,
    seen_by,
)
from pipelines.city.schemes.plot import DOCTOR, Plot
from pipelines.city.schemes.scene import Scene

TEMPLATES = (
    {"consult": 1, "cbc": 1, "ecg": 1, "glucose": 1, "infusion": 1, "saline": 1, "omeprazole": 1},
    {"consult": 1, "crp": 1, "urine": 1, "lipids": 1, "injection": 1, "syringe": 1, "ginkgo": 2},
    {"consult": 1, "cbc": 1, "liver": 1, "renal": 1, "physiotherapy": 1, "danshen": 2},
)
"""What a copied record orders for everybody."""

COLD_PRESCRIPTION = {"consult": 1, "cbc": 1, "cold_tablets": 1, "lianhua": 2}
"""What everybody with influenza gets."""

BEFORE_THE_LENS = {"consult": 1, "eye_exam": 1, "cbc": 1, "glucose": 1, "coagulation": 1, "ecg": 1}
"""The pathway of examinations before a cataract operation."""

COLD_MONTHS = (11, 12, 1, 2, 3)

WAVE_DAYS = 16
"""For so many days of a cold month the waiting room is full."""


def write_prescriptions_in_series(scene: Scene) -> Deed:
    """D-13: one prescription for a pile of cards, minutes apart; no drug leaves the shelf."""
    people = scene.world.people
    size = max(4, round(8 * scene.scheme.intensity))
    found = scene.clientele(own_site(scene))
    pile = found[long_treated(people.chronic[found])][: 2 * size]
    size = min(size, len(pile))
    days = few(scene, duty_days(scene, scene.actor), 1.5)
    psn = np.concatenate([scene.rng.permutation(pile)[:size] for _ in days])
    begin = in_series(scene, days, size, (50, 200))
    visits = attended(scene, psn, condition_of("I25.1"), begin, med_type=CHRONIC)
    wares = dice(scene.world.seed, "wares", scene.scheme.number).permutation(RESOLD)[:3]
    lines = basket(scene, visits, {"consult": 1, **{str(key): 2 for key in wares}})
    lines["given"][lines["days"] > 0] = NOTHING_GIVEN
    return deed(visits, lines)


def treat_the_wave(scene: Scene) -> Deed:
    """Like D-13: the influenza clinic; for two weeks everybody gets the same cold drugs.

    Each person comes once, all with the same illness, and the drugs are cheap and handed out.
    """
    if scene.month.first.month not in COLD_MONTHS:
        return NO_DEED
    duty = duty_days(scene, scene.actor)
    days = few(scene, duty[duty < WAVE_DAYS], 2)
    psn = scene.patients_near(own_site(scene), 7 * len(days), scene.anyone)
    begin = in_series(scene, days, 7, (180, 420))[: len(psn)]
    visits = attended(scene, psn, condition_of("J06.9"), begin)
    return deed(visits, basket(scene, visits, COLD_PRESCRIPTION))


def copy_records(scene: Scene) -> Deed:
    """D-05: whatever the illness, the record, the tests and the drugs are those of a template."""
    turn = dice(scene.world.seed, "template", scene.scheme.number).integers(len(TEMPLATES))
    psn = scene.patients_near(own_site(scene), scene.times(9), scene.aged(18))
    department = int(scene.world.doctors.department[scene.actor])
    cond = scene.rng.choice(seen_by(department), len(psn))
    day = on_duty(scene, scene.actor, scene.days(len(psn)))
    visits = attended(scene, psn, cond, scene.office_hours(day))
    return deed(visits, basket(scene, visits, TEMPLATES[turn]))


def follow_a_pathway(scene: Scene) -> Deed:
    """Like D-05: before cataract operations everybody is examined along the same pathway.

    One basket for all, because all have the one illness that the pathway is for.
    """
    psn = scene.patients_near(own_site(scene), scene.times(6), scene.aged(55))
    day = on_duty(scene, scene.actor, scene.days(len(psn)))
    visits = attended(scene, psn, condition_of("H25.9"), scene.office_hours(day))
    return deed(visits, basket(scene, visits, BEFORE_THE_LENS))


PLOTS = (
    Plot(write_prescriptions_in_series, "D-13", DOCTOR, 2, doctors_at(LEVEL_1, LEVEL_2, CLINIC)),
    Plot(treat_the_wave, "D-13", DOCTOR, 1.2, in_hospitals(GENERAL), innocent=True),
    Plot(copy_records, "D-05", DOCTOR, 3, in_hospitals(INTERNAL, GENERAL)),
    Plot(follow_a_pathway, "D-05", DOCTOR, 1, in_hospitals(EYES), innocent=True),
)
