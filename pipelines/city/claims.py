"""Claims inside the city: arrays of numbers, spelled out as codes only on export.

A visit points to persons, sites, doctors and conditions by their place in the world; a fee
line points to its visit. What is settled follows from the lines, so they always add up.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints, Rows

NO_SCHEME = -1
OUTPATIENT, CHRONIC, STAY, PHARMACY = 11, 14, 21, 41
"""National `med_type` codes."""

VISIT = np.dtype(
    [
        ("visit", "i8"),  # key, unique in the city
        ("psn", "i4"),
        ("inst", "i4"),
        ("dr", "i4"),  # attending doctor, -1 at a pharmacy
        ("cond", "i2"),  # main diagnosis, -1 where none is recorded
        ("med_type", "i2"),
        ("beg", "M8[s]"),
        ("end", "M8[s]"),
        ("settled", "M8[s]"),
        ("insutype", "i2"),
        ("waived", "?"),  # the person pays nothing
        ("scheme", "i4"),  # the scheme that planted it, or NO_SCHEME
    ]
)
LINE = np.dtype(
    [
        ("visit", "i8"),
        ("item", "i2"),
        ("cnt", "f8"),
        ("pric", "f8"),  # yuan
        ("time", "M8[s]"),
        ("dr", "i4"),
        ("days", "i2"),  # days of supply, 0 where it is none
        ("scheme", "i4"),
    ]
)


@dataclass(frozen=True)
class Claims:
    """Visits and their fee lines. Lines may belong to visits that stand elsewhere."""

    visits: Rows
    lines: Rows

    def __len__(self) -> int:
        return len(self.visits)

    def settled_before(self, moment: np.datetime64) -> tuple["Claims", "Claims"]:
        """Split into the visits settled before `moment`, with their lines, and the rest."""
        due = self.visits["settled"] < moment
        with_due = np.isin(self.lines["visit"], self.visits["visit"][due])
        return (
            Claims(self.visits[due], self.lines[with_due]),
            Claims(self.visits[~due], self.lines[~with_due]),
        )


def together(parts: Iterable[Claims]) -> Claims:
    """All claims of several parts."""
    found = list(parts)
    return Claims(
        np.concatenate([np.zeros(0, VISIT), *(part.visits for part in found)]),
        np.concatenate([np.zeros(0, LINE), *(part.lines for part in found)]),
    )


def amount_fen(lines: Rows) -> Ints:
    """The amount of each line in fen."""
    fen: Floats = np.rint(lines["cnt"] * lines["pric"] * 100)
    return fen.astype(np.int64)
