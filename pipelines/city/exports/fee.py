"""`fee_list_d`: one row per charged line, reversals negative (A.5)."""

import numpy as np
import polars as pl

from pipelines.city.claims import IN_PATIENT
from pipelines.city.coding import GAPS, thinned

MONEY = pl.Decimal(18, 2)


def fee_list_d(lines: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Fee lines as exported; where `setl_id` is null the person is still in hospital."""
    stay = pl.col("med_type").is_in(IN_PATIENT)
    supply = lines.select(pl.when(pl.col("days") > 0).then("days"))["days"].cast(pl.Float64)
    last_day = pl.col("time").dt.date() == pl.col("end").dt.date()
    return lines.select(
        BKKP_SN="feedetl_sn",
        INIT_FEEDETL_SN="reversed",
        MDTRT_ID="mdtrt_id",
        SETL_ID="setl_id",
        PSN_NO="PSN_NO",
        MEDINS_CODE="MEDINS_CODE",
        FEE_OCUR_TIME="time",
        CRTE_TIME=pl.col("uploaded") + pl.duration(seconds="lag"),
        HILIST_CODE="code",
        HILIST_NAME="name",
        LIST_TYPE="list_type",
        MED_CHRGITM_TYPE="charge_type",
        CHRGITM_LV="payment_class",
        CNT="cnt",
        PRIC="pric",
        PRIC_UPLMT_AMT="limit",
        DET_ITEM_FEE_SUMAMT=(pl.col("fen").cast(pl.Decimal(38, 2)) / 100).cast(MONEY),
        FULAMT_OWNPAY_AMT=pl.col("outside") / 100,
        OVERLMT_AMT=pl.col("over") / 100,
        PRESELFPAY_AMT=pl.col("first") / 100,
        INSCP_AMT=pl.col("scope") / 100,
        BILG_DR_CODE="doctor",
        BILG_DEPT_CODE="department",
        ORDERS_DR_CODE="attending",
        ACORD_DEPT_CODE="attended",
        PRD_DAYS=thinned(supply, GAPS["days"], rng),
        RXNO=pl.when("drug", "rx", ~stay).then("R" + pl.col("mdtrt_id").str.tail(20)),
        HI_NEGO_DRUG_FLAG=pl.col("nego").cast(pl.Int8),
        DSCG_TKDRUG_FLAG=(stay & last_day & (pl.col("days") > 0)).cast(pl.Int8),
    )
