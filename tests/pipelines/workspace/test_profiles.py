"""Profiles and alerts of the small city, level by level."""

import pytest

from features.catalogue import PROFILE_LEVELS
from pipelines import Workspace


def test_claims_named_as_evidence_exist_in_the_lake(done: Workspace, month: str) -> None:
    hits = done.store.scan("hits").collect()
    assert hits.height > 0
    # Who still lies in a ward has lines and an encounter but no settlement yet.
    for table, key in (("fee", "feedetl_sn"), ("mdtrt", "mdtrt_id"), ("setl", "setl_id")):
        known = done.store.lake(table).select(key).collect().to_series()
        assert hits[key].drop_nulls().is_in(known.implode()).all(), key


@pytest.mark.parametrize("level", PROFILE_LEVELS)
def test_every_profiled_level_can_be_read(done: Workspace, month: str, level: str) -> None:
    assert done.profiles(level, month).height > 0
    assert set(done.alerts(month, level)["level"]) <= {level}


def test_alerts_of_all_levels_come_with_the_definite_first(done: Workspace, month: str) -> None:
    alerts = done.alerts(month)
    assert alerts.height == sum(done.alerts(month, level).height for level in PROFILE_LEVELS) > 0
    assert alerts["certainty"].is_sorted()
