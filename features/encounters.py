"""Claims to encounters: the one scan of fee lines, and the small table all else is built on.

A month of the lake is reduced to four *parts* (design, section 3.2-3.3):

- `visits`: one row per encounter settled in the month, with its money, stay and diagnosis;
- `orders`: one row per encounter and ordering doctor, the month's fee lines summed by class;
- `days`: one row per encounter, what its charged days of the month look like;
- `supply`: one row per drug line, and per other line that states days of supply.

All are additive over months, so a window is put together from parts (`assemble`) and never
reads a fee line again. Cost: linear in the month's lines; the window is linear in encounters.
"""

from dataclasses import dataclass, fields

import polars as pl

CHARGE_CLASSES = {
    "bed": ("01",),
    "consult": ("02", "12", "13"),
    "exam": ("03",),
    "lab": ("04",),
    "treatment": ("05",),
    "operation": ("06",),
    "nursing": ("07",),
    "material": ("08",),
    "drug": ("09", "11"),
    "herb": ("10",),
}
"""Charge class -> `med_chrgitm_type` codes (domain standard A.8)."""

HOLLOW_CLASSES = ("01", "02", "07", "12")
"""A stay day with nothing but these was perhaps spent elsewhere (I-02)."""

INPATIENT = ("21", "22", "23", "24", "25", "26", "28", "52")
CHRONIC = ("14",)
PHARMACY = ("41",)
"""`med_type` by its first two digits (A.8); every other code is an out-patient visit."""

VALID = pl.col("vali_flag").ne_missing("0")
"""Rows that were not made void (A.9, trap 2); a void row is as if it had never been written."""

_SETTLED_ONCE = (
    "psn_no", "fixmedins_code", "med_type", "setl_id", "setl_time", "insutype", "setl_type",
    "opter_id", "mdtrt_cert_type", "invono", "appy_time", "rchker_id", "dfr_opter_id", "dfr_time",
)  # fmt: skip

_OPERATION = ("oprn_oprt_code", "oper_dr_code")

_UNDONE = ("det_item_fee_sumamt", "inscp_scp_amt", "cnt")


@dataclass(frozen=True)
class Parts:
    """The reduced form of one month, or of several stacked."""

    visits: pl.LazyFrame
    orders: pl.LazyFrame
    days: pl.LazyFrame
    supply: pl.LazyFrame

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(field.name for field in fields(cls))


def reduce_month(
    setl: pl.LazyFrame,
    mdtrt: pl.LazyFrame,
    diag: pl.LazyFrame,
    oprn: pl.LazyFrame,
    fee: pl.LazyFrame,
    lines: pl.LazyFrame,
) -> Parts:
    """Reduce one month of claims to its parts, without the rows that were made void.

    Args:
        setl: settlements of the month.
        mdtrt: encounters, of any month in which one of these settlements may have begun.
        diag: diagnoses, likewise.
        oprn: operations, likewise.
        fee: fee lines that occurred in the month.
        lines: those of them that stand (`standing_lines`).
    """
    return Parts(
        visits=_visits(setl, mdtrt, diag, oprn),
        orders=_orders(fee),
        days=_days(lines),
        supply=_supply(lines),
    )


def standing_lines(fee: pl.LazyFrame) -> pl.LazyFrame:
    """Charges that stand: valid positive lines less what reversals took back (A.9, trap 2).

    A reversal names its line in `init_feedetl_sn`; one of a later month is not seen here.
    Adds `day`, `dr_code` (who ordered) and `at_issue`: the in-scope amount, or the whole where
    that is unknown, on which a violation is counted (A.9, trap 8).
    """
    amount = pl.col("det_item_fee_sumamt")
    named = pl.col("init_feedetl_sn").filter(VALID & (amount < 0)).drop_nulls()
    taken_back = pl.col("feedetl_sn").is_in(named.implode())
    undone = (
        fee.filter(VALID, amount < 0)
        .group_by(feedetl_sn="init_feedetl_sn")
        .agg(pl.col(_UNDONE).sum().name.suffix("_undone"))
    )
    # Few lines are taken back: only these are joined, the many are passed on as they are.
    left = (
        fee.filter(VALID & (amount > 0) & taken_back)
        .join(undone, on="feedetl_sn")
        .with_columns(pl.col(name) + pl.col(f"{name}_undone").fill_null(0) for name in _UNDONE)
        .filter(amount > 0)
        .drop(f"{name}_undone" for name in _UNDONE)
    )
    return pl.concat([fee.filter(VALID & (amount > 0) & ~taken_back), left]).with_columns(
        day=pl.col("fee_ocur_time").dt.date(),
        dr_code="bilg_dr_codg",
        at_issue=pl.coalesce("inscp_scp_amt", "det_item_fee_sumamt"),
    )


def _visits(
    setl: pl.LazyFrame, mdtrt: pl.LazyFrame, diag: pl.LazyFrame, oprn: pl.LazyFrame
) -> pl.LazyFrame:
    stays = mdtrt.filter(VALID).select(
        "mdtrt_id", "begntime", "endtime", "dscg_maindiag_code", "adm_diag_dscr", "dise_codg",
        "oprn_oprt_code", "oper_dr_code", "dscg_way", "ttp_pay_flag", "refl_old_mdtrt_id",
        pl.coalesce("atddr_no", "chfpdr_code").alias("atddr_no"),
        pl.coalesce("dscg_dept_codg", "adm_dept_codg").alias("dept_codg"),
    )  # fmt: skip
    return (
        _settled(setl)
        .join(stays, on="mdtrt_id", how="left")
        .join(_diagnoses(diag), on="mdtrt_id", how="left")
        .join(_operations(oprn), on="mdtrt_id", how="left")
        .with_columns(pl.coalesce(name, f"{name}_listed") for name in _OPERATION)
        .drop(f"{name}_listed" for name in _OPERATION)
        .sort("mdtrt_id")
    )


