"""Persons to whom inspections pay special attention, and who need a gentler visit (R-21)."""

import polars as pl

IDENTITY, ELDERLY_MILD = "identity", "elderly_mild"
"""A registered special identity, such as registered poor; elderly and admitted for mild illness."""


def special_groups(psn: pl.LazyFrame, encounters: pl.LazyFrame) -> pl.LazyFrame:
    """`entity_id, special_group` of persons who are in a group; the identity goes before.

    Args:
        psn: the register of persons.
        encounters: assembled encounters of the window.
    """
    named = psn.filter(pl.col("psn_idet_type").is_not_null()).select(
        entity_id="psn_no", special_group=pl.lit(IDENTITY)
    )
    mild = encounters.filter("inpatient", "mild", "elderly").select(
        entity_id="psn_no", special_group=pl.lit(ELDERLY_MILD)
    )
    return pl.concat([named, mild]).group_by("entity_id").agg(pl.col("special_group").max())
