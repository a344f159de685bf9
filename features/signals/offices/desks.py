"""How clerks handle claims: in seconds, and alone."""

import polars as pl

from features.signals.claims import Claims
from features.signals.offices.papers import BY_HAND, handled_now
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

SECONDS = (pl.col("setl_time") - pl.col("appy_time")).dt.total_seconds()
"""What a clerk took to look at a claim."""


def _hasty_review(claims: Claims) -> pl.LazyFrame:
    """Looked at too shortly to be read, or by a clerk who takes far less time than colleagues."""
    t = claims.thresholds
    looked = claims.encounters.filter(BY_HAND).with_columns(seconds=SECONDS)
    usual = pl.col("seconds").median()
    own = pl.col("seconds").median().over("clerk")
    often = pl.col("seconds").count().over("clerk") >= t.review_claims_min
    hurried = often & (own < t.review_ratio_max * usual) & (pl.col("seconds") < usual)
    return looked.filter(
        hurried | (pl.col("seconds") < t.review_seconds_min), claims.settled_now
    ).select(*ENCOUNTER, amount_fen="fund_fen")


def _reviewer_pays(claims: Claims) -> pl.LazyFrame:
    """Checked and paid out by one and the same clerk."""
    alone = pl.col("rchker_id") == pl.col("dfr_opter_id")
    return handled_now(claims).filter(alone).select(*ENCOUNTER, amount_fen="fund_fen")


SIGNALS = (
    Signal(
        name="hasty_review",
        violation="G-01",
        zh="审核用时过短",
        en="a review of seconds",
        rule="手工报销审核用时不足规定秒数，或经办人员审核用时中位数明显低于全部经办人员",
        rule_en=(
            "a claim looked at for less than the least seconds, or less than usual by a clerk"
            " whose median is far below that of all"
        ),
        levels=("clerk",),
        needs=("setl.setl_type", "setl.appy_time"),
        key="fixmedins_code",
        find=_hasty_review,
    ),
    Signal(
        name="reviewer_pays",
        violation="G-04",
        zh="审核与拨付同一人",
        en="the reviewer pays",
        rule="手工报销的审核人与拨付人为同一人",
        rule_en="a claim by hand is checked and paid out by the same clerk",
        levels=("clerk",),
        needs=("setl.setl_type", "setl.rchker_id", "setl.dfr_opter_id"),
        key="mdtrt_id",
        find=_reviewer_pays,
        certainty="definite",
    ),
)
