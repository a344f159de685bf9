"""Registrations for treatment in other cities (异地备案), which most travellers have."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.dice import lot
from pipelines.city.institutions import OUTSIDE
from pipelines.city.schemes.plot import FACT
from pipelines.city.world import World

REGISTERED = 0.92
"""Share of persons treated elsewhere who have registered for it before."""

BEFORE, VALID = 21, 365
"""Most days between registration and treatment, and how many days it is valid."""


def treated_away(world: World, visits: Rows) -> Rows:
    """The visits at sites outside the city."""
    away: Rows = visits[world.institutions.kind[visits["inst"]] == OUTSIDE]
    return away


def would_register(world: World, psn: Ints) -> Mask:
    """Who of some persons registers a treatment elsewhere, should there be one."""
    return np.asarray(lot(world.seed, "travel", psn) < REGISTERED, bool)


def registrations(world: World, away: Sequence[Rows]) -> Rows:
    """One registration (`FACT` rows) for most persons with visits elsewhere, before the first."""
    visits = np.concatenate(away)
    visits = visits[np.lexsort((visits["beg"], visits["psn"]))]
    psn, first = np.unique(visits["psn"], return_index=True)
    drawn = lot(world.seed, "travel", psn)
    registered = drawn < REGISTERED
    days = 1 + (drawn[registered] / REGISTERED * BEFORE).astype(np.int64)
    rows = np.zeros(int(registered.sum()), FACT)
    rows["psn"], rows["kind"], rows["scheme"] = psn[registered], "travel", -1
    rows["first"] = visits["beg"][first][registered].astype("M8[D]") - days
    rows["last"] = rows["first"] + VALID
    return rows
