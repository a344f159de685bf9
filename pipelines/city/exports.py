"""A month's claims in the foreign layout of a platform-centre database export.

The spellings (BKKP_SN, HILIST_CODE, BEGNDATE, MEDINS_CODE ...) are those of `domain_standard`
A.10, on purpose not those of the contract: `config/mappings/simulated_city.toml` leads back.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.city.calendar import Month
from pipelines.city.claims import CHRONIC, PHARMACY, STAY, Claims
from pipelines.city.coding import (
    GAPS,
    coded,
    coded_lines,
    coded_visits,
    frame_of,
    identifiers_afterwards,
    numbered,
    reversals,
    unless,
)
from pipelines.city.conditions import CONDITIONS
from pipelines.city.dice import dice
from pipelines.city.settlement import Settled
from pipelines.city.world import World

VOID = 0.004
"""Share of settlements that leave a void attempt (VALI_FLAG 0) behind."""

PLACEHOLDERS = ("", "-", "0")
"""What stands where no attending doctor is named."""

COMPACT, ISO, SLASHED = "%Y%m%d %H%M%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M"
SERVICE_OPERATION = "06"


@dataclass(frozen=True)
class MonthTables:
    """One month ready to be written, and the keys of every line by scheme."""

    setl_d: pl.DataFrame
    mdtrt_d: pl.DataFrame
    diag_d: pl.DataFrame
    fee_list_d: pl.DataFrame
    planted: pl.DataFrame

    def write(self, folder: Path, month: Month) -> None:
        """Write the files of the month into a folder."""
        for name in ("setl_d", "mdtrt_d", "diag_d"):
            table: pl.DataFrame = getattr(self, name)
            table.write_csv(folder / f"{name}_{month.name}.csv", float_precision=2)
        self.fee_list_d.write_parquet(
            folder / f"fee_list_d_{month.name}.parquet", compression="zstd"
        )


def month_tables(world: World, month: Month, claims: Claims, settled: Settled) -> MonthTables:
    """The tables of the visits settled in a month.

    `claims.visits` and `settled.rows` belong together row by row, in order of settlement.
    """
    rng = dice(world.seed, "exports", month.index)
    visits = coded_visits(world, month, claims.visits)
    keys = visits.select("visit", "mdtrt_id", "setl_id", "PSN_NO", "MEDINS_CODE", "planted")
    lines = coded_lines(world, month, claims, keys, rng)
    lines = pl.concat([lines, reversals(month, lines, settled)])
    return MonthTables(
        setl_d=_setl_d(month, visits, settled, rng),
        mdtrt_d=_mdtrt_d(visits, _operations(lines), rng),
        diag_d=_diag_d(world, visits, rng),
        fee_list_d=_fee_list_d(lines),
        planted=_planted(lines),
    )


def _setl_d(
    month: Month, visits: pl.DataFrame, settled: Settled, rng: np.random.Generator
) -> pl.DataFrame:
    paid = frame_of(settled.rows).drop("visit", "psn")
    rows = pl.concat([visits, paid], how="horizontal").with_columns(
        refund=pl.lit(0),
        valid=pl.lit(1),
        credential=pl.Series(rng.choice([1, 1, 2, 3], len(visits))),
    )
    cancelled = rows.filter(pl.Series(settled.refunded))
    anew = cancelled.filter(pl.Series(settled.again))
    void = rows.filter(pl.Series(rng.random(len(rows)) < VOID))
    last = len(rows) + len(cancelled) + len(anew)
    refund_ids, anew_ids = identifiers_afterwards(month, settled)
    rows = pl.concat(
        [
            rows,
            _cancelling(cancelled, settled, refund_ids),
            anew.with_columns(
                setl_id=anew_ids, settled=pl.Series(settled.again_time.astype("M8[us]"))
            ),
            void.with_columns(setl_id=numbered(2, month, len(void), start=last), valid=pl.lit(0)),
        ]
    )
    return rows.sort("settled", "setl_id").select(**SETL_COLUMNS)


def _cancelling(rows: pl.DataFrame, settled: Settled, setl_id: pl.Series) -> pl.DataFrame:
    kept = {"visit", "psn", "balance"}
    amounts = [name for name in settled.rows.dtype.names or () if name not in kept]
    return rows.with_columns(
        *(-pl.col(name) for name in amounts),
        setl_id=setl_id,
        settled=pl.Series(settled.refund_time.astype("M8[us]")),
        balance=pl.col("balance") + pl.col("account"),
        refund=pl.lit(1),
    )


def _yuan(name: str) -> pl.Expr:
    return pl.col(name) / 100


SETL_COLUMNS: dict[str, str | pl.Expr] = {
    "SETL_ID": "setl_id",
    "MDTRT_ID": "mdtrt_id",
    "PSN_NO": "PSN_NO",
    "FIXMEDINS_CODE": "MEDINS_CODE",
    "FIXMEDINS_NAME": "FIXMEDINS_NAME",
    "HOSP_LV": "HOSP_LV",
    "SETL_TIME": pl.col("settled").dt.strftime(COMPACT),
    "MED_TYPE": "med_type",
    "INSUTYPE": "insutype",
    "INSU_ADMDVS": "INSU_ADMDVS",
    "MEDFEE_SUMAMT": _yuan("medfee"),
    "FULAMT_OWNPAY_AMT": _yuan("outside"),
    "OVERLMT_SELFPAY": _yuan("over"),
    "PRESELFPAY_AMT": _yuan("first"),
    "INSCP_AMT": _yuan("scope"),
    "ACT_PAY_DEDC": _yuan("deductible"),
    "HIFP_PAY": _yuan("hifp"),
    "CVLSERV_PAY": _yuan("cvlserv"),
    "HIFES_PAY": _yuan("hifes"),
    "HIFMI_PAY": _yuan("hifmi"),
    "HIFOB_PAY": _yuan("hifob"),
    "MAF_PAY": _yuan("maf"),
    "FUND_PAY_SUMAMT": _yuan("fund"),
    "PSN_PAY": _yuan("own"),
    "ACCT_PAY": _yuan("account"),
    "ACCT_MULAID_PAY": _yuan("mulaid"),
    "CASH_PAYAMT": _yuan("cash"),
    "BALC": _yuan("balance"),
    "SETL_TYPE": pl.lit(2),
    "MDTRT_CERT_TYPE": "credential",
    "REFD_SETL_FLAG": "refund",
    "VALI_FLAG": "valid",
}


def _operations(lines: pl.DataFrame) -> pl.DataFrame:
    """The first operation of each visit and who did it."""
    operations = lines.filter(
        pl.col("charge_type") == SERVICE_OPERATION, pl.col("reversed").is_null()
    )
    return (
        operations.sort("visit", "time", "code")
        .unique("visit", keep="first")
        .select("visit", operation="code", surgeon="doctor")
    )


def _mdtrt_d(
    visits: pl.DataFrame, operations: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    stay, n = pl.col("med_type") == STAY, len(visits)
    codes = [condition.code for condition in CONDITIONS]
    names = [condition.name for condition in CONDITIONS]
    seen = pl.col("med_type") != PHARMACY
    return visits.join(operations, on="visit", how="left", maintain_order="left").select(
        MDTRT_ID="mdtrt_id",
        PSN_NO="PSN_NO",
        MEDINS_CODE="MEDINS_CODE",
        MED_TYPE=pl.col("med_type").cast(pl.String),
        BEGNDATE=pl.col("beg").dt.strftime(ISO),
        ENDDATE=pl.col("end").dt.strftime(ISO),
        IPT_DAYS=pl.lit(None, pl.Int64),
        DSCG_MAINDIAG_CODE=unless(
            GAPS["diagnosis"], pl.when(seen).then(coded(codes, "cond")), n, rng
        ),
        ADM_DIAG_DSCR=pl.when(stay).then(coded(names, "cond")),
        ADM_DEPT_CODG=pl.when(stay).then("department"),
        DSCG_DEPT_CODG=pl.when(stay).then("department"),
        ATDDR_NO=unless(GAPS["attending"], pl.col("doctor"), n, rng).otherwise(_nobody(n, rng)),
        CHFPDR_CODE=pl.when(stay).then("doctor"),
        DSCG_WAY=pl.when(stay).then(pl.Series(rng.choice([1, 2, 4], n, p=[0.96, 0.015, 0.025]))),
        DISE_NO=pl.when(pl.col("med_type") == CHRONIC).then(coded(codes, "cond")),
        OPRN_OPRT_CODE="operation",
        OPER_DR_CODE="surgeon",
        VALI_FLAG=pl.lit(1),
    )


def _nobody(rows: int, rng: np.random.Generator) -> pl.Expr:
    """What stands where no doctor is named: nothing, or a placeholder."""
    return pl.lit(pl.Series(rng.choice(PLACEHOLDERS, rows))).replace("", None)


def _diag_d(world: World, visits: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The main diagnosis of every visit, and a chronic illness as the second one."""
    codes = [condition.code for condition in CONDITIONS]
    seen = visits.filter(
        pl.col("med_type") != PHARMACY, pl.Series(rng.random(len(visits)) >= GAPS["diagnosis"])
    ).with_columns(chronic=pl.lit(pl.Series(world.people.chronic)).gather(pl.col("psn")))
    second = seen.filter(
        pl.col("chronic") >= 0, pl.col("chronic") != pl.col("cond"), pl.col("med_type") == STAY
    ).with_columns(cond=pl.col("chronic").cast(pl.Int16), place=pl.lit(2))
    rows = pl.concat([seen.with_columns(place=pl.lit(1)), second]).sort("mdtrt_id", "place")
    return rows.select(
        MDTRT_ID="mdtrt_id",
        DIAG_SRT_NO="place",
        DIAG_CODE=unless(GAPS["code"], coded(codes, "cond"), len(rows), rng),
        DIAG_NAME=coded([condition.name for condition in CONDITIONS], "cond"),
        MAINDIAG_FLAG=(pl.col("place") == 1).cast(pl.Int64),
        DIAG_TIME=pl.col("beg").dt.strftime(SLASHED),
    )


