"""Signals of courses of treatment that go on for too long."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.windows import first_day

_COURSE = ("mdtrt_id", "med_list_codg")


def _over_course(claims: Claims) -> pl.LazyFrame:
    """Lines that exceed the course of an item within an encounter, from the first excess unit on.

    Of the months before only the orders are at hand; they tell how far the course had gone.
    """
    units = pl.col("before").fill_null(0) + pl.col("cnt").cum_sum().over(_COURSE)
    excess = pl.min_horizontal("cnt", pl.col("units") - pl.col("max_cnt"))
    return (
        claims.lines.join(claims.reference["course_limits"], on="med_list_codg")
        .join(_ordered_before(claims), on=_COURSE, how="left")
        .sort(*_COURSE, "day", "feedetl_sn")
        .with_columns(units=units)
        .filter(pl.col("units") > pl.col("max_cnt"))
        .with_columns(
            amount_fen=(pl.col("at_issue") * excess / pl.col("cnt")).round().cast(pl.Int64)
        )
    )


def _ordered_before(claims: Claims) -> pl.LazyFrame:
    """Units ordered before the month, of listed items, per encounter."""
    earlier = pl.col("order_time").dt.date() < first_day(claims.month)
    return (
        claims.order.filter(VALID, earlier, pl.col("order_type") == "order")
        .join(claims.reference["course_limits"], on="med_list_codg", how="semi")
        .group_by(_COURSE)
        .agg(before=pl.col("cnt").sum())
    )


SIGNALS = (
    Signal(
        name="over_course",
        violation="I-25",
        zh="超疗程使用",
        en="over-course treatment",
        rule="一次住院内限疗程项目的数量超过疗程上限",
        rule_en="more units of an item within an encounter than its course has",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="mdtrt_id",
        find=_over_course,
        certainty="definite",
        national=(23,),
        lists=("course_limits",),
    ),
)
