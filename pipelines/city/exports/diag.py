"""`diag_d`: the diagnoses of every encounter (A.6)."""

import numpy as np
import polars as pl

from pipelines.city.claims import IN_PATIENT, PHARMACY
from pipelines.city.coding import GAPS, Desk, coded, thinned
from pipelines.city.conditions import CONDITIONS

SLASHED = "%Y/%m/%d %H:%M"


def diag_d(desk: Desk, visits: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The main diagnosis of every visit, and of stays the chronic illnesses beside it."""
    recorded = pl.Series(rng.random(len(visits)) >= GAPS["diagnosis"])
    seen = visits.filter(pl.col("med_type") != PHARMACY, recorded, pl.col("cond") >= 0)
    stays = seen.filter(pl.col("med_type").is_in(IN_PATIENT))
    beside = [_beside(desk, stays, of, place) for place, of in enumerate(("chronic", "second"), 2)]
    rows = pl.concat([seen.with_columns(place=pl.lit(1)), *beside]).unique(
        ["mdtrt_id", "cond"], keep="first", maintain_order=True
    )
    rows = rows.sort("mdtrt_id", "place")
    cond = rows["cond"].to_numpy()
    return rows.select(
        MDTRT_ID="mdtrt_id",
        DIAG_SRT_NO="place",
        DIAG_CODE=thinned(coded([c.code for c in CONDITIONS], cond), GAPS["code"], rng),
        DIAG_NAME=coded([c.name for c in CONDITIONS], cond),
        MAINDIAG_FLAG=(pl.col("place") == 1).cast(pl.Int64),
        DIAG_TIME=pl.col("beg").dt.strftime(SLASHED),
    )


def _beside(desk: Desk, stays: pl.DataFrame, of: str, place: int) -> pl.DataFrame:
    """The diagnosis row of a chronic illness of the person, where there is one."""
    illness = getattr(desk.world.people, of)[stays["psn"].to_numpy()]
    return stays.with_columns(
        cond=pl.Series(illness.astype(np.int16)), place=pl.lit(place, pl.Int32)
    ).filter(pl.col("cond") >= 0)
