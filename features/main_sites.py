"""Where somebody is mostly seen: the institution of most encounters."""

import polars as pl


def main_sites(encounters: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """`<key>, fixmedins_code`: of equally many encounters the lower code.

    Args:
        encounters: assembled encounters (`features.windows.assemble`).
        key: the claim column that names somebody, such as `dr_code`; those without one are in
            no row.
    """
    return (
        encounters.filter(pl.col(key).is_not_null())
        .group_by(key, "fixmedins_code")
        .agg(pl.len().alias("there"))
        .sort(key, "there", "fixmedins_code", descending=[False, True, False])
        .group_by(key, maintain_order=True)
        .agg(pl.col("fixmedins_code").first())
    )
