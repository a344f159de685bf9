"""`setl_d`: one row per settlement, with its refunds, void attempts and manual claims (A.3)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Rows
from pipelines.city.claims import ONLINE
from pipelines.city.coding import Desk, coded, frame_of
from pipelines.city.keys import spelled
from pipelines.city.settlement import Settled

VOID = 0.0037
"""Share of settlements that leave a void attempt (VALI_FLAG 0) behind (A.9)."""

COMPACT = "%Y%m%d %H%M%S"
BY_ITEM, BY_GROUP = "1", "6"
"""Ways of clearing (清算方式): by item, by diagnosis group (DRG)."""


def setl_d(
    desk: Desk, claims: Rows, visits: pl.DataFrame, settled: Settled, rng: np.random.Generator
) -> pl.DataFrame:
    """The settlements of visits, in order of time.

    `visits` spells out `claims`; both and `settled.rows` belong together row by row.
    """
    paid = frame_of(settled.rows).drop("visit", "psn")
    rows = pl.concat([visits, paid], how="horizontal").with_columns(
        **_hands(desk, claims),
        refund=pl.lit(0),
        valid=pl.lit(1),
    )
    cancelled = rows.filter(pl.Series(settled.refunded))
    void = rows.filter(pl.Series(rng.random(len(rows)) < VOID))
    last = len(rows) + len(cancelled)
    rows = pl.concat(
        [
            rows,
            _cancelling(cancelled, settled, desk.numbered(2, len(cancelled), start=len(rows))),
            void.with_columns(setl_id=desk.numbered(2, len(void), start=last), valid=pl.lit(0)),
        ]
    )
    return rows.sort("settled", "setl_id").select(**SETL_COLUMNS)


def _hands(desk: Desk, claims: Rows) -> dict[str, pl.Series]:
    """Who settled: the till of the site, or the clerk of a manual claim and who paid it out."""
    world = desk.world
    till = pl.Series(claims["till"]).cast(pl.String).str.zfill(2)
    at_site = coded(world.institutions.code, claims["inst"]) + "-" + till
    clerk, payer = (coded(world.clerks.code, claims[of]) for of in ("clerk", "payer"))
    named = pl.Series(claims["invoice"]).cast(pl.String).str.zfill(20)
    usual = spelled(claims["visit"], world.seed, "", room="invoices")
    return {
        "clerk_code": clerk,
        "payer_code": payer,
        "operator": clerk.fill_null(at_site),
        "invoice_no": named.zip_with(pl.Series(claims["invoice"] > 0), usual),
    }


def _cancelling(rows: pl.DataFrame, settled: Settled, setl_id: pl.Series) -> pl.DataFrame:
    """The negative settlements that cancel some, uploaded as they are made."""
    kept = {"visit", "psn", "balance"}
    amounts = [name for name in settled.rows.dtype.names or () if name not in kept]
    return rows.with_columns(
        *(-pl.col(name) for name in amounts),
        setl_id=setl_id,
        settled=pl.Series(settled.refund_time.astype("M8[us]")),
        balance=pl.col("balance") + pl.col("account"),
        refund=pl.lit(1),
    )


def _yuan(name: str) -> pl.Expr:
    return pl.col(name) / 100


def _later(seconds: pl.Expr) -> pl.Expr:
    return (pl.col("settled") + pl.duration(seconds=seconds)).dt.strftime(COMPACT)


MANUAL = pl.col("clerk") != ONLINE
"""Claims that a person brought to the agency on paper."""

SETL_COLUMNS: dict[str, str | pl.Expr] = {
    "SETL_ID": "setl_id",
    "MDTRT_ID": "mdtrt_id",
    "PSN_NO": "PSN_NO",
    "FIXMEDINS_CODE": "MEDINS_CODE",
    "FIXMEDINS_NAME": "FIXMEDINS_NAME",
    "HOSP_LV": "HOSP_LV",
    "SETL_TIME": pl.col("settled").dt.strftime(COMPACT),
    "MED_TYPE": "med_type",
    "INSUTYPE": "insutype",
    "INSU_ADMDVS": "INSU_ADMDVS",
    "POOLAREA_NO": pl.col("INSU_ADMDVS").str.head(4) + "00",
    "MEDFEE_SUMAMT": _yuan("medfee"),
    "FULAMT_OWNPAY_AMT": _yuan("outside"),
    "INSCP_AMT": _yuan("scope"),
    "ACT_PAY_DEDC": _yuan("deductible"),
    "HIFP_PAY": _yuan("fund"),
    "FUND_PAY_SUMAMT": _yuan("fund"),
    "PSN_PAY": _yuan("own"),
    "ACCT_PAY": _yuan("account"),
    "CASH_PAYAMT": _yuan("cash"),
    "BALC": _yuan("balance"),
    "SETL_TYPE": pl.when(MANUAL).then(1).otherwise(2),
    "MDTRT_CERT_TYPE": "card",
    "CLR_WAY": pl.when(
        pl.col("department").is_not_null() & (pl.col("end") > pl.col("beg").dt.offset_by("20h"))
    )
    .then(pl.lit(BY_GROUP))
    .otherwise(pl.lit(BY_ITEM)),
    "OPTER_ID": "operator",
    "INVONO": "invoice_no",
    "CRTE_TIME": _later(pl.col("lag")),
    "APPY_TIME": pl.when(MANUAL).then(_later(-pl.col("review"))),
    "RCHKER_ID": pl.when(MANUAL).then("clerk_code"),
    "OPT_TIME": pl.when(MANUAL).then(_later(pl.lit(0))),
    "DFR_OPTER_ID": "payer_code",
    "DFR_TIME": pl.when(MANUAL | (pl.col("payout") > 0)).then(
        _later(pl.col("payout").cast(pl.Int64) * 86_400)
    ),
    "REFD_SETL_FLAG": "refund",
    "VALI_FLAG": "valid",
}
