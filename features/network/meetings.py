"""Who met whom in a ring, and how often: what the map of a ring shows (O-01, I-37)."""

import polars as pl

from features.network.rings import MEMBER, MIDDLE, Rings

TIE = pl.Schema(
    {
        "ring_id": pl.String(),
        "a": pl.String(),
        "b": pl.String(),
        "role": pl.String(),
        "days": pl.Int64(),
    }
)
"""On so many days two persons of a ring were together (`a` before `b`), or the site or doctor `a`
in its middle had the person `b`; `role` is that of `a`, as in `features.network.rings.RING`."""

_PROVIDERS = ("fixmedins_code", "dr_code")


def ties(rings: Rings, encounters: pl.LazyFrame, ring_ids: list[str]) -> pl.LazyFrame:
    """The ties inside some rings of persons (`TIE`), sorted.

    Args:
        rings: the rings of a window.
        encounters: assembled encounters of the window.
        ring_ids: which rings; those between providers have no encounters and give no ties.
    """
    visits = (
        rings.visits.lazy()
        .filter(pl.col("ring_id").is_in(ring_ids))
        .join(encounters.select("mdtrt_id", "begn"), on="mdtrt_id")
    )
    seats = visits.select("ring_id", "fixmedins_code", "begn", "psn_no").unique()
    together = ["ring_id", "fixmedins_code", "begn"]
    met = seats.join(seats, on=together, suffix="_b").select(
        "ring_id", "begn", a="psn_no", b="psn_no_b", role=pl.lit(MEMBER)
    )
    middles = rings.members.lazy().filter(role=MIDDLE).select("ring_id", "role", a="entity_id")
    at = [
        visits.select("ring_id", "begn", a=key, b="psn_no").join(middles, on=["ring_id", "a"])
        for key in _PROVIDERS
    ]
    return (
        pl.concat([met.filter(pl.col("a") < pl.col("b")), *at], how="diagonal")
        .group_by("ring_id", "a", "b", "role")
        .agg(days=pl.col("begn").n_unique())
        .select(TIE.names())
        .cast(TIE)
        .sort("ring_id", "a", "b")
    )
