"""What a service costs and how often it is charged: unbundled, over-priced, double, in bundles."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import CHRONIC, OUTPATIENT, STAY, Deed, charged, deed
from pipelines.city.conditions import condition_of, conditions_of
from pipelines.city.conditions.condition import PRE_OP
from pipelines.city.dice import happens
from pipelines.city.institutions import CLINIC, DENTAL, LEVEL_1, LEVEL_2, LEVEL_3, PLAIN, VILLAGE
from pipelines.city.pricelist import ITEMS, number_of, numbers_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.charges.excess import each_day
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

SCALING_PARTS = ("gum_check", "scaling", "polishing")
INJECTION_PARTS = ("injection", "venipuncture", "drug_push")
SMALL_SERVICES = ("infusion", "injection", "nebuliser", "dressing")
REPEATED = ("ward_round", "infusion", "nebuliser", "monitor")
BUNDLE = ("tumour_marker", "echo", "lung_function", "hba1c", "stool", "culture", "lipids")
"""What a forced bundle orders at admission, whatever the illness."""


def unbundle_scaling(scene: Scene) -> Deed:
    """I-15: a dental scaling is charged in its parts, mostly beside the package."""
    visits = scene.at_site(OUTPATIENT)
    dental = np.isin(visits["cond"], conditions_of("K05.3", "K02.9"))
    chosen = scene.some(visits[dental], 0.6)
    return charged(scene.billed(chosen, key, 1) for key in SCALING_PARTS)


def unbundle_injections(scene: Scene) -> Deed:
    """I-15: the puncture and the push of an intravenous injection are charged beside it."""
    stays = scene.some(scene.at_site(STAY), 0.7)
    return charged(
        scene.billed(stays[stay_days(stays) > day], key, 1, day=day)
        for day in range(4)
        for key in INJECTION_PARTS
    )


def scale_honestly(scene: Scene) -> Deed:
    """Like I-15: many scalings, each charged as the package and nothing else."""
    visits = _out_patients(scene, 25, "K05.3")
    lines = [scene.billed(visits, key, 1) for key in ("general_care", "scaling_package")]
    return deed(visits, np.concatenate(lines))


def _out_patients(scene: Scene, mean: float, code: str) -> Rows:
    psn = scene.patients_near(scene.actor, scene.times(mean), scene.aged(18))
    begin = scene.office_hours(scene.month.draw_days(len(psn), "clinic", scene.rng))
    return scene.visit(psn, scene.actor, condition_of(code), OUTPATIENT, begin)


def overprice(scene: Scene) -> Deed:
    """I-16: small services are charged above their limit price (honest price and 5 %)."""
    lines = _small_services(scene)
    above = 1.06 + scene.scheme.intensity * scene.rng.uniform(0.05, 0.4, len(lines))
    lines["pric"] = np.round(lines["pric"] * above, 2)
    return charged([lines])


def price_to_the_limit(scene: Scene) -> Deed:
    """Like I-16: a house that charges as much as is lawful, never above the limit price."""
    lines = _small_services(scene)
    lines["pric"] = np.round(lines["pric"] * scene.rng.uniform(1.02, 1.045, len(lines)), 2)
    return charged([lines])


def _small_services(scene: Scene) -> Rows:
    visits = scene.at_site(OUTPATIENT)
    return np.concatenate([scene.billed(scene.some(visits, 0.4), k, 1) for k in SMALL_SERVICES])


def charge_twice(scene: Scene) -> Deed:
    """I-17: items of a stay day or a visit are charged above their daily maximum."""
    stays = scene.some(scene.at_site(STAY), 0.8)
    visits = scene.some(scene.at_site(OUTPATIENT, CHRONIC), 0.3)
    lines = [_too_many(scene, stays, key) for key in REPEATED for _ in range(2)]
    return charged([*lines, _too_many(scene, visits, "cbc")])


def _too_many(scene: Scene, visits: Rows, key: str) -> Rows:
    """One or two units above the daily maximum, on some day of most visits."""
    visits = visits[happens(0.75, len(visits), scene.rng)]
    most = ITEMS[number_of(key)].daily_max
    cnt = most + scene.rng.integers(1, 3, len(visits))
    return scene.billed(visits, key, cnt, day=scene.rng.integers(0, stay_days(visits)))


def charge_consultation_twice(scene: Scene) -> Deed:
    """I-17: a consultation beside the general care fee that contains it (an exclusive pair)."""
    return charged([scene.billed(scene.some(scene.at_site(OUTPATIENT), 0.6), "consult", 1)])


def watch_closely(scene: Scene) -> Deed:
    """Like I-17: a ward that measures often, always within the daily maximum."""
    lines = each_day(scene, scene.at_site(STAY), "glucose", days=3)
    lines["cnt"] = 4
    return charged([lines])


def consult_at_the_second_desk(scene: Scene) -> Deed:
    """Like I-17: two consultations on one day, but for two illnesses at two visits."""
    first = _out_patients(scene, 6, "K29.5")
    later = (first["beg"] - scene.month.start).astype(np.int64) + 3_600
    second = scene.visit(
        first["psn"].astype(np.int64), scene.actor, condition_of("L20.9"), OUTPATIENT, later
    )
    visits = np.concatenate([first, second])
    return deed(visits, np.concatenate([scene.billed(visits, "consult", 1), _tests(scene, first)]))


def _tests(scene: Scene, visits: Rows) -> Rows:
    return np.concatenate([scene.billed(visits, key, 1) for key in ("cbc", "omeprazole")])


def force_bundles(scene: Scene) -> Deed:
    """I-18: one bundle of tests at admission for nearly everybody, whatever the illness.

    Two stays a month have it at least: one may be a case that needs so many tests.
    """
    stays = scene.some(scene.at_site(STAY), 0.85, least=2)
    return charged(scene.billed(stays, key, 1) for key in BUNDLE)


def admit_by_pathway(scene: Scene) -> Deed:
    """Like I-18: planned operations with the usual pre-operative tests, as everywhere."""
    psn = scene.patients_near(scene.actor, scene.times(6), scene.aged(18, 75))
    day = scene.month.draw_days(len(psn), "ward", scene.rng)
    cond = scene.rng.choice(conditions_of("K80.2", "K40.9"), len(psn))
    stays = scene.stay(psn, scene.actor, cond, day, scene.rng.integers(5, 8, len(psn)))
    lines = scene.treated(stays)
    others = lines[~np.isin(lines["item"], numbers_of(*PRE_OP))]
    return deed(stays, np.concatenate([others, *(scene.billed(stays, k, 1) for k in PRE_OP)]))


PLOTS = (
    Plot(unbundle_scaling, "I-15", INSTITUTION, 0.6, sites(CLINIC, focus=DENTAL)),
    Plot(unbundle_injections, "I-15", INSTITUTION, 0.6, sites(LEVEL_2)),
    Plot(scale_honestly, "I-15", INSTITUTION, 0.5, sites(CLINIC, focus=DENTAL), innocent=True),
    Plot(overprice, "I-16", INSTITUTION, 1.2, sites(LEVEL_1, CLINIC, VILLAGE)),
    Plot(
        price_to_the_limit, "I-16", INSTITUTION, 0.5, sites(LEVEL_1, CLINIC, VILLAGE), innocent=True
    ),
    Plot(charge_twice, "I-17", INSTITUTION, 1.2, sites(LEVEL_2, LEVEL_3)),
    Plot(charge_consultation_twice, "I-17", INSTITUTION, 0.6, sites(CLINIC, VILLAGE)),
    Plot(watch_closely, "I-17", INSTITUTION, 0.5, sites(LEVEL_2, LEVEL_1), innocent=True),
    Plot(
        consult_at_the_second_desk, "I-17", INSTITUTION, 0.35, sites(LEVEL_1, LEVEL_2),
        innocent=True,
    ),
    Plot(force_bundles, "I-18", INSTITUTION, 0.6, sites(LEVEL_2, LEVEL_3, focus=PLAIN)),
    Plot(admit_by_pathway, "I-18", INSTITUTION, 0.4, sites(LEVEL_2), innocent=True),
)  # fmt: skip
