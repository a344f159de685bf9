from collections.abc import Callable

from features.contract import TABLES
from pipelines.intake.quality.codes import FAMILY, LocalCode, code_lists, local_codes
from pipelines.intake.quality.lake import Lake

Lay = Callable[..., None]


def test_local_codes_are_told_with_what_they_extend(had: Lay, came: Lay, lake: Lake) -> None:
    had("setl", "2024-01", med_type=["9999"])
    came("setl", "2024-02", med_type=["11", "2105", "2105", "9901"])
    came("setl", "2024-03", med_type=["2105", None, "140104"])
    assert local_codes(lake, "setl") == [
        LocalCode("setl", "med_type", "2105", 3, "21", "普通住院"),
        LocalCode("setl", "med_type", "9901", 1, None, None),
    ]


def test_what_does_not_look_like_a_code_is_only_counted(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", insutype=["310", "张三", "李四", "360102195001011234"])
    assert local_codes(lake, "setl") == [LocalCode("setl", "insutype", None, 3, None, None)]


def test_a_code_that_lost_its_zero_is_told(came: Lay, lake: Lake) -> None:
    came("fee", "2024-01", med_chrgitm_type=["1", "01"])
    assert [code.code for code in local_codes(lake, "fee")] == ["1"]


def test_the_lists_are_of_columns_of_the_contract() -> None:
    columns = {column for table in TABLES.values() for column in table.columns}
    assert set(code_lists()) <= columns
    assert all(len(code) in {FAMILY, 4, 6} for code in code_lists()["med_type"])
