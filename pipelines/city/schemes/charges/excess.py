"""More than an illness needs: tests, treatment, courses too long, costs blown up."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.claims import CHRONIC, OUTPATIENT, STAY, Deed, charged, deed
from pipelines.city.conditions import conditions_of, mild_conditions
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3, PLAIN
from pipelines.city.pricelist import ITEMS, number_of, numbers_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

PUMP_COURSE = ITEMS[number_of("insulin_pump")].course
"""Days an insulin pump is paid for in a stay (N-68)."""

DEAR_TESTS = ("ct", "mri", "echo", "tumour_marker", "coagulation", "culture")
REPEATABLE_TESTS = ("cbc", "liver", "renal", "crp", "coagulation", "urine")
SERIES = 4
"""Days from which a stay is so long that tests can be repeated day after day."""

INFUSED = ("cerebrolysin", "thymalfasin", "stasis_injection", "pantoprazole")


def each_day(
    scene: Scene, stays: Rows, key: str, *, first: int = 0, days: Ints | int = 400
) -> Rows:
    """One unit of an item on `days` stay days from day `first` on, while the stay lasts."""
    number = np.clip(np.minimum(stay_days(stays) - first, days), 0, None)
    row = np.repeat(np.arange(len(stays)), number)
    day = first + np.arange(len(row)) - np.repeat(number.cumsum() - number, number)
    return scene.billed(stays[row], key, 1, day=day)


def admitted(
    scene: Scene, mean: float, cond: Ints, nights: tuple[int, int], *, youngest: int = 18
) -> Rows:
    """Stays of persons from nearby for one of some illnesses, `nights` from and below."""
    psn = scene.patients_near(scene.actor, scene.times(mean), scene.aged(youngest))
    day = scene.month.draw_days(len(psn), "ward", scene.rng)
    long = scene.rng.integers(*nights, len(psn))
    return scene.stay(psn, scene.actor, scene.rng.choice(cond, len(psn)), day, long)


def over_test(scene: Scene) -> Deed:
    """I-20: dear tests for mild complaints, and the same laboratory tests day after day.

    Two visits a month get them at least: one may have its reason. Tests on the two days of a
    short stay are no series; the more blatant, the fewer days of a long one are left out.
    """
    here = scene.at_site(OUTPATIENT, CHRONIC)
    visits = scene.some(here[np.isin(here["cond"], mild_conditions())], 0.5, least=2)
    stays = scene.at_site(STAY)
    stays = scene.some(stays[stay_days(stays) >= SERIES], 0.8)
    lines = [
        scene.billed(visits[happens(0.4, len(visits), scene.rng)], key, 1) for key in DEAR_TESTS
    ]
    part = min(0.9, 0.5 * max(1.0, scene.scheme.intensity))
    lines += [_on_some_days(scene, stays, key, part) for key in REPEATABLE_TESTS]
    return charged([*lines, *(scene.billed(stays, key, 1) for key in ("ct", "tumour_marker"))])


def _on_some_days(scene: Scene, stays: Rows, key: str, part: float = 0.5) -> Rows:
    lines = each_day(scene, stays, key)
    return lines[happens(part, len(lines), scene.rng)]


def run_a_trauma_centre(scene: Scene) -> Deed:
    """Like I-20: many scans, of the injured; every one follows a fracture."""
    stays = admitted(scene, 8, conditions_of("S52.5", "S72.0"), (8, 16), youngest=16)
    lines = [scene.billed(stays, key, 1) for key in ("ct", "xray", "ultrasound", "coagulation")]
    lines += [_on_some_days(scene, stays, key) for key in ("xray", "cbc", "crp")]
    return deed(stays, np.concatenate([scene.treated(stays), *lines]))


def over_treat(scene: Scene) -> Deed:
    """I-21: the mildly ill get dear infusions day after day, beside their usual care.

    Two of them a month get them at least: one may have a reason. A drip of nothing dear, as
    many of the ill get, is none.
    """
    here = scene.at_site(OUTPATIENT, STAY)
    chosen = scene.some(here[np.isin(here["cond"], mild_conditions())], 0.7, least=2)
    lines = [_infused(scene, each_day(scene, chosen, key, days=5)) for key in INFUSED]
    infused = np.isin(chosen["visit"], np.concatenate(lines)["visit"])
    return charged([*lines, each_day(scene, chosen[infused], "infusion", days=5)])


def _infused(scene: Scene, lines: Rows) -> Rows:
    lines = lines[happens(0.7, len(lines), scene.rng)]
    lines["cnt"] = scene.rng.integers(2, 5, len(lines))
    return lines


def run_an_intensive_ward(scene: Scene) -> Deed:
    """Like I-21: severe pneumonia and stroke, watched and treated dearly every single day."""
    stays = admitted(scene, 6, conditions_of("J18.9", "I63.9"), (8, 16), youngest=50)
    lines = scene.treated(stays)
    watched = [each_day(scene, stays, key) for key in ("monitor", "nursing_1", "thymalfasin")]
    instead = numbers_of("monitor", "nursing_1", "nursing_2")
    return deed(stays, np.concatenate([lines[~np.isin(lines["item"], instead)], *watched]))


def pump_too_long(scene: Scene) -> Deed:
    """I-25: diabetics on the insulin pump for twice its course of seven days and nearly so."""
    beyond = max(1, round(7 * min(scene.scheme.intensity, 1.5)))
    stays = admitted(scene, 5, conditions_of("E11.9"), (10, 17), youngest=35)
    days = PUMP_COURSE + scene.rng.integers(1, beyond + 1, len(stays))
    return deed(stays, np.concatenate([scene.treated(stays), _pumped(scene, stays, days)]))


def pump_for_a_week(scene: Scene) -> Deed:
    """Like I-25: a diabetes ward with many pumps, none of them longer than seven days."""
    stays = admitted(scene, 6, conditions_of("E11.9"), (8, 13), youngest=35)
    days = scene.rng.integers(4, PUMP_COURSE + 1, len(stays))
    return deed(stays, np.concatenate([scene.treated(stays), _pumped(scene, stays, days)]))


def _pumped(scene: Scene, stays: Rows, days: Ints) -> Rows:
    keys = ("insulin_pump", "pump_kit")
    return np.concatenate([each_day(scene, stays, key, days=days) for key in keys])


def inflate_claims(scene: Scene) -> Deed:
    """I-40: drugs and materials once more, at prices close below the limit."""
    visits = scene.some(scene.at_site(STAY, OUTPATIENT), 0.7)
    lines = scene.treated(visits)
    lines = lines[_unlimited()[lines["item"]]]
    lines["pric"] = np.round(lines["pric"] * scene.rng.uniform(1.03, 1.048, len(lines)), 2)
    lines["scheme"] = scene.scheme.number
    return charged([lines])


def _unlimited() -> Mask:
    """Drugs and materials that have no daily maximum and are no course taken home."""
    return np.array([(i.is_drug or i.charge_type == "08") and not i.days for i in ITEMS])


def take_the_gravest(scene: Scene) -> Deed:
    """Like I-40: a centre that is sent the gravest cases; dear, but at the usual prices."""
    stays = admitted(scene, 8, conditions_of("C34.9", "I63.9", "S72.0"), (10, 20), youngest=50)
    severe = scene.some(stays, 0.4)
    return deed(stays, np.concatenate([scene.treated(stays), scene.billed(severe, "mri", 1)]))


PLOTS = (
    Plot(over_test, "I-20", INSTITUTION, 1, sites(LEVEL_1, LEVEL_2, focus=PLAIN)),
    Plot(run_a_trauma_centre, "I-20", INSTITUTION, 0.25, sites(LEVEL_3, LEVEL_2), innocent=True),
    Plot(over_treat, "I-21", INSTITUTION, 1, sites(LEVEL_1, LEVEL_2, focus=PLAIN)),
    Plot(run_an_intensive_ward, "I-21", INSTITUTION, 0.25, sites(LEVEL_2), innocent=True),
    Plot(pump_too_long, "I-25", INSTITUTION, 0.6, sites(LEVEL_2, LEVEL_3)),
    Plot(pump_for_a_week, "I-25", INSTITUTION, 0.25, sites(LEVEL_2, LEVEL_3), innocent=True),
    Plot(inflate_claims, "I-40", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2, LEVEL_3)),
    Plot(take_the_gravest, "I-40", INSTITUTION, 0.25, sites(LEVEL_3), innocent=True),
)
