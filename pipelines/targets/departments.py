"""The departments of a site and what was found in each; they are not scored (R-14)."""

import polars as pl

from features.catalogue import PROFILE_LEVELS
from features.department import within_site
from pipelines.targets.at_issue import at_issue

DEPARTMENT = pl.Schema(
    {
        "entity_id": pl.String(),
        "department": pl.String(),
        "encounters": pl.Int64(),
        "stays": pl.Int64(),
        "persons": pl.Int64(),
        "medfee_fen": pl.Int64(),
        "hits": pl.Int64(),
        "claims": pl.Int64(),
        "amount_at_issue_fen": pl.Int64(),
        "violations": pl.String(),
    }
)
"""A department with hits: its site and code, encounters of the window, stays among them, persons
and fees; its hits, the encounters hit, the money at issue, and what the hits show, the most
frequent first, joined by `|`."""

_KEY = PROFILE_LEVELS["department"].key


def departments(encounters: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """Every department with hits, columns as in `DEPARTMENT`, sorted by site and code.

    Args:
        encounters: assembled encounters of the window.
        hits: hits of the window.
    """
    seen = encounters.filter(pl.col(_KEY).is_not_null())
    placed = hits.join(seen.select("mdtrt_id", _KEY), on="mdtrt_id")
    return (
        _activity(seen)
        .join(at_issue(placed, _KEY), on="entity_id")
        .join(_violations(placed), on="entity_id")
        .with_columns(within_site("entity_id"))
        .select(DEPARTMENT.names())
        .cast(DEPARTMENT)
        .sort("entity_id", "department")
    )


def _activity(seen: pl.DataFrame) -> pl.DataFrame:
    return seen.group_by(entity_id=_KEY).agg(
        encounters=pl.len(),
        stays=pl.col("inpatient").sum(),
        persons=pl.col("psn_no").n_unique(),
        medfee_fen=pl.col("medfee_fen").sum(),
    )


def _violations(placed: pl.DataFrame) -> pl.DataFrame:
    counts = placed.group_by(_KEY, "violation").len()
    ordered = counts.sort(_KEY, "len", "violation", descending=[False, True, False])
    joined = ordered.group_by(entity_id=_KEY, maintain_order=True).agg("violation")
    return joined.select("entity_id", violations=pl.col("violation").list.join("|"))
