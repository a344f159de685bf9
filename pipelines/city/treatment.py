"""What an honest place charges for a visit or a stay: the fee lines of given visits."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.claims import CHRONIC, PHARMACY, blank_lines, is_stay
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import CHINESE, CLINIC, LEVEL_2, LEVEL_3, OUTSIDE, VILLAGE
from pipelines.city.pricelist import ITEMS, number_of, numbers_of, price_list
from pipelines.city.world import World

HOUR = 3_600
WARD_DAY = {
    "bed": 1.0, "ward_round": 1.0, "nursing_2": 0.85, "nursing_1": 0.15, "infusion": 0.85,
    "saline": 0.85, "dextrose": 0.7, "infusion_set": 0.85, "syringe": 0.85, "catheter": 0.3,
    "gauze": 0.6, "injection": 0.6, "oxygen": 0.4, "nebuliser": 0.35, "monitor": 0.35,
    "dressing": 0.35, "pantoprazole": 0.5, "ambroxol": 0.35, "thymalfasin": 0.35,
    "ceftriaxone": 0.4, "cefoperazone": 0.2, "levofloxacin": 0.3, "stasis_injection": 0.45,
    "budesonide": 0.2, "cbc": 0.15, "crp": 0.15, "renal": 0.12, "liver": 0.12, "glucose": 0.5,
    "urine": 0.18, "coagulation": 0.1, "lipids": 0.1, "ecg": 0.16, "ct": 0.05, "xray": 0.06,
    "ultrasound": 0.08,
}  # fmt: skip
"""Chance of what every stay day brings, whatever the illness."""

CLINIC_VISIT = {
    "cbc": 0.5, "crp": 0.4, "urine": 0.35, "liver": 0.3, "renal": 0.26, "lipids": 0.22,
    "glucose": 0.4, "ecg": 0.26, "xray": 0.15, "ultrasound": 0.2, "infusion": 0.32,
    "saline": 0.32, "infusion_set": 0.32, "ceftriaxone": 0.22, "injection": 0.28, "syringe": 0.3,
}  # fmt: skip
"""Chance of what many visits bring, whatever the illness."""

ADMISSION = ("cbc", "urine", "liver", "renal", "ecg", "xray", "coagulation", "lipids", "stool")
"""Usual tests at admission."""

TAKE_HOME_IN_WARD = 0.07
"""A pack of a take-home drug lasts about two weeks, so it is charged that seldom in a ward."""

MONTH_PACK, LONG_SUPPLY = 28, 0.3
"""Packs for a month come from the refill; elsewhere they are charged that much less often."""

SCALES = {
    "03": (1.5, 1.25, 0.6, 0.12, 0.0, 0.0, 1.6),
    "04": (1.5, 1.3, 0.9, 0.25, 0.04, 0.0, 1.6),
    "05": (1.0, 1.0, 0.9, 0.9, 0.0, 0.0, 1.0),
}
"""How readily each kind of institution tests (03, 04) and treats (05)."""

OPERATED_IN_SMALL_HOUSES = 0.15
"""How much less often small houses operate."""

WARD_UNITS = (6.8, 4.2, 2.2, 1.0, 1.0, 1.0, 6.8)
"""Mean units of an injectable drug a day by kind of institution."""


@dataclass(frozen=True)
class Chances:
    """Chance (condition x item) that an item is charged per visit, admission or stay day."""

    visit: Floats
    refill: Floats
    purchase: Floats
    admission: Floats
    daily: Floats
    surgery: Floats


def _named(of: str, chance: float) -> Floats:
    table = np.zeros((len(CONDITIONS), len(ITEMS)))
    for row, condition in enumerate(CONDITIONS):
        for key in getattr(condition, of):
            table[row, number_of(key)] = chance
    return table


def _at_least(table: Floats, chances: dict[str, float]) -> Floats:
    for key, chance in chances.items():
        table[:, number_of(key)] = np.maximum(table[:, number_of(key)], chance)
    return table


@cache
def chances() -> Chances:
    """The usual treatment of every condition."""
    timed = np.array([item.minutes > 0 for item in ITEMS])
    take_home = price_list().days > 0
    tests, drugs = _named("tests", 0.62), _named("drugs", 0.85)
    long_supply = np.where(price_list().days >= MONTH_PACK, LONG_SUPPLY, 1.0)
    daily = _named("ward", 0.85)
    return Chances(
        visit=_at_least(
            np.maximum(tests, drugs * long_supply) + 0.35 * daily * timed, CLINIC_VISIT
        ),
        refill=_named("tests", 0.35) + _named("drugs", 0.95),
        purchase=_at_least(
            _named("drugs", 0.65) * take_home * long_supply,
            {"vitamins": 0.15, "cold_tablets": 0.4, "lianhua": 0.3, "ibuprofen": 0.2},
        ),
        admission=_at_least(_named("tests", 0.9), dict.fromkeys(ADMISSION, 0.6)),
        daily=_at_least(np.where(take_home, TAKE_HOME_IN_WARD * (daily > 0), daily), WARD_DAY),
        surgery=_named("surgery", 1.0),
    )


@cache
def _scale() -> Floats:
    """How readily (kind x item) an item is charged at a kind of institution."""
    return np.array([SCALES.get(item.charge_type, (1.0,) * 7) for item in ITEMS]).T


def treat(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    """The honest fee lines of visits (`LINE` rows), in no particular order.

    Visits whose lines a scheme has written get none.
    """
    visits = visits[~visits["scripted"]]
    stay, shop = is_stay(visits), visits["med_type"] == PHARMACY
    return np.concatenate(
        [
            _ward_lines(world, visits[stay], rng),
            _visit_lines(world, visits[~stay & ~shop], rng),
            _shop_lines(world, visits[shop], rng),
        ]
    )


def charge(
    world: World,
    visits: Rows,
    item: Ints,
    cnt: Floats,
    seconds: Ints,
) -> Rows:
    """One line per visit at the honest price, `seconds` after the visit begins."""
    lines = blank_lines(len(visits))
    prices = price_list()
    lines["visit"], lines["item"], lines["cnt"] = visits["visit"], item, cnt
    lines["pric"] = prices.at(item, world.institutions.kind[visits["inst"]])
    lines["time"] = visits["beg"] + seconds.astype("timedelta64[s]")
    lines["dr"] = visits["dr"]
    lines["days"] = np.minimum(prices.days[item] * cnt, 180)
    return lines


def _drawn(chance: Floats, rng: np.random.Generator) -> tuple[Ints, Ints]:
    rows, items = np.nonzero(rng.random(chance.shape, np.float32) < chance)
    return rows, items


def _readiness(world: World, visits: Rows) -> Floats:
    sites = world.institutions
    scale = _scale()[sites.kind[visits["inst"]]] * sites.style[visits["inst"]][:, None]
    timed = np.array([item.minutes > 0 for item in ITEMS])
    plain_clinic = (sites.kind[visits["inst"]] == CLINIC) & (sites.focus[visits["inst"]] != CHINESE)
    return np.asarray(np.where(plain_clinic[:, None] & timed, 0.0, scale), np.float64)


def _visit_lines(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    if not len(visits):
        return blank_lines(0)
    table, cond = chances(), visits["cond"]
    refill = (visits["med_type"] == CHRONIC)[:, None]
    chance = np.where(refill, table.refill[cond], table.visit[cond]) * _readiness(world, visits)
    rows, items = _drawn(chance, rng)
    packs = price_list().is_drug[items]
    cnt = np.ones(len(rows)) + packs * rng.binomial(2, 0.45 + 0.15 * refill[rows, 0])
    cnt[items == number_of("herbs")] *= 7
    extra = charge(world, visits[rows], items, cnt, rng.integers(300, 2_400, len(rows)))
    return np.concatenate([_consultation(world, visits), extra])


def _consultation(world: World, visits: Rows) -> Rows:
    small = np.isin(world.institutions.kind[visits["inst"]], (CLINIC, VILLAGE))
    item = np.where(small, number_of("general_care"), number_of("consult"))
    return charge(world, visits, item, np.ones(len(visits)), np.full(len(visits), 60))


def _shop_lines(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    chance = chances().purchase[visits["cond"]]
    rows, items = _drawn(chance, rng)
    bare = np.setdiff1d(np.arange(len(visits)), rows)
    anything = numbers_of("cold_tablets", "lianhua", "ointment", "omeprazole", "ibuprofen")
    rows = np.concatenate([rows, bare])
    items = np.concatenate([items, rng.choice(anything, len(bare))])
    cnt = np.ones(len(rows)) + rng.binomial(2, 0.35, len(rows))
    cnt[items == number_of("herbs")] *= 5
    return charge(world, visits[rows], items, cnt, np.zeros(len(rows), np.int64))


def stay_days(visits: Rows) -> Ints:
    """The number of charged days of each stay: its nights, at least 1."""
    nights: Ints = (visits["end"].astype("M8[D]") - visits["beg"].astype("M8[D]")).astype(np.int64)
    return np.maximum(nights, 1)


def _ward_lines(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    if not len(visits):
        return blank_lines(0)
    table, days = chances(), stay_days(visits)
    row = np.repeat(np.arange(len(visits)), days)
    day = np.arange(len(row)) - np.repeat(days.cumsum() - days, days)
    readiness = _readiness(world, visits)
    daily_readiness = np.where(_fixed(), 1.0, readiness)
    rows, items = _drawn(table.daily[visits["cond"][row]] * daily_readiness[row], rng)
    daily = _at_hour(world, visits[row[rows]], items, day[rows], rng)
    rows, items = _drawn(table.admission[visits["cond"]] * readiness, rng)
    admission = _at_hour(world, visits[rows], items, np.zeros(len(rows), np.int64), rng)
    return np.concatenate([daily, admission, _surgery(world, visits, days, rng)])


@cache
def _fixed() -> Mask:
    """Which items every stay day has, whatever the habit of the house: bed, round, nursing."""
    return np.array([item.charge_type in {"01", "02", "07"} for item in ITEMS])


def _surgery(world: World, visits: Rows, days: Ints, rng: np.random.Generator) -> Rows:
    operated = np.array([condition.operated for condition in CONDITIONS])[visits["cond"]]
    large = np.isin(world.institutions.kind[visits["inst"]], (LEVEL_3, LEVEL_2, OUTSIDE))
    done = rng.random(len(visits)) < operated * np.where(large, 1.0, OPERATED_IN_SMALL_HOUSES)
    rows, items = _drawn(chances().surgery[visits["cond"]] * done[:, None], rng)
    lines = _at_hour(world, visits[rows], items, np.minimum(days[rows] - 1, 1), rng)
    lines["cnt"] = 1
    return lines


def _at_hour(world: World, visits: Rows, items: Ints, day: Ints, rng: np.random.Generator) -> Rows:
    """Lines on a stay day (0 = the day of admission) between 11:30 and 16:30."""
    midnight = (visits["beg"] - visits["beg"].astype("M8[D]")).astype(np.int64)
    clock = rng.integers(int(11.5 * HOUR), int(16.5 * HOUR), len(items))
    return charge(
        world, visits, items, _units(world, visits, items, rng), day * 86_400 + clock - midnight
    )


def _units(world: World, visits: Rows, items: Ints, rng: np.random.Generator) -> Floats:
    kind = world.institutions.kind[visits["inst"]]
    prices = price_list()
    injected = (prices.is_drug[items] == 1) & (prices.days[items] == 0)
    cnt: Floats = np.ones(len(items)) + injected * rng.poisson(np.array(WARD_UNITS)[kind] - 1)
    cnt[items == number_of("oxygen")] *= 12
    cnt[items == number_of("syringe")] *= 2
    return cnt
