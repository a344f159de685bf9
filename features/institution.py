"""Institutions: hospitals, clinics and pharmacies against others of their type and level."""

import polars as pl

from features.level import ProfileLevel, Registers, grade, kind


def _describe(encounters: pl.LazyFrame, registers: Registers) -> pl.LazyFrame:
    seen = encounters.select(entity_id="fixmedins_code").unique()
    register = registers.inst.select(
        entity_id="fixmedins_code",
        entity_name="fixmedins_name",
        area="fix_blng_admdvs",
        kind=kind(),
        grade=grade(),
    )
    return seen.join(register, on="entity_id", how="left")


INSTITUTION = ProfileLevel(
    name="institution",
    key="fixmedins_code",
    zh="机构",
    en="institution",
    ladder=(("kind", "grade", "area"), ("kind", "grade"), ("kind",)),
    describe=_describe,
)
