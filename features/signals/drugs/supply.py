"""Signals of drug quantity: more days of supply than days."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.windows import first_day


def _supply_overlap(claims: Claims) -> pl.LazyFrame:
    """A purchase while much of what was bought before, anywhere, must still be left.

    What is left before a purchase is the supply bought earlier in the window less the days
    gone since; it is never less than nothing, so the lowest `balance` so far counts as empty.
    Lines of one encounter are one purchase, and one that was refunded is none.
    """
    drug = ("psn_no", "med_list_codg")
    bought = pl.col("prd_days").cum_sum().over(drug) - pl.col("prd_days")
    elapsed = (pl.col("day") - pl.col("day").first().over(drug)).dt.total_days()
    left = pl.col("balance") - pl.col("balance").cum_min().over(drug)
    this_month = pl.col("day") >= first_day(claims.month)
    return (
        claims.supply.join(claims.encounters, on="mdtrt_id", how="semi")
        .sort(*drug, "day", "mdtrt_id", "feedetl_sn")
        .with_columns(balance=bought - elapsed)
        .with_columns(left=left)
        .with_columns(left=pl.col("left").first().over(*drug, "mdtrt_id"))
        .filter(this_month, pl.col("left") >= claims.thresholds.supply_overlap_days)
        .with_columns(amount_fen="at_issue")
    )


def _resaleable(claims: Claims) -> pl.LazyFrame:
    return _supply_overlap(claims).filter(
        pl.col("med_list_codg").is_in(claims.reference.codes("resaleable_drugs"))
    )


SIGNALS = (
    Signal(
        name="supply_overlap",
        violation="I-22",
        zh="重复超量开药",
        en="overlapping drug supply",
        rule="在已购药量远未用完时再次购买同一药品（跨机构累计）",
        rule_en="the same drug bought again while much of the earlier supply must be left",
        levels=("institution", "doctor", "patient"),
        needs=("fee.prd_days",),
        key="psn_no",
        find=_supply_overlap,
    ),
    Signal(
        name="resaleable_overlap",
        violation="A-07",
        zh="易倒卖药品超量购买",
        en="oversupply of resaleable drugs",
        rule="易倒卖药品在已购药量远未用完时再次购买",
        rule_en="a drug with a black market bought again while much of the supply must be left",
        levels=("institution", "doctor", "patient"),
        needs=("fee.prd_days",),
        key="psn_no",
        find=_resaleable,
        lists=("resaleable_drugs",),
    ),
)
