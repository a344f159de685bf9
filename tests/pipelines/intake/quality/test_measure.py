import datetime as dt
from collections.abc import Callable

import pytest

from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.measure import Column, measure

Lay = Callable[..., None]


def test_a_month_in_numbers(came: Lay, lake: Lake) -> None:
    times = [dt.datetime.fromisoformat(f"2024-01-{day}T09:00") for day in ("03", "03", "05", "31")]
    came(
        "setl",
        "2024-01",
        psn_no=["p", "p", "q", "r"],
        fixmedins_code=["H1", "H1", "H2", "H1"],
        setl_time=times,
        medfee_sumamt=[100, -100, 700, 300],
        acct_pay=[None, None, 5, 7],
        refd_setl_flag=["0", "1", None, "0"],
        vali_flag=["1", "1", "0", None],
    )
    found = measure(lake, "setl", "2024-01")
    assert (found.rows, found.persons, found.institutions) == (4, 3, {"H1": 3, "H2": 1})
    assert (found.amount_fen, found.mean_fen, found.negative) == (1000, 250.0, 1)
    assert (found.refunds, found.void) == (1, 1)
    assert sorted(day.day for day in found.days) == [3, 5, 31]
    assert found.columns["setl_time"] == Column(0, times[0], times[3])
    assert found.columns["medfee_sumamt"] == Column(0, -100, 700, median=100)
    assert found.columns["acct_pay"] == Column(2, 5, 7, median=5)
    assert found.columns["psn_no"] == Column(0)


def test_null_shares(came: Lay, lake: Lake) -> None:
    came(
        "mdtrt",
        "2024-01",
        mdtrt_id=["a", "b"],
        endtime=[None, dt.datetime.fromisoformat("2024-01-02")],
    )
    found = measure(lake, "mdtrt", "2024-01")
    assert found.null_share("endtime") == 0.5
    assert found.null_share("dscg_way") == 1.0
    assert found.mean_fen is None


def test_a_column_without_any_value(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", setl_id=["a"], acct_pay=[None])
    assert measure(lake, "setl", "2024-01").columns["acct_pay"] == Column(1)


def test_a_register_has_no_days(came: Lay, lake: Lake) -> None:
    came("psn", "all", psn_no=["p"], brdy=[dt.date(1950, 1, 1)])
    found = measure(lake, "psn", "all")
    assert found.days == frozenset()
    assert found.columns["brdy"].low == dt.date(1950, 1, 1)


@pytest.mark.parametrize("fen", [[3, 1, 2], [1, 2, 3, 4]])
def test_the_median_is_a_value_that_is_there(came: Lay, lake: Lake, fen: list[int]) -> None:
    came("fee", "2024-01", det_item_fee_sumamt=fen)
    assert measure(lake, "fee", "2024-01").columns["det_item_fee_sumamt"].median == 2
