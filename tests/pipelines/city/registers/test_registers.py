from pathlib import Path

import numpy as np
import polars as pl

from pipelines.city import City
from pipelines.city.registers import write_registers
from pipelines.city.world import World


def test_claims_refer_to_the_registers(city: City, setl: pl.DataFrame, fee: pl.DataFrame) -> None:
    registers = {
        name: pl.read_csv(city.out / f"{name}.csv", infer_schema=False)
        for name in ("psn_info_b", "fixmedins_b", "dr_info_b", "hilist_b")
    }
    assert set(setl["PSN_NO"]) <= set(registers["psn_info_b"]["PSN_NO"])
    assert set(setl["FIXMEDINS_CODE"]) <= set(registers["fixmedins_b"]["MEDINS_CODE"])
    assert set(fee["HILIST_CODE"]) <= set(registers["hilist_b"]["HILIST_CODE"])
    doctors = set(fee["BILG_DR_CODE"].drop_nulls())
    assert doctors <= set(registers["dr_info_b"]["DR_CODE"])
    assert np.unique(registers["psn_info_b"]["GEND"]).tolist() == ["1", "2"]


def test_registers_agree_with_each_other(world: World, tmp_path: Path) -> None:
    write_registers(world, tmp_path)
    read = {file.stem: pl.read_csv(file, infer_schema=False) for file in tmp_path.iterdir()}
    persons, employers = set(read["psn_info_b"]["PSN_NO"]), set(read["emp_insu_d"]["EMP_NO"])
    assert set(read["psn_insu_d"]["PSN_NO"]) == persons
    assert set(read["ext_list"]["PSN_NO"]) <= persons
    assert set(read["psn_insu_d"]["EMP_NO"].drop_nulls()) <= employers
    assert set(read["psn_info_b"]["EMP_NO"].drop_nulls()) <= employers
    assert len(read["emp_insu_d"]) == len(world.employers)
    headcount = read["emp_insu_d"]["EMP_PSNCNT"].cast(pl.Int64).sum()
    assert headcount == np.isin(world.people.psn_type, (1101, 1102)).sum()
