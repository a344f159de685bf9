"""How alike what is charged to like cases of one house is (I-03)."""

import polars as pl

_HOUSES = ("fixmedins_code", "department", "dr_code", "case_group")
_STAYS_MIN = 3
_BILLION = 10**9
"""Likeness is added up in whole billionths: floats would add up to a little else in each order."""


def items_of_stays(encounters: pl.LazyFrame) -> pl.LazyFrame:
    """In how many stays each item was charged, by site, department, doctor and case group.

    Planned returns are left out: their stays are rightly alike.

    Returns:
        Those four, `item` and `stays`; a row whose `item` is null counts the stays themselves.
        Cost: one row per stay and item, taken apart once for every level.
    """
    stays = encounters.filter(
        "inpatient", ~pl.col("planned"), pl.col("basket", "case_group").is_not_null()
    ).select(*_HOUSES, pl.col("basket").str.split(" ").alias("item"))
    charged = stays.explode("item", empty_as_null=False, keep_nulls=False)
    whole = stays.with_columns(item=pl.lit(None, pl.String))
    return (
        pl.concat([charged, whole])
        .group_by(*_HOUSES, "item")
        .agg(stays=pl.len().cast(pl.Int64))
        .sort(*_HOUSES, "item")
    )


def similarity(items: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """The likeness of two stays of one case group at an entity, over its stays.

    Two stays share on average `sum(c (c - 1)) / (n (n - 1))` items, where each item was charged
    in c of n stays; over the items that either has, this is their Jaccard similarity (of means).
    No pair is ever formed. Cost: linear in `items`.

    Returns:
        `entity_id, basket_similarity`, null below three stays that have a like.
    """
    group = ("entity_id", "case_group")
    n, c = pl.col("n"), pl.col("stays")
    of_case_group = (
        items.filter(pl.col(key).is_not_null())
        .group_by("case_group", "item", entity_id=key)
        .agg(c.sum())
        .group_by(group)
        .agg(
            n=c.filter(pl.col("item").is_null()).sum(),
            charged=c.filter(pl.col("item").is_not_null()).sum(),
            met=(c * (c - 1)).filter(pl.col("item").is_not_null()).sum(),
        )
        .filter(n > 1)
    )
    shared = pl.col("met") / (n * (n - 1))
    either = 2 * pl.col("charged") / n - shared
    return (
        of_case_group.group_by("entity_id")
        .agg(n.sum(), alike=(_BILLION * n * shared / either).round().cast(pl.Int64).sum())
        .select(
            "entity_id",
            basket_similarity=pl.when(n >= _STAYS_MIN).then(pl.col("alike") / (_BILLION * n)),
        )
    )
