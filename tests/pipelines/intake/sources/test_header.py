import pytest

from pipelines.intake.sources.header import (
    clean,
    fold,
    header_row,
    likely_row,
    spellings,
    usual_width,
)


def test_names_lose_what_stands_around_them() -> None:
    assert clean("\ufeff \u3000PSN NO\u200b\t") == "PSN NO"


def test_spellings_of_one_name() -> None:
    assert fold("\ufeffＰＳＮ＿ＮＯ\u3000") == fold("psn_no") == "psn_no"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["psn_no", "PSN_NO"], ["psn_no"]),
        (["Psn_no", "PSN_NO", "psn"], ["Psn_no", "PSN_NO"]),
        (["psn_no", "psn_no"], ["psn_no", "psn_no"]),
        (["\u3000PSN_NO"], ["\u3000PSN_NO"]),
        (["psn"], []),
    ],
)
def test_the_exact_name_goes_before_others(names: list[str], found: list[str]) -> None:
    assert spellings("psn_no", names) == found


def test_titles_are_passed_over() -> None:
    records = [["结算表", ""], ["编号", "合计"], ["姓名", "编号 "], ["张三", "1"]]
    assert header_row(records, ["编号", "姓名"]) == 2
    assert header_row(records, ["编号", "年龄"]) is None
    assert header_row(records, []) is None


def test_the_search_ends() -> None:
    assert header_row([["x"]] * 29 + [["编号"]], ["编号"]) == 29
    assert header_row([["x"]] * 30 + [["编号"]], ["编号"]) is None


def test_a_header_is_as_wide_as_its_rows_and_filled() -> None:
    title, header, row = ["结算表", "", ""], ["编号", "姓名", "金额"], ["1", "", ""]
    assert likely_row([["某市"], title, header, row, row, [*row, ""]]) == 2
    assert likely_row([["某市"]]) == 0
    assert likely_row([]) == 0


def test_of_two_usual_widths_the_greater_counts() -> None:
    assert usual_width([["a"], ["b", "c"]]) == 2
    assert usual_width([["a"], ["a"], ["b", "c"]]) == 1
    assert usual_width([]) == 0
