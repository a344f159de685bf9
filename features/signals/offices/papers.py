"""Claims that a person brings to an agency on paper."""

import polars as pl

from features.signals.claims import Claims

_BY_HAND = "1"

BY_HAND = pl.col("setl_type").eq_missing(_BY_HAND)
"""Settled by a clerk of an agency (`setl_type` 1, A.3)."""


def handled_now(claims: Claims) -> pl.LazyFrame:
    """The claims that clerks settled in the month at hand."""
    return claims.encounters.filter(BY_HAND, claims.settled_now)


def without(rows: pl.LazyFrame, claims: Claims, kind: str) -> pl.LazyFrame:
    """Encounters whose care no registration of a kind covers; one made late counts as well."""
    until = pl.col("enddate")
    covered = (pl.col("begndate") <= pl.col("day")) & ((until >= pl.col("begn")) | until.is_null())
    known = rows.select("psn_no", "mdtrt_id", "begn", "day").join(
        claims.registered(kind), on="psn_no"
    )
    return rows.join(known.filter(covered), on="mdtrt_id", how="anti")
