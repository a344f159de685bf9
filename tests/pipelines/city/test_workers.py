"""Several workers write the same bytes as one; a lost worker is one clear error."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from pipelines.city import simulate
from pipelines.city.workers import crew_of, number_of_workers, picked_up, put_down
from pipelines.city.world import World
from pipelines.errors import InputError


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_bytes_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    for workers in (1, 2):
        simulate(
            tmp_path / str(workers), persons=300, months=6, seed=4, workers=workers, block_size=120
        )
    one, two = (digest(tmp_path / str(workers)) for workers in (1, 2))
    assert one == two
    assert {name for name in one if name.startswith("fee_list_d_2024-01")} == {
        f"fee_list_d_2024-01_{block:03d}.parquet" for block in range(3)
    }
    assert "setl_d_2024-01.csv" in one
    assert not any(name.startswith("setl_d_2024-01_") for name in one)


def test_a_small_city_is_made_by_one() -> None:
    assert number_of_workers(99_999) == 1
    assert number_of_workers(100_000) >= 1


def test_a_world_is_shared_as_it_is(world: World, tmp_path: Path) -> None:
    put_down(world, tmp_path / "world")
    found = picked_up(tmp_path / "world")
    assert found.seed == world.seed
    assert found.people.psn_no.tolist() == world.people.psn_no.tolist()
    assert np.array_equal(found.people.usual, world.people.usual)
    assert found.people.birth.dtype == world.people.birth.dtype


def end_at_once(_world: World, _task: int) -> int:
    os._exit(1)


def test_a_lost_worker_is_one_clear_error(world: World) -> None:
    with (
        pytest.raises(InputError, match="one of 2 workers ended"),
        crew_of(world, 2) as crew,
    ):
        crew(end_at_once, [1, 2])
