from pathlib import Path

import polars as pl
import pytest

from pipelines import InputError, Workspace
from pipelines.causes import causes
from pipelines.city import City
from pipelines.score import read_scores


def test_the_planted_cause_is_looked_for_among_the_reasons_of_those_listed(
    done: Workspace, simulated: City, month: str
) -> None:
    found = causes(done, simulated.out / "truth", month)
    assert found.columns == ["level", "entity_id", "violation", "rank"]
    assert not found.select("level", "entity_id").is_duplicated().any()
    assert found.height > 0
    truth = pl.read_csv(simulated.out / "truth" / "schemes.csv").filter(~pl.col("innocent"))
    assert found.join(truth, on=["level", "entity_id", "violation"], how="anti").is_empty()
    reasons = read_scores(done.store, "patient", month).reasons
    assert set(found.filter(level="patient")["entity_id"]) <= set(reasons["entity_id"])


def test_only_the_truth_of_a_city_is_taken_for_one(done: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no schemes\.csv"):
        causes(done, tmp_path, "2025-02")
