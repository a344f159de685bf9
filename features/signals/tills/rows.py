"""Persons served in a row at one till."""

import polars as pl

from features.encounters import INPATIENT, PHARMACY

SITE, TILL = "fixmedins_code", ("fixmedins_code", "opter_id")
"""A till is an operator of a site; a site that names none has one."""

_KIND = pl.col("med_type").str.slice(0, 2)
AT_PHARMACY = _KIND.is_in(PHARMACY)
OUTSIDE_WARDS = ~_KIND.is_in(INPATIENT)


def in_a_row(
    settled: pl.LazyFrame, *, seconds: int, persons: int, alike: tuple[str, ...] = ()
) -> pl.LazyFrame:
    """Rows of settlements that belong to a row of at least so many persons at one till.

    Args:
        settled: rows with the till, `psn_no`, `setl_time` and `setl_id`.
        seconds: the longest pause between one and the next.
        persons: how many different persons make a row.
        alike: columns in which all of a row agree.

    Returns:
        them, in order of time at each till, with the number `run` of the row.
    """
    pause = (pl.col("setl_time") - pl.col("setl_time").shift().over(TILL)).dt.total_seconds()
    changes = [pl.col(c).ne_missing(pl.col(c).shift().over(TILL)) for c in alike]
    begins = pl.any_horizontal((pause > seconds).fill_null(value=True), *changes)
    return (
        settled.sort(*TILL, "setl_time", "setl_id")
        .with_columns(run=begins.cum_sum().over(TILL))
        .filter(pl.col("psn_no").n_unique().over(*TILL, "run") >= persons)
    )
