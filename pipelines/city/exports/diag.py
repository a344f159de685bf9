"""`diag_d`: the diagnoses of every encounter (A.6)."""

import numpy as np
import polars as pl

from pipelines.city.claims import IN_PATIENT, PHARMACY
from pipelines.city.coding import GAPS, Desk, coded, thinned
from pipelines.city.conditions import CONDITIONS
from pipelines.city.conditions.condition import ACCIDENT, FALL

SLASHED = "%Y/%m/%d %H:%M"
CAUSES = {FALL: "未特指的跌倒", ACCIDENT: "未特指的交通事故"}
LAST = 4
"""The place of the external cause, after the illness and two chronic ones."""


def diag_d(desk: Desk, visits: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The main diagnosis of every visit; of stays the chronic illnesses and the cause beside it."""
    recorded = pl.Series(rng.random(len(visits)) >= GAPS["diagnosis"])
    seen = visits.filter(pl.col("med_type") != PHARMACY, recorded, pl.col("cond") >= 0)
    stays = seen.filter(pl.col("med_type").is_in(IN_PATIENT))
    codes = [condition.code for condition in CONDITIONS]
    beside = [_beside(desk, stays, of, place) for place, of in enumerate(("chronic", "second"), 2)]
    rows = pl.concat([seen.with_columns(place=pl.lit(1)), *beside]).unique(
        ["mdtrt_id", "cond"], keep="first", maintain_order=True
    )
    rows = rows.with_columns(
        code=coded(codes, rows["cond"].to_numpy()),
        name=coded([c.name for c in CONDITIONS], rows["cond"].to_numpy()),
    )
    rows = pl.concat([rows, _causes(rows)]).sort("mdtrt_id", "place")
    return rows.select(
        MDTRT_ID="mdtrt_id",
        DIAG_SRT_NO="place",
        DIAG_CODE=thinned(rows["code"], GAPS["code"], rng),
        DIAG_NAME="name",
        MAINDIAG_FLAG=(pl.col("place") == 1).cast(pl.Int64),
        DIAG_TIME=pl.col("beg").dt.strftime(SLASHED),
    )


def _causes(rows: pl.DataFrame) -> pl.DataFrame:
    """The external cause of an injury that is the main diagnosis."""
    cause = coded([c.cause for c in CONDITIONS], rows["cond"].to_numpy())
    table = rows.with_columns(code=cause, name=cause.replace_strict(CAUSES, default=None))
    injured = table.filter(pl.col("place") == 1, pl.col("code") != "")
    return injured.with_columns(place=pl.lit(LAST, pl.Int32))


def _beside(desk: Desk, stays: pl.DataFrame, of: str, place: int) -> pl.DataFrame:
    """The diagnosis row of a chronic illness of the person, where there is one."""
    illness = getattr(desk.world.people, of)[stays["psn"].to_numpy()]
    return stays.with_columns(
        cond=pl.Series(illness.astype(np.int16)), place=pl.lit(place, pl.Int32)
    ).filter(pl.col("cond") >= 0)
