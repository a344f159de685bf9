"""Stays that last longer than their treatment (I-11, D-09)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, stays_now

_LEFT_OR_DIED = ("4", "5")
"""`dscg_way` (A.8): nobody held them back, and who dies in a ward is nursed to the end."""

_BIRTH = "52"
"""`med_type` (A.8): mother and child are watched by right."""


def _quiet_end(claims: Claims) -> pl.LazyFrame:
    quiet = pl.col("quiet_days")
    share = (quiet / pl.col("charged_days")).clip(upper_bound=1)
    return (
        stays_now(claims)
        .filter(
            ~pl.col("dscg_way").is_in(_LEFT_OR_DIED).fill_null(value=False),
            pl.col("med_type").str.slice(0, 2) != _BIRTH,
        )
        .with_columns(quiet_days=_working_days_after_treatment(claims))
        .filter(quiet >= claims.thresholds.quiet_end_days_min)
        .select(*STAY, amount_fen=(pl.col("medfee_fen") * share).round().cast(pl.Int64))
    )


def _working_days_after_treatment(claims: Claims) -> pl.Expr:
    """Charged working days after the last with treatment: at weekends honest wards rest, too."""
    day = pl.duration(days=1)
    first = pl.coalesce(pl.col("last_treated") + day, "begn")
    until = pl.min_horizontal("end", pl.col("last_charged") + day)
    return pl.business_day_count(first, until, holidays=claims.reference.days("public_holidays"))


SIGNALS = (
    Signal(
        name="quiet_end",
        violation="I-11",
        zh="出院前空置住院日",
        en="quiet days before discharge",
        rule="医嘱出院前的工作日仅有床位、护理、诊察费用（分娩及节假日除外）",
        rule_en="working days before a discharge by order with nothing but bed, nursing and "
        "consultation, births aside",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_quiet_end,
        also=("D-09", "I-02", "D-07"),
        lists=("public_holidays",),
    ),
)
