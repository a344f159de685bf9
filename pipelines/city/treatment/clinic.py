"""Visits without a bed: consultations, tests, prescriptions, refills, sessions."""

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.claims import CHRONIC, EMERGENCY, SPECIAL_DRUG
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import CLINIC, LEVEL_2, LEVEL_3, OUTSIDE, VILLAGE
from pipelines.city.pricelist import number_of, numbers_of, price_list
from pipelines.city.supply import days_of_supply
from pipelines.city.treatment import rates
from pipelines.city.treatment.baskets import Basket, drawn, refill_basket, visit_basket
from pipelines.city.treatment.charging import charge, fits_age, readiness
from pipelines.city.world import World

CONSULTATIONS = ("consult_expert", "consult_deputy", "consult", "consult")
"""What a hospital charges for a consultation, by the doctor's title (1 to 4)."""

PER_DAY = ("herbs", "herb_granules")
"""Items of which one unit lasts a day."""


def clinic_lines(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    """The fee lines of out-patient visits."""
    refill = np.isin(visits["med_type"], (CHRONIC, SPECIAL_DRUG))
    return np.concatenate(
        [
            _consultations(world, visits, rng),
            _basket_lines(world, visits[~refill], visit_basket(), rng),
            _basket_lines(world, visits[refill], refill_basket(), rng),
        ]
    )


def _consultations(world: World, visits: Rows, rng: np.random.Generator) -> Rows:
    kind = world.institutions.kind[visits["inst"]]
    large = np.isin(kind, (LEVEL_3, LEVEL_2, OUTSIDE))
    by_title = numbers_of(*CONSULTATIONS)[world.doctors.duty[visits["dr"]] - 1]
    item = np.where(large & (visits["dr"] >= 0), by_title, number_of("consult"))
    item = np.where(visits["med_type"] == EMERGENCY, number_of("consult_emergency"), item)
    item = np.where(np.isin(kind, (CLINIC, VILLAGE)), number_of("general_care"), item)
    lines = charge(world, visits, item, np.ones(len(visits)), rng.integers(30, 240, len(visits)))
    found: Rows = lines[~_is_session(visits)]
    return found


def _is_session(visits: Rows) -> Mask:
    """Which visits are sessions, in which nothing is a matter of habit."""
    ill = [place for place, c in enumerate(CONDITIONS) if c.code in rates.SESSIONS]
    return np.asarray((visits["med_type"] == CHRONIC) & np.isin(visits["cond"], ill), np.bool_)


def _basket_lines(world: World, visits: Rows, of: Basket, rng: np.random.Generator) -> Rows:
    row, item, chance = of.offers(visits["cond"].astype(np.int64))
    ready = np.where(_is_session(visits)[row], 1.0, readiness(world, visits, row, item))
    chosen = drawn(chance * ready, rng)
    row, item = row[chosen], item[chosen]
    fits = fits_age(world, visits, row, item)
    row, item = row[fits], item[fits]
    cnt = _packs(world, visits[row], item, rng)
    return charge(world, visits[row], item, cnt, rng.integers(300, 2_400, len(row)))


def _packs(world: World, visits: Rows, item: Ints, rng: np.random.Generator) -> Floats:
    """Units of each line: packs for the days until the next refill, for a few days elsewhere."""
    pack = np.maximum(price_list().days[item], 1)
    supply = days_of_supply(world.seed, visits["psn"].astype(np.int64))
    supply = np.where(visits["med_type"] == CHRONIC, supply, rates.MONTH)
    refill = np.isin(visits["med_type"], (CHRONIC, SPECIAL_DRUG)) & (pack > 1)
    few = 1 + rng.binomial(2, rates.VISIT_PACKS, len(item)) * (pack < rates.LONG_PACK)
    cnt = np.where(refill, np.maximum(1, np.rint(supply / pack)), few)
    cnt = np.where(price_list().is_drug[item], cnt, 1)
    daily = np.isin(item, numbers_of(*PER_DAY))
    return np.where(daily, rng.choice([5, 7, 7, 14], len(item)), cnt).astype(np.float64)
