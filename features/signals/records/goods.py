"""Signals of goods on the bill that never were on the shelf."""

import polars as pl

from features.signals.claims import Claims
from features.signals.records.stock import oversold, stock_flow
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")
_MATERIAL = "08"
_HOSPITAL, _DRUGSTORE = "1", "2"


def _of_type(lines: pl.LazyFrame, claims: Claims, fixmedins_type: str) -> pl.LazyFrame:
    sites = claims.inst.filter(pl.col("fixmedins_type") == fixmedins_type)
    return lines.join(sites, on="fixmedins_code", how="semi")


def _part(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Of every line the share that was never there: nobody can tell which packs those were."""
    part = (pl.col("at_issue") * pl.col("share")).round().cast(pl.Int64)
    return lines.select(*_LINE, amount_fen=part)


def _oversold_drugs(claims: Claims) -> pl.LazyFrame:
    lines = _of_type(oversold(claims), claims, _HOSPITAL)
    return _part(lines.filter(pl.col("med_chrgitm_type") != _MATERIAL))


def _oversold_materials(claims: Claims) -> pl.LazyFrame:
    lines = _of_type(oversold(claims), claims, _HOSPITAL)
    return _part(lines.filter(pl.col("med_chrgitm_type") == _MATERIAL))


def _never_stocked(claims: Claims) -> pl.LazyFrame:
    """One pack is enough: a shop cannot lose or miscount what it never had."""
    nowhere = (pl.col("opening") == 0) & (pl.col("bought") == 0) & (pl.col("closing") == 0)
    strange = claims.shared(stock_flow).filter(nowhere, pl.col("sold") > 0)
    lines = claims.lines.join(strange, on=["fixmedins_code", "med_list_codg"], how="semi")
    return _of_type(lines, claims, _DRUGSTORE).select(*_LINE, amount_fen="at_issue")


def _oversold_to_strangers(claims: Claims) -> pl.LazyFrame:
    """Another shop's customers live around that shop: most who buy the thing are not of here."""
    homes = claims.psn.select("psn_no", "live_admdvs").drop_nulls()
    places = claims.inst.select("fixmedins_code", "fix_blng_admdvs").drop_nulls()
    stranger = pl.col("live_admdvs") != pl.col("fix_blng_admdvs")
    most = stranger.mean().over("fixmedins_code", "med_list_codg")
    return _part(
        _of_type(oversold(claims), claims, _DRUGSTORE)
        .join(homes, on="psn_no")
        .join(places, on="fixmedins_code")
        .filter(most >= claims.thresholds.stranger_share_min, stranger)
    )


SIGNALS = (
    Signal(
        name="oversold_drugs",
        violation="I-13",
        zh="药品销大于存",
        en="more drugs billed than the stock allows",
        rule="医疗机构药品销量明显超过期初库存与购入之和减期末库存",
        rule_en="a hospital sold clearly more of a drug than opening stock and purchases allow",
        levels=("institution",),
        needs=("fee", "inv"),
        key="fixmedins_code",
        find=_oversold_drugs,
        also=("I-35",),
        national=(43,),
    ),
    Signal(
        name="oversold_materials",
        violation="I-26",
        zh="耗材销大于存",
        en="more materials billed than the stock allows",
        rule="医疗机构耗材销量明显超过期初库存与购入之和减期末库存",
        rule_en="a hospital sold clearly more of a material than opening stock and purchases allow",
        levels=("institution",),
        needs=("fee", "inv"),
        key="fixmedins_code",
        find=_oversold_materials,
        also=("I-13",),
        national=(48,),
    ),
    Signal(
        name="never_stocked",
        violation="P-14",
        zh="销售从未购入药品",
        en="drugs sold that the shop never had",
        rule="药店结算的药品既无期初库存、又无购入和期末库存",
        rule_en="a drugstore settles a drug that it neither had, nor bought, nor holds",
        levels=("institution",),
        needs=("fee", "inv"),
        key="fixmedins_code",
        find=_never_stocked,
        national=(43,),
    ),
    Signal(
        name="oversold_to_strangers",
        violation="P-14",
        zh="外区人员购买超库存药品",
        en="strangers buying what the shop cannot have had",
        rule="药店销大于存的药品主要由居住在其他区的参保人购买",
        rule_en="mostly residents of other areas buy what a drugstore cannot have had so much of",
        levels=("institution",),
        needs=("fee", "inv", "psn.live_admdvs", "inst.fix_blng_admdvs"),
        key="fixmedins_code",
        find=_oversold_to_strangers,
        national=(43,),
    ),
)
