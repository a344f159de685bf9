"""The registers of the city: persons, enrolments, sites, doctors, items. Never a name."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.city.registers.catalogue import hilist_b, hilist_lmtpric_d
from pipelines.city.registers.employers import emp_insu_d
from pipelines.city.registers.enrolments import psn_insu_d
from pipelines.city.registers.facts import ext_list
from pipelines.city.registers.persons import psn_info_b, registered_sex
from pipelines.city.registers.sites import fixmedins_b
from pipelines.city.registers.staff import dr_info_b, phar_info_b
from pipelines.city.schemes.plot import Listed
from pipelines.city.world import World

__all__ = [
    "dr_info_b",
    "emp_insu_d",
    "ext_list",
    "fixmedins_b",
    "hilist_b",
    "hilist_lmtpric_d",
    "phar_info_b",
    "psn_info_b",
    "psn_insu_d",
    "registered_sex",
    "write_registers",
]


def write_registers(world: World, folder: Path, listed: Sequence[Listed] = ()) -> None:
    """Write every register as a CSV file; `listed` is what schemes leave in two of them."""
    for name, table in _registers(world, listed).items():
        table.write_csv(folder / f"{name}.csv", float_precision=6 if name == "fixmedins_b" else 2)


def _registers(world: World, listed: Sequence[Listed]) -> dict[str, pl.DataFrame]:
    return {
        "psn_info_b": psn_info_b(world),
        "psn_insu_d": psn_insu_d(world, [each.enrolments for each in listed]),
        "ext_list": ext_list(world, [each.facts for each in listed]),
        "emp_insu_d": emp_insu_d(world),
        "fixmedins_b": fixmedins_b(world),
        "dr_info_b": dr_info_b(world),
        "phar_info_b": phar_info_b(world),
        "hilist_b": hilist_b(),
        "hilist_lmtpric_d": hilist_lmtpric_d(),
    }
