"""The catalogue of items (hilist_b) and their limit prices (hilist_lmtpric_d)."""

import numpy as np
import polars as pl

from pipelines.city.institutions import KINDS, OUTSIDE
from pipelines.city.pricelist import ITEMS, price_list


def hilist_b() -> pl.DataFrame:
    """One row per item; the price (yuan) is that of a level-3 hospital."""
    return pl.DataFrame(
        {
            "HILIST_CODE": [item.code for item in ITEMS],
            "HILIST_NAME": [item.name for item in ITEMS],
            "LIST_TYPE": [item.list_type for item in ITEMS],
            "MED_CHRGITM_TYPE": [item.charge_type for item in ITEMS],
            "CHRGITM_LV": [f"{item.payment_class:02d}" for item in ITEMS],
            "PRIC": [float(item.price) for item in ITEMS],
        }
    ).sort("HILIST_CODE")


def hilist_lmtpric_d() -> pl.DataFrame:
    """One row per item and level of institution: the highest lawful price (yuan) at that level."""
    items = np.arange(len(ITEMS))
    limits = [
        pl.DataFrame(
            {
                "HILIST_CODE": [item.code for item in ITEMS],
                "MEDINSLV": kind.medinslv,
                "PRIC_UPLMT_AMT": price_list().limit(items, np.full(len(ITEMS), place)),
            }
        )
        for place, kind in enumerate(KINDS)
        if place != OUTSIDE
    ]
    keys = ("HILIST_CODE", "MEDINSLV")
    return pl.concat(limits).group_by(keys).agg(pl.col("PRIC_UPLMT_AMT").max()).sort(keys)
