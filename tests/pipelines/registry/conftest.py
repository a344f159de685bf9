"""Tiny registered models: enough to be loaded and moved about."""

from collections.abc import Callable

import polars as pl
import pytest

from models import anomaly, joint
from models.bundle import Bundle
from models.description import Description
from models.evaluation import EVALUATION
from models.training import Training
from pipelines.registry.versions import Version, register

STAY = Description("stay_days", "days", "平均住院日", "mean stay", "high", ("I-02",))


@pytest.fixture(scope="module")
def registered() -> Callable[[str, int], Version]:
    """Register a forest of a level; another seed gives another version."""
    profile = pl.DataFrame(
        {"entity_id": list("ABCD"), "stay_days": [1.0, 2.0, 3.0, 9.0]}
    ).with_columns(stay_days_z=pl.col("stay_days") - 2.0)

    def make(level: str, seed: int) -> Version:
        forest = anomaly.fit(profile, [STAY], trees=3, seed=seed)
        bundle = Bundle(level, (STAY,), forest, None, joint.ALONE, facts={"as_of": "2024-06-01"})
        return register(Training(bundle, pl.DataFrame(schema=EVALUATION), pl.DataFrame()))

    return make
