import numpy as np
import polars as pl

from pipelines.city import City
from pipelines.city.registers import dr_info_b, fixmedins_b, psn_info_b, registered_sex
from pipelines.city.world import World


def test_registers_hold_everybody_once(world: World) -> None:
    assert len(psn_info_b(world)) == len(world.people)
    assert fixmedins_b(world)["MEDINS_CODE"].is_unique().all()
    doctors = dr_info_b(world)
    assert doctors.select("DR_CODE", "MEDINS_CODE").is_unique().all()
    assert doctors["DR_CODE"].n_unique() == len(world.doctors)


def test_doctors_with_two_sites_are_flagged(world: World) -> None:
    doctors = dr_info_b(world)
    twice = doctors.filter(pl.col("DR_CODE").is_duplicated())
    assert len(twice) == 2 * (world.doctors.second_site >= 0).sum() > 0
    assert (twice["MUL_PRAC_FLAG"] == 1).all()


def test_the_sex_of_very_few_is_registered_wrongly(world: World) -> None:
    wrong = (registered_sex(world) != world.people.gend).mean()
    assert wrong < 0.003


def test_beds_stand_only_in_hospitals(world: World) -> None:
    sites = fixmedins_b(world)
    hospital = sites["MEDINS_TYPE"].is_in(["A100", "B100", "C220"]).fill_null(value=False)
    assert sites["APRV_BED_CNT"].is_not_null().to_list() == hospital.to_list()
    assert sites["FIXMEDINS_TYPE"].is_in([1, 2]).all()


def test_claims_refer_to_the_registers(city: City, setl: pl.DataFrame, fee: pl.DataFrame) -> None:
    registers = {
        name: pl.read_csv(city.out / f"{name}.csv", infer_schema=False)
        for name in ("psn_info_b", "fixmedins_b", "dr_info_b")
    }
    assert set(setl["PSN_NO"]) <= set(registers["psn_info_b"]["PSN_NO"])
    assert set(setl["FIXMEDINS_CODE"]) <= set(registers["fixmedins_b"]["MEDINS_CODE"])
    doctors = set(fee["BILG_DR_CODE"].drop_nulls())
    assert doctors <= set(registers["dr_info_b"]["DR_CODE"])
    assert np.unique(registers["psn_info_b"]["GEND"]).tolist() == ["1", "2"]
