"""What plots at a till need: purchases, lines of a wanted worth, rows of the stock books."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import MOVES, NO_DEED, NO_VISIT, OUTPATIENT, PHARMACY, STOCK, Deed
from pipelines.city.conditions import CONDITIONS, condition_of
from pipelines.city.people import EMPLOYEES
from pipelines.city.pricelist import ITEMS, number_of, price_list
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import charge

OVER_THE_COUNTER = ("cold_tablets", "ibuprofen", "lianhua", "stomach_granules", "vitamins")
ON_PRESCRIPTION = ("amoxicillin", "amlodipine", "valsartan", "metformin", "acarbose", "clopidogrel")
TONICS = ("donkey_gelatin", "ginseng", "bezoar_pill")

MONTH_PACK = 28
"""Days a pack lasts that is meant for a month."""

WHOLESALE = 0.82
"""What a shop pays for a pack, beside the price it sells it at."""


def at_the_till(visits: Rows) -> Rows:
    """A purchase ends when it begins."""
    visits["end"] = visits["settled"] = visits["beg"]
    return visits


def purchases(scene: Scene, psn: Ints, begin: Ints, inst: Ints | int | None = None) -> Rows:
    """Purchases at the actor's shop, or at others, some seconds after the month begins."""
    shop = scene.actor if inst is None else inst
    return at_the_till(scene.visit(psn, shop, condition_of("J06.9"), PHARMACY, begin))


def consultations(scene: Scene, psn: Ints, begin: Ints, code: str) -> Rows:
    """Short visits for an illness to the actor's clinic, settled at once."""
    return at_the_till(scene.visit(psn, scene.actor, condition_of(code), OUTPATIENT, begin))


def shopping_hours(scene: Scene, n: int) -> Ints:
    """Seconds of the month between 8 and 20, in the weekly rhythm of shops."""
    return scene.month.draw_days(n, "shop", scene.rng) * DAY + scene.rng.integers(
        8 * 3_600, 20 * 3_600, n
    )


def clinic_hours(scene: Scene, n: int) -> Ints:
    """Seconds of the month between 8 and 17, in the weekly rhythm of clinics."""
    return scene.office_hours(scene.month.draw_days(n, "clinic", scene.rng))


def sold(scene: Scene, visits: Rows, item: Ints | int, cnt: Floats | Ints | float = 1) -> Rows:
    """One planted line per visit, at the honest price, when the visit begins."""
    n = len(visits)
    packs = np.broadcast_to(np.asarray(cnt, np.float64), n)
    items, at_once = np.broadcast_to(item, n), np.zeros(n, np.int64)
    lines = charge(scene.world, visits, items, packs, at_once)
    lines["scheme"] = scene.scheme.number
    return lines


def any_of(scene: Scene, keys: tuple[str, ...], n: int) -> Ints:
    """Items drawn from some, one for each of `n` lines."""
    return scene.rng.choice(np.array([number_of(key) for key in keys]), n)


def worth(scene: Scene, visits: Rows, fen: Ints, keys: tuple[str, ...] = TONICS) -> Rows:
    """One line per visit of exactly `fen`, in as many packs as the usual price suggests."""
    lines = sold(scene, visits, any_of(scene, keys, len(visits)))
    lines["cnt"] = np.maximum(1, np.rint(fen / 100 / lines["pric"]))
    lines["pric"] = np.round(fen / 100 / lines["cnt"], 6)
    return lines


def employees(scene: Scene, *, above_fen: int = 0) -> Mask:
    """Who has a personal account, with more than some fen in it."""
    mask: Mask = (scene.world.people.insutype == EMPLOYEES) & (scene.accounts >= above_fen)
    return mask


def undrawn(scene: Scene) -> Mask:
    """Who has no visit this month that may draw on the account first."""
    mask = scene.anyone
    mask[scene.stage.visits["psn"]] = False
    return mask


def next_door(scene: Scene) -> Mask:
    """Who lives in the area of the actor's site."""
    area = scene.world.institutions.area[scene.actor]
    return np.asarray(scene.world.people.area == area, bool)


def crowd(scene: Scene, plain: int, least: int = 4) -> int:
    """How many persons a plain scheme gathers, more or fewer with the intensity."""
    return max(least, round(plain * scene.scheme.intensity))


@cache
def refills(*, resaleable: bool = False) -> Ints:
    """The month's pack for every condition (its place among the items), or -1."""
    return np.array(
        [
            next((n for n in map(number_of, c.drugs) if _fits(n, resaleable=resaleable)), -1)
            for c in CONDITIONS
        ],
        np.int64,
    )


def _fits(item: int, *, resaleable: bool) -> bool:
    return ITEMS[item].days >= MONTH_PACK and (ITEMS[item].resaleable or not resaleable)


def booked(scene: Scene, move: str, rows: int, **fields: object) -> Rows:
    """Rows of the stock book of the actor's shop, for cash and by nobody unless said otherwise.

    `move` is one of `MOVES`.
    """
    stock = np.zeros(rows, STOCK)
    stock["inst"], stock["scheme"] = scene.actor, scene.scheme.number
    stock["move"] = MOVES.index(move)
    stock["pharmacist"], stock["visit"] = -1, NO_VISIT
    for name, value in fields.items():
        stock[name] = value
    return stock


def purchase_price(items: Ints) -> Floats:
    """What a shop pays its wholesaler for items, in yuan."""
    return np.round(price_list().price[items] * WHOLESALE, 2)


def in_the_books(stock: Rows) -> Deed:
    """A deed that is nothing but rows of the stock book."""
    return Deed(NO_DEED.claims, stock=stock)


def pharmacist_of(scene: Scene, shop: int) -> int:
    """The place of a shop's first pharmacist."""
    return int(scene.world.pharmacists.at(shop)[0])
