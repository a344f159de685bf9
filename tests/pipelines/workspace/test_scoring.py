"""Scores of the small city add up."""

import polars as pl
import pytest

from features.contract import LEVELS
from pipelines import Workspace
from pipelines.registry.versions import load
from pipelines.score import read_scores


@pytest.mark.parametrize("level", LEVELS)
def test_every_score_is_its_base_and_its_contributions(
    done: Workspace, month: str, level: str
) -> None:
    scored = read_scores(done.store, level, month)
    bundle = load(level, str(scored.model_number)).bundle
    known = scored.table.filter(pl.col("score").is_not_null())
    everyone = known.get_column("entity_id").to_list()
    shares = bundle.contributions(done.profiles(level, month), everyone)
    sums = shares.frame.group_by("entity_id").agg(pl.col("contribution").sum() + shares.base)
    gap = (
        known.filter(pl.col("entity_id").is_in(everyone))
        .join(sums, on="entity_id")
        .select((pl.col("score") - pl.col("contribution")).abs())
        .to_series()
    )
    assert len(gap) == len(everyone) > 0
    assert gap.max() <= 1e-6
