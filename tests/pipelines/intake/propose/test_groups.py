from collections.abc import Callable
from typing import Any

import pytest

from pipelines.intake.propose.groups import Group, grouped

Write = Callable[..., Any]

SETL = "SETL_ID,PSN_NO,TOTAL,FUND"


@pytest.fixture
def group(write: Write) -> Callable[..., list[Group]]:
    """Group sources named here that all have one header, or pairs of a name and a header."""

    def group(*named: str | tuple[str, str]) -> list[Group]:
        pairs = [(each, SETL) if isinstance(each, str) else each for each in named]
        sources = [write(name, header) for name, header in pairs]
        return grouped([(source, source.columns()) for source in sources])

    return group


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (("setl_d_2024-01.csv", "setl_d_2024-02.csv"), "setl_d_*.csv"),
        (("setl_d_202401.csv",), "setl_d_*.csv"),
        (("结算明细2024年1月.xlsx", "结算明细2024年2月.xlsx"), "结算明细*.xlsx"),
        (("psn_info_b.csv",), "psn_info_b.csv"),
        (("table7.csv",), "table7.csv"),
        (("june.zip/setl_1.csv.gz", "july.zip/setl_2.csv"), "setl_*.csv"),
        (("setl_1.csv", "setl_2.parquet"), "setl_*.csv"),
        (("hsa.setl_d (postgresql)",), "hsa.setl_d"),
        (("setl[1].csv", "setl[2].csv"), "setl[[]*].csv"),
    ],
)
def test_one_pattern_finds_the_files_of_a_table(
    group: Callable[..., list[Group]], names: tuple[str, ...], pattern: str
) -> None:
    (found,) = group(*names)
    assert found.files == pattern
    assert len(found.sources) == len(names)


def test_a_pattern_does_not_find_the_files_of_another_table(
    group: Callable[..., list[Group]],
) -> None:
    found = group(
        "setl_202401.csv", "setl_d_202401.csv", ("psn_1.csv", "A,B"), ("psn_2.csv", "C,D")
    )
    assert [each.files for each in found] == [
        "psn_1.csv", "psn_2.csv", "setl_[0-9]*.csv", "setl_d_*.csv",
    ]  # fmt: skip


def test_columns_are_those_of_every_file(group: Callable[..., list[Group]]) -> None:
    (found,) = group(("s_1.csv", "ID,Name,X,X,B"), ("s_2.csv", "id,NAME,X,NEW"))
    assert found.columns == ("ID", "Name")
    assert found.partly == ("X", "B", "NEW")


def test_sheets_of_one_layout_belong_together(group: Callable[..., list[Group]]) -> None:
    (found,) = group("book.xlsx#Sheet1", "book.xlsx#Sheet2")
    assert (found.files, found.sheet) == ("book.xlsx", None)


def test_sheets_of_different_layouts_are_named(group: Callable[..., list[Group]]) -> None:
    found = group("book.xlsx#结算", ("book.xlsx#机构", "A,B"))
    assert {(each.files, each.sheet) for each in found} == {
        ("book.xlsx", "结算"), ("book.xlsx", "机构"),
    }  # fmt: skip
