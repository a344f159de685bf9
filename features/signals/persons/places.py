"""One card in two places: faster than anybody travels, or elsewhere while a stranger shows it."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER, IN_PERSON
from features.signals.persons.sex import wrong_sex
from features.signals.signal import Signal

_BY_HAND = "1"
_MINUTES = 60
_KM_OF_A_DEGREE = 111.3


def _visits(claims: Claims) -> pl.LazyFrame:
    """Visits in person, and when each began."""
    return claims.encounters.filter(IN_PERSON).select(
        *ENCOUNTER, "begn", "begntime", "setl_type", amount_fen="fund_fen", now=claims.settled_now
    )


def _too_far_apart(claims: Claims) -> pl.LazyFrame:
    """Two visits of a day, the second begun before one could have come from the first.

    A bill handed in on paper, or an hour of midnight, tells nothing of when somebody came.
    """
    clock = pl.col("begntime").dt.time() != pl.time(0, 0, 0)
    online = pl.col("setl_type").ne_missing(_BY_HAND)
    sites = pl.col("fixmedins_code").n_unique().over("psn_no", "begn")
    where = claims.inst.select("fixmedins_code", "lnt", "lat")
    visits = (
        _visits(claims)
        .filter(clock, online)
        .filter(sites > 1)
        .join(where.drop_nulls(), on="fixmedins_code")
    )
    other = visits.select("psn_no", "begn", "mdtrt_id", "begntime", "now", "lnt", "lat")
    return (
        visits.join(other, on=("psn_no", "begn"), suffix="_other")
        .filter(pl.col("mdtrt_id") != pl.col("mdtrt_id_other"), _unreachable(claims))
        .filter(pl.col("now") | pl.col("now_other"))
        .select(*ENCOUNTER, "amount_fen")
        .unique("mdtrt_id", keep="any")
    )


def _unreachable(claims: Claims) -> pl.Expr:
    t = claims.thresholds
    apart = (pl.col("begntime") - pl.col("begntime_other")).dt.total_seconds().abs() / _MINUTES
    on_the_way = _km() / t.travel_km_per_hour * _MINUTES
    return (_km() >= t.travel_km_min) & (apart < t.visit_minutes + on_the_way)


def _km() -> pl.Expr:
    """As the crow flies; the earth is flat enough within a region."""
    north = (pl.col("lat") - pl.col("lat_other")) * _KM_OF_A_DEGREE
    degree = pl.col("lat").radians().cos() * _KM_OF_A_DEGREE
    east = (pl.col("lnt") - pl.col("lnt_other")) * degree
    return (north * north + east * east).sqrt()


def _shown_by_two(claims: Claims) -> pl.LazyFrame:
    """All visits of a day on which a stranger shows the card at one of several sites."""
    visits, of_day = _visits(claims), ("psn_no", "begn")
    strangers = visits.join(wrong_sex(claims), on="mdtrt_id", how="semi")
    sites = pl.col("fixmedins_code").n_unique().over(of_day)
    return (
        visits.join(strangers, on=of_day, how="semi")
        .filter(sites > 1)
        .select(*ENCOUNTER, "amount_fen")
    )


SIGNALS = (
    Signal(
        name="too_far_apart",
        violation="A-15",
        also=("A-01",),
        zh="同日两地就诊不可达",
        en="visits too far apart",
        rule="同一参保人同日两次就诊间隔短于两地路程所需时间",
        rule_en="two visits on a day, begun sooner after each other than the way between takes",
        levels=("institution", "patient"),
        needs=("setl", "mdtrt", "inst.lnt", "inst.lat"),
        key="psn_no",
        find=_too_far_apart,
    ),
    Signal(
        name="card_shown_by_two",
        violation="A-01",
        zh="同日异地一证两人",
        en="one card shown by two persons",
        rule="就诊项目与持证人性别不符，且当日另有机构的就诊",
        rule_en="a visit for the other sex, and another visit on the card that day elsewhere",
        levels=("patient",),
        needs=("setl", "fee", "psn.gend"),
        key="psn_no",
        find=_shown_by_two,
        lists=("sex_limits",),
    ),
)
