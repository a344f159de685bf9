import numpy as np
import polars as pl

from pipelines.city.registers import dr_info_b, phar_info_b
from pipelines.city.registers.staff import written_weeks
from pipelines.city.world import World


def test_every_doctor_stands_once_for_each_site(world: World) -> None:
    doctors = dr_info_b(world)
    assert doctors.select("DR_CODE", "MEDINS_CODE").is_unique().all()
    assert doctors["DR_CODE"].n_unique() == len(world.doctors)


def test_doctors_with_two_sites_are_flagged_and_never_at_both_on_a_day(world: World) -> None:
    twice = dr_info_b(world).filter(pl.col("DR_CODE").is_duplicated())
    assert len(twice) == 2 * (world.doctors.second_site >= 0).sum() > 0
    assert (twice["MUL_PRAC_FLAG"] == 1).all()
    for weeks in twice.group_by("DR_CODE").agg("WORK_WEEK")["WORK_WEEK"]:
        assert not any(one == other == "1" for one, other in zip(*weeks, strict=True))


def test_weeks_are_written_from_monday_on() -> None:
    weeks = np.array([[True] * 5 + [False] * 2, [False] * 6 + [True]])
    assert written_weeks(weeks).tolist() == ["1111100", "0000001"]


def test_pharmacists_stand_once(world: World) -> None:
    pharmacists = phar_info_b(world)
    assert pharmacists["PHAR_PRAC_CERT_NO"].n_unique() == len(pharmacists)
    assert pharmacists["MEDINS_CODE"].str.starts_with("P").all()
