"""Personal accounts turned into cash or goods, at pharmacies and at clinics."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import CHRONIC, NO_DEED, Deed, deed
from pipelines.city.conditions import condition_of
from pipelines.city.dice import happens
from pipelines.city.institutions import CLINIC, DENTAL, LEVEL_1, LEVEL_2, SHOP
from pipelines.city.pricelist import number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.sales import (
    any_of,
    at_the_till,
    clinic_hours,
    consultations,
    crowd,
    employees,
    next_door,
    purchases,
    refills,
    shopping_hours,
    sold,
    undrawn,
    worth,
)

SMALLEST_FEN = 10_000
"""Nobody cashes in less than a hundred yuan."""

SMALL_SUMS = (10_000, 20_000)
LARGE_SUMS = (30_000, 50_000, 80_000, 100_000)
FAINT = 0.5
"""Below this intensity only small round sums are taken."""

MUCH = 1 / 3
"""Share of an account that all but the faint draw at least: who buys a gift leaves most of it."""

WELL_FILLED_FEN = 200_000
"""An account that a gift box does not empty."""

GIFT_MONTHS = {1, 2, 9}
"""The weeks before the Spring Festival and the Mid-Autumn Festival."""

UNINSURED_TONICS = ("donkey_gelatin", "ginseng", "vitamins")
RESOLD = ("clopidogrel", "rivaroxaban", "insulin", "entecavir", "donepezil", "tiotropium")
OWN_PAY_CLASS = 3
LUNG_CANCER = "C34.9"


def taken(scene: Scene, psn: Ints) -> Ints:
    """What is drawn from accounts: some to the last fen, from others a round sum."""
    balance = scene.accounts[psn]
    faint = scene.scheme.intensity < FAINT
    sums = scene.rng.choice(SMALL_SUMS if faint else LARGE_SUMS, len(psn))
    sums = np.maximum(sums, 0 if faint else balance * MUCH)
    rounded = np.minimum(sums, balance) // SMALLEST_FEN * SMALLEST_FEN
    share = min(0.9, 0.5 * scene.scheme.intensity)
    return np.where(happens(share, len(psn), scene.rng), balance, rounded)


def turn_into_cash(scene: Scene) -> Deed:
    """P-02: accounts are emptied, or drawn on in round sums, for a box of tonic."""
    funded = employees(scene, above_fen=SMALLEST_FEN) & undrawn(scene)
    psn = scene.patients_near(scene.actor, scene.times(14), funded)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    return deed(visits, worth(scene, visits, taken(scene, psn)))


def sell_gift_boxes(scene: Scene) -> Deed:
    """Like P-02: before the holidays tonics at round prices; most of the account stays."""
    if scene.month.first.month not in GIFT_MONTHS:
        return NO_DEED
    rich = employees(scene, above_fen=WELL_FILLED_FEN)
    psn = scene.patients_near(scene.actor, scene.times(12), rich)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    return deed(visits, worth(scene, visits, np.full(len(psn), 30_000)))


def dispense_dear_drugs(scene: Scene) -> Deed:
    """Like P-02: a double-channel pharmacy; targeted drugs empty the accounts of the ill.

    Everything is on prescription: one month's supply at the list price, for the same persons.
    """
    ill = scene.world.people.chronic == condition_of(LUNG_CANCER)
    psn = scene.circle(scene.times(8) + 2, ill)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    return deed(visits, sold(scene, visits, number_of("osimertinib")))


def _dear(chronic: Ints) -> Ints:
    """The dear drug taken for a chronic illness, or -1."""
    return np.where(chronic >= 0, refills(resaleable=True)[chronic], -1)


def empty_accounts_at_the_clinic(scene: Scene) -> Deed:
    """I-29: a clinic empties accounts, or draws round sums from them, for tonics on own pay."""
    funded = employees(scene, above_fen=2 * SMALLEST_FEN) & undrawn(scene)
    psn = scene.patients_near(scene.actor, scene.times(12), funded)
    visits = consultations(scene, psn, clinic_hours(scene, len(psn)), "R42")
    lines = worth(scene, visits, taken(scene, psn), UNINSURED_TONICS)
    lines["paid_as"] = OWN_PAY_CLASS
    return deed(visits, lines)


def restore_teeth(scene: Scene) -> Deed:
    """Like I-29: large own-pay bills at a dentist; the work is itemised, no sum is round.

    What the account does not cover is paid in cash.
    """
    funded = employees(scene, above_fen=2 * SMALLEST_FEN) & scene.aged(35)
    psn = scene.patients_near(scene.actor, scene.times(10), funded)
    visits = consultations(scene, psn, clinic_hours(scene, len(psn)), "K02.9")
    teeth = scene.rng.integers(2, 5, len(psn))
    parts = [sold(scene, visits, number_of("filling"), teeth)]
    parts += [sold(scene, visits, number_of(key)) for key in ("gum_check", "xray", "consult")]
    parts[0]["paid_as"] = OWN_PAY_CLASS
    return deed(visits, np.concatenate(parts))


def stock_up_for_dealers(scene: Scene) -> Deed:
    """I-33: a circle of card holders fetches packs of dear drugs that sell well, illness or not."""
    fits = employees(scene) & next_door(scene)
    circle = np.repeat(scene.circle(crowd(scene, 12, least=3), fits), scene.times(1.2))
    visits = consultations(scene, circle, clinic_hours(scene, len(circle)), "I10")
    packs = 2 + scene.rng.poisson(1.5 * scene.scheme.intensity, (2, len(circle)))
    lines = [sold(scene, visits, any_of(scene, RESOLD, len(circle)), cnt) for cnt in packs]
    return deed(visits, np.concatenate(lines))


def refill_dear_drugs(scene: Scene) -> Deed:
    """Like I-33: a chronic clinic whose patients take dear drugs.

    Each fetches one pack a month of the one drug that the own illness needs.
    """
    chronic = scene.world.people.chronic
    circle = scene.circle(scene.times(14), (_dear(chronic) >= 0) & next_door(scene))
    begin = clinic_hours(scene, len(circle))
    visits = at_the_till(scene.visit(circle, scene.actor, chronic[circle], CHRONIC, begin))
    visit_fee = sold(scene, visits, number_of("consult"))
    return deed(visits, np.concatenate([visit_fee, sold(scene, visits, _dear(chronic[circle]))]))


PLOTS = (
    Plot(turn_into_cash, "P-02", INSTITUTION, 0.8, sites(SHOP)),
    Plot(sell_gift_boxes, "P-02", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(dispense_dear_drugs, "P-02", INSTITUTION, 0.2, sites(SHOP), innocent=True),
    Plot(empty_accounts_at_the_clinic, "I-29", INSTITUTION, 0.6, sites(CLINIC, LEVEL_1)),
    Plot(restore_teeth, "I-29", INSTITUTION, 0.3, sites(CLINIC, focus=DENTAL), innocent=True),
    Plot(stock_up_for_dealers, "I-33", INSTITUTION, 0.6, sites(LEVEL_2, LEVEL_1, CLINIC)),
    Plot(refill_dear_drugs, "I-33", INSTITUTION, 0.3, sites(LEVEL_2, LEVEL_1), innocent=True),
)
