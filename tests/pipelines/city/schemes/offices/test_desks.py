"""Clerks, insurers and sellers of papers (G-01, G-02, G-04, G-05, G-08, O-03)."""

import polars as pl
import pytest

from pipelines.city.schemes import PLOT
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.lines import (
    Measure,
    charged,
    draws_the_line,
    encounters,
    handed_in,
    listed,
    manual,
    settled,
    total,
)

CAREFUL = 700
"""Seconds that careful clerks take on average at least."""


def hasty_clerks(exports: Exports) -> float:
    """Seconds by which the clerk of the planted claims stays below a careful one."""
    looked = (pl.col("OPT_TIME") - pl.col("APPY_TIME")).dt.total_seconds()
    by_clerk = handed_in(exports).group_by("RCHKER_ID").agg(looked.alias("looked").mean())
    return by_clerk.select((CAREFUL - pl.col("looked")).clip(0).max().fill_null(0)).item()


def _listed_as(exports: Exports) -> pl.DataFrame:
    rows = exports["hilist_b"].select("HILIST_CODE", listed="CHRGITM_LV")
    return charged(exports).join(rows, on="HILIST_CODE")


def paid_though_not_listed(exports: Exports) -> float:
    lines = _listed_as(exports)
    return total(lines.filter(pl.col("listed") == "03", pl.col("CHRGITM_LV") != "03"))


def listed_but_not_paid(exports: Exports) -> float:
    lines = _listed_as(exports)
    return total(lines.filter(pl.col("listed") != "03", pl.col("CHRGITM_LV") == "03"))


def reviewed_and_paid_by_one(exports: Exports) -> float:
    return len(manual(exports).filter(pl.col("RCHKER_ID") == pl.col("DFR_OPTER_ID")))


def unregistered_travel(exports: Exports) -> float:
    """Yuan that one clerk paid for far stays which no registered travel covers."""
    claims = manual(exports).join(listed(exports, "travel"), on="PSN_NO", how="anti")
    by_clerk = claims.group_by("RCHKER_ID").agg(pl.col("yuan").sum())
    return by_clerk.select(pl.col("yuan").max().fill_null(0)).item()


def one_template(exports: Exports) -> float:
    """Claims on paper beyond the first with one house, illness and length."""
    days = (pl.col("end").dt.date() - pl.col("begin").dt.date()).alias("days")
    claims = manual(exports).select("MDTRT_ID").join(encounters(exports), on="MDTRT_ID")
    alike = claims.group_by("MEDINS_CODE", "ADM_DIAG_DSCR", days).len()
    return total(alike.select(pl.col("len") - 1), "len")


@pytest.mark.parametrize(
    ("guilty", "look_alike", "measure"),
    [
        ("wave-through", "review-carefully", hasty_clerks),
        ("pay-the-unpayable", "refuse-the-unpayable", paid_though_not_listed),
        ("review-and-pay", "work-in-pairs", reviewed_and_paid_by_one),
        ("invent-travellers", "reimburse-the-migrants", unregistered_travel),
        ("pay-out-late", "pay-out-in-time", listed_but_not_paid),
        ("sell-papers", "go-to-one-house", one_template),
    ],
)
def test_how_a_desk_works(
    guilty: str, look_alike: str, measure: Measure, plant_in_town: Plant, honest_town: Exports
) -> None:
    draws_the_line(plant_in_town, honest_town, guilty, look_alike, measure)


def test_a_payout_is_late_after_thirty_working_days(plant_in_town: Plant) -> None:
    longest = {}
    for name in ("pay-out-late", "pay-out-in-time"):
        online = settled(plant_in_town(PLOT[name])).filter(pl.col("SETL_TYPE") == 2)
        days = (online["DFR_TIME"] - online["SETL_TIME"]).dt.total_days().drop_nulls()
        longest[name] = max(days.to_list())
    assert longest["pay-out-late"] > 45 >= longest["pay-out-in-time"] > 0


def test_sold_papers_cost_the_same(plant_in_town: Plant) -> None:
    spread = {}
    for name in ("sell-papers", "go-to-one-house"):
        yuan = handed_in(plant_in_town(PLOT[name], 2.0))["yuan"]
        spread[name] = yuan.std() / yuan.mean()  # type: ignore[operator]
    assert spread["sell-papers"] < 0.02
    assert spread["go-to-one-house"] > 0.2
