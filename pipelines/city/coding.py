"""A month's visits and fee lines spelled out: places of the world become codes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Rows, Texts
from pipelines.city.blocks import Block, found_at
from pipelines.city.calendar import Month
from pipelines.city.claims import AS_BILLED, NO_SCHEME, Claims, amount_fen
from pipelines.city.conditions import DEPARTMENTS
from pipelines.city.institutions import AREAS
from pipelines.city.keys import spelled
from pipelines.city.pricelist import ITEMS, price_list
from pipelines.city.settlement import PARTS, Settled, line_parts
from pipelines.city.uploads import uploaded
from pipelines.city.world import World

GAPS = {
    "doctor": 0.027,
    "department": 0.016,
    "days": 0.5,
    "diagnosis": 0.03,
    "attending": 0.02,
    "code": 0.001,
    "chief": 0.12,
    "length": 0.95,
    "operation": 0.97,
    "document": 0.01,
}
"""Share of missing values in columns where real exports have them (A.9).

Diagnosis rows without a `code` break the contract and belong into quarantine. Of the stays
`length` lack the days and `operation` the operation; `document` is the share of orders, reports
and records that were never uploaded.
"""


@dataclass(frozen=True)
class Desk:
    """Where and when rows are spelled out: a month of one block of a world."""

    world: World
    month: Month
    block: Block

    def numbered(self, prefix: int, rows: int, *, start: int = 0) -> pl.Series:
        """Identifiers of the month and block, in order."""
        number = pl.int_range(start, start + rows, eager=True).cast(pl.String).str.zfill(9)
        return (f"{prefix}36{self.month.first:%Y%m}{self.block.number:03d}" + number).alias("")


def frame_of(rows: Rows) -> pl.DataFrame:
    """A structured array as a table (times to the microsecond, the unit of the contract)."""
    names = rows.dtype.names or ()
    return pl.DataFrame(
        {
            name: rows[name].astype("M8[us]") if rows.dtype[name].kind == "M" else rows[name]
            for name in names
        }
    )


def coded(codes: Texts | Sequence[str], places: Ints) -> pl.Series:
    """The code at each place; null where the place is negative."""
    table, places = np.asarray(codes), np.asarray(places, np.int64)
    if len(table) > len(places):
        own = table[np.maximum(places, 0)]
        return coded(own, np.where(places < 0, -1, np.arange(len(places))))
    row = pl.Series(places).cast(pl.UInt32, strict=False)
    return pl.Series(table).cast(pl.String).gather(row).alias("")


def thinned(values: pl.Series, chance: float, rng: np.random.Generator) -> pl.Series:
    """The values, missing here and there as in real exports."""
    kept = pl.Series(rng.random(len(values)) >= chance)
    return values.to_frame("value").select(pl.when(kept).then("value"))["value"].alias("")


def coded_visits(desk: Desk, rows: Rows) -> pl.DataFrame:
    """Visits with their identifiers and codes; `setl_id` counts them in their order."""
    world = desk.world
    people, sites, doctors = world.people, world.institutions, world.doctors
    return frame_of(rows).with_columns(
        mdtrt_id=spelled(rows["visit"], world.seed, "1"),
        setl_id=desk.numbered(2, len(rows)),
        PSN_NO=coded(people.psn_no, rows["psn"]),
        MEDINS_CODE=coded(sites.code, rows["inst"]),
        FIXMEDINS_NAME=coded(sites.name, rows["inst"]),
        HOSP_LV=coded(sites.hosp_lv, rows["inst"]).cast(pl.Int64),
        INSU_ADMDVS=coded(AREAS, people.area[rows["psn"]]),
        doctor=coded(doctors.code, rows["dr"]),
        department=coded(DEPARTMENTS, _department(world, rows["dr"])),
    )


def _department(world: World, dr: Ints) -> Ints:
    return np.where(dr >= 0, world.doctors.department[np.maximum(dr, 0)], -1)


def coded_lines(
    desk: Desk, claims: Claims, visits: pl.DataFrame, rng: np.random.Generator
) -> tuple[pl.DataFrame, Rows]:
    """Fee lines in order of time, with their identifiers and codes, and the same as rows.

    `visits` spells out `claims.visits`, row by row. Lines of the same moment are ordered by what
    is seen of them, so that a planted line stands nowhere in particular.
    """
    world, lines = desk.world, claims.lines
    at = found_at(claims.visits["visit"], lines["visit"])
    seen = visits["mdtrt_id"].rank("ordinal").to_numpy()[at]
    order = np.lexsort((lines["pric"], lines["cnt"], seen, lines["item"], lines["time"]))
    rows, at = lines[order], at[order]
    of_visit = visits.select(
        "mdtrt_id", "setl_id", "PSN_NO", "MEDINS_CODE", "med_type", "end", "lag",
        attending="doctor", attended="department",
        visit_scheme="scheme",
    )[at]  # fmt: skip
    kind = world.institutions.kind[claims.visits["inst"][at]]
    table = pl.concat([frame_of(rows), of_visit], how="horizontal").with_columns(
        **_of_items(rows, kind),
        feedetl_sn=desk.numbered(3, len(rows)),
        reversed=pl.lit(None, pl.String),
        uploaded=pl.Series(uploaded(claims.visits, rows, at).astype("M8[us]")),
        fen=pl.Series(amount_fen(rows)),
        **frame_of(line_parts(rows, kind)).to_dict(),
        doctor=thinned(coded(world.doctors.code, rows["dr"]), GAPS["doctor"], rng),
        department=thinned(_billing(world, rows), GAPS["department"], rng),
        scheme=pl.when(pl.col("scheme") == NO_SCHEME).then("visit_scheme").otherwise("scheme"),
    )
    return table, rows


def _billing(world: World, rows: Rows) -> pl.Series:
    own = _department(world, rows["dr"])
    return coded(DEPARTMENTS, np.where(rows["dept"] >= 0, rows["dept"], own))


def _of_items(rows: Rows, kind: Ints) -> dict[str, pl.Series]:
    """What the catalogue says of each line, at institutions of given kinds."""
    items = rows["item"].astype(np.int64)
    listed = price_list().payment_class[items]
    paid_as = np.where(rows["paid_as"] > 0, rows["paid_as"], listed)
    return {
        "code": coded([item.code for item in ITEMS], items),
        "name": coded([item.name for item in ITEMS], items),
        "charge_type": coded([item.charge_type for item in ITEMS], items),
        "list_type": coded([item.list_type for item in ITEMS], items),
        "payment_class": coded(["", "01", "02", "03"], paid_as),
        "limit": pl.Series(price_list().limit(items, kind)),
        "drug": pl.Series(price_list().is_drug[items] == 1),
        "nego": pl.Series(np.array([item.nego for item in ITEMS])[items]),
    }


def given_items(lines: Rows) -> Ints:
    """The item that really left the shelf with each line; negative where nothing did."""
    return np.where(lines["given"] == AS_BILLED, lines["item"], lines["given"]).astype(np.int64)


def identifiers_afterwards(desk: Desk, settled: Settled) -> tuple[pl.Series, pl.Series]:
    """The identifiers of the cancelling settlements, and of those made anew after them."""
    first, cancelled = len(settled.rows), int(settled.refunded.sum())
    return (
        desk.numbered(2, cancelled, start=first),
        desk.numbered(2, int(settled.again.sum()), start=first + cancelled),
    )


@dataclass(frozen=True)
class Afterwards:
    """What becomes of lines whose settlement is cancelled.

    `undone` are their negatives, each naming the line it reverses; `anew` the lines once more,
    where a settlement is made anew; `standing` the lines of every visit that stand last.
    """

    undone: pl.DataFrame
    anew: pl.DataFrame
    standing: pl.DataFrame


def cancelled_lines(desk: Desk, lines: pl.DataFrame, settled: Settled) -> Afterwards:
    """What becomes of the lines of cancelled settlements."""
    refund_ids, anew_ids = identifiers_afterwards(desk, settled)
    cancelled = settled.rows["visit"][settled.refunded]
    undone = _of_visits(lines, cancelled, refund_ids)
    anew = _of_visits(lines, cancelled[settled.again], anew_ids)
    signed = ("cnt", "fen", *(PARTS.names or ()))
    undone = undone.with_columns(
        *(-pl.col(name) for name in signed),
        reversed="feedetl_sn",
        feedetl_sn=desk.numbered(3, len(undone), start=len(lines)),
    )
    start = len(lines) + len(undone)
    anew = anew.with_columns(feedetl_sn=desk.numbered(3, len(anew), start=start))
    return Afterwards(
        undone,
        anew,
        pl.concat([lines.join(anew, on="visit", how="anti", maintain_order="left"), anew]),
    )


def _of_visits(lines: pl.DataFrame, visits: Ints, setl_id: pl.Series) -> pl.DataFrame:
    """The lines of some visits under other settlements."""
    named = pl.DataFrame({"visit": visits, "named": setl_id})
    found = lines.join(named, on="visit", how="inner", maintain_order="left")
    return found.with_columns(setl_id="named").select(lines.columns)
