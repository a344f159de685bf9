"""Plots at the till, played on a stage (`perform`) or lived through (`at_the_site`)."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import count

import numpy as np
import polars as pl
import pytest

from pipelines.city.calendar import Month, months_from
from pipelines.city.claims import Claims, Deed
from pipelines.city.dice import dice
from pipelines.city.schemes import PLOT, Scene, Scheme, Stage
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant

MONTHS = months_from("2024-01", 3)


@pytest.fixture(scope="session")
def perform(world: World, month: Month, ordinary: Claims) -> Callable[..., tuple[Scene, Deed]]:
    """Play one month of a plot by name: `perform(name, intensity=1.0, turn=0)`.

    The ordinary visits are those of the third month (`turn=2`).
    """
    stage = Stage.of(
        world, month, ordinary.visits, ordinary.visits[:0], world.people.opening_balance
    )
    busy = np.bincount(ordinary.visits["inst"], minlength=len(world.institutions))

    def _perform(name: str, intensity: float = 1.0, turn: int = 0) -> tuple[Scene, Deed]:
        plot = PLOT[name]
        found = plot.candidates(world)
        actor = int(found[busy[found].argmax()])
        scheme = Scheme(
            number=7,
            name=name,
            violation=plot.violation,
            level=plot.level,
            actor=actor,
            first=0,
            last=2,
            intensity=intensity,
            innocent=plot.innocent,
            members=plot.members(world, actor, dice(7, "ring")),
        )
        at = replace(stage, month=MONTHS[turn])
        scene = Scene(at, scheme, dice(5, "stage", turn), count(1 << 50))
        return scene, plot.act(scene)

    return _perform


@pytest.fixture(scope="session")
def at_the_site(
    plant: Plant, honest: Exports, world: World
) -> Callable[[str, float], tuple[pl.DataFrame, pl.DataFrame]]:
    """The actor's settlements with a plot of some intensity, and without it.

    Every row is a valid settlement with its `time` and its fee lines (`codes`, `cnts`).
    """
    registers = _registers(world)

    @cache
    def _at(name: str, intensity: float = 1.0) -> tuple[pl.DataFrame, pl.DataFrame]:
        planted = plant(PLOT[name], intensity)
        assert planted.scheme is not None
        code = str(world.institutions.code[planted.scheme.actor])
        return _settlements(planted, code, registers), _settlements(honest, code, registers)

    return _at


def _registers(world: World) -> pl.DataFrame:
    people = world.people
    return pl.DataFrame(
        {
            "PSN_NO": people.psn_no,
            "gend": people.gend,
            "household": people.household,
            "adult": people.age >= 18,
        }
    )


def _settlements(exports: Exports, code: str, registers: pl.DataFrame) -> pl.DataFrame:
    lines = exports["fee_list_d"].filter(pl.col("MEDINS_CODE") == code)
    baskets = lines.group_by("SETL_ID").agg(
        codes=pl.col("HILIST_CODE").sort(),
        cnts=pl.col("CNT").sort_by("HILIST_CODE"),
        fens=(pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64) * 100).sort_by("HILIST_CODE"),
    )
    valid = pl.col("VALI_FLAG").cast(pl.Int64) == 1
    kept = valid & (pl.col("REFD_SETL_FLAG").cast(pl.Int64) == 0)
    return (
        exports["setl_d"]
        .filter(pl.col("FIXMEDINS_CODE") == code, kept)
        .with_columns(
            time=pl.col("SETL_TIME").str.to_datetime("%Y%m%d %H%M%S"),
            **{
                name: pl.col(column).cast(pl.Float64)
                for name, column in (
                    ("fee", "MEDFEE_SUMAMT"),
                    ("account", "ACCT_PAY"),
                    ("family", "ACCT_MULAID_PAY"),
                    ("cash", "CASH_PAYAMT"),
                    ("balance", "BALC"),
                )
            },
        )
        .join(baskets, on="SETL_ID")
        .join(registers, on="PSN_NO")
        .sort("time", "SETL_ID")
    )
