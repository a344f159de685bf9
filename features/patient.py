"""Insured persons against others of their age, sex and insurance."""

import polars as pl

from features.level import ProfileLevel, Registers

_AGE_BANDS = {0: "0-6", 7: "7-17", 18: "18-44", 45: "45-59", 60: "60-69", 70: "70-79", 80: "80+"}
_KNOWN_SEX = ("1", "2")


def _describe(encounters: pl.LazyFrame, registers: Registers) -> pl.LazyFrame:
    """The age band is that of the oldest age seen; a person without `brdy` has none.

    Codes for an unknown sex (0 and 9) are no sex, so that they make no peer group.
    """
    seen = encounters.group_by(entity_id="psn_no").agg(
        pl.col("age").max(), pl.col("insutype").drop_nulls().max()
    )
    band = pl.coalesce(
        pl.when(pl.col("age") >= least).then(pl.lit(name))
        for least, name in sorted(_AGE_BANDS.items(), reverse=True)
    )
    known_sex = pl.when(pl.col("gend").is_in(_KNOWN_SEX)).then("gend")
    register = registers.psn.select(entity_id="psn_no", area="live_admdvs", gend=known_sex)
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
