"""What schemes change in ordinary visits; kept for the truth field by field, before and after."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Rows
from pipelines.city.blocks import found_at
from pipelines.city.claims import VISIT
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

TOGETHER = (("inst", "dr"), ("med_type", "beg", "end", "settled"))
"""Fields that are changed as one: who treats where, and what lasts from when to when."""

PARTS = (*TOGETHER, *((name,) for name in VISIT.fields or () if name not in chain(*TOGETHER)))
"""What several schemes may change in one visit without undoing each other's work."""


def edited(visits: Rows, edits: Rows) -> Rows:
    """Visits as the schemes leave them: each changes a part, the last to change a part wins.

    Raises:
        ValueError: an edit of a visit that is not there.
    """
    if (found_at(visits["visit"], edits["visit"]) < 0).any():
        raise ValueError("a scheme edits a visit that does not stand among the ordinary ones")
    changed = visits.copy()
    for names, rows, after in _changes(visits, edits):
        for name in names:
            changed[name][rows] = after[name]
    return changed


def edits_of(world: World, ordinary: Rows, edits: Rows) -> pl.DataFrame:
    """What `edits` change in the `ordinary` visits of the same keys, as `edited` leaves them."""
    last = {
        name: (ordinary[rows], after)
        for names, rows, after in _changes(ordinary, edits)
        for name in names
    }
    found = [pl.DataFrame(schema=EDITS)]
    for name, (field, told) in _fields(world).items():
        before, after = last[name]
        rows = pl.DataFrame(
            {
                "scheme": pl.Series(after["scheme"], dtype=pl.Int32),
                "mdtrt_id": spelled(after["visit"], world.seed, "1"),
                "field": pl.repeat(field, len(after), dtype=pl.String, eager=True),
                "honest": told(before[name]),
                "exported": told(after[name]),
            },
            schema=EDITS,
        )
        found.append(rows.filter(pl.Series(before[name] != after[name])))
    return pl.concat(found)


def _changes(ordinary: Rows, edits: Rows) -> Iterator[tuple[tuple[str, ...], Ints, Rows]]:
    """Part by part: which visits it is changed in, and the last edit of each that changes it."""
    place = found_at(ordinary["visit"], edits["visit"])
    for names in PARTS:
        differs = [edits[name] != ordinary[name][place] for name in names]
        touching = np.flatnonzero(np.any(differs, axis=0))
        _, latest = np.unique(edits["visit"][touching][::-1], return_index=True)
        last = touching[len(touching) - 1 - latest]
        yield names, place[last], edits[last]


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
