"""The alerts of targets: which rules' thresholds they or their departments cross."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from features.alerts import ALERT as CROSSED
from features.department import within_site
from features.national import NATIONAL
from models.reasons import Lang
from pipelines.targets.figures import quantity

ALERT = pl.Schema(
    {
        **dict.fromkeys(("entity_id", "department", "rule", "national", "certainty"), pl.String()),
        **{
            name: CROSSED[name]
            for name in ("feature", "value", "robust_z", "basis", "side", "threshold")
        },
    }
)
"""An alert as a list tells it: `entity_id` is the target, `department` the one of its departments
that crossed the threshold (null: the target itself), `national` number, name and code of the
national rule."""

ORDER = ("entity_id", "certainty", "rule", "department", "feature", "threshold")
"""How alerts are sorted: the definite first."""

SIGNS = {"above": ">", "below": "<"}
"""How the side is written on which a threshold is crossed."""


def told(own: pl.DataFrame, departments: pl.DataFrame | None = None) -> pl.DataFrame:
    """Alerts of a level (`features.alerts.ALERT`) as columns of `ALERT`, the definite first.

    Args:
        own: the alerts of the level.
        departments: those of the departments of the level's institutions.
    """
    themselves = own.with_columns(department=pl.lit(None, pl.String))
    parts = [] if departments is None else [departments.with_columns(within_site("entity_id"))]
    names = {number: rule.told for number, rule in NATIONAL.items()}
    return (
        pl.concat([frame.select(ALERT.names()) for frame in (themselves, *parts)])
        .with_columns(
            pl.col("national").replace_strict(names, default=None, return_dtype=pl.String)
        )
        .select(ALERT.names())
        .cast(ALERT)
        .sort(ORDER)
    )


def raised(alerts: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, rule, certainty`: every rule once, the definite first."""
    return (
        alerts.group_by("entity_id", "rule")
        .agg(pl.col("certainty").min())
        .sort("entity_id", "certainty", "rule")
    )


def raised_by(alerts: pl.DataFrame) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Entity -> its rows of `raised`."""
    rules: dict[str, list[Mapping[str, Any]]] = {}
    for row in raised(alerts).iter_rows(named=True):
        rules.setdefault(row["entity_id"], []).append(row)
    return rules


def crossed(alert: Mapping[str, Any], unit: str, lang: Lang) -> str:
    """The threshold with the side on which it was crossed, such as `> 5.0%` or `z < -3`."""
    sign, threshold = SIGNS[alert["side"]], alert["threshold"]
    if alert["basis"] == "z":
        return f"z {sign} {threshold:g}"
    # Counts as they are configured: of nine points, 8.99 must not be told as 9.
    return (
        f"{sign} {threshold:g}" if unit == "count" else f"{sign} {quantity(threshold, unit, lang)}"
    )
