"""Schemes with hospital stays: hollow, invented, split, induced, overcounted ones."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import NO_DEED, PHARMACY, STAY, Deed, deed, jointly
from pipelines.city.conditions import condition_of, mild_conditions
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3, SHOP
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

SMALLEST_BATCH = 4
"""Fewer persons on the same days are no pattern."""

WARD_ROUTINE = ("bed", "ward_round", "nursing_2")


def hang_beds(scene: Scene) -> Deed:
    """I-02: persons admitted on paper; after two days only bed, nursing and consultation.

    Some of them meanwhile buy at their pharmacy.
    """
    psn = scene.patients_near(scene.actor, scene.times(6), scene.anyone)
    nights = scene.rng.integers(8, 15, len(psn))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    stays = scene.stay(psn, scene.actor, cond, scene.days(len(psn)), nights)
    lines = [scene.treated(_cut_to(stays, 2))]
    lines += [_daily(scene, stays, key, first=2) for key in WARD_ROUTINE]
    return jointly([deed(stays, np.concatenate(lines)), _errand(scene, scene.some(stays, 0.4))])


def _cut_to(stays: Rows, nights: int) -> Rows:
    short = stays.copy()
    limit = stays["beg"].astype("M8[D]") + np.timedelta64(nights, "D")
    short["end"] = np.minimum(stays["end"], limit.astype("M8[s]"))
    return short


def _daily(scene: Scene, stays: Rows, key: str, *, first: int = 0) -> Rows:
    """One unit of an item on every stay day from `first` on."""
    number = np.maximum(stay_days(stays) - first, 0)
    row = np.repeat(np.arange(len(stays)), number)
    day = first + np.arange(len(row)) - np.repeat(number.cumsum() - number, number)
    return scene.billed(stays[row], key, 1, day=day)


def _errand(scene: Scene, stays: Rows) -> Deed:
    """A purchase at the usual pharmacy two to five days into a stay."""
    psn = stays["psn"].astype(np.int64)
    into = scene.rng.integers(2, 6, len(stays)) * DAY + scene.rng.integers(0, 20_000, len(stays))
    begin = (stays["beg"] - scene.month.start).astype(np.int64) + into
    shop = scene.world.people.usual[psn, SHOP]
    visits = scene.visit(psn, shop, stays["cond"], PHARMACY, begin)
    return deed(visits, scene.treated(visits))


def invent_stays(scene: Scene) -> Deed:
    """I-03, modelled on N-63: a batch admitted and discharged together, one basket for all."""
    return jointly([_template_batch(scene) for _ in range(scene.times(1.3))])


def _template_batch(scene: Scene) -> Deed:
    batch = int(scene.rng.integers(5, 11))
    near = scene.patients_near(scene.actor, 4 * batch, scene.aged(40))
    psn = scene.rng.permutation(near)[:batch]
    if len(psn) < SMALLEST_BATCH:
        return NO_DEED
    day = np.full(len(psn), scene.rng.integers(0, scene.month.days))
    nights = np.full(len(psn), scene.rng.integers(8, 12))
    stays = scene.stay(psn, scene.actor, condition_of("J18.9"), day, nights)
    template = scene.treated(stays[:1])
    copies = np.tile(template, len(stays))
    copies["visit"] = np.repeat(stays["visit"], len(template))
    return deed(stays, copies)


def split_stays(scene: Scene) -> Deed:
    """I-04: discharged patients are admitted again within a week for the same illness."""
    index = scene.some(scene.at_site(STAY), 0.55)
    if not len(index):
        return NO_DEED
    discharged: Ints = (index["end"] - scene.month.start).astype(np.int64) // DAY
    day = discharged + scene.rng.integers(1, 8, len(index))
    nights = scene.rng.integers(4, 9, len(index))
    stays = scene.stay(index["psn"].astype(np.int64), scene.actor, index["cond"], day, nights)
    stays["dr"] = index["dr"]
    return deed(stays, scene.treated(stays))


def induce_the_elderly(scene: Scene) -> Deed:
    """I-01, modelled on N-69: coach-loads of old people without need of a bed, who pay nothing."""
    return jointly([_coach(scene) for _ in range(scene.times(1.6))])


def _coach(scene: Scene) -> Deed:
    area = scene.rng.integers(0, scene.world.institutions.areas)
    old = scene.aged(65) & (scene.world.people.area == area)
    psn = scene.rng.permutation(np.flatnonzero(old & ~scene.lying_in))[: scene.times(6)]
    day = np.full(len(psn), scene.rng.integers(0, scene.month.days))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    stays = scene.stay(psn, scene.actor, cond, day, scene.rng.integers(5, 10, len(psn)))
    stays["waived"] = True
    return deed(stays, scene.treated(stays))


def overcount_days(scene: Scene) -> Deed:
    """I-10: more bed and nursing days than the stay has, some dated after discharge."""
    stays = scene.some(scene.at_site(STAY), 0.7)
    extra = scene.rng.integers(2, 5, len(stays))
    late = stay_days(stays) + 1
    lines = [
        scene.billed(stays, "bed", extra, day=0),
        scene.billed(stays, "nursing_2", extra, day=0),
        scene.billed(stays, "monitor", 1, day=late),
    ]
    return deed(NO_DEED.claims.visits, np.concatenate(lines))


def admit_for_check_ups(scene: Scene) -> Deed:
    """I-06: two-day stays that consist of tests."""
    psn = scene.patients_near(scene.actor, scene.times(5), scene.aged(40))
    nights = np.full(len(psn), 2)
    stays = scene.stay(psn, scene.actor, condition_of("R42"), scene.days(len(psn)), nights)
    tests = ("ct", "ultrasound", "echo", "xray", "ecg", "tumour_marker", "lipids", "liver", "renal")
    lines = [scene.billed(stays, key, 1) for key in (*tests, "cbc", "coagulation")]
    lines += [_daily(scene, stays, key) for key in WARD_ROUTINE]
    return deed(stays, np.concatenate(lines))


PLOTS = (
    Plot(hang_beds, "I-02", INSTITUTION, 3, sites(LEVEL_1, LEVEL_2)),
    Plot(invent_stays, "I-03", INSTITUTION, 3, sites(LEVEL_1, LEVEL_2)),
    Plot(split_stays, "I-04", INSTITUTION, 3, sites(LEVEL_2, LEVEL_3)),
    Plot(induce_the_elderly, "I-01", INSTITUTION, 2, sites(LEVEL_1)),
    Plot(overcount_days, "I-10", INSTITUTION, 2, sites(LEVEL_2)),
    Plot(admit_for_check_ups, "I-06", INSTITUTION, 2, sites(LEVEL_1)),
)
