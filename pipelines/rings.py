"""The rings of a month as they are kept: who is in them, and the encounters that show them."""

import polars as pl

from features.network.rings import Rings
from pipelines.errors import InputError
from pipelines.manifest import write_stamp
from pipelines.store import Store, replacing, write_parquet

RINGS = "rings"
PART, VISITS, STAMP = "part.parquet", "visits.parquet", "stamp.json"


def write_rings(store: Store, month: str, rings: Rings, inputs: dict[str, str]) -> None:
    """Replace the rings of a month, with the stamp of what they were made from."""
    with replacing(store.partition(RINGS, month).parent) as fresh:
        write_parquet(rings.members, fresh / PART)
        write_parquet(rings.visits, fresh / VISITS)
        write_stamp(fresh / STAMP, inputs)


def read_rings(store: Store, month: str) -> Rings:
    """The rings of a month.

    Raises:
        InputError: when the month was not profiled.
    """
    members = store.partition(RINGS, month, PART)
    if not members.exists():
        raise InputError(f"{month} is not profiled; run `feijian profile --month {month}` first")
    visits = store.partition(RINGS, month, VISITS)
    return Rings(pl.read_parquet(members, glob=False), pl.read_parquet(visits, glob=False))
