import numpy as np
import polars as pl

from pipelines.city.employers import LOWEST_BASE
from pipelines.city.people import RESIDENTS
from pipelines.city.registers import psn_insu_d
from pipelines.city.schemes.plot import ENROLMENT
from pipelines.city.world import World


def test_who_moved_has_two_enrolments_that_do_not_overlap(world: World) -> None:
    rows = psn_insu_d(world).with_columns(
        after=pl.col("PSN_INSU_DATE").shift(-1).over("PSN_NO", order_by="PSN_INSU_DATE")
    )
    twice = rows.filter(pl.len().over("PSN_NO") > 1)
    moved = ~np.isnat(world.people.moved)
    assert twice["PSN_NO"].n_unique() == moved.sum() > 20
    first = twice.filter(pl.col("after").is_not_null())
    assert (first["PAUS_INSU_DATE"] < first["after"]).all()
    assert (first["PSN_INSU_STAS"] == 2).all()


def test_enrolments_are_numbered_and_residents_have_no_base(world: World) -> None:
    rows = psn_insu_d(world)
    assert rows["PSN_INSU_RLTS_ID"].n_unique() == len(rows)
    has_base = rows.filter(pl.col("CLCTSTD").is_not_null())
    assert has_base["INSUTYPE"].unique().to_list() == [310]
    assert 4_000 < has_base["CLCTSTD"].mean() < 9_000  # type: ignore[operator]
    employed = has_base.filter(pl.col("EMP_NO").is_not_null())
    assert employed["CLCTSTD"].min() == LOWEST_BASE / 100


def test_what_a_scheme_lists_stands_among_the_others(world: World) -> None:
    day = np.datetime64("2024-03-01")
    listed = np.array([(5, RESIDENTS, 3, day, None, 123_456, 0)], ENROLMENT)
    rows = psn_insu_d(world, [listed])
    assert len(rows) == len(psn_insu_d(world)) + 1
    found = rows.filter(pl.col("CLCTSTD") == 1_234.56).row(0, named=True)
    assert found["PSN_NO"] == world.people.psn_no[5]
    assert found["EMP_NO"] == world.employers.emp_no[3]
    assert "scheme" not in rows.columns
