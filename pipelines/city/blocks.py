"""The city in blocks of persons: small enough that a month of one fits into little memory.

What is drawn in a block depends on the seed, the month and the block alone, so blocks can be
lived in any order and by any number of workers.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows

BLOCK = 50_000
"""Persons of a block."""


@dataclass(frozen=True)
class Block:
    """The persons from `first` up to, not including, `last`."""

    number: int
    first: int
    last: int

    @property
    def places(self) -> slice:
        """Where the persons of the block stand."""
        return slice(self.first, self.last)

    def of(self, rows: Rows) -> Rows:
        """The visits of persons of the block."""
        own: Mask = (rows["psn"] >= self.first) & (rows["psn"] < self.last)
        return rows[own]


def blocks_of(persons: int, size: int = BLOCK) -> tuple[Block, ...]:
    """All persons of a city, block by block."""
    starts = range(0, persons, size)
    return tuple(Block(n, start, min(start + size, persons)) for n, start in enumerate(starts))


def found_at(keys: Ints, wanted: Ints) -> Ints:
    """The row where each wanted key stands among unique keys, or -1."""
    if not len(keys):
        return np.full(len(wanted), -1)
    order = np.argsort(keys)
    at = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
    rows = order[at]
    return np.where(keys[rows] == wanted, rows, -1)
