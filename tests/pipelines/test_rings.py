import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from features.network.rings import RING, VISIT, Rings
from pipelines import Workspace
from pipelines.errors import InputError
from pipelines.rings import read_rings, write_rings
from pipelines.store import Store
from tests.pipelines.targets.test_rings import rings

VISITS = pl.DataFrame([("R1", "M1", "P1", "H1", None, 1)], schema=VISIT, orient="row")


def test_rings_are_read_as_they_were_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    write_rings(store, "2025-06", Rings(rings({}), VISITS), {"code": "1"})
    kept = read_rings(store, "2025-06")
    assert kept.members.equals(rings({}))
    assert kept.visits.equals(VISITS)


def test_a_month_that_was_not_profiled_has_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2025-06 is not profiled"):
        read_rings(Store(tmp_path), "2025-06")


def test_a_workspace_tells_the_costliest_ring_first(done: Workspace, month: str) -> None:
    found = done.rings(month)
    assert found.schema == RING
    assert found["fund_fen"].is_sorted(descending=True)
    assert (found["last_day"] >= dt.date(2024, 1, 1)).all()


def test_lost_rings_are_made_again_as_they_were(done: Workspace, month: str) -> None:
    part = done.store.partition("rings", month)
    before, stamp = part.read_bytes(), part.with_name("stamp.json")
    stamp.unlink()
    done.profile(month)
    assert part.read_bytes() == before
    assert stamp.exists()
