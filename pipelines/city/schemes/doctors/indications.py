"""Drugs that do not fit: the illness (restricted drugs) or the doctor (scope of practice)."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, STAY, Claims, Deed, deed
from pipelines.city.conditions import (
    CONDITIONS,
    DEPARTMENTS,
    EYES,
    GENERAL,
    REHABILITATION,
    TCM,
    TEETH,
    conditions_of,
)
from pipelines.city.institutions import LEVEL_2, LEVEL_3
from pipelines.city.pricelist import ITEMS, number_of, numbers_of
from pipelines.city.schemes.candidates import in_hospitals, sites
from pipelines.city.schemes.doctors.consulting_room import (
    attended,
    charged,
    duty_days,
    open_days,
    own_site,
    seen_by,
    visits_at,
)
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

RESTRICTED = ("albumin", "immunoglobulin", "somatostatin", "edaravone")
"""Dear injections that the insurance pays for few illnesses only."""

DEAR_TREATMENT = {
    "M05.9": "tofacitinib",
    "N18.5": "roxadustat",
    "B18.1": "entecavir",
    "C34.9": "gefitinib",
    "C50.9": "trastuzumab",
}
"""Illnesses of a specialist clinic and the dear drug that each is lawfully treated with."""

OF_OTHER_DEPARTMENTS = {
    "insulin": ("E10", "E11"),
    "clopidogrel": ("I2", "I6", "I7"),
    "donepezil": ("F0", "G2", "G3"),
    "tiotropium": ("J4",),
    "rivaroxaban": ("I2", "I4", "I6", "I8", "M1", "S72"),
}
"""Dear drugs that no dentist, oculist or therapist has to prescribe, and what calls for them."""


AFTER_STROKES = ("clopidogrel", "donepezil", "rivaroxaban")
"""What a rehabilitation ward gives by right."""


def give_restricted_drugs(scene: Scene) -> Deed:
    """I-23: in-patients get dear restricted drugs that no diagnosis of theirs permits."""
    people, stays = scene.world.people, scene.at_site(STAY)
    lines = [NO_DEED.claims.lines]
    for key in RESTRICTED:
        permitted = _permitted(key)
        ill = permitted[stays["cond"]]
        for other in (people.chronic[stays["psn"]], people.second[stays["psn"]]):
            ill = ill | (permitted[other] & (other >= 0))
        chosen = scene.some(stays[~ill], 0.35)
        for _ in range(2):
            day = scene.rng.integers(0, stay_days(chosen))
            units = scene.rng.integers(1, 4, len(chosen))
            lines.append(scene.billed(chosen, key, units, day=day))
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def _permitted(key: str) -> Mask:
    """For which conditions the insurance pays an item."""
    item = ITEMS[number_of(key)]
    return np.array([item.pays_for(condition.code) for condition in CONDITIONS])


def run_a_specialist_clinic(scene: Scene) -> Deed:
    """Like I-23: a clinic for joints, livers, kidneys and cancer, full of dear restricted drugs.

    Its patients come from the whole city and every one has the illness the drug is for.
    """
    people = scene.world.people
    served = conditions_of(*DEAR_TREATMENT)
    psn = scene.circle(round(14 * scene.world.fullness), np.isin(people.chronic, served))
    psn = psn[~scene.lying_in[psn] & people.here[psn]]
    cond = people.chronic[psn]
    visits = scene.visit(
        psn,
        scene.actor,
        cond,
        OUTPATIENT,
        scene.office_hours(open_days(scene, scene.actor, len(psn))),
    )
    drug = np.zeros(len(CONDITIONS), np.int64)
    drug[served] = numbers_of(*DEAR_TREATMENT.values())
    lines = [scene.billed(visits, "consult", 1), scene.billed(visits, "liver", 1)]
    return deed(visits, np.concatenate([*lines, charged(scene, visits, drug[cond], 1.0)]))


def prescribe_out_of_scope(scene: Scene) -> Deed:
    """D-03: a dentist, oculist or therapist prescribes insulin, anticoagulants, dementia drugs.

    Never one that an illness of the person calls for: that would be help, if not by the book.
    """
    n = scene.times(7)
    psn = scene.rng.permutation(scene.clientele(own_site(scene), 40)[:200])[:n]
    department = int(scene.world.doctors.department[scene.actor])
    cond = scene.rng.choice(seen_by(department), len(psn))
    day = scene.rng.choice(duty_days(scene, scene.actor), len(psn))
    visits = attended(scene, psn, cond, scene.office_hours(day))
    own = scene.some(scene.by_doctor(OUTPATIENT), 0.5)
    both = np.concatenate([visits, own, visits])
    drug = _uncalled_for(scene, both)
    packs = scene.rng.integers(1, 3, len(both))
    lines = [scene.treated(visits), charged(scene, both, drug, packs)]
    return deed(visits, np.concatenate(lines))


def _uncalled_for(scene: Scene, visits: Rows) -> Ints:
    """For each visit one of these drugs that none of the person's illnesses calls for."""
    people, psn = scene.world.people, visits["psn"]
    fits = _called_for()
    meant = fits[visits["cond"]]
    for other in (people.chronic[psn], people.second[psn]):
        meant = meant | (fits[other] & (other >= 0)[:, None])
    if DEPARTMENTS[scene.world.doctors.department[scene.actor]] == REHABILITATION:
        meant = meant | np.isin(list(OF_OTHER_DEPARTMENTS), AFTER_STROKES)
    drawn = np.where(meant, -1.0, scene.rng.random(meant.shape))
    drug: Ints = numbers_of(*OF_OTHER_DEPARTMENTS)[drawn.argmax(axis=1)]
    return drug


def _called_for() -> Mask:
    """Which of these drugs (condition x drug) each condition calls for."""
    codes = [condition.code for condition in CONDITIONS]
    return np.array([[c.startswith(p) for p in OF_OTHER_DEPARTMENTS.values()] for c in codes])


def practise_general_medicine(scene: Scene) -> Deed:
    """Like D-03: the general practitioner of a health centre looks after every refill there.

    Insulin, inhalers and anticoagulants: general practice includes them, and each drug
    belongs to the illness that the person is registered for.
    """
    refills = visits_at(scene, own_site(scene), CHRONIC)
    taken = scene.changed(refills, dr=scene.actor)
    checks = [scene.billed(scene.some(taken, 0.6), key, 1) for key in ("glucose", "ecg")]
    return Deed(Claims(NO_DEED.claims.visits, np.concatenate(checks)), edits=taken)


PLOTS = (
    Plot(give_restricted_drugs, "I-23", INSTITUTION, 0.8, sites(LEVEL_3, LEVEL_2)),
    Plot(run_a_specialist_clinic, "I-23", INSTITUTION, 0.5, sites(LEVEL_3, LEVEL_2), innocent=True),
    Plot(
        prescribe_out_of_scope, "D-03", DOCTOR, 3,
        in_hospitals(TEETH, EYES, TCM, REHABILITATION),
    ),
    Plot(practise_general_medicine, "D-03", DOCTOR, 1.2, in_hospitals(GENERAL), innocent=True),
)  # fmt: skip
