"""`order`: the orders, reports and records that stand behind what is charged in stays."""

import numpy as np
import polars as pl

from pipelines.city.claims import IN_PATIENT
from pipelines.city.coding import GAPS, Desk

REPORTED, RECORDED = ("03", "04"), ("05", "06")
"""Charge types with a report (examination, laboratory) and with a record (treatment, operation)."""

ORDERED, DONE = -30, 90
"""Minutes from the charge to its order and to what was found or done."""


def orders(desk: Desk, lines: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """An order for each such line, and a report or a record; a few were never uploaded."""
    kind = pl.col("charge_type")
    charged = lines.filter(
        pl.col("med_type").is_in(IN_PATIENT),
        kind.is_in([*REPORTED, *RECORDED]),
        ~pl.col("bare"),
    )
    found = pl.when(kind.is_in(REPORTED)).then(pl.lit("report")).otherwise(pl.lit("record"))
    both = pl.concat(
        [
            charged.with_columns(type=pl.lit("order"), minutes=pl.lit(ORDERED)),
            charged.with_columns(type=found, minutes=pl.lit(DONE)),
        ]
    )
    both = both.filter(pl.Series(rng.random(len(both)) >= GAPS["document"]))
    both = both.with_columns(moment=pl.col("time") + pl.duration(minutes="minutes"))
    both = both.sort("moment", "feedetl_sn", "type")
    return both.select(
        ORDER_ID=desk.numbered(6, len(both)),
        ORDER_TYPE="type",
        MDTRT_ID="mdtrt_id",
        PSN_NO="PSN_NO",
        MEDINS_CODE="MEDINS_CODE",
        ORDER_TIME="moment",
        BKKP_SN="feedetl_sn",
        HILIST_CODE="code",
        BILG_DR_CODE="doctor",
        ORDERS_DR_CODE="attending",
        CNT="cnt",
    )
