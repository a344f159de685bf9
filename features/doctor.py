"""Doctors against others of their practice scope in the same kind of institution."""

import polars as pl

from features.level import ProfileLevel, Registers, grade, kind
from features.main_sites import main_sites


def _describe(encounters: pl.LazyFrame, registers: Registers) -> pl.LazyFrame:
    """A doctor belongs to the institution at which most of the encounters were settled."""
    sites = registers.inst.select(
        "fixmedins_code",
        area="fix_blng_admdvs",
        kind=kind(),
        grade=grade(),
    )
    scopes = registers.dr.group_by("dr_code").agg(scope=pl.col("dr_prac_scp_code").min())
    return (
        main_sites(encounters, "dr_code")
        .join(sites, on="fixmedins_code", how="left")
        .join(scopes, on="dr_code", how="left")
        .select("area", "kind", "grade", "scope", entity_id="dr_code", entity_name="dr_code")
    )


DOCTOR = ProfileLevel(
    name="doctor",
    key="dr_code",
    zh="医师",
    en="doctor",
    ladder=(("kind", "grade", "scope"), ("kind", "scope"), ("kind", "grade"), ("kind",)),
    describe=_describe,
)
