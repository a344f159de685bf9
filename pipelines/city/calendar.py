"""The months of the city and the rhythm of its days."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Times
from pipelines.errors import InputError

DAY = 86_400
"""Seconds of a day."""

YEAR = 365.25
"""Days of a year."""

RHYTHM = {
    "clinic": (1.15, 1.05, 1.0, 1.0, 1.0, 0.7, 0.55, 0.5, 0.3),
    "emergency": (0.95, 0.93, 0.93, 0.95, 1.0, 1.12, 1.15, 1.25, 1.45),
    "ward": (1.3, 1.1, 1.0, 1.0, 0.95, 0.45, 0.4, 0.35, 0.22),
    "shop": (0.95, 0.95, 0.95, 0.95, 1.05, 1.1, 1.05, 0.95, 0.6),
}
"""How busy Monday to Sunday, public holidays and the Spring Festival are, by kind of place."""

HOLIDAY, FESTIVAL = 7, 8
"""Kinds of day after those of the week, the order of `RHYTHM`."""

MAKE_UP_DAY = 3
"""A weekend day worked in exchange for a day off is as busy as a Thursday."""

FESTIVAL_FROM, FESTIVAL_TO = -1, 6
"""Days of the Spring Festival, counted from the lunar New Year."""


@dataclass(frozen=True)
class Month:
    """One calendar month; `index` counts from the first month of the city."""

    index: int
    first: dt.date
    days: int

    @property
    def name(self) -> str:
        """`YYYY-MM`."""
        return f"{self.first:%Y-%m}"

    @property
    def start(self) -> np.datetime64:
        """Midnight of the first day."""
        return np.datetime64(self.first, "s")

    @property
    def end(self) -> np.datetime64:
        """Midnight after the last day."""
        return self.start + np.timedelta64(self.days, "D")

    @property
    def origin(self) -> np.datetime64:
        """The first day of the city's first month."""
        zero = self.first.year * 12 + self.first.month - 1 - self.index
        return np.datetime64(dt.date(zero // 12, zero % 12 + 1, 1), "D")

    @property
    def dates(self) -> Times:
        """Every day of the month."""
        return np.arange(self.start, self.end, np.timedelta64(1, "D")).astype("M8[D]")

    def rhythm(self, place: str) -> Floats:
        """How busy each day of the month is at a kind of place, 1 being the mean of a week."""
        table = np.array(RHYTHM[place])
        return np.asarray(table[_kinds_of(self.first, self.days)] / table[:7].mean(), np.float64)

    def share(self, place: str) -> float:
        """The part of a plain year's business that the month brings a kind of place."""
        return float(self.rhythm(place).sum() / YEAR)

    def draw_days(self, n: int, place: str, rng: np.random.Generator) -> Ints:
        """Draw `n` days of the month (0 = the first) in the rhythm of a kind of place."""
        weights = self.rhythm(place)
        return rng.choice(self.days, n, p=weights / weights.sum())


@cache
def _kinds_of(first: dt.date, days: int) -> Ints:
    dates = np.datetime64(first) + np.arange(days)
    return kinds_of_days(dates)


def kinds_of_days(dates: Times) -> Ints:
    """The kind of each date: 0 to 6 for Monday to Sunday, `HOLIDAY` or `FESTIVAL`."""
    kind = weekdays(dates)
    off, worked, festival = _free_days(_years(dates))
    kind[np.isin(dates, off)] = HOLIDAY
    kind[np.isin(dates, festival)] = FESTIVAL
    kind[np.isin(dates, worked)] = MAKE_UP_DAY
    return kind


def weekdays(dates: Times) -> Ints:
    """The day of the week of each date, 0 for Monday."""
    return (dates.astype("M8[D]").astype(np.int64) + 3) % 7


def on_working_day(times: Times) -> Mask:
    """Which times fall on a day on which offices work in China."""
    dates = times.astype("M8[D]")
    off, worked, _ = _free_days(_years(dates))
    return np.is_busday(dates, holidays=off) | np.isin(dates, worked)


def _years(dates: Times) -> tuple[int, ...]:
    found = np.unique(dates[~np.isnat(dates)].astype("M8[Y]").astype(np.int64))
    return tuple(int(year) + 1970 for year in found)


@cache
def _free_days(years: tuple[int, ...]) -> tuple[Times, Times, Times]:
    """The public holidays of some years, the weekend days worked, and the Spring Festival.

    Make-up days are known as far as they have been decreed; the holidays follow from the law.
    """
    from holidays import country_holidays

    off, worked, festival = [], [], []
    for year in years:
        law = country_holidays("CN", years=year, language="en_US")
        off += sorted(law)
        worked += sorted(law.weekend_workdays)
        span = range(FESTIVAL_FROM, FESTIVAL_TO + 1)
        for new_year in law.get_named("Chinese New Year (Spring Festival)")[:1]:
            festival += [new_year + dt.timedelta(days=day) for day in span]
    as_days = [np.array(sorted(set(found)), "M8[D]") for found in (off, worked, festival)]
    return as_days[0], as_days[1], as_days[2]


def months_from(first_month: str, count: int) -> list[Month]:
    """The `count` months from `first_month` on.

    Raises:
        InputError: when `first_month` is not a month written `YYYY-MM` from 1990 to 2090.
    """
    written = re.fullmatch(r"(19[9]\d|20[0-8]\d|2090)-(0[1-9]|1[0-2])", first_month)
    if written is None:
        raise InputError(
            f"first_month is {first_month!r}; write a month as YYYY-MM from 1990-01 to 2090-12, "
            "such as 2024-01"
        )
    zero = int(written[1]) * 12 + int(written[2]) - 1
    starts = [dt.date(n // 12, n % 12 + 1, 1) for n in range(zero, zero + count + 1)]
    return [
        Month(index, first, (after - first).days)
        for index, (first, after) in enumerate(pairwise(starts))
    ]
