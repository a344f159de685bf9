"""Tests that are repeated day after day, beside like cases elsewhere (I-20)."""

import polars as pl

from features.signals.charges.cases import CASE, ITEM, SITE, TESTS, seldom
from features.signals.claims import Claims


def repeated(claims: Claims, visits: pl.LazyFrame, odd: pl.LazyFrame) -> pl.LazyFrame:
    """Tests day after day in the stays of a house where several doctors give many unusual ones.

    In bed hardly a test is unusual by itself; so many of them so often, beside like cases of the
    month elsewhere, are. Severe cases are tested daily, too: the house's habit tells them apart.
    """
    t = claims.thresholds
    stays = visits.filter("inpatient", claims.settled_now)
    days = _test_days(claims, stays).cache()
    number = pl.int_ranges(t.repeated_tests_min, pl.col(ITEM) + 1)
    so_many = (
        days.group_by("mdtrt_id", SITE, *CASE)
        .agg(pl.len().cast(pl.Int64).alias(ITEM))
        .with_columns(number.alias(ITEM))
        .explode(ITEM, keep_nulls=False, empty_as_null=False)
    )
    more = seldom(stays, so_many, share=t.repeated_share_max, least=t.like_cases_min)
    return days.join(more, on="mdtrt_id", how="semi").join(
        _houses(claims, odd), on=SITE, how="semi"
    )


def _houses(claims: Claims, odd: pl.LazyFrame) -> pl.LazyFrame:
    """Where more doctors than one give several unusual tests at a visit."""
    t = claims.thresholds
    tests = claims.lines.filter(pl.col("med_chrgitm_type").is_in(TESTS)).select(ITEM).unique()
    return (
        odd.join(tests, on=ITEM, how="semi")
        .filter(pl.len().over("mdtrt_id") >= t.habit_items_min)
        .group_by(SITE)
        .agg(doctors=pl.col("dr_code").n_unique())
        .filter(pl.col("doctors") >= t.habit_doctors_min)
    )


def _test_days(claims: Claims, stays: pl.LazyFrame) -> pl.LazyFrame:
    """Tests that stays get on several days, and on most days that are charged in the month."""
    t = claims.thresholds
    columns = "mdtrt_id", ITEM, "med_chrgitm_type", "day"
    lines = claims.lines.select(columns).join(stays, on="mdtrt_id", how="semi").cache()
    charged = lines.group_by("mdtrt_id").agg(charged=pl.col("day").n_unique())
    often = pl.col("days") >= t.repeated_part_min * pl.col("charged")
    return (
        lines.filter(pl.col("med_chrgitm_type").is_in(TESTS))
        .group_by("mdtrt_id", ITEM)
        .agg(days=pl.col("day").n_unique())
        .filter(pl.col("days") >= t.repeated_days_min)
        .join(charged, on="mdtrt_id")
        .filter(often)
        .join(stays.select("mdtrt_id", SITE, *CASE), on="mdtrt_id")
    )
