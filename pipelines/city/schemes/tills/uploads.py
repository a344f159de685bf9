"""Cancelled and uploaded purchases: drugs returned for goods, untrue data, copied invoices."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.calendar import DAY
from pipelines.city.claims import NOTHING_GIVEN, PHARMACY, Deed, deed
from pipelines.city.dice import happens
from pipelines.city.institutions import SHOP
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.sales import (
    any_of,
    employees,
    purchases,
    shopping_hours,
    sold,
    worth,
)

BROUGHT_BACK = ("atorvastatin", "clopidogrel", "acarbose", "insulin", "rivaroxaban")
TAKEN_INSTEAD = ("vitamins", "ginseng", "danshen", "lianhua")
MISTAKEN = ("amlodipine", "omeprazole", "metformin", "cold_tablets", "stomach_granules")
OUTAGE_DAYS = 3
INVOICES = (10_000_000, 99_999_999)
"""Where the eight digits of a printed invoice lie."""


def barter_drugs_for_goods(scene: Scene) -> Deed:
    """P-11: a purchase is cancelled and the same sum settled again that day for other things.

    Drugs that the person got elsewhere come back over the counter; goods leave the shop.
    """
    psn = scene.patients_near(scene.actor, scene.times(14), employees(scene))
    begin = _mornings(scene, len(psn))
    first, again = purchases(scene, psn, begin), purchases(scene, psn, _soon_after(scene, begin))
    first["refund"] = True
    packs = scene.rng.integers(1, 4, len(psn))
    returned = sold(scene, first, any_of(scene, BROUGHT_BACK, len(psn)), packs)
    fen = np.rint(returned["cnt"] * returned["pric"] * 100).astype(np.int64)
    goods = worth(scene, again, fen, TAKEN_INSTEAD)
    returned["given"] = goods["given"] = NOTHING_GIVEN
    return deed(np.concatenate([first, again]), np.concatenate([returned, goods]))


def correct_a_mistake(scene: Scene) -> Deed:
    """Like P-11: too many packs were typed in; the purchase is cancelled and settled again.

    The same drug stands in both, the second time in the right number.
    """
    psn = scene.patients_near(scene.actor, scene.times(8), scene.anyone)
    begin = _mornings(scene, len(psn))
    first, again = purchases(scene, psn, begin), purchases(scene, psn, _soon_after(scene, begin))
    first["refund"] = True
    item = any_of(scene, MISTAKEN, len(psn))
    right = scene.rng.integers(1, 3, len(psn))
    lines = [sold(scene, first, item, right * 10), sold(scene, again, item, right)]
    lines[0]["given"] = NOTHING_GIVEN
    return deed(np.concatenate([first, again]), np.concatenate(lines))


def _mornings(scene: Scene, n: int) -> Ints:
    day = scene.month.draw_days(n, "shop", scene.rng)
    return day * DAY + scene.rng.integers(8 * 3_600, 13 * 3_600, n)


def _soon_after(scene: Scene, begin: Ints) -> Ints:
    return np.asarray(begin + scene.rng.integers(900, 4 * 3_600, len(begin)), np.int64)


def upload_late_or_wrong(scene: Scene) -> Deed:
    """P-16: purchases nobody made are uploaded weeks later; sums differ, many are cancelled."""
    psn = scene.patients_near(scene.actor, scene.times(20), employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    n = len(visits)
    visits["lag"] = scene.rng.integers(5 * DAY, 45 * DAY, n)
    wrong = scene.rng.integers(100, 3_000, n) * scene.rng.choice([-1, 1], n)
    visits["header"] = np.where(happens(0.6, n, scene.rng), wrong, 0)
    visits["refund"] = happens(0.4, n, scene.rng)
    lines = scene.treated(visits)
    lines["given"] = NOTHING_GIVEN
    return deed(visits, lines)


def catch_up_after_an_outage(scene: Scene) -> Deed:
    """Like P-16: the line was down for three days; all of them are uploaded when it is back.

    Every sum agrees with its lines, the goods left the shelf, nothing is cancelled.
    """
    day = int(scene.rng.integers(0, scene.month.days - OUTAGE_DAYS))
    down = scene.month.start + np.timedelta64(day, "D")
    back = down + np.timedelta64(OUTAGE_DAYS, "D") + np.timedelta64(10, "h")
    psn = scene.patients_near(scene.actor, scene.times(8), scene.anyone)
    days = day + scene.rng.integers(0, OUTAGE_DAYS, len(psn))
    visits = purchases(scene, psn, scene.office_hours(days))
    visits["lag"] = (back - visits["settled"]).astype(np.int64)
    usual = scene.at_site(PHARMACY)
    usual = usual[(usual["settled"] >= down) & (usual["settled"] < back)]
    late = scene.changed(usual, lag=(back - usual["settled"]).astype(np.int64))
    return Deed(deed(visits, scene.treated(visits)).claims, edits=late)


def reuse_invoices(scene: Scene) -> Deed:
    """P-12: one printed invoice serves three or four purchases of different persons."""
    psn = scene.patients_near(scene.actor, scene.times(20) + 1, employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    copies = int(scene.rng.integers(3, 5))
    printed = scene.rng.integers(*INVOICES, len(psn) // copies + 1)
    visits["invoice"] = np.repeat(printed, copies)[: len(psn)]
    lines = scene.treated(visits)
    lines["given"] = NOTHING_GIVEN
    return deed(visits, lines)


def pay_in_two_parts(scene: Scene) -> Deed:
    """Like P-12: a purchase is settled in two parts within minutes, on one invoice.

    Both parts are the same person's, and their drugs differ.
    """
    psn = scene.patients_near(scene.actor, scene.times(8), scene.anyone)
    begin = shopping_hours(scene, len(psn))
    parts = [purchases(scene, psn, begin), purchases(scene, psn, begin + 150)]
    invoice = scene.rng.integers(*INVOICES, len(psn))
    parts[0]["invoice"] = parts[1]["invoice"] = invoice
    keys = (("cold_tablets", "ibuprofen"), ("vitamins", "stomach_granules"))
    lines = [
        sold(scene, visits, any_of(scene, of, len(psn)))
        for visits, of in zip(parts, keys, strict=True)
    ]
    return deed(np.concatenate(parts), np.concatenate(lines))


PLOTS = (
    Plot(barter_drugs_for_goods, "P-11", INSTITUTION, 0.6, sites(SHOP)),
    Plot(correct_a_mistake, "P-11", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(upload_late_or_wrong, "P-16", INSTITUTION, 0.6, sites(SHOP)),
    Plot(catch_up_after_an_outage, "P-16", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(reuse_invoices, "P-12", INSTITUTION, 0.5, sites(SHOP)),
    Plot(pay_in_two_parts, "P-12", INSTITUTION, 0.3, sites(SHOP), innocent=True),
)
