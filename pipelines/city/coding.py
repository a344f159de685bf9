"""A month's visits and fee lines spelled out: places of the world become codes."""

import numpy as np
import polars as pl
from polars.expr.whenthen import Then

from pipelines.city.arrays import Ints, Rows, Texts
from pipelines.city.calendar import Month
from pipelines.city.claims import Claims, amount_fen
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.institutions import AREAS
from pipelines.city.pricelist import ITEMS, price_list
from pipelines.city.settlement import PARTS, Settled, line_parts
from pipelines.city.world import World

GAPS = {
    "doctor": 0.027,
    "department": 0.016,
    "days": 0.1,
    "diagnosis": 0.03,
    "attending": 0.02,
    "code": 0.001,
}
"""Share of missing values in columns where real exports have them (A.9).

Diagnosis rows without a `code` break the contract and belong into quarantine.
"""


def frame_of(rows: Rows) -> pl.DataFrame:
    """A structured array as a table (times to the microsecond, the unit of the contract)."""
    names = rows.dtype.names or ()
    return pl.DataFrame(
        {
            name: rows[name].astype("M8[us]") if rows.dtype[name].kind == "M" else rows[name]
            for name in names
        }
    )


def coded(codes: Texts | list[str], place: str) -> pl.Expr:
    """The code at the place that a column gives; null where the place is negative."""
    return pl.lit(pl.Series(codes)).gather(pl.col(place).cast(pl.UInt32, strict=False))


def unless(chance: float, values: pl.Expr, rows: int, rng: np.random.Generator) -> Then:
    """The values, missing here and there as in real exports."""
    return pl.when(pl.lit(pl.Series(rng.random(rows) >= chance))).then(values)


def numbered(prefix: int, month: Month, rows: int, *, start: int = 0) -> pl.Series:
    """Identifiers of a month, in order."""
    number = pl.int_range(start, start + rows, eager=True).cast(pl.String).str.zfill(9)
    return (f"{prefix}36{month.first:%Y%m}" + number).alias("")


def coded_visits(world: World, month: Month, rows: Rows) -> pl.DataFrame:
    """Visits in order of settlement with their identifiers and codes."""
    people, sites = world.people, world.institutions
    areas = np.array(AREAS)
    return frame_of(rows).select(
        "visit", "cond", "psn", "med_type", "beg", "end", "settled", "insutype", "waived",
        mdtrt_id=numbered(1, month, len(rows)),
        setl_id=numbered(2, month, len(rows)),
        PSN_NO=coded(people.psn_no, "psn"),
        MEDINS_CODE=coded(sites.code, "inst"),
        FIXMEDINS_NAME=coded(sites.name, "inst"),
        HOSP_LV=coded(sites.hosp_lv, "inst").cast(pl.Int64),
        INSU_ADMDVS=coded(areas[people.area], "psn"),
        doctor=coded(world.doctors.code, "dr"),
        department=coded(np.array(DEPARTMENTS)[world.doctors.department], "dr"),
        planted=pl.col("scheme"),
    )  # fmt: skip


def coded_lines(
    world: World, month: Month, claims: Claims, keys: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Fee lines in order of time with their identifiers and codes.

    `keys` holds the identifiers of `claims.visits`, row by row.
    """
    rows = claims.lines[np.lexsort((claims.lines["item"], claims.lines["time"]))]
    order = np.argsort(claims.visits["visit"])
    at = order[np.searchsorted(claims.visits["visit"], rows["visit"], sorter=order)]
    kind = world.institutions.kind[claims.visits["inst"][at]]
    department = np.array(DEPARTMENTS)[world.doctors.department]
    items = rows["item"].astype(np.int64)
    n = len(rows)
    return (
        frame_of(rows)
        .with_columns(keys[at].drop("visit"))
        .select(
            "visit", "mdtrt_id", "setl_id", "PSN_NO", "MEDINS_CODE", "cnt", "pric", "time",
            feedetl_sn=numbered(3, month, n),
            reversed=pl.lit(None, pl.String),
            code=coded([item.code for item in ITEMS], "item"),
            name=coded([item.name for item in ITEMS], "item"),
            charge_type=coded([item.charge_type for item in ITEMS], "item"),
            list_type=coded([item.list_type for item in ITEMS], "item"),
            payment_class=coded([f"{item.payment_class:02d}" for item in ITEMS], "item"),
            limit=pl.Series(price_list().limit(items, kind)),
            fen=pl.Series(amount_fen(rows)),
            **frame_of(line_parts(rows, kind)).to_dict(),
            doctor=unless(GAPS["doctor"], coded(world.doctors.code, "dr"), n, rng),
            department=unless(GAPS["department"], coded(department, "dr"), n, rng),
            days=unless(GAPS["days"], pl.when(pl.col("days") > 0).then("days"), n, rng),
            scheme=pl.max_horizontal("scheme", "planted"),
        )
    )  # fmt: skip


def identifiers_afterwards(month: Month, settled: Settled) -> tuple[pl.Series, pl.Series]:
    """The identifiers of the cancelling settlements, and of those made anew after them."""
    first, cancelled = len(settled.rows), int(settled.refunded.sum())
    return (
        numbered(2, month, cancelled, start=first),
        numbered(2, month, int(settled.again.sum()), start=first + cancelled),
    )


def reversals(month: Month, lines: pl.DataFrame, settled: Settled) -> pl.DataFrame:
    """The lines of cancelled settlements, negative, each naming the line it reverses.

    Where a settlement is made anew its lines follow once more.
    """
    refund_ids, anew_ids = identifiers_afterwards(month, settled)
    cancelled = settled.rows["visit"][settled.refunded]
    undone = _of_visits(lines, cancelled, refund_ids)
    anew = _of_visits(lines, cancelled[settled.again], anew_ids)
    signed = ("cnt", "fen", *(PARTS.names or ()))
    undone = undone.with_columns(
        *(-pl.col(name) for name in signed),
        reversed="feedetl_sn",
        feedetl_sn=numbered(3, month, len(undone), start=len(lines)),
    )
    start = len(lines) + len(undone)
    anew = anew.with_columns(feedetl_sn=numbered(3, month, len(anew), start=start))
    return pl.concat([undone, anew])


def _of_visits(lines: pl.DataFrame, visits: Ints, setl_id: pl.Series) -> pl.DataFrame:
    """The lines of some visits under other settlements."""
    named = pl.DataFrame({"visit": visits, "named": setl_id})
    found = lines.join(named, on="visit", how="inner", maintain_order="left")
    return found.with_columns(setl_id="named").select(lines.columns)
