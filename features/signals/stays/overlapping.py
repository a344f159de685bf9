"""In bed twice (I-07)."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, stays


def _overlapping(claims: Claims) -> pl.LazyFrame:
    """Both stays of a pair, in the month in which the later of them was settled."""
    own = stays(claims).select(*STAY, "begn", "end", "fund_fen", now=claims.settled_now)
    other = own.select("psn_no", "fixmedins_code", "begn", "end", "now")
    elsewhere = pl.col("fixmedins_code") != pl.col("fixmedins_code_other")
    overlap = (pl.col("begn") < pl.col("end_other")) & (pl.col("begn_other") < pl.col("end"))
    return (
        own.join(other, on="psn_no", suffix="_other")
        .filter(elsewhere, overlap, pl.col("now") | pl.col("now_other"))
        .select(*STAY, amount_fen="fund_fen")
        .unique("mdtrt_id", keep="any")
    )


SIGNALS = (
    Signal(
        name="overlapping_stays",
        violation="I-07",
        zh="两院重叠住院",
        en="overlapping stays",
        rule="同一参保人在两家机构的住院时间重叠",
        rule_en="one person is an in-patient of two institutions at the same time",
        levels=("institution", "patient"),
        needs=("mdtrt.endtime",),
        key="psn_no",
        find=_overlapping,
    ),
)
