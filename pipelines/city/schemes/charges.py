"""Schemes in the charges of ordinary or invented visits."""

import numpy as np

from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, STAY, Deed, deed
from pipelines.city.conditions import DEPARTMENTS, TCM, condition_of
from pipelines.city.institutions import CLINIC, DENTAL, LEVEL_1, LEVEL_2, LEVEL_3, VILLAGE
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

SCALING_PARTS = ("gum_check", "scaling", "polishing")


def unbundle_scaling(scene: Scene) -> Deed:
    """I-15, modelled on N-67: the parts of a dental scaling are charged beside the package."""
    visits = scene.at_site(OUTPATIENT)
    dental = np.isin(visits["cond"], [condition_of("K05.3"), condition_of("K02.9")])
    chosen = scene.some(visits[dental], 0.75)
    lines = [scene.billed(chosen, key, 1) for key in ("scaling_package", *SCALING_PARTS)]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def unbundle_injections(scene: Scene) -> Deed:
    """I-15: the puncture and the push of an intravenous injection are charged beside it."""
    stays = scene.some(scene.at_site(STAY), 0.8)
    parts = ("injection", "venipuncture", "drug_push")
    lines = [scene.billed(stays, key, 1, day=day) for day in range(3) for key in parts]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def charge_twice(scene: Scene) -> Deed:
    """I-17: items of a stay day or a visit are charged above their daily maximum."""
    stays = scene.some(scene.at_site(STAY), 0.8)
    visits = scene.some(scene.at_site(OUTPATIENT, CHRONIC), 0.3)
    days = stay_days(stays)
    lines = [
        scene.billed(stays, key, cnt, day=scene.rng.integers(0, days))
        for key, cnt in (("ward_round", 2), ("infusion", 4), ("nebuliser", 4), ("monitor", 2))
        for _ in range(2)
    ]
    lines += [scene.billed(visits, "cbc", 3)]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def overprice(scene: Scene) -> Deed:
    """I-16: services are charged above their limit price."""
    visits = scene.some(scene.at_site(OUTPATIENT), 0.6)
    lines = np.concatenate([scene.billed(visits, key, 1) for key in ("infusion", "injection")])
    lines["pric"] = np.round(lines["pric"] * scene.rng.uniform(1.2, 1.6, len(lines)), 2)
    return deed(NO_DEED.claims.visits, lines)


def invent_therapy(scene: Scene) -> Deed:
    """I-08, modelled on N-64: one circle of cards, acupuncture and massage beyond any day."""
    doctor = _therapist(scene)
    return therapy_days(scene, scene.actor, doctor, days=scene.times(4), sessions=20)


def _therapist(scene: Scene) -> int:
    here = scene.world.doctors.at(scene.actor)
    skilled = here[scene.world.doctors.department[here] == DEPARTMENTS.index(TCM)]
    return int(skilled[0] if len(skilled) else here[0])


def therapy_days(scene: Scene, inst: int, doctor: int, *, days: int, sessions: int) -> Deed:
    """Days on which one doctor bills therapy for many persons of the actor's circle."""
    size = max(4, round(sessions * scene.scheme.intensity))
    circle = scene.circle(2 * size, scene.aged(30))
    day = np.repeat(scene.rng.choice(scene.month.days, min(days, 20), replace=False), size)
    psn = np.concatenate([scene.rng.permutation(circle)[:size] for _ in range(len(day) // size)])
    visits = scene.visit(psn, inst, condition_of("M54.5"), OUTPATIENT, scene.office_hours(day))
    visits["dr"] = doctor
    lines = [scene.billed(visits, "consult", 1)]
    lines += [scene.billed(visits, key, 1) for key in ("acupuncture", "massage")]
    return deed(visits, np.concatenate(lines))


PLOTS = (
    Plot(invent_therapy, "I-08", INSTITUTION, 3, sites(LEVEL_1)),
    Plot(unbundle_scaling, "I-15", INSTITUTION, 2, sites(CLINIC, focus=DENTAL)),
    Plot(unbundle_injections, "I-15", INSTITUTION, 1, sites(LEVEL_2)),
    Plot(charge_twice, "I-17", INSTITUTION, 3, sites(LEVEL_2, LEVEL_3)),
    Plot(overprice, "I-16", INSTITUTION, 5, sites(CLINIC, VILLAGE)),
)
