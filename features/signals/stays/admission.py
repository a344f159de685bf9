"""What signals of stays share: the keys of a hit, stays of the month, patterns over months."""

from collections.abc import Callable

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


def newly_shown(
    rows: pl.LazyFrame,
    keys: tuple[str, ...],
    pattern: Callable[[pl.LazyFrame], pl.LazyFrame],
    claims: Claims,
) -> pl.LazyFrame:
    """Encounters whose keys show a pattern over months, each told in one month only.

    All at once in the month that completes the pattern, later ones as they come.
    """
    earlier = rows.filter(~claims.settled_now)
    told = earlier.join(pattern(earlier), on=keys, how="semi")
    return rows.join(pattern(rows), on=keys, how="semi").join(told, on="mdtrt_id", how="anti")
