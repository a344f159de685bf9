"""A small city with nothing planted but what a test asks for, as a bureau would export it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.city.calendar import Month, months_from
from pipelines.city.dice import dice
from pipelines.city.life import Life
from pipelines.city.registers import (
    emp_insu_d,
    ext_list,
    fixmedins_b,
    hilist_b,
    psn_info_b,
    psn_insu_d,
)
from pipelines.city.schemes import PLOT, Plot, Scheme
from pipelines.city.schemes.plot import Listed
from pipelines.city.workers import crew_of
from pipelines.city.world import World, build_world

MONTHS = months_from("2024-01", 2)
QUARTER = months_from("2024-01", 3)
"""The smaller city lives so long, and every city in which a told case is played."""
KEPT = 6
"""Planted cities kept for the tests to come: those of one plot follow on each other."""


@dataclass(frozen=True)
class Exports:
    """The raw exports of the city, and the scheme that was planted in it, if any.

    `tables` are frames by export name: `setl_d`, `mdtrt_d`, `diag_d`, `oprn`, `fee_list_d`,
    `order`, `inv` (purchases, hospital sales, counts), `inv_sale` (sales of pharmacies), and the
    registers with what the scheme leaves in them;
    `planted` holds `scheme, mdtrt_id, feedetl_sn, fen` of the planted lines.
    """

    tables: dict[str, pl.DataFrame]
    planted: pl.DataFrame
    scheme: Scheme | None

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.tables[name]


Plant = Callable[..., Exports]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of one plot follow on each other, file by file: they share its city."""
    place: dict[Path, int] = {}
    for item in items:
        place.setdefault(item.path, len(place))
    items.sort(key=lambda item: (place[item.path], _plot_of(item)))


def _plot_of(item: pytest.Item) -> str:
    asked = getattr(item, "callspec", None)
    here = asked is not None and item.path.is_relative_to(Path(__file__).parent)
    return str(asked.params.get("name", asked.params.get("guilty", ""))) if here else ""


def _lived(world: World, months: list[Month], scheme: Scheme | None) -> Exports:
    with crew_of(world, 1) as crew:
        life = Life.begin(world, len(months), [] if scheme is None else [scheme], crew)
        lived = [life.live(month) for month in months]
    tables = {name: pl.concat([each.tables[name] for each in lived]) for name in lived[0].tables}
    tables |= _registers(world, months, scheme)
    return Exports(tables, pl.concat([each.planted for each in lived]), scheme)


def _registers(world: World, months: list[Month], scheme: Scheme | None) -> dict[str, pl.DataFrame]:
    listed = Listed() if scheme is None else PLOT[scheme.name].enlist(world, scheme, months)
    return {
        "psn_info_b": psn_info_b(world),
        "psn_insu_d": psn_insu_d(world, [listed.enrolments]),
        "emp_insu_d": emp_insu_d(world),
        "ext_list": ext_list(world, [listed.facts]),
        "fixmedins_b": fixmedins_b(world),
        "hilist_b": hilist_b(),
    }


@pytest.fixture(scope="session")
def honest(world: World) -> Exports:
    """The same city with nobody in it who cheats."""
    return _lived(world, MONTHS, None)


@pytest.fixture(scope="session")
def plant(world: World, honest: Exports) -> Plant:
    """Plant one plot alone: `plant(plot, intensity=1.0)`, by its busiest candidate."""
    return _planter(world, honest, MONTHS)


@pytest.fixture(scope="session")
def town() -> World:
    """A smaller city, for plots that are played by persons, clerks and employers."""
    return build_world(3_000, 2024, 3, spare=12)


@pytest.fixture(scope="session")
def honest_town(town: World) -> Exports:
    """The smaller city with nobody in it who cheats."""
    return _lived(town, QUARTER, None)


@pytest.fixture(scope="session")
def plant_in_town(town: World, honest_town: Exports) -> Plant:
    """Plant one plot alone in the smaller city."""
    return _planter(town, honest_town, QUARTER)


def _planter(world: World, honest: Exports, months: list[Month]) -> Plant:
    @lru_cache(KEPT)
    def _once(plot: Plot, intensity: float) -> Exports:
        scheme = _scheme(world, honest, plot, intensity)
        return _lived(world, QUARTER if plot.case else months, scheme)

    def _plant(plot: Plot, intensity: float = 1.0) -> Exports:
        return _once(plot, intensity)

    return _plant


def _scheme(world: World, honest: Exports, plot: Plot, intensity: float) -> Scheme:
    actor = _busiest(plot, world, honest)
    return Scheme(
        number=0,
        name=plot.name,
        violation=plot.violation,
        level=plot.level,
        actor=actor,
        first=0,
        last=len(QUARTER) - 1,
        intensity=intensity,
        innocent=plot.innocent,
        members=plot.members(world, actor, dice(7, "ring")),
    )


def _busiest(plot: Plot, world: World, honest: Exports) -> int:
    found = plot.candidates(world)
    codes = {
        "institution": (world.institutions.code, honest["mdtrt_d"]["MEDINS_CODE"]),
        "doctor": (world.doctors.code, honest["mdtrt_d"]["ATDDR_NO"]),
        "patient": (world.people.psn_no, honest["mdtrt_d"]["PSN_NO"]),
    }
    if plot.level not in codes:
        return int(found[0])
    code, seen = codes[plot.level]
    counts = dict(seen.value_counts().iter_rows())
    return int(found[np.argmax([counts.get(each, 0) for each in code[found]])])
