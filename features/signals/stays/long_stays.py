"""Stays that last longer than their treatment (I-11, D-09)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, stays_now

_LEFT_OR_DIED = ("4", "5")
"""`dscg_way` (A.8): nobody held them back, and who dies in a ward is nursed to the end."""


def _quiet_end(claims: Claims) -> pl.LazyFrame:
    """Of two quiet days one may be caution, so a single one counts only in a long stay."""
    quiet = pl.col("quiet_days")
    longer = pl.col("los_days") > pl.col("expected_los")
    share = (quiet / pl.col("charged_days")).clip(upper_bound=1)
    return (
        stays_now(claims)
        .filter(~pl.col("dscg_way").is_in(_LEFT_OR_DIED).fill_null(value=False))
        .with_columns(quiet_days=_working_days_after_treatment(claims))
        .filter((quiet >= claims.thresholds.quiet_end_days_min) | ((quiet > 0) & longer))
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
        rule="出院前连续多个工作日（或超过同病种平均住院日时至少一个）仅有床位、护理、诊察费用",
        rule_en="working days before discharge with nothing but bed, nursing and consultation: "
        "several, or one in a stay longer than those of like cases",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_quiet_end,
        also=("D-09", "I-02", "D-07"),
        lists=("public_holidays",),
    ),
)
