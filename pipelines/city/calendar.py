"""The months of the city and the rhythm of its days."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Times
from pipelines.errors import InputError

DAY = 86_400
"""Seconds of a day."""

WEEKDAYS = {
    "clinic": (1.15, 1.05, 1.0, 1.0, 1.0, 0.7, 0.55),
    "ward": (1.3, 1.1, 1.0, 1.0, 0.95, 0.45, 0.4),
    "shop": (0.95, 0.95, 0.95, 0.95, 1.05, 1.1, 1.05),
}
"""How busy Monday to Sunday are, by kind of place."""

SEASONS = (1.12, 0.9, 1.05, 1.03, 1.0, 0.96, 0.95, 0.94, 0.98, 0.97, 1.04, 1.12)
"""How busy January to December are: winter coughs, and few visits at the Spring Festival."""


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
    def season(self) -> float:
        """How busy the month is, about 1."""
        return SEASONS[self.first.month - 1]

    def draw_days(self, n: int, place: str, rng: np.random.Generator) -> Ints:
        """Draw `n` days of the month (0 = the first) in the weekly rhythm of a kind of place."""
        weekday = (self.first.weekday() + np.arange(self.days)) % 7
        weights: Floats = np.array(WEEKDAYS[place])[weekday]
        return rng.choice(self.days, n, p=weights / weights.sum())


def on_working_day(times: Times) -> Mask:
    """Which times fall on Monday to Friday."""
    return np.is_busday(times.astype("M8[D]"))


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
