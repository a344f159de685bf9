"""`oprn`: one row per operation, from the settlement list (A.6)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Rows
from pipelines.city.blocks import found_at
from pipelines.city.claims import OPERATION
from pipelines.city.coding import Desk, coded
from pipelines.city.conditions import DEPARTMENTS, SURGERY
from pipelines.city.pricelist import ITEMS

ANAESTHESIA = "003301"
"""How the codes of anaesthesia begin: charged like operations, but none."""

GENERAL, LOCAL = "1", "3"
"""`anst_way`: general anaesthesia, local anaesthesia."""

ISO = "%Y-%m-%d %H:%M:%S"


def operations_of(
    desk: Desk, visits: Rows, lines: Rows, beside: Rows, rng: np.random.Generator
) -> Rows:
    """The operations that lines charge, and those recorded `beside` them, in order of time."""
    charged = lines[_charged(lines["item"], anaesthesia=False)]
    found = np.zeros(len(charged), OPERATION)
    for name in ("visit", "item", "time", "dr", "scheme"):
        found[name] = charged[name]
    at = found_at(visits["visit"], found["visit"])
    surgery = np.full(len(found), DEPARTMENTS.index(SURGERY))
    someone = desk.world.doctors.choose(visits["inst"][at].astype(np.int64), surgery, rng)
    asleep = lines["visit"][_charged(lines["item"], anaesthesia=True)]
    found["anaesthetist"] = np.where(np.isin(found["visit"], asleep), someone, -1)
    both = np.concatenate([found, beside])
    return both[np.lexsort((both["item"], both["visit"], both["time"]))]


def _charged(items: Ints, *, anaesthesia: bool) -> np.ndarray:
    wanted = [
        item.charge_type == "06" and item.code.startswith(ANAESTHESIA) == anaesthesia
        for item in ITEMS
    ]
    return np.array(wanted)[items]


def oprn(desk: Desk, visits: pl.DataFrame, operations: Rows) -> pl.DataFrame:
    """Operations as the settlement list has them; one of a kind at one moment of a visit."""
    doctors = desk.world.doctors.code
    at = found_at(visits["visit"].to_numpy(), operations["visit"])
    rows = pl.DataFrame(
        {
            "MDTRT_ID": visits["mdtrt_id"].gather(at),
            "OPRN_OPRT_CODE": coded([item.code for item in ITEMS], operations["item"]),
            "OPRN_OPRT_NAME": coded([item.name for item in ITEMS], operations["item"]),
            "OPRN_OPRT_DATE": pl.Series(operations["time"].astype("M8[us]")),
            "ANST_WAY": np.where(operations["anaesthetist"] >= 0, GENERAL, LOCAL),
            "OPER_DR_CODE": coded(doctors, operations["dr"]),
            "ANST_DR_CODE": coded(doctors, operations["anaesthetist"]),
        }
    )
    key = ["OPRN_OPRT_DATE", "MDTRT_ID", "OPRN_OPRT_CODE"]
    rows = rows.unique(key, keep="first", maintain_order=True).sort(key)
    return rows.with_columns(pl.col("OPRN_OPRT_DATE").dt.strftime(ISO))


def first_operations(desk: Desk, operations: Rows) -> pl.DataFrame:
    """The first operation of each visit and its surgeon, as `mdtrt_d` names them."""
    table = pl.DataFrame(
        {
            "visit": operations["visit"],
            "operation": coded([item.code for item in ITEMS], operations["item"]),
            "surgeon": coded(desk.world.doctors.code, operations["dr"]),
        }
    )
    return table.unique("visit", keep="first", maintain_order=True)
