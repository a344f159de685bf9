"""Signals of cards that stay at the till: one after the other, after hours, the same ones again."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.tills.rows import AT_PHARMACY, OUTSIDE_WARDS, SITE, TILL, in_a_row

_EMERGENCY = "13"
_PAID = pl.col("medfee_sumamt") > 0


def _hits(settled: pl.LazyFrame) -> pl.LazyFrame:
    return settled.select(
        SITE, "psn_no", "mdtrt_id", "setl_id",
        day=pl.col("setl_time").dt.date(), amount_fen="medfee_sumamt",
    )  # fmt: skip


def _card_burst(claims: Claims) -> pl.LazyFrame:
    """Pharmacies only: at a hospital's till people do queue."""
    t = claims.thresholds
    settled = claims.setl.filter(VALID, _PAID, AT_PHARMACY)
    return _hits(in_a_row(settled, seconds=t.burst_gap_seconds, persons=t.burst_persons_min))


def _same_sum(claims: Claims) -> pl.LazyFrame:
    t = claims.thresholds
    settled = claims.setl.filter(VALID, _PAID, AT_PHARMACY)
    return _hits(
        in_a_row(
            settled,
            seconds=t.row_gap_seconds,
            persons=t.same_sum_persons_min,
            alike=("medfee_sumamt",),
        )
    )


def _closed_till(claims: Claims) -> pl.LazyFrame:
    """A row that began before the day's work or after it, emergencies aside."""
    t = claims.thresholds
    hour = pl.col("setl_time").dt.hour()
    closed = (hour >= t.night_from_hour) | (hour < t.till_opens_hour)
    settled = claims.setl.filter(VALID, _PAID, OUTSIDE_WARDS, pl.col("med_type") != _EMERGENCY)
    # Minutes of the first hour finish a row that began before it.
    near = settled.filter(closed | (hour == t.till_opens_hour))
    rows = in_a_row(near, seconds=t.row_gap_seconds, persons=t.row_persons_min)
    return _hits(rows.filter(closed.first().over(*TILL, "run")))


def _same_cards_again(claims: Claims) -> pl.LazyFrame:
    """Rows in which cards follow each other as they did on another day of the months seen.

    Two persons may come together as a habit; with two pairs it is three cards in one order.
    """
    t = claims.thresholds
    visits = claims.encounters.filter(OUTSIDE_WARDS)
    before = pl.col("psn_no").shift().over(*TILL, "run")
    habit = pl.col("day").n_unique().over(SITE, "before", "psn_no") > 1
    return (
        in_a_row(visits, seconds=t.row_gap_seconds, persons=t.row_persons_min)
        .with_columns(before=before)
        .with_columns(again=habit & pl.col("before").is_not_null())
        .filter(pl.col("again").sum().over(*TILL, "run") >= t.row_persons_min - 1)
        .filter(claims.settled_now)
        .select(SITE, "psn_no", "mdtrt_id", "setl_id", "day", amount_fen="medfee_fen")
    )


SIGNALS = (
    Signal(
        name="card_burst",
        violation="P-03",
        zh="短时连续多人刷卡",
        en="bursts of cards at one till",
        rule="同一药店收银台短时间内连续为多名参保人结算",
        rule_en="many persons settled at one pharmacy till within seconds of each other",
        levels=("institution", "patient"),
        needs=("setl",),
        key="fixmedins_code",
        find=_card_burst,
        also=("P-09", "P-13"),
    ),
    Signal(
        name="same_sum_in_a_row",
        violation="P-03",
        zh="连续多人同额刷卡",
        en="the same sum on card after card",
        rule="同一药店收银台连续为多名参保人结算相同金额",
        rule_en="persons one after the other at a pharmacy till with one and the same bill",
        levels=("institution", "patient"),
        needs=("setl",),
        key="fixmedins_code",
        find=_same_sum,
    ),
    Signal(
        name="cards_at_closed_till",
        violation="I-27",
        zh="非营业时间连续刷卡",
        en="rows of cards out of hours",
        rule="非营业时间同一收银台连续为多名参保人结算（急诊除外）",
        rule_en="persons settled one after the other before opening or at night, emergencies aside",
        levels=("institution", "patient"),
        needs=("setl",),
        key="fixmedins_code",
        find=_closed_till,
        also=("P-03",),
    ),
    Signal(
        name="same_cards_again",
        violation="I-27",
        zh="相同人员相同次序重复刷卡",
        en="the same cards in the same order again",
        rule="三名及以上参保人在同一机构于不同日期以相同次序连续结算",
        rule_en="three or more persons settled in the same order on more than one day at one site",
        levels=("institution", "patient"),
        needs=("setl",),
        key="fixmedins_code",
        find=_same_cards_again,
        also=("P-03", "P-09", "P-13"),
    ),
)
