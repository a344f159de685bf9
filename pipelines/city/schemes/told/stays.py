"""Worked cases of the catalogue with stays, as told: persons, months and sums in fen."""

import numpy as np

from pipelines.city.claims import NO_DEED, Deed, deed, jointly
from pipelines.city.conditions import condition_of, conditions_of
from pipelines.city.institutions import LEVEL_1, LEVEL_2
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Case, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.shares import persons_of_month, share_of_month, topped_up
from pipelines.city.schemes.stays.bedside import admitted, daily, errands, in_bed, routine

NEVER_IN_BED, FORGED_FEN = 12, 48_700_000
"""N-63: patients, and the fee of their stays (medfee_sumamt) in fen."""

FETCHED, FETCHED_FEN = 187, 112_000_000
"""N-69: persons, and what the fund paid for them in fen."""

DEAR = ("thymalfasin", "cefoperazone", "stasis_injection", "pantoprazole", "budesonide")
THERAPIES = ("exercise", "occupational", "physiotherapy", "acupuncture", "massage")


def invent_twelve_pneumonias(scene: Scene) -> Deed:
    """I-03, N-63: twelve persons never in bed; pneumonias of 487,000.00 yuan in half a year.

    The sum is the fee of the stays (medfee_sumamt). Tests have no order or report behind
    them, and some of the twelve buy at their pharmacy meanwhile.
    """
    psn = persons_of_month(scene, NEVER_IN_BED, scene.aged(45))
    fen = share_of_month(scene, FORGED_FEN)
    if not len(psn):
        return NO_DEED
    nights = scene.rng.integers(18, 25, len(psn))
    stays = admitted(scene, psn, scene.actor, condition_of("J18.9"), nights)
    lines = topped_up(scene, stays, scene.treated(stays), fen, DEAR)
    tests = np.array([item.charge_type in {"03", "04"} for item in ITEMS])
    lines["bare"] = tests[lines["item"]]
    return jointly([deed(stays, lines), errands(scene, stays[::2])])


def fetch_for_rehabilitation(scene: Scene) -> Deed:
    """I-01, N-69: 187 persons of 65 and more, fetched and fed, get therapy without need.

    1,120,000.00 yuan is what the fund pays ("涉及医保基金"). All is of payment class 1 and
    nobody pays a part of it, so the fee of the stays is the same sum.
    """
    psn = persons_of_month(scene, FETCHED, scene.aged(65))
    fen = share_of_month(scene, FETCHED_FEN)
    if not len(psn):
        return NO_DEED
    cond = scene.rng.choice(conditions_of("M54.5", "M17.9"), len(psn))
    stays = admitted(scene, psn, scene.actor, cond, scene.rng.integers(15, 20, len(psn)))
    stays["waived"] = True
    therapy = [daily(scene, stays, key) for key in THERAPIES]
    lines = np.concatenate([routine(scene, stays), *therapy])
    return in_bed(scene, stays, topped_up(scene, stays, lines, fen, ("herbs",)))


PLOTS = (
    Plot(
        invent_twelve_pneumonias, "I-03", INSTITUTION, 0, sites(LEVEL_2),
        case=Case("N-63", "2024-10", "2025-03"),
    ),
    Plot(
        fetch_for_rehabilitation, "I-01", INSTITUTION, 0, sites(LEVEL_2, LEVEL_1),
        case=Case("N-69", "2024-10", "2025-05"),
    ),
)  # fmt: skip
