"""Those who stand behind claims without treating: clerks of agencies, and employers."""

from collections.abc import Callable

import polars as pl

from features.level import ProfileLevel, Registers


def _each(key: str, area: str) -> Callable[[pl.LazyFrame, Registers], pl.LazyFrame]:
    """Everybody named in `key`, at home where most of the encounters are."""

    def describe(encounters: pl.LazyFrame, _registers: Registers) -> pl.LazyFrame:
        known = encounters.filter(pl.col(key).is_not_null())
        return known.group_by(entity_id=key).agg(
            area=pl.col(area).drop_nulls().mode().min(),
            entity_name=pl.col(key).first(),
            kind=pl.lit(key),
        )

    return describe


CLERK = ProfileLevel(
    name="clerk",
    key="clerk",
    zh="经办人员",
    en="clerk",
    ladder=(("kind",),),
    describe=_each("clerk", "live_admdvs"),
)
"""Who takes up claims by hand (`opter_id` where `setl_type` is 1)."""

EMPLOYER = ProfileLevel(
    name="employer",
    key="emp_no",
    zh="用人单位",
    en="employer",
    ladder=(("kind", "area"), ("kind",)),
    describe=_each("emp_no", "live_admdvs"),
)
"""Whose employees were treated (`emp_no` of the enrolment, else of the register of persons)."""
