"""The money at issue of one entity, violation by violation."""

import polars as pl

from features.contract import ENTITY_KEY
from pipelines.targets.at_issue import at_issue


def by_violation(hits: pl.DataFrame, level: str) -> pl.DataFrame:
    """`violation, hits, claims, amount_fen`, the largest amount first.

    Within a violation no fen counts twice; a claim that two violations are seen in counts for
    both, so that the amounts may add up to more than the money at issue of the entity.

    Args:
        hits: the hits of one entity.
        level: its level.
    """
    parts = hits.partition_by("violation", as_dict=True)
    counted = [
        at_issue(part, ENTITY_KEY[level]).select(
            "hits", "claims", violation=pl.lit(str(violation)), amount_fen="amount_at_issue_fen"
        )
        for (violation,), part in parts.items()
    ]
    schema = {"hits": pl.Int64, "claims": pl.Int64, "violation": pl.String, "amount_fen": pl.Int64}
    return (
        pl.concat([pl.DataFrame(schema=schema), *counted])
        .select("violation", "hits", "claims", "amount_fen")
        .sort("amount_fen", "violation", descending=[True, False])
    )
