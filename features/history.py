"""Earlier cases and tips of every entity of a level, as known at the end of a month."""

import datetime as dt

import polars as pl

from features.windows import first_day, shift

_FEN_PER_YUAN = 100


def history(cases: pl.LazyFrame, tips: pl.LazyFrame, *, level: str, month: str) -> pl.LazyFrame:
    """What was known of the entities of `level` when `month` ended.

    A case counts from the day its outcome became known (`confirmed_date`), a tip from the day it
    was received; later ones are not seen.

    Returns:
        `entity_id, prior_confirmed, prior_amount, recent_confirmed, points_of_year,
        points_of_12_months, blacklisted_days, tips`, one row per entity with any.
    """
    after = first_day(shift(month, 1))
    year = dt.date(first_day(month).year, 1, 1)
    twelve_months = first_day(shift(month, -11))
    known = cases.filter(
        pl.col("subject_type").cast(pl.String) == level,
        pl.col("outcome") == "confirmed",
        pl.col("confirmed_date") < after,
    )
    day = pl.col("confirmed_date")
    of_cases = known.group_by(entity_id="subject_code").agg(
        prior_confirmed=pl.len().cast(pl.Int64),
        prior_amount=pl.col("amount").sum() / _FEN_PER_YUAN,
        recent_confirmed=(day >= first_day(shift(month, -23))).sum().cast(pl.Int64),
        points_of_year=pl.col("points").filter(day >= year).sum(),
        points_of_12_months=pl.col("points").filter(day >= twelve_months).sum(),
        blacklisted_days=_listed_for(after - dt.timedelta(days=1)).max(),
    )
    received = tips.filter(
        pl.col("subject_type").cast(pl.String) == level,
        pl.col("received_date") < after,
        pl.col("received_date") >= twelve_months,
    )
    of_tips = received.group_by(entity_id="subject_code").agg(tips=pl.len().cast(pl.Int64))
    return of_cases.join(of_tips, on="entity_id", how="full", coalesce=True).with_columns(
        pl.exclude("entity_id").fill_null(0)
    )


def _listed_for(today: dt.date) -> pl.Expr:
    """Days, the first one counted, of an entry in the list of the untrustworthy now in force."""
    begin, end = pl.col("blklst_begndate"), pl.col("blklst_enddate")
    in_force = (begin <= today) & ((end >= today) | end.is_null())
    return pl.when(in_force).then((pl.lit(today) - begin).dt.total_days() + 1)
