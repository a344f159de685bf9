"""Doctors against others of their practice scope in the same kind of institution."""

import polars as pl

from features.level import ProfileLevel, Registers, grade, kind


def _describe(encounters: pl.LazyFrame, registers: Registers) -> pl.LazyFrame:
    """A doctor belongs to the institution at which most of the encounters were settled."""
    main_site = (
        encounters.filter(pl.col("dr_code").is_not_null())
        .group_by("dr_code", "fixmedins_code")
        .agg(pl.len().alias("there"))
        .sort("dr_code", "there", "fixmedins_code", descending=[False, True, False])
        .group_by("dr_code", maintain_order=True)
        .agg(pl.col("fixmedins_code").first())
    )
    sites = registers.inst.select(
        "fixmedins_code",
        area="fix_blng_admdvs",
        kind=kind(),
        grade=grade(),
    )
    scopes = registers.dr.group_by("dr_code").agg(scope=pl.col("dr_prac_scp_code").min())
    return (
        main_site.join(sites, on="fixmedins_code", how="left")
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
