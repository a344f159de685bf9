"""Signals of papers at a pharmacy: one invoice for several persons, cancelled for other goods."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.tills.rows import AT_PHARMACY, SITE

_PURCHASE = (SITE, "psn_no", "mdtrt_id", "setl_id", "day")


def _invoice_reused(claims: Claims) -> pl.LazyFrame:
    """A number that very many share is none but a filler."""
    holders = pl.col("psn_no").n_unique().over(SITE, "invono")
    return (
        claims.encounters.filter(AT_PHARMACY, pl.col("invono").is_not_null())
        .with_columns(holders=holders)
        .filter(
            claims.settled_now,
            pl.col("holders").is_between(2, claims.thresholds.invoice_holders_max),
        )
        .select(*_PURCHASE, amount_fen="medfee_fen")
    )


def _bartered(claims: Claims) -> pl.LazyFrame:
    """A cancelled purchase and what the same person got there that day for much the same sum.

    Where both have a thing in common a mistake was put right. What was cancelled costs nothing.
    """
    pairs = _pairs(claims)
    bartered = pairs.join(_in_common(claims, pairs), on=("mdtrt_id", "instead"), how="anti")
    cancelled = bartered.select(*_PURCHASE, amount_fen=pl.lit(0, pl.Int64))
    got = bartered.select(
        SITE, "psn_no", pl.col("instead").alias("mdtrt_id"),
        pl.col("setl_id_instead").alias("setl_id"), "day", amount_fen="medfee_fen",
    )  # fmt: skip
    return pl.concat([cancelled, got]).unique("mdtrt_id", keep="any")


def _pairs(claims: Claims) -> pl.LazyFrame:
    """Cancelled purchases, each with the others of the person at the shop on that day."""
    back = pl.col("refd_setl_flag") == "1"
    cancelled = claims.setl.filter(VALID, AT_PHARMACY, back).select(
        *_PURCHASE[:-1], day=pl.col("setl_time").dt.date(), back_fen=-pl.col("medfee_sumamt")
    )
    instead = claims.encounters.filter(claims.settled_now, AT_PHARMACY).select(
        SITE, "psn_no", "day", "setl_id", "medfee_fen", instead="mdtrt_id"
    )
    difference = (pl.col("medfee_fen") - pl.col("back_fen")).abs()
    return cancelled.join(instead, on=(SITE, "psn_no", "day"), suffix="_instead").filter(
        pl.col("mdtrt_id") != pl.col("instead"),
        difference <= claims.thresholds.barter_difference_max * pl.col("back_fen"),
    )


def _in_common(claims: Claims, pairs: pl.LazyFrame) -> pl.LazyFrame:
    """The pairs of purchases that name a thing in common."""
    items = claims.fee.filter(VALID, pl.col("det_item_fee_sumamt") > 0).select(
        "mdtrt_id", "med_list_codg"
    )
    return (
        pairs.select("mdtrt_id", "instead")
        .join(items, on="mdtrt_id")
        .join(items.rename({"mdtrt_id": "instead"}), on=("instead", "med_list_codg"))
    )


SIGNALS = (
    Signal(
        name="invoice_reused",
        violation="P-12",
        zh="发票号重复使用",
        en="one invoice for several persons",
        rule="同一药店同一发票号用于不同参保人的结算",
        rule_en="one invoice number serves purchases of different persons at a pharmacy",
        levels=("institution", "patient"),
        needs=("setl.invono",),
        key="fixmedins_code",
        find=_invoice_reused,
    ),
    Signal(
        name="bartered",
        violation="P-11",
        zh="退费后同日换购他物",
        en="cancelled and bought other things",
        rule="药店退费当日为同一参保人另行结算相近金额且所购品种完全不同",
        rule_en="a purchase cancelled and much the same sum settled that day for other things",
        levels=("institution", "patient"),
        needs=("fee", "setl.refd_setl_flag"),
        key="psn_no",
        find=_bartered,
    ),
)
