"""How alike the bills of one house are (I-03)."""

import polars as pl

from features.feature import PROVIDERS, Feature
from features.measures.aggregate import INPATIENT


def _same_basket() -> pl.Expr:
    """A basket is that of several stays; planned returns are rightly alike."""
    baskets = pl.col("basket").filter(INPATIENT & ~pl.col("planned")).drop_nulls()
    stays = baskets.unique_counts()
    return pl.when(baskets.len() > 0).then(stays.filter(stays > 1).sum() / baskets.len())


FEATURES = (
    Feature(
        name="basket_similarity",
        levels=PROVIDERS,
        unit="share",
        zh="同病组住院项目相似度",
        en="likeness of the bills of like stays",
        formula="mean items that two stays of a case group share / mean items that either has, "
        "over case groups by stays, planned returns aside",
        direction="high",
        violations=("I-03", "D-05"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        rests_on="stays",
        expr=pl.col("basket_similarity"),
        source="baskets",
        since="0.2",
    ),
    Feature(
        name="same_basket_share",
        levels=PROVIDERS,
        unit="share",
        zh="项目完全相同住院占比",
        en="stays with the very items of another",
        formula="stays whose set of items is that of another of the house / stays with items, "
        "planned returns aside",
        direction="high",
        violations=("I-03", "D-05"),
        needs=("fee",),
        rests_on="stays",
        counted=True,
        expr=_same_basket(),
        since="0.2",
    ),
)
