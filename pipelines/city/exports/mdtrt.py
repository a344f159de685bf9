"""`mdtrt_d`: one row per encounter (A.4)."""

import numpy as np
import polars as pl

from pipelines.city.claims import CHRONIC, IN_PATIENT, PHARMACY
from pipelines.city.coding import GAPS, Desk, coded, thinned
from pipelines.city.conditions import CONDITIONS
from pipelines.city.keys import spelled

PLACEHOLDERS = ("", "-", "0")
"""What stands where no attending doctor is named."""

ISO = "%Y-%m-%d %H:%M:%S"
OUT, IN_BED = "0", "1"
"""`inhosp_stas`: discharged, still in hospital."""


def mdtrt_d(
    desk: Desk, visits: pl.DataFrame, operations: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The encounters of visits; those that end after the month are still going on.

    `operations` names the first operation of a visit and its surgeon.
    """
    stay, n = pl.col("med_type").is_in(IN_PATIENT), len(visits)
    over = pl.col("end") < pl.lit(desk.month.end.astype("M8[us]"))
    seen = pl.col("med_type") != PHARMACY
    cond = visits["cond"].to_numpy()
    codes = coded([condition.code for condition in CONDITIONS], cond)
    named = visits.join(operations, on="visit", how="left", maintain_order="left")
    return named.select(
        MDTRT_ID="mdtrt_id",
        PSN_NO="PSN_NO",
        MEDINS_CODE="MEDINS_CODE",
        MED_TYPE=pl.col("med_type").cast(pl.String),
        INSUTYPE=pl.col("insutype").cast(pl.String),
        BEGNDATE=pl.col("beg").dt.strftime(ISO),
        ENDDATE=pl.when(over).then(pl.col("end").dt.strftime(ISO)),
        IPT_DAYS=pl.when(stay & over & _rarely("length", n, rng)).then(_length()),
        INHOSP_STAS=pl.when(stay).then(pl.when(over).then(pl.lit(OUT)).otherwise(pl.lit(IN_BED))),
        DSCG_MAINDIAG_CODE=pl.when(seen).then(thinned(codes, GAPS["diagnosis"], rng)),
        ADM_DIAG_DSCR=pl.when(stay).then(coded([c.name for c in CONDITIONS], cond)),
        ADM_DEPT_CODG=pl.when(stay).then("department"),
        ADM_BED=pl.when(stay).then(pl.col("department") + "-" + _bed(desk, visits)),
        DSCG_DEPT_CODG=pl.when(stay & over).then("department"),
        ATDDR_NO=thinned(visits["doctor"], GAPS["attending"], rng).fill_null(_nobody(n, rng)),
        CHFPDR_CODE=pl.when(stay).then(thinned(visits["doctor"], GAPS["chief"], rng)),
        DSCG_WAY=pl.when(stay & over).then("way"),
        DISE_NO=pl.when(pl.col("med_type") == CHRONIC).then(codes),
        OPRN_OPRT_CODE=pl.when(_rarely("operation", n, rng)).then("operation"),
        OPER_DR_CODE="surgeon",
        REFL_OLD_MDTRT_ID=spelled(visits["came_from"].to_numpy(), desk.world.seed, "1"),
        TTP_PAY_FLAG=pl.col("third_party").cast(pl.Int64),
        VALI_FLAG=pl.lit(1),
    )


def _rarely(gap: str, n: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series(rng.random(n) >= GAPS[gap])


def _length() -> pl.Expr:
    """Days of a stay, both ends counted (the convention of A.9)."""
    return (pl.col("end").dt.date() - pl.col("beg").dt.date()).dt.total_days() + 1


def _bed(desk: Desk, visits: pl.DataFrame) -> pl.Series:
    """A bed of the site: the first day and the person decide which."""
    beds = np.maximum(desk.world.institutions.beds[visits["inst"].to_numpy()], 1)
    day = visits["beg"].dt.epoch("d").to_numpy()
    place = (visits["psn"].to_numpy() * 7 + day) % beds + 1
    return pl.Series(place).cast(pl.String).str.zfill(3)


def _nobody(rows: int, rng: np.random.Generator) -> pl.Series:
    """What stands where no doctor is named: nothing, or a placeholder."""
    return pl.Series(rng.choice(PLACEHOLDERS, rows)).replace("", None)
