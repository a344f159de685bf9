"""A small city on disk, and a stage on which single schemes are played."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.city import City
from pipelines.city.calendar import Month, months_from
from pipelines.city.care import ordinary_visits
from pipelines.city.claims import Claims, blank_visits
from pipelines.city.dice import dice
from pipelines.city.keys import first_key
from pipelines.city.schemes import Plot, Scene, Scheme, Stage
from pipelines.city.treatment import treat
from pipelines.city.world import World, build_world


@pytest.fixture(scope="session")
def city(simulated: City) -> City:
    return simulated


def _csv(pattern: Path) -> pl.DataFrame:
    return pl.read_csv(pattern, infer_schema=False)


@pytest.fixture(scope="session")
def setl(city: City) -> pl.DataFrame:
    """All settlements as strings, with the fee as `fen`."""
    fee = (pl.col("MEDFEE_SUMAMT").cast(pl.Float64) * 100).round().cast(pl.Int64)
    return _csv(city.out / "setl_d_*.csv").with_columns(fen=fee)


@pytest.fixture(scope="session")
def mdtrt(city: City) -> pl.DataFrame:
    return _csv(city.out / "mdtrt_d_*.csv")


@pytest.fixture(scope="session")
def fee(city: City) -> pl.DataFrame:
    """All fee lines, with the amount as `fen`."""
    lines = pl.read_parquet(city.out / "fee_list_d_*.parquet")
    return lines.with_columns(fen=(pl.col("DET_ITEM_FEE_SUMAMT") * 100).cast(pl.Int64))


@pytest.fixture(scope="session")
def ledger(city: City) -> pl.DataFrame:
    return pl.read_csv(
        city.out / "case_ledger.csv",
        schema_overrides={"SUBJ_CODE": pl.String, "VIOLATION": pl.String},
        try_parse_dates=True,
    )


@pytest.fixture(scope="session")
def schemes(city: City) -> pl.DataFrame:
    """What was planted."""
    return _csv(city.out / "truth" / "schemes.csv")


@pytest.fixture(scope="session")
def truth(city: City) -> pl.DataFrame:
    return pl.read_parquet(city.out / "truth" / "claims.parquet")


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(8_000, 2024, 1)


@pytest.fixture(scope="session")
def month() -> Month:
    return months_from("2024-03", 1)[0]


def _ordinary_care(world: World, month: Month) -> Claims:
    """The ordinary visits of all persons as one block, with their honest lines."""
    visits = ordinary_visits(world, month, blank_visits(0), slice(0, len(world.people)))
    return Claims(visits, treat(world, visits, dice(world.seed, "treat", month.index)))


@pytest.fixture(scope="session")
def ordinary(world: World, month: Month) -> Claims:
    return _ordinary_care(world, month)


@pytest.fixture
def ordinary_again(world: World, month: Month) -> Claims:
    """The same month lived once more."""
    return _ordinary_care(world, month)


@pytest.fixture(scope="session")
def play(world: World, month: Month, ordinary: Claims) -> Callable[[Plot], tuple[Scene, Claims]]:
    """Play one plot for one month by its busiest candidate."""

    def _play(plot: Plot) -> tuple[Scene, Claims]:
        actor = _busiest(plot, world, ordinary)
        scheme = Scheme(
            number=7,
            name=plot.name,
            violation=plot.violation,
            level=plot.level,
            actor=actor,
            first=0,
            last=5,
            intensity=1.2,
            innocent=plot.innocent,
            members=plot.members(world, actor, dice(7, "ring")),
        )
        stage = Stage.of(
            world, month, ordinary.visits, ordinary.visits[:0], world.people.opening_balance
        )
        keys = count(first_key(month, 8))
        scene = Scene(stage=stage, scheme=scheme, rng=dice(5, "stage"), keys=keys)
        return scene, plot.act(scene).claims

    return _play


def _busiest(plot: Plot, world: World, ordinary: Claims) -> int:
    found = plot.candidates(world)
    fields = {"institution": "inst", "doctor": "dr", "patient": "psn"}
    if plot.level not in fields:
        return int(found[0])
    field = fields[plot.level]
    seen = ordinary.visits[field][ordinary.visits[field] >= 0]
    return int(found[np.bincount(seen, minlength=found.max() + 1)[found].argmax()])
