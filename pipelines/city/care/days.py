"""On which day somebody is there to treat, and who it is."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.calendar import weekdays
from pipelines.city.care.block import Block
from pipelines.city.claims import EMERGENCY, NO_VISIT, PHARMACY
from pipelines.city.conditions import departments


def at_staffed_days(block: Block, visits: Rows) -> Rows:
    """Move visits to the next day on which their site has a doctor.

    What would leave the month by that is moved back, unless it follows on another visit.
    """
    day = weekdays(visits["beg"])
    wait, since = block.roster.wait, block.roster.since
    later = wait[day, visits["inst"]].astype("m8[D]")
    earlier = since[day, visits["inst"]].astype("m8[D]")
    over = (visits["beg"] < block.month.end) & (visits["beg"] + later >= block.month.end)
    over &= visits["came_from"] == NO_VISIT
    shift = np.where(over, -earlier, later)
    shift[np.isin(visits["med_type"], (EMERGENCY, PHARMACY))] = np.timedelta64(0, "D")
    for name in ("beg", "end", "settled"):
        visits[name] += shift
    return visits


def with_doctors(block: Block, visits: Rows) -> Rows:
    """Give visits a doctor on duty on the day they begin."""
    visits["dr"] = block.roster.choose(
        visits["inst"].astype(np.int64),
        departments()[visits["cond"]],
        weekdays(visits["beg"]),
        block.rng,
    )
    return visits