def _fee_list_d(lines: pl.DataFrame) -> pl.DataFrame:
    money = pl.Decimal(18, 2)
    return lines.select(
        BKKP_SN="feedetl_sn",
        INIT_FEEDETL_SN="reversed",
        MDTRT_ID="mdtrt_id",
        SETL_ID="setl_id",
        PSN_NO="PSN_NO",
        MEDINS_CODE="MEDINS_CODE",
        FEE_OCUR_TIME="time",
        HILIST_CODE="code",
        HILIST_NAME="name",
        LIST_TYPE="list_type",
        MED_CHRGITM_TYPE="charge_type",
        CHRGITM_LV="payment_class",
        CNT="cnt",
        PRIC="pric",
        PRIC_UPLMT_AMT="limit",
        DET_ITEM_FEE_SUMAMT=(pl.col("fen").cast(pl.Decimal(38, 2)) / 100).cast(money),
        INSCP_AMT=_yuan("scope"),
        FULAMT_OWNPAY_AMT=_yuan("outside"),
        OVERLMT_AMT=_yuan("over"),
        PRESELFPAY_AMT=_yuan("first"),
        BILG_DR_CODE="doctor",
        BILG_DEPT_CODE="department",
        PRD_DAYS=pl.col("days").cast(pl.Float64),
    )


def _planted(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(pl.col("scheme") >= 0).select("scheme", "mdtrt_id", "feedetl_sn", "fen")
