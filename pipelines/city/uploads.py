"""When the fee lines of a visit reach the insurance."""

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows, Times
from pipelines.city.claims import ONLINE, is_stay

FORTNIGHT = np.timedelta64(14, "D")
"""A stay that lasts is uploaded after every fortnight; it leaves about 0.15 % of the lines of two
years without a settlement (A.9)."""


def uploaded(visits: Rows, lines: Rows, at: Ints) -> Times:
    """When lines are uploaded where nothing holds them up: with the settlement of their visit.

    Those of a stay that lasts come at the end of their fortnight, so an export that is drawn while
    it goes on holds no line of the fortnight begun. `at` is the row of the visit of each line.
    """
    begun, settled = visits["beg"][at], visits["settled"][at]
    turns = (lines["time"] - begun) // FORTNIGHT + 1
    in_turn = np.minimum(begun + turns * FORTNIGHT, settled)
    sent = np.where(at_the_bed(visits)[at], in_turn, settled)
    return np.asarray(np.maximum(sent, lines["time"]))


def at_the_bed(visits: Rows) -> Mask:
    """The stays known before their settlement: those on paper are entered with it by a clerk."""
    return np.asarray(is_stay(visits) & (visits["clerk"] == ONLINE))
