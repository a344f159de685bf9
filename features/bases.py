"""What a number of an entity rests on, counted: how far its distance from the peers is trusted.

Half of two stays is luck, half of two hundred is not, however many visits there are beside them.
"""

from collections.abc import Iterable

import polars as pl

from features.feature import Base, Feature, Source
from features.measures.aggregate import INPATIENT, RECENT, VISIT

BASES: dict[Base, pl.Expr] = {
    "encounters": pl.len(),
    "stays": INPATIENT.sum(),
    "charged_stays": (INPATIENT & (pl.col("charged_days") > 0)).sum(),
    "compared_stays": pl.min_horizontal((INPATIENT & RECENT).sum(), (INPATIENT & ~RECENT).sum()),
    "visits": VISIT.sum(),
    "purchases": (pl.col("setting") == "pharmacy").sum(),
    "operations": pl.col("operated").sum(),
    "implants": pl.col("dear_material").sum(),
    "imaging": pl.col("imaged").sum(),
    "newcomers": pl.col("newcomer").sum(),
    "working_days": pl.len(),
}
"""How the rows of an entity are counted for each; a comparison of two times rests on the fewer."""


def column(feature: Feature) -> str:
    """The column that counts what a feature rests on, in the months it looks back on."""
    months = "" if feature.window is None else f"_{feature.window}m"
    return f"n_{feature.rests_on}{months}"


def counts(features: Iterable[Feature], source: Source, window: int | None) -> list[pl.Expr]:
    """What features of these months rest on, each counted once, over rows of this source.

    Working days are rows of their own (`days`); all else is counted over encounters.
    """
    wanted = {
        column(feature): BASES[feature.rests_on]
        for feature in features
        if feature.window == window and _rows(feature) == source
    }
    return [expr.alias(name) for name, expr in wanted.items()]


def _rows(feature: Feature) -> Source:
    return "days" if feature.rests_on == "working_days" else "encounters"
