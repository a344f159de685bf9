"""Plain computations on raw exports: what an inspector with a spreadsheet would count."""

import polars as pl

from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import Scheme
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports

ITEM = pl.DataFrame(
    {
        "HILIST_CODE": [item.code for item in ITEMS],
        "key": [item.key for item in ITEMS],
        "pack_days": [item.days for item in ITEMS],
        "minutes": [item.minutes for item in ITEMS],
        "resaleable": [item.resaleable for item in ITEMS],
    }
)
"""The catalogue, as a bureau has it."""


def code_of(scheme: Scheme, world: World) -> str:
    """The code of the actor in the exports."""
    codes = {
        "institution": world.institutions.code,
        "doctor": world.doctors.code,
        "patient": world.people.psn_no,
    }
    return str(codes[scheme.level][scheme.actor])


def visits(exports: Exports, code: str) -> pl.DataFrame:
    """The visits of a doctor, a site or a person, with day and hour."""
    who = {"H": "MEDINS_CODE", "P": "MEDINS_CODE", "D": "ATDDR_NO"}.get(code[0], "PSN_NO")
    begin = pl.col("BEGNDATE").str.to_datetime("%Y-%m-%d %H:%M:%S")
    return (
        exports["mdtrt_d"]
        .filter(pl.col(who) == code)
        .with_columns(begin=begin, day=begin.dt.date())
        .sort("begin", "MDTRT_ID")
    )


def lines(exports: Exports, code: str) -> pl.DataFrame:
    """The fee lines of these visits that stand, with what the catalogue says of the item."""
    own = visits(exports, code).select(
        "MDTRT_ID", "day", "begin", "MED_TYPE", "DSCG_MAINDIAG_CODE", "ATDDR_NO"
    )
    undone = exports["fee_list_d"].select(BKKP_SN="INIT_FEEDETL_SN").drop_nulls()
    return (
        exports["fee_list_d"]
        .filter(pl.col("CNT") > 0)
        .join(own, on="MDTRT_ID")
        .join(undone, on="BKKP_SN", how="anti")
        .join(ITEM, on="HILIST_CODE")
        .with_columns(
            supply=pl.col("CNT") * pl.col("pack_days"),
            yuan=pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64),
        )
    )


def baskets(exports: Exports, code: str) -> pl.DataFrame:
    """The visits of the subject, each with its basket: all items and counts in one text."""
    content = pl.concat_str("HILIST_CODE", pl.col("CNT").cast(pl.String), separator="x")
    of_visit = (
        lines(exports, code)
        .group_by("MDTRT_ID")
        .agg(basket=content.sort().str.join("+"), resaleable=pl.col("resaleable").any())
    )
    return visits(exports, code).join(of_visit, on="MDTRT_ID", maintain_order="left")


def settled(exports: Exports, code: str) -> pl.DataFrame:
    """What every visit of the subject came to after all cancellations, in yuan."""
    own = visits(exports, code).select("MDTRT_ID", "MED_TYPE", "DSCG_MAINDIAG_CODE", "day")
    yuan = {name: pl.col(name).cast(pl.Float64) for name in ("MEDFEE_SUMAMT", "ACCT_PAY", "BALC")}
    return (
        exports["setl_d"]
        .filter(pl.col("VALI_FLAG") == 1)
        .group_by("MDTRT_ID")
        .agg(yuan["MEDFEE_SUMAMT"].sum(), yuan["ACCT_PAY"].sum(), yuan["BALC"].min())
        .join(own, on="MDTRT_ID")
    )


def busiest_hour(seen: pl.DataFrame) -> int:
    """The most visits that begin within one hour of the clock with one doctor."""
    hours = seen.filter(pl.col("MED_TYPE") == "11").group_by(
        "ATDDR_NO", pl.col("begin").dt.truncate("1h")
    )
    return int(hours.len()["len"].max() or 0)
