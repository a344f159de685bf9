"""What became known of a month's entities after its list was made."""

import datetime as dt

import polars as pl

from features.windows import first_day, shift
from models.labels import label
from pipelines.casework.cases import outcomes
from pipelines.store import Store


def later(store: Store, level: str, month: str, window_months: int) -> pl.DataFrame:
    """Outcomes that speak about a month's window and became known after the month was over.

    Returns:
        `entity_id, month, y` (1 confirmed), `known_after` (months), `amount_fen` (found in all),
        `novel` (for a violation nobody had been confirmed for before) and `inclusion_probability`
        (of the inspection, where it was recorded), sorted by entity.
    """
    cut, cases = first_day(shift(month, 1)), outcomes(store, level)
    found = found_since(cases, cut, month, window_months)
    after = cases.filter(pl.col("confirmed_date") >= cut)
    keys = after.select("entity_id", month=pl.lit(month))
    known = label(keys, after, as_of=dt.date.max, window_months=window_months)
    since = pl.col("known")
    months = (since.dt.year() - cut.year) * 12 + since.dt.month() - cut.month
    return (
        known.filter(pl.col("outcome").is_not_null())
        .join(found, on="entity_id", how="left")
        .select(
            "entity_id",
            "month",
            y=(pl.col("outcome") == "confirmed").cast(pl.Int64),
            known_after=months.cast(pl.Int64),
            amount_fen=pl.col("amount_fen").fill_null(0),
            novel=pl.col("novel").fill_null(value=False),
            inclusion_probability=pl.col("inclusion_probability"),
        )
        .sort("entity_id")
    )


def found_since(
    cases: pl.DataFrame, since: dt.date, month: str, window_months: int
) -> pl.DataFrame:
    """What became known from a day on about the window of a month.

    Args:
        cases: what `outcomes` returns.
        since: the first day.
        month: the last of the window.
        window_months: how many it has.

    Returns:
        `entity_id, amount_fen` (found in all), `novel` (a violation nobody had been confirmed for
        before that day) and `inclusion_probability` (of the first inspection that has one), sorted.
    """
    confirmed = pl.col("outcome").cast(pl.String) == "confirmed"
    known = cases.filter(confirmed, pl.col("confirmed_date") < since).get_column("violation_code")
    new = pl.col("violation_code").is_in(known.drop_nulls().unique().implode()).not_()
    start, end = first_day(shift(month, 1 - window_months)), first_day(shift(month, 1))
    return (
        cases.filter(
            pl.col("confirmed_date") >= since,
            pl.col("period_start") < end,
            pl.col("period_end") >= start,
        )
        .sort("entity_id", "confirmed_date", pl.all())
        .group_by("entity_id", maintain_order=True)
        .agg(
            amount_fen=pl.col("amount").filter(confirmed).sum(),
            novel=(confirmed & new).any(),
            inclusion_probability=pl.col("inclusion_probability").drop_nulls().first(),
        )
    )


def known_so_far(store: Store, level: str, month: str) -> float | None:
    """The share of outcomes that are usually known so long after the end of their period.

    So long: from the end of the month to the last outcome in the ledger. None without outcomes.
    """
    cases = outcomes(store, level)
    if cases.is_empty():
        return None
    day = pl.col("confirmed_date")
    passed = day.max() - first_day(shift(month, 1))
    share = cases.select(((day - pl.col("period_end")) <= passed).mean()).item()
    return float(share)
