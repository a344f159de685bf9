"""Benefits drawn twice, drugs resold, visits too many (A-05, A-07, A-09, A-11, A-12, A-15)."""

import polars as pl
import pytest

from pipelines.city.pricelist import ITEMS
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.lines import (
    Measure,
    charged,
    draws_the_line,
    encounters,
    settled,
    total,
)

RESALEABLE = [item.code for item in ITEMS if item.resaleable]
ENOUGH, DEAR = 5, 1_000
"""Packs of a drug in three months; yuan of a visit."""


def claimed_under_both(exports: Exports) -> float:
    """Yuan claimed a second time for the same person and dates under the other insurance."""
    bills = settled(exports).select("MDTRT_ID", "yuan").join(encounters(exports), on="MDTRT_ID")
    pairs = bills.group_by("PSN_NO", "begin", "end").agg(
        pl.col("INSUTYPE").n_unique(), pl.col("yuan").min()
    )
    return total(pairs.filter(pl.col("INSUTYPE") > 1))


def more_than_one_can_take(exports: Exports) -> float:
    """Packs of resaleable drugs beyond a pack a month and two in reserve."""
    drugs = charged(exports).filter(pl.col("HILIST_CODE").is_in(RESALEABLE))
    taken = drugs.group_by("PSN_NO", "HILIST_CODE").agg(pl.col("CNT").sum())
    return total(taken.select((pl.col("CNT") - ENOUGH).clip(0)), "CNT")


def drawn_under_two_accounts(exports: Exports) -> float:
    """Settlements of persons who draw on two accounts."""
    keys = exports["psn_info_b"].select("PSN_NO", "CERT_KEY")
    drawn = settled(exports).join(keys, on="PSN_NO")
    owners = drawn.group_by("CERT_KEY").agg(pl.col("PSN_NO").n_unique(), pl.len())
    return total(owners.filter(pl.col("PSN_NO") > 1), "len")


def three_sites_in_a_day(exports: Exports) -> float:
    """Persons' days with three sites for one illness."""
    seen = encounters(exports).drop_nulls("DSCG_MAINDIAG_CODE")
    days = seen.group_by("PSN_NO", "DSCG_MAINDIAG_CODE", day=pl.col("begin").dt.date())
    return len(days.agg(pl.col("MEDINS_CODE").n_unique()).filter(pl.col("MEDINS_CODE") > 2))


def dear_for_dizziness(exports: Exports) -> float:
    """Yuan of dear out-patient visits for which the illness gives no reason."""
    seen = encounters(exports).filter(
        pl.col("MED_TYPE") == "11", pl.col("DSCG_MAINDIAG_CODE") == "R42"
    )
    bills = settled(exports).join(seen, on="MDTRT_ID", how="semi")
    return total(bills.filter(pl.col("yuan") > DEAR))


def elsewhere_within_the_hour(exports: Exports) -> float:
    """Visits without test, treatment or drug within an hour of one in another area."""
    done = charged(exports).filter(~pl.col("MED_CHRGITM_TYPE").is_in(["02", "12"]))
    bare = encounters(exports).join(done, on="MDTRT_ID", how="anti")
    pairs = bare.join(bare, on="PSN_NO").filter(pl.col("area") != pl.col("area_right"))
    apart = (pl.col("begin") - pl.col("begin_right")).dt.total_minutes().abs()
    return len(pairs.filter(apart < 60))


@pytest.mark.parametrize(
    ("guilty", "look_alike", "measure"),
    [
        ("claim-twice", "bring-the-twin", claimed_under_both),
        ("resell-drugs", "follow-the-plan", more_than_one_can_take),
        ("use-both-accounts", "keep-to-one-account", drawn_under_two_accounts),
        ("visit-everywhere", "dialyse", three_sites_in_a_day),
        ("claim-large", "live-on-dear-drugs", dear_for_dizziness),
        ("invent-visits", "talk-it-over", elsewhere_within_the_hour),
    ],
)
def test_more_than_one_person_needs(
    guilty: str, look_alike: str, measure: Measure, plant_in_town: Plant, honest_town: Exports
) -> None:
    draws_the_line(plant_in_town, honest_town, guilty, look_alike, measure)
