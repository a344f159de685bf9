"""Circles of persons who come to a doctor together, again and again, for one basket."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER, IN_PERSON
from features.signals.signal import Signal

_TOGETHER = ("fixmedins_code", "begn", "basket")


def _one_basket(claims: Claims) -> pl.LazyFrame:
    """Several persons of a day with unlike illnesses and like items, who have met before.

    Like items for one illness are a pathway; unlike patients who meet once are chance.
    """
    t = claims.thresholds
    groups = claims.encounters.filter(
        IN_PERSON, pl.col("items") >= t.circle_items_min
    ).filter(
        pl.col("psn_no").n_unique().over(_TOGETHER) >= t.circle_persons_min,
        pl.col("diag3").n_unique().over(_TOGETHER) >= t.circle_illnesses_min,
    )  # fmt: skip
    days = pl.col("begn").n_unique().over("psn_no", "fixmedins_code")
    again = pl.col("psn_no").filter(pl.col("days") > 1).n_unique().over(_TOGETHER)
    return (
        groups.with_columns(days=days)
        .filter(again >= t.circle_again_min, claims.settled_now)
        .select(*ENCOUNTER, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="circle_one_basket",
        violation="I-37",
        zh="结伴就医同单异病",
        en="circles with one basket",
        rule="同一批人多次同日就诊，诊断各异而收费项目相同",
        rule_en="the same persons come together again, ill of unlike things, for the same items",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="fixmedins_code",
        find=_one_basket,
    ),
)
