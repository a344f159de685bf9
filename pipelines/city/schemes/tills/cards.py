"""Cards that stay behind at a till: swiped one after the other, or fetched for lawfully."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import Deed, deed
from pipelines.city.institutions import CLINIC, LEVEL_1, SHOP
from pipelines.city.people import EMPLOYEES
from pipelines.city.pricelist import number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, PATIENT, Member, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.accounts import SMALLEST_FEN, taken
from pipelines.city.schemes.tills.sales import (
    any_of,
    consultations,
    crowd,
    employees,
    next_door,
    purchases,
    refills,
    sold,
    worth,
)
from pipelines.city.world import World

PACE = 25
"""Seconds between two cards of a plain burst, on the average."""

SOCIAL_SECURITY_CARD, FIRST_TILL = 3, 1
HELD_CARDS = 24
"""Persons who leave their cards with a shop that cashes them in; the faint ones hold fewer."""

EVENING, DAWN = (20, 22), (5, 7)
OLD = 70


def burst(scene: Scene, cards: int, bursts: int, hours: tuple[int, int]) -> Ints:
    """Seconds of the month at which a bundle is swiped, `bursts` times, card after card."""
    opening = scene.days(bursts) * DAY + scene.rng.integers(
        hours[0] * 3_600, hours[1] * 3_600, bursts
    )
    pace = PACE / np.sqrt(scene.scheme.intensity)
    gaps = scene.rng.uniform(0.5 * pace, 1.5 * pace, (bursts, cards)).astype(np.int64)
    return np.asarray((opening[:, None] + gaps.cumsum(axis=1)).ravel(), np.int64)


def swipe_collected_cards(scene: Scene) -> Deed:
    """P-03: the same bundle of cards, one after the other within seconds, after hours."""
    bundle = _bundle(scene, 10)
    bursts = scene.times(2)
    begin = burst(scene, len(bundle), bursts, EVENING)
    visits = _at_one_till(purchases(scene, np.tile(bundle, bursts), begin))
    keys = ("vitamins", "ginkgo", "danshen")
    return deed(visits, np.concatenate([sold(scene, visits, number_of(key)) for key in keys]))


def swipe_held_cards(scene: Scene) -> Deed:
    """I-27: a clinic keeps patients' cards and bills them at dawn, always in the same order."""
    bundle = _bundle(scene, 9)
    bursts = scene.times(3)
    begin = burst(scene, len(bundle), bursts, DAWN)
    visits = _at_one_till(consultations(scene, np.tile(bundle, bursts), begin, "M54.5"))
    n = len(visits)
    lines = [sold(scene, visits, number_of("general_care"))]
    lines += [sold(scene, visits, any_of(scene, ("danshen", "ginkgo", "lianhua"), n), 2)]
    return deed(visits, np.concatenate(lines))


def cash_held_cards(scene: Scene) -> Deed:
    """P-13: cards left with the shop; every month's top-up is drawn in one go and paid out.

    The card holders take part: they are members of the ring.
    """
    held = scene.scheme.others(PATIENT)[: crowd(scene, 10)]
    psn = held[scene.accounts[held] >= SMALLEST_FEN]
    visits = _at_one_till(purchases(scene, psn, burst(scene, len(psn), 1, EVENING)))
    return deed(visits, worth(scene, visits, taken(scene, psn)))


def card_holders(world: World, actor: int, rng: np.random.Generator) -> tuple[Member, ...]:
    """Employees of the shop's area who leave their cards there."""
    people = world.people
    here = people.by_area.at(int(world.institutions.area[actor]))
    funded = here[(people.insutype[here] == EMPLOYEES) & people.here[here]]
    return tuple((PATIENT, int(psn)) for psn in rng.permutation(funded)[:HELD_CARDS])


def _bundle(scene: Scene, plain: int) -> Ints:
    return scene.circle(crowd(scene, plain), employees(scene) & next_door(scene))


def _at_one_till(visits: Rows) -> Rows:
    """The cards themselves go through one and the same till."""
    visits["card"], visits["till"] = SOCIAL_SECURITY_CARD, FIRST_TILL
    return visits


def keep_the_till_fast(scene: Scene) -> Deed:
    """Like P-03: a pharmacy beside the station; strangers queue a minute or two apart."""
    n, days = 9, scene.times(2)
    psn = scene.rng.choice(np.flatnonzero(employees(scene) & scene.stage.present), n * days)
    opening = scene.days(days) * DAY + scene.rng.integers(17 * 3_600, 18 * 3_600, days)
    gaps = scene.rng.integers(55, 170, (days, n)).cumsum(axis=1)
    visits = purchases(scene, psn, (opening[:, None] + gaps).ravel())
    return deed(visits, scene.treated(visits))


def fetch_for_the_home(scene: Scene) -> Deed:
    """Like I-27: a carer fetches the drugs of a nursing home, once a month in the morning.

    The same old persons in one row, yet minutes apart, on a working day, and each gets a month
    of the drug that the own illness needs.
    """
    residents, begin = _row_of_residents(scene)
    visits = _at_one_till(consultations(scene, residents, begin, "I10"))
    visits["cond"] = scene.world.people.chronic[residents]
    fee = sold(scene, visits, number_of("general_care"))
    return deed(visits, np.concatenate([fee, _own_drugs(scene, visits)]))


def shop_for_the_home(scene: Scene) -> Deed:
    """Like P-13: the carer of a nursing home at the pharmacy; drugs differ, accounts stay full."""
    residents, begin = _row_of_residents(scene)
    visits = _at_one_till(purchases(scene, residents, begin))
    return deed(visits, _own_drugs(scene, visits))


def _row_of_residents(scene: Scene) -> tuple[Ints, Ints]:
    """Those of a home who are still alive, and when the turn of each begins."""
    chronic = scene.world.people.chronic
    fits = scene.aged(OLD) & next_door(scene) & (chronic >= 0) & (refills()[chronic] >= 0)
    home = scene.circle(crowd(scene, 14), fits)
    residents = home[scene.stage.present[home]]
    gaps = scene.rng.integers(90, 240, len(residents)).cumsum()
    return residents, _fifth_working_day(scene) * DAY + 9 * 3_600 + gaps


def _fifth_working_day(scene: Scene) -> int:
    day = scene.month.start.astype("M8[D]") + np.arange(scene.month.days)
    return int(np.flatnonzero(np.is_busday(day))[4])


def _own_drugs(scene: Scene, visits: Rows) -> Rows:
    return sold(scene, visits, refills()[scene.world.people.chronic[visits["psn"]]])


PLOTS = (
    Plot(swipe_collected_cards, "P-03", INSTITUTION, 0.8, sites(SHOP)),
    Plot(keep_the_till_fast, "P-03", INSTITUTION, 0.4, sites(SHOP), innocent=True),
    Plot(swipe_held_cards, "I-27", INSTITUTION, 0.6, sites(CLINIC, LEVEL_1)),
    Plot(fetch_for_the_home, "I-27", INSTITUTION, 0.3, sites(CLINIC, LEVEL_1), innocent=True),
    Plot(cash_held_cards, "P-13", INSTITUTION, 0.6, sites(SHOP), members=card_holders),
    Plot(shop_for_the_home, "P-13", INSTITUTION, 0.3, sites(SHOP), innocent=True),
)
