"""What past inspections teach: outcomes laid over the snapshots they speak about.

Only inspected entities have outcomes. The rest stay unlabelled: a low score never makes anyone
a negative (peers.md, lesson 1).
"""

import datetime as dt

import polars as pl

MOST_WEIGHT = 5.0
"""The most that an outcome of the draw weighs: one lucky entity must not be the whole model."""

KEY = ["entity_id", "month"]
"""The key of a snapshot: one entity in one month."""


def label(
    snapshots: pl.DataFrame, cases: pl.DataFrame, *, as_of: dt.date, window_months: int
) -> pl.DataFrame:
    """Lay outcomes over snapshots.

    An outcome labels a snapshot when its period overlaps the snapshot's trailing window and it
    became known before `as_of`. Where outcomes disagree, confirmed beats cleared.

    Args:
        snapshots: `entity_id`, `month`; other columns are ignored.
        cases: `entity_id`, `outcome` (`confirmed` or `cleared`), `period_start`, `period_end`,
            `confirmed_date` (the day on which the outcome became known), and where it was
            recorded `inclusion_probability` (the chance with which the entity was drawn).
        as_of: the first day of the month being scored; nothing known on it or later is used.
        window_months: months that a snapshot looks back, its own included.

    Returns:
        `entity_id`, `month`, `outcome` (null: unlabelled), `known` (the earliest day on which
        that outcome was known), `inclusion` (its chance of being drawn; null: not recorded), one
        row per snapshot, sorted by key.

    Raises:
        ValueError: when an outcome is neither `confirmed` nor `cleared`.
    """
    keys = snapshots.select(KEY).unique().sort(KEY)
    facts = cases.with_columns(pl.col("outcome").cast(pl.String), _inclusion(cases))
    _check_outcomes(facts)
    outcomes = (
        keys.with_columns(_window(window_months))
        .join(facts.filter(pl.col("confirmed_date") < as_of), on="entity_id")
        .filter(
            pl.col("period_start") <= pl.col("window_end"),
            pl.col("period_end") >= pl.col("window_start"),
        )
        .sort(*KEY, pl.col("outcome") != "confirmed", "confirmed_date", "inclusion")
        .group_by(KEY, maintain_order=True)
        .agg(
            pl.col("outcome", "inclusion").first(),
            pl.col("confirmed_date").first().alias("known"),
        )
        .select(*KEY, "outcome", "known", "inclusion")
    )
    return keys.join(outcomes, on=KEY, how="left").sort(KEY)


def training_rows(labelled: pl.DataFrame, *, unlabelled_weight: float = 0.0) -> pl.DataFrame:
    """Add what a classifier learns: `y` (1 confirmed, else 0) and `weight`.

    The snapshots of one entity with one outcome overlap and are nearly copies of one another, so
    they share a weight of 1 (or `unlabelled_weight`): an entity seen in twelve months must not
    speak twelve times. At an `unlabelled_weight` of 0 unlabelled snapshots are left out.

    Who is inspected was chosen, so that outcomes are not those of everybody. Where the chance of
    being drawn was recorded, an outcome weighs its inverse, at most `MOST_WEIGHT`: it stands for
    those like it that were not drawn. One chosen for its score (chance 1), or by nobody knows
    what, weighs 1.

    Raises:
        ValueError: when `unlabelled_weight` is not between 0 and 1.
    """
    if not 0.0 <= unlabelled_weight <= 1.0:
        raise ValueError(f"unlabelled_weight must be between 0 and 1, got {unlabelled_weight}")
    inspected = pl.col("outcome").is_not_null()
    kept = labelled if unlabelled_weight > 0 else labelled.filter(inspected)
    stands_for = (1.0 / _inclusion(labelled).fill_null(1.0)).clip(1.0, MOST_WEIGHT)
    share = pl.len().over("entity_id", pl.col("outcome").fill_null("unlabelled"))
    return kept.with_columns(
        pl.col("outcome").eq_missing(pl.lit("confirmed")).cast(pl.Int64).alias("y"),
        (pl.when(inspected).then(stands_for).otherwise(unlabelled_weight) / share).alias("weight"),
    ).sort(KEY)


def _inclusion(rows: pl.DataFrame) -> pl.Expr:
    """The recorded chance of being drawn, whatever it is called there; null where it is not."""
    recorded = [name for name in ("inclusion", "inclusion_probability") if name in rows]
    return pl.coalesce(*recorded, pl.lit(None, pl.Float64)).cast(pl.Float64).alias("inclusion")


def _window(months: int) -> list[pl.Expr]:
    first = pl.concat_str("month", pl.lit("-01")).str.to_date("%Y-%m-%d")
    return [
        first.dt.offset_by(f"-{months - 1}mo").alias("window_start"),
        first.dt.month_end().alias("window_end"),
    ]


def _check_outcomes(cases: pl.DataFrame) -> None:
    found = set(cases.get_column("outcome").to_list())
    unknown = sorted(str(outcome) for outcome in found - {"confirmed", "cleared"})
    if unknown:
        raise ValueError(f"an outcome is confirmed or cleared, got {', '.join(unknown)}")
