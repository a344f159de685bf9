"""What leaves the shelf is not what is billed: vitamins, goods, or nothing at all."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import NOTHING_GIVEN, PHARMACY, Deed, deed
from pipelines.city.dice import dice
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.cards import SOCIAL_SECURITY_CARD
from pipelines.city.schemes.tills.sales import (
    any_of,
    employees,
    purchases,
    shopping_hours,
    sold,
    worth,
)
from pipelines.city.world import World

INSURED_DRUGS = ("danshen", "ginkgo", "amlodipine", "atorvastatin", "omeprazole", "lianhua")
FRONTS = ("ginkgo", "danshen", "sleep_capsules", "stomach_granules", "lianhua", "acarbose")
RARE = ("bezoar_pill", "donkey_gelatin", "ginseng", "finasteride", "levodopa", "entecavir")

SECOND_TILL = 2
MOST_WARES, PACKS_OF_EACH = 4, 3
"""Codes that another shop's sales are sent under at most, and sales of each at least."""

OPENING_MONTHS = 10
"""Months in which a new shop grows."""

YOUNGEST_SHARE = 0.25
"""The share of the shops that counts as newly opened."""


def swap_for_vitamins(scene: Scene) -> Deed:
    """P-01: insured drugs are billed, vitamins go over the counter: the drugs were never bought."""
    psn = scene.patients_near(scene.actor, scene.times(18), employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    cnt = scene.rng.integers(2, 6, len(psn))
    lines = sold(scene, visits, any_of(scene, INSURED_DRUGS, len(psn)), cnt)
    lines["given"] = number_of("vitamins")
    return deed(visits, lines)


def sell_vitamins_openly(scene: Scene) -> Deed:
    """Like P-01: much of the turnover is vitamins, billed as what they are, on own pay."""
    psn = scene.patients_near(scene.actor, scene.times(18), employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    cnt = scene.rng.integers(1, 4, len(psn))
    return deed(visits, sold(scene, visits, number_of("vitamins"), cnt))


def sell_goods_as_drugs(scene: Scene) -> Deed:
    """P-04: cosmetics, rice and oil are billed as two or three drug codes, in any amount."""
    psn = scene.patients_near(scene.actor, scene.times(25), employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    fen = scene.rng.lognormal(np.log(16_000), 0.5, len(psn)).astype(np.int64)
    lines = worth(scene, visits, fen, _own(scene, FRONTS, 2))
    lines["given"] = NOTHING_GIVEN
    return deed(visits, lines)


def promote_a_brand(scene: Scene) -> Deed:
    """Like P-04: on two promotion days nearly all turnover is one code, a tenth cheaper.

    Everything sold was bought, and nobody takes more than two packs.
    """
    key = _own(scene, FRONTS, 1)[0]
    psn = scene.patients_near(scene.actor, scene.times(15), scene.anyone)
    day = scene.rng.choice(_weekend(scene)[:2], len(psn))
    visits = purchases(scene, psn, scene.office_hours(day))
    lines = sold(scene, visits, number_of(key), scene.rng.integers(1, 3, len(psn)))
    lines["pric"] = np.round(lines["pric"] * 0.9, 1)
    return deed(visits, lines)


def _own(scene: Scene, keys: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The wares of this one actor, the same every month."""
    drawn = dice(scene.world.seed, "wares", scene.scheme.number).permutation(keys)
    return tuple(str(key) for key in drawn[:number])


def _weekend(scene: Scene) -> Ints:
    day = scene.month.start.astype("M8[D]") + np.arange(scene.month.days)
    return np.flatnonzero(~np.is_busday(day))


def swipe_for_another_shop(scene: Scene) -> Deed:
    """P-14: a shop without a contract sends its sales: strangers, a second till, unknown codes.

    Turnover jumps, with drugs that this shop never bought: the fewer sales, the fewer codes, for
    a pack or two of each is what an honest count is out by.
    """
    sites_ = scene.world.institutions
    elsewhere = (sites_.area[scene.actor] + 2) % sites_.areas
    strangers = np.flatnonzero(employees(scene) & (scene.world.people.area == elsewhere))
    usual = len(scene.at_site(PHARMACY))
    n = min(len(strangers), max(3, round(0.45 * scene.scheme.intensity * usual)))
    psn = scene.rng.choice(strangers, n, replace=False)
    visits = purchases(scene, psn, shopping_hours(scene, n))
    visits["till"], visits["card"] = SECOND_TILL, SOCIAL_SECURITY_CARD
    lines = sold(scene, visits, any_of(scene, _own(scene, RARE, _wares(n)), n))
    lines["given"] = NOTHING_GIVEN
    return deed(visits, lines)


def _wares(sales: int) -> int:
    return min(MOST_WARES, max(1, sales // PACKS_OF_EACH))


def grow_after_opening(scene: Scene) -> Deed:
    """Like P-14: a new shop whose turnover grows month by month, with neighbours and own stock."""
    usual = len(scene.at_site(PHARMACY))
    grown = min(scene.month.index + 1, OPENING_MONTHS) / OPENING_MONTHS
    psn = scene.patients_near(scene.actor, max(3, round(0.4 * grown * usual)), scene.anyone)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    return deed(visits, scene.treated(visits))


def newest_shops(world: World) -> Ints:
    """The shops that were designated last."""
    shops = world.institutions.of_kind(SHOP)
    newest = np.argsort(-world.institutions.opened[shops].astype(np.int64), kind="stable")
    return np.sort(shops[newest[: max(1, round(YOUNGEST_SHARE * len(shops)))]])


PLOTS = (
    Plot(swap_for_vitamins, "P-01", INSTITUTION, 0.6, sites(SHOP)),
    Plot(sell_vitamins_openly, "P-01", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(sell_goods_as_drugs, "P-04", INSTITUTION, 0.6, sites(SHOP)),
    Plot(promote_a_brand, "P-04", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(swipe_for_another_shop, "P-14", INSTITUTION, 0.6, sites(SHOP)),
    Plot(grow_after_opening, "P-14", INSTITUTION, 0.3, newest_shops, innocent=True),
)
