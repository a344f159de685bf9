"""What schemes change in ordinary visits, kept for the truth: field by field, before and after."""

from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl

from pipelines.city.arrays import Rows
from pipelines.city.blocks import found_at
from pipelines.city.coding import coded
from pipelines.city.conditions import CONDITIONS
from pipelines.city.keys import spelled
from pipelines.city.world import World

EDITS = {
    "scheme": pl.Int32,
    "mdtrt_id": pl.String,
    "field": pl.String,
    "honest": pl.String,
    "exported": pl.String,
}
"""One row per visit and field that a scheme changed."""

PLAIN = {
    "med_type": "med_type",
    "beg": "begntime",
    "end": "endtime",
    "settled": "setl_time",
    "insutype": "insutype",
    "way": "dscg_way",
    "third_party": "ttp_pay_flag",
    "waived": "waived",
    "lag": "upload_seconds",
    "header": "header_fen",
    "refund": "refund",
}
"""Fields written as they are, with their national or plain names."""


def edits_of(world: World, ordinary: Rows, edits: Rows) -> pl.DataFrame:
    """What `edits` change in the `ordinary` visits of the same keys; of several the last counts."""
    _, last = np.unique(edits["visit"][::-1], return_index=True)
    after = edits[len(edits) - 1 - last]
    before = ordinary[found_at(ordinary["visit"], after["visit"])]
    mdtrt_id = spelled(after["visit"], world.seed, "1")
    scheme = pl.Series(after["scheme"], dtype=pl.Int32)
    found = [pl.DataFrame(schema=EDITS)]
    for name, (field, told) in _fields(world).items():
        changed = pl.Series(before[name] != after[name])
        rows = pl.DataFrame(
            {
                "scheme": scheme,
                "mdtrt_id": mdtrt_id,
                "field": pl.repeat(field, len(after), dtype=pl.String, eager=True),
                "honest": told(before[name]),
                "exported": told(after[name]),
            },
            schema=EDITS,
        )
        found.append(rows.filter(changed))
    return pl.concat(found)


def _fields(world: World) -> dict[str, tuple[str, Callable[[Rows], pl.Series]]]:
    codes = {
        "inst": ("fixmedins_code", world.institutions.code),
        "dr": ("atddr_no", world.doctors.code),
        "cond": ("dscg_maindiag_code", np.array([condition.code for condition in CONDITIONS])),
    }
    told: dict[str, tuple[str, Callable[[Rows], pl.Series]]] = {}
    for name, field in PLAIN.items():
        told[name] = (field, _written)
    for name, (field, code) in codes.items():
        told[name] = (field, partial(coded, code))
    return told


def _written(values: Rows) -> pl.Series:
    if values.dtype.kind == "M":
        return pl.Series(values.astype("M8[us]")).dt.strftime("%Y-%m-%d %H:%M:%S")
    return pl.Series(values).cast(pl.Int64).cast(pl.String)
