"""One bill paid twice."""

import polars as pl

from features.signals.claims import Claims
from features.signals.persons.presence import ENCOUNTER
from features.signals.signal import Signal

_DATES = ("psn_no", "begn", "end")
_FEN = 100


def _double_claim(claims: Claims) -> pl.LazyFrame:
    """Two encounters of a person on the same days, one bill: like totals or like items."""
    t = claims.thresholds
    bills = claims.encounters.filter(pl.col("setting") != "pharmacy").filter(
        pl.col("mdtrt_id").n_unique().over(_DATES) > 1,
        pl.col("medfee_fen").max().over(_DATES) >= t.double_claim_min_yuan * _FEN,
        claims.settled_now.any().over(_DATES),
    )
    told = bills.select(
        *ENCOUNTER, "begn", "end", "insutype", "medfee_fen", "fund_fen",
        items=pl.col("basket").str.split(" "),
    )  # fmt: skip
    return (
        told.join(told, on=_DATES, suffix="_other")
        .filter(pl.col("mdtrt_id") != pl.col("mdtrt_id_other"), _one_bill(claims))
        .select(*ENCOUNTER, amount_fen="fund_fen")
        .unique("mdtrt_id", keep="any")
    )


def _one_bill(claims: Claims) -> pl.Expr:
    """The same total at another site or payer, or at another payer nearly the same items."""
    same = ("fixmedins_code", "insutype")
    site, payer = (pl.col(name) != pl.col(f"{name}_other") for name in same)
    total = pl.col("medfee_fen") == pl.col("medfee_fen_other")
    shared = pl.col("items").list.set_intersection("items_other").list.len()
    fewer = pl.min_horizontal(pl.col("items").list.len(), pl.col("items_other").list.len())
    contained = shared >= fewer * claims.thresholds.double_claim_share_min
    return ((site | payer) & total) | (payer & contained & (fewer > 1))


SIGNALS = (
    Signal(
        name="double_claim",
        violation="A-05",
        zh="同一费用重复结算",
        en="the same cost settled twice",
        rule="同一参保人、同起止日，在不同机构或险种结算两次，金额相同或（不同险种时）项目相同",
        rule_en=(
            "one person's same dates settled twice by different sites or payers, with the same"
            " total or, by different payers, the same items"
        ),
        levels=("institution", "patient"),
        needs=("setl", "mdtrt"),
        key="psn_no",
        find=_double_claim,
    ),
)
