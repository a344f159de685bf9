"""Which hits still count when a window is looked at: claims may be taken back after they hit."""

import polars as pl

from features.signals import SIGNALS

_OF_CANCELLED = [signal.name for signal in SIGNALS if signal.of_cancelled]


def standing(hits: pl.LazyFrame, encounters: pl.LazyFrame) -> pl.LazyFrame:
    """Hits of encounters that stand, and of those taken back where a signal is about that.

    A bill that is refunded in whole costs the fund nothing and accuses nobody; that a house
    refunds many and settles none of them anew is a pattern all the same.

    Args:
        hits: columns of `features.signals.signal.HIT_SCHEMA`.
        encounters: assembled encounters (`features.windows.assemble`); taken back are missing.

    Returns:
        Rows of `hits`, in any order.
    """
    known = encounters.select("mdtrt_id", stands=pl.lit(value=True))
    of_cancelled = pl.col("signal").is_in(_OF_CANCELLED)
    return (
        hits.join(known, on="mdtrt_id", how="left")
        .filter(pl.col("stands").fill_null(value=False) | of_cancelled)
        .drop("stands")
    )
