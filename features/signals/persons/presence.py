"""Who was there in person, and what a hit tells of an encounter or a line."""

import polars as pl

from features.signals.claims import Claims

ENCOUNTER = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")

LINE = (*ENCOUNTER, "feedetl_sn")

IN_PERSON = pl.col("setting").is_in(("outpatient", "chronic"))
"""At a pharmacy anybody of the family may stand, and pay from one account for all."""


def seen_by_a_doctor(claims: Claims, lines: pl.LazyFrame) -> pl.LazyFrame:
    """The lines that were not bought at a pharmacy."""
    bought = claims.encounters.filter(pl.col("setting") == "pharmacy").select("mdtrt_id")
    return lines.join(bought, on="mdtrt_id", how="anti")
