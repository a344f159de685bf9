import datetime as dt

from pipelines.intake.quality.check import Check
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.lines import (
    WIDE,
    Cell,
    Line,
    check_lines,
    complete,
    measures,
    not_supplied,
    null_rates,
    panels,
    ranges,
)
from pipelines.intake.quality.measure import Column, Measured
from pipelines.intake.quality.table import Month, TableQuality
from pipelines.intake.report import TableReport

LIMITS = Limits()
BEFORE = Measured(200, {"setl_id": Column(0), "balc": Column(0)}, persons=50)
NOW = Measured(
    100,
    {
        "setl_id": Column(0),
        "setl_time": Column(0, dt.date(2024, 2, 1), dt.date(2024, 2, 3)),
        "balc": Column(25, -5, 1000, 70),
        "acct_pay": Column(100),
    },
    persons=40,
    amount_fen=12345,
    negative=1,
)
JANUARY = Month("2024-01", touched=False, fresh=False, gap=False, holds=BEFORE, before=None)
FEBRUARY = Month("2024-02", touched=True, fresh=True, gap=False, holds=NOW, before=BEFORE)
MONTHS = (JANUARY, FEBRUARY)


def test_panels_begin_with_the_latest_months() -> None:
    months = list(range(WIDE + 2))
    assert panels(months) == [months[2:], months[:2]]
    assert panels([]) == []


def test_measures_without_a_number_are_left_out() -> None:
    account = TableReport(
        new_by_month={"2024-02": 90}, quarantined_by_month={"2024-02": {"a": 2, "b": 1}}
    )
    lines = {
        line.name: line.cells
        for line in measures(TableQuality(account, None, 0, MONTHS), MONTHS, LIMITS)
    }
    assert lines == {
        "rows": (Cell("200", bar=1.0), Cell("100", bar=0.5)),
        "against_before": (Cell(), Cell("−50.0%", warn=True)),
        "new_rows": (Cell(), Cell("90")),
        "quarantined_reasons": (Cell(), Cell("3")),
        "persons": (Cell("50"), Cell("40")),
        "amount": (Cell(), Cell("123.45")),
        "mean": (Cell(), Cell("1.23")),
        "negative": (Cell(), Cell("1", ("1.00%",))),
    }


def test_missing_values_that_rose_are_marked() -> None:
    rates = {line.name: line.cells[1] for line in null_rates(MONTHS, LIMITS)}
    assert rates["balc"] == Cell("25.00%", bar=0.25, warn=True)
    assert rates["acct_pay"] == Cell("100.00%", bar=1.0)
    assert "setl_id" not in rates


def test_columns_that_are_whole_or_absent() -> None:
    assert complete(MONTHS) == ["setl_id"]
    absent = not_supplied("setl", MONTHS)
    assert "vali_flag" in absent
    assert "balc" not in absent


def test_ranges_are_of_numbers_and_times() -> None:
    assert ranges("setl", MONTHS, "中位") == [
        Line("balc", (Cell(), Cell("-0.05 … 10.00", ("中位 0.70",)))),
        Line("setl_time", (Cell(), Cell("2024-02-01 … 2024-02-03"))),
    ]


def test_checks_by_month() -> None:
    checks = [
        Check("absurd_age", "2024-01", 0, 10),
        Check("absurd_age", "2024-02", 1, 10),
        Check("duplicate_line", "2024-02", 1, 1000, 700),
        Check("unknown_person", "2024-02", 0, 0),
    ]
    assert check_lines(checks, ["2024-01", "2024-02"], LIMITS) == [
        Line("absurd_age", (Cell("0"), Cell("1", ("10.00%",), warn=True))),
        Line("duplicate_line", (Cell(), Cell("1", ("0.10%", "7.00")))),
    ]
