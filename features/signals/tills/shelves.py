"""Signals of goods at a pharmacy: more sold than its shelf can have given."""

import polars as pl

from features.signals.claims import Claims
from features.signals.records.stock import oversold
from features.signals.signal import Signal
from features.signals.tills.rows import AT_PHARMACY, SITE

_THING = (SITE, "med_list_codg")


def _sold_from_nowhere(claims: Claims) -> pl.LazyFrame:
    """Where much of a thing was never there any line of it may be false, by that share.

    Where little was missing it is looked for in the largest lines, until it is found; lines of
    one size share what is left for them.
    """
    t = claims.thresholds
    purchases = claims.encounters.filter(AT_PHARMACY).select("mdtrt_id")
    any_line = pl.col("share") >= t.stock_gap_share_of_any_line
    part = pl.when(any_line).then("share").otherwise(_part_of_missing())
    amount = (pl.col("det_item_fee_sumamt") * part).round().cast(pl.Int64)
    return (
        oversold(claims, t.pharmacy_gap_share_min)
        .join(purchases, on="mdtrt_id", how="semi")
        .sort(*_THING, "cnt", descending=[False, False, True])
        .with_columns(so_far=pl.col("cnt").cum_sum().over(_THING))
        .with_columns(amount_fen=amount)
        .filter(pl.col("amount_fen") > 0)
        .select(
            SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day", "amount_fen",
        )
    )  # fmt: skip


def _part_of_missing() -> pl.Expr:
    """The part of a line that is missing, when larger lines of the thing were so first."""
    alike = (*_THING, "cnt")
    pieces = pl.col("cnt").sum().over(alike)
    larger = pl.col("so_far").max().over(alike) - pieces
    return ((pl.col("gap") - larger) / pieces).clip(0, 1)


SIGNALS = (
    Signal(
        name="sold_from_nowhere",
        violation="P-07",
        zh="药店销售多于库存",
        en="sold from an empty shelf",
        rule="药店当月某品种销售数量明显多于库存与购进之和，其中数量大的各笔",
        rule_en="more of a thing sold at a pharmacy than it had and bought: its largest lines",
        # Who of the customers took nothing home, the books do not tell.
        levels=("institution",),
        needs=("fee", "inv"),
        key="fixmedins_code",
        find=_sold_from_nowhere,
        also=("P-01", "P-04"),
        national=(43,),
    ),
)
