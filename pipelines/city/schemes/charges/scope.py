"""Charges out of place: another department's item, another level's, another purse's."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import CHRONIC, OUTPATIENT, STAY, Claims, Deed, charged, deed
from pipelines.city.conditions import (
    DEPARTMENTS,
    EYES,
    MATERNITY,
    SURGERY,
    TEETH,
    condition_of,
    conditions_of,
)
from pipelines.city.dice import happens
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, LEVEL_3, VILLAGE
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.charges.excess import admitted, each_day
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

BORROWING = tuple(DEPARTMENTS.index(name) for name in (EYES, MATERNITY, SURGERY, TEETH))
BORROWED = ("physiotherapy", "massage", "occupational", "moxibustion")
"""What departments that never treat that way borrow from those that do (I-14)."""

ALWAYS_BORROWED = BORROWED[:2]
"""What nobody whom they treat that way goes without."""

UNHEARD_OF = ("monitor", "nursing_1", "oxygen", "lung_function", "blood_gas")
"""What no other clinic or village room bills (I-34)."""

OWN_PAY = ("vitamins", "donkey_gelatin", "ginseng", "check_up")
"""Items outside the catalogue (丙)."""

COVERED = 1
"""The payment class of what the fund covers wholly (甲)."""


def book_under_another_department(scene: Scene) -> Deed:
    """I-14: eyes, maternity, surgery and teeth bill therapies that no peer of theirs bills."""
    here = scene.at_site(OUTPATIENT, STAY)
    department = scene.world.doctors.department[here["dr"]]
    borrowing = scene.some(here[np.isin(department, BORROWING)], 0.7)
    return charged(_billed_at_home(scene, borrowing, key) for key in BORROWED)


def _billed_at_home(scene: Scene, visits: Rows, key: str) -> Rows:
    """An item on many days of some visits, billed by the department of the attending doctor."""
    lines = each_day(scene, visits, key, days=6)
    if key not in ALWAYS_BORROWED:
        lines = lines[happens(0.7, len(lines), scene.rng)]
    lines["dept"] = scene.world.doctors.department[lines["dr"]]
    return lines


def move_early_after_surgery(scene: Scene) -> Deed:
    """Like I-14: surgeons bill exercises and physiotherapy, after fractures they fixed."""
    stays = admitted(scene, 6, conditions_of("S72.0", "S52.5"), (9, 16), youngest=16)
    lines = [each_day(scene, stays, key, first=3) for key in ("exercise", "physiotherapy")]
    return deed(stays, np.concatenate([scene.treated(stays), *lines]))


def add_services(scene: Scene) -> Deed:
    """I-34: a clinic or village room bills services that none of its level ever bills."""
    visits = scene.at_site(OUTPATIENT)
    return charged(scene.billed(scene.some(visits, 0.4), key, 1) for key in UNHEARD_OF)


def run_a_dialysis_station(scene: Scene) -> Deed:
    """Like I-34: a health centre licensed for dialysis; all on it have failing kidneys."""
    size = max(2, scene.times(3))
    circle = scene.circle(size, scene.aged(40) & scene.world.people.here)
    days = np.arange(int(scene.scheme.number % 2), scene.month.days, 2)[:13]
    psn, day = np.repeat(circle, len(days)), np.tile(days, len(circle))
    begin = scene.office_hours(day)
    visits = scene.visit(psn, scene.actor, condition_of("N18.5"), CHRONIC, begin)
    lines = [scene.billed(visits, key, 1) for key in ("dialysis", "dialyser", "erythropoietin")]
    return deed(visits, np.concatenate(lines))


def shift_own_pay(scene: Scene) -> Deed:
    """I-30: items outside the catalogue are settled as covered, own parts not collected."""
    here = scene.at_site(OUTPATIENT, CHRONIC, STAY)
    lines = np.concatenate([scene.billed(scene.some(here, 0.25), key, 1) for key in OWN_PAY])
    lines["paid_as"] = COVERED
    spared = scene.changed(scene.some(scene.at_site(STAY), 0.5), waived=True)
    return Deed(Claims(spared[:0], lines), edits=spared)


def serve_the_poor(scene: Scene) -> Deed:
    """Like I-30: patients who pay little because medical assistance pays for them."""
    poor = scene.world.people.poor.astype(bool)
    psn = scene.patients_near(scene.actor, scene.times(20), poor)
    begin = scene.office_hours(scene.month.draw_days(len(psn), "clinic", scene.rng))
    cond = conditions_of("J20.9", "I10", "K29.5")
    visits = scene.visit(psn, scene.actor, scene.rng.choice(cond, len(psn)), OUTPATIENT, begin)
    lines = scene.treated(visits)
    covered = np.array([item.payment_class < 3 for item in ITEMS])  # noqa: PLR2004
    return deed(visits, lines[covered[lines["item"]]])


PLOTS = (
    Plot(book_under_another_department, "I-14", INSTITUTION, 0.6, sites(LEVEL_2)),
    Plot(move_early_after_surgery, "I-14", INSTITUTION, 0.2, sites(LEVEL_2), innocent=True),
    Plot(add_services, "I-34", INSTITUTION, 1, sites(CLINIC, VILLAGE)),
    Plot(run_a_dialysis_station, "I-34", INSTITUTION, 0.35, sites(LEVEL_1), innocent=True),
    Plot(shift_own_pay, "I-30", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2, LEVEL_3)),
    Plot(serve_the_poor, "I-30", INSTITUTION, 0.4, sites(LEVEL_1), innocent=True),
)
