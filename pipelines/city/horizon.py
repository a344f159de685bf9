"""The days a world is made for: who is born, dies, moves or opens a shop in them is known ahead."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Times

YEAR = 365.2425
"""Mean days of a year."""

NEVER = np.datetime64("NaT", "D")
"""The day of what does not happen."""


@dataclass(frozen=True)
class Horizon:
    """The days from `first` to `last`, both included."""

    first: np.datetime64
    last: np.datetime64

    @classmethod
    def of(cls, year: int, months: int) -> "Horizon":
        """The `months` from January of a year on."""
        first = np.datetime64(f"{year}-01", "M")
        return cls(first.astype("M8[D]"), (first + months).astype("M8[D]") - 1)

    @property
    def days(self) -> int:
        """How many days there are."""
        return int((self.last - self.first).astype(np.int64)) + 1

    @property
    def years(self) -> float:
        """The same in years."""
        return self.days / YEAR

    def draw(self, n: int, rng: np.random.Generator, *, before: float = 0) -> Times:
        """Draw `n` days of the horizon and of the `before` years that precede it."""
        earliest = -round(before * YEAR)
        days: Times = self.first + rng.integers(earliest, self.days, n).astype("m8[D]")
        return days
