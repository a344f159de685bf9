from collections.abc import Callable

from pipelines.intake.quality.lake import Lake

Lay = Callable[..., None]


def test_fresh_months_lie_over_those_of_the_workspace(had: Lay, came: Lay, lake: Lake) -> None:
    had("setl", "2024-01", setl_id=["a"])
    had("setl", "2024-02", setl_id=["b"])
    came("setl", "2024-02", setl_id=["c"])
    came("setl", "2024-03", setl_id=["d"])
    assert lake.months("setl") == ["2024-01", "2024-02", "2024-03"]
    assert lake.touched("setl") == ["2024-02", "2024-03"]
    assert [lake.had("setl", month) for month in lake.touched("setl")] == [True, False]
    assert lake.scan("setl", "2024-02").collect()["setl_id"].to_list() == ["c"]
    assert lake.scan("setl", "2024-01").collect()["setl_id"].to_list() == ["a"]


def test_an_emptied_month_is_gone(had: Lay, came: Lay, lake: Lake) -> None:
    had("setl", "2024-01", setl_id=["a"])
    came("setl", "2024-01", setl_id=[])
    assert lake.months("setl") == []
    assert lake.touched("setl") == []


def test_columns_are_those_that_were_supplied(had: Lay, lake: Lake) -> None:
    had("fee", "2024-01", setl_id=["a"], feedetl_sn=["1"])
    assert lake.columns("fee", "2024-01") == ["feedetl_sn", "setl_id"]
    assert lake.supplies("fee", "setl_id")
    assert not lake.supplies("fee", "setl_id", "pric")
    assert not lake.supplies("setl", "setl_id")


def test_a_month_that_is_not_there_is_empty(lake: Lake) -> None:
    assert lake.scan("setl", "2024-01").collect().is_empty()
