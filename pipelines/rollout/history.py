"""The log of promotions as a table, held beside the registry's aliases."""

from pathlib import Path

import polars as pl

from pipelines.registry.promotions import history
from pipelines.registry.versions import champion
from pipelines.train import check_level

HISTORY: dict[str, type[pl.DataType]] = {
    "number": pl.Int64,
    "at": pl.String,
    "level": pl.String,
    "act": pl.String,
    "before": pl.Int64,
    "version": pl.Int64,
    "by": pl.String,
    "reason": pl.String,
    "verdict": pl.String,
    "held": pl.String,
    "sha256": pl.String,
    "comparison": pl.String,
    "in_use": pl.Boolean,
    "alias": pl.Boolean,
}
"""Columns of `history`: `in_use` marks the line that scores now, `alias` whether the registry's
alias points there as well."""


def history_table(root: Path, level: str | None) -> pl.DataFrame:
    """The promotions of a workspace, of one level if named, the first one first.

    Raises:
        InputError: there is no such level, or the log was changed.
    """
    if level is not None:
        check_level(level)
    promotions = history(root, level)
    last = {each.level: each.number for each in promotions}
    pointed = {each: champion(each) for each in last}
    rows = [
        {
            **vars(each),
            "held": "|".join(each.held),
            "in_use": last[each.level] == each.number,
            "alias": last[each.level] == each.number and pointed[each.level] == each.version,
        }
        for each in promotions
    ]
    return pl.DataFrame(rows, schema=HISTORY)
