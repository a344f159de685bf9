"""Signals of charging: over-count, charges outside the stay, over-price, duplicates, unbundling."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn")


def _over_counted_beds(claims: Claims) -> pl.LazyFrame:
    """Bed units beyond the stay; the day of discharge may be charged in some places."""
    units = pl.col("bed_units_hundredths") / 100
    allowed = pl.col("los_days") + 1
    return claims.encounters.filter(claims.settled_now, "inpatient", units > allowed).select(
        "fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day",
        amount_fen=(pl.col("bed_fen") * (units - allowed) / units).round().cast(pl.Int64),
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


def _over_price(claims: Claims) -> pl.LazyFrame:
    """A limit price of zero says that there is none."""
    limited = pl.col("pric_uplmt_amt") > 0
    excess = pl.col("pric") - pl.col("pric_uplmt_amt")
    return (
        claims.lines
        .filter(limited, excess > 0.005)  # noqa: PLR2004  half a fen: prices differ by rounding
        .select(
            *_LINE, "dr_code", "day",
            amount_fen=(excess / pl.col("pric") * pl.col("at_issue")).round().cast(pl.Int64),
        )
    )  # fmt: skip


def _over_daily_limit(claims: Claims) -> pl.LazyFrame:
    """Units of an item on one person-day above its maximum; amount times the excess share."""
    together = ("psn_no", "med_list_codg", "day")
    limits = claims.reference["daily_limits"]
    units = pl.col("cnt").sum().over(together)
    share = (pl.col("units") - pl.col("max_cnt")) / pl.col("units")
    return (
        claims.lines
        .join(limits, on="med_list_codg")
        .with_columns(units=units)
        .filter(pl.col("units") > pl.col("max_cnt"))
        .select(
            *_LINE, "dr_code", "day",
            amount_fen=(pl.col("at_issue") * share).round().cast(pl.Int64),
        )
    )  # fmt: skip


def _unbundled(claims: Claims) -> pl.LazyFrame:
    """Two or more components of one package charged to an encounter on one day."""
    together = ("mdtrt_id", "package_codg", "day")
    packages = claims.reference["packages"]
    return (
        claims.lines.join(packages, left_on="med_list_codg", right_on="component_codg")
        .filter(pl.col("med_list_codg").n_unique().over(together) >= 2)  # noqa: PLR2004
        .select(*_LINE, "dr_code", "day", amount_fen="at_issue")
        .unique("feedetl_sn", keep="any")
    )


SIGNALS = (
    Signal(
        name="over_counted_beds",
        violation="I-10",
        zh="床位日多计",
        en="over-counted bed days",
        rule="计费床位日数超过住院天数",
        rule_en="more bed days charged than the stay has",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_over_counted_beds,
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
    ),
    Signal(
        name="over_price",
        violation="I-16",
        zh="超标准收费",
        en="charges over the price limit",
        rule="单价高于定价上限",
        rule_en="unit price above the limit price",
        levels=("institution", "doctor"),
        needs=("fee.pric", "fee.pric_uplmt_amt"),
        key="feedetl_sn",
        find=_over_price,
    ),
    Signal(
        name="over_daily_limit",
        violation="I-17",
        zh="超日限次重复收费",
        en="duplicate charges above the daily limit",
        rule="同一参保人同日同一项目数量超过每日上限",
        rule_en="more units of an item on one person-day than its daily maximum",
        levels=("institution", "doctor", "patient"),
        needs=("fee",),
        key="psn_no",
        find=_over_daily_limit,
        lists=("daily_limits",),
    ),
    Signal(
        name="unbundled",
        violation="I-15",
        zh="分解收费",
        en="unbundled charges",
        rule="同日分别收取一个打包项目的两个及以上组成项目",
        rule_en="two or more components of one package charged on the same day",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="mdtrt_id",
        find=_unbundled,
        lists=("packages",),
    ),
)
