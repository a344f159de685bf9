"""What schemes with stays share: admissions, routine days, longer and shorter stays."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import PHARMACY, Claims, Deed, deed, is_stay
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import ITEMS, numbers_of
from pipelines.city.schemes.scene import Scene
from pipelines.city.treatment import stay_days

WARD_ROUTINE = ("bed", "ward_round", "nursing_2")
"""All that is charged on a day on which nothing is done."""


def admitted(
    scene: Scene, psn: Ints, inst: Ints | int, cond: Ints | int, nights: Ints | int
) -> Rows:
    """Stays that begin on days on which wards admit: many on Mondays, few on Sundays."""
    day = scene.month.draw_days(len(psn), "ward", scene.rng)
    return scene.stay(psn, inst, cond, day, np.broadcast_to(nights, len(psn)))


def workplace(scene: Scene) -> int:
    """The main site of the actor, a doctor."""
    return int(scene.world.doctors.inst[scene.actor])


def under(doctor: int, visits: Rows) -> Rows:
    """The visits, attended by one doctor."""
    visits["dr"] = doctor
    return visits


def daily(scene: Scene, stays: Rows, key: str, cnt: float = 1, *, first: Ints | int = 0) -> Rows:
    """So many units of an item on every stay day from `first` on."""
    first = np.broadcast_to(first, len(stays))
    number = np.maximum(stay_days(stays) - first, 0)
    row = np.repeat(np.arange(len(stays)), number)
    day = first[row] + np.arange(len(row)) - np.repeat(number.cumsum() - number, number)
    return scene.billed(stays[row], key, cnt, day=day)


def routine(scene: Scene, stays: Rows, *, first: Ints | int = 0) -> Rows:
    """Bed, ward round and nursing on every stay day from `first` on."""
    return np.concatenate([daily(scene, stays, key, first=first) for key in WARD_ROUTINE])


def is_routine(lines: Rows) -> Mask:
    """Which lines are bed, consultation or nursing (charge types 01, 02, 07)."""
    of_item = np.array([item.charge_type in {"01", "02", "07"} for item in ITEMS])
    return np.asarray(of_item[lines["item"]], bool)


def without(lines: Rows, *keys: str) -> Rows:
    """The lines but those of some items."""
    return lines[~np.isin(lines["item"], numbers_of(*keys))]


def ended_after(stays: Rows, nights: Ints | int) -> Rows:
    """The stays, ended after so many nights where they last longer."""
    short = stays.copy()
    limit = stays["beg"].astype("M8[D]") + np.asarray(nights).astype("m8[D]")
    short["end"] = np.minimum(stays["end"], limit.astype("M8[s]"))
    return short


def moved(stays: Rows, nights: Ints) -> Rows:
    """The stays, ended and settled so many nights later."""
    late = stays.copy()
    for name in ("end", "settled"):
        late[name] = stays[name] + nights.astype("m8[D]")
    return late


def treated_for(scene: Scene, stays: Rows, nights: Ints | int) -> Rows:
    """Honest lines of the first nights; from then on nothing but routine."""
    first = np.minimum(stay_days(stays), nights)
    return np.concatenate(
        [scene.treated(ended_after(stays, nights)), routine(scene, stays, first=first)]
    )


def in_bed(scene: Scene, stays: Rows, lines: Rows) -> Deed:
    """Stays of persons who really lie there: what they had planned meanwhile they do afterwards."""
    later = [_postponed(scene, stay) for stay in stays]
    return Deed(Claims(stays, lines), edits=np.concatenate([stays[:0], *later]))


def _postponed(scene: Scene, stay: Rows) -> Rows:
    """The person's ordinary visits within a stay, some days after discharge."""
    own = scene.of_person(int(stay["psn"]))
    own = own[~is_stay(own) & (own["beg"] > stay["beg"]) & (own["beg"] < stay["end"])]
    nights = (stay["end"] - stay["beg"]).astype("m8[D]").astype(np.int64)
    waiting = nights + scene.rng.integers(1, 5, len(own))
    own["beg"] = own["beg"] + waiting.astype("m8[D]")
    return moved(own, waiting)


def errands(scene: Scene, stays: Rows) -> Deed:
    """A purchase at the usual pharmacy two to five days into each stay."""
    psn = stays["psn"].astype(np.int64)
    into = scene.rng.integers(2, 6, len(stays)) * DAY + scene.rng.integers(0, 20_000, len(stays))
    begin = (stays["beg"] - scene.month.start).astype(np.int64) + into
    shop = scene.world.people.usual[psn, SHOP]
    visits = scene.visit(psn, shop, stays["cond"], PHARMACY, begin)
    return deed(visits, scene.treated(visits))
