"""Outcomes of inspections, as the lake's `case` table holds them."""

import datetime as dt
from collections.abc import Collection

import polars as pl

from features.violations import VIOLATIONS
from pipelines.store import Store


def outcomes(store: Store, level: str) -> pl.DataFrame:
    """Every outcome at a level, whenever it became known.

    Returns:
        `entity_id, outcome, period_start, period_end, confirmed_date, violation_code, amount` (fen
        found) and `inclusion_probability` (of the inspection, where it was recorded), sorted.
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
            "inclusion_probability",
            entity_id="subject_code",
        )
        .sort("entity_id", "confirmed_date", pl.all())
        .collect()
    )


def of_family(cases: pl.DataFrame, violations: Collection[str]) -> pl.DataFrame:
    """Outcomes as one family of violations sees them.

    Confirmed for one of them is `confirmed`; confirmed for another, or cleared, is `cleared`.
    Confirmed without a violation of the catalogue says nothing of any family and is left out.

    Args:
        cases: what `outcomes` returns.
        violations: catalogue ids of the family.
    """
    confirmed = pl.col("outcome").cast(pl.String) == "confirmed"
    told = pl.col("violation_code").is_in(list(VIOLATIONS)).fill_null(value=False)
    own = confirmed & pl.col("violation_code").is_in(sorted(violations))
    outcome = pl.when(own).then(pl.lit("confirmed")).otherwise(pl.lit("cleared"))
    return cases.filter(~confirmed | told).with_columns(outcome.alias("outcome"))


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
