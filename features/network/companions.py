"""Who appears with whom: persons admitted together again and again (I-37, O-01)."""

import polars as pl

from features.keys import beside

_CROWD = 50
"""A site-day with more admissions says nothing about who came with whom, and its pairs
would grow with the square; it is left out."""


def with_companions(encounters: pl.LazyFrame) -> pl.LazyFrame:
    """Add `companion`: was this stay begun together with somebody, and not for the first time?

    Two persons are companions when they were admitted to one site on one day at least twice
    in the window. Cost: the pairs of a site-day, at most 50 x 49.
    """
    together = ("fixmedins_code", "begn")
    stays = encounters.filter("inpatient").select("mdtrt_id", "psn_no", *together)
    small = stays.filter(pl.len().over(together).is_between(2, _CROWD))
    pairs = small.join(small, on=together, suffix="_other").filter(
        pl.col("psn_no") != pl.col("psn_no_other")
    )
    again = pairs.filter(pl.struct(together).n_unique().over("psn_no", "psn_no_other") > 1)
    found = again.select("mdtrt_id").unique().with_columns(companion=pl.lit(value=True))
    return encounters.pipe(beside, found, "mdtrt_id").with_columns(
        pl.col("companion").fill_null(value=False)
    )
