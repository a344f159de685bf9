"""The keys of visits: who wrote them, and how they are spelled without telling it."""

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.city.arrays import Ints, Mask
from pipelines.city.calendar import Month
from pipelines.city.dice import dice

MONTH, ORDINARY, WRITER, PERSON = 52, 51, 28, 6
"""Bits below the month, below the mark of ordinary care, of a writer and of a person."""

MIXERS = (
    (30, np.uint64(0xBF58476D1CE4E5B9)),
    (27, np.uint64(0x94D049BB133111EB)),
    (31, np.uint64(1)),
)
"""Shifts and odd factors that stir all 64 bits of a key, each step reversible."""


def first_key(month: Month, writer: int) -> int:
    """The first of 268 million visit keys of a scheme (its number + 1) in a month."""
    return (month.index << MONTH) + (writer << WRITER)


def block_key(month: Month, persons: slice) -> int:
    """The first visit key of the ordinary care of a range of persons: 64 for each of them."""
    return (month.index << MONTH) + (1 << ORDINARY) + (int(persons.start) << PERSON)


def is_ordinary(keys: Ints) -> Mask:
    """Which keys belong to ordinary visits, changed by a scheme or not."""
    return np.asarray((keys >> ORDINARY) & 1 == 1, bool)


def stirred(keys: Ints, seed: int, room: str = "visits") -> npt.NDArray[np.uint64]:
    """Different numbers for different keys, in which nothing of the key can be seen."""
    offset = dice(seed, "identifiers", *room.encode()).integers(0, 2**63, dtype=np.uint64)
    found = keys.astype(np.uint64) + offset
    for shift, factor in MIXERS:
        found = (found ^ (found >> np.uint64(shift))) * factor
    return found


def spelled(keys: Ints, seed: int, prefix: str, room: str = "visits") -> pl.Series:
    """Identifiers of keys: the prefix and 20 digits; null for negative keys."""
    digits = pl.Series(stirred(keys, seed, room)).cast(pl.String).str.zfill(20)
    names = pl.DataFrame({"name": prefix + digits, "known": keys >= 0})
    return names.select(pl.when("known").then("name"))["name"].alias("")
