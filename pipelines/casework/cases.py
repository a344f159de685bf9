"""Outcomes of inspections, as the lake's `case` table holds them."""

import datetime as dt

import polars as pl

from pipelines.store import Store


def outcomes(store: Store, level: str) -> pl.DataFrame:
    """Every outcome at a level, whenever it became known.

    Returns:
        `entity_id, outcome, period_start, period_end, confirmed_date, violation_code, amount` (fen
        found), sorted.
    """
    return (
        store.lake("case")
        .filter(pl.col("subject_type") == level)
        .select(
            "outcome",
            "period_start",
            "period_end",
            "confirmed_date",
            "violation_code",
            "amount",
            entity_id="subject_code",
        )
        .sort("entity_id", "confirmed_date", pl.all())
        .collect()
    )


def last_outcomes(store: Store, level: str, before: dt.date) -> pl.DataFrame:
    """What was known of earlier cases before a day.

    Returns:
        `entity_id, last_outcome_date` (of the newest outcome), `last_confirmed_date` (of the newest
        that found a violation) and `prior_confirmed` (how many did, R-18), sorted.
    """
    found = pl.col("outcome") == "confirmed"
    return (
        outcomes(store, level)
        .filter(pl.col("confirmed_date") < before)
        .group_by("entity_id")
        .agg(
            last_outcome_date=pl.col("confirmed_date").max(),
            last_confirmed_date=pl.col("confirmed_date").filter(found).max(),
            prior_confirmed=found.sum().cast(pl.Int64),
        )
        .sort("entity_id")
    )
