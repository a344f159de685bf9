"""What signals of stays start from: the keys of a hit, stays of the month, groups of them."""

import polars as pl

from features.signals.claims import Claims

STAY = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
"""What a hit on a whole stay says beside its money."""

NO_OPERATION = pl.col("oprn_oprt_code").is_null() & (pl.col("operation_fen").fill_null(0) == 0)
"""Neither in the record nor on the bill."""


def stays(claims: Claims) -> pl.LazyFrame:
    """The stays of the months that signals see."""
    return claims.encounters.filter("inpatient")


def stays_now(claims: Claims) -> pl.LazyFrame:
    """The stays settled in the month at hand."""
    return stays(claims).filter(claims.settled_now)
