"""Rows that take back what an earlier row charged, with the sign that lets them net out (A.9).

Some exports write a refund as a positive amount and leave it to a flag to say so. In the lake
what is taken back is negative, so that every sum nets: a settlement marked as a refund
(`refd_setl_flag` 1), and a fee line that names the line it reverses (`init_feedetl_sn`).
"""

import polars as pl

from features.contract import Table

STANDING = frozenset({"balc"})
"""Money that is not paid by the row: the balance of the account after it."""


def netting(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """`rows` of a contract table, with reversals negative whatever sign their source wrote.

    A line that names itself in `init_feedetl_sn` reverses nothing.
    """
    if table.name == "setl" and "refd_setl_flag" in rows.columns:
        return _negative(rows, pl.col("refd_setl_flag") == "1", "medfee_sumamt", table)
    if table.name == "fee" and "init_feedetl_sn" in rows.columns:
        other = pl.col("init_feedetl_sn") != pl.col("feedetl_sn")
        named = rows.with_columns(pl.when(other).then("init_feedetl_sn").alias("init_feedetl_sn"))
        reverses = pl.col("init_feedetl_sn").is_not_null()
        return _negative(named, reverses, "det_item_fee_sumamt", table)
    return rows


def _negative(rows: pl.DataFrame, reverses: pl.Expr, total: str, table: Table) -> pl.DataFrame:
    """Turn every amount and count of the rows that reverse, where the total is positive."""
    turned = [
        name
        for name in rows.columns
        if name == "cnt" or (name in table.columns and table.unit(name) == "fen")
    ]
    positive = (reverses & (pl.col(total) > 0)).fill_null(value=False)
    return rows.with_columns(
        pl.when(positive).then(-pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in turned
        if name not in STANDING
    )
