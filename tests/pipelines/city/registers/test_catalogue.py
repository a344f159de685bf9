import polars as pl

from pipelines.city.pricelist import ITEMS
from pipelines.city.registers import hilist_b, hilist_lmtpric_d


def test_every_item_stands_in_the_catalogue_with_a_limit_for_every_level() -> None:
    items, limits = hilist_b(), hilist_lmtpric_d()
    assert items["HILIST_CODE"].n_unique() == len(items) == len(ITEMS)
    assert len(limits) == 4 * len(ITEMS)
    level_3 = items.join(limits.filter(pl.col("MEDINSLV") == "1"), on="HILIST_CODE")
    assert (level_3["PRIC_UPLMT_AMT"] >= level_3["PRIC"]).all()


def test_services_are_dearest_in_the_largest_hospitals() -> None:
    services = hilist_lmtpric_d().filter(pl.col("HILIST_CODE").str.starts_with("00"))
    by_level = services.pivot(on="MEDINSLV", index="HILIST_CODE", values="PRIC_UPLMT_AMT")
    assert (by_level["1"] >= by_level["2"]).all()
    assert (by_level["2"] >= by_level["3"]).all()
