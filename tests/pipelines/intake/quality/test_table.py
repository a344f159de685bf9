import datetime as dt
from collections.abc import Callable

from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.table import table_quality
from pipelines.intake.report import TableReport

Lay = Callable[..., None]


def at(*days: str) -> list[object]:
    return [dt.datetime.fromisoformat(day) for day in days]


def test_touched_months_beside_those_before_them(had: Lay, came: Lay, lake: Lake) -> None:
    had("setl", "2023-06", setl_time=at("2023-06-01"))
    had("setl", "2024-01", setl_time=at("2024-01-01", "2024-01-02"))
    came("setl", "2024-02", setl_time=at("2024-02-01T10:00", "2024-02-01T11:30"))
    found = table_quality(lake, "setl", TableReport(read=2, new=2, new_by_month={"2024-02": 2}))
    assert [(m.month, m.touched, m.fresh, m.gap) for m in found.months] == [
        ("2024-01", False, False, False),
        ("2024-02", True, True, False),
    ]
    assert found.months[0].before is None
    assert found.months[1].before == found.months[0].holds
    assert found.newest == dt.datetime.fromisoformat("2024-02-01T11:30")
    assert found.late == 0


def test_late_rows_and_a_missing_month(had: Lay, came: Lay, lake: Lake) -> None:
    had("setl", "2023-11", setl_time=at("2023-11-01"))
    had("setl", "2024-01", setl_time=at("2024-01-01"))
    came("setl", "2024-01", setl_time=at("2024-01-01", "2024-01-02"))
    account = TableReport(read=1, new=1, new_by_month={"2024-01": 1})
    found = table_quality(lake, "setl", account)
    assert found.late == 1
    [month] = found.months
    assert (month.month, month.gap, month.before) == ("2024-01", True, None)


def test_a_register(had: Lay, came: Lay, lake: Lake) -> None:
    had("psn", "all", psn_no=["p"])
    came("psn", "all", psn_no=["p", "q"])
    found = table_quality(lake, "psn", TableReport(read=2, new=1, new_by_month={"all": 1}))
    assert (found.newest, found.late) == (None, None)
    assert [(m.month, m.fresh, m.holds.rows, m.before) for m in found.months] == [
        ("all", False, 2, None)
    ]


def test_an_ingest_that_brought_nothing(lake: Lake) -> None:
    found = table_quality(lake, "setl", TableReport(read=1, quarantined=1))
    assert (found.newest, found.late, found.months) == (None, 0, ())
