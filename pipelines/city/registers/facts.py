"""What other offices know of persons (ext_list): deaths, prison terms, registered illnesses."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Rows, Times
from pipelines.city.dice import dice
from pipelines.city.horizon import NEVER
from pipelines.city.registers.persons import known_dead
from pipelines.city.schemes.plot import FACT
from pipelines.city.world import World

SOURCES = {
    "death": "民政部门", "prison": "司法行政部门", "abroad": "出入境管理部门",
    "work_injury": "人社部门", "third_party": "公安交管部门", "travel": "异地就医备案",
    "chronic": "慢特病备案",
}  # fmt: skip
ELSE = "其他部门"

REGISTERED_SINCE = 2_000
"""Days before the first one within which chronic illnesses were registered."""


def ext_list(world: World, planted: Sequence[Rows] = ()) -> pl.DataFrame:
    """One row per fact; `planted` are facts (`FACT`) that schemes add."""
    rows = np.concatenate([_deaths(world), _terms(world), _illnesses(world), *planted])
    last = np.where(rows["last"] > world.horizon.last, NEVER, rows["last"])
    kind = pl.Series(rows["kind"])
    table = pl.DataFrame(
        {
            "EXT_TYPE": kind,
            "PSN_NO": world.people.psn_no[rows["psn"]],
            "BEGNDATE": rows["first"],
            "ENDDATE": last,
            "SOURCE": kind.replace_strict(SOURCES, default=ELSE, return_dtype=pl.String),
        }
    ).sort("PSN_NO", "BEGNDATE", "EXT_TYPE")
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(10)
    return table.select(("X36" + number).alias("EXT_ID"), *table.columns)


def _facts(kind: str, psn: Ints, first: Times, last: Times | np.datetime64) -> Rows:
    rows = np.zeros(len(psn), FACT)
    rows["psn"], rows["kind"], rows["first"], rows["last"] = psn, kind, first, last
    return rows


def _deaths(world: World) -> Rows:
    """Deaths as they happened, of those that are entered."""
    dead = np.flatnonzero(known_dead(world))
    return _facts("death", dead, world.people.died[dead], NEVER)


def _terms(world: World) -> Rows:
    people = world.people
    inside = np.flatnonzero(people.here & (people.jailed <= world.horizon.last))
    return _facts("prison", inside, people.jailed[inside], people.freed[inside])


def _illnesses(world: World) -> Rows:
    """Chronic illnesses registered for outpatient treatment, some years before or lately."""
    people, first = world.people, world.horizon.first
    psn = np.flatnonzero(people.certified & people.here)
    back = dice(world.seed, "registrations").integers(30, REGISTERED_SINCE, len(psn))
    since = np.maximum(first - back.astype("m8[D]"), people.birth[psn])
    return _facts("chronic", psn, since, NEVER)
