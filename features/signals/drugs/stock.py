"""What persons must still have of a drug: days of supply bought, less the days gone since."""

import polars as pl

from features.signals.claims import Claims

_OF_ENCOUNTER = ("mdtrt_id", "setting", "end", "months_ago")


def supplies(claims: Claims, drugs: pl.Expr | None = None) -> pl.LazyFrame:
    """Drug lines of the window that supply somebody, of encounters that were not refunded.

    Args:
        claims: what is at hand.
        drugs: which lines are wanted; by default all.

    Returns:
        The columns of `claims.supply` with `lasts` (days, as stated or else by the list
        `pack_days`), `pack_days` and `max_days` of that list, and `setting`, `end` and
        `months_ago` of the encounter.
    """
    stated = pl.when(pl.col("prd_days") > 0).then("prd_days")
    listed = pl.col("cnt") * pl.col("pack_days")
    known = pl.col("med_list_codg").is_in(claims.reference.codes("pack_days"))
    wanted = (pl.col("prd_days") > 0) | known if drugs is None else drugs
    return (
        claims.supply.filter(wanted)
        .join(claims.reference["pack_days"], on="med_list_codg", how="left")
        .with_columns(lasts=pl.coalesce(stated, listed))
        .filter(pl.col("lasts") > 0)
        .join(claims.encounters.select(_OF_ENCOUNTER), on="mdtrt_id")
    )


def with_left(bought: pl.LazyFrame, *together: str) -> pl.LazyFrame:
    """Repeated purchases of a drug with `left`: days that were in hand before each.

    What is left is the supply bought earlier less the days gone since; it is never less than
    nothing, so the lowest `balance` so far counts as empty. Lines of one encounter are one
    purchase. `together` names whose purchases add up.
    """
    repeated = bought.group_by(together).agg(pl.col("mdtrt_id").n_unique()).filter(_MORE_THAN_ONE)
    before = pl.col("lasts").cum_sum().over(together) - pl.col("lasts")
    elapsed = (pl.col("day") - pl.col("day").first().over(together)).dt.total_days()
    left = pl.col("balance") - pl.col("balance").cum_min().over(together)
    return (
        bought.join(repeated, on=together, how="semi")
        .sort(*together, "day", "mdtrt_id", "feedetl_sn")
        .with_columns(balance=before - elapsed)
        .with_columns(left=left)
        .with_columns(left=pl.col("left").first().over(*together, "mdtrt_id"))
    )


_MORE_THAN_ONE = pl.col("mdtrt_id") > 1
