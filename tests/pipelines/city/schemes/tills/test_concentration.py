"""Goods sold as drugs pile up on few codes."""

import polars as pl

from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant


def excess(exports: Exports, site: str) -> float:
    """Share of a shop's two favourite codes in its turnover, beyond their share elsewhere."""
    shops = exports["fee_list_d"].filter(pl.col("MEDINS_CODE").str.starts_with("P"))
    yuan = pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64)
    here = pl.col("MEDINS_CODE") == site
    shares = shops.group_by("HILIST_CODE").agg(
        own=yuan.filter(here).sum() / shops.select(yuan.filter(here).sum()).item(),
        others=yuan.filter(~here).sum() / shops.select(yuan.filter(~here).sum()).item(),
    )
    return float((shares["own"] - shares["others"]).top_k(2).sum())


def test_goods_pile_up_on_two_codes(plant: Plant, honest: Exports, world: World) -> None:
    faint, plain, blatant = (plant(PLOT["sell-goods-as-drugs"], i) for i in (0.15, 1.0, 2.0))
    assert plain.scheme is not None
    site = str(world.institutions.code[plain.scheme.actor])
    assert excess(plain, site) > excess(honest, site) + 0.02
    assert excess(faint, site) < excess(plain, site) < excess(blatant, site)
    assert len(faint.planted) > 0
