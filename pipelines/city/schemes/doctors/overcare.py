"""Too much of everything at one doctor: dear extras, or tests, drugs and charges alike."""

import numpy as np

from pipelines.city.arrays import Mask, Rows
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, STAY, Claims, Deed, deed
from pipelines.city.conditions import GENERAL, INTERNAL, SURGERY, condition_of, conditions_of
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_2, LEVEL_3, PLAIN
from pipelines.city.schemes.candidates import doctors_at, in_hospitals
from pipelines.city.schemes.doctors.consulting_room import (
    attended,
    basket,
    on_duty,
    own_site,
    visits_at,
)
from pipelines.city.schemes.plot import DOCTOR, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

DEAR_EXTRAS = {"ct": 1, "mri": 1, "echo": 1, "tumour_marker": 1, "thymalfasin": 3}
"""Dear things that hardly anybody needs at every visit."""

AGAIN = 2
"""Visits of a month below which too much is no habit."""

TESTS = ("cbc", "crp", "liver", "renal", "lipids", "ultrasound", "ecg")
DRUGS = ("omeprazole", "stomach_granules", "vitamins", "danshen", "ginkgo")
CHARGES = ("infusion", "injection", "nebuliser", "physiotherapy", "dressing")
"""What each of the three disorders adds."""

SEVERE = ("I63.9", "I25.1", "J18.9", "J44.9")
"""Illnesses of a teaching ward."""

WORK_UP = {
    "consult": 1, "cbc": 1, "liver": 1, "renal": 1, "crp": 1, "coagulation": 1,
    "tumour_marker": 1, "ultrasound": 1, "xray": 1, "omeprazole": 1,
}  # fmt: skip
"""Everything that a first visit to a specialist takes."""


def order_too_much(scene: Scene) -> Deed:
    """D-11: dear scans, markers and infusions on top of ordinary visits, again and again.

    Each visit gets some of them together; the fainter, the fewer visits, but never one a month.
    """
    visits = scene.some(scene.by_doctor(OUTPATIENT, CHRONIC, STAY), 0.6, least=AGAIN)
    lines = [
        _on_any_day(scene, visits[_most(scene, len(visits), 0.75)], key, cnt)
        for key, cnt in DEAR_EXTRAS.items()
    ]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def overdo_everything(scene: Scene) -> Deed:
    """D-12: tests, drugs and small charges that nobody needs, a little of each everywhere.

    Each visit gets some of all three; the fainter, the fewer visits, but never one a month.
    """
    visits = scene.some(scene.by_doctor(OUTPATIENT, CHRONIC, STAY), 0.4, least=AGAIN)
    lines = [NO_DEED.claims.lines]
    for keys in (TESTS, DRUGS, CHARGES):
        first = scene.rng.integers(0, len(keys), len(visits))
        for number, key in enumerate(keys):
            more = _most(scene, len(visits), 0.5) | (first == number)
            lines.append(_on_any_day(scene, visits[more], key))
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def _most(scene: Scene, visits: int, share: float) -> Mask:
    """Which visits get one of the extras: a share of them, all where it is blatant."""
    return happens(min(1.0, share * max(1.0, scene.scheme.intensity)), visits, scene.rng)


def _on_any_day(scene: Scene, visits: Rows, key: str, cnt: int = 1) -> Rows:
    """An item at each visit, in a stay on any of its days."""
    stay = visits["med_type"] == STAY
    day = np.where(stay, scene.rng.integers(0, stay_days(visits)), 0)
    return scene.billed(visits, key, cnt, day=day)


def sign_for_residents(scene: Scene) -> Deed:
    """Like D-11: a teaching doctor signs for residents and gets the hard cases of the house.

    Many patients and high costs under one name; each costs what the illness always costs.
    """
    psn = scene.patients_near(own_site(scene), scene.times(2), scene.aged(50))
    cond = scene.rng.choice(conditions_of(*SEVERE), len(psn))
    nights = scene.rng.integers(8, 13, len(psn))
    stays = scene.stay(psn, own_site(scene), cond, scene.days(len(psn)), nights)
    stays["dr"] = scene.actor
    residents = visits_at(scene, own_site(scene), STAY)
    severe = residents[np.isin(residents["cond"], conditions_of(*SEVERE))]
    signed = scene.changed(scene.some(severe, 0.5), dr=scene.actor)
    return Deed(Claims(stays, scene.treated(stays)), edits=signed)


def work_up_new_patients(scene: Scene) -> Deed:
    """Like D-12: a specialist to whom others send; every first visit takes the whole panel.

    Each person is worked up once, and nothing is repeated at a later visit.
    """
    found = scene.clientele(own_site(scene), 30)
    psn = found[found % 12 == scene.month.first.month % 12][: scene.times(7)]
    day = on_duty(scene, scene.actor, scene.days(len(psn)))
    visits = attended(scene, psn, condition_of("K80.2"), scene.office_hours(day))
    return deed(visits, basket(scene, visits, WORK_UP))


_AMONG_PEERS = in_hospitals(INTERNAL, GENERAL, SURGERY, focus=PLAIN)
"""Where one house treats an illness alone, nothing tells what it needs."""

PLOTS = (
    Plot(order_too_much, "D-11", DOCTOR, 3, _AMONG_PEERS),
    Plot(sign_for_residents, "D-11", DOCTOR, 0.7, in_hospitals(INTERNAL), innocent=True),
    Plot(overdo_everything, "D-12", DOCTOR, 3, _AMONG_PEERS),
    Plot(work_up_new_patients, "D-12", DOCTOR, 1.2, doctors_at(LEVEL_3, LEVEL_2), innocent=True),
)
