"""The claims behind a target, each with the reason that it stands behind."""

import polars as pl

from pipelines.targets.dossier import CLAIM_KEYS, Dossier
from pipelines.targets.listing import csv_text

COLUMNS = ("signal", "violation", *CLAIM_KEYS, "day", "amount_fen", "reason")
"""The columns of an evidence file; its CSV has `amount_yuan` for the amount."""


def evidence(dossier: Dossier) -> pl.DataFrame:
    """All hits of one target, columns as in `COLUMNS`, in the order of its dossier.

    `reason` is the place of the reason that the claim stands behind, the first one is 1; none
    where the signal is no reason for suspicion. A reason without rows is one of sums and shares,
    which no single claim shows.
    """
    places = dossier.reasons.select("feature", reason=pl.col("place").cast(pl.Int64))
    return dossier.hits.join(
        places,
        left_on=pl.col("signal") + "_share",
        right_on="feature",
        how="left",
        maintain_order="left",
    ).select(COLUMNS)


def leading(hits: pl.DataFrame, most: int) -> pl.DataFrame:
    """The largest hits, an equal share of each signal as far as it goes, by signal.

    Args:
        hits: hits of one target, with the columns of `HIT_COLUMNS` at least.
        most: so many rows at most.
    """
    place = pl.col("amount_fen").rank("ordinal", descending=True).over("violation", "signal")
    return (
        hits.with_columns(place.alias("place"))
        .sort("place", "violation", "signal")
        .head(most)
        .sort("violation", "signal", "place")
        .drop("place")
    )


def evidence_text(rows: pl.DataFrame) -> str:
    """Evidence as CSV, amounts in yuan."""
    yuan = pl.col("amount_fen") / 100
    places = [yuan.alias("amount_yuan") if name == "amount_fen" else name for name in COLUMNS]
    return csv_text(rows.select(places), {"amount_yuan": 2})
