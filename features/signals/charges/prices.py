"""Signals of price: above the limit, and dearer than the same item is elsewhere."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")
_GOODS = ("08", "09", "11")
"""Materials, western and patent drugs: sold on at what they cost (零加成), so of one price."""

_ROUNDING_YUAN = 0.005
"""Half a fen: prices differ by rounding."""

_LIKE_SITES = ("fixmedins_type", "medins_type", "medinslv", "price_area")
_HOSPITAL = "1"


def _excess(excess: pl.Expr) -> pl.Expr:
    return (excess / pl.col("pric") * pl.col("at_issue")).round().cast(pl.Int64)


def _over_price(claims: Claims) -> pl.LazyFrame:
    """A limit price of zero says that there is none."""
    excess = pl.col("pric") - pl.col("pric_uplmt_amt")
    return claims.lines.filter(pl.col("pric_uplmt_amt") > 0, excess > _ROUNDING_YUAN).select(
        *_LINE, amount_fen=_excess(excess)
    )


def _dear_goods(claims: Claims) -> pl.LazyFrame:
    """Goods dearer than at like sites: of the same kind and level, in the same city.

    The usual price is the median over sites of each one's median, so that a large house is
    not its own standard; where few sites sell an item nothing is usual.
    """
    t = claims.thresholds
    priced = claims.lines.filter(pl.col("med_chrgitm_type").is_in(_GOODS), pl.col("pric") > 0)
    sites = claims.inst.filter(pl.col("fixmedins_type") == _HOSPITAL).select(
        "fixmedins_code", "fixmedins_type", "medins_type", "medinslv",
        price_area=pl.col("fix_blng_admdvs").str.slice(0, 4),
    )  # fmt: skip
    here = priced.group_by("fixmedins_code", "med_list_codg").agg(own=pl.col("pric").median())
    usual = (
        here.join(sites, on="fixmedins_code")
        .group_by("med_list_codg", *_LIKE_SITES)
        .agg(usual=pl.col("own").median(), sellers=pl.len())
        .filter(pl.col("sellers") >= t.like_price_sites_min)
    )
    usual_here = sites.join(usual, on=_LIKE_SITES, nulls_equal=True).select(
        "fixmedins_code", "med_list_codg", "usual"
    )
    return (
        priced.join(usual_here, on=["fixmedins_code", "med_list_codg"])
        .filter(pl.col("pric") > pl.col("usual") * (1 + t.dear_price_share_min) + _ROUNDING_YUAN)
        .select(*_LINE, amount_fen=_excess(pl.col("pric") - pl.col("usual")))
    )


SIGNALS = (
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
        certainty="definite",
        national=(14,),
    ),
    Signal(
        name="dear_goods",
        violation="I-40",
        zh="药品耗材单价偏高",
        en="goods dearer than elsewhere",
        rule="药品、耗材单价高于同市同类同级机构该品种单价中位数",
        rule_en="a drug or material dearer than its median price at like sites of the city",
        levels=("institution", "doctor"),
        needs=("fee.pric", "inst.medinslv"),
        key="med_list_codg",
        find=_dear_goods,
    ),
)
