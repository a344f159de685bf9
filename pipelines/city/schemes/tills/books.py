"""Stock books and price tags: purchases, sales and stock that do not fit together, two prices."""

import math

import numpy as np

from pipelines.city.arrays import Floats, Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import NOTHING_GIVEN, PHARMACY, Deed, deed, jointly
from pipelines.city.dice import dice
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import number_of, numbers_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.sales import (
    ON_PRESCRIPTION,
    OVER_THE_COUNTER,
    any_of,
    booked,
    employees,
    in_the_books,
    pharmacist_of,
    purchase_price,
    purchases,
    shopping_hours,
    sold,
)

OVERSOLD = ("danshen", "ginkgo", "omeprazole")
FEWEST_PACKS = 2
"""Packs of a thing by which an honest count may be wrong; a sale out of nothing has as many."""

NEVER_SHELVED = ("amlodipine", "metformin", "aspirin", "valsartan")
QUIET_SHOP = 10
"""Purchases of a month below which a shop's books look as if it had that many."""

TOLERATED = 0.02
"""Share of sales by which an honest stock-taking may differ."""

MARKUP = 0.25
"""How much more the insured pay at a plain scheme."""

DISCOUNT = 0.15


def cook_the_books(scene: Scene) -> Deed:
    """P-07: some drugs are sold that never came in, others are bought that nobody sold or holds.

    The fainter, the fewer drugs, down to one: a pack of this and a pack of that missing would be
    what honest counts are out by, and no residual of any drug.
    """
    psn = scene.patients_near(scene.actor, scene.times(16), employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    cnt = scene.rng.integers(FEWEST_PACKS, 6, len(psn))
    lines = sold(scene, visits, any_of(scene, _oversold(scene), len(psn)), cnt)
    lines["given"] = NOTHING_GIVEN
    return jointly([deed(visits, lines), _on_paper(scene)])


def _oversold(scene: Scene) -> tuple[str, ...]:
    """The drugs of this one shop, the same every month."""
    number = math.ceil(min(scene.scheme.intensity, 1.0) * len(OVERSOLD))
    drawn = dice(scene.world.seed, "oversold", scene.scheme.number).permutation(OVERSOLD)
    return tuple(str(key) for key in drawn[:number])


def _on_paper(scene: Scene) -> Deed:
    """Delivery notes for drugs that were never delivered, in proportion to the turnover."""
    items = numbers_of(*NEVER_SHELVED)
    turnover = max(QUIET_SHOP, len(scene.at_site(PHARMACY))) * scene.scheme.intensity
    cnt = 1 + np.rint(scene.rng.uniform(0.2, 0.6, len(items)) * turnover)
    return _entered(scene, "purchase", items, cnt, scene.office_hours(scene.days(len(items))))


def _entered(scene: Scene, move: str, items: Ints, cnt: Floats, seconds: Ints) -> Deed:
    """Rows of the stock book with the wholesaler."""
    time = scene.month.start + seconds.astype("m8[s]")
    price = purchase_price(items)
    rows = booked(scene, move, len(items), item=items, cnt=cnt, pric=price, time=time)
    return in_the_books(rows)


def take_stock(scene: Scene) -> Deed:
    """Like P-07: the yearly count finds a few expired packs, which go back to the wholesaler.

    They are less than two in a hundred of what the shop sells of that drug.
    """
    item = number_of("cold_tablets")
    psn = scene.patients_near(scene.actor, scene.times(15) + 20, scene.anyone)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    lines = sold(scene, visits, item, scene.rng.integers(2, 4, len(psn)))
    expired = np.floor(TOLERATED * lines["cnt"].sum(keepdims=True))
    last_day = np.array([(scene.month.days - 1) * DAY + 18 * 3_600])
    back = _entered(scene, "purchase_return", np.array([item]), expired, last_day)
    return jointly([deed(visits, lines), back])


def charge_the_insured_more(scene: Scene) -> Deed:
    """P-15: whoever pays with the card pays more for the same pack than the cash customer."""
    psn = scene.patients_near(scene.actor, scene.times(20), employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    lines = sold(scene, visits, any_of(scene, ON_PRESCRIPTION + OVER_THE_COUNTER, len(psn)))
    cash = _for_cash(scene, lines, lines["pric"])
    markup = MARKUP * scene.scheme.intensity * scene.rng.uniform(0.6, 1.4, len(psn))
    lines["pric"] = np.round(lines["pric"] * (1 + markup), 2)
    return jointly([deed(visits, lines), cash])


def hold_a_promotion_day(scene: Scene) -> Deed:
    """Like P-15: one crowded day at low round prices, the same with the card and for cash."""
    psn = scene.patients_near(scene.actor, scene.times(14), scene.anyone)
    day = np.full(len(psn), scene.days(1)[0])
    visits = purchases(scene, psn, scene.office_hours(day))
    lines = sold(scene, visits, any_of(scene, OVER_THE_COUNTER, len(psn)))
    lines["pric"] = np.floor(lines["pric"] * (1 - DISCOUNT))
    return jointly([deed(visits, lines), _for_cash(scene, lines, lines["pric"])])


def _for_cash(scene: Scene, lines: Rows, price: Floats) -> Deed:
    """Cash customers who take the same packs on the same days."""
    return in_the_books(
        booked(
            scene,
            "sale",
            len(lines),
            item=lines["item"],
            cnt=1,
            pric=price,
            time=lines["time"] + scene.rng.integers(60, 3_600, len(lines)).astype("m8[s]"),
            pharmacist=pharmacist_of(scene, scene.actor),
        )
    )


PLOTS = (
    Plot(cook_the_books, "P-07", INSTITUTION, 0.6, sites(SHOP)),
    Plot(take_stock, "P-07", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(charge_the_insured_more, "P-15", INSTITUTION, 0.6, sites(SHOP)),
    Plot(hold_a_promotion_day, "P-15", INSTITUTION, 0.3, sites(SHOP), innocent=True),
)
