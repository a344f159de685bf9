"""Signals of impossible work: more hours than a day has, two places at once, one circle."""

import polars as pl

from features.keys import spelled
from features.reference import holds_any
from features.signals.claims import Claims
from features.signals.signal import Signal

_GROUP = ("dr_code", "basket", "day")
"""Treated together: by one doctor on one day, with one bill."""

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")
_ROOM_DAY = ("dr_code", "day", "fixmedins_code")


def _ordered(claims: Claims) -> pl.LazyFrame:
    return claims.lines.filter(pl.col("dr_code").is_not_null())


def _timed(claims: Claims) -> pl.LazyFrame:
    """Timed services as ordered, each with its staff minutes."""
    minutes = (pl.col("cnt") * pl.col("minutes")).round().cast(pl.Int64)
    timed = claims.reference["timed_services"]
    return _ordered(claims).join(timed, on="med_list_codg").with_columns(minutes=minutes)


def _rooms(claims: Claims) -> pl.LazyFrame:
    """At which sites a doctor ordered on a day."""
    return _ordered(claims).select(_ROOM_DAY).unique()


def doctor_days(claims: Claims) -> pl.LazyFrame:
    """The days on which doctors ordered, site by site, with the minutes of timed services there.

    Returns:
        `dr_code, day, fixmedins_code, minutes`, sorted by the first three.
    """
    worked = claims.shared(_timed).group_by(_ROOM_DAY).agg(pl.col("minutes").sum())
    days = claims.shared(_rooms).join(worked, on=_ROOM_DAY, how="left")
    return spelled(days.select(*_ROOM_DAY, pl.col("minutes").fill_null(0))).sort(_ROOM_DAY)


def _overloaded_day(claims: Claims) -> pl.LazyFrame:
    """Timed services of a doctor-day beyond feasible minutes; amount times the excess share."""
    feasible = claims.thresholds.doctor_minutes_per_day
    share = (pl.col("worked") - feasible) / pl.col("worked")
    return (
        claims.shared(_timed)
        .with_columns(worked=pl.col("minutes").sum().over("dr_code", "day"))
        .filter(pl.col("worked") > feasible)
        .select(*_LINE, amount_fen=(pl.col("at_issue") * share).round().cast(pl.Int64))
    )


def _two_sites_one_day(claims: Claims) -> pl.LazyFrame:
    """Not of a doctor who is registered at all of them: practice at several sites is lawful."""
    known = claims.dr.select("dr_code", "fixmedins_code", known=True).unique()
    sites = pl.len().over("dr_code", "day")
    strange = (
        claims.shared(_rooms)
        .filter(sites > 1)
        .join(known, on=["dr_code", "fixmedins_code"], how="left")
        .filter(pl.col("known").is_null())
        .select("dr_code", "day")
        .unique()
    )
    return (
        _ordered(claims)
        .join(strange, on=["dr_code", "day"], how="semi")
        .select(*_LINE, amount_fen="at_issue")
    )


def _treated_together(claims: Claims) -> pl.LazyFrame:
    """Out-patients of one doctor and day with the very same bill of timed treatment."""
    timed = claims.reference.codes("timed_services")
    persons = pl.col("psn_no").n_unique().over(_GROUP)
    return claims.encounters.filter(
        ~pl.col("inpatient"),
        pl.col("dr_code").is_not_null(),
        holds_any("basket", timed),
    ).filter(persons >= claims.thresholds.therapy_circle_persons_min)


def _circle(claims: Claims) -> pl.LazyFrame:
    """Most of those treated together came together on another day as well.

    An earlier day is told, at nothing, in the month in which they come together again.
    """
    visits = _treated_together(claims).cache()
    earlier = visits.filter(~claims.settled_now)
    shown = [
        visits.filter(claims.settled_now),
        earlier.join(_met_again(claims, earlier), on=_GROUP, how="anti"),
    ]
    return (
        pl.concat(shown)
        .join(_met_again(claims, visits), on=_GROUP, how="semi")
        .select(
            "fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day",
            amount_fen=pl.when(claims.settled_now).then("fund_fen").otherwise(0),
        )
    )  # fmt: skip


def _met_again(claims: Claims, visits: pl.LazyFrame) -> pl.LazyFrame:
    """Who came together on another day, too far away to be one of the same course of treatment."""
    apart = claims.thresholds.therapy_circle_days_apart
    persons = visits.select(*_GROUP, "psn_no").unique()
    size = persons.group_by(_GROUP).agg(size=pl.len())
    return (
        persons.join(persons, on=["dr_code", "basket", "psn_no"], suffix="_other")
        .filter((pl.col("day") - pl.col("day_other")).dt.total_days().abs() >= apart)
        .group_by(*_GROUP, "day_other")
        .agg(shared=pl.len())
        .group_by(_GROUP)
        .agg(shared=pl.col("shared").max())
        .join(size, on=_GROUP)
        .filter(
            pl.col("shared") >= 2,  # noqa: PLR2004  one alone comes back, two come together
            pl.col("shared") >= claims.thresholds.therapy_circle_share_min * pl.col("size"),
        )
    )


SIGNALS = (
    Signal(
        name="overloaded_day",
        violation="I-08",
        zh="单日治疗工时超限",
        en="impossible treatment hours",
        rule="同一医师单日计时治疗项目总工时超过可能上限",
        rule_en="timed treatments of one doctor-day add up to more than the feasible minutes",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg",),
        key="bilg_dr_codg",
        find=_overloaded_day,
        also=("D-06",),
        lists=("timed_services",),
    ),
    Signal(
        name="two_sites_one_day",
        violation="D-06",
        zh="医师同日两机构开单",
        en="orders at two sites on one day",
        rule="同一医师同日在两家及以上机构开单，且其中有非其注册执业机构",
        rule_en="one doctor orders at two or more sites on a day, not registered at all of them",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg",),
        key="bilg_dr_codg",
        find=_two_sites_one_day,
    ),
    Signal(
        name="therapy_circle",
        violation="I-08",
        zh="同组人员多次同日理疗",
        en="one circle treated together",
        rule="同一医师同日为多名参保人收取相同计时治疗项目，且其中多数人另日也曾同来",
        rule_en="several persons with one bill of timed treatment, most of whom met on another day",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg",),
        key="bilg_dr_codg",
        find=_circle,
        also=("D-06",),
        lists=("timed_services",),
    ),
)
