"""Insured persons against others of their age, sex and insurance."""

import polars as pl

from features.level import ProfileLevel, Registers

_AGE_BANDS = (7, 18, 45, 60, 70, 80)


def _describe(encounters: pl.LazyFrame, registers: Registers) -> pl.LazyFrame:
    """The age band is that of the last encounter; a person without `brdy` has none."""
    seen = encounters.group_by(entity_id="psn_no").agg(
        pl.col("age").max(), pl.col("insutype").drop_nulls().max()
    )
    band = pl.col("age").cut(_AGE_BANDS, left_closed=True).cast(pl.String)
    register = registers.psn.select("gend", entity_id="psn_no", area="live_admdvs")
    return seen.join(register, on="entity_id", how="left").select(
        "entity_id",
        "area",
        "gend",
        entity_name="entity_id",
        kind="insutype",
        insutype="insutype",
        age_band=band,
    )


PATIENT = ProfileLevel(
    name="patient",
    key="psn_no",
    zh="参保人",
    en="insured person",
    ladder=(("insutype", "age_band", "gend"), ("age_band", "gend"), ("age_band",)),
    describe=_describe,
)
