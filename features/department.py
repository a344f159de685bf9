"""Departments within institutions against others of their name in the same kind of site (R-14)."""

import polars as pl

from features.level import ProfileLevel, Registers, grade, kind
from features.windows import DEPARTMENT_MARK


def _describe(encounters: pl.LazyFrame, registers: Registers) -> pl.LazyFrame:
    seen = (
        encounters.filter(pl.col("department").is_not_null())
        .select("fixmedins_code", "dept_codg", entity_id="department")
        .unique("entity_id", keep="any")
    )
    sites = registers.inst.select(
        "fixmedins_code",
        "fixmedins_name",
        area="fix_blng_admdvs",
        kind=kind(),
        grade=grade(),
    )
    return seen.join(sites, on="fixmedins_code", how="left").select(
        "entity_id", "area", "kind", "grade", "dept_codg",
        entity_name=pl.concat_str("fixmedins_name", "dept_codg", separator=" ", ignore_nulls=True),
    )  # fmt: skip


def within_site(department: str) -> list[pl.Expr]:
    """The id of a department taken apart: its site as `entity_id`, its own code as `department`."""
    parts = pl.col(department).str.splitn(DEPARTMENT_MARK, 2).struct
    return [parts[0].alias("entity_id"), parts[1].alias("department")]


DEPARTMENT = ProfileLevel(
    name="department",
    key="department",
    zh="科室",
    en="department",
    ladder=(("dept_codg", "kind", "grade"), ("dept_codg", "kind"), ("dept_codg",)),
    describe=_describe,
)
