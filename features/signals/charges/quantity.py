"""Signals of quantity: more units than the stay has days, charges outside the stay."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn")
_BED = "01"


def _over_counted_beds(claims: Claims) -> pl.LazyFrame:
    """Bed units beyond the nights, and the days beside them that local rules let be charged."""
    units = pl.col("bed_units_hundredths") / 100
    allowed = pl.col("los_days") + claims.thresholds.bed_days_beside_nights
    return claims.encounters.filter(claims.settled_now, "inpatient", units > allowed).select(
        "fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day",
        amount_fen=(pl.col("bed_fen") * (units - allowed) / units).round().cast(pl.Int64),
    )  # fmt: skip


def _over_counted_units(claims: Claims) -> pl.LazyFrame:
    """Units charged in a month to a stay beyond what all its days can hold; beds apart.

    A house that enters the whole stay in one line is measured by the stay, not by the day.
    Both the day of admission and that of discharge count as full.
    """
    stays = claims.encounters.filter("inpatient", pl.col("los_days").is_not_null()).select(
        "mdtrt_id", most_days=(pl.col("end") - pl.col("begn")).dt.total_days() + 1
    )
    most = pl.col("max_cnt") * pl.col("most_days")
    share = (pl.col("units") - most) / pl.col("units")
    return (
        claims.lines.filter(pl.col("med_chrgitm_type") != _BED)
        .join(claims.reference["daily_limits"], on="med_list_codg")
        .join(stays, on="mdtrt_id")
        .with_columns(units=pl.col("cnt").sum().over("mdtrt_id", "med_list_codg"))
        .filter(pl.col("units") > most)
        .select(
            *_LINE, "dr_code", "day",
            amount_fen=(pl.col("at_issue") * share).round().cast(pl.Int64),
        )
    )  # fmt: skip


def _outside_stay(claims: Claims) -> pl.LazyFrame:
    """A stay without its admission or discharge has no outside."""
    known = pl.col("los_days").is_not_null()
    stays = claims.encounters.filter("inpatient", known).select("mdtrt_id", "begn", "end")
    outside = ~pl.col("day").is_between(pl.col("begn"), pl.col("end"))
    return (
        claims.lines.join(stays, on="mdtrt_id")
        .filter(outside)
        .select(*_LINE, "dr_code", "day", amount_fen="at_issue")
    )


SIGNALS = (
    Signal(
        name="over_counted_beds",
        violation="I-10",
        zh="床位日多计",
        en="over-counted bed days",
        rule="计费床位日数超过住院天数（计入不计出）",
        rule_en="more bed days charged than the stay has nights",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_over_counted_beds,
        certainty="definite",
    ),
    Signal(
        name="over_counted_units",
        violation="I-10",
        zh="护理吸氧等数量多计",
        en="units beyond the stay",
        rule="护理、吸氧、监护等项目数量超过每日上限与住院天数之积",
        rule_en="more units of nursing, oxygen and the like than the days of the stay can hold",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_over_counted_units,
        certainty="definite",
        lists=("daily_limits",),
    ),
    Signal(
        name="charge_outside_stay",
        violation="I-10",
        zh="住院期外计费",
        en="charges outside the stay",
        rule="费用发生日不在入院至出院之间",
        rule_en="a line dated before admission or after discharge",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_outside_stay,
        certainty="definite",
    ),
)
