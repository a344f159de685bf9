from pathlib import Path

import pytest

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.intake.mapping import (
    Concat,
    Constant,
    Field,
    FileName,
    Source,
    Sum,
    TableMapping,
    Unpivot,
)
from pipelines.intake.mapping_file.fit import check_fit
from pipelines.intake.problems import Problems


def check(table: str, name: str, source: Source, **others: Source) -> None:
    """Raise what is wrong with `source` as the column `name` of `table`."""
    problems = Problems("")
    mapping = TableMapping(TABLES[table], "f.csv", {name: source, **others})
    check_fit(name, source, mapping, (), problems)
    problems.raise_any(Path("m.toml"))


@pytest.mark.parametrize(
    ("table", "name", "source"),
    [
        ("case", "outcome", Constant("confirmed")),
        ("case", "period_start", Constant("2009-01-01")),
        ("setl", "insutype", Constant("310")),
        ("setl", "medfee_sumamt", Constant("0.00")),
        ("inst", "lnt", Constant("115.5")),
        ("psn", "gend", Field("G", values={"男": "1", "女": "02"})),
        ("setl", "refd_setl_flag", Field("F", values={"退费": "是"})),
        ("setl", "setl_time", Field("T", formats=("%Y%m%d",))),
        ("setl", "updt_time", FileName(r"(\d+)", ("%Y%m%d",))),
        ("setl", "medfee_sumamt", Sum(("A", "B"))),
        ("diag", "diag_code", Unpivot(("A", "B"), "diag_srt_no")),
    ],
)
def test_what_fits_is_no_problem(table: str, name: str, source: Source) -> None:
    check(table, name, source)


@pytest.mark.parametrize(
    ("table", "name", "source", "message"),
    [
        (
            "case", "outcome", Constant("confirm"),
            "'outcome' cannot hold 'confirm'; did you mean 'confirmed'?",
        ),
        (
            "case", "outcome", Field("R", values={"查实": "yes!", "未查实": "cleared"}),
            "'outcome' cannot hold 'yes!'; valid are: confirmed, cleared",
        ),
        (
            "psn", "gend", Field("G", values={"男": "M"}),
            "'gend' cannot hold 'M'; it must match ^[0129]$",
        ),
        (
            "setl", "setl_time", Constant("yesterday"),
            "'setl_time' cannot hold 'yesterday'; write a time as 2025-01-31 or",
        ),
        ("psn", "brdy", Constant("1066-10-14"), "'brdy' cannot hold '1066-10-14'; write a time"),
        (
            "inst", "aprv_bed_cnt", Constant("some"),
            "'aprv_bed_cnt' cannot hold 'some'; it holds whole numbers from 0",
        ),
        ("inst", "lnt", Constant("181"), "cannot hold '181'; it holds numbers from -180 to 180"),
        ("setl", "medfee_sumamt", Constant("1.005"), "'medfee_sumamt' cannot hold '1.005'"),
        ("setl", "psn_no", Constant("0"), "'psn_no' cannot hold '0'"),
        ("mdtrt", "dscg_way", Field("W", formats=("%Y",)), "'format' is for times; 'dscg_way'"),
        ("mdtrt", "endtime", Field("T", formats=("%Q",)), "'format' '%Q': unknown '%Q'"),
        ("mdtrt", "endtime", FileName("(a)", ("%Q",)), "'format' '%Q': unknown '%Q'"),
        ("mdtrt", "dise_codg", Sum(("A",)), "'sum' adds money; 'dise_codg' is String"),
        ("diag", "diag_time", Concat(("A",)), "'concat' and 'unpivot' give text; 'diag_time' is"),
        (
            "diag", "diag_code", Unpivot(("A",), "diag_srt"),
            "unknown whole-number column for 'position' 'diag_srt'; did you mean 'diag_srt_no'?",
        ),
        ("setl", "setl_id", Field("reasons"), "source column 'reasons' has a name of the quara"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(table: str, name: str, source: Source, message: str) -> None:
    with pytest.raises(InputError) as caught:
        check(table, name, source)
    assert message in str(caught.value)


def test_a_position_that_is_mapped_as_well_is_told() -> None:
    source = Unpivot(("A", "B"), "diag_srt_no")
    with pytest.raises(InputError, match="'diag_srt_no' is the 'position' here and mapped, too"):
        check("diag", "diag_code", source, diag_srt_no=Field("N"))


def test_amounts_are_tried_in_the_unit_of_the_table() -> None:
    problems = Problems("")
    source = Constant("1.5")
    mapping = TableMapping(TABLES["setl"], "f.csv", {"balc": source}, money="fen")
    check_fit("balc", source, mapping, (), problems)
    with pytest.raises(InputError, match=r"'balc' cannot hold '1\.5'"):
        problems.raise_any(Path("m.toml"))
