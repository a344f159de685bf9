"""Alerts: a named rule whose threshold an entity's profile crosses (R-01 to R-31, R-11).

The rules are lines of `config/rules.csv`, dated and a bureau's own. An alert prompts a check; it
is never a finding, and it changes no score.
"""

from typing import Any

import polars as pl

RULE = {
    "rule": pl.String(),
    "national": pl.Int64(),
    "level": pl.String(),
    "feature": pl.String(),
    "basis": pl.Enum(["value", "z"]),
    "side": pl.Enum(["above", "below"]),
    "threshold": pl.Float64(),
    "min_encounters": pl.Int64(),
    "certainty": pl.Enum(["definite", "suspect"]),
}
"""One line of `config/rules.csv`: rule id of the catalogue, number of the national rule, whose
feature it reads, whether its value or its robust z, on which side of which threshold, and how
many encounters the entity must have for the number to mean something."""

ALERT = {
    "rule": pl.String(),
    "national": pl.Int64(),
    "level": pl.String(),
    "entity_id": pl.String(),
    "month": pl.String(),
    "feature": pl.String(),
    "value": pl.Float64(),
    "robust_z": pl.Float64(),
    "basis": pl.String(),
    "side": pl.String(),
    "threshold": pl.Float64(),
    "certainty": pl.String(),
}
"""One alert."""


def alerts(table: pl.DataFrame, rules: pl.DataFrame, *, level: str) -> pl.DataFrame:
    """The alerts of one level.

    Args:
        table: the profile of the level (`features.profile.Profile.table`).
        rules: lines of `RULE` of any level; those whose feature the profile lacks raise nothing.
        level: the level of the profile.

    Returns:
        Columns of `ALERT`, sorted by rule, feature and entity.
    """
    usable = rules.filter(pl.col("level") == level, pl.col("feature").is_in(table.columns))
    found = [_crossed(table, rule) for rule in usable.iter_rows(named=True)]
    return pl.concat([pl.DataFrame(schema=ALERT), *found]).sort("rule", "feature", "entity_id")


def _crossed(table: pl.DataFrame, rule: dict[str, Any]) -> pl.DataFrame:
    value, z = pl.col(rule["feature"]), pl.col(f"{rule['feature']}_z")
    number, limit = z if rule["basis"] == "z" else value, pl.lit(rule["threshold"])
    crosses = number > limit if rule["side"] == "above" else number < limit
    told = {name: pl.lit(rule[name], dtype) for name, dtype in ALERT.items() if name in RULE}
    seen = table.filter(crosses, pl.col("encounters") >= rule["min_encounters"])
    return seen.select("entity_id", "month", value=value, robust_z=z, **told).select(list(ALERT))
