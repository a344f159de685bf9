"""What happens at the desk: card, operator, upload, and claims settled by hand."""

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows, Times
from pipelines.city.calendar import DAY, on_working_day
from pipelines.city.care.block import Block
from pipelines.city.care.rates import (
    LATE_AT_MONTH_END,
    LATE_UPLOAD,
    LIABLE,
    MANUAL_AWAY,
    MANUAL_HERE,
)
from pipelines.city.claims import OUTPATIENT, is_stay
from pipelines.city.conditions import conditions_under
from pipelines.city.dice import Urn, happens, lot
from pipelines.city.institutions import OUTSIDE, SHOP

CARDS = ((0.85, 0.05, 0.1), (0.7, 0.05, 0.25), (0.25, 0.1, 0.65))
"""How likely persons below 45, below 65 and older show each credential."""

TILLS = (8, 5, 2, 1, 1, 2, 10)
"""Operators on a shift by kind of site; there are three shifts a day."""

MEAN_LAG = 600
"""Seconds from a settlement to its upload, where nothing holds it up."""

REVIEW = 780
"""Median seconds a clerk looks at a claim; the mean is a quarter of an hour."""

HANDED_IN = (5, 60)
"""Days after which a claim is handed in at the agency and settled there."""

PAID_AFTER = (10, 26)
"""Working days until a manual claim is paid out: from, and below."""


def at_the_desk(block: Block, visits: Rows) -> Rows:
    """Fill in what the desk adds to visits whose time, place and person are known."""
    visits["card"] = _cards(block, visits["psn"])
    visits["third_party"] = _somebody_liable(block, visits)
    visits = _by_hand(block, visits)
    visits["till"] = _tills(block, visits)
    visits["lag"] = _lags(block, visits["settled"])
    return visits


def _cards(block: Block, psn: Ints) -> Ints:
    """Most persons always show the same credential."""
    old = np.searchsorted(np.array([45, 65]), block.world.people.age[psn], side="right")
    habit = lot(block.world.seed, "card", psn)
    today = np.where(happens(0.1, len(psn), block.rng), block.rng.random(len(psn)), habit)
    reach: Floats = np.array(CARDS).cumsum(axis=1)[old]
    return np.asarray(1 + (today[:, None] >= reach[:, :2]).sum(axis=1), np.int64)


def _somebody_liable(block: Block, visits: Rows) -> Mask:
    injured = np.isin(visits["cond"], conditions_under("S", "T"))
    share = np.where(is_stay(visits), LIABLE[True], LIABLE[False])
    at_shop = block.world.institutions.kind[visits["inst"]] == SHOP
    return np.asarray(injured & ~at_shop & (block.rng.random(len(visits)) < share), np.bool_)


def _tills(block: Block, visits: Rows) -> Ints:
    """The operator: some for every shift of eight hours."""
    operators = np.array(TILLS)[block.world.institutions.kind[visits["inst"]]]
    second = (visits["settled"] - visits["settled"].astype("M8[D]")).astype(np.int64)
    shift = second // (DAY // 3)
    free = (block.rng.random(len(visits)) * operators).astype(np.int64)
    return np.asarray(shift * operators + free, np.int64)


def _lags(block: Block, settled: Times) -> Ints:
    """Minutes mostly; days for a few, and for more of the last days of a month."""
    n, rng = len(settled), block.rng
    lag = rng.exponential(MEAN_LAG, n) + 5
    soon_over = (settled + np.timedelta64(3, "D")).astype("M8[M]") > settled.astype("M8[M]")
    share = np.where(soon_over, LATE_AT_MONTH_END, LATE_UPLOAD)
    late = rng.random(n) < share
    return np.where(late, rng.integers(DAY, 10 * DAY, n), lag).astype(np.int64)


def _by_hand(block: Block, visits: Rows) -> Rows:
    """Settle some claims, most of them from outside the city, at the agency of the home area."""
    away = block.world.institutions.kind[visits["inst"]] == OUTSIDE
    fits = is_stay(visits) | np.isin(visits["med_type"], (OUTPATIENT,))
    share = np.where(away, MANUAL_AWAY, MANUAL_HERE * fits)
    row = np.flatnonzero(block.rng.random(len(visits)) < share)
    clerk, payer = _clerks(block, visits["psn"][row])
    visits["clerk"][row], visits["payer"][row] = clerk, payer
    handed_in = visits["end"][row] + _random_days(block, len(row), *HANDED_IN)
    visits["settled"][row] = office_hour(block, handed_in)
    visits["review"][row] = np.rint(block.rng.lognormal(np.log(REVIEW), 0.5, len(row)))
    visits["payout"][row] = _working_days(block, visits["settled"][row])
    return visits


def _clerks(block: Block, psn: Ints) -> tuple[Ints, Ints]:
    """Two different clerks of the agency of each person's area."""
    area = block.world.people.area[psn]
    staff = block.world.clerks.area
    first, after = (np.searchsorted(staff, area, side=side) for side in ("left", "right"))
    number = after - first
    turn = (block.rng.random(len(psn)) * number).astype(np.int64)
    other = turn + 1 + (block.rng.random(len(psn)) * (number - 1)).astype(np.int64)
    return first + turn, first + other % number


def _random_days(block: Block, n: int, low: int, high: int) -> Times:
    days = block.rng.integers(low, high, n)
    return days.astype("m8[D]")


def office_hour(block: Block, times: Times) -> Times:
    """An office hour of the same day, or of the next one on which offices work."""
    dates = times.astype("M8[D]")
    while not (working := on_working_day(dates)).all():
        dates = np.where(working, dates, dates + 1)
    urn = Urn.of(np.array([(0,) * 9 + (5, 6, 4, 0, 0, 4, 5, 4) + (0,) * 7], np.float64))
    hour = urn.draw(np.zeros(len(dates), np.int64), block.rng)
    clock = hour * 3_600 + block.rng.integers(0, 3_600, len(dates))
    return np.asarray(dates.astype("M8[s]") + clock.astype("m8[s]"))


def _working_days(block: Block, settled: Times) -> Ints:
    """Days until the money is paid out, a few weeks of working days later."""
    start = settled.astype("M8[D]")
    paid = np.busday_offset(start, block.rng.integers(*PAID_AFTER, len(start)), roll="forward")
    return np.asarray((paid - start).astype(np.int64), np.int64)
