"""`oprn`: one row per operation, from the settlement list (A.6)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Mask, Rows
from pipelines.city.blocks import found_at
from pipelines.city.claims import OPERATION
from pipelines.city.coding import Desk, coded
from pipelines.city.conditions import DEPARTMENTS, SURGERY
from pipelines.city.pricelist import ITEMS

GENERAL, SPINAL, LOCAL = "1", "2", "3"
WAYS = {
    "anaesthesia": GENERAL,
    "anaesthesia_vein": GENERAL,
    "anaesthesia_spinal": SPINAL,
    "anaesthesia_nerve": SPINAL,
}
"""`anst_way` by the anaesthesia charged; otherwise it was local, without an anaesthetist."""

ANAESTHESIA = "anaesthesia"
"""How our words for anaesthesia begin: charged like operations, but none."""

ISO = "%Y-%m-%d %H:%M:%S"


def operations_of(
    desk: Desk, visits: Rows, lines: Rows, beside: Rows, rng: np.random.Generator
) -> Rows:
    """The operations that lines charge, and those recorded `beside` them, in order of time."""
    charged = lines[_operations()[lines["item"]]]
    found = np.zeros(len(charged), OPERATION)
    for name in ("visit", "item", "time", "dr", "scheme"):
        found[name] = charged[name]
    at = found_at(visits["visit"], found["visit"])
    surgery = np.full(len(found), DEPARTMENTS.index(SURGERY))
    someone = desk.world.doctors.choose(visits["inst"][at].astype(np.int64), surgery, rng)
    put_to_sleep = np.array([item.key in WAYS for item in ITEMS])
    asleep = lines["visit"][put_to_sleep[lines["item"]]]
    found["anaesthetist"] = np.where(np.isin(found["visit"], asleep), someone, -1)
    both = np.concatenate([found, beside])
    return both[np.lexsort((both["item"], both["visit"], both["time"]))]


def _operations() -> Mask:
    """Which items are operations."""
    return np.array(
        [item.charge_type == "06" and not item.key.startswith(ANAESTHESIA) for item in ITEMS]
    )


def oprn(desk: Desk, visits: pl.DataFrame, lines: Rows, operations: Rows) -> pl.DataFrame:
    """Operations as the settlement list has them; one of a kind at one moment of a visit."""
    doctors = desk.world.doctors.code
    at = found_at(visits["visit"].to_numpy(), operations["visit"])
    rows = pl.DataFrame(
        {
            "MDTRT_ID": visits["mdtrt_id"].gather(at),
            "OPRN_OPRT_CODE": coded([item.code for item in ITEMS], operations["item"]),
            "OPRN_OPRT_NAME": coded([item.name for item in ITEMS], operations["item"]),
            "OPRN_OPRT_DATE": pl.Series(operations["time"].astype("M8[us]")),
            "ANST_WAY": _ways(lines, operations),
            "OPER_DR_CODE": coded(doctors, operations["dr"]),
            "ANST_DR_CODE": coded(doctors, operations["anaesthetist"]),
        }
    )
    key = ["OPRN_OPRT_DATE", "MDTRT_ID", "OPRN_OPRT_CODE"]
    rows = rows.unique(key, keep="first", maintain_order=True).sort(key)
    return rows.with_columns(pl.col("OPRN_OPRT_DATE").dt.strftime(ISO))


def _ways(lines: Rows, operations: Rows) -> pl.Series:
    """How patients were put to sleep, by what is charged with the operation."""
    way = np.array([WAYS.get(item.key, "") for item in ITEMS])[lines["item"]]
    told = pl.DataFrame({"visit": lines["visit"], "way": way}).filter(pl.col("way") != "")
    of_visit = told.group_by("visit").agg(pl.col("way").min())
    asked = pl.DataFrame({"visit": operations["visit"]})
    return asked.join(of_visit, on="visit", how="left", maintain_order="left")["way"].fill_null(
        LOCAL
    )


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
