"""Forged papers, invented illnesses, hidden causes (A-03, A-04, A-08, A-10)."""

import polars as pl
import pytest

from pipelines.city.schemes import PLOT
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.lines import (
    STAYS,
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

HOTEL = ("01", "02", "07")
"""Charge types of bed, rounds and nursing."""


def unregistered_travel(exports: Exports) -> float:
    """Yuan of claims on paper by persons who registered no travel."""
    return total(manual(exports).join(listed(exports, "travel"), on="PSN_NO", how="anti"))


def unregistered_illness(exports: Exports) -> float:
    """Yuan of chronic claims on paper without a registered chronic illness."""
    claims = manual(exports).filter(pl.col("MED_TYPE") == 14)
    return total(claims.join(listed(exports, "chronic"), on="PSN_NO", how="anti"))


def hollow_injuries(exports: Exports) -> float:
    """Shares of board and rounds in undeclared injury stays of those injured at work."""
    stays = encounters(exports).filter(pl.col("MED_TYPE").is_in(STAYS), pl.col("TTP_PAY_FLAG") == 0)
    hurt = stays.join(listed(exports, "work_injury"), on="PSN_NO", how="semi")
    lines = charged(exports).join(hurt, on="MDTRT_ID", how="semi")
    hotel = pl.col("yuan").filter(pl.col("MED_CHRGITM_TYPE").is_in(HOTEL)).sum()
    return total(lines.group_by("MDTRT_ID").agg(share=hotel / pl.col("yuan").sum()), "share")


def somebody_else_is_liable(exports: Exports) -> float:
    """Yuan of visits without the flag while the police list names somebody liable."""
    seen = encounters(exports).join(listed(exports, "third_party"), on="PSN_NO")
    silent = seen.filter(
        pl.col("TTP_PAY_FLAG") == 0,
        pl.col("begin").dt.date().is_between("first", "last"),
        pl.col("DSCG_MAINDIAG_CODE").fill_null("S").str.starts_with("S"),
    )
    return total(settled(exports).join(silent, on="MDTRT_ID", how="semi"))


@pytest.mark.parametrize(
    ("guilty", "look_alike", "measure"),
    [
        ("forge-papers", "claim-on-paper", unregistered_travel),
        ("fabricate-chronic", "bring-chronic-bills", unregistered_illness),
        ("hide-the-cause", "slip-on-the-ice", hollow_injuries),
        ("hide-the-accident", "declare-the-accident", somebody_else_is_liable),
    ],
)
def test_what_the_agency_is_told(
    guilty: str, look_alike: str, measure: Measure, plant_in_town: Plant, honest_town: Exports
) -> None:
    draws_the_line(plant_in_town, honest_town, guilty, look_alike, measure)


def test_a_forger_hands_in_an_invoice_twice(plant_in_town: Plant) -> None:
    often = {}
    for name in ("forge-papers", "claim-on-paper"):
        claims = handed_in(plant_in_town(PLOT[name], 2.0))
        invoices = claims.group_by("INVONO").agg(pl.len(), pl.col("yuan").n_unique())
        assert set(invoices["yuan"]) == {1}
        often[name] = invoices["len"].max()
    assert often == {"forge-papers": 2, "claim-on-paper": 1}


def test_an_invented_illness_has_no_test(plant_in_town: Plant) -> None:
    tests = {}
    for name in ("fabricate-chronic", "bring-chronic-bills"):
        exports = plant_in_town(PLOT[name])
        lines = charged(exports).join(handed_in(exports), on="MDTRT_ID", how="semi")
        tests[name] = len(lines.filter(pl.col("MED_CHRGITM_TYPE").is_in(["03", "04"])))
    assert tests["fabricate-chronic"] == 0
    assert tests["bring-chronic-bills"] > 0
