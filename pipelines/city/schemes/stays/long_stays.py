"""Stays that are too long, or longer on the bill; and long stays of the severely ill."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import on_working_day
from pipelines.city.claims import NO_DEED, STAY, Claims, Deed, deed
from pipelines.city.conditions import GENERAL, INTERNAL, SURGERY, condition_of, conditions_of
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import in_hospitals, sites
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import (
    admitted,
    daily,
    in_bed,
    is_routine,
    moved,
    routine,
    under,
    without,
    workplace,
)
from pipelines.city.treatment import stay_days

SEVERE = ("I63.9", "S72.0", "C34.9", "I25.1")
"""Illnesses that keep the old in bed for long."""

SENT_HOME = 1
"""Discharge by the doctor's order."""

HALF_AN_HOUR = np.timedelta64(1_800, "s")

LONGEST_REST = 10
"""Days within which some day is worked on, whatever the festival."""


def overcount_days(scene: Scene) -> Deed:
    """I-10: more bed and nursing days than the stay has, and tests dated after discharge."""
    stays = scene.some(scene.at_site(STAY), 0.7, least=1)
    extra = 1 + scene.rng.poisson(1.8 * scene.scheme.intensity, len(stays))
    lines = [
        scene.billed(stays, "bed", extra, day=0),
        scene.billed(stays, "nursing_2", extra, day=0),
        scene.billed(scene.some(stays, 0.6), "oxygen", 24 * 2, day=0),
    ]
    late = scene.some(stays, 0.6)
    lines += [scene.billed(late, "monitor", 1, day=stay_days(late) + 1)]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def move_between_wards(scene: Scene) -> Deed:
    """Like I-10: a move to the observation ward; two grades of nursing on the day of the move.

    Beds never exceed nights, and what is done on the morning of discharge precedes it.
    """
    stays = scene.some(scene.at_site(STAY), 0.6)
    last = scene.billed(stays, "dressing", 1)
    last["time"] = stays["end"] - HALF_AN_HOUR
    moved_in = [scene.billed(stays, key, 1) for key in ("nursing_1", "monitor")]
    return deed(NO_DEED.claims.visits, np.concatenate([*moved_in, last]))


def prolong_stays(scene: Scene) -> Deed:
    """I-11: patients who are well again lie on for days with nothing but bed and nursing.

    Two of them a month at least: a single one may have had nobody to fetch him.
    """
    return _prolonged(scene, scene.some(_sent_home(scene.at_site(STAY)), 0.6, least=2))


def hold_patients_back(scene: Scene) -> Deed:
    """D-09: one doctor's patients leave days after they are well."""
    return _prolonged(scene, scene.some(_sent_home(scene.by_doctor(STAY)), 0.7))


def _sent_home(stays: Rows) -> Rows:
    """Those whose end the doctor decides."""
    sent_home: Rows = stays[stays["way"] == SENT_HOME]
    return sent_home


def _prolonged(scene: Scene, stays: Rows) -> Deed:
    """Ordinary stays ended some nights later, of which the last are routine.

    A working day at least is idle: who is well may lie over Sunday or a festival in any ward.
    """
    extra: Ints = 1 + scene.rng.poisson(3.5 * scene.scheme.intensity, len(stays))
    late = moved(stays, np.maximum(extra, _over_a_working_day(stays)))
    lines = [scene.treated(stays), routine(scene, late, first=stay_days(stays))]
    edits = scene.changed(late, scripted=True)
    return Deed(Claims(NO_DEED.claims.visits, np.concatenate(lines)), edits=edits)


def _over_a_working_day(stays: Rows) -> Ints:
    """Nights from the end of each stay until the first working day from then on is over."""
    days = np.arange(LONGEST_REST).astype("m8[D]")
    works = on_working_day(stays["end"].astype("M8[D]")[:, None] + days)
    return np.asarray(1 + np.argmax(works, axis=1), np.int64)


def shelter_the_mentally_ill(scene: Scene) -> Deed:
    """Like I-11: schizophrenia is treated for a month and more, with therapy on working days."""
    ill = scene.circle(scene.times(3) + 2, scene.aged(25, 65))
    psn = ill[~scene.lying_in[ill] & scene.world.people.here[ill]]
    nights = scene.rng.integers(22, 46, len(psn))
    stays = admitted(scene, psn, scene.actor, condition_of("F20.9"), nights)
    others = without(scene.treated(stays), "psychotherapy")
    lines = np.concatenate([others, daily(scene, stays, "psychotherapy")])
    return in_bed(scene, stays, lines[is_routine(lines) | on_working_day(lines["time"])])


def teach_on_the_severe(scene: Scene) -> Deed:
    """Like I-11: a teaching hospital gets the severe cases, long but treated to the last day."""
    psn = scene.patients_near(scene.actor, scene.times(4), scene.aged(60))
    return _severe(scene, psn, scene.actor)


def take_the_hard_cases(scene: Scene) -> Deed:
    """Like D-09: colleagues send this doctor the old and severely ill, treated to the last day."""
    psn = scene.patients_near(workplace(scene), scene.times(2), scene.aged(65))
    return _severe(scene, psn, workplace(scene), scene.actor)


def _severe(scene: Scene, psn: Ints, inst: int, doctor: int | None = None) -> Deed:
    cond = scene.rng.choice(conditions_of(*SEVERE), len(psn))
    stays = admitted(scene, psn, inst, cond, scene.rng.integers(14, 24, len(psn)))
    stays = stays if doctor is None else under(doctor, stays)
    care = ("infusion", "monitor", "saline")
    lines = [without(scene.treated(stays), *care), *(daily(scene, stays, key) for key in care)]
    return in_bed(scene, stays, np.concatenate(lines))


PLOTS = (
    Plot(overcount_days, "I-10", INSTITUTION, 0.8, sites(LEVEL_2, LEVEL_1)),
    Plot(move_between_wards, "I-10", INSTITUTION, 0.35, sites(LEVEL_2, LEVEL_3), innocent=True),
    Plot(prolong_stays, "I-11", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2)),
    Plot(shelter_the_mentally_ill, "I-11", INSTITUTION, 0.2, sites(LEVEL_2), innocent=True),
    Plot(teach_on_the_severe, "I-11", INSTITUTION, 0.2, sites(LEVEL_3), innocent=True),
    Plot(hold_patients_back, "D-09", DOCTOR, 3.5, in_hospitals(GENERAL, INTERNAL, SURGERY)),
    Plot(take_the_hard_cases, "D-09", DOCTOR, 0.7, in_hospitals(INTERNAL, SURGERY), innocent=True),
)
