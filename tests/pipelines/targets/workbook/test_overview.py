from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook

from pipelines.targets.inputs import TargetInputs
from pipelines.targets.policy import Quota
from tests.pipelines.targets.workbook.conftest import Build, opened


def told(book: Workbook) -> list[str]:
    cells = (cell.value for row in book["总览"].iter_rows() for cell in row)
    return [str(value) for value in cells if value is not None]


def test_it_says_what_a_lead_is(book: Workbook) -> None:
    assert any("非认定结论" in text for text in told(book))


def test_the_funnel_goes_from_the_records_to_the_list(book: Workbook) -> None:
    texts = told(book)
    steps = ("筛查记录", "疑点命中", "涉及对象", "列入名单")
    assert [texts[texts.index(step) + 1] for step in steps] == ["12345678", "1680", "27", "21"]


def test_every_sheet_is_explained(book: Workbook) -> None:
    assert set(book.sheetnames[5:]) <= set(told(book))
    assert any("科室只作画像和预警，不评分" in text for text in told(book))


def test_it_names_versions_policy_and_what_was_missing(book: Workbook) -> None:
    texts = told(book)
    assert {"institution-7", "临江市月度", "mdtrt.begntime", "医师　夜间入院占比"} <= set(texts)


def test_it_tells_what_the_quotas_came_to(
    book: Workbook, build: Build, inputs: TargetInputs, tmp_path: Path
) -> None:
    assert "抽查要求与限额" not in told(book), "where there is none, nothing is told of any"
    third = Quota("医师三成", level="doctor", share=Fraction(3, 10), most=4)
    asked = replace(inputs, policy=replace(inputs.policy, quotas=(third,)))
    texts = told(opened(build(tmp_path / "targets.xlsx", asked)))
    at = texts.index("抽查要求与限额") + 1
    assert texts[at : at + 6] == ["要求", "计入对象", "应查", "其中已查", "本期列入", "上限"]
    assert texts[at + 6 : at + 12] == ["医师　医师三成", "10", "3", "0", "4", "4"]