def _settled(setl: pl.LazyFrame) -> pl.LazyFrame:
    """Settlements netted per encounter: refunds subtract, void rows vanish (A.9, trap 2)."""
    refund = pl.col("refd_setl_flag").eq_missing("1")
    money = {
        "medfee_fen": "medfee_sumamt",
        "fund_fen": "fund_pay_sumamt",
        "acct_fen": "acct_pay",
        "psn_part_fen": "psn_part_amt",
        "dedc_fen": "act_pay_dedc",
        "inscp_fen": "inscp_scp_amt",
        "ownpay_fen": "fulamt_ownpay_amt",
        "cash_fen": "psn_cash_pay",
    }
    return (
        setl.filter(VALID)
        .sort("setl_time", "setl_id")
        .group_by("mdtrt_id")
        .agg(
            pl.col(_SETTLED_ONCE).first(),
            *(
                pl.when(pl.col(source).count() > 0).then(pl.col(source).sum()).alias(name)
                for name, source in money.items()
            ),
            (~refund).sum().cast(pl.Int64).alias("settlements"),
            refund.sum().cast(pl.Int64).alias("refunds"),
        )
    )


def _diagnoses(diag: pl.LazyFrame) -> pl.LazyFrame:
    return (
        diag.filter(VALID)
        .group_by("mdtrt_id")
        .agg(
            pl.col("diag_code").n_unique().cast(pl.Int64).alias("diagnoses"),
            pl.col("diag_code")
            .filter(pl.col("maindiag_flag") == "1")
            .min()
            .alias("main_diag_of_list"),
        )
    )


def _operations(oprn: pl.LazyFrame) -> pl.LazyFrame:
    """The first operation of an encounter; most sites fill only the list, not the encounter."""
    return (
        oprn.sort("oprn_oprt_date", "oprn_oprt_code")
        .group_by("mdtrt_id")
        .agg(pl.col(_OPERATION).drop_nulls().first().name.suffix("_listed"))
    )


def _orders(fee: pl.LazyFrame) -> pl.LazyFrame:
    """Money, lines and bed units by class; a reversal takes away what its line brought."""
    amount, kind = pl.col("det_item_fee_sumamt"), pl.col("med_chrgitm_type")
    beds = pl.col("cnt").filter(kind.is_in(CHARGE_CLASSES["bed"]), amount != 0).sum()
    return (
        fee.filter(VALID)
        .group_by("mdtrt_id", "bilg_dr_codg")
        .agg(
            amount.sign().sum().alias("lines"),
            amount.sum().alias("lines_fen"),
            pl.col("bilg_dept_codg").min(),
            pl.col("pric")
            .filter(kind.is_in(CHARGE_CLASSES["material"]), amount > 0)
            .max()
            .alias("material_pric"),
            amount.filter(pl.col("hi_nego_drug_flag") == "1").sum().alias("negotiated_fen"),
            # Bed units have at most two decimals; whole hundredths add up exactly.
            (beds * 100).round().cast(pl.Int64).alias("bed_units_hundredths"),
            *(
                amount.filter(kind.is_in(codes)).sum().alias(f"{name}_fen")
                for name, codes in CHARGE_CLASSES.items()
            ),
        )
        .sort("mdtrt_id", "bilg_dr_codg")
    )


def _days(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Per encounter: charged days, hollow days, the last of either, spread of cost, the basket.

    The basket is the set of items charged, their codes in order.
    """
    hollow = pl.col("med_chrgitm_type").is_in(HOLLOW_CLASSES)
    basket = (
        lines.select("mdtrt_id", "med_list_codg")
        .unique()
        .group_by("mdtrt_id")
        .agg(basket=pl.col("med_list_codg").cast(pl.String()).sort().str.join(" "))
    )
    return (
        lines.group_by("mdtrt_id", "day")
        .agg(
            pl.col("det_item_fee_sumamt").sum().alias("day_fen"),
            hollow.all().alias("hollow"),
        )
        .group_by("mdtrt_id")
        .agg(
            pl.len().cast(pl.Int64).alias("charged_days"),
            pl.col("hollow").sum().cast(pl.Int64).alias("hollow_days"),
            pl.col("day_fen").sum().alias("days_fen"),
            (pl.col("day_fen") * pl.col("day_fen")).sum().alias("days_fen_squared"),
            pl.col("day").max().alias("last_charged"),
            pl.col("day").filter(~pl.col("hollow")).max().alias("last_treated"),
        )
        .join(basket, on="mdtrt_id")
        .sort("mdtrt_id")
    )


def _supply(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Days of supply are often left out; a list tells later how long a unit of a drug lasts."""
    drug = pl.col("med_chrgitm_type").is_in(CHARGE_CLASSES["drug"])
    return (
        lines.filter((pl.col("prd_days") > 0) | drug)
        .select(
            "psn_no", "med_list_codg", "day", "prd_days", "cnt", "fixmedins_code", "dr_code",
            "mdtrt_id", "setl_id", "feedetl_sn", "at_issue",
        )
        .sort("psn_no", "med_list_codg", "day", "feedetl_sn")
    )  # fmt: skip
